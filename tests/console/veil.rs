//! While a check is open its drawn facts stand on no screen of who asks (R10.6): one place takes them out of what is said.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use madoguchi::branch::SCREENS;
use madoguchi::desk::{AskedFact, Command, Error, Look};
use madoguchi::domain::identity::{Channel, Fact, Person};
use madoguchi::words::{Lang, Words};

use crate::support::{Branch, contract};

/// Screens that show nothing of customers, or open only for those who ask no caller.
const WITHOUT: &[(&str, &str)] = &[
    ("TLGI001", "before a login"),
    ("TLGI002", "covers everything"),
    ("TKNR001", "an administrator's"),
    ("TKNR004", "an administrator's"),
    ("TKSH001", "the training fobs, which are the customer's"),
    ("TKSH002", "a lesson, which has a bank of its own"),
    ("THKK001", "the check itself, whose fields are the caller's answers"),
    ("TKNN001", "nothing is confirmed while the check is open"),
    ("TKNR009", "nor done"),
    (
        "TKYK001",
        "is off while facts are asked for; a test of its own is below",
    ),
    ("TSNN004", "an act without a customer"),
];

/// What to press for each contract, wherever one is.
const OF_A_CONTRACT: &[&str] = &[
    "<Ctrl+G>TKSK001<Enter>",
    "{number}",
    "<Enter>",
    "<Tab>",
    "<Tab>",
    "<Tab>",
    "h",
    "<Enter>",
    "<F12>",
    "<F12>",
    "n",
    "<F12>",
    "<F4>",
    "<F12>",
    "<F9>",
    "<F12>",
    "<F11>",
    "<F12>",
    "s",
    "<F12>",
    "i",
    "<F12>",
    "<F10>",
    "<F9>",
    "<F12>",
];

/// What the walk sees at the least.
const SEEN: &[&str] = &[
    "TKSK001", "TKSK002", "BRSK025", "BRSK027", "TSNN001", "TSNN003", "TKNS001", "TZAI001", "TTOP001",
];

fn asked(look: &Look<'_>) -> Result<Vec<AskedFact>, Error> {
    look.asked()
}

/// S001 asks callers of the first contracts, until every fact that can be drawn is among what is asked for.
fn asking(branch: &mut Branch) -> (Vec<String>, Vec<AskedFact>) {
    let who = branch.supervisor.clone();
    let mut numbers = Vec::new();
    for number in 1_000_001..=1_000_009 {
        let number = number.to_string();
        let command = Command::BeginCheck {
            contract: contract(&number),
            channel: Channel::Telephone,
            person: Person::Representative,
        };
        branch.other.execute(&who, command).unwrap();
        numbers.push(number);
        let asked = branch.other.ask(&who, asked).unwrap();
        let facts: BTreeSet<_> = asked.iter().map(|asked| asked.fact).collect();
        if facts.len() + 1 == Fact::ALL.len() {
            return (numbers, asked);
        }
    }
    panic!("some fact is never drawn")
}

/// Every text that would tell an answer.
fn telling(asked: &[AskedFact]) -> Vec<String> {
    let words = Words::of(Lang::Ja);
    let mut texts: Vec<_> = asked.iter().flat_map(|asked| asked.answers.clone()).collect();
    let days: Vec<NaiveDate> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    texts.extend(days.into_iter().map(|day| words.day(day)));
    texts
}

/// The body, the help and the message: the head says who sits there and what time it is.
fn said(branch: &Branch) -> String {
    let rows: Vec<_> = (3..=23).map(|number| branch.counter.row(number)).collect();
    rows.join("\n")
}

#[test]
fn no_screen_of_who_asks_shows_what_is_asked_for_while_the_check_is_open_r10_6() {
    let mut branch = Branch::closed();
    branch.asked_by("T002");
    branch.counter.log_in("S001");
    let (numbers, asked) = asking(&mut branch);
    branch.tick();
    let telling = telling(&asked);
    let mut seen = BTreeSet::new();
    let contracts = numbers
        .iter()
        .flat_map(|number| OF_A_CONTRACT.iter().map(|keys| keys.replace("{number}", number)));
    // Then every screen that opens by its ID, each with what its first row leads to.
    let without: BTreeSet<_> = WITHOUT.iter().map(|(id, _)| *id).collect();
    let by_id = SCREENS.iter().filter(|screen| screen.door.is_some());
    let by_id = by_id
        .map(|screen| screen.nameplate.id)
        .filter(|id| !without.contains(id));
    let by_id = by_id.flat_map(|id| [format!("<Ctrl+G>{id}<Enter>"), "<Enter>".to_owned(), "<F12>".to_owned()]);
    for keys in contracts.chain(by_id) {
        branch.counter.keys(&keys);
        let head = branch.counter.row(1);
        seen.extend(head.split_whitespace().next_back().map(str::to_owned));
        let said = said(&branch);
        let told: Vec<_> = telling.iter().filter(|text| said.contains(text.as_str())).collect();
        assert!(told.is_empty(), "{keys}: {told:?} on {:?}", branch.counter.console);
    }
    let missing: Vec<_> = SEEN.iter().filter(|id| !seen.contains(**id)).collect();
    assert!(missing.is_empty(), "not walked over: {missing:?}");
    // It is the check that hides them: a colleague sees them, and so does who asked once it has lapsed.
    branch.counter.wait(31);
    branch
        .counter
        .keys("<Ctrl+G>TKSK001<Enter>")
        .keys(&numbers[0])
        .keys("<Enter>")
        .is_on("TKSK002");
    let said = said(&branch);
    assert!(telling.iter().any(|text| said.contains(text.as_str())), "{said}");
}

#[test]
fn what_stands_in_a_field_of_itself_is_hidden_and_what_was_typed_is_not_r10_6() {
    let mut branch = Branch::closed();
    branch.counter.log_in("T001").find("1000001").keys("k").is_on("TKYK001");
    let who = branch.teller.clone();
    let command = Command::BeginCheck {
        contract: contract("1000001"),
        channel: Channel::Telephone,
        person: Person::Representative,
    };
    branch.other.execute(&who, command).unwrap();
    let asked = branch.other.ask(&who, asked).unwrap();
    branch.tick();
    let said_now = said(&branch);
    let told: Vec<_> = telling(&asked)
        .into_iter()
        .filter(|text| said_now.contains(text))
        .collect();
    assert!(told.is_empty(), "{told:?} on {:?}", branch.counter.console);
    // The masks are no oracle: a guess that is right looks like one that is not.
    let serial = asked
        .iter()
        .find(|asked| asked.fact == Fact::TokenSerial || asked.fact == Fact::Account);
    let guess = &serial.unwrap().answers[0];
    branch.counter.keys("<F3><F10>1").keys(guess).shows(guess);
}

/// A user whose serial is asked for still has a token: the place says so, and is not blank as where there is none.
#[test]
fn a_serial_that_is_asked_for_is_masked_and_not_left_out_r10_6() {
    let mut branch = Branch::closed();
    branch.counter.log_in("S001");
    let (numbers, _) = asking(&mut branch);
    let who = branch.supervisor.clone();
    let is_asked = |number: &&String| {
        let number = contract(number);
        let sheet = branch.other.ask(&who, |look| look.sheet(&number)).unwrap();
        sheet.hidden.contains(&Fact::TokenSerial) && sheet.rows.iter().any(|row| row.state.has_token())
    };
    let number = numbers.iter().find(is_asked).expect("a serial is drawn").clone();
    branch.tick();
    branch.counter.find(&number).is_on("TKSK002");
    let row = said(&branch)
        .lines()
        .find(|row| row.contains("サービス利用中") || row.contains("停止中"))
        .map(str::to_owned);
    assert!(row.unwrap().contains("＊＊＊＊"), "{:?}", branch.counter.console);
}
