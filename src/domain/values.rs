//! Values that parse: once one exists, it has the right form.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::policy::Policy;
use super::refusal::{Decision, Refusal};

/// Writes a text value that can only be made by `parse`, and reads the same way from JSON.
macro_rules! text_value {
    ($(#[doc = $doc:literal])+ $name:ident) => {
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
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
    /// A name of a company, person or branch: NFC, 1 to 80 characters, none of them a control character.
    Name
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
    /// An account: 普通, 当座 or 貯蓄 and seven digits, such as `普通1234567`.
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
    /// A maker's name of a token: 1 to 32 printable ASCII characters.
    Maker
}
text_value! {
    /// A reason or note that staff give in their own words: NFC, 1 to 200 characters, not only spaces.
    Reason
}

/// Full-width letters, digits and signs to ASCII, every long dash to `-`, spaces at the ends away.
pub fn fold_code(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            'ー' | '−' | '‐' | '–' | '—' | '―' => '-',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => c,
        })
        .collect()
}

fn is_digits(text: &str, min: usize, max: usize) -> bool {
    (min..=max).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_ascii_of(text: &str, min: usize, max: usize, extra: &str) -> bool {
    (min..=max).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
}

/// Text that a person wrote: NFC, trimmed, no controls, not longer than `max` characters.
fn written(text: &str, max: usize) -> Decision<String> {
    let text: String = text.trim().nfc().collect();
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
    };
    if text.is_empty() || text.chars().count() > max || text.chars().any(invisible) {
        return Err(Refusal::TextForm { max });
    }
    Ok(text)
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

impl Name {
    /// Reads a name.
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, 80).map(Self)
    }
}

impl Reason {
    /// Reads a reason.
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, 200).map(Self)
    }
}

impl Kana {
    /// Reads kana as it was written; searching normalises, keeping does not.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = written(text, 120).map_err(|_| Refusal::KanaForm)?;
        let fits = |c: char| {
            matches!(c, 'ァ'..='ヿ' | 'ぁ'..='ゟ' | '｡'..='ﾟ' | '\u{3000}' | '（' | '）' | '．' | '－')
                || c.is_ascii_alphanumeric()
                || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
                || " ().-&'/,".contains(c)
        };
        if text.chars().all(fits) {
            Ok(Self(text))
        } else {
            Err(Refusal::KanaForm)
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

impl Account {
    /// Reads an account.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        let number = ["普通", "当座", "貯蓄"].iter().find_map(|kind| text.strip_prefix(kind));
        if number.is_some_and(|n| is_digits(n, 7, 7)) {
            Ok(Self(text))
        } else {
            Err(Refusal::AccountForm)
        }
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

impl Maker {
    /// Reads a maker's name.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        let fits = (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        if fits {
            Ok(Self(text))
        } else {
            Err(Refusal::TextForm { max: 32 })
        }
    }
}

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

    pub(super) fn digits(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Otp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Otp(..)")
    }
}

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
    /// One accepted one-time password, kept as the fact that it was accepted (R3.2, R10.2).
    ProofId
}
id_value! {
    /// One request: what was asked for, shown and approved (R11).
    RequestId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_text_of_8_to_12_digits_r3_2() {
        let policy = Policy::default();
        for (typed, kept) in [
            ("12345678", Some("12345678")),
            ("００００１２３４", Some("00001234")),
            (" 238801186 ", Some("238801186")),
            ("123456789012", Some("123456789012")),
            ("1234567", None),
            ("1234567890123", None),
            ("1234-5678", None),
            ("", None),
        ] {
            let serial = Serial::parse_by(typed, &policy).ok();
            assert_eq!(serial.as_ref().map(Serial::as_str), kept, "{typed}");
        }
    }

    #[test]
    fn codes_are_six_digits_and_never_printed_r12_3() {
        let policy = Policy::default();
        let code = Otp::parse("１２３456", &policy).unwrap();
        assert_eq!(code.digits(), b"123456");
        assert_eq!(format!("{code:?}"), "Otp(..)");
        for typed in ["12345", "1234567", "12345a", "", "١٢٣٤٥٦"] {
            assert_eq!(Otp::parse(typed, &policy).unwrap_err(), Refusal::CodeForm { digits: 6 });
        }
    }

    #[test]
    fn names_keep_their_letters_and_refuse_what_is_not_seen() {
        assert_eq!(Name::parse(" ㈱髙﨑① ").unwrap().as_str(), "㈱髙﨑①");
        assert_eq!(Name::parse("ガ").unwrap().as_str(), "ガ", "NFD becomes NFC");
        for bad in ["", "   ", "a\u{202E}b", "a\u{1b}[31m", "a\u{200B}b", &"あ".repeat(81)] {
            assert!(Name::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Kana::parse("ﾐﾅﾄｷﾞﾝｺｳ").is_ok());
        assert!(Kana::parse("漢字").is_err());
        assert!(Account::parse("普通１２３４５６７").is_ok());
        assert!(Phone::parse("03ー1234ー5678").is_ok());
        assert!(Phone::parse("12-34").is_err());
    }

    #[test]
    fn identifiers_read_back_what_they_show() {
        let id = CheckId([7; 16]);
        assert_eq!(CheckId::parse(&id.to_string()).unwrap(), id);
        assert!(CheckId::parse("07").is_err());
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<CheckId>(&json).unwrap(), id);
    }
}
