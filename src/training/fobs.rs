//! Virtual fobs: what the fobs of the training bank show at an instant. They exist only in training.

use std::collections::BTreeMap;
use std::fmt;

use chrono::TimeDelta;
use secrecy::ExposeSecret;

use super::{CONTRACTS, DRIFTED, TOKENS};
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::otp::{code_at, step_at};
use crate::domain::refusal::Decision;
use crate::domain::values::{ContractNumber, Serial};
use crate::intake::{contracts, pskc};

/// The fobs of a training bank, by serial.
#[derive(Debug)]
pub struct Fobs(BTreeMap<Serial, Fob>);

/// A fob and its clock.
#[derive(Debug)]
struct Fob {
    token: NewToken,
    /// How far its clock is ahead of the true time.
    ahead: TimeDelta,
    /// The contract to which it was issued.
    issued_to: Option<ContractNumber>,
}

/// What a fob shows. Its `Debug` leaves the code out (R12.3).
#[derive(Clone, PartialEq, Eq)]
pub struct FobFace {
    /// The one-time password.
    pub code: String,
    /// Seconds until the next one; at least 1.
    pub seconds_left: u32,
    /// Seconds for which a code stands.
    pub period: u32,
}

impl Fobs {
    /// The fobs of [`TOKENS`], some of them with a clock that has drifted ([`DRIFTED`]); refused where the policy asks for
    /// codes or serials of another length.
    pub fn of_the_demo(policy: &Policy) -> Decision<Self> {
        let mut fobs = Self::of(pskc::read(TOKENS, policy)?);
        for (serial, seconds) in DRIFTED {
            fobs.set_ahead(&Serial::parse(serial)?, TimeDelta::seconds(seconds));
        }
        for new in contracts::read(CONTRACTS, policy)? {
            fobs.issue(&new.contract.number, &new.issued);
        }
        Ok(fobs)
    }

    /// These fobs, with clocks that are right.
    pub fn of(tokens: impl IntoIterator<Item = NewToken>) -> Self {
        let right = tokens.into_iter().map(|token| {
            let ahead = TimeDelta::zero();
            let serial = token.serial.clone();
            let fob = Fob {
                token,
                ahead,
                issued_to: None,
            };
            (serial, fob)
        });
        Self(right.collect())
    }

    /// Notes to which contract these fobs were issued, so that they are found by it.
    pub fn issue(&mut self, contract: &ContractNumber, serials: &[Serial]) {
        for serial in serials {
            if let Some(fob) = self.0.get_mut(serial) {
                fob.issued_to = Some(contract.clone());
            }
        }
    }

    /// The contract to which a fob was issued.
    pub fn issued_to(&self, serial: &Serial) -> Option<&ContractNumber> {
        self.0.get(serial)?.issued_to.as_ref()
    }

    /// Sets the clock of a fob so far ahead of the true time; behind it if `ahead` is negative. False if there is no such
    /// fob.
    pub fn set_ahead(&mut self, serial: &Serial, ahead: TimeDelta) -> bool {
        let fob = self.0.get_mut(serial);
        fob.map(|fob| fob.ahead = ahead).is_some()
    }

    /// How far the clock of a fob is ahead of the true time; nothing of it is seen on a fob.
    pub fn ahead(&self, serial: &Serial) -> TimeDelta {
        self.0.get(serial).map_or_else(TimeDelta::zero, |fob| fob.ahead)
    }

    /// Every serial, in order.
    pub fn serials(&self) -> impl Iterator<Item = &Serial> {
        self.0.keys()
    }

    /// What the fob of that serial shows at an instant; nothing if there is no such fob. Like a real one it goes by its
    /// own clock and knows of no suspension and no expiry.
    pub fn code(&self, serial: &Serial, now: Instant) -> Option<FobFace> {
        let Fob { token, ahead, .. } = self.0.get(serial)?;
        let now = now.checked_add_signed(*ahead).unwrap_or(now);
        let step = step_at(&token.params, now);
        let next = (step + 1) * u64::from(token.params.period) + token.params.start;
        let left = next.saturating_sub(u64::try_from(now.timestamp()).unwrap_or(0));
        Some(FobFace {
            code: code_at(token.seed.expose_secret(), &token.params, step),
            seconds_left: u32::try_from(left).unwrap_or(u32::MAX),
            period: token.params.period,
        })
    }
}

impl fmt::Debug for FobFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FobFace")
            .field("seconds_left", &self.seconds_left)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, token};
    use crate::domain::otp::{Verdict, check};
    use crate::domain::values::Otp;

    fn fobs() -> Fobs {
        Fobs::of_the_demo(&Policy::default()).unwrap()
    }

    #[test]
    fn every_fob_shows_a_code_that_is_right() {
        let (fobs, now) = (fobs(), at("2026-06-01T10:15:00"));
        for serial in fobs.serials() {
            let ahead = fobs.ahead(serial);
            let face = fobs.code(serial, now - ahead).unwrap();
            let new = &fobs.0[serial].token;
            let mut token = token(1);
            token.params = new.params;
            let code = Otp::parse(&face.code, &Policy::default()).unwrap();
            let verdict = check(new.seed.expose_secret(), &token, 0, &code, now);
            assert!(matches!(verdict, Verdict::Accepted { .. }), "{serial}");
        }
    }

    #[test]
    fn a_fob_whose_clock_has_drifted_is_out_of_the_window_and_within_that_of_resynchronising_r6_5() {
        let (fobs, now, policy) = (fobs(), at("2026-06-01T10:15:00"), Policy::default());
        for (serial, seconds) in DRIFTED {
            let serial = Serial::parse(serial).unwrap();
            assert_eq!(fobs.ahead(&serial).num_seconds(), seconds);
            let (new, face) = (&fobs.0[&serial].token, fobs.code(&serial, now).unwrap());
            let mut token = token(1);
            token.params = new.params;
            let code = Otp::parse(&face.code, &policy).unwrap();
            let judged = |window| check(new.seed.expose_secret(), &token, window, &code, now);
            assert_eq!(judged(policy.otp_window), Verdict::Wrong, "{serial}");
            assert!(
                matches!(judged(policy.resync_window), Verdict::Accepted { .. }),
                "{serial}"
            );
        }
        assert!(!DRIFTED.is_empty());
    }

    #[test]
    fn a_clock_set_ahead_shows_what_comes_and_the_seconds_of_its_own() {
        let mut fobs = fobs();
        let (serial, now) = (Serial::parse("10000018").unwrap(), at("2026-06-01T10:15:00"));
        let to_come = fobs.code(&serial, now + TimeDelta::seconds(90)).unwrap();
        assert!(fobs.set_ahead(&serial, TimeDelta::seconds(90)));
        assert!(fobs.code(&serial, now).unwrap() == to_come && to_come.seconds_left == 30);
        assert!(!fobs.set_ahead(&Serial::parse("99999999").unwrap(), TimeDelta::zero()));
    }

    #[test]
    fn a_face_counts_down_and_then_changes() {
        let fobs = fobs();
        let serial = Serial::parse("10000018").unwrap();
        let face = |time: &str| fobs.code(&serial, at(&format!("2026-06-01T{time}"))).unwrap();
        for (time, left) in [("10:15:00", 60), ("10:15:01", 59), ("10:15:59", 1), ("10:16:00", 60)] {
            assert_eq!(face(time).seconds_left, left, "{time}");
        }
        assert_eq!(face("10:15:00").code, face("10:15:59").code);
        assert_ne!(face("10:15:59").code, face("10:16:00").code);
        let shown = format!("{:?} {fobs:?}", face("10:15:00"));
        assert!(!shown.contains(&face("10:15:00").code), "R12.3");
    }

    #[test]
    fn an_unknown_fob_shows_nothing_and_another_policy_is_refused() {
        let unknown = Serial::parse("99999999").unwrap();
        assert_eq!(fobs().code(&unknown, at("2026-06-01T10:15:00")), None);
        let policy = Policy {
            otp_digits: 8,
            ..Policy::default()
        };
        assert_eq!(Fobs::of_the_demo(&policy).unwrap_err().code(), "E1430");
    }
}
