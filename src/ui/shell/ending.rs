//! The end of the program as one side of several sees it: what was typed on any of them is asked about first.

use super::{Leaving, Shell, Then};
use crate::ui::screen::CloseReason;

impl<E: Send + 'static> Shell<E> {
    /// Whether something typed here would be lost.
    pub(crate) fn is_dirty(&self) -> bool {
        self.layers.iter().any(|layer| layer.screen.dirty())
    }

    /// Whether somebody is signed in here.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.who.is_some()
    }

    /// Whether the question is open that is asked before the program ends.
    pub(crate) fn asks_to_quit(&self) -> bool {
        let asks = |then: &Then| matches!(then, Then::Leave(Leaving::Quit));
        self.layers.iter().any(|layer| asks(&layer.then))
    }

    /// Ends, after asking here if something typed here would be lost.
    pub(crate) fn quit(&mut self) {
        self.leave(Leaving::Quit);
    }

    /// Every screen is left, the topmost first.
    pub(crate) fn leave_all(&mut self) {
        self.remove(0, CloseReason::Away);
    }

    /// Goes on although it had ended, as something typed on another side may be kept; false if nothing is left of it.
    pub(crate) fn stay(&mut self) -> bool {
        let can = !self.layers.is_empty();
        if can {
            self.exit = None;
        }
        can
    }
}
