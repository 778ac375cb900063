//! Whether a live store's clock is to be trusted (R2.4, R2.5).

use super::calendar::Instant;
use super::policy::Policy;
use super::refusal::Refusal;

/// Why the host's clock is doubted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is earlier than the mark by more than the policy allows (R2.4).
    Behind {
        /// By so much.
        minutes: i64,
    },
    /// It leapt ahead of the mark by more than any holiday is long (R2.5).
    Ahead {
        /// By so much.
        days: i64,
    },
}

/// Whether `now` is to be doubted, as the newest moment that was not doubted is `mark`.
pub fn doubt(mark: Option<Instant>, now: Instant, policy: &Policy) -> Option<Doubt> {
    let ahead = now - mark?;
    if -ahead > policy.clock_tolerance {
        let minutes = -ahead.num_minutes();
        return Some(Doubt::Behind { minutes });
    }
    (ahead > policy.clock_leap).then(|| Doubt::Ahead { days: ahead.num_days() })
}

impl Doubt {
    /// Whether an attempt of that name goes on meanwhile: 時計の確認, which is the way out; looking, which changes nothing (R12.4); with a clock that leapt ahead 申出停止, which computes no time, and the check that it rests on, which is
    /// reckoned anew when the time was confirmed (R2.5).
    pub fn lets(self, action: &str) -> bool {
        let stops = matches!(action, "stop" | "begin_check" | "finish_check");
        matches!(action, "confirm_clock" | "look") || (matches!(self, Self::Ahead { .. }) && stops)
    }

    /// Why everything else is refused.
    pub fn refusal(self) -> Refusal {
        match self {
            Self::Behind { minutes } => Refusal::ClockBehind { minutes },
            Self::Ahead { days } => Refusal::ClockAhead { days },
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::case::samples::at;

    #[test]
    fn a_clock_is_doubted_behind_its_mark_and_far_ahead_of_it_r2_5() {
        let (mark, policy) = (at("2026-06-01T10:00:00"), Policy::default());
        let found = |ahead: TimeDelta| doubt(Some(mark), mark + ahead, &policy);
        let second = TimeDelta::seconds(1);
        assert_eq!(found(-policy.clock_tolerance), None);
        assert_eq!(
            found(-policy.clock_tolerance - second),
            Some(Doubt::Behind { minutes: 2 })
        );
        assert_eq!(found(TimeDelta::days(14)), None, "longer than any holiday");
        assert_eq!(found(TimeDelta::days(14) + second), Some(Doubt::Ahead { days: 14 }));
        assert_eq!(doubt(None, mark, &policy), None, "a new store has no mark");
    }

    #[test]
    fn a_clock_that_leapt_ahead_lets_a_fob_be_stopped_and_nothing_else_r2_5() {
        let ahead = Doubt::Ahead { days: 30 };
        for goes in ["begin_check", "finish_check", "stop"] {
            assert!(ahead.lets(goes), "{goes}");
            assert!(!Doubt::Behind { minutes: 3 }.lets(goes), "{goes} (R2.4)");
        }
        assert!(Doubt::Behind { minutes: 3 }.lets("confirm_clock") && ahead.lets("confirm_clock"));
        for stops in ["revoke", "unlock", "register", "web_login", "change_policy", "amend"] {
            assert!(!ahead.lets(stops), "{stops}");
        }
        assert_eq!(ahead.refusal().code(), "E1220");
    }
}
