//! A picture of a screen as SVG, for documents.
//!
//! Every run of characters begins at the column of its first cell and is stretched to the columns it has, so a font with
//! other widths cannot shift anything; lines and blocks are drawn as shapes, so that frames join in any font.

mod ink;
mod run;

use std::fmt::Write as _;

use ratatui::buffer::Buffer;

use super::text::clean;
use ink::Shade;
use run::{Kind, Run, cells, runs};

/// Width of a cell in units of the picture; even parts of it are the middle of a line.
const CELL: u32 = 9;
/// Height of a row.
const ROW: u32 = 22;
/// From the top of a row to the base line of its text.
const BASE: u32 = 17;
/// Size of the text: two cells, as a kanji has.
const SIZE: u32 = 2 * CELL;
/// Free space around the screen.
const EDGE: u32 = 12;

/// A picture of `buffer`; `title` is read out instead of it.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let area = buffer.area;
    let (width, height) = (
        u32::from(area.width) * CELL + 2 * EDGE,
        u32::from(area.height) * ROW + 2 * EDGE,
    );
    let paper = ink::paper(buffer);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" font-family=\"'Noto Sans Mono CJK JP','MS Gothic','Osaka-Mono',monospace\" \
         font-size=\"{SIZE}\" xml:space=\"preserve\">\n<title>{}</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{paper}\"/>\n",
        escape(title)
    );
    for row in 0..area.height {
        grounds(buffer, row, paper, &mut out);
        for run in runs(buffer, row) {
            draw(&run, row, &mut out);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// What stands on `buffer` as lines of text, without the blanks at their ends.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for row in 0..buffer.area.height {
        let line: String = cells(buffer, row).map(|(_, _, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Where a cell begins.
fn place(column: u16, row: u16) -> (u32, u32) {
    (EDGE + u32::from(column) * CELL, EDGE + u32::from(row) * ROW)
}

/// The backgrounds of a row, neighbours of one colour in one rectangle.
fn grounds(buffer: &Buffer, row: u16, paper: Shade, out: &mut String) {
    let mut run: Option<(u16, u16, Shade)> = None;
    let mut close = |run: Option<(u16, u16, Shade)>| {
        if let Some((column, columns, shade)) = run.filter(|(_, _, shade)| *shade != paper) {
            block((column, row), columns, shade, out);
        }
    };
    for (column, columns, cell) in cells(buffer, row) {
        let (_, ground) = ink::colours(cell);
        match &mut run {
            Some((_, wide, shade)) if *shade == ground => *wide += columns,
            _ => close(run.replace((column, columns, ground))),
        }
    }
    close(run);
}

fn block((column, row): (u16, u16), columns: u16, shade: Shade, out: &mut String) {
    let ((x, y), wide) = (place(column, row), u32::from(columns) * CELL);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{ROW}\" fill=\"{shade}\"/>"
    );
}

fn draw(run: &Run, row: u16, out: &mut String) {
    let (x, y) = place(run.column, row);
    let (base, wide, ink) = (y + BASE, u32::from(run.columns) * CELL, run.look.ink);
    if run.look.underlined {
        let line = base + 3;
        let _ = writeln!(out, "<path d=\"M{x} {line}h{wide}\" stroke=\"{ink}\"/>");
    }
    match run.look.kind {
        Kind::Blank => {}
        Kind::Block => block((run.column, row), run.columns, ink, out),
        Kind::Line(arms) => lines(run, row, arms, out),
        Kind::Ascii | Kind::Narrow | Kind::Wide | Kind::Single => {
            let bold = if run.look.bold { " font-weight=\"bold\"" } else { "" };
            let dim = if run.look.dim { " opacity=\".6\"" } else { "" };
            let text = escape(&run.text);
            let _ = writeln!(
                out,
                "<text x=\"{x}\" y=\"{base}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" \
                 fill=\"{ink}\"{bold}{dim}>{text}</text>"
            );
        }
    }
}

/// Line-drawing characters, from edge to edge of their cells.
fn lines(run: &Run, row: u16, arms: &str, out: &mut String) {
    let mut path = String::new();
    let (half, middle) = (f64::from(CELL) / 2.0, ROW / 2);
    for column in run.column..run.column + run.columns {
        let (x, y) = place(column, row);
        let (centre, y_centre) = (f64::from(x) + half, y + middle);
        for arm in arms.chars() {
            let (to, by) = match arm {
                'u' => ("v-", f64::from(middle)),
                'd' => ("v", f64::from(middle)),
                'l' => ("h-", half),
                _ => ("h", half),
            };
            let _ = write!(path, "M{centre} {y_centre}{to}{by}");
        }
    }
    let wide = if run.look.bold { 2 } else { 1 };
    let _ = writeln!(
        out,
        "<path d=\"{path}\" stroke=\"{}\" stroke-width=\"{wide}\" stroke-linecap=\"square\"/>",
        run.look.ink
    );
}

/// A text inside of XML, cleaned.
pub fn escape(text: &str) -> String {
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
mod tests;
