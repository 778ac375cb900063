//! Rule → tests: reads the sources and finds, for each rule that the program holds, the tests that cite it — by the end of
//! their name (`…_r8_2`), in their doc or in what they assert (`R8.2`). A rule without a test fails here, and so does a
//! table that is stale: `MADOGUCHI_RULES=write cargo test --test rules` makes `tests/rules.md` anew.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod numbers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Every rule with what it says in one line.
const RULES: [(&str, &str); 59] = [
    (
        "R1.1",
        "every figure comes from one policy, which is checked when it is loaded",
    ),
    ("R1.2", "a store remembers its policy, and every change of it"),
    ("R1.3", "a policy file alone serves another bank"),
    ("R2.1", "dates and times of day are Japan's; instants are stored in UTC"),
    ("R2.2", "the rules never read a clock"),
    ("R2.3", "intervals are half open"),
    (
        "R2.4",
        "nothing moves the clock of a live store, and a clock behind the trail stops every change",
    ),
    ("R3.1", "when the registration screen is shown"),
    ("R3.2", "what a registration needs: serial, token, code"),
    (
        "R3.3",
        "the same serial shares the token; another contract's is as unknown",
    ),
    ("R3.4", "a wrong code at registration counts towards the suspension"),
    ("R4.1", "registration can be skipped, and comes again at the next login"),
    ("R4.2", "the grace period: seven days, the start date being the first"),
    ("R5.1", "the four operations that need a token, and nothing else"),
    (
        "R5.2",
        "without a registration: allowed in the grace period, refused after it",
    ),
    (
        "R5.3",
        "with one: the code is asked for at the last step, of one's own token",
    ),
    ("R5.4", "one code serves an unbroken run of transfers"),
    ("R5.5", "each asks for the confirmation password too"),
    ("R6.1", "codes by the token's own hash, digits, period and start"),
    (
        "R6.2",
        "a window of one step around the known drift, which a match moves by one at most",
    ),
    ("R6.3", "a step is used once, whoever sends it; a replay is not counted"),
    ("R6.4", "codes are compared in constant time, all of the window"),
    (
        "R6.5",
        "resynchronisation with two codes in a row, judged once; the drift moves by approval",
    ),
    ("R6.6", "an attempt is charged in its own commit before the answer"),
    (
        "R6.7",
        "staff can ask why a code was refused, and what could still serve is used up",
    ),
    (
        "R7.1",
        "a master or admin user with a usable token revokes, themselves too",
    ),
    ("R7.2", "the chosen users are untied; others who share keep the token"),
    (
        "R7.3",
        "the bank revokes for anyone, and says who could do it themselves",
    ),
    ("R7.4", "a token lost or stolen is dead for ever, for all who share it"),
    ("R7.5", "all of a revocation or nothing"),
    (
        "R8.1",
        "no login in the closed period; then login leads to registration",
    ),
    (
        "R8.2",
        "the closed period: thirty minutes, or until 08:10 after a revocation in the night",
    ),
    ("R8.3", "staff see when it opens, and nobody shortens it"),
    ("R9.1", "five wrong codes in a row suspend a token for all who share it"),
    (
        "R9.2",
        "who of the customer unlocks, without a code, with everyone who shares",
    ),
    ("R9.3", "the bank unlocks where the customer can't, or by an override"),
    ("R9.4", "unlocking sets the count back and revives nothing"),
    (
        "R10.1",
        "every action of the bank rests on an identity check, for one contract and one request",
    ),
    ("R10.2", "the methods of a check"),
    ("R10.3", "how strong a check must be"),
    ("R10.4", "what must not be kept is not kept"),
    (
        "R10.5",
        "a failed check is recorded, and the third of a day goes to a supervisor",
    ),
    (
        "R11.1",
        "what lowers risk goes at once; what raises it waits for a supervisor",
    ),
    ("R11.2", "nobody approves their own, and one approval wins"),
    ("R11.3", "an approval is for what was shown, and lapses with the day"),
    ("R12.1", "every attempt is one entry, in the transaction of its change"),
    ("R12.2", "entries are chained, and verification names the first bad one"),
    ("R12.3", "no seed, password or code in an entry, a log or a message"),
    (
        "R12.5",
        "what stands outside shows a store that went back, and it says so until a reason is written down; the head is never \
         sealed anew unseen, and verification looks before its own login",
    ),
    (
        "R12.6",
        "the state is bound: what was changed past the program is refused where it is met and found wherever it is",
    ),
    (
        "R12.7",
        "backups are made and restored by commands, and the key can be another one or sealed by a passphrase",
    ),
    (
        "R12.8",
        "what leaves goes through a spool, and a day's end can be repeated",
    ),
    ("R13", "the states that are shown"),
    ("R14.1", "what the bank did for a customer leaves a notice"),
    ("R15.1", "the states of the stock; lost and scrapped are for ever"),
    ("R15.2", "a token is known by maker and serial, and is never re-seeded"),
    (
        "R16.4",
        "names are stored as they were written; folding is for search alone",
    ),
    (
        "R17.1",
        "the bank lifts stopped passwords that nobody of the company can, and first ones go by sealed letter alone",
    ),
    (
        "R17.2",
        "a stranger at the login page stops no company: wrong passwords pause the address they come from",
    ),
];

/// Rules that the program does not hold yet, and why. The list may only shrink: one that has a test does not belong here.
const NOT_YET: [(&str, &str); 0] = [];

fn sources(folder: &Path) -> Vec<PathBuf> {
    files(folder, &["rs"])
}

/// The files in a folder whose names end so.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, own): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let ends = |path: &PathBuf| {
        endings
            .iter()
            .any(|ending| path.extension().is_some_and(|own| own == *ending))
    };
    let inside = folders.iter().flat_map(|folder| files(folder, endings));
    let mut all: Vec<_> = own.into_iter().filter(ends).chain(inside).collect();
    all.sort();
    all
}

/// A test: its name, and all that is written of it from its doc to its end.
struct Test {
    name: String,
    text: String,
}

/// The tests of a source: what stands between `#[test]`, with the doc before it, and the brace that ends the function.
fn tests(source: &str) -> Vec<Test> {
    let lines: Vec<_> = source.lines().collect();
    let begins = |line: &&str| line.trim() == "#[test]";
    let places = (0..lines.len()).filter(|place| begins(&lines[*place]));
    places
        .filter_map(|place| {
            let indent = lines[place].len() - lines[place].trim_start().len();
            let rest = &lines[place..];
            let end = rest
                .iter()
                .position(|line| line.starts_with(&format!("{}}}", " ".repeat(indent))))?;
            let doc = lines[..place]
                .iter()
                .rev()
                .take_while(|line| line.trim().starts_with("///"));
            let signature = rest.iter().find(|line| line.trim_start().starts_with("fn "))?;
            let name = signature
                .trim_start()
                .strip_prefix("fn ")?
                .split('(')
                .next()?
                .to_owned();
            let text = doc.chain(&rest[..=end]).copied().collect::<Vec<_>>().join("\n");
            Some(Test { name, text })
        })
        .collect()
}

/// The rules that a test cites.
fn cited(test: &Test) -> BTreeSet<&'static str> {
    let words = |text: &str, also: char| -> BTreeSet<String> {
        let split = text.split(|c: char| !c.is_ascii_alphanumeric() && c != also);
        split.map(|word| word.trim_end_matches('.').to_owned()).collect()
    };
    let in_text = words(&test.text, '.');
    // `…_r9_2_and_r9_4` has the parts r9, 2, and, r9, 4.
    let parts: Vec<_> = test.name.split('_').collect();
    let in_name = |rule: &str| {
        let rule = rule.to_ascii_lowercase();
        let wanted: Vec<_> = rule.split('.').collect();
        parts.windows(wanted.len()).any(|these| these == wanted)
    };
    let is_cited = |rule: &&'static str| in_text.contains(*rule) || in_name(rule);
    RULES.into_iter().map(|(rule, _)| rule).filter(is_cited).collect()
}

/// Each rule with the tests that cite it, by file.
fn table() -> BTreeMap<&'static str, Vec<(String, String)>> {
    let mut table: BTreeMap<_, Vec<_>> = RULES.into_iter().map(|(rule, _)| (rule, vec![])).collect();
    for path in ["src", "tests"]
        .into_iter()
        .flat_map(|folder| sources(Path::new(folder)))
    {
        if path.starts_with("tests/rules") {
            continue;
        }
        for test in tests(&fs::read_to_string(&path).unwrap()) {
            for rule in cited(&test) {
                let file = path.to_string_lossy().replace('\\', "/");
                table.entry(rule).or_default().push((file, test.name.clone()));
            }
        }
    }
    table
}

#[test]
fn every_rule_has_its_tests() {
    let table = table();
    for (rule, of) in RULES {
        let not_yet = NOT_YET.iter().find(|(known, _)| *known == rule);
        match (table[rule].is_empty(), not_yet) {
            (true, None) => panic!("{rule} has no test: {of}"),
            (false, Some((_, why))) => {
                panic!("{rule} has a test, so it is not to be in the list of those without: {why}")
            }
            _ => {}
        }
    }
    for (rule, _) in NOT_YET {
        assert!(RULES.iter().any(|(known, _)| *known == rule), "{rule} is no rule");
    }
}

#[test]
fn the_table_of_rules_and_tests_is_fresh() {
    let table = table();
    let mut text = "# Rules and their tests\n\nMade by `MADOGUCHI_RULES=write cargo test --test rules`.\n\n".to_owned();
    text.push_str("| rule | what it says | tests |\n|---|---|---|\n");
    for (rule, of) in RULES {
        let mut cell = String::new();
        let mut last = "";
        for (file, name) in &table[rule] {
            if file != last {
                let _ = write!(cell, "{}**{file}**", if cell.is_empty() { "" } else { "<br>" });
                last = file;
            }
            let _ = write!(cell, "<br>{name}");
        }
        if let Some((_, why)) = NOT_YET.iter().find(|(known, _)| *known == rule) {
            let _ = write!(cell, "{why}");
        }
        let _ = writeln!(text, "| {rule} | {of} | {cell} |");
    }
    if std::env::var("MADOGUCHI_RULES").is_ok_and(|how| how == "write") {
        fs::write("tests/rules.md", &text).unwrap();
    }
    let stands = fs::read_to_string("tests/rules.md")
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        stands == text,
        "tests/rules.md is stale: MADOGUCHI_RULES=write cargo test --test rules"
    );
}

#[test]
fn a_citation_is_a_whole_number_of_a_rule() {
    let cites = |name: &str, text: &str| {
        let (name, text) = (name.to_owned(), text.to_owned());
        cited(&Test { name, text }).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(cites("it_holds_r9_2_and_r9_4", ""), ["R9.2", "R9.4"]);
    assert_eq!(cites("it_holds_r13", ""), ["R13"]);
    assert_eq!(cites("it_holds_r1_31", "R1.31, R12, R5"), Vec::<&str>::new());
    assert_eq!(
        cites("it_holds", "R5.1–R5.4, \"R8.1: (R3.2).\""),
        ["R3.2", "R5.1", "R5.4", "R8.1"]
    );
}
