//! Every scenario of the program is played on the real screens, in both languages.

use std::collections::BTreeSet;

use madoguchi::branch::tlgi001;
use madoguchi::console::rehearsal::{Stuck, Why, rehearse};
use madoguchi::console::{Options, customer_house, house};
use madoguchi::customer::blgi001;
use madoguchi::desk::Desk;
use madoguchi::store::Kind;
use madoguchi::training::fobs::Fobs;
use madoguchi::training::scenario::{Scenario, prepare};
use madoguchi::training::stories::{SECTIONS, STORIES};
use madoguchi::ui::event::Event;
use madoguchi::ui::screen::AnyScreen;
use madoguchi::ui::stage::{Show, Side};
use madoguchi::ui::testing::Harness;
use madoguchi::words::Lang;

fn read(name: &str, text: &str) -> Scenario {
    Scenario::read(name, text).unwrap_or_else(|flaw| panic!("{name}.toml:{}: {}", flaw.line, flaw.what))
}

#[test]
fn every_scenario_plays_to_its_end_without_a_wrong_turn() {
    let mut failed = Vec::new();
    for lang in [Lang::Ja, Lang::En] {
        let options = Options {
            lang,
            ..Options::default()
        };
        for (name, text) in STORIES {
            let scenario = read(name, text);
            match rehearse(&scenario, &options) {
                Ok(score) => assert_eq!((score.done, score.wrong), (scenario.steps.len(), 0)),
                Err(stuck) => failed.push(format!("{name}.toml:{}: {:#?}", stuck.line, stuck.why)),
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_scenarios_teach_every_section_of_the_manual() {
    let scenarios = STORIES.iter().map(|(name, text)| read(name, text));
    let taught: BTreeSet<_> = scenarios.flat_map(|scenario| scenario.manual).collect();
    assert_eq!(taught, SECTIONS.map(str::to_owned).into());
    assert!(STORIES.len() >= 12);
    // Nothing lies in the folder that is not part of the program.
    let files = std::fs::read_dir("assets/training").unwrap();
    let names = files.map(|file| file.unwrap().path());
    let tomls = names.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    assert_eq!(tomls.count(), STORIES.len());
}

/// The first scenario with something in it replaced.
fn changed(from: &str, to: &str) -> String {
    let (_, text) = STORIES.iter().find(|(name, _)| *name == "first-registration").unwrap();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// The line in which a text stands.
fn line_of(text: &str, part: &str) -> usize {
    text.lines().position(|line| line.contains(part)).unwrap() + 1
}

#[test]
fn a_mistake_in_a_scenario_is_told_with_its_line() {
    for (from, to, what) in [
        ("hint =", "hnit =", "hnit"),
        ("\"web_skip\"", "\"web_slip\"", "action: web_slip"),
        ("E0601", "E9999", "code: E9999"),
        ("{login:DEN510}", "{logon:DEN510}", "{logon:DEN510}"),
        ("\"R3.4\"", "\"3.4\"", "rule: 3.4"),
        ("state = \"in_use\"", "state = \"used\"", "used"),
    ] {
        let text = changed(from, to);
        let flaw = Scenario::read("own", &text).unwrap_err();
        assert!(flaw.what.contains(what), "{flaw:?}");
        let near = line_of(&text, to).abs_diff(flaw.line);
        assert!(near <= 3, "{to} stands in {}: {flaw:?}", line_of(&text, to));
    }
}

fn stuck(text: &str) -> Stuck {
    rehearse(&read("own", text), &Options::default()).unwrap_err()
}

#[test]
fn a_step_that_does_not_play_is_told_with_its_line_and_what_was_seen_instead() {
    let text = changed("{code:100000017}", "{wrong:100000017}");
    let text = text.replace("E0601", "E0602");
    let stuck_at = stuck(&text);
    let steps: Vec<_> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| *line == "[[step]]")
        .collect();
    assert_eq!(stuck_at.line, steps[1].0 + 1);
    let Why::NotSeen {
        screen,
        message,
        entries,
    } = stuck_at.why
    else {
        panic!("{:?}", stuck_at.why)
    };
    assert!(
        screen.ends_with("BLGI011") && message.starts_with("E0601"),
        "{screen} {message}"
    );
    assert_eq!(entries.last().unwrap().draft.code.as_deref(), Some("E0601"));
}

#[test]
fn keys_that_take_a_wrong_turn_or_do_a_later_step_are_no_right_play() {
    let wrong = changed("{code:100000017}", "{wrong:100000017}");
    assert!(matches!(stuck(&wrong).why, Why::WrongTurn(1)));
    let early = changed(
        "{login:DEN510}<F10>",
        "{login:DEN510}<F10>100000017<Enter>{code:100000017}<F10>",
    );
    assert!(matches!(stuck(&early).why, Why::SeenBefore));
}

#[test]
fn a_live_store_is_no_place_for_a_lesson_r2_4() {
    use madoguchi::clock::Clock;
    use madoguchi::domain::policy;
    use madoguchi::entropy::Repeatable;
    use madoguchi::store::{Kind, Store};
    let mut entropy = Repeatable(7);
    let opened = Store::in_memory(Kind::Live, policy::DEFAULT, &mut entropy).unwrap();
    let mut live = Desk::new(opened, Clock::Host, Box::new(entropy), "test").unwrap();
    assert_eq!(live.seen(0, &[]).unwrap_err().code(), "E1205");
    let (name, text) = STORIES[0];
    let prepared = madoguchi::training::scenario::prepare(&mut live, &read(name, text));
    assert_eq!(prepared.unwrap_err().code(), "E1205");
}

#[test]
fn a_scenario_plays_itself_until_it_ends_or_somebody_presses_a_key() {
    let (name, text) = STORIES
        .iter()
        .find(|(name, _)| *name == "another-administrator")
        .unwrap();
    let scenario = read(name, text);
    let perform = || {
        let (mut desk, clock) = crate::support::branch();
        prepare(&mut desk, &scenario).unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        let options = Options::default();
        let branch = house(clock.clone(), Kind::Training, &options).unwrap();
        let customer = customer_house(clock.clone(), Kind::Training, &options).unwrap();
        let branch = Side::new("branch", branch, AnyScreen::new(tlgi001::Login::default()));
        let customer = Side::new("customer", customer, AnyScreen::new(blgi001::Login::default()));
        let mut console = Harness::beside(desk, branch, [customer]);
        console.perform(Show::new(scenario.clone(), fobs, clock, (0, 1), 4));
        console
    };
    let unlocked = |console: &mut Harness| {
        let seen = console.engine().unwrap().seen(0, &[]).unwrap();
        seen.entries.iter().any(|entry| entry.draft.action == "web_unlock")
    };
    let mut console = perform();
    console.event(Event::Tick);
    assert!(console.row(23).starts_with("I1211"), "what is to be done: {console:?}");
    for _ in 0..20 {
        console.event(Event::Tick);
    }
    assert!(console.row(22).ends_with(']'), "the key is shown: {console:?}");
    for _ in 0..500 {
        console.event(Event::Tick);
    }
    assert!(!console.performs() && unlocked(&mut console), "{console:?}");
    assert!(console.screen().contains("I1212"), "{console:?}");

    let mut console = perform();
    for _ in 0..30 {
        console.event(Event::Tick);
    }
    console.keys("<Home>");
    let screen = console.screen();
    for _ in 0..500 {
        console.event(Event::Tick);
    }
    assert!(!console.performs() && !unlocked(&mut console));
    assert_eq!(console.screen(), screen);
}
