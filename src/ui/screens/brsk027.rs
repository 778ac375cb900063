//! BRSK027 トークン失効 (代行).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::values::ContractNumber;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// BRSK027 トークン失効 (代行).
#[derive(Debug)]
pub struct RevokeEntry {}

impl RevokeEntry {
    /// The screen about this.
    pub fn new(_about: ContractNumber) -> Self {
        Self {}
    }
}

impl Screen for RevokeEntry {
    type Msg = ();

    fn id(&self) -> &'static str {
        "BRSK027"
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
