//! The colours of a picture: those of the 256 that are the same everywhere as they are, the sixteen in shades of ours.

use std::collections::BTreeMap;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::ui::theme::rgb;

/// What stands for the ground of a terminal, and for its ink.
pub(super) const PAPER: Shade = Shade([0x16, 0x19, 0x1d]);
const INK: Shade = Shade([0xd7, 0xda, 0xde]);

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shade([u8; 3]);

/// As SVG writes it.
impl std::fmt::Display for Shade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Ink and ground of a cell, exchanged where it is reversed.
pub(super) fn colours(cell: &Cell) -> (Shade, Shade) {
    let (ink, ground) = (shade(cell.fg, INK), shade(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ground, ink)
    } else {
        (ink, ground)
    }
}

/// The ground that most cells have: what the edge of the picture is painted with.
pub(super) fn paper(buffer: &Buffer) -> Shade {
    let mut counts: BTreeMap<Shade, usize> = BTreeMap::new();
    for cell in &buffer.content {
        *counts.entry(colours(cell).1).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(PAPER, |(shade, _)| shade)
}

fn shade(colour: Color, otherwise: Shade) -> Shade {
    let hex = |shade: u32| {
        let [_, red, green, blue] = shade.to_be_bytes();
        Shade([red, green, blue])
    };
    match colour {
        Color::Black => hex(0x00_0000),
        Color::Red => hex(0xc0_392b),
        Color::Green => hex(0x5f_b35f),
        Color::Yellow => hex(0xd7_a83c),
        Color::Blue => hex(0x4a_7fd0),
        Color::Magenta => hex(0xb0_6fc4),
        Color::Cyan => hex(0x4f_b3bf),
        Color::Gray => hex(0xd7_dade),
        Color::DarkGray => hex(0x7a_8088),
        Color::LightRed => hex(0xef_6f62),
        Color::LightGreen => hex(0x8f_db8f),
        Color::LightYellow => hex(0xf2_cf6b),
        Color::LightBlue => hex(0x82_aef0),
        Color::LightMagenta => hex(0xd7_9be8),
        Color::LightCyan => hex(0x86_dbe5),
        Color::White => hex(0xff_ffff),
        other => rgb(other).map_or(otherwise, Shade),
    }
}
