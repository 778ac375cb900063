//! THKK001 本人確認.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::values::ContractNumber;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// THKK001 本人確認.
#[derive(Debug)]
pub struct IdentityCheck {}

impl IdentityCheck {
    /// The screen about this.
    pub fn new(_about: ContractNumber) -> Self {
        Self {}
    }
}

impl Screen for IdentityCheck {
    type Msg = ();

    fn id(&self) -> &'static str {
        "THKK001"
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
