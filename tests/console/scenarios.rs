//! Every scenario of the program is played on the real screens, in both languages.

use std::collections::BTreeSet;

use madoguchi::desk::Desk;
use madoguchi::training::scenario::Scenario;
use madoguchi::training::stories::{SECTIONS, STORIES};
use madoguchi::ui::console::Options;
use madoguchi::ui::rehearsal::{Stuck, Why, rehearse};
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
