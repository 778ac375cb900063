//! Digits five rows high, to be read from the back of a room.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::ui::glyphs::Glyphs;
use crate::ui::screen::Ambient;
use crate::ui::text::put;

/// Rows of a digit.
pub const ROWS: u16 = 5;
/// Columns between two of them.
const GAP: u16 = 1;

/// What is drawn of a character, a row each: `#` is a block. Only digits, `:` and the blank are known.
fn drawn(c: char) -> [&'static str; ROWS as usize] {
    match c {
        '0' => ["#####", "## ##", "## ##", "## ##", "#####"],
        '1' => ["  ## ", " ### ", "  ## ", "  ## ", " ####"],
        '2' => ["#####", "   ##", "#####", "##   ", "#####"],
        '3' => ["#####", "   ##", " ####", "   ##", "#####"],
        '4' => ["## ##", "## ##", "#####", "   ##", "   ##"],
        '5' => ["#####", "##   ", "#####", "   ##", "#####"],
        '6' => ["#####", "##   ", "#####", "## ##", "#####"],
        '7' => ["#####", "   ##", "  ## ", " ##  ", " ##  "],
        '8' => ["#####", "## ##", "#####", "## ##", "#####"],
        '9' => ["#####", "## ##", "#####", "   ##", "#####"],
        ':' => ["  ", "##", "  ", "##", "  "],
        _ => [" "; ROWS as usize],
    }
}

/// The columns that `text` takes.
pub fn columns(text: &str) -> u16 {
    let each = text
        .chars()
        .map(|c| drawn(c).first().map_or(0, |row| row.len()) + usize::from(GAP));
    u16::try_from(each.sum::<usize>())
        .unwrap_or(u16::MAX)
        .saturating_sub(GAP)
}

/// `text` as it is read aloud: a number digit by digit, anything else as it stands.
pub fn spelt(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_digit() || c == ' ') {
        let digits: Vec<_> = text.chars().filter(|c| *c != ' ').map(String::from).collect();
        digits.join(" ")
    } else {
        text.to_owned()
    }
}

/// Shows `text` with its upper left corner at that cell: drawn large, or where it is heard written to be read aloud.
pub fn show((x, y): (u16, u16), buf: &mut Buffer, text: &str, at: &Ambient<'_>, style: Style) {
    if at.is_heard() {
        put(buf, x, y, columns(text), &spelt(text), style);
    } else {
        view((x, y), buf, text, *at.glyphs, style);
    }
}

/// Draws `text` with its upper left corner at `x`, `y`; what is outside of `buf` is left out.
pub fn view((x, y): (u16, u16), buf: &mut Buffer, text: &str, glyphs: Glyphs, style: Style) {
    let gap = " ".repeat(usize::from(GAP));
    for (row, y) in (0..usize::from(ROWS)).zip(y..) {
        let parts = text.chars().filter_map(|c| drawn(c).get(row).copied());
        let line = parts.collect::<Vec<_>>().join(&gap).replace('#', glyphs.block);
        put(buf, x, y, columns(text), &line, style);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::picture;

    #[test]
    fn each_digit_is_its_own_and_all_are_as_wide() {
        let all: Vec<_> = ('0'..='9').map(drawn).collect();
        for (number, one) in all.iter().enumerate() {
            assert!(one.iter().all(|row| row.len() == 5), "{number}");
            assert!(!all[number + 1..].contains(one), "{number}");
        }
    }

    #[test]
    fn a_code_is_heard_digit_by_digit_and_a_time_as_a_time() {
        assert_eq!(spelt("023 456"), "0 2 3 4 5 6");
        assert_eq!(spelt("10:15"), "10:15");
    }

    #[test]
    fn a_time_is_drawn_in_blocks_or_in_ascii() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 14, ROWS));
        assert_eq!(columns("1:7"), 14);
        view((0, 0), &mut buf, "1:7", Glyphs::ASCII, Style::new());
        let expected = "  ##     #####\n ###  ##    ##\n  ##       ##\n  ##  ##  ##\n ####     ##\n";
        assert_eq!(picture::text(&buf), expected);
        view((0, 0), &mut buf, "1:7", Glyphs::LINES, Style::new());
        assert_eq!(picture::text(&buf), expected.replace('#', "█"));
    }
}
