//! A form as it is drawn: one field a row, those around the focus where there are fewer rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Form;
use crate::ui::glyphs::{POINTER, REQUIRED, REQUIRED_COLUMNS};
use crate::ui::screen::Ambient;
use crate::ui::text::{put, width};

/// Columns of the pointer before the focused field and the gap behind it.
const POINTER_COLUMNS: u16 = 2;
/// Columns between the names and the entries, beside the room for ※.
const GAP: u16 = 1;

impl Form {
    /// The rows it takes: one a field.
    pub fn height(&self) -> u16 {
        u16::try_from(self.fields.borrow().len()).unwrap_or(u16::MAX)
    }

    /// Draws the fields, one a row; with fewer rows than fields, those around the focus.
    pub fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let fields = self.fields.borrow();
        let visible = fields.iter().enumerate().skip(self.first(area));
        for (index, field) in visible.take(usize::from(area.height)) {
            let row = self.row(index, area);
            let focused = index == self.focus;
            if focused && !at.is_heard() {
                put(buf, row.x, row.y, 1, POINTER, at.theme.label);
            }
            let label = row.x + POINTER_COLUMNS;
            let behind = put(
                buf,
                label,
                row.y,
                row.right().saturating_sub(label),
                &field.label,
                at.theme.label,
            );
            if field.required && !at.is_heard() {
                put(buf, behind, row.y, REQUIRED_COLUMNS, REQUIRED, at.theme.required);
            }
            let entry = self.entry(index, area);
            if focused {
                at.tell(field.cursor(entry), || field.control(at));
            }
            field.view(entry, row, buf, at);
        }
    }

    /// The insertion point of the focused field, for the same `area` as [`Form::view`].
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        let fields = self.fields.borrow();
        let field = fields.get(self.focus)?;
        Some(field.cursor(self.entry(self.focus, area)))
    }

    fn first(&self, area: Rect) -> usize {
        (self.focus + 1).saturating_sub(usize::from(area.height))
    }

    fn row(&self, index: usize, area: Rect) -> Rect {
        let down = u16::try_from(index.saturating_sub(self.first(area))).unwrap_or(u16::MAX);
        Rect::new(area.x, area.y.saturating_add(down), area.width, 1)
    }

    /// The part of the field's row that is typed in: all entries begin in the same column.
    fn entry(&self, index: usize, area: Rect) -> Rect {
        let row = self.row(index, area);
        let fields = self.fields.borrow();
        let names = fields.iter().map(|field| width(&field.label)).max().unwrap_or(0);
        let lead = (POINTER_COLUMNS + names + REQUIRED_COLUMNS + GAP).min(row.width);
        let wanted = fields.get(index).map_or(0, |field| field.columns);
        Rect::new(row.x + lead, row.y, wanted.min(row.width - lead), 1)
    }
}
