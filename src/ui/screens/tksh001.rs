//! TKSH001 研修.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TKSH001 研修.
#[derive(Debug)]
pub struct TrainingRoom {}

impl TrainingRoom {
    /// The screen.
    pub fn new() -> Self {
        Self {}
    }
}

impl Screen for TrainingRoom {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TKSH001"
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
