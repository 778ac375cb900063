//! TLGI001 担当者ログイン.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::screen::{Ambient, Binding, Cx, Screen};

/// TLGI001 担当者ログイン.
#[derive(Debug)]
pub struct Login {}

impl Login {
    /// The screen.
    pub fn new() -> Self {
        Self {}
    }
}

impl Screen for Login {
    type Msg = ();

    fn id(&self) -> &'static str {
        "TLGI001"
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
