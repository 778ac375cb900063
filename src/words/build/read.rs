//! Both language files as one tree, compared with one another.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::text::{Text, is_name};
use super::{Fault, LANGUAGES};

/// Tables whose keys are names that the program gives at run time, not names of fields: `value`, of which a language may leave
/// out what is its own word already, and those of functions, remedies and messages.
const VALUES: &str = "value";
const FUNCTIONS: &str = "keymap.function";
const REMEDIES: &str = "remedy";
const MESSAGES: &str = "message";

/// A table of both languages.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its path, such as `finding.sheet`; empty for the whole.
    pub(crate) path: String,
    pub(crate) fields: Vec<(String, Node)>,
}

/// What a name of a table stands for, Japanese first.
#[derive(Debug)]
pub(crate) enum Node {
    Text([Text; 2]),
    Table(Table),
    /// A list of tables of texts.
    Rows([Vec<Vec<(String, Text)>>; 2]),
    /// Texts by name, in order of their names.
    Named([Vec<(String, Text)>; 2]),
    /// The same, in which keys may be named.
    Remedies([Vec<(String, Text)>; 2]),
    /// Numbered messages: what each says, and its remedy.
    Messages([Vec<(String, Text, Text)>; 2]),
}

/// The tables of one name in both languages, while they are read.
type Pair<'a, 'i> = [&'a DeTable<'i>; 2];

struct Reader<'t, 'f> {
    texts: [&'t str; 2],
    faults: &'f mut Vec<Fault>,
    functions: BTreeSet<String>,
}

/// Reads both files; what is wrong goes to `faults`.
pub(crate) fn both(texts: [&str; 2], faults: &mut Vec<Fault>) -> Option<Table> {
    let mut parsed = Vec::new();
    for (text, (_, file)) in texts.iter().zip(LANGUAGES) {
        match DeTable::parse(text) {
            Ok(table) => parsed.push(table.into_inner()),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let what = error.message().to_owned();
                faults.push(Fault {
                    file,
                    line: line_of(text, at),
                    what,
                });
            }
        }
    }
    let [ja, en] = parsed.as_slice() else { return None };
    let functions = ja.get("keymap").and_then(|keymap| keymap.get_ref().get("function"));
    let functions = functions.and_then(|table| table.get_ref().as_table());
    let functions = functions.map(|table| table.keys().map(|key| key.get_ref().to_string()).collect());
    let mut reader = Reader {
        texts,
        faults,
        functions: functions.unwrap_or_default(),
    };
    Some(reader.table("", [ja, en]))
}

impl Reader<'_, '_> {
    fn table(&mut self, path: &str, pair: Pair<'_, '_>) -> Table {
        self.in_both(path, pair);
        let mut fields = Vec::new();
        for (key, ja) in pair[0] {
            let name = key.get_ref().to_string();
            let Some(en) = pair[1].get(name.as_str()) else { continue };
            if !is_name(&name) {
                self.fault(0, key.span().start, format!("`{name}` is no name of a field"));
            }
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let node = match (ja.get_ref(), en.get_ref()) {
                (DeValue::Table(ja), DeValue::Table(en)) => Some(match path.as_str() {
                    MESSAGES => self.messages([ja, en]),
                    VALUES => Node::Named([self.plain(0, ja), self.plain(1, en)]),
                    FUNCTIONS => {
                        self.in_both(&path, [ja, en]);
                        Node::Named([self.plain(0, ja), self.plain(1, en)])
                    }
                    REMEDIES => {
                        self.in_both(&path, [ja, en]);
                        Node::Remedies([self.named(0, ja), self.named(1, en)])
                    }
                    _ => Node::Table(self.table(&path, [ja, en])),
                }),
                (DeValue::Array(ja), DeValue::Array(en)) => {
                    let rows = |list: &[toml::Spanned<DeValue<'_>>], of, reader: &mut Self| {
                        let tables = list.iter().filter_map(|row| row.get_ref().as_table());
                        tables.map(|row| reader.plain(of, row)).collect::<Vec<_>>()
                    };
                    Some(Node::Rows([rows(ja, 0, self), rows(en, 1, self)]))
                }
                (DeValue::String(_), DeValue::String(_)) => self.pair(&path, [ja, en]).map(Node::Text),
                _ => {
                    self.fault(
                        0,
                        ja.span().start,
                        format!("`{path}` is neither a text nor a table in both languages"),
                    );
                    None
                }
            };
            fields.extend(node.map(|node| (name, node)));
        }
        Table {
            path: path.to_owned(),
            fields,
        }
    }

    /// Every name of one language is one of the other.
    fn in_both(&mut self, path: &str, pair: Pair<'_, '_>) {
        for (of, other) in [(0, 1), (1, 0)] {
            for key in pair[of].keys() {
                let name = key.get_ref().as_ref();
                if !pair[other].contains_key(name) {
                    self.fault(
                        of,
                        key.span().start,
                        format!("`{path}.{name}` is missing in {}", LANGUAGES[other].1),
                    );
                }
            }
        }
    }

    fn messages(&mut self, pair: Pair<'_, '_>) -> Node {
        self.in_both(MESSAGES, pair);
        let mut both = [Vec::new(), Vec::new()];
        for (key, ja) in pair[0] {
            let number = key.get_ref().to_string();
            let (Some(ja), Some(en)) = (ja.get_ref().as_table(), pair[1].get(number.as_str())) else {
                continue;
            };
            let Some(en) = en.get_ref().as_table() else { continue };
            let path = format!("message.{number}");
            self.in_both(&path, [ja, en]);
            let mut text = |name: &str| {
                let pair = [ja.get(name)?, en.get(name)?];
                self.pair(&format!("{path}.{name}"), pair)
            };
            if let (Some([say, say_en]), Some([remedy, remedy_en])) = (text("say"), text("remedy")) {
                both[0].push((number.clone(), say, remedy));
                both[1].push((number, say_en, remedy_en));
            } else {
                self.fault(0, key.span().start, format!("`{path}` has no `say` or no `remedy`"));
            }
        }
        Node::Messages(both)
    }

    /// The texts of a table by name, in order of their names.
    fn named(&mut self, of: usize, table: &DeTable<'_>) -> Vec<(String, Text)> {
        let mut texts = Vec::new();
        for (key, value) in table {
            let text = self.text(of, value);
            texts.extend(text.map(|text| (key.get_ref().to_string(), text)));
        }
        texts.sort_by(|(one, _), (other, _)| one.cmp(other));
        texts
    }

    /// The same of texts without places and keys.
    fn plain(&mut self, of: usize, table: &DeTable<'_>) -> Vec<(String, Text)> {
        let texts = self.named(of, table);
        for (name, text) in &texts {
            if !text.is_plain() {
                let what = format!("`{name}` has a place or the mark of a key, which is filled nowhere");
                self.faults.push(Fault {
                    file: LANGUAGES[of].1,
                    line: text.line,
                    what,
                });
            }
        }
        texts
    }

    /// A text in both languages, which have the same places.
    fn pair(&mut self, path: &str, [ja, en]: [&toml::Spanned<DeValue<'_>>; 2]) -> Option<[Text; 2]> {
        let pair = [self.text(0, ja)?, self.text(1, en)?];
        if !path.starts_with("message.") && pair[0].places() != pair[1].places() {
            let what = format!(
                "`{path}` has the places {:?}, and in English {:?}",
                pair[0].places(),
                pair[1].places()
            );
            self.fault(0, ja.span().start, what);
        }
        Some(pair)
    }

    fn text(&mut self, of: usize, value: &toml::Spanned<DeValue<'_>>) -> Option<Text> {
        let start = value.span().start;
        let Some(raw) = value.get_ref().as_str() else {
            self.fault(of, start, "this is no text".to_owned());
            return None;
        };
        match Text::read(raw, line_of(self.texts[of], start)) {
            Ok(text) => {
                let unknown = text.functions().find(|function| !self.functions.contains(*function));
                if let Some(unknown) = unknown.map(str::to_owned) {
                    self.fault(of, start, format!("`{unknown}` is no function under [keymap.function]"));
                }
                Some(text)
            }
            Err(what) => {
                self.fault(of, start, what);
                None
            }
        }
    }

    fn fault(&mut self, of: usize, at: usize, what: String) {
        let line = line_of(self.texts[of], at);
        self.faults.push(Fault {
            file: LANGUAGES[of].1,
            line,
            what,
        });
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
