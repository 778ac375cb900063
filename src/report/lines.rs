//! What leaves on paper, in lines: what they hold, and how they read as plain text. On paper they are drawn by `pdf`.

use std::collections::VecDeque;

use crate::ui::text::width;

/// The narrowest text, in columns.
pub const NARROWEST: u16 = 40;
/// Columns before whatever stands below a heading.
pub(super) const INDENT: u16 = 2;
/// Columns of a box at the right.
pub(super) const CORNER: u16 = 10;
/// Rows of one as text, its name aside.
const CORNER_ROWS: usize = 5;
/// What bars are made of in a text.
const MARK: &str = "#";

/// A line: texts with the column that each begins in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The texts, from left to right.
    pub texts: Vec<(u16, String)>,
    /// How it is set.
    pub kind: Kind,
}

/// How a line is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    #[default]
    Plain,
    /// Over others.
    Heading,
    /// Twice as large on paper.
    Large,
    /// A row of boxes to sign or seal in, each with its name over it.
    Boxes(Vec<String>),
    /// Boxes to sign or seal in at the right of what follows, each with its name over it: they are on the first page however long
    /// the rest is.
    Corner(Vec<String>),
    /// A bar behind its figure: the column in which it begins, and how long it is.
    Bar(u16, u16),
    /// A text to be scanned, on paper at the right of what follows; it is in the lines too.
    Code(String),
}

/// Lines as plain text of so many columns.
pub fn plain(lines: &[Line], columns: u16) -> String {
    let mut text = String::new();
    let mut beside = VecDeque::new();
    for line in lines {
        let mut at = 0;
        let mut more = Vec::new();
        match &line.kind {
            // Scanned from paper alone.
            Kind::Code(_) => continue,
            Kind::Boxes(names) => {
                text.push_str(&boxes(names, columns.max(NARROWEST)));
                continue;
            }
            Kind::Corner(names) => beside = corner(names, columns),
            Kind::Bar(from, long) if *long > 0 => more.push((*from, MARK.repeat(usize::from(*long)))),
            Kind::Plain | Kind::Heading | Kind::Large | Kind::Bar(..) => {}
        }
        more.extend(beside.pop_front().unwrap_or_default());
        for (column, part) in line.texts.iter().chain(&more) {
            text.push_str(&" ".repeat(usize::from(column.saturating_sub(at))));
            text.push_str(part);
            at = column + width(part);
        }
        text.push('\n');
    }
    text
}

/// A row of boxes as text, one below the other where they do not fit.
fn boxes(names: &[String], columns: u16) -> String {
    let drawn: Vec<_> = names.iter().map(|name| format!("{name} [          ]")).collect();
    let indent = " ".repeat(usize::from(INDENT));
    let row = drawn.join("  ");
    if width(&row) + INDENT <= columns {
        format!("{indent}{row}\n")
    } else {
        format!("{indent}{}\n", drawn.join(&format!("\n{indent}")))
    }
}

/// The columns in which boxes at the right begin.
pub(super) fn corners(count: usize, columns: u16) -> impl Iterator<Item = u16> {
    let count = u16::try_from(count).unwrap_or(0);
    (0..count).map(move |n| (columns + 1).saturating_sub((count - n) * (CORNER + 1)))
}

/// Boxes at the right as text, row by row.
fn corner(names: &[String], columns: u16) -> VecDeque<Vec<(u16, String)>> {
    let inside = usize::from(CORNER - 2);
    let (edge, empty) = (format!("+{}+", "-".repeat(inside)), format!("|{}|", " ".repeat(inside)));
    let row = |drawn: &str| {
        corners(names.len(), columns)
            .map(|from| (from, drawn.to_owned()))
            .collect()
    };
    let over = corners(names.len(), columns).zip(names);
    let over = over.map(|(from, name)| (from + CORNER.saturating_sub(width(name)) / 2, name.clone()));
    let mut rows = VecDeque::from([over.collect(), row(&edge)]);
    rows.extend((2..CORNER_ROWS).map(|_| row(&empty)));
    rows.push_back(row(&edge));
    rows
}
