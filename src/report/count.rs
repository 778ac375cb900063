//! The sheet of a counting (棚卸表, R15.7): on paper, with boxes for the two who sign, and as a table.

use std::io;

use super::csv::Sheet;
use super::slip::{COLUMNS, Kind, Line};
use crate::domain::calendar;
use crate::store::CountRow;
use crate::ui::text::wrap;
use crate::words::{Words, place};

/// The columns of the table, by names that don't change with the reader's language: a program reads them.
const TABLE: [&str; 8] = [
    "count",
    "branch",
    "counted_at",
    "counted_by",
    "signed_by",
    "kind",
    "serial",
    "explained",
];

/// The name of its file, without an ending.
pub fn stem(count: &CountRow) -> String {
    format!("tanaoroshi-{}-{:04}", count.branch, count.number)
}

fn plain(column: u16, text: impl Into<String>) -> Line {
    Line {
        texts: vec![(column, text.into())],
        kind: Kind::Plain,
    }
}

/// The sheet in lines.
pub fn lines(count: &CountRow, words: &Words) -> Vec<Line> {
    let own = &words.counting;
    let mut lines = vec![Line {
        texts: vec![(0, own.sheet.to_owned())],
        kind: Kind::Heading,
    }];
    let facts = [
        (own.number, count.number.to_string()),
        (own.branch, count.branch.to_string()),
        (
            own.counted,
            format!(
                "{}  {}",
                words.moment(count.counted_at),
                words.member(&count.counted_by)
            ),
        ),
        (
            own.signed,
            format!("{}  {}", words.moment(count.signed_at), words.member(&count.signed_by)),
        ),
        (own.present, count.present.to_string()),
        (own.differences, count.differences.len().to_string()),
    ];
    lines.extend(facts.into_iter().map(|(name, value)| Line {
        texts: vec![(2, name.to_owned()), (20, value)],
        kind: Kind::Plain,
    }));
    lines.push(plain(0, ""));
    if count.differences.is_empty() {
        lines.push(plain(2, own.no_difference));
    }
    for row in &count.differences {
        lines.push(Line {
            texts: vec![(2, own.kind(row.kind).to_owned()), (10, row.serial.to_string())],
            kind: Kind::Plain,
        });
        let why = match (&row.explained, &row.explained_by) {
            (Some(why), Some(by)) => own.explained(place::Reason(why), place::Staff(&words.member(by))),
            _ => own.unexplained.to_owned(),
        };
        lines.extend(wrap(&why, COLUMNS - 10).into_iter().map(|text| plain(10, text)));
    }
    lines.push(plain(0, ""));
    lines.push(Line {
        texts: Vec::new(),
        kind: Kind::Boxes([own.box_counted, own.box_signed].map(str::to_owned).to_vec()),
    });
    lines
}

/// The sheet as a PDF.
///
/// # Errors
/// The font, which is part of the program, does not read.
pub fn page(count: &CountRow, words: &Words) -> io::Result<Vec<u8>> {
    super::pdf::page(&lines(count, words), words.counting.sheet)
}

/// The sheet as a table: a row for each difference, or one without where there is none.
///
/// # Errors
/// None but a lack of memory.
pub fn table(count: &CountRow) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::new(Vec::new(), true)?;
    sheet.row(TABLE)?;
    let (number, at) = (count.number.to_string(), calendar::show(count.counted_at));
    let head = [
        number.as_str(),
        count.branch.as_str(),
        at.as_str(),
        count.counted_by.as_str(),
        count.signed_by.as_str(),
    ];
    if count.differences.is_empty() {
        sheet.row(head.into_iter().chain(["", "", ""]))?;
    }
    for row in &count.differences {
        let why = row.explained.as_deref().unwrap_or_default();
        sheet.row(head.into_iter().chain([row.kind.as_str(), row.serial.as_str(), why]))?;
    }
    sheet.done()
}
