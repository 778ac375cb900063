//! What a person reads and does not change: names with their values, and paragraphs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit, width, wrap};

/// Columns between names and values.
const GAP: u16 = 2;

/// Draws each name with its value beside it, all values beginning in one column; a long value goes on below
/// itself. Gives the rows it took; what does not fit into `area` is left out.
pub fn facts(area: Rect, buf: &mut Buffer, at: &Ambient<'_>, facts: &[(&str, &str)]) -> u16 {
    let names = facts
        .iter()
        .map(|(name, _)| width(name))
        .max()
        .unwrap_or(0)
        .min(area.width / 2);
    let lead = (names + GAP).min(area.width);
    let mut y = area.y;
    for (name, value) in facts {
        if y >= area.bottom() {
            break;
        }
        put_fit(buf, Rect::new(area.x, y, names, 1), name, Align::Left, at.theme.label);
        let values = Rect::new(area.x + lead, y, area.width - lead, area.bottom() - y);
        y += paragraph(values, buf, value, at.theme.value);
    }
    y - area.y
}

/// The rows that [`facts`] takes of a space of so many columns.
pub(super) fn height(columns: u16, facts: &[(String, String)]) -> u16 {
    let names = facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let lead = (names.min(columns / 2) + GAP).min(columns);
    let rows = facts.iter().map(|(_, value)| wrap(value, columns - lead).len().max(1));
    u16::try_from(rows.sum::<usize>()).unwrap_or(u16::MAX)
}

/// Draws `text` in lines as wide as `area` and gives the rows it took, at least one; what does not fit is left out.
pub fn paragraph(area: Rect, buf: &mut Buffer, text: &str, style: Style) -> u16 {
    let mut y = area.y;
    for line in wrap(text, area.width).iter().take(usize::from(area.height)) {
        put(buf, area.x, y, area.width, line, style);
        y += 1;
    }
    y - area.y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::kit::testing::Around;
    use crate::ui::theme::Scheme;
    use crate::words::Lang;

    #[test]
    fn values_begin_in_one_column_and_go_on_below_themselves() {
        let around = Around::of(Lang::Ja, Scheme::None);
        let at = around.at(None);
        let area = Rect::new(0, 0, 15, 3);
        let mut buf = Buffer::empty(area);
        assert_eq!(
            facts(area, &mut buf, &at, &[("ID", "u1"), ("氏名", "ﾐﾅﾄ ﾊﾅｺ ｻﾏ"), ("x", "y")]),
            3
        );
        let row = |y| (0..15).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert_eq!((row(0).trim_end(), row(2).trim_end()), ("ID    u1", "      ｻﾏ"));
    }
}
