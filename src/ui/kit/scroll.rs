//! A text longer than its space: how far it was read.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lines::Line;
use crate::ui::glyphs::{MORE_ABOVE, MORE_BELOW};
use crate::ui::keys::Key;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit};

/// The first visible line of a text, and what the last frame had room for.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScrollState {
    top: Cell<usize>,
    page: Cell<usize>,
    lines: Cell<usize>,
}

impl ScrollState {
    /// Whether the last frame could not show all of it.
    pub(super) fn overflows(&self) -> bool {
        self.lines.get() > self.page.get()
    }

    /// The arrows and the page keys move; false for any other key.
    pub(crate) fn typed(&self, key: &Key) -> bool {
        let (top, page) = (self.top.get(), self.page.get().max(1));
        let to = match key {
            Key::Up => top.saturating_sub(1),
            Key::Down => top + 1,
            Key::PageUp => top.saturating_sub(page),
            Key::PageDown => top + page,
            _ => return false,
        };
        self.top.set(to.min(self.lines.get().saturating_sub(page)));
        true
    }

    /// Draws the visible lines; if there are more, the last row of `area` says where one is (`1-14/20`).
    pub(super) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, lines: &[Line]) {
        let rows = usize::from(area.height);
        let overflows = lines.len() > rows;
        let page = if overflows { rows.saturating_sub(1) } else { rows };
        let top = self.top.get().min(lines.len().saturating_sub(page));
        self.top.set(top);
        self.page.set(page);
        self.lines.set(lines.len());
        for (line, y) in lines.iter().skip(top).take(page).zip(area.y..area.bottom()) {
            for (x, text, style) in &line.0 {
                put(buf, area.x + x, y, area.width.saturating_sub(*x), text, *style);
            }
        }
        if overflows && area.height > 0 {
            let seen = (top + page).min(lines.len());
            let above = if top > 0 { MORE_ABOVE } else { " " };
            let below = if seen < lines.len() { MORE_BELOW } else { " " };
            let place = format!("{above}{below} {}-{seen}/{}", top + 1, lines.len());
            let foot = Rect::new(area.x, area.bottom() - 1, area.width, 1);
            put_fit(buf, foot, &place, Align::Right, at.theme.label);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;
    use crate::ui::kit::testing::Around;
    use crate::ui::theme::Scheme;
    use crate::words::Lang;

    #[test]
    fn a_long_text_moves_by_pages_and_says_where_one_is() {
        let around = Around::of(Lang::Ja, Scheme::None);
        let at = around.at(None);
        let lines: Vec<_> = (1..=10)
            .map(|n| Line(vec![(0, format!("line {n}"), Style::new())]))
            .collect();
        let reading = ScrollState::default();
        let area = Rect::new(0, 0, 20, 4);
        let rows = |key: Option<Key>| {
            if let Some(key) = key {
                assert!(reading.typed(&key));
            }
            let mut buf = Buffer::empty(area);
            reading.view(area, &mut buf, &at, &lines);
            let row = |y| (0..20).map(|x| buf[(x, y)].symbol()).collect::<String>();
            (row(0).trim().to_owned(), row(3).trim().to_owned())
        };
        assert_eq!(rows(None), ("line 1".into(), "v 1-3/10".into()));
        assert_eq!(rows(Some(Key::PageDown)), ("line 4".into(), "^v 4-6/10".into()));
        for _ in 0..5 {
            rows(Some(Key::PageDown));
        }
        assert_eq!(rows(None), ("line 8".into(), "^  8-10/10".into()));
        assert_eq!(rows(Some(Key::Up)).0, "line 7");
        assert!(!reading.typed(&Key::Enter));
        assert!(reading.overflows());
    }
}
