//! Passwords of staff and customers: Argon2id (RFC 9106) in PHC strings. Never inside a transaction: it takes its time.

mod common;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, Salt};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};

use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::StaffId;
use crate::entropy::{Entropy, Failed};
use crate::store::Kind;

/// How hard a password is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub struct Strength {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

/// Parameters read from disk are followed only up to here, so that a planted hash can't stop the branch.
const CEILING: Strength = Strength {
    memory: 256 * 1024,
    passes: 10,
};

impl Strength {
    /// What a store of that kind hashes with: 64 MiB and 3 passes for a live one, next to nothing for a training
    /// store, whose passwords stand on its login screen.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Live => Self {
                memory: 64 * 1024,
                passes: 3,
            },
            Kind::Training => Self { memory: 64, passes: 1 },
        }
    }
}

/// Refuses a password that is too short, too long or not printable ASCII (E0112).
pub(crate) fn fit(password: &SecretString, min: u32) -> Decision<()> {
    let text = password.expose_secret();
    let fits = (min as usize..=128).contains(&text.len()) && text.bytes().all(|b| (0x20..0x7F).contains(&b));
    if fits {
        Ok(())
    } else {
        Err(Refusal::PasswordForm { min })
    }
}

/// Refuses for a member of the staff what [`fit`] does, and what many people have or anybody guesses who knows the ID (E1234).
pub(crate) fn good(password: &SecretString, min: u32, staff: &StaffId) -> Decision<()> {
    fit(password, min)?;
    if common::is_common(password.expose_secret(), &[staff.as_str(), "madoguchi"]) {
        return Err(Refusal::PasswordCommon);
    }
    Ok(())
}

/// The hash of a password with a fresh salt, as a PHC string.
pub(crate) fn hash(password: &SecretString, strength: Strength, entropy: &mut dyn Entropy) -> Result<String, Failed> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt)?;
    let salt = data_encoding::BASE64_NOPAD.encode(&salt);
    let params = Params::new(strength.memory, strength.passes, 1, None).map_err(|_| Failed)?;
    let salt = Salt::from_b64(&salt).map_err(|_| Failed)?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = hasher
        .hash_password(password.expose_secret().as_bytes(), salt)
        .map_err(|_| Failed)?;
    Ok(hash.to_string())
}

/// Whether a password is the one of that hash. A hash weaker than `least` is refused (E1207), one above the ceiling
/// too.
pub(crate) fn verify(password: &SecretString, hash: &str, least: Strength) -> Decision<bool> {
    let parsed = PasswordHash::new(hash).map_err(|_| Refusal::WeakHash)?;
    let params = Params::try_from(&parsed).map_err(|_| Refusal::WeakHash)?;
    let (memory, passes) = (params.m_cost(), params.t_cost());
    let weak = memory < least.memory || passes < least.passes || parsed.algorithm.as_str() != "argon2id";
    if weak || memory > CEILING.memory || passes > CEILING.passes || params.p_cost() > 4 {
        return Err(Refusal::WeakHash);
    }
    Ok(Argon2::default()
        .verify_password(password.expose_secret().as_bytes(), &parsed)
        .is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Repeatable;

    const LIGHT: Strength = Strength { memory: 64, passes: 1 };

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let hash = hash(&"correct horse".into(), LIGHT, &mut Repeatable(1)).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert_eq!(verify(&"correct horse".into(), &hash, LIGHT), Ok(true));
        assert_eq!(verify(&"correct hors".into(), &hash, LIGHT), Ok(false));
    }

    #[test]
    fn a_live_store_refuses_the_light_hashes_of_training_and_monstrous_ones() {
        let hash = hash(&"training".into(), LIGHT, &mut Repeatable(1)).unwrap();
        assert_eq!(
            verify(&"training".into(), &hash, Strength::of(Kind::Live)),
            Err(Refusal::WeakHash)
        );
        let monstrous = hash.replace("m=64", "m=4000000");
        assert_eq!(verify(&"training".into(), &monstrous, LIGHT), Err(Refusal::WeakHash));
        assert_eq!(verify(&"training".into(), "rubbish", LIGHT), Err(Refusal::WeakHash));
    }

    #[test]
    fn the_form_of_a_password() {
        assert!(fit(&"12345678".into(), 8).is_ok());
        for bad in ["1234567", "ぱすわーど１２３４", "tab\there!", &"x".repeat(129)] {
            assert!(fit(&bad.into(), 8).is_err(), "{bad}");
        }
    }
}
