//! One text as it stands in a language file: `{staff}` is a place, `<F10 execute>` the key of a function.

use std::collections::BTreeSet;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Said as it is.
    Text(String),
    /// Filled when it is said.
    Place(String),
    /// The key of a function: what is standard, and the function's name.
    Key(String, String),
}

/// A text of one language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) line: usize,
    pub(crate) raw: String,
    pub(crate) parts: Vec<Part>,
}

impl Text {
    /// Reads a text, or says what is wrong with it.
    pub(crate) fn read(raw: &str, line: usize) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = raw;
        while let Some(at) = rest.find(['{', '}', '<']) {
            let behind = &rest[at + 1..];
            let part = match rest.as_bytes()[at] {
                b'{' => {
                    let (name, behind) = behind.split_once('}').ok_or("a place is not closed by `}`")?;
                    if !is_name(name) {
                        return Err(format!("`{{{name}}}` is no name of a place"));
                    }
                    Some((Part::Place(name.to_owned()), behind))
                }
                b'}' => return Err("`}` closes no place".to_owned()),
                _ => key(behind),
            };
            // A `<` that marks no key is said as it is.
            let (part, behind) = part.unwrap_or_else(|| (Part::Text("<".to_owned()), behind));
            said(&mut parts, &rest[..at]);
            match part {
                Part::Text(text) => said(&mut parts, &text),
                other => parts.push(other),
            }
            rest = behind;
        }
        said(&mut parts, rest);
        let raw = raw.to_owned();
        Ok(Self { line, raw, parts })
    }

    /// The names of its places.
    pub(crate) fn places(&self) -> BTreeSet<&str> {
        let names = self.parts.iter().filter_map(|part| match part {
            Part::Place(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// The functions whose keys it names.
    pub(crate) fn functions(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Key(_, function) => Some(function.as_str()),
            _ => None,
        })
    }

    /// Whether it is said as it is, whatever the keys are.
    pub(crate) fn is_plain(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(_)))
    }

    /// What it says with the standard keys, of a text without places.
    pub(crate) fn standard(&self) -> String {
        let said = self.parts.iter().map(|part| match part {
            Part::Text(text) | Part::Key(text, _) | Part::Place(text) => text.as_str(),
        });
        said.collect()
    }
}

/// The key that is marked behind a `<`: standard keys and function, as `F10 execute` and `Ctrl+G = jump`.
fn key(behind: &str) -> Option<(Part, &str)> {
    let (inside, behind) = behind.split_once('>')?;
    let (standard, function) = inside.rsplit_once(' ')?;
    let is_function = !function.is_empty() && function.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let is_key = is_function && !standard.is_empty() && !standard.contains(['\n', '<']);
    is_key.then(|| (Part::Key(standard.to_owned(), function.to_owned()), behind))
}

/// Puts something said behind what is said already.
fn said(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Text(before)) => before.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

/// Whether that can be the name of a field.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
