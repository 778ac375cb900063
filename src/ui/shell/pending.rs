//! Keys that are typed ahead of a reading wait for it.
//!
//! What a screen asks when it comes on top it needs before a key means anything on it, and so does a screen that is to open
//! another one with the answer. Until that has come, keys are kept and then act in order, as behind a change. A reading
//! that does not come is not waited for against anybody's will: after about a second Esc and F12 act at once.

use super::Shell;
use crate::ui::event::Address;
use crate::ui::keys::{Function, Key};

/// The questions that keys wait for.
#[derive(Debug, Default)]
pub(super) struct PendingAnswers {
    awaited: Vec<Address>,
    /// What is asked now is asked by a screen that comes on top.
    pub(super) opening: bool,
    /// About a second has passed without the answer.
    late: bool,
}

impl PendingAnswers {
    /// A question was asked. One that takes the place of another is waited for in its place.
    pub(super) fn asked(&mut self, to: &Address) {
        let is_newer = |old: &Address| old.layer == to.layer && to.slot.is_some() && old.slot == to.slot;
        let replaces = self.awaited.iter().any(is_newer);
        self.awaited.retain(|old| !is_newer(old));
        // A change holds keys by itself.
        if (self.opening || replaces) && !to.holds_keys {
            self.awaited.push(*to);
        }
    }

    /// Keys wait for that question.
    pub(super) fn waits_for(&mut self, to: Address) {
        if !self.awaited.contains(&to) {
            self.awaited.push(to);
        }
    }

    /// An answer has come: whether keys waited for it.
    pub(super) fn hears(&mut self, to: &Address) -> bool {
        let before = self.awaited.len();
        self.awaited.retain(|awaited| awaited.number != to.number);
        self.late &= !self.awaited.is_empty();
        self.awaited.len() < before
    }

    /// Nobody hears what that layer asked any more.
    pub(super) fn left(&mut self, layer: u64) {
        self.awaited.retain(|awaited| awaited.layer != layer);
    }

    /// About a second has passed.
    pub(super) fn tick(&mut self) {
        self.late = !self.awaited.is_empty();
    }
}

impl<E: Send + 'static> Shell<E> {
    /// Whether keys are kept until an answer has come.
    pub(super) fn keys_wait(&self) -> bool {
        self.running > 0 || !self.pending.awaited.is_empty()
    }

    /// Ends the waiting for a reading that is late, with the keys that were kept, if that is what `key` asks for.
    pub(super) fn stops_waiting(&mut self, key: &Key) -> bool {
        let stops = self.running == 0 && self.pending.late && (*key == Key::Esc || self.means(key, Function::Cancel));
        if stops {
            self.pending = PendingAnswers::default();
            self.ahead.clear();
            self.message = None;
        }
        stops
    }
}
