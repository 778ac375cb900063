//! What a person pressed, free of how a terminal spells it, and what it does.

mod function;
mod keymap;
mod notation;

use std::fmt;

pub use function::Function;
pub use keymap::{Flaw, Keymap, Wrong};
pub use notation::parse;

use super::text::fold_char;

/// One key, or a paste.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// F1 to F12, also as `Esc` and a digit (see [`Key::twin`]).
    F(u8),
    /// Enter, on the keypad too.
    Enter,
    /// Shift+Enter or Shift+Tab: back by one field.
    BackEnter,
    /// Tab.
    Tab,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A character as typed, not folded; the space bar is [`Key::SPACE`].
    Char(char),
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Esc: the head of a twin, or F12 (the shell decides).
    Esc,
    /// Ctrl and a lower-case letter.
    Ctrl(char),
    /// Text pasted in one piece; controls are still in it.
    Paste(String),
    /// A key the program gives no meaning to, so that it can say so.
    Other,
}

impl Key {
    /// The space bar.
    pub const SPACE: Self = Self::Char(' ');

    /// What Ctrl and a lower-case letter are: terminals send some keys as the control character they were in 1963.
    pub(super) fn from_ctrl(letter: char) -> Self {
        match letter {
            'h' => Self::Backspace,
            'i' => Self::Tab,
            'j' | 'm' => Self::Enter,
            _ => Self::Ctrl(letter),
        }
    }

    /// The F-key that `Esc` and `c` stand for: 1 to 9, 0 for F10, `-` for F11, `=` for F12; full-width too.
    pub fn twin(c: char) -> Option<Self> {
        match fold_char(c) {
            '0' => Some(Self::F(10)),
            '-' => Some(Self::F(11)),
            '=' => Some(Self::F(12)),
            c => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(Self::F),
        }
    }

    /// The character as lists and menus read it: `１` is `1`, the ideographic blank is the space bar, and the dot that an
    /// input method makes of the key `/` is that. Other keys stay.
    #[must_use]
    pub fn folded(&self) -> Self {
        match self {
            Self::Char('・' | '･') => Self::Char('/'),
            Self::Char(c) => Self::Char(fold_char(*c)),
            other => other.clone(),
        }
    }

    /// Whether both stand for the same function: a letter does in either case.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Char(own), Self::Char(other)) => own.eq_ignore_ascii_case(other),
            _ => self == other,
        }
    }

    /// Whether the key is text in a text entry, and so no binding while the focus is in one.
    pub fn is_text(&self) -> bool {
        matches!(
            self,
            Self::Char(_) | Self::Paste(_) | Self::Backspace | Self::Delete | Self::Left | Self::Right
        ) || matches!(self, Self::Home | Self::End)
    }
}

/// The name on the bar and in help: ASCII, the same in every language.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::F(number) => write!(f, "F{number}"),
            Self::Enter => f.write_str("Enter"),
            Self::BackEnter => f.write_str("Shift+Tab"),
            Self::Tab => f.write_str("Tab"),
            Self::Up => f.write_str("Up"),
            Self::Down => f.write_str("Down"),
            Self::Left => f.write_str("Left"),
            Self::Right => f.write_str("Right"),
            Self::Home => f.write_str("Home"),
            Self::End => f.write_str("End"),
            Self::PageUp => f.write_str("PageUp"),
            Self::PageDown => f.write_str("PageDown"),
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Backspace => f.write_str("Backspace"),
            Self::Delete => f.write_str("Delete"),
            Self::Esc => f.write_str("Esc"),
            Self::Ctrl(letter) => write!(f, "Ctrl+{}", letter.to_ascii_uppercase()),
            Self::Paste(_) => f.write_str("Paste"),
            Self::Other => f.write_str("?"),
        }
    }
}

/// Never shows what was typed: it may be a password.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(_) => f.write_str("Char"),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_twin_is_an_f_key() {
        assert!(Key::twin('１') == Some(Key::F(1)) && Key::twin('=') == Some(Key::F(12)) && Key::twin('x').is_none());
    }

    #[test]
    fn debug_output_keeps_what_was_typed_to_itself() {
        assert_eq!(format!("{:?}", Key::Char('s')), "Char");
        assert_eq!(format!("{:?}", Key::Paste("secret".to_owned())), "Paste");
    }
}
