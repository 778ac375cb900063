//! The software keyboard (ソフトウェアキーボード): characters in an order of chance, chosen with the arrow keys, so that
//! the keys that were pressed say nothing about the password.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use secrecy::SecretString;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::panel::panel;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::ui::text::put;

/// Keys in a row, and columns of a key.
const KEYS: usize = 13;
const KEY_COLUMNS: u16 = 3;
/// Columns of the box.
const COLUMNS: u16 = 13 * KEY_COLUMNS + 2 * INDENT;
/// Rows above the keys: what was put in, a blank.
const ABOVE: u16 = 2;
/// Columns from the edge of the box to the first key.
const INDENT: u16 = 2;
/// Columns of what was put in.
const DOTS: u16 = 36;

/// The keyboard, as a layer. It closes with what was put in as a [`SecretString`], or with nothing.
pub(super) struct SoftwareKeyboard {
    rows: Vec<Vec<char>>,
    row: usize,
    column: usize,
    typed: Input,
}

/// What the layer is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Msg {
    /// F9.
    Delete,
    /// Execute.
    Done,
    /// Cancel.
    Cancel,
}

impl Answers for Msg {
    type With = SecretString;
}

impl SoftwareKeyboard {
    /// The keyboard with these kinds of characters, each beginning a row.
    pub(super) fn new(kinds: &[Vec<char>]) -> Self {
        let rows = kinds.iter().flat_map(|kind| kind.chunks(KEYS)).map(<[char]>::to_vec);
        Self {
            rows: rows.collect(),
            row: 0,
            column: 0,
            typed: Input::new(Accepts::Secret),
        }
    }

    /// Another row; a shorter one has its last key under the pointer.
    fn go(&mut self, row: usize) {
        self.row = row.min(self.rows.len().saturating_sub(1));
        self.column = self.column.min(self.last());
    }

    fn last(&self) -> usize {
        self.rows.get(self.row).map_or(0, |row| row.len().saturating_sub(1))
    }

    /// The character of a key.
    fn place(row: usize, column: usize, area: Rect) -> Position {
        let down = u16::try_from(row).unwrap_or(0);
        let right = u16::try_from(column).unwrap_or(0);
        Position::new(area.x + INDENT + KEY_COLUMNS * right + 1, area.y + 1 + ABOVE + down)
    }

    fn dots(area: Rect) -> Rect {
        Rect::new(area.x + INDENT, area.y + 1, DOTS, 1).intersection(area)
    }
}

impl Screen for SoftwareKeyboard {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.portal.keyboard.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.portal.keyboard;
        vec![
            Binding::new(Function::DeleteCharacter, words.delete, Msg::Delete),
            Binding::new(Function::Execute, words.done, Msg::Done),
            Binding::new(Function::Cancel, at.words.frame.cancel, Msg::Cancel),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Left => self.column = self.column.saturating_sub(1),
            Key::Right => self.column = (self.column + 1).min(self.last()),
            Key::Up => self.go(self.row.saturating_sub(1)),
            Key::Down => self.go(self.row + 1),
            Key::Home => self.column = 0,
            Key::End => self.column = self.last(),
            Key::Enter => {
                let key = self.rows.get(self.row).and_then(|row| row.get(self.column));
                return key.is_some_and(|key| self.typed.typed(&Key::Char(*key)));
            }
            Key::Backspace | Key::Delete => return self.typed.typed(&Key::Backspace),
            _ => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Delete => {
                self.typed.typed(&Key::Backspace);
            }
            Msg::Done => cx.close_with(SecretString::from(self.typed.value())),
            Msg::Cancel => cx.close(),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        panel(area, buf, at.words.portal.keyboard.title, at);
        self.typed.view(Self::dots(area), buf, at.theme.entry);
        for (row, keys) in self.rows.iter().enumerate() {
            for (column, key) in keys.iter().enumerate() {
                let chosen = (row, column) == (self.row, self.column);
                let place = Self::place(row, column, area);
                let (text, style) = if chosen {
                    (format!("[{key}]"), at.theme.selected)
                } else {
                    (format!(" {key} "), at.theme.value)
                };
                put(buf, place.x - 1, place.y, KEY_COLUMNS, &text, style);
            }
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(Self::place(self.row, self.column, area))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.portal.keyboard.hint.to_owned()
    }

    fn popup(&self) -> Option<Size> {
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        Some(Size::new(COLUMNS, rows.saturating_add(ABOVE + 2)))
    }
}
