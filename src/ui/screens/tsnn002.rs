//! TSNN002 承認内容.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::values::RequestId;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TSNN002 承認内容.
#[derive(Debug)]
pub struct RequestDetail {}

impl RequestDetail {
    /// The screen about this.
    pub fn new(_about: RequestId) -> Self {
        Self {}
    }
}

impl Screen for RequestDetail {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TSNN002"
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
