//! Values that parse: once one exists, it has the right form.

mod ids;
mod otp;
mod text;
mod worded;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::policy::Policy;
use super::refusal::{Decision, Refusal};

pub use ids::{CheckId, PaymentId, ProofId, RequestId, SessionId, TokenId};
pub use mail::MailAddress;
pub use otp::Otp;
pub use payment::{BankCode, BillCheckNumber, BillerNumber, PaymentNumber, Yen, in_threes};
pub(in crate::domain) use text::invisible;
pub use text::{composed, fold_code};
use text::{is_ascii_of, is_digits};

/// Writes a text value that can only be made by `parse`, and reads the same way from JSON.
macro_rules! text_value {
    ($(#[doc = $doc:literal])+ $name:ident) => { text_value! { $(#[doc = $doc])+ $name, parse } };
    ($(#[doc = $doc:literal])+ $name:ident, $reads:ident) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Refusal;

            fn try_from(text: String) -> Decision<Self> {
                Self::$reads(&text)
            }
        }
    };
}

pub(super) mod mail;
mod payment;

text_value! {
    /// A token's serial number (シリアル番号): text of ASCII digits, leading zeros count (R3.2).
    ///
    /// How many digits is a figure of the policy, so [`Serial::parse_by`] is used where one is typed;
    /// reading one back takes any number of digits from 1 to 32.
    Serial
}
text_value! {
    /// A user's login ID (ログインID): 1 to 30 ASCII letters, digits and `-_.@`.
    LoginId
}
text_value! {
    /// A contract's number (契約番号): 3 to 16 ASCII letters, digits and hyphens.
    ContractNumber
}
text_value! {
    /// A name of a company, person or branch: as it was written (R16.4), 1 to 80 characters, none of them a control character.
    Name, stored
}
text_value! {
    /// A name in kana, full or half width, with letters, digits, spaces and `（）()・.-ー`; 1 to 120 characters.
    Kana
}
text_value! {
    /// A telephone number: 9 to 15 digits with hyphens, perhaps a leading `+`.
    Phone
}
text_value! {
    /// A postal address as it is written on a letter: 1 to 120 characters on one line, none of them a control character.
    PostalAddress, stored
}
text_value! {
    /// An account: 普通, 当座 or 貯蓄 and seven digits, such as `普通1234567`; its kind may be typed in English.
    Account
}
text_value! {
    /// A branch code: three digits.
    BranchCode
}
text_value! {
    /// A staff member's ID (担当者番号): 2 to 16 ASCII letters and digits, kept in capitals.
    StaffId
}
text_value! {
    /// A person's number at the bank (職員番号, R11.4), one a person whatever staff IDs they have: 1 to 16 ASCII letters and digits,
    /// kept in capitals.
    PersonNumber
}
text_value! {
    /// The account of the host that a console is started from: 1 to 32 ASCII letters, digits and `._-`, no hyphen first.
    HostAccount
}
text_value! {
    /// A maker's name of a token: NFC, 1 to 80 characters, none of them a control character.
    Maker, stored
}
text_value! {
    /// The number of a registered item of the mail (お問い合わせ番号): 8 to 13 ASCII digits, kept without hyphens.
    MailItem
}
text_value! {
    /// A reason or note that staff give in their own words: 1 to 200 characters, not only spaces.
    Reason, stored
}
text_value! {
    /// What a note on a contract says (覚書, R16.5): 1 to 400 characters, as it was written.
    NoteText
}

impl Serial {
    /// Reads a serial of any length a store may hold (1 to 32 digits).
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        if is_digits(&text, 1, 32) {
            Ok(Self(text))
        } else {
            Err(Refusal::SerialForm { min: 1, max: 32 })
        }
    }

    /// Reads a typed serial by the policy's number of digits (R3.2).
    pub fn parse_by(text: &str, policy: &Policy) -> Decision<Self> {
        let (min, max) = (policy.serial_min, policy.serial_max);
        let text = fold_code(text);
        if is_digits(&text, min as usize, max as usize) {
            Ok(Self(text))
        } else {
            Err(Refusal::SerialForm { min, max })
        }
    }
}

impl LoginId {
    /// Reads a login ID; full-width letters are folded.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        if is_ascii_of(&text, 1, 30, "-_.@") {
            Ok(Self(text))
        } else {
            Err(Refusal::LoginIdForm)
        }
    }
}

impl ContractNumber {
    /// Reads a contract number; full-width letters are folded.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        if is_ascii_of(&text, 3, 16, "-") {
            Ok(Self(text))
        } else {
            Err(Refusal::ContractNumberForm)
        }
    }
}

impl MailItem {
    /// Reads a number; hyphens and spaces are put aside.
    pub fn parse(text: &str) -> Decision<Self> {
        let text: String = fold_code(text).chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        if is_digits(&text, 8, 13) {
            Ok(Self(text))
        } else {
            Err(Refusal::MailItemForm)
        }
    }
}

impl Phone {
    /// Reads a telephone number.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        let body = text.strip_prefix('+').unwrap_or(&text);
        let digits = body.bytes().filter(u8::is_ascii_digit).count();
        let fits = (9..=15).contains(&digits) && body.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text)) } else { Err(Refusal::PhoneForm) }
    }
}

impl Phone {
    /// Reads a telephone number that is new to the store: it begins with 0 or `+`, which a spreadsheet takes away (R16.3).
    pub fn given(text: &str) -> Decision<Self> {
        let phone = Self::parse(text)?;
        if phone.0.starts_with(['0', '+']) {
            Ok(phone)
        } else {
            Err(Refusal::PhoneStart)
        }
    }
}

impl Phone {
    /// Whether it is the same number, however it is written.
    pub fn dials_like(&self, other: &Self) -> bool {
        let dialled = |phone: &Self| phone.0.replace('-', "");
        dialled(self) == dialled(other)
    }
}

/// The kinds of accounts, as they are kept and in English.
const ACCOUNT_KINDS: [(&str, &str); 3] = [("普通", "ordinary"), ("当座", "current"), ("貯蓄", "savings")];

impl Account {
    /// Reads an account, its kind in Japanese or in English.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text).to_ascii_lowercase();
        let read = ACCOUNT_KINDS.iter().find_map(|(kind, english)| {
            let number = text.strip_prefix(kind).or_else(|| text.strip_prefix(english))?;
            let number = number.trim_start_matches([' ', '-']);
            is_digits(number, 7, 7).then(|| format!("{kind}{number}"))
        });
        read.map(Self).ok_or(Refusal::AccountForm)
    }

    /// The kinds, as they are kept.
    pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
        ACCOUNT_KINDS.iter().map(|(kind, _)| *kind)
    }

    /// The kind that is kept for what was typed, if it is one.
    pub fn kind(text: &str) -> Option<&'static str> {
        let text = fold_code(text).to_ascii_lowercase();
        let known = ACCOUNT_KINDS
            .iter()
            .find(|(kind, english)| [kind, english].contains(&&&*text));
        known.map(|(kind, _)| *kind)
    }
}

impl BranchCode {
    /// Reads a branch code.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        if is_digits(&text, 3, 3) {
            Ok(Self(text))
        } else {
            Err(Refusal::BranchForm)
        }
    }
}

impl StaffId {
    /// Reads a staff ID; small letters become capitals.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text).to_ascii_uppercase();
        if is_ascii_of(&text, 2, 16, "") {
            Ok(Self(text))
        } else {
            Err(Refusal::StaffIdForm)
        }
    }
}

impl PersonNumber {
    /// Reads a person's number; small letters become capitals.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text).to_ascii_uppercase();
        if is_ascii_of(&text, 1, 16, "") {
            Ok(Self(text))
        } else {
            Err(Refusal::PersonNumberForm)
        }
    }
}

impl HostAccount {
    /// Reads an account's name as the host knows it.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = text.trim();
        if is_ascii_of(text, 1, 32, "._-") && !text.starts_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(Refusal::HostAccountForm)
        }
    }
}

#[cfg(test)]
mod tests;
