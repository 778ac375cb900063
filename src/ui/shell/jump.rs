//! `=` or Ctrl+G: straight to a screen by its ID.

use ratatui::layout::Size;

use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// The most letters of an ID.
const LETTERS: usize = 4;
/// The most digits behind them.
const DIGITS: usize = 3;

/// The jump box. It stays open, with what was typed, until the screen is found.
pub(super) struct Jump {
    id: Input,
}

#[derive(Clone, Copy)]
pub(super) struct Go;

impl Jump {
    pub(super) fn new() -> Self {
        Self {
            id: Input::new(Accepts::Code).like(may_be_id),
        }
    }
}

/// Whether a text is an ID or the beginning of one: a password that was typed here is stopped at the key, before it is seen or heard.
fn may_be_id(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.len() - digits.len();
    (1..=LETTERS).contains(&letters) && digits.len() <= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())
}

impl<E: Send + 'static> Screen<E> for Jump {
    type Msg = Go;

    fn id(&self) -> &'static str {
        ""
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.frame.jump_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Go>> {
        vec![Binding::new(Function::Execute, at.words.frame.go, Go)]
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Go, E>) -> bool {
        if *key == Key::Enter {
            Screen::<E>::update(self, Go, cx);
            return true;
        }
        self.id.typed(key)
    }

    fn update(&mut self, _go: Go, cx: &mut Cx<'_, Go, E>) {
        let id = self.id.value().trim().to_ascii_uppercase();
        if id.is_empty() { cx.close() } else { cx.go(id) }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let title = at.words.frame.jump_title;
        let inside = Body::new(at).entry(title, &self.id).indent(1);
        Some(Body::framed(at, title, inside).hint(at.words.frame.jump_hint))
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(32, 3))
    }
}
