//! The hands of the training clock.

use chrono::{NaiveTime, TimeDelta};

use crate::desk::{Desk, Error};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::store::Kind;

/// A movement of the clock, always onward: the trail is in the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// So far.
    By(TimeDelta),
    /// To the next time the clocks of Japan show this.
    Next(NaiveTime),
    /// To this instant, if it is still to come.
    To(Instant),
}

/// Moves the desk's clock; nothing moves that of a live store (R2.4).
pub(super) fn turn(desk: &mut Desk, to: Move) -> Result<Instant, Error> {
    let (kind, clock) = (desk.kind(), desk.clock());
    let delta = match to {
        Move::By(delta) => delta,
        Move::Next(time) => calendar::next(time, clock.now()) - clock.now(),
        Move::To(moment) => moment - clock.now(),
    };
    let onward = delta.max(TimeDelta::zero());
    if kind == Kind::Training && clock.move_by(onward) {
        Ok(clock.now())
    } else {
        Err(Refusal::TrainingOnly.into())
    }
}
