//! A training desk as it stood at a moment, to go back to; and what a lesson keeps beside a desk.

use std::any::Any;

use super::{Desk, Error};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::office::Office;
use crate::store::Kind;

/// A training desk as it stood: store, keys and clock.
#[derive(Debug)]
pub struct Kept {
    office: Office,
    at: Instant,
}

impl Kept {
    /// What the clock showed.
    pub fn at(&self) -> Instant {
        self.at
    }

    /// From which terminal.
    pub fn terminal(&self) -> &str {
        self.office.terminal()
    }
}

impl Desk {
    /// Keeps a training desk as it stands, in memory.
    ///
    /// # Errors
    /// E1205 on a live store, or with a clock that can't be set back.
    pub fn keep(&self) -> Result<Kept, Error> {
        let office = &self.office;
        if office.kind() != Kind::Training || office.clock().is_host() {
            return Err(Refusal::TrainingOnly.into());
        }
        Ok(Kept {
            office: office.copy_in_memory()?,
            at: self.clock().now(),
        })
    }

    /// Puts what was kept in the place of what stands here, the hands of the clock too, and gives back what stood here. Both are of
    /// training stores, by [`Desk::keep`].
    ///
    /// # Errors
    /// E1205 on a live store.
    pub fn put_back(&mut self, kept: Kept) -> Result<Kept, Error> {
        if self.kind() != Kind::Training {
            return Err(Refusal::TrainingOnly.into());
        }
        let at = self.clock().now();
        let before = self.office.replace(kept.office);
        self.clock().move_by(kept.at - at);
        Ok(Kept { office: before, at })
    }

    /// What lessons keep beside this desk; the desk does not look at it.
    pub fn lesson(&mut self) -> &mut Option<Box<dyn Any + Send>> {
        &mut self.lesson
    }
}
