//! Rows of TZAI006: what was read and what is missing, what differs first.

use std::collections::BTreeSet;

use crate::domain::stock::{Counted, Difference};
use crate::domain::values::Serial;
use crate::store::DifferenceRow;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;

/// A row: how it differs, if it does, and the serial.
pub(super) type Read = (Option<Difference>, Serial);

/// What differs, and behind it what was read, the last one first.
pub(super) fn of(counted: &Counted, read: &[Serial]) -> Vec<Read> {
    let extra = counted
        .extra
        .iter()
        .map(|serial| (Some(Difference::Extra), serial.clone()));
    let missing = counted
        .missing
        .iter()
        .map(|fob| (Some(Difference::Missing), fob.serial.clone()));
    let beyond: BTreeSet<&Serial> = counted.extra.iter().collect();
    let there = read.iter().rev().filter(|serial| !beyond.contains(serial));
    extra
        .chain(there.map(|serial| (None, serial.clone())))
        .chain(missing)
        .collect()
}

pub(super) fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.counting;
    Columns::new(vec![Column::new(words.verdict, 8), Column::rest(at.words.cli.serial)])
}

pub(super) fn drawn((kind, serial): &Read, at: &Ambient<'_>) -> Row {
    let words = &at.words.counting;
    let verdict = kind.map_or(words.there, |kind| words.kind(kind));
    Row::new([verdict.to_owned(), serial.to_string()]).styled(match kind {
        Some(Difference::Extra) => at.theme.bad,
        Some(Difference::Missing) => at.theme.warn,
        None => at.theme.value,
    })
}

pub(super) fn open_columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.counting;
    Columns::new(vec![
        Column::new(words.number, 6).right(),
        Column::new(words.counted, 18),
        Column::new(words.verdict, 8),
        Column::rest(at.words.cli.serial),
    ])
}

pub(super) fn of_open(row: &DifferenceRow, at: &Ambient<'_>) -> Row {
    let cells = [
        row.count.to_string(),
        at.words.moment(row.counted_at),
        at.words.counting.kind(row.kind).to_owned(),
        row.serial.to_string(),
    ];
    Row::new(cells).styled(at.theme.warn)
}
