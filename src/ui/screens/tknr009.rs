//! TKNR009 完了.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Outcome;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TKNR009 完了.
#[derive(Debug)]
pub struct Completed {}

impl Completed {
    /// The screen about this.
    pub fn new(_about: Outcome) -> Self {
        Self {}
    }
}

impl Screen for Completed {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TKNR009"
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
