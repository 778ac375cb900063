//! Lines as a PDF: A4, a grid of half-width columns, and a font of its own, so that it looks the same on a machine without
//! fonts. A character the font lacks is printed as 〓.

use std::io;

use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};

use super::slip::Line;
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
const LEADING: f32 = 17.0;

/// The lines on as many pages as they take. The same lines give the same bytes.
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
    let mut rest = lines;
    let rows = rows();
    loop {
        let (now, then) = rest.split_at(rest.len().min(rows));
        let paper = PageSettings::from_wh(PAPER.0, PAPER.1).ok_or_else(unreadable)?;
        let mut page = document.start_page_with(paper);
        let mut surface = page.surface();
        let mut y = MARGIN.1;
        for line in now {
            for (column, text) in &line.texts {
                let x = MARGIN.0 + f32::from(*column) * SIZE / 2.0;
                let text = printable(text, &glyphs);
                surface.draw_glyphs(
                    Point::from_xy(x, y),
                    &set(&text, &glyphs),
                    font.clone(),
                    &text,
                    SIZE,
                    false,
                );
            }
            y += LEADING;
        }
        surface.finish();
        page.finish();
        if then.is_empty() {
            break;
        }
        rest = then;
    }
    document
        .finish()
        .map_err(|error| io::Error::other(format!("{error:?}")))
}

/// Lines that a page has room for.
fn rows() -> usize {
    let mut rows = 0;
    let mut y = MARGIN.1;
    while y <= PAPER.1 - MARGIN.1 {
        rows += 1;
        y += LEADING;
    }
    rows
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
            is_heading: false,
        };
        let pages = |n: usize| {
            let pdf = page(&vec![line.clone(); n], "x").unwrap();
            assert_eq!(pdf, page(&vec![line.clone(); n], "x").unwrap());
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() < 200_000, "{}", pdf.len());
            let text = String::from_utf8_lossy(&pdf).into_owned();
            text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count()
        };
        assert!(pages(rows() + 1) > pages(1));
    }
}
