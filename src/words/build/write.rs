//! The code of the words.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::LANGUAGES;
use super::read::{Node, Table};
use super::text::{Part, Text};

/// What is written beside one another and put together at the end.
#[derive(Default)]
struct Code {
    /// Structs and their methods.
    types: String,
    /// The names of all places.
    places: BTreeSet<String>,
    /// Texts with marks of keys, by language: how one gets there, and its parts.
    marked: [String; 2],
}

/// The whole file.
pub(crate) fn code(words: &Table) -> String {
    let mut code = Code::default();
    code.table(words);
    let mut out = std::mem::take(&mut code.types);
    for (of, (lang, _)) in LANGUAGES.iter().enumerate() {
        let name = lang.to_uppercase();
        let value = value(words, of);
        let _ = writeln!(out, "pub(super) static {name}: Texts = {value};");
        let marked = &code.marked[of];
        let _ = writeln!(out, "pub(super) static {name}_MARKED: &[Marked] = &[{marked}];");
    }
    out += "/// What stands in the places of texts, each of a type of its own so that none is taken for another.\npub mod place {\n";
    for place in &code.places {
        let name = camel(place);
        let _ = writeln!(
            out,
            "/// What stands at `{{{place}}}`.\n#[derive(Clone, Copy)]\npub struct {name}<'a>(pub &'a str);"
        );
    }
    out + "}\n"
}

impl Code {
    fn table(&mut self, table: &Table) {
        let (mut fields, mut methods) = (String::new(), String::new());
        for (name, node) in &table.fields {
            match node {
                Node::Text(pair) => {
                    let docs = docs(pair);
                    if pair[0].places().is_empty() {
                        let _ = writeln!(fields, "{docs}pub(crate) {name}: &'static str, {}", place_of(pair));
                    } else {
                        let _ = writeln!(fields, "{name}: Template,");
                        self.method(&mut methods, name, pair, &docs);
                    }
                    self.mark(&table.path, name, pair);
                }
                Node::Table(inner) => {
                    let of = type_of(&inner.path);
                    let _ = writeln!(fields, "/// `[{}]`\npub {name}: {of},", inner.path);
                    self.table(inner);
                }
                Node::Rows([ja, _]) => {
                    let of = format!("{}Row", type_of(&path_of(&table.path, name)));
                    let _ = writeln!(fields, "/// The rows of `{name}`.\npub(crate) {name}: &'static [{of}],");
                    let columns = ja.first().map(Vec::as_slice).unwrap_or_default();
                    let columns: String = columns
                        .iter()
                        .map(|(name, _)| format!("pub(crate) {name}: &'static str,\n"))
                        .collect();
                    let _ = writeln!(
                        self.types,
                        "/// A row of `{name}`.\n#[derive(Clone, Copy)]\npub struct {of} {{\n{columns}}}"
                    );
                }
                Node::Named(_) => {
                    let _ = writeln!(fields, "pub(super) {name}: &'static [(&'static str, &'static str)],");
                }
                Node::Remedies(_) => {
                    let _ = writeln!(fields, "pub(super) {name}: &'static [(&'static str, Template)],");
                }
                Node::Messages(_) => {
                    let _ = writeln!(fields, "pub(super) {name}: &'static [(&'static str, Numbered)],");
                }
            }
        }
        let name = type_of(&table.path);
        let about = if table.path.is_empty() {
            "All texts of a language.".to_owned()
        } else {
            format!("The texts of `[{}]`.", table.path)
        };
        let _ = writeln!(
            self.types,
            "/// {about}\n#[derive(Clone, Copy)]\npub struct {name} {{\n{fields}}}"
        );
        if !methods.is_empty() {
            let _ = writeln!(self.types, "impl {name} {{\n{methods}}}");
        }
    }

    /// The method of a text with places.
    fn method(&mut self, methods: &mut String, name: &str, pair: &[Text; 2], docs: &str) {
        let places = pair[0].places();
        let taken: String = places
            .iter()
            .map(|place| format!(", {place}: place::{}<'_>", camel(place)))
            .collect();
        let given: String = places.iter().map(|place| format!("({place:?}, {place}.0), ")).collect();
        self.places.extend(places.iter().map(ToString::to_string));
        let _ = writeln!(
            methods,
            "{docs}pub(crate) fn {name}(&self{taken}) -> String {{ {}\nfill(self.{name}, &[{given}])\n}}",
            place_of(pair)
        );
    }

    /// Keeps the marks of a text, for a keymap.
    fn mark(&mut self, path: &str, name: &str, pair: &[Text; 2]) {
        for (text, marked) in pair.iter().zip(&mut self.marked) {
            if text.functions().next().is_some() {
                let kind = if text.places().is_empty() { "Text" } else { "Template" };
                let (at, parts) = (path_of(path, name), parts(text));
                let _ = writeln!(marked, "(|texts| Slot::{kind}(&mut texts.{at}), {parts}),");
            }
        }
    }
}

/// The value of a table in one language.
fn value(table: &Table, of: usize) -> String {
    let field = |(name, node): &(String, Node)| format!("{name}: {},\n", field(&path_of(&table.path, name), node, of));
    format!(
        "{} {{\n{}}}",
        type_of(&table.path),
        table.fields.iter().map(field).collect::<String>()
    )
}

fn field(path: &str, node: &Node, of: usize) -> String {
    match node {
        Node::Text(pair) if pair[of].places().is_empty() => format!("{:?}", pair[of].standard()),
        Node::Text(pair) => parts(&pair[of]),
        Node::Table(table) => value(table, of),
        Node::Rows(rows) => {
            let row = |row: &Vec<(String, Text)>| {
                row.iter()
                    .map(|(name, text)| format!("{name}: {:?}, ", text.standard()))
                    .collect::<String>()
            };
            let kind = format!("{}Row", type_of(path));
            let rows: String = rows[of]
                .iter()
                .map(|texts| format!("{kind} {{ {}}},\n", row(texts)))
                .collect();
            format!("&[{rows}]")
        }
        Node::Named(named) => {
            let named = named[of]
                .iter()
                .map(|(name, text)| format!("({name:?}, {:?}),\n", text.standard()));
            format!("&[{}]", named.collect::<String>())
        }
        Node::Remedies(named) => {
            let named = named[of]
                .iter()
                .map(|(name, text)| format!("({name:?}, {}),\n", parts(text)));
            format!("&[{}]", named.collect::<String>())
        }
        Node::Messages(messages) => {
            let message = |(number, say, remedy): &(String, Text, Text)| {
                format!(
                    "({number:?}, Numbered {{ say: {}, remedy: {} }}),\n",
                    parts(say),
                    parts(remedy)
                )
            };
            format!("&[{}]", messages[of].iter().map(message).collect::<String>())
        }
    }
}

fn parts(text: &Text) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => format!("Part::Text({text:?}), "),
        Part::Place(name) => format!("Part::Place({name:?}), "),
        Part::Key(standard, function) => format!("Part::Key({standard:?}, {function:?}), "),
    };
    format!("&[{}]", text.parts.iter().map(part).collect::<String>())
}

/// The text in both languages, for whoever comes here from its use.
fn docs(pair: &[Text; 2]) -> String {
    let quote = |text: &Text| text.raw.trim_end().replace('`', "'").replace('\n', "` ⏎ `");
    // Backticks around nothing are none to rustdoc.
    let [first, second] = [&pair[0], &pair[1]].map(|text| match quote(text) {
        blank if blank.trim().is_empty() => "(blank)".to_owned(),
        text => format!("`{text}`"),
    });
    format!("/// {first}\n///\n/// {second}\n")
}

/// Where it stands; behind the field, where a message of the compiler about it shows the line.
fn place_of(pair: &[Text; 2]) -> String {
    format!(
        "// {}:{}, {}:{}",
        LANGUAGES[0].1, pair[0].line, LANGUAGES[1].1, pair[1].line
    )
}

fn path_of(table: &str, name: &str) -> String {
    if table.is_empty() {
        name.to_owned()
    } else {
        format!("{table}.{name}")
    }
}

/// `finding.sheet` is `FindingSheetWords`, the whole `Texts`.
fn type_of(path: &str) -> String {
    if path.is_empty() {
        "Texts".to_owned()
    } else {
        format!("{}Words", camel(&path.replace('.', "_")))
    }
}

fn camel(name: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').filter(|part| !part.is_empty()).map(word).collect()
}
