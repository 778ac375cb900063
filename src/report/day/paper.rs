//! A report in lines, for paper and for the terminal.

use super::{Part, long, placed, sections, title};
use crate::desk::DayReport;
use crate::report::lines::{CORNER, INDENT};
use crate::report::slip::{COLUMNS, Kind, Line};
use crate::ui::text::{Align, fit, wrap};
use crate::words::Words;

/// Columns of the names of facts and of bars.
const NAMES: u16 = 20;
/// Columns of the words and of each figure of a row.
const WORDS: [u16; 2] = [26, 22];
const FIGURE: u16 = 10;
/// Columns of the count before a bar.
const COUNT: u16 = 6;

/// The report in lines of at most 80 columns.
pub fn lines(report: &DayReport, words: &Words) -> Vec<Line> {
    let mut lines = vec![Line {
        texts: vec![(0, title(report, words))],
        kind: Kind::Large,
    }];
    let mut signed = Vec::new();
    for section in sections(report, words) {
        if let Part::Boxes(names) = section.part {
            signed = names.into_iter().map(str::to_owned).collect();
            continue;
        }
        lines.push(Line::default());
        lines.push(Line {
            texts: vec![(0, section.title.to_owned())],
            kind: Kind::Heading,
        });
        match section.part {
            Part::Facts(facts) => {
                for (name, value) in facts {
                    // The first of them have the boxes beside them.
                    let from = INDENT + NAMES;
                    for (index, part) in wrap(&value, COLUMNS - from - 2 * (CORNER + 1)).into_iter().enumerate() {
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
    // Beside the first facts, which leave room for them.
    if let Some(first) = lines.get_mut(1) {
        first.kind = Kind::Corner(signed);
    }
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
    Line {
        texts: vec![
            (INDENT, name.to_owned()),
            (INDENT + NAMES, fit(&count.to_string(), COUNT, Align::Right)),
        ],
        kind: Kind::Bar(from, long(count, most, COLUMNS - from)),
    }
}
