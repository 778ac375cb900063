//! TTOP001 業務メニュー.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TTOP001 業務メニュー.
#[derive(Debug)]
pub struct Menu {}

impl Menu {
    /// The screen.
    pub fn new() -> Self {
        Self {}
    }
}

impl Screen for Menu {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TTOP001"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        vec![]
    }

    fn update(&mut self, (): (), _cx: &mut Cx<'_, ()>) {}

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}
