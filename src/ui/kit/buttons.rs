//! A row of buttons, one of which is chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::glyphs::POINTER;
use crate::ui::screen::Ambient;
use crate::ui::text::put;

/// Columns from the pointer of one button to that of the next, in any language.
pub(super) const STEP: u16 = 16;
/// Columns before the first pointer.
const INDENT: u16 = 1;

/// Which of some buttons is chosen; the first is chosen until the person chooses otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Buttons(pub(crate) u16);

impl Buttons {
    /// Draws them in the last row of `area`.
    pub(super) fn view(self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, labels: &[&str], step: u16) {
        let y = area.bottom().saturating_sub(1);
        for (index, label) in (0..).zip(labels) {
            let chosen = index == self.0;
            let x = area.x + INDENT + index * step;
            let style = if chosen { at.theme.selected } else { at.theme.action };
            let x = put(buf, x, y, 1, if chosen { POINTER } else { " " }, at.theme.value);
            put(buf, x, y, area.right().saturating_sub(x), &format!("[{label}]"), style);
        }
    }

    /// The pointer of the chosen one, for the same `area` as [`Buttons::view`].
    pub(super) fn cursor(self, area: Rect, step: u16) -> Position {
        Position::new(area.x + INDENT + self.0 * step, area.bottom().saturating_sub(1))
    }
}
