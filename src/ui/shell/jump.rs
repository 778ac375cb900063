//! `=` or Ctrl+G: straight to a screen by its ID.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::ui::ear::Asked;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::kit::panel::panel;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// The jump box. It stays open, with what was typed, until the screen is found.
pub(super) struct Jump {
    id: Input,
}

#[derive(Clone, Copy)]
pub(super) struct Go;

impl Jump {
    pub(super) fn new() -> Self {
        Self {
            id: Input::new(Accepts::Code),
        }
    }

    fn entry(area: Rect) -> Rect {
        Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), 1)
    }
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

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        panel(area, buf, at.words.frame.jump_title, at);
        self.id.view(Self::entry(area), buf, at.theme.entry);
        at.tell(self.id.cursor(Self::entry(area)), || {
            Asked::entry(at.words.frame.jump_title, Accepts::Code, self.id.value())
        });
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.id.cursor(Self::entry(area)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.frame.jump_hint.to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(32, 3))
    }
}
