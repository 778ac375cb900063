//! Values of payments: amounts, and the numbers on a transfer form and a Pay-easy bill.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{fold_code, is_digits};
use crate::domain::refusal::{Decision, Refusal};

/// An amount of money that is moved: 1 to 9,999,999,999 yen. It shows itself with commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Yen(u64);

impl Yen {
    /// The most that one payment moves.
    pub const MAX: Self = Self(9_999_999_999);

    /// The digits of [`Yen::MAX`].
    pub const DIGITS: u32 = Self::MAX.0.ilog10() + 1;

    /// That many yen, or E0511.
    pub fn new(yen: u64) -> Decision<Self> {
        if (1..=Self::MAX.0).contains(&yen) {
            Ok(Self(yen))
        } else {
            Err(Refusal::AmountForm {
                max: Self::MAX.to_string(),
            })
        }
    }

    /// Reads a typed amount: full-width digits are folded, and commas may part it, but only in threes, so that a slip of
    /// the finger is no other amount.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = fold_code(text);
        let mut groups = text.split(',');
        let first = groups.next().unwrap_or_default();
        let parted = text.contains(',');
        let fits = is_digits(first, 1, if parted { 3 } else { 16 }) && groups.all(|group| is_digits(group, 3, 3));
        let digits = if fits { text.replace(',', "") } else { String::new() };
        Self::new(digits.parse().unwrap_or(0))
    }

    /// How many yen.
    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_threes(self.0))
    }
}

impl From<Yen> for u64 {
    fn from(yen: Yen) -> Self {
        yen.0
    }
}

impl TryFrom<u64> for Yen {
    type Error = Refusal;

    fn try_from(yen: u64) -> Decision<Self> {
        Self::new(yen)
    }
}

/// A number with commas, as amounts and balances are shown: `1,000,000`.
pub fn in_threes(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

text_value! {
    /// A bank code (金融機関コード): four digits.
    BankCode
}
text_value! {
    /// Who collects a Pay-easy bill (収納機関番号): five digits.
    BillerNumber
}
text_value! {
    /// Which bill it is (納付番号): 1 to 20 digits; the hyphens that some bills print are left out.
    PaymentNumber
}
text_value! {
    /// The number that guards a bill against a slip in its payment number (確認番号): 1 to 6 digits. It is printed on the
    /// bill and has nothing to do with the confirmation password (確認用パスワード, R5.5).
    BillCheckNumber
}

/// Digits, as many as that, or E0512 that names the field.
fn digits(text: String, what: &str, min: usize, max: usize) -> Decision<String> {
    if is_digits(&text, min, max) {
        return Ok(text);
    }
    Err(Refusal::DigitsForm {
        what: what.into(),
        digits: if min == max {
            max.to_string()
        } else {
            format!("{min}-{max}")
        },
    })
}

impl BankCode {
    /// Reads a bank code.
    pub fn parse(text: &str) -> Decision<Self> {
        digits(fold_code(text), "bank_code", 4, 4).map(Self)
    }
}

impl BillerNumber {
    /// Reads a biller's number.
    pub fn parse(text: &str) -> Decision<Self> {
        digits(fold_code(text), "biller_number", 5, 5).map(Self)
    }
}

impl PaymentNumber {
    /// Reads a payment number.
    pub fn parse(text: &str) -> Decision<Self> {
        digits(fold_code(text).replace('-', ""), "payment_number", 1, 20).map(Self)
    }
}

impl BillCheckNumber {
    /// Reads the check number of a bill.
    pub fn parse(text: &str) -> Decision<Self> {
        digits(fold_code(text), "bill_check_number", 1, 6).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_they_are_typed() {
        for (typed, yen) in [
            ("1", Some(1)),
            ("９，９９９，９９９，９９９", Some(9_999_999_999)),
            ("9999999999", Some(9_999_999_999)),
            (" 1,000 ", Some(1_000)),
            ("１２３", Some(123)),
            ("007", Some(7)),
            ("0", None),
            ("10000000000", None),
            ("10,000,000,000", None),
            ("99999999999999999999", None),
            ("1,00", None),
            ("1000,000", None),
            (",100", None),
            ("1,,000", None),
            ("1,000,", None),
            ("-1", None),
            ("1.5", None),
            ("千", None),
            ("", None),
        ] {
            assert_eq!(Yen::parse(typed).ok().map(Yen::get), yen, "{typed}");
        }
        assert_eq!(Yen::parse("0").unwrap_err().code(), "E0511");
    }

    #[test]
    fn amounts_are_shown_in_threes_and_read_back() {
        for (yen, shown) in [(1, "1"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            let yen = Yen::new(yen).unwrap();
            assert_eq!(yen.to_string(), shown);
            assert_eq!(Yen::parse(shown), Ok(yen));
        }
        assert_eq!(in_threes(0), "0");
        assert!(serde_json::from_str::<Yen>("0").is_err());
        assert_eq!(serde_json::to_string(&Yen::MAX).unwrap(), "9999999999");
    }

    #[test]
    fn numbers_of_forms_and_bills() {
        assert_eq!(BankCode::parse("０００１").unwrap().as_str(), "0001");
        assert_eq!(PaymentNumber::parse("1234-5678-90").unwrap().as_str(), "1234567890");
        let bad = [
            BankCode::parse("001").is_err(),
            BankCode::parse("00001").is_err(),
            BillerNumber::parse("1234").is_err(),
            BillerNumber::parse("123456").is_err(),
            PaymentNumber::parse("-").is_err(),
            PaymentNumber::parse(&"1".repeat(21)).is_err(),
            BillCheckNumber::parse("").is_err(),
            BillCheckNumber::parse("1234567").is_err(),
        ];
        assert_eq!(bad, [true; 8]);
        assert!(PaymentNumber::parse(&"1".repeat(20)).is_ok() && BillCheckNumber::parse("123456").is_ok());
    }
}
