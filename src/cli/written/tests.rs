use super::*;
use crate::desk::Command;
use crate::words::{Lang, Words};

/// The kind of the mistake, where it is, and what could stand there.
fn mistake(json: &str) -> [String; 3] {
    match read::<Command>(json) {
        Err(Refusal::CommandForm {
            reason,
            json_at,
            json_known,
        }) => [reason, json_at, json_known],
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sign_that_can_not_be_seen_does_not_come_in_however_it_is_written_r12_1() {
    let reads = |reason: &str| {
        let id = "0".repeat(32);
        read::<Command>(&format!(r#"{{"return":{{"request":"{id}","reason":"{reason}"}}}}"#))
    };
    for sign in [
        "\u{200B}",
        "\\u200b",
        "\\uDB40\\uDC01",
        "\u{00AD}",
        "\\u2800",
        "A\\ufe0f",
    ] {
        let read = reads(&format!("港{sign} 花子"));
        assert!(matches!(read, Err(Refusal::InvisibleSign { .. })), "{sign} {read:?}");
    }
    for seen in ["港 花子", "葛\\udb40\\udd00城", "\\\\u200b \\\" 𠮷"] {
        assert!(reads(seen).is_ok(), "{seen}");
    }
}

#[test]
fn the_key_of_a_mistake_is_named() {
    let head = r#"{"check_code":{"contract":"1000001","serial":"10000018","#;
    for (json, expected) in [
        (r#"{"approve":{"request":"12" } }"#.to_owned(), Some("approve.request")),
        (
            "{\"approve\":\n{\n\"request\" :\"12\"}}".to_owned(),
            Some("approve.request"),
        ),
        (r#"{"approve":{}}"#.to_owned(), Some("approve.request")),
        (r#"{"approve":["12"]}"#.to_owned(), Some("approve")),
        (format!("{head}\"code\":[1,2]}}}}"), Some("check_code.code")),
        (format!("{head}\"co\\\"de\":1}}}}"), Some("check_code")),
        (r#"{"x":1}"#.to_owned(), None),
    ] {
        let [_, at, _] = mistake(&json);
        let named = at.split_once(' ').map(|(_, key)| key);
        assert_eq!(named, expected, "{json} {at}");
    }
}

#[test]
fn a_mistake_is_named_without_what_was_written_r12_3() {
    let head = r#"{"check_code":{"contract":"1000001","serial":"10000018","#;
    for (json, reason, at, known) in [
        ("", "ends too early", "1:0", ""),
        (
            &format!(r#"{{"approve":{{"request":"{}"}}}} x"#, "0".repeat(32)),
            "text behind the object",
            "1:60",
            "",
        ),
        ("{approve:{}}", "a key without quotes", "1:2", ""),
        (r#"["approve"]"#, "not an object", "", ""),
        ("{\"approve\" 1}", "not JSON", "1:12", ":"),
        (r#"{"approve":{}}"#, "missing field", "1:13 approve.request", ""),
        (r#"{"approve":{"request":"12"}}"#, "E0113", "1:27 approve.request", ""),
        (r#"{"approve":{"request":"港"}}"#, "E0113", "1:26 approve.request", ""),
        (
            &format!("{head}\"code\":123456}}}}"),
            "unfit value",
            "1:69 check_code.code",
            "a text",
        ),
        (
            &format!("{head}\"123456\":1}}}}"),
            "unknown field",
            "1:64 check_code",
            "contract, serial",
        ),
        (
            &format!("{head}\"x, expected 123456\":1}}}}"),
            "unknown field",
            "1:76 check_code",
            "contract, serial",
        ),
        (r#"{"123456":{}}"#, "unknown name", "1:9", "begin_check, "),
        (
            r#"{"approve":{"request":["654321"]}}"#,
            "unfit value",
            "1:22 approve.request",
            "a text",
        ),
    ] {
        let found = mistake(json);
        assert_eq!(found[..2], [reason, at], "{json}");
        assert!(
            found[2].starts_with(known) && (known.is_empty() == found[2].is_empty()),
            "{json} {found:?}"
        );
        let all = found.concat();
        assert!(!all.contains("123456") && !all.contains("654321"), "{all}");
    }
}

#[test]
fn a_mistake_is_told_in_the_reader_s_language_with_its_place_r12_1() {
    for (lang, json, said, remedy) in [
        (
            Lang::Ja,
            r#"{"approve":{}}"#,
            "コマンドの書き方が正しくありません: 項目がない (1 行 13 字目、項目 approve.request)",
            "1 つの JSON オブジェクト",
        ),
        (
            Lang::Ja,
            r#"{"approve":{"request":5}}"#,
            "コマンドの書き方が正しくありません: 値の種類が違う (1 行 23 字目、項目 approve.request)",
            "ここに書けるのは 文字列 です。",
        ),
        (
            Lang::Ja,
            r#"{"approv":{}}"#,
            "コマンドの書き方が正しくありません: 知らない名前が書かれている (1 行 9 字目)",
            "ここに書けるのは begin_check, ",
        ),
        (
            Lang::Ja,
            "x",
            "コマンドの書き方が正しくありません: JSON でない (1 行 1 字目)",
            "1 つの",
        ),
        (
            Lang::En,
            r#"{"approve":{}}"#,
            "The command is not written correctly: missing field (line 1, character 13, field approve.request)",
            "It must be one JSON object.",
        ),
    ] {
        let refusal = read::<Command>(json).unwrap_err();
        let told = Words::of(lang).message(refusal.code(), &refusal.facts());
        assert_eq!(told.0, said);
        assert!(told.1.starts_with(remedy), "{}", told.1);
    }
}
