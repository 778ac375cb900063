//! What whoever speaks a side line by line asks of the one in focus, and the kit with it.

use ratatui::layout::Size;

use super::Stage;
use crate::ui::keys::Keymap;
use crate::ui::screen::KeyInfo;
use crate::ui::shell::Sight;
use crate::ui::worker::Watched;
use crate::words::PlainWords;

impl<E: Watched> Stage<E> {
    /// The keys of the functions.
    pub(in crate::ui) fn keymap(&self) -> &Keymap {
        &self.seats[self.focus].shell.house().keymap
    }

    /// What can be pressed now on the side in focus.
    pub(in crate::ui) fn actions(&self) -> Vec<KeyInfo> {
        self.seats
            .get(self.focus)
            .map_or_else(Vec::new, |seat| seat.shell.actions())
    }

    /// The layer of the side in focus that lies under `down` others, alone.
    pub(in crate::ui) fn sight(&self, down: usize, size: Size) -> Option<Sight> {
        for (number, seat) in self.seats.iter().enumerate() {
            if number != self.focus {
                seat.shell.fits(size);
            }
        }
        self.seats.get(self.focus)?.shell.sight(down, size)
    }

    /// The words in which the side in focus is heard.
    pub(in crate::ui) fn spoken(&mut self) -> PlainWords {
        self.focused().house().words.plain
    }

    /// The name of the side in focus, where there are several.
    pub(in crate::ui) fn side(&self) -> Option<&str> {
        let seat = self.seats.get(self.focus).filter(|_| self.seats.len() > 1)?;
        Some(&seat.name)
    }

    /// The message of the side in focus is over.
    pub(in crate::ui) fn hush(&mut self) {
        if let Some(seat) = self.seats.get_mut(self.focus) {
            seat.shell.hush();
        }
    }

    /// The message of the side in focus, in full.
    pub(in crate::ui) fn said(&self) -> Option<String> {
        self.seats.get(self.focus).and_then(|seat| seat.shell.said())
    }

    /// Whether what was typed last is nothing that the entry takes.
    pub(in crate::ui) fn has_no_place(&self) -> bool {
        self.seats.get(self.focus).is_some_and(|seat| seat.shell.has_no_place())
    }

    /// Says so.
    pub(in crate::ui) fn say_no_place(&mut self) {
        self.focused().say_no_place();
    }

    /// Whether what is typed goes into an entry.
    pub(in crate::ui) fn types(&self) -> bool {
        self.seats.get(self.focus).is_some_and(|seat| seat.shell.types())
    }
}
