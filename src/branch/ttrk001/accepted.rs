//! Codes that the desk has accepted: each is used up (R6.3), so going back and on again needs no other one.

use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::values::{LoginId, ProofId, Serial};

/// The codes that were accepted on this screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Accepted(Vec<One>);

#[derive(Clone, Debug)]
struct One {
    user: LoginId,
    serial: Serial,
    proof: ProofId,
    at: Instant,
}

impl Accepted {
    /// Keeps that a code of this token was accepted for this user.
    pub(super) fn add(&mut self, user: LoginId, serial: Serial, proof: ProofId, at: Instant) {
        self.0.push(One {
            user,
            serial,
            proof,
            at,
        });
    }

    /// The newest proof for this user and serial that has not lapsed.
    pub(super) fn proof(&self, user: &LoginId, serial: &Serial, now: Instant, policy: &Policy) -> Option<ProofId> {
        let fits = |one: &&One| one.user == *user && one.serial == *serial && now < one.at + policy.check_lapse;
        self.0.iter().rev().find(fits).map(|one| one.proof)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::case::samples::{at, login, token};

    #[test]
    fn a_proof_serves_its_user_and_serial_until_it_lapses() {
        let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
        let mut accepted = Accepted::default();
        accepted.add(login("A"), token(1).serial, ProofId([1; 16]), now);
        accepted.add(login("B"), token(1).serial, ProofId([2; 16]), now);
        let proof = |user: &str, n, now| accepted.proof(&login(user), &token(n).serial, now, &policy);
        assert_eq!(proof("A", 1, now), Some(ProofId([1; 16])));
        assert_eq!(proof("B", 1, now), Some(ProofId([2; 16])));
        assert_eq!(proof("A", 2, now), None);
        assert_eq!(proof("C", 1, now), None);
        assert_eq!(proof("A", 1, now + TimeDelta::minutes(30)), None);
    }
}
