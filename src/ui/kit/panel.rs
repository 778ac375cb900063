//! A box with a heading.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::ui::screen::Ambient;
use crate::ui::text::{cut, put, width};

/// Draws a box around `area` with `heading` in its upper edge and gives the space inside.
///
/// An area of less than 4 columns or 2 rows is left alone and given back empty.
pub fn panel(area: Rect, buf: &mut Buffer, heading: &str, at: &Ambient<'_>) -> Rect {
    if area.width < 4 || area.height < 2 {
        return Rect::new(area.x, area.y, 0, 0);
    }
    let (glyphs, style) = (at.glyphs, at.theme.frame);
    let [upper_left, upper_right, lower_left, lower_right] = glyphs.corners;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    edge(buf, area, area.y, [upper_left, glyphs.across, upper_right], style);
    edge(buf, area, bottom, [lower_left, glyphs.across, lower_right], style);
    for y in area.y + 1..bottom {
        put(buf, area.x, y, 1, glyphs.down, style);
        put(buf, right, y, 1, glyphs.down, style);
    }
    if !heading.is_empty() {
        let heading = format!(" {} ", cut(heading, area.width.saturating_sub(6)));
        put(buf, area.x + 2, area.y, width(&heading), &heading, at.theme.heading);
    }
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

fn edge(buf: &mut Buffer, area: Rect, y: u16, [left, across, right]: [&str; 3], style: Style) {
    let line = format!("{left}{}{right}", across.repeat(usize::from(area.width - 2)));
    put(buf, area.x, y, area.width, &line, style);
}
