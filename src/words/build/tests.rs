//! What does not build, with the line that says where, and what comes of the rest. `tests/words.rs` runs them.

use super::read::both;
use super::{Fault, write};

/// What is wrong with two files of these texts, by line.
fn faults(ja: &str, en: &str) -> Vec<String> {
    let mut faults = Vec::new();
    both([ja, en], &mut faults);
    let told = |Fault { file, line, what }: Fault| format!("{file}:{line}: {what}");
    faults.into_iter().map(told).collect()
}

/// The code of two files that are right.
fn code(ja: &str, en: &str) -> String {
    let mut faults = Vec::new();
    let table = both([ja, en], &mut faults).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    write::code(&table)
}

const FUNCTIONS: &str = "\n[keymap.function]\nexecute = \"x\"\n";

#[test]
fn a_text_that_one_language_lacks_is_told_with_its_line() {
    let told = faults("[frame]\nhelp = \"a\"\nexit = \"b\"\n", "[frame]\nhelp = \"a\"\n");
    assert_eq!(
        told,
        ["assets/text/ja.toml:3: `frame.exit` is missing in assets/text/en.toml"]
    );
    let told = faults("[message.E0001]\nsay = \"a\"\nremedy = \"b\"\n", "[message]\n");
    assert_eq!(
        told,
        ["assets/text/ja.toml:1: `message.E0001` is missing in assets/text/en.toml"]
    );
}

#[test]
fn a_place_that_is_missing_or_misspelt_is_told() {
    let told = faults("a = \"{staff} です\"", "a = \"{stuff}\"");
    assert_eq!(
        told,
        [r#"assets/text/ja.toml:1: `a` has the places {"staff"}, and in English {"stuff"}"#]
    );
    for (wrong, what) in [
        ("{staff", "a place is not closed by `}`"),
        ("staff}", "`}` closes no place"),
        ("{Staff}", "`{Staff}` is no name of a place"),
    ] {
        let text = format!("\na = \"{wrong}\"");
        let told = faults(&text, "\na = \"b\"");
        assert_eq!(told, [format!("assets/text/ja.toml:2: {what}")]);
    }
}

#[test]
fn a_mark_of_a_function_that_there_is_not_is_told() {
    let ja = format!("a = \"<F10 exekute> で実行\"{FUNCTIONS}");
    let told = faults(&ja, &ja.replace("exekute", "execute"));
    assert_eq!(
        told,
        ["assets/text/ja.toml:1: `exekute` is no function under [keymap.function]"]
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let told = faults("a = \"b\"\nc = \n", "a = \"b\"\n");
    assert!(told[0].starts_with("assets/text/ja.toml:2: "), "{told:?}");
}

#[test]
fn a_text_is_a_field_and_one_with_places_a_method_that_takes_them() {
    let made = code(
        "[frame]\nhelp = \"ヘルプ\"\nsize = \"{rows} 行、{columns} 桁\"\n",
        "[frame]\nhelp = \"Help\"\nsize = \"{columns} x {rows}\"\n",
    );
    assert!(
        made.contains("pub(crate) help: &'static str, // assets/text/ja.toml:2"),
        "{made}"
    );
    let method = "pub(crate) fn size(&self, columns: place::Columns<'_>, rows: place::Rows<'_>) -> String";
    assert!(made.contains(method), "{made}");
    assert!(made.contains("/// `ヘルプ`\n///\n/// `Help`"), "{made}");
}

#[test]
fn a_mark_stands_as_its_standard_key_and_is_kept_for_a_keymap() {
    let ja = format!("a = \"<F10 execute> で <b\"{FUNCTIONS}");
    let made = code(&ja, &ja);
    assert!(made.contains(r#"a: "F10 で <b""#), "{made}");
    let marked = r#"(|texts| Slot::Text(&mut texts.a), &[Part::Key("F10", "execute"), Part::Text(" で <b"), ])"#;
    assert!(made.contains(marked), "{made}");
}
