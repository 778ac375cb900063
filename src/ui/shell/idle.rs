//! The idle lock: after a while without a key everything is covered, and stays as it was for who takes it up again.
//!
//! What is under the lock hears nothing until then: answers wait, so that none of them opens, closes or says anything. Silence
//! is measured by hands that nobody moves, so that a training clock that is set, by a person or a lesson, locks nobody out.

use std::any::Any;
use std::cell::Cell;

use chrono::TimeDelta;

use super::{Shell, Then};
use crate::desk::Session;
use crate::domain::calendar::Instant;
use crate::domain::values::SessionId;
use crate::ui::event::Address;
use crate::ui::keys::{Function, Key};
use crate::ui::message::Message;
use crate::ui::screen::{AnyScreen, CloseReason, Seat};
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
    /// How long somebody stays signed in, whatever they do.
    pub ends: TimeDelta,
    /// Makes the screen on which somebody signs in again.
    pub first: fn() -> AnyScreen<E>,
}

/// How a side stands to its idle lock.
pub(super) struct Idle {
    /// The last key, or the end of what it had set going.
    pub(super) stirred_at: Instant,
    /// When the clock was last looked at.
    looked_at: Instant,
    /// The layer that covers everything.
    lock: Option<u64>,
    /// Answers to what is under it.
    held: Vec<(Address, Box<dyn Any + Send>)>,
    /// When whoever is there signed in.
    began: Option<(SessionId, Instant)>,
    /// What the lock covered comes on top again, and nobody has seen it.
    unseen: Cell<bool>,
    /// No key was pressed on it since.
    fresh: bool,
}

impl Idle {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            stirred_at: now,
            looked_at: now,
            lock: None,
            held: Vec::new(),
            began: None,
            unseen: Cell::new(false),
            fresh: false,
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

    /// Whoever it is has signed in: how long they stay is reckoned from the first time, whatever they lift in between.
    pub(super) fn signs_in(&mut self) {
        let key = self.staff().and_then(Session::key);
        let began = self.idle.began.map(|(key, _)| key);
        if key.is_none() || key != began {
            self.idle.began = key.map(|key| (key, self.house.clock.unmoved()));
        }
    }

    /// Whether nobody can have seen yet what the lock has covered: keys are meant for what they saw.
    pub(super) fn is_unseen(&self) -> bool {
        self.idle.unseen.get()
    }

    /// What was covered is drawn.
    pub(super) fn is_seen(&self) {
        self.idle.unseen.set(false);
    }

    /// Whether that is the first key after a lock, and one that carries something out, or may, as Enter does in a list that is picked
    /// from: pressed by habit behind the password it would do so on a screen that nobody has looked at.
    pub(super) fn is_by_habit(&mut self, key: &Key) -> bool {
        let executes = *key == Key::Enter || self.means(key, Function::Execute);
        std::mem::take(&mut self.idle.fresh) && executes
    }

    /// Ends what has lasted as long as anybody stays signed in, whatever was done: what is half-way is kept, as when one leaves.
    fn end_if_over(&mut self, now: Instant) -> bool {
        let (Some(lock), Some((_, began))) = (&self.house.lock, self.idle.began) else {
            return false;
        };
        if self.running > 0 || now - began < lock.ends {
            return false;
        }
        let first = (lock.first)();
        self.remove(0, CloseReason::Away);
        (self.who, self.idle.lock, self.idle.began) = (None, None, None);
        self.idle.held.clear();
        self.ahead.clear();
        self.push(first, Then::Nothing);
        self.settle();
        self.message = Some(Message::warn("W1206", self.house.words.staff.lock.over.to_owned()));
        true
    }

    /// Covers everything if no key came for long enough. A clock that stands still until it is moved has no other hands: of that a
    /// leap is no silence.
    pub(super) fn lock_if_idle(&mut self) {
        let now = self.house.clock.unmoved();
        let passed = now - std::mem::replace(&mut self.idle.looked_at, now);
        if self.house.clock.is_fixed() && self.house.training && !(TimeDelta::zero()..=LEAP).contains(&passed) {
            self.idle.stirred_at += passed;
            if let Some((_, began)) = &mut self.idle.began {
                *began += passed;
            }
        }
        self.idle.stirred_at = self.idle.stirred_at.min(now);
        if self.end_if_over(now) {
            return;
        }
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
        // What was pressed behind the password was meant for nothing that could be seen; what carries something out has to be moved to
        // again.
        self.ahead.clear();
        self.idle.unseen.set(true);
        self.idle.fresh = true;
        self.layers.iter_mut().for_each(|layer| layer.screen.uncovered());
        for (to, message) in std::mem::take(&mut self.idle.held) {
            self.heard(to, message);
        }
        self.changed();
    }
}
