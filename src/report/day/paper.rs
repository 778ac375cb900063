//! A report in lines, for paper and for the terminal.

use super::{Part, marks, placed, sections, title};
use crate::desk::DayReport;
use crate::report::slip::Line;
use crate::ui::text::{Align, fit, width, wrap};
use crate::words::Words;

/// Columns of a report.
const COLUMNS: u16 = 80;
/// Columns before whatever stands below a heading.
const INDENT: u16 = 2;
/// Columns of the names of facts and of bars.
const NAMES: u16 = 20;
/// A box to sign in: its columns, and its rows with its name.
const BOX: (u16, usize) = (10, 6);
/// Columns of the words and of each figure of a row.
const WORDS: [u16; 2] = [26, 22];
const FIGURE: u16 = 10;
/// Columns of the count before a bar.
const COUNT: u16 = 6;

/// The report in lines of at most 80 columns.
pub fn lines(report: &DayReport, words: &Words) -> Vec<Line> {
    let mut lines = vec![line(vec![(0, title(report, words))])];
    let mut signed = Vec::new();
    for section in sections(report, words) {
        if let Part::Boxes(names) = section.part {
            signed = names;
            continue;
        }
        lines.push(Line::default());
        lines.push(line(vec![(0, section.title.to_owned())]));
        match section.part {
            Part::Facts(facts) => {
                for (name, value) in facts {
                    // The first of them have the boxes beside them.
                    let from = INDENT + NAMES;
                    for (index, part) in wrap(&value, COLUMNS - from - 2 * (BOX.0 + 2)).into_iter().enumerate() {
                        let name = if index == 0 { name } else { "" };
                        lines.push(line(vec![(INDENT, name.to_owned()), (from, part)]));
                    }
                }
            }
            Part::Rows(headings, rows) => {
                lines.push(row(headings.iter().map(|heading| (*heading).to_owned())));
                if rows.is_empty() {
                    lines.push(line(vec![(INDENT, words.telling.day.nothing.to_owned())]));
                }
                lines.extend(rows.into_iter().map(row));
            }
            Part::Bars(bars) => {
                let most = bars.iter().map(|(_, count)| *count).max().unwrap_or(0);
                lines.extend(bars.into_iter().map(|(name, count)| bar(&name, count, most)));
            }
            Part::Boxes(_) => {}
        }
    }
    boxes(&signed, &mut lines);
    lines
}

fn line(texts: Vec<(u16, String)>) -> Line {
    Line {
        texts,
        ..Line::default()
    }
}

fn row(cells: impl IntoIterator<Item = String>) -> Line {
    line(placed(cells, INDENT, WORDS, FIGURE).collect())
}

fn bar(name: &str, count: u64, most: u64) -> Line {
    let from = INDENT + NAMES + COUNT + 2;
    line(vec![
        (INDENT, name.to_owned()),
        (INDENT + NAMES, fit(&count.to_string(), COUNT, Align::Right)),
        (from, marks(count, most, COLUMNS - from)),
    ])
}

/// Boxes at the right of the first lines, so that they are on the first page however long the report is; each with its name over
/// it.
fn boxes(names: &[&str], lines: &mut Vec<Line>) {
    let (wide, rows) = BOX;
    lines.resize_with(lines.len().max(rows), Line::default);
    let count = u16::try_from(names.len()).unwrap_or(0);
    let edge = format!("+{}+", "-".repeat(usize::from(wide - 2)));
    let empty = format!("|{}|", " ".repeat(usize::from(wide - 2)));
    for (name, n) in names.iter().zip(0..count) {
        let from = COLUMNS - (count - n) * (wide + 1) + 1;
        let middle = from + (wide.saturating_sub(width(name))) / 2;
        for (row, line) in lines.iter_mut().take(rows).enumerate() {
            line.texts.push(match row {
                0 => (middle, (*name).to_owned()),
                1 => (from, edge.clone()),
                _ if row + 1 == rows => (from, edge.clone()),
                _ => (from, empty.clone()),
            });
        }
    }
}
