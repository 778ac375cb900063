//! Characters in rows, one of which is chosen, and what was put in with them: a keyboard on the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::accessibility::Control;
use crate::ui::keys::Key;
use crate::ui::screen::Ambient;
use crate::ui::text::put;

/// Columns of a key.
pub(crate) const KEY_COLUMNS: u16 = 3;

/// The characters and the chosen one.
#[derive(Debug)]
pub(crate) struct Keys {
    rows: Vec<Vec<char>>,
    row: usize,
    column: usize,
}

impl Keys {
    /// Rows of characters, the first one chosen.
    pub(crate) fn new(rows: Vec<Vec<char>>) -> Self {
        Self {
            rows,
            row: 0,
            column: 0,
        }
    }

    /// How many rows there are.
    pub(crate) fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX)
    }

    /// The rows.
    pub(super) fn rows(&self) -> &[Vec<char>] {
        &self.rows
    }

    /// The chosen character.
    pub(crate) fn chosen(&self) -> Option<char> {
        self.rows.get(self.row)?.get(self.column).copied()
    }

    /// Another row; a shorter one has its last key under the pointer.
    fn go(&mut self, row: usize) {
        self.row = row.min(self.rows.len().saturating_sub(1));
        self.column = self.column.min(self.last());
    }

    fn last(&self) -> usize {
        self.rows.get(self.row).map_or(0, |row| row.len().saturating_sub(1))
    }

    /// Takes a key that moves; false for any other.
    pub(crate) fn typed(&mut self, key: &Key) -> bool {
        match key {
            Key::Left => self.column = self.column.saturating_sub(1),
            Key::Right => self.column = (self.column + 1).min(self.last()),
            Key::Up => self.go(self.row.saturating_sub(1)),
            Key::Down => self.go(self.row + 1),
            Key::Home => self.column = 0,
            Key::End => self.column = self.last(),
            _ => return false,
        }
        true
    }

    /// Draws it and gives the cell of the chosen character.
    pub(super) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Position {
        let mut cursor = area.as_position();
        for ((row, keys), y) in self.rows.iter().enumerate().zip(area.top()..area.bottom()) {
            let places = (area.x..area.right()).step_by(usize::from(KEY_COLUMNS));
            for ((column, key), x) in keys.iter().enumerate().zip(places) {
                let (text, style) = if (row, column) == (self.row, self.column) {
                    cursor = Position::new(x + 1, y);
                    at.tell(cursor, || Control::here(*key));
                    (format!("[{key}]"), at.theme.selected)
                } else {
                    (format!(" {key} "), at.theme.value)
                };
                put(buf, x, y, KEY_COLUMNS, &text, style);
            }
        }
        cursor
    }
}
