//! What a side knows of the others, and they of it.

use ratatui::layout::Size;

use super::{Beside, Shell, Wish};
use crate::domain::values::ContractNumber;

impl<E: Send + 'static> Shell<E> {
    /// Says that another side stands beside this one: F6 goes there.
    pub(crate) fn stands_beside(&mut self) {
        self.beside = Beside::Another;
    }

    /// Says that a side stands below the others.
    pub(crate) fn has_below(&mut self) {
        self.has_below = true;
    }

    /// Says that this side stands below the others, in a frame of that size at least.
    pub(crate) fn stands_below(&mut self, least: Size) {
        self.least = least;
    }

    /// Whether the person wants to go to the other side; asking takes the wish away.
    pub(crate) fn take_turned(&mut self) -> bool {
        let wanted = self.beside == Beside::Wanted;
        if wanted {
            self.beside = Beside::Another;
        }
        wanted
    }

    /// What the terminal is to print; asking takes it away. Whatever it made of it, it is drawn anew then: one without a printer
    /// may have shown the text.
    pub(crate) fn take_prints(&mut self) -> Vec<String> {
        self.repaint |= !self.prints.is_empty();
        std::mem::take(&mut self.prints)
    }

    /// What the person wants of all sides; asking takes the wish away.
    pub(crate) fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Whether an entry waits for text.
    pub(crate) fn awaits_text(&self) -> bool {
        self.types()
    }

    /// The contract that can be seen here.
    pub(crate) fn contract(&self) -> Option<ContractNumber> {
        let shown = self.layers.iter().rev().find_map(|layer| layer.screen.contract());
        shown.or_else(|| self.who.as_ref()?.contract.clone())
    }

    /// Tells the screens that another side now shows that contract, or none.
    pub(crate) fn seen_beside(&mut self, contract: Option<&ContractNumber>) {
        for layer in &mut self.layers {
            layer.screen.seen_beside(contract);
        }
    }
}
