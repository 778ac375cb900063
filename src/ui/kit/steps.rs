//! The bar of steps: `1 入力 >2 確認  3 承認  4 完了`.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::ui::glyphs::POINTER;
use crate::ui::screen::{Ambient, Steps};
use crate::ui::text::put;

/// Draws the steps in row `area.y`; the current one is reversed and has a pointer before it. Gives the column behind
/// them.
pub fn view(steps: &Steps, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> u16 {
    let mut x = area.x;
    for (index, label) in steps.labels.iter().enumerate() {
        let current = index == steps.current;
        if index > 0 {
            x = put(buf, x, area.y, area.right().saturating_sub(x), " ", at.theme.label);
        }
        let pointer = if current { POINTER } else { " " };
        x = put(buf, x, area.y, area.right().saturating_sub(x), pointer, at.theme.label);
        let style = if current { at.theme.selected } else { at.theme.label };
        x = put(
            buf,
            x,
            area.y,
            area.right().saturating_sub(x),
            &format!("{} {label}", index + 1),
            style,
        );
    }
    x
}
