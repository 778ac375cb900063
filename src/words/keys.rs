//! Keys in sentences: `<F10 execute>` in a language file is the key of that function.

use std::collections::BTreeMap;

/// The text with the keys of a keymap in place of its marks: `<F10 execute>` is `F10` where `keys` does not name the function,
/// and otherwise the first of its keys there; `<Ctrl+G = jump>`, which speaks of all its keys, is all of them.
pub(super) fn named(text: &str, keys: &BTreeMap<&str, Vec<String>>) -> String {
    let mut parts = text.split('<');
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match mark(part) {
            Some((standard, function, rest)) => {
                match keys.get(function).map(Vec::as_slice) {
                    Some(keys) if standard.contains(' ') => made += &keys.join(" "),
                    Some([first, ..]) => made += first,
                    _ => made += standard,
                }
                made += rest;
            }
            None => made.extend(["<", part]),
        }
    }
    made
}

/// Standard keys, function and what follows, of the text behind a `<`.
pub(crate) fn mark(text: &str) -> Option<(&str, &str, &str)> {
    let (inside, rest) = text.split_once('>')?;
    let (standard, function) = inside.rsplit_once(' ')?;
    Some((standard, function, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_becomes_the_key_of_its_function() {
        let text = "<F10 execute> で実行、<Ctrl+G = jump>、<F12 cancel> < a";
        let keys = BTreeMap::from([
            ("execute", vec!["F9".to_owned(), "Ctrl+X".to_owned()]),
            ("jump", vec!["Ctrl+N".to_owned(), "@".to_owned()]),
        ]);
        assert_eq!(named(text, &keys), "F9 で実行、Ctrl+N @、F12 < a");
        assert_eq!(named(text, &BTreeMap::new()), "F10 で実行、Ctrl+G =、F12 < a");
    }
}
