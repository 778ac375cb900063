//! Neighbouring cells of a row that are drawn in one piece.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::Modifier;

use super::ink::{Shade, colours};

/// What the cells of a run have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) ink: Shade,
    pub(super) bold: bool,
    pub(super) dim: bool,
    pub(super) underlined: bool,
    pub(super) kind: Kind,
}

/// How the cells of a run are drawn. Characters of one kind are as wide as each other in any font for terminals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing but the ground, and a line under it.
    Blank,
    /// ASCII.
    Ascii,
    /// Half-width kana and whatever else has one column.
    Narrow,
    /// Kanji, kana.
    Wide,
    /// A character of several code points, alone.
    Single,
    /// A full block.
    Block,
    /// A line-drawing character: where it goes from the middle of its cell, as the letters `udlr`.
    Line(&'static str),
}

/// One run.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) column: u16,
    pub(super) columns: u16,
    pub(super) text: String,
    pub(super) look: Look,
}

/// The cells of a row that show something: column, columns, cell.
pub(super) fn cells(buffer: &Buffer, row: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let area = buffer.area;
    let mut next = 0;
    (0..area.width).filter_map(move |column| {
        let cell = buffer.cell((area.x + column, area.y + row))?;
        if column < next {
            return None;
        }
        let columns = cell.symbol().cell_width().max(1);
        next = column + columns;
        Some((column, columns, cell))
    })
}

/// The runs of a row, from the left.
pub(super) fn runs(buffer: &Buffer, row: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, columns, cell) in cells(buffer, row) {
        let look = Look {
            ink: colours(cell).0,
            bold: cell.modifier.contains(Modifier::BOLD),
            dim: cell.modifier.contains(Modifier::DIM),
            underlined: cell.modifier.contains(Modifier::UNDERLINED),
            kind: kind(cell.symbol(), columns),
        };
        match runs.last_mut() {
            Some(last) if last.look == look && look.kind != Kind::Single => {
                last.columns += columns;
                last.text.push_str(cell.symbol());
            }
            _ => runs.push(Run {
                column,
                columns,
                text: cell.symbol().to_owned(),
                look,
            }),
        }
    }
    runs
}

fn kind(symbol: &str, columns: u16) -> Kind {
    match symbol {
        "" | " " => Kind::Blank,
        "█" => Kind::Block,
        "─" => Kind::Line("lr"),
        "│" => Kind::Line("ud"),
        "┌" => Kind::Line("dr"),
        "┐" => Kind::Line("dl"),
        "└" => Kind::Line("ur"),
        "┘" => Kind::Line("ul"),
        _ if symbol.chars().nth(1).is_some() => Kind::Single,
        _ if symbol.is_ascii() => Kind::Ascii,
        _ if columns == 1 => Kind::Narrow,
        _ => Kind::Wide,
    }
}
