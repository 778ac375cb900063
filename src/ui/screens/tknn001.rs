//! TKNN001 内容確認.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Command;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TKNN001 内容確認.
#[derive(Debug)]
pub struct Confirmation {}

impl Confirmation {
    /// The screen about this.
    pub fn new(_about: Command) -> Self {
        Self {}
    }
}

impl Screen for Confirmation {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TKNN001"
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
