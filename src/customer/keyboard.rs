//! The software keyboard (ソフトウェアキーボード): characters in an order of chance, chosen with the arrow keys, so that
//! the keys that were pressed say nothing about the password.

use ratatui::layout::Size;
use secrecy::SecretString;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::keys::{KEY_COLUMNS, Keys};
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};

/// Keys in a row.
const KEYS: usize = 13;
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
    keys: Keys,
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
            keys: Keys::new(rows.collect()),
            typed: Input::new(Accepts::Secret),
        }
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
            Key::Enter => {
                let key = self.keys.chosen();
                key.is_some_and(|key| self.typed.typed(&Key::Char(key)))
            }
            Key::Backspace | Key::Delete => self.typed.typed(&Key::Backspace),
            key => self.keys.typed(key),
        }
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

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.portal.keyboard;
        let inside = Body::new(at).entry("", &self.typed).focused(false);
        let inside = inside.indent(1).widest(DOTS).gap(1);
        let inside = inside.keys(&self.keys).indent(1).rest();
        Some(Body::framed(at, words.title, inside).hint(words.hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.keys.height().saturating_add(ABOVE + 2)))
    }
}
