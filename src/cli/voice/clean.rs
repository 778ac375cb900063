//! The text of an answer: JSON and lines that no terminal obeys, with columns under each other.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::domain::calendar::{Instant, in_japan};
use crate::ui::text::{self, Align};
use crate::words::Words;

/// Blanks between two columns.
pub(super) const GAP: &str = "  ";
/// The columns of a cell that moves the others of its column no further: a longer one stands out of its row alone.
const WIDEST: u16 = 48;

pub(super) fn object(key: &str, value: Value) -> String {
    line(Map::from_iter([(key.to_owned(), value)]))
}

/// Puts the date and time of Japan, of which the rules speak (R2.1), beside every instant: `at_japan` beside `at`.
pub(in crate::cli) fn beside_japan(value: &mut Value) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(beside_japan),
        Value::Object(all) => {
            let japans = |(name, value): (&String, &Value)| {
                let at = value.as_str().filter(|text| text.ends_with('Z'))?;
                let at: Instant = at.parse().ok()?;
                Some((format!("{name}_japan"), in_japan(at).to_rfc3339().into()))
            };
            let japan: Vec<_> = all.iter().filter_map(japans).collect();
            all.values_mut().for_each(beside_japan);
            all.extend(japan);
        }
        _ => {}
    }
}

/// Puts the name of a member of the staff beside every ID of theirs: `by_name` beside `by` (R12.1).
pub(in crate::cli) fn beside_names(value: &mut Value, words: &Words) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|value| beside_names(value, words)),
        Value::Object(all) => {
            let names = |(key, value): (&String, &Value)| {
                let is_of_staff = key.ends_with("by") || ["actor", "staff", "administrator"].contains(&key.as_str());
                let name = words.name_of(value.as_str().filter(|_| is_of_staff)?)?;
                Some((format!("{key}_name"), Value::from(name)))
            };
            let names: Vec<_> = all.iter().filter_map(names).collect();
            all.values_mut().for_each(|value| beside_names(value, words));
            for (key, name) in names {
                all.entry(key).or_insert(name);
            }
        }
        _ => {}
    }
}

pub(super) fn line(whole: Map<String, Value>) -> String {
    format!("{}\n", escaped(&Value::Object(whole).to_string()))
}

/// JSON in which everything that a terminal would obey, hide or reorder by is written as `\u….`: it means the same.
pub(in crate::cli) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let mut space = [0; 4];
        let plain: &str = c.encode_utf8(&mut space);
        if text::clean(plain) == plain {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

/// Lines, each cleaned.
pub(in crate::cli) fn joined(lines: &[String]) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(&text::clean(line));
        out.push('\n');
    }
    out
}

/// Rows as lines whose columns stand under each other.
pub(in crate::cli) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| text::width(cell))
                .filter(|width| *width <= WIDEST)
                .max()
        })
        .map(Option::unwrap_or_default)
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| text::fit(cell, text::width(cell).max(*width), Align::Left));
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn columns_stand_under_each_other_by_cells() {
        let rows = [["契約番号", "会社名", "x"], ["1000001", "㈱見本", "y"]];
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        assert_eq!(aligned(&rows), ["契約番号  会社名  x", "1000001   ㈱見本  y"]);
        let long = "x".repeat(60);
        let rows = [vec![long.clone(), "a".to_owned()], vec!["b".to_owned(), "c".to_owned()]];
        assert_eq!(
            aligned(&rows),
            [format!("{long}  a"), "b  c".to_owned()],
            "nothing is lost of a long one"
        );
    }

    #[test]
    fn nothing_from_outside_reaches_a_terminal_raw() {
        let bad = "a\u{1b}[2J\u{9b}\u{202e}\u{e0041}髙";
        assert_eq!(joined(&[bad.to_owned()]), "a<1B>[2J<9B><U+202E><U+E0041>髙\n");
        let text = object("k", json!(bad));
        assert!(text::clean(text.trim_end()) == text.trim_end(), "{text}");
        let back: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back, json!({ "k": bad }));
    }
}
