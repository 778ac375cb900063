//! What the sources say to people has words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use madoguchi::words::{Lang, Words};

use crate::sources;

/// The names of actions that the sources write into the trail.
fn actions() -> BTreeSet<String> {
    let marks = [
        "action: \"",
        "ACTION: &str = \"",
        "fn action(&self) -> &'static str {\n        \"",
        "\"web_",
        "\"try_",
        "terminal, \"",
        "password, \"",
    ];
    let mut found = BTreeSet::new();
    for source in sources("src") {
        if !["desk", "portal", "office", "store"].contains(&source.module()) {
            continue;
        }
        let text = &source.code;
        for mark in marks {
            for (at, _) in text.match_indices(mark) {
                found.insert(name_at(text, at + mark.find('"').unwrap() + 1));
            }
        }
        // (Duty::Unlock, "unlock", …)
        for (at, _) in text.match_indices("Duty::") {
            let behind = text[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == ':');
            if let Some(name) = behind.strip_prefix(", \"") {
                found.insert(name_at(name, 0));
            }
        }
    }
    found.remove("");
    found
}

fn name_at(text: &str, at: usize) -> String {
    let name = text[at..].split('"').next().unwrap_or_default();
    let fits = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if fits { name.to_owned() } else { String::new() }
}

#[test]
fn every_action_of_the_trail_has_words_in_both_languages_r12_1() {
    let actions = actions();
    for known in [
        "unlock",
        "login",
        "try_login",
        "init",
        "upgrade",
        "look",
        "approve",
        "web_pay",
        "web_login",
        "web_logout",
        "web_withdraw",
        "export_trail",
        "change_policy",
    ] {
        assert!(
            actions.contains(known),
            "{known} is not found in the sources: {actions:?}"
        );
    }
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        let without: Vec<_> = actions
            .iter()
            .filter(|name| words.value(name) == name.as_str() && !is_english_word(name, lang))
            .collect();
        assert!(
            without.is_empty(),
            "{without:?} stand nowhere under [value] in {lang:?}"
        );
        let mut said = std::collections::BTreeMap::new();
        for name in &actions {
            let other = said.insert(words.value(name).to_owned(), name);
            assert!(other.is_none(), "{name} and {other:?} have the same words in {lang:?}");
        }
    }
}

/// Lists give an action as much room as it needs, and what they give has an end: 80 columns have room for the rest of a row too.
#[test]
fn no_action_of_the_trail_is_longer_than_a_list_of_80_columns_has_room_for() {
    for lang in [Lang::Ja, Lang::En] {
        let words = Words::of(lang);
        for name in actions() {
            let said = words.value(&name);
            assert!(madoguchi::ui::text::width(said) <= 24, "{lang:?} {name}: {said}");
        }
    }
}

/// A list that shows what was done shows its whole name: its column is one that is never cut.
#[test]
fn every_column_of_actions_is_whole() {
    let mut found = 0;
    for source in crate::sources_of_the_console() {
        let text = source.code.split_whitespace().collect::<Vec<_>>().join(" ");
        for (at, _) in text.match_indices("Column::new(") {
            let column = text[at..].split("Column::").nth(1).unwrap_or_default();
            let heading = column.split([',', ')']).next().unwrap_or_default();
            if heading
                .rsplit_once('.')
                .is_some_and(|(_, last)| ["action", "deed"].contains(&last))
            {
                found += 1;
                assert!(column.contains(").whole()"), "{}: {column}", source.module());
            }
        }
    }
    assert!(found >= 7, "{found}");
}

const DOCUMENT: &str = "docs/words.md";
/// What each action of the trail is called, and how it can end, made from the words. `MADOGUCHI_PICTURES=write` makes it anew.
#[test]
fn the_documented_words_are_those_of_the_trail_r12_1() {
    let (ja, en) = (Words::of(Lang::Ja), Words::of(Lang::En));
    let mut made = "# The words of the trail\n\nWhat every action and every result is called, on TKNS001 to TKNS005, in exports and on the command line. \
                    Made from the language files by `MADOGUCHI_PICTURES=write cargo test --test house documented`.\n\n\
                    ## Results\n\n| in JSON | Japanese | English |\n|---|---|---|\n"
        .to_owned();
    let results = ["done", "waiting", "refused"];
    for result in results {
        let said = |words: &Words| words.ended("", result, "").to_owned();
        writeln!(made, "| `{result}` | {} | {} |", said(&ja), said(&en)).unwrap();
    }
    for ended in ["confirmed", "failed"] {
        let said = |words: &Words| words.ended("finish_check", "done", ended).to_owned();
        writeln!(
            made,
            "| `done` of `finish_check`, {ended} | {} | {} |",
            said(&ja),
            said(&en)
        )
        .unwrap();
    }
    made += "\nA refused one says its number too, and F1 or `remedy` why.\n\n## Actions\n\n\
             | in JSON | Japanese | English | done | waiting | refused |\n|---|---|---|---|---|---|\n";
    for action in actions() {
        let ends = results.map(|result| {
            let own = |words: &Words| words.ended(&action, result, "confirmed").to_owned();
            format!("{}, {}", own(&ja), own(&en))
        });
        writeln!(
            made,
            "| `{action}` | {} | {} | {} |",
            ja.value(&action),
            en.value(&action),
            ends.join(" | ")
        )
        .unwrap();
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    if std::env::var_os("MADOGUCHI_PICTURES").is_some_and(|how| how == "write") {
        std::fs::write(&file, &made).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    let again = "make it anew: MADOGUCHI_PICTURES=write cargo test --test house documented";
    assert!(written == made, "{again}");
}

/// Some English words are the names themselves.
fn is_english_word(name: &str, lang: Lang) -> bool {
    let english = include_str!("../../assets/text/en.toml");
    lang == Lang::En && english.contains(&format!("\n{name} = \"{name}\"\n"))
}

/// Whoever reads the number of a warning or an error finds its cause and remedy with F1, in both languages.
#[test]
fn every_number_that_warns_has_cause_and_remedy() {
    let languages = [Lang::Ja, Lang::En].map(Words::of);
    let numbers = numbers_and_texts();
    assert!(
        numbers.contains_key("E0001") && numbers.contains_key("W0001"),
        "{numbers:?}"
    );
    for words in &languages {
        let mut warning = numbers.keys().filter(|number| !number.starts_with('I'));
        let without: Vec<_> = warning
            .by_ref()
            .filter(|number| words.remedy(number).is_none())
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}

/// The message line is one row: what stands in it behind its number has its room at 80 columns, in both languages. Where a name stands
/// in several tables one of them is meant.
#[test]
fn what_a_number_says_has_its_room_on_the_message_line() {
    let files = [
        include_str!("../../assets/text/ja.toml"),
        include_str!("../../assets/text/en.toml"),
    ];
    for file in files {
        let table: toml::Table = file.parse().unwrap();
        let severity = |name: &str| table["frame"][name].as_str().unwrap().to_owned();
        let mut texts = BTreeMap::<_, Vec<String>>::new();
        leaves(&table, &mut texts);
        for (number, names) in numbers_and_texts() {
            let said = match &number[..1] {
                "E" => severity("severity_bad"),
                "W" => severity("severity_warn"),
                _ => severity("severity_info"),
            };
            for known in names.iter().filter_map(|name| texts.get(name.as_str())) {
                let shortest = known.iter().map(|text| madoguchi::ui::text::width(&placed(text))).min();
                let columns = usize::from(shortest.unwrap_or(0)) + 7 + usize::from(madoguchi::ui::text::width(&said));
                assert!(columns <= 80, "{number} {names:?}: {columns} {known:?}");
            }
        }
    }
}

/// The texts of a table and of those in it, by their names.
fn leaves<'a>(table: &'a toml::Table, texts: &mut BTreeMap<&'a str, Vec<String>>) {
    for (name, value) in table {
        match value {
            toml::Value::Table(below) => leaves(below, texts),
            toml::Value::String(text) => texts.entry(name).or_default().push(text.clone()),
            _ => {}
        }
    }
}

/// A text with something short in its places, and keys as they are shown.
fn placed(text: &str) -> String {
    let mut said = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '<']) {
        let (before, behind) = rest.split_at(at);
        let end = if behind.starts_with('{') { '}' } else { '>' };
        let (place, next) = behind.split_once(end).unwrap_or((behind, ""));
        let key = place[1..].split(' ').next().unwrap_or_default();
        said.push_str(before);
        said.push_str(if end == '}' { "12" } else { key });
        rest = next;
    }
    said + rest
}

/// Whoever tells somebody a number on the telephone has told them what stands on the message line.
#[test]
fn a_number_stands_for_one_text() {
    for (number, texts) in numbers_and_texts() {
        assert!(texts.len() < 2, "{number}: {texts:?}");
    }
}

/// Numbers of refusals that a screen says by itself, and why that is the same text.
const AS_REFUSED: [(&str, &str); 2] = [
    ("E1707", "of the refusal's text, with the name of the field"),
    ("E3005", "the words of that number, which no refusal of a rule has"),
];

/// Whoever finds out what a door refuses before the door does, says it in its words: F1 has one cause and remedy for a number.
#[test]
fn a_screen_has_no_text_of_its_own_for_the_number_of_a_refusal() {
    let table: toml::Table = include_str!("../../assets/text/ja.toml").parse().unwrap();
    let refusals = table["message"].as_table().unwrap();
    let own = numbers_and_texts().into_iter().filter(|(_, texts)| !texts.is_empty());
    let own: Vec<_> = own.filter(|(number, _)| refusals.contains_key(number)).collect();
    let known: Vec<_> = own.iter().map(|(number, _)| number.as_str()).collect();
    assert_eq!(known, AS_REFUSED.map(|(number, _)| number), "{own:?}");
}

/// The numbers that screens say with the names of the words behind them, where they stand on the same line.
fn numbers_and_texts() -> BTreeMap<String, BTreeSet<String>> {
    let mut numbers = BTreeMap::<_, BTreeSet<_>>::new();
    for source in crate::sources_of_the_console() {
        for line in source.code.lines() {
            for (at, _) in line.match_indices('"') {
                let number = line.get(at + 1..at + 6).unwrap_or_default();
                let is_number = number.starts_with(['E', 'I', 'W']) && number[1..].bytes().all(|b| b.is_ascii_digit());
                if !is_number || !line[at + 6..].starts_with('"') {
                    continue;
                }
                let texts = numbers.entry(number.to_owned()).or_default();
                let words = line[at..].split_once("words.").map(|(_, path)| path);
                let path =
                    words.and_then(|path| path.split(|c: char| !(c.is_alphanumeric() || "._".contains(c))).next());
                let text = path.and_then(|path| path.rsplit('.').next());
                // Where the words were fetched before, it is what they are called there.
                let called = line[at + 7..].trim_start_matches([',', ' ', '&']);
                let called = called.split(|c: char| !(c.is_alphanumeric() || c == '_')).next();
                let is_said = line[..at].contains("Message::");
                let text = text.or(called).filter(|text| is_said && !text.is_empty());
                texts.extend(text.map(str::to_owned));
            }
        }
    }
    numbers
}
