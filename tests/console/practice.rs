//! TKSH002: a scenario is practised on the screens, ticked off by what the store says.

use madoguchi::branch::tksh002::Practice;
use madoguchi::clock::Clock;
use madoguchi::console::{Options, customer_house, house};
use madoguchi::customer::blgi001;
use madoguchi::desk::Desk;
use madoguchi::store::Kind;
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;
use madoguchi::training::lesson::{self, Go};
use madoguchi::training::places::Places;
use madoguchi::training::scenario::{Play, Scenario};
use madoguchi::training::stories::{STORIES, story};
use madoguchi::ui::event::Event;
use madoguchi::ui::screen::AnyScreen;
use madoguchi::ui::stage::Side;
use madoguchi::ui::testing::Harness;
use madoguchi::words::Lang;

use crate::support::{Counter, Door, branch, contract};

/// A trainer at TKSH002, with the customer's side beside.
fn open(lang: Lang) -> (Harness, Clock) {
    let (mut desk, clock) = branch();
    let session = demo::session(&mut desk, "R001").unwrap();
    let options = Options {
        lang,
        ..Options::default()
    };
    let left = house(clock.clone(), Kind::Training, &options).unwrap();
    let right = customer_house(clock.clone(), Kind::Training, &options).unwrap();
    let left = Side::new("支店", left, AnyScreen::new(Door::to(session, Practice::new())));
    let right = Side::new("お客様", right, AnyScreen::new(blgi001::Login::default()));
    (Harness::beside(desk, left, [right]), clock)
}

fn shows(console: &Harness, text: &str) {
    assert!(console.screen().contains(text), "{text} is not there:{console:?}");
}

/// Plays a step of the first scenario on the customer's side.
fn play(console: &mut Harness, clock: &Clock, step: usize, change: impl Fn(&str) -> String) {
    let scenario = story("first-registration").unwrap().unwrap();
    let fobs = Fobs::of_the_demo(console.engine().unwrap().policy()).unwrap();
    let mut places = Places::new(fobs);
    for play in &scenario.steps[step].play {
        if let Play::Customer(keys) = play {
            let keys = places.fill(&change(keys), clock.now());
            console.turn_to(1).keys(&keys);
        }
    }
    console.turn_to(0);
}

fn state(desk: &mut Desk) -> String {
    let teller = demo::session(desk, "T001").unwrap();
    let sheet = desk.look(&teller).sheet(&contract("1000010")).unwrap();
    format!("{:?}", sheet.rows[0].state)
}

#[test]
fn a_scenario_is_chosen_ticked_off_and_ends_with_a_sheet() {
    let (mut console, clock) = open(Lang::Ja);
    shows(&console, "初回の利用開始登録");
    shows(&console, "架空 明様");
    console.keys("<F10>");
    shows(&console, "[>] 1 お客さまの画面で DEN510");
    shows(&console, "トークン 100 000 017  ");
    play(&mut console, &clock, 0, str::to_owned);
    shows(&console, "I1209 完了 手順 1 が済みました");
    shows(&console, "[x] 1 ");
    console.keys("<F2>");
    shows(&console, "ヒント: 番号は研修画面");
    play(&mut console, &clock, 1, |keys| keys.replace("{code:", "{wrong:"));
    shows(&console, "W1201 注意 誤り (R3.4) 登録の画面での誤りも");
    shows(&console, "[>] 2 ");
    play(&mut console, &clock, 1, |_| "{code:100000017}<F10>".to_owned());
    play(&mut console, &clock, 2, str::to_owned);
    shows(&console, "I1210 完了");
    shows(&console, "成績  手順 3/3  誤り 1 回  ヒント 1 回  時間 0 分");
    // The end: the store of before is there again.
    console.keys("<F11>");
    shows(&console, "初回の利用開始登録");
    assert_eq!(state(console.engine().unwrap()), "Unregistered");
}

#[test]
fn stepping_back_and_restarting_bring_store_and_clock_back() {
    let (mut console, clock) = open(Lang::En);
    console.keys("<F10>");
    play(&mut console, &clock, 0, str::to_owned);
    clock.move_by(chrono::TimeDelta::minutes(3));
    play(&mut console, &clock, 1, str::to_owned);
    assert_eq!(state(console.engine().unwrap()), "InUse");
    shows(&console, "[>] 3 ");
    // What was done since the step began is undone first, the step before by another press.
    console.keys("<F9>");
    shows(&console, "[>] 3 ");
    console.keys("<F9>");
    shows(&console, "[>] 2 ");
    assert_eq!(state(console.engine().unwrap()), "Unregistered");
    assert_eq!(clock.now(), demo::start());
    // The customer's side has noticed: nobody is logged in there in a store that is gone, or their session still stands.
    console.keys("<F4>").event(Event::Tick);
    shows(&console, "[>] 1 ");
    console.turn_to(1);
    assert!(console.row(1).ends_with("BLGI001"), "{console:?}");
}

#[test]
fn a_receipt_that_a_lesson_takes_back_is_left_with_a_word() {
    let mut counter = Counter::closed();
    let told = || story("single-token-unlocked").unwrap().unwrap();
    lesson::begin(counter.console.engine().unwrap(), told()).unwrap();
    let fobs = Fobs::of_the_demo(counter.console.engine().unwrap().policy()).unwrap();
    let mut places = Places::new(fobs);
    for play in told().steps.iter().flat_map(|step| &step.play) {
        if let Play::Branch(keys) = play {
            let keys = places.fill(keys, counter.clock.now());
            counter.keys(&keys).tick();
        }
    }
    counter.is_on("TKNR009");
    for _ in 0..2 {
        lesson::go(counter.console.engine().unwrap(), Go::Back).unwrap();
    }
    counter.tick().says("W0531");
    assert!(!counter.row(1).ends_with("TKNR009"), "{:?}", counter.console);
}

#[test]
fn a_lesson_leaves_no_trace_in_the_store_it_began_on() {
    let (mut desk, clock) = branch();
    let before = desk.seen(0, &[]).unwrap().entries;
    lesson::begin(&mut desk, story("lost-at-2055").unwrap().unwrap()).unwrap();
    assert_ne!(clock.now(), demo::start());
    assert_ne!(desk.seen(0, &[]).unwrap().entries, before);
    assert!(lesson::go(&mut desk, Go::Restart).unwrap().is_some());
    // Another one in its place, and the end.
    lesson::begin(&mut desk, story("sharing").unwrap().unwrap()).unwrap();
    lesson::end(&mut desk).unwrap();
    assert_eq!(desk.seen(0, &[]).unwrap().entries, before);
    assert_eq!(clock.now(), demo::start());
    assert!(lesson::standing(&mut desk).is_none());
}

#[test]
fn a_live_desk_is_neither_kept_nor_replaced_r2_4() {
    use madoguchi::domain::policy;
    use madoguchi::entropy::Repeatable;
    use madoguchi::store::Store;
    let mut entropy = Repeatable(7);
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let mut live = Desk::new(opened, Clock::Host, Box::new(entropy), "test").unwrap();
    assert_eq!(live.keep().unwrap_err().code(), "E1205");
    let scenario = story("sharing").unwrap().unwrap();
    assert_eq!(lesson::begin(&mut live, scenario).unwrap_err().code(), "E1205");
    let (training, _) = branch();
    assert_eq!(live.put_back(training.keep().unwrap()).unwrap_err().code(), "E1205");
    assert_eq!(live.kind(), Kind::Live);
    // Nor where the clock can't be set back.
    let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(8)).unwrap();
    let fixed = Desk::new(opened, Clock::Host, Box::new(Repeatable(9)), "test").unwrap();
    assert_eq!(fixed.keep().unwrap_err().code(), "E1205");
}

#[test]
fn a_trainers_own_scenario_stands_first_is_practised_and_stands_there_again_afterwards() {
    let (mut desk, clock) = branch();
    let session = demo::session(&mut desk, "R001").unwrap();
    let (_, text) = STORIES.iter().find(|(name, _)| *name == "transfer").unwrap();
    let mine = text.replacen("title = { ja = \"", "title = { ja = \"第二課 ", 1);
    let both = vec![
        Scenario::read("mine", &mine).unwrap(),
        story("sharing").unwrap().unwrap(),
    ];
    lesson::lay_out(&mut desk, both);
    let side = house(clock, Kind::Training, &Options::default()).unwrap();
    let first = AnyScreen::new(Door::to(session, Practice::new()));
    let mut console = Harness::beside(desk, Side::new("支店", side, first), []);
    shows(&console, "[指定] 第二課");
    let sharing = story("sharing").unwrap().unwrap().title.ja;
    assert_eq!(
        console.screen().matches(&sharing).count(),
        1,
        "what is named stands once:{console:?}"
    );
    console.keys("<F10>");
    shows(&console, "[>] 1");
    shows(&console, "第二課");
    console.keys("<F11><F11>");
    shows(&console, "[指定] 第二課");
}
