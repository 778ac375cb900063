//! What is heard of the blocks: lines made of what they say, not of the cells that they fill.

use super::{Block, Body, Rowed, What};
use crate::ui::kit::roster::{self, Mark};
use crate::ui::kit::table::Row;

/// Columns of a console that is heard: nothing is cut or broken there.
const COLUMNS: u16 = 400;
/// The most rows of a table that are said at once; from the selected one on.
const ROWS: usize = 25;
/// Between two texts of a line.
const BETWEEN: &str = "  ";

/// What a body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Its lines.
    pub(crate) rows: Vec<String>,
    /// Which of them has the keys.
    pub(crate) marked: Option<String>,
    /// The button that has the keys.
    pub(crate) button: Option<String>,
}

impl Body<'_> {
    /// What is heard of it.
    pub(crate) fn told(&self) -> Told {
        let mut told = Told::default();
        self.tell(&mut told);
        told
    }

    fn tell(&self, told: &mut Told) {
        for block in &self.blocks {
            block.tell(told, self);
        }
    }
}

impl Told {
    /// Says a text, each of its paragraphs in a line of its own.
    fn say(&mut self, text: &str) {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        self.rows.extend(lines.map(str::to_owned));
    }

    /// Says texts in one line.
    fn join<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) -> String {
        let line = joined(texts);
        self.say(&line);
        line
    }
}

fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = texts
        .into_iter()
        .map(|text| text.as_ref().trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(BETWEEN)
}

impl Block<'_> {
    fn tell(&self, told: &mut Told, body: &Body<'_>) {
        let words = &body.at.words.plain;
        let mark = |on: bool| if on { words.checked } else { words.unchecked };
        match &self.what {
            What::Gap => {}
            What::Text(text, _)
            | What::Line(text, _)
            | What::Required(text, _)
            | What::Table(Rowed {
                rows: 0,
                empty: Some((text, ..)),
                ..
            }) => told.say(text),
            What::Ends((left, _), (right, _)) => {
                told.join([left, right]);
            }
            What::Facts(given) => {
                for (name, value) in given {
                    told.join([name, value]);
                }
            }
            What::Lines(lines) | What::Pages(_, lines) => {
                for line in lines(COLUMNS) {
                    told.join(line.texts());
                }
            }
            What::Table(rowed) => {
                told.join(rowed.columns.headings(COLUMNS));
                let selected = rowed.table.selected();
                for (index, row) in rowed.shown() {
                    let check = row.checked.map(mark);
                    let cells = row.cells.iter().map(String::as_str);
                    let line = told.join(check.into_iter().chain(cells));
                    if self.focused && index == selected {
                        told.marked = Some(line);
                    }
                }
                told.say(rowed.foot.as_deref().unwrap_or_default());
            }
            What::Roster(roster, lines) => {
                told.join(roster.headings());
                for (index, line) in lines(true).iter().enumerate() {
                    let line = told.join(marked(line, mark));
                    if self.focused && index == roster.selected() {
                        told.marked = Some(line);
                    }
                }
            }
            What::Form(form, beside) => {
                for (label, value, focused) in form.told(body.at) {
                    let line = told.join([label, value]);
                    if self.focused && focused {
                        told.marked = Some(line);
                    }
                }
                for (_, text, _) in beside {
                    told.say(text);
                }
            }
            What::Menu(items, selected) => {
                for (index, item) in items.iter().enumerate() {
                    if let Some(heading) = &item.heading {
                        told.say(heading);
                    }
                    let line = told.join([item.told()]);
                    if self.focused && Some(index) == *selected {
                        told.marked = Some(line);
                    }
                }
            }
            What::Buttons(chosen, labels, _) => {
                // They stand among the actions; only which one has the keys is told.
                told.button = labels.get(usize::from(chosen.0)).filter(|_| self.focused).cloned();
            }
            What::Entry(entry) => {
                let behind = entry.behind.iter().map(|(_, text, _)| text.clone());
                let line = told.join([entry.label.clone(), entry.input.told(words)].into_iter().chain(behind));
                if self.focused {
                    told.marked = Some(line);
                }
            }
            What::Picture(_, said, heard) => {
                for (index, line) in said.iter().enumerate() {
                    told.say(line);
                    if Some(index) == *heard {
                        told.marked = Some(line.clone());
                    }
                }
            }
            What::Keys(keys) => {
                for row in keys.rows() {
                    told.join(row.iter().map(char::to_string));
                }
            }
            What::Panel(heading, inside, _) => {
                told.say(heading);
                inside.tell(told);
            }
            What::Group(inside) => inside.tell(told),
            What::Beside(_, left, right) => {
                left.tell(told);
                right.tell(told);
            }
        }
    }
}

/// The texts of a user with the word for the mark.
fn marked(line: &roster::Line, mark: impl Fn(bool) -> &'static str) -> impl Iterator<Item = &str> {
    let check = match line.mark {
        Mark::Many(on) | Mark::One(on) => Some(mark(on)),
        Mark::Off => None,
    };
    check.into_iter().chain(line.cells.iter().map(String::as_str))
}

impl Rowed<'_> {
    /// The rows that are said, those around the selected one.
    fn shown(&self) -> impl Iterator<Item = (usize, Row)> {
        let seen = self.table.rows_seen(self.rows, ROWS);
        seen.into_iter()
            .filter_map(|index| Some((index, (self.row)(index, true)?)))
    }
}
