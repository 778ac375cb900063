//! A key whose spelling was torn apart on a slow line: its Esc came alone, and the rest looks like text.

use super::Shell;
use crate::ui::keys::Key;

/// The longest rest of a spelling, such as the `[24;80R` of a cursor.
const LONGEST: usize = 9;

/// What a rest of a spelling is.
enum Rest {
    Key(Key),
    /// No key: what the terminal answers to a question that nobody waits for any more.
    Answer,
    /// More of it may come.
    Open,
    /// Text after all.
    Text,
}

fn read(rest: &str) -> Rest {
    let key = match rest {
        "[A" | "OA" => Key::Up,
        "[B" | "OB" => Key::Down,
        "[C" | "OC" => Key::Right,
        "[D" | "OD" => Key::Left,
        "[H" | "OH" | "[1~" | "[7~" => Key::Home,
        "[F" | "OF" | "[4~" | "[8~" => Key::End,
        "[3~" => Key::Delete,
        "[5~" => Key::PageUp,
        "[6~" => Key::PageDown,
        "[Z" => Key::BackEnter,
        "OM" => Key::Enter,
        "OP" | "[11~" | "[[A" => Key::F(1),
        "OQ" | "[12~" | "[[B" => Key::F(2),
        "OR" | "[13~" | "[[C" => Key::F(3),
        "OS" | "[14~" | "[[D" => Key::F(4),
        "[15~" | "[[E" => Key::F(5),
        "[17~" => Key::F(6),
        "[18~" => Key::F(7),
        "[19~" => Key::F(8),
        "[20~" => Key::F(9),
        "[21~" => Key::F(10),
        "[23~" => Key::F(11),
        "[24~" => Key::F(12),
        _ => {
            let numbers = rest
                .strip_prefix('[')
                .map(|rest| rest.strip_prefix('[').unwrap_or(rest));
            let is_answer = |rest: &str| rest.contains(';') && rest.chars().all(|c| c.is_ascii_digit() || c == ';');
            if numbers.and_then(|rest| rest.strip_suffix('R')).is_some_and(is_answer) {
                return Rest::Answer;
            }
            let open = rest == "O" || numbers.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ';'));
            return if open && rest.len() < LONGEST {
                Rest::Open
            } else {
                Rest::Text
            };
        }
    };
    Rest::Key(key)
}

impl<E: Send + 'static> Shell<E> {
    /// Takes `key` if it may belong to a spelling whose Esc came before it. What turns out to be text acts as it was
    /// typed: nothing is lost and nothing changes its place.
    pub(super) fn joins(&mut self, key: &Key, escaped: bool) -> bool {
        let c = match key {
            Key::Char(c @ ('[' | 'O')) if escaped && self.split.is_empty() => c,
            Key::Char(c) if !self.split.is_empty() => c,
            _ => {
                self.release();
                return false;
            }
        };
        self.split.push(*c);
        match read(&self.split) {
            Rest::Open => {}
            Rest::Key(key) => {
                self.split.clear();
                self.lower_quick_filter();
                self.press(&key);
            }
            Rest::Answer => {
                self.split.clear();
                self.lower_quick_filter();
                self.message = None;
            }
            Rest::Text => self.release(),
        }
        true
    }

    /// What was kept of a spelling acts as the text that it is.
    pub(super) fn release(&mut self) {
        if !self.split.is_empty() {
            self.forget_quick_filter();
        }
        for c in std::mem::take(&mut self.split).chars() {
            self.press(&Key::Char(c));
        }
    }
}
