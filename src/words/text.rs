//! Texts with places and with marks of keys, as they were read when the program was built.

use std::collections::BTreeMap;

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// Said as it is.
    Text(&'static str),
    /// The place of that name.
    Place(&'static str),
    /// The standard keys of a function, and its name.
    Key(&'static str, &'static str),
}

/// A text in its pieces.
pub(super) type Template = &'static [Part];

/// A numbered message: what it says, and on F1 its cause and remedy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbered {
    /// One line; its places are the facts of the refusal.
    pub(super) say: Template,
    /// Cause and way out.
    pub(super) remedy: Template,
}

/// How one gets to a text with marks of keys, and its pieces.
pub(super) type Marked = (fn(&mut super::Texts) -> Slot<'_>, Template);

/// Where a text with marks of keys stands.
pub(super) enum Slot<'a> {
    Text(&'a mut &'static str),
    Template(&'a mut Template),
}

/// The text with its places filled. A value is put in as it is; a place that nothing is given for is shown by its name.
pub(super) fn fill(parts: Template, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) | Part::Key(text, _) => out.push_str(text),
            Part::Place(name) => match values.iter().find(|(known, _)| known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            },
        }
    }
    out
}

/// The same text with the keys of a keymap: where `keys` names the function, a mark of one key becomes the first of its keys
/// there, and a mark that speaks of all keys all of them.
pub(super) fn with_keys(parts: Template, keys: &BTreeMap<&str, Vec<String>>) -> Template {
    let named = |part: &Part| match part {
        Part::Key(standard, function) => Part::Text(match keys.get(function).map(Vec::as_slice) {
            Some(keys) if standard.contains(' ') => keys.join(" ").leak(),
            Some([first, ..]) => first.clone().leak(),
            _ => standard,
        }),
        part => *part,
    };
    if parts.iter().any(|part| matches!(part, Part::Key(..))) {
        parts.iter().map(named).collect::<Vec<_>>().leak()
    } else {
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_braces_stays_what_it_is() {
        let text: Template = &[
            Part::Place("a"),
            Part::Text(" と "),
            Part::Place("b"),
            Part::Text(" {c"),
        ];
        assert_eq!(fill(text, &[("a", "{b}"), ("b", "x")]), "{b} と x {c");
    }

    #[test]
    fn a_mark_becomes_the_key_of_its_function() {
        let text: Template = &[
            Part::Key("F10", "execute"),
            Part::Text(" で実行、"),
            Part::Key("Ctrl+G =", "jump"),
            Part::Text("、"),
            Part::Key("F12", "cancel"),
            Part::Text(" < a"),
        ];
        let keys = BTreeMap::from([
            ("execute", vec!["F9".to_owned(), "Ctrl+X".to_owned()]),
            ("jump", vec!["Ctrl+N".to_owned(), "@".to_owned()]),
        ]);
        assert_eq!(fill(with_keys(text, &keys), &[]), "F9 で実行、Ctrl+N @、F12 < a");
        assert_eq!(
            fill(with_keys(text, &BTreeMap::new()), &[]),
            "F10 で実行、Ctrl+G =、F12 < a"
        );
    }
}
