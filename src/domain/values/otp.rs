//! A one-time password, which stands nowhere but in memory (R12.3).

use std::fmt;

use super::text::{fold_code, is_digits};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};

/// A one-time password: ASCII digits, as many as the policy says. It is never written anywhere:
/// its `Debug` shows nothing, and it is wiped when it goes.
#[derive(Clone)]
pub struct Otp(zeroize::Zeroizing<String>);

impl Otp {
    /// Reads a one-time password. A thing of another form is refused and not counted (R9.1).
    pub fn parse(text: &str, policy: &Policy) -> Decision<Self> {
        let text = zeroize::Zeroizing::new(fold_code(text));
        let digits = policy.otp_digits;
        if is_digits(&text, digits as usize, digits as usize) {
            Ok(Self(text))
        } else {
            Err(Refusal::CodeForm { digits })
        }
    }

    pub(in crate::domain) fn digits(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Otp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Otp(..)")
    }
}
