//! The idle lock: after a while without a key everything is covered, and stays as it was for who takes it up again.
//!
//! What is under the lock hears nothing until then: answers wait, so that none of them opens, closes or says anything. Silence
//! is measured by hands that nobody moves, so that a training clock that is set, by a person or a lesson, locks nobody out.

use std::any::Any;

use chrono::TimeDelta;

use super::{Shell, Then};
use crate::domain::calendar::Instant;
use crate::ui::event::Address;
use crate::ui::screen::{AnyScreen, Seat};
use crate::ui::worker::Engine;

/// More than passes between two looks at a clock that nobody moves.
const LEAP: TimeDelta = TimeDelta::seconds(60);

/// When a side is locked, and the screen that covers it.
#[derive(Clone, Copy, Debug)]
pub struct IdleLock<E: Send + 'static = Engine> {
    /// How long no key comes before.
    pub after: TimeDelta,
    /// Makes the screen. It fills the body, and what it was opened over goes on when it closes.
    pub screen: fn() -> AnyScreen<E>,
}

/// How a side stands to its idle lock.
pub(super) struct Idle {
    /// The last key, or the end of what it had set going.
    stirred_at: Instant,
    /// When the clock was last looked at.
    looked_at: Instant,
    /// The layer that covers everything.
    lock: Option<u64>,
    /// Answers to what is under it.
    held: Vec<(Address, Box<dyn Any + Send>)>,
}

impl Idle {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            stirred_at: now,
            looked_at: now,
            lock: None,
            held: Vec::new(),
        }
    }

    /// What passed until now was no leap of a clock.
    pub(super) fn looks_at(&mut self, now: Instant) {
        self.looked_at = now;
    }
}

impl<E: Send + 'static> Shell<E> {
    /// Somebody is there.
    pub(super) fn stirred(&mut self) {
        self.idle.stirred_at = self.house.clock.unmoved();
    }

    /// Whether everything is covered.
    pub(crate) fn is_locked(&self) -> bool {
        self.idle.lock.is_some()
    }

    /// Whether the lock itself is on top, not its help.
    pub(super) fn lock_is_on_top(&self) -> bool {
        self.is_locked() && self.layers.last().map(|layer| layer.id) == self.idle.lock
    }

    /// Covers everything if no key came for long enough. A clock that stands still until it is moved has no other hands: of that a
    /// leap is no silence.
    pub(super) fn lock_if_idle(&mut self) {
        let now = self.house.clock.unmoved();
        let passed = now - std::mem::replace(&mut self.idle.looked_at, now);
        if self.house.clock.is_fixed() && self.house.training && !(TimeDelta::zero()..=LEAP).contains(&passed) {
            self.idle.stirred_at += passed;
        }
        self.idle.stirred_at = self.idle.stirred_at.min(now);
        let Some(lock) = &self.house.lock else { return };
        let is_staff = self.who.as_ref().is_some_and(|who| matches!(who.seat, Seat::Staff(_)));
        if !is_staff || self.is_locked() || self.running > 0 || now - self.idle.stirred_at < lock.after {
            return;
        }
        let screen = (lock.screen)();
        self.message = None;
        self.escaped = false;
        self.push(screen, Then::Nothing);
        self.idle.lock = self.layers.last().map(|layer| layer.id);
        self.settle();
    }

    /// Keeps an answer to what is covered, or gives it back.
    pub(super) fn hold(&mut self, to: Address, message: Box<dyn Any + Send>) -> Option<Box<dyn Any + Send>> {
        if self.idle.lock.is_none_or(|lock| to.layer >= lock) {
            return Some(message);
        }
        self.idle.held.push((to, message));
        None
    }

    /// After the lock has closed: what was covered hears what it missed.
    pub(super) fn take_up_again(&mut self) {
        let is_over = |lock| self.layers.iter().all(|layer| layer.id != lock);
        if !self.idle.lock.is_some_and(is_over) {
            return;
        }
        self.idle.lock = None;
        for (to, message) in std::mem::take(&mut self.idle.held) {
            self.heard(to, message);
        }
        self.changed();
    }
}
