//! TKSK001 顧客検索.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TKSK001 顧客検索.
#[derive(Debug)]
pub struct CustomerSearch {}

impl CustomerSearch {
    /// The screen.
    pub fn new() -> Self {
        Self {}
    }
}

impl Screen for CustomerSearch {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TKSK001"
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
