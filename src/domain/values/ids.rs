//! Identifiers of our own: 128 random bits each.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::domain::refusal::{Decision, Refusal};

/// Writes an identifier of our own: 128 random bits, shown as 32 hexadecimal digits.
macro_rules! id_value {
    ($(#[doc = $doc:literal])+ $name:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// Reads 32 hexadecimal digits.
            pub fn parse(text: &str) -> Decision<Self> {
                let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes());
                bytes.ok().and_then(|b| b.try_into().ok()).map(Self).ok_or(Refusal::IdForm)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = Refusal;

            fn try_from(text: String) -> Decision<Self> {
                Self::parse(&text)
            }
        }
    };
}

id_value! {
    /// One token, whatever its serial.
    TokenId
}
id_value! {
    /// One identity check (R10.1).
    CheckId
}
id_value! {
    /// One session of a member of the staff at a console: what belongs to it is no other's (R10.1).
    SessionId
}
id_value! {
    /// One accepted one-time password, kept as the fact that it was accepted (R3.2, R10.2).
    ProofId
}
id_value! {
    /// One request: what was asked for, shown and approved (R11).
    RequestId
}
id_value! {
    /// One payment.
    PaymentId
}
