//! The only reader of the machine's time (R2.2); every rule is handed the time as a value.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

/// Where a program's time comes from.
///
/// Clones of one [`Clock::Movable`] or [`Clock::Fixed`] share its hands, so the panes of a training
/// console agree about the time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The host's clock: the only one a live store accepts (R2.4).
    Host,
    /// The host's clock moved by a number of milliseconds: training stores only.
    Movable(Arc<AtomicI64>),
    /// A clock that stands still until it is moved, in milliseconds since 1970: one call with `--at`, and tests.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.timestamp_millis())))
    }

    /// A clock that shows `at` now and runs on from there.
    pub fn starting_at(at: DateTime<Utc>) -> Self {
        let ahead = at.timestamp_millis().saturating_sub(host().timestamp_millis());
        Self::Movable(Arc::new(AtomicI64::new(ahead)))
    }

    /// The present instant, to the millisecond.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::Host => to_millis(host()),
            Self::Movable(ahead) => {
                let millis = host().timestamp_millis().saturating_add(ahead.load(Ordering::Relaxed));
                DateTime::from_timestamp_millis(millis).unwrap_or_else(host)
            }
            Self::Fixed(at) => DateTime::from_timestamp_millis(at.load(Ordering::Relaxed)).unwrap_or_else(host),
        }
    }

    /// The present instant by hands that nobody moves: what passes for those who sit there, whatever a training clock is set to.
    /// A clock that stands still has no others than its own.
    pub fn unmoved(&self) -> DateTime<Utc> {
        match self {
            Self::Host | Self::Movable(_) => to_millis(host()),
            Self::Fixed(_) => self.now(),
        }
    }

    /// Whether it stands still until it is moved.
    pub fn is_fixed(&self) -> bool {
        matches!(self, Self::Fixed(_))
    }

    /// Moves the hands by `delta`; false on the host's clock, which nothing can move (R2.4).
    pub fn move_by(&self, delta: TimeDelta) -> bool {
        match self {
            Self::Host => false,
            Self::Movable(hands) | Self::Fixed(hands) => {
                hands.fetch_add(delta.num_milliseconds(), Ordering::Relaxed);
                true
            }
        }
    }

    /// Whether this is the host's own clock.
    pub fn is_host(&self) -> bool {
        matches!(self, Self::Host)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn host() -> DateTime<Utc> {
    Utc::now()
}

fn to_millis(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_of_a_fixed_clock_move_together_and_the_host_does_not_move() {
        let clock = Clock::fixed(DateTime::from_timestamp(1_000, 0).unwrap());
        let other = clock.clone();
        assert!(clock.move_by(TimeDelta::minutes(30)));
        assert_eq!(other.now().timestamp(), 1_000 + 1_800);
        assert!(!Clock::Host.move_by(TimeDelta::minutes(1)));
    }

    #[test]
    fn what_passes_for_those_who_sit_there_is_not_moved_with_a_training_clock() {
        let clock = Clock::starting_at(DateTime::from_timestamp(1_000, 0).unwrap());
        let before = clock.unmoved();
        clock.move_by(TimeDelta::days(300));
        assert!(
            clock.unmoved() - before < TimeDelta::days(1),
            "its own hands alone are moved"
        );
        assert!(clock.now() - DateTime::from_timestamp(1_000, 0).unwrap() >= TimeDelta::days(300));
    }
}
