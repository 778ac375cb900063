//! A picture of a screen as SVG, for documents.
//!
//! Every character is placed by the column of its cell, so a font with other widths cannot shift the columns.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::{Color, Modifier};

use super::text::clean;

/// Width of a cell in units of the picture.
const CELL: u32 = 9;
/// Height of a row.
const ROW: u32 = 20;
/// From the top of a row to the base line of its text.
const BASE: u32 = 15;
/// Size of the text.
const SIZE: u32 = 16;
/// Free space around the screen.
const EDGE: u32 = 12;

const PAPER: &str = "#16191d";
const INK: &str = "#d7dade";

/// A picture of `buffer`; `title` is read out instead of it.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let area = buffer.area;
    let (width, height) = (
        u32::from(area.width) * CELL + 2 * EDGE,
        u32::from(area.height) * ROW + 2 * EDGE,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"'Noto Sans Mono CJK JP','MS Gothic','Osaka-Mono',monospace\" \
         font-size=\"{SIZE}\" xml:space=\"preserve\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{PAPER}\"/>\n",
        escape(title)
    );
    for row in 0..area.height {
        grounds(buffer, row, &mut out);
        texts(buffer, row, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// The cells of a row that show something: column, columns, cell.
fn cells(buffer: &Buffer, row: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
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

/// The backgrounds of a row, neighbours of one colour in one rectangle.
fn grounds(buffer: &Buffer, row: u16, out: &mut String) {
    let mut run: Option<(u16, u16, &str)> = None;
    let mut close = |run: Option<(u16, u16, &str)>| {
        if let Some((column, columns, colour)) = run.filter(|(_, _, colour)| *colour != PAPER) {
            let (x, y) = (EDGE + u32::from(column) * CELL, EDGE + u32::from(row) * ROW);
            let wide = u32::from(columns) * CELL;
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{ROW}\" fill=\"{colour}\"/>"
            );
        }
    };
    for (column, columns, cell) in cells(buffer, row) {
        let (_, ground) = colours(cell);
        match &mut run {
            Some((_, wide, colour)) if *colour == ground => *wide += columns,
            _ => close(run.replace((column, columns, ground))),
        }
    }
    close(run);
}

/// The characters of a row, each at the column of its cell.
fn texts(buffer: &Buffer, row: u16, out: &mut String) {
    let y = EDGE + u32::from(row) * ROW + BASE;
    for (column, columns, cell) in cells(buffer, row) {
        let underlined = cell.modifier.contains(Modifier::UNDERLINED);
        if cell.symbol() == " " && !underlined {
            continue;
        }
        let x = EDGE + u32::from(column) * CELL;
        let wide = u32::from(columns) * CELL;
        let (ink, _) = colours(cell);
        if underlined {
            let line = y + 3;
            let _ = writeln!(out, "<path d=\"M{x} {line}h{wide}\" stroke=\"{ink}\"/>");
        }
        if cell.symbol() != " " {
            let bold = if cell.modifier.contains(Modifier::BOLD) {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let dim = if cell.modifier.contains(Modifier::DIM) {
                " opacity=\".6\""
            } else {
                ""
            };
            let symbol = escape(cell.symbol());
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{ink}\"{bold}{dim}>{symbol}</text>"
            );
        }
    }
}

/// Ink and ground of a cell, exchanged where it is reversed.
fn colours(cell: &Cell) -> (&'static str, &'static str) {
    let (ink, ground) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ground, ink)
    } else {
        (ink, ground)
    }
}

fn colour(colour: Color, otherwise: &'static str) -> &'static str {
    match colour {
        Color::Black => "#000000",
        Color::Red => "#c0392b",
        Color::Green => "#5fb35f",
        Color::Yellow => "#d7a83c",
        Color::Blue => "#4a7fd0",
        Color::Magenta => "#b06fc4",
        Color::Cyan => "#4fb3bf",
        Color::Gray => "#d7dade",
        Color::DarkGray => "#7a8088",
        Color::LightRed => "#ef6f62",
        Color::LightGreen => "#8fdb8f",
        Color::LightYellow => "#f2cf6b",
        Color::LightBlue => "#82aef0",
        Color::LightMagenta => "#d79be8",
        Color::LightCyan => "#86dbe5",
        Color::White => "#ffffff",
        // The program paints with the 16 colours alone.
        _ => otherwise,
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::ui::text::put;

    #[test]
    fn columns_are_held_by_positions_and_nothing_breaks_the_xml() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 2));
        put(&mut buf, 0, 0, 10, "港ｶﾞ<&", Style::new());
        put(
            &mut buf,
            0,
            1,
            10,
            "訓練",
            Style::new().add_modifier(Modifier::REVERSED),
        );
        let picture = svg(&buf, "a < b");
        for part in [
            "<title>a &lt; b</title>",
            "<text x=\"12\" y=\"27\" textLength=\"18\"",
            ">港</text>",
            "<text x=\"30\" y=\"27\" textLength=\"9\"",
            ">ｶ</text>",
            ">ﾞ</text>",
            "<text x=\"48\"",
            ">&lt;</text>",
            ">&amp;</text>",
            "<rect x=\"12\" y=\"32\" width=\"36\" height=\"20\" fill=\"#d7dade\"/>",
        ] {
            assert!(picture.contains(part), "{part} in {picture}");
        }
        let mut reader = quick_xml::Reader::from_str(&picture);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}
