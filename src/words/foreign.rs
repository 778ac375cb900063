//! What the system and libraries say, in the reader's language: theirs is English. What is common is said in words of ours, the
//! rest stands in marks as what it is, so no sentence changes its language half-way.

use std::borrow::Cow;

use super::{Lang, Words, by_name, place};

/// Kinds of values as serde calls them, by the names of ours.
const KINDS: &[(&str, &[&str])] = &[
    (
        "a text",
        &["a string", "string", "str", "a borrowed string", "a character"],
    ),
    (
        "a whole number",
        &[
            "u8",
            "u16",
            "u32",
            "u64",
            "usize",
            "i8",
            "i16",
            "i32",
            "i64",
            "isize",
            "an integer",
        ],
    ),
    ("a number", &["f32", "f64", "a number"]),
    ("true or false", &["a boolean", "bool"]),
    ("a list", &["a sequence", "an array", "a tuple"]),
    ("a table of fields", &["a map", "a table"]),
];

/// The kind of value that serde says it expected, by a name of ours.
pub(crate) fn kind_of(expected: &str) -> Option<&'static str> {
    if expected.starts_with("struct ") {
        return Some("a table of fields");
    }
    let known = KINDS.iter().find(|(_, theirs)| theirs.contains(&expected));
    known.map(|(ours, _)| *ours)
}

/// What stands between the first two backticks.
fn quoted(text: &str) -> &str {
    text.split('`').nth(1).unwrap_or_default()
}

/// All that stands in backticks.
fn all_quoted(text: &str) -> String {
    text.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ")
}

impl Words {
    /// What the system or a library says, for a sentence of ours. What has words of its own is said by them, and so is what is
    /// somebody's data.
    pub fn foreign<'a>(&self, said: &'a str) -> Cow<'a, str> {
        let known = self.value(said);
        if known != said {
            return known.into();
        }
        if let Some(text) = self.of_file(said).or_else(|| self.of_program(said)) {
            return text.into();
        }
        // What is meant, and what is wrong with it.
        if let Some((of, wrong)) = said.rsplit_once(": ")
            && let Some(known) = by_name(self.value, wrong)
        {
            return format!("{of}: {known}").into();
        }
        if self.lang == Lang::En {
            return said.into();
        }
        let of_system = said.strip_suffix(')').and_then(|said| said.rsplit_once(" (os error "));
        if let Some((said, number)) = of_system {
            return self.of_system(said, number).into();
        }
        if is_english(said) {
            return self.foreign.marked(place::Said(said)).into();
        }
        said.into()
    }

    /// An error of the system: its number says what it is. What stands before it is a path, or a phrase that says no more.
    fn of_system(&self, said: &str, number: &str) -> String {
        let (before, theirs) = match said.rsplit_once(": ") {
            Some((phrase, theirs)) if is_english(phrase) => (String::new(), theirs),
            Some((path, theirs)) => (format!("{path}: "), theirs),
            None => (String::new(), said),
        };
        let named = by_name(self.value, &format!("os {number}"));
        let what = named.map_or_else(|| self.foreign.marked(place::Said(theirs)), str::to_owned);
        format!("{before}{what} (os error {number})")
    }

    /// How a program that was run has ended, where that is what went wrong.
    fn of_program(&self, said: &str) -> Option<String> {
        let (how, which) = said.strip_prefix("it ended with ")?.split_once(": ")?;
        match how {
            "exit status" => Some(self.foreign.exited(place::Status(which))),
            "signal" => Some(self.foreign.ended_by(place::Signal(which))),
            _ => None,
        }
    }

    /// What is wrong with a file of settings, as serde says it of any.
    fn of_file(&self, said: &str) -> Option<String> {
        let words = &self.foreign;
        let (wrong, expected) = said.rsplit_once(", expected ").unwrap_or((said, ""));
        let known = match all_quoted(expected) {
            none if none.is_empty() => String::new(),
            names => words.known(place::Names(&names)),
        };
        let name = place::Name(quoted(wrong));
        Some(if wrong.starts_with("unknown field `") {
            words.unknown_field(place::Known(&known), name)
        } else if wrong.starts_with("unknown variant `") {
            words.unknown_value(place::Known(&known), name)
        } else if wrong.starts_with("missing field `") {
            words.missing_field(name)
        } else if wrong.starts_with("invalid type: ") {
            words.wrong_kind(place::Kind(self.value(kind_of(expected)?)))
        } else {
            return None;
        })
    }

    /// Where in a text of JSON something is wrong: `1:13 approve.request`.
    pub(super) fn json_at(&self, at: &str) -> String {
        let (at, key) = at.split_once(' ').unwrap_or((at, ""));
        let Some((line, column)) = at.split_once(':') else {
            return String::new();
        };
        let (line, column) = (place::Line(line), place::Column(column));
        match key {
            "" => self.foreign.json_at(column, line),
            key => self.foreign.json_at_key(column, place::Key(key), line),
        }
    }

    /// What could stand there: names of fields, or a kind of value.
    pub(super) fn json_known(&self, known: &str) -> String {
        match known {
            "" => String::new(),
            known => self.foreign.json_known(place::Names(self.value(known))),
        }
    }
}

/// Whether it is a phrase in English rather than a name, a number or a path: two words at least, and nothing else than ASCII.
fn is_english(said: &str) -> bool {
    let is_word =
        |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic() || b",:;.()'".contains(&b));
    said.is_ascii() && said.split(' ').filter(is_word).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sentence_of_ours_changes_its_language_half_way() {
        let words = Words::of(Lang::Ja);
        for (said, ours) in [
            ("Permission denied (os error 13)", "権限がない (os error 13)"),
            (
                "Connection error: Connection refused (os error 111)",
                "接続を断られた (os error 111)",
            ),
            (
                "/tmp/台帳 1/x.db: No such file or directory (os error 2)",
                "/tmp/台帳 1/x.db: ファイルかフォルダがない (os error 2)",
            ),
            (
                "Stale file handle (os error 116)",
                "システムの表示「Stale file handle」 (os error 116)",
            ),
            (
                "unknown field `folde`, expected one of `folder`, `run`",
                "知らない項目「folde」がある (使えるのは folder, run)",
            ),
            ("missing field `run`", "項目「run」がない"),
            (
                "invalid type: integer `5`, expected a string",
                "値の種類が違う (文字列を書く)",
            ),
            (
                "unknown variant `x`, expected `file` or `syslog`",
                "「x」は使えない (使えるのは file, syslog)",
            ),
            (
                "key with no value, expected `=`",
                "システムの表示「key with no value, expected `=`」",
            ),
            ("disk I/O error", "ディスクの入出力の異常"),
            ("not found", "ない"),
            ("it ended with exit status: 7", "終了コード 7 で終わった"),
            ("it ended with signal: 9 (SIGKILL)", "シグナル 9 (SIGKILL) で止められた"),
            ("/x/台帳.db-wal: not empty", "/x/台帳.db-wal: 空でない"),
            ("entry.at 12: not a time", "entry.at 12: 日時でない"),
            ("/x/y", "/x/y"),
            ("DEN501 1000001", "DEN501 1000001"),
            ("期限切れ", "期限切れ"),
        ] {
            assert_eq!(words.foreign(said), ours);
        }
        let english = Words::of(Lang::En);
        let denied = "Permission denied (os error 13)";
        assert_eq!(english.foreign(denied), denied);
        assert_eq!(english.foreign("missing field `run`"), "missing field run");
    }

    #[test]
    fn what_the_system_says_in_a_message_is_said_in_its_language() {
        let ja = Words::of(Lang::Ja);
        for code in ["E2011", "E2013", "E3006", "E3008", "E1911", "E3021"] {
            let facts = ["path", "line", "what"].map(|name| (name, "Broken pipe (os error 32)".to_owned()));
            let (said, _) = ja.message(code, &facts);
            assert!(said.contains("受け取る相手がない (os error 32)"), "{said}");
        }
        let refused = [("reason", "550 no such user".to_owned()), ("number", "3".to_owned())];
        assert!(ja.message("E1817", &refused).0.contains("「550 no such user」"));
    }
}
