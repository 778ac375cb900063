//! Lines as a PDF: A4, a grid of half-width columns, and a font of its own, so that it looks the same on a machine without
//! fonts. A character the font lacks is printed as 〓.

use std::io;

use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use qrcode::{Color, EcLevel, QrCode};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use super::lines::{CORNER, corners};
use super::slip::{COLUMNS, Kind, Line};
use crate::ui::text::width;

/// The font: of half and full width, with JIS X 0213, what Windows-31J has beside it, and 𠮷 (assets/font).
const FONT: &[u8] = include_bytes!("../../assets/font/NotoSansMonoCJKjp-Slip.otf");
/// What stands for a character that the font lacks.
const LACKING: char = '〓';
/// Width and height of A4, in points.
const PAPER: (f32, f32) = (595.0, 842.0);
/// From the paper's edge, in points.
const MARGIN: (f32, f32) = (67.0, 64.0);
/// A full-width character, in points: 80 columns are 460.
const SIZE: f32 = 11.5;
/// From one line to the next, in points.
const LEADING: f32 = 16.0;
/// How much larger a large line is.
const LARGE: f32 = 1.6;
/// A box: columns with the gap behind it, and rows.
const BOX: (u16, f32) = (20, 3.4);
/// How high a bar is beside a character.
const BAR: f32 = 0.7;
/// A module of a code, in points: its side is 63, which a telephone reads.
const MODULE: f32 = 3.0;

/// The lines on as many pages as they take, each with the title and its number where they are several. The same lines give the
/// same bytes.
///
/// # Errors
/// The font, which is part of the program, does not read.
pub fn page(lines: &[Line], title: &str) -> io::Result<Vec<u8>> {
    let unreadable = || io::Error::other("the font of slips does not read");
    let font = Font::new(FONT.into(), 0).ok_or_else(unreadable)?;
    let face = FontRef::new(FONT).map_err(io::Error::other)?;
    let glyphs = face.charmap();
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(title.to_owned()).language("ja".to_owned()));
    let pages = pages(lines);
    let of = pages.len();
    for (nth, now) in pages.into_iter().enumerate() {
        let paper = PageSettings::from_wh(PAPER.0, PAPER.1).ok_or_else(unreadable)?;
        let mut page = document.start_page_with(paper);
        let mut surface = page.surface();
        let mut y = MARGIN.1;
        for line in now {
            match &line.kind {
                Kind::Code(text) => code(&mut surface, text, y),
                Kind::Boxes(names) => {
                    let places = boxed(names).into_iter().map(|(column, _)| column);
                    boxes(&mut surface, places, (BOX.0 - 3, LEADING * BOX.1), y);
                }
                Kind::Corner(names) => {
                    let side = f32::from(CORNER) * SIZE / 2.0;
                    boxes(&mut surface, corners(names.len(), COLUMNS), (CORNER, side), y);
                }
                Kind::Bar(from, long) => bar(&mut surface, *from, *long, y),
                Kind::Plain | Kind::Heading | Kind::Large => {}
            }
            // What is large has a row more, above it.
            if line.kind == Kind::Large {
                y += LEADING / 2.0;
            }
            let names = match &line.kind {
                Kind::Boxes(names) => boxed(names),
                Kind::Corner(names) => {
                    let places = corners(names.len(), COLUMNS).zip(names);
                    let middle = |name: &str| CORNER.saturating_sub(width(name)) / 2;
                    places.map(|(from, name)| (from + middle(name), name.clone())).collect()
                }
                _ => Vec::new(),
            };
            for (column, text) in line.texts.iter().chain(&names) {
                // Of a large line the name before its value is as everywhere.
                let large = line.kind == Kind::Large && line.texts.last().is_some_and(|last| last.1 == *text);
                let size = if large { SIZE * LARGE } else { SIZE };
                let x = across(*column);
                let text = printable(text, &glyphs);
                let set = set(&text, &glyphs);
                surface.draw_glyphs(Point::from_xy(x, y), &set, font.clone(), &text, size, false);
            }
            y += LEADING * rows_of(&line.kind) - if line.kind == Kind::Large { LEADING / 2.0 } else { 0.0 };
        }
        if let Some(below) = foot(title, nth, of) {
            let text = printable(&below, &glyphs);
            let from = COLUMNS.saturating_sub(width(&text));
            let below = Point::from_xy(across(from), PAPER.1 - MARGIN.1 / 2.0);
            surface.draw_glyphs(below, &set(&text, &glyphs), font.clone(), &text, SIZE, false);
        }
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| io::Error::other(format!("{error:?}")))
}

/// What stands at the foot of each of several pages, so that none of what is signed is missing or another's unseen.
fn foot(title: &str, nth: usize, of: usize) -> Option<String> {
    (of > 1).then(|| format!("{title}  {}/{of}", nth + 1))
}

/// Rows that a line takes.
fn rows_of(kind: &Kind) -> f32 {
    match kind {
        Kind::Plain | Kind::Heading | Kind::Corner(_) | Kind::Bar(..) => 1.0,
        Kind::Large => 2.0,
        Kind::Boxes(_) => 5.0,
        // It stands beside what follows.
        Kind::Code(_) => 0.0,
    }
}

/// Rows that must be left on a page where a line is to stand.
fn needed(kind: &Kind) -> f32 {
    match kind {
        // What stands beside a code must stand on its page, and what a heading is over: the names of columns and a row.
        Kind::Code(_) => 4.0,
        Kind::Heading => 3.0,
        other => rows_of(other),
    }
}

/// The lines of each page; one without lines where there are none. No page begins with a blank one.
fn pages(lines: &[Line]) -> Vec<&[Line]> {
    let most = (PAPER.1 - 2.0 * MARGIN.1) / LEADING + 1.0;
    let (mut pages, mut from, mut rows) = (Vec::new(), 0, 0.0);
    for (at, line) in lines.iter().enumerate() {
        if at > from && rows + needed(&line.kind) > most {
            pages.push(lines.get(from..at).unwrap_or_default());
            (from, rows) = (at, 0.0);
        }
        if at == from && at > 0 && *line == Line::default() {
            from += 1;
            continue;
        }
        rows += rows_of(&line.kind);
    }
    pages.push(lines.get(from..).unwrap_or_default());
    pages
}

/// The names over a row of boxes.
fn boxed(names: &[String]) -> Vec<(u16, String)> {
    let columns = (0_u16..).step_by(usize::from(BOX.0));
    columns.zip(names.iter().cloned()).collect()
}

/// Where a column begins.
fn across(column: u16) -> f32 {
    MARGIN.0 + f32::from(column) * SIZE / 2.0
}

/// A bar of so many columns.
fn bar(surface: &mut Surface<'_>, from: u16, long: u16, y: f32) {
    let (left, height) = (across(from), SIZE * BAR);
    let mut path = PathBuilder::new();
    if let Some(place) = Rect::from_xywh(left, y - height, across(from + long) - left, height) {
        path.push_rect(place);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(Fill::default()));
        surface.draw_path(&path);
    }
}

/// Boxes to sign or seal in, of so many columns and so high, below a row of names.
fn boxes(surface: &mut Surface<'_>, columns: impl Iterator<Item = u16>, (wide, height): (u16, f32), y: f32) {
    let mut path = PathBuilder::new();
    for column in columns {
        let (x, width) = (across(column), f32::from(wide) * SIZE / 2.0);
        if let Some(place) = Rect::from_xywh(x, y + LEADING / 2.0, width, height) {
            path.push_rect(place);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke::default()));
        surface.draw_path(&path);
        surface.set_stroke(None);
        surface.set_fill(Some(Fill::default()));
    }
}

/// A code at the right, with its top at that row's; a text of which there is none is left out, as it stands in words too.
fn code(surface: &mut Surface<'_>, text: &str, y: f32) {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return;
    };
    // At most 177, by the standard.
    let side = u16::try_from(code.width()).unwrap_or_default();
    let (left, top) = (PAPER.0 - MARGIN.0 - MODULE * f32::from(side), y - SIZE);
    let mut path = PathBuilder::new();
    let (colors, places) = (
        code.to_colors(),
        (0..side).flat_map(|row| (0..side).map(move |column| (row, column))),
    );
    for ((row, column), _) in places.zip(&colors).filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (left + MODULE * f32::from(column), top + MODULE * f32::from(row));
        if let Some(module) = Rect::from_xywh(x, y, MODULE, MODULE) {
            path.push_rect(module);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(Fill::default()));
        surface.draw_path(&path);
    }
}

/// The text with what the font lacks replaced.
fn printable(text: &str, glyphs: &Charmap<'_>) -> String {
    let known = |c: char| if glyphs.map(c).is_some() { c } else { LACKING };
    text.chars().map(known).collect()
}

/// The glyphs of a text, each as wide as the console would show it.
fn set(text: &str, glyphs: &Charmap<'_>) -> Vec<KrillaGlyph> {
    let glyph = |(at, c): (usize, char)| {
        let id = glyphs.map(c).unwrap_or_default().to_u32();
        let part = at..at + c.len_utf8();
        let advance = f32::from(width(text.get(part.clone()).unwrap_or_default())) / 2.0;
        KrillaGlyph::new(GlyphId::new(id), advance, 0.0, 0.0, 0.0, part, None)
    };
    text.char_indices().map(glyph).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_names_are_written_with() {
        let face = FontRef::new(FONT).unwrap();
        let glyphs = face.charmap();
        for c in "株式会社㈱髙﨑𠮷𠮟ｱｶﾞﾊﾟ｡Aa0-→※〓①Ⅲ".chars() {
            assert!(glyphs.map(c).is_some(), "{c}");
        }
        assert_eq!(printable("見本\u{1f600}", &glyphs), "見本〓");
    }

    #[test]
    fn many_lines_take_more_pages_and_the_same_lines_give_the_same_file() {
        let line = Line {
            texts: vec![(0, "受付番号".to_owned()), (12, "20260601-0001".to_owned())],
            kind: Kind::Plain,
        };
        let pages = |n: usize| {
            let pdf = page(&vec![line.clone(); n], "x").unwrap();
            assert_eq!(pdf, page(&vec![line.clone(); n], "x").unwrap());
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() < 200_000, "{}", pdf.len());
            let text = String::from_utf8_lossy(&pdf).into_owned();
            text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count()
        };
        assert!(pages(45) == pages(1) && pages(46) > pages(1));
    }

    #[test]
    fn each_of_several_pages_says_which_it_is_of_what_r18_1() {
        assert_eq!(foot("日報 2026年06月01日", 0, 1), None);
        assert_eq!(foot("日報 2026年06月01日", 1, 3).unwrap(), "日報 2026年06月01日  2/3");
    }

    #[test]
    fn a_heading_stands_over_what_it_is_of_and_no_page_begins_with_a_blank() {
        let plain = |text: &str| Line {
            texts: vec![(0, text.to_owned())],
            kind: Kind::Plain,
        };
        let mut lines = vec![plain("x"); 43];
        lines.extend([Line::default(), plain("y")]);
        lines[43 - 1].kind = Kind::Heading;
        // The heading would stand on the last row but two, and has them.
        assert_eq!(pages(&lines).len(), 1);
        lines.insert(0, plain("x"));
        let split: Vec<_> = pages(&lines).into_iter().map(<[Line]>::len).collect();
        assert_eq!(split, [43, 3]);
        // A blank line at the end of a page is none on the next.
        let mut lines = vec![plain("x"); 45];
        lines.extend([Line::default(), plain("y")]);
        let pages = pages(&lines);
        assert_eq!(pages.iter().map(|page| page.len()).collect::<Vec<_>>(), [45, 1]);
        assert_eq!(pages[1][0], plain("y"));
    }
}
