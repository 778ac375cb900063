//! What is known of a screen before it is made.

use super::{Ambient, Binding, Cx, Screen};
use crate::ui::keys::Function;
use crate::ui::worker::Engine;
use crate::words::Words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// A screen's own line in the table of its side: its ID, its title and what it binds stand there and nowhere else.
#[derive(Debug)]
pub struct Nameplate {
    /// Its ID, like `BRSK027`.
    pub id: &'static str,
    /// What it is called.
    pub title: fn(&Words) -> &'static str,
    /// The functions that it binds, beside those that work everywhere.
    pub binds: &'static [Function],
}

impl Nameplate {
    /// Of a layer that no table lists: a box over a screen, or one of the shell's own.
    pub const NONE: Self = Self {
        id: "",
        title: |_| "",
        binds: &[],
    };
}

/// What the ID of a menu opens: back to the one that is there already.
#[derive(Clone, Copy, Debug)]
pub struct Homeward(pub &'static Nameplate);

impl Screen<Engine> for Homeward {
    type Msg = ();

    fn nameplate(&self) -> &'static Nameplate {
        self.0
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        Vec::new()
    }

    fn opened(&mut self, cx: &mut Cx<'_, ()>) {
        cx.home();
    }

    fn update(&mut self, (): (), _cx: &mut Cx<'_, ()>) {}

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}
