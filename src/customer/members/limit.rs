//! Amounts: typed with or without commas, shown with them (利用者一回当たり限度額).

use crate::domain::access::Limits;
use crate::words::{MembersLimitWords, place};

/// How many limits there are.
pub(in crate::customer) const COUNT: usize = 5;

/// The names of the limits, in the order of the screen.
pub(in crate::customer) fn names(words: &MembersLimitWords) -> [&str; COUNT] {
    [words.transfer, words.preset, words.bulk, words.payroll, words.pay_easy]
}

/// The same among other things.
pub(in crate::customer) fn named(words: &MembersLimitWords) -> [String; COUNT] {
    names(words).map(|name| words.named(place::Name(name)))
}

/// The limits in that order.
pub(in crate::customer) fn each(limits: &Limits) -> [u64; COUNT] {
    [
        limits.transfer,
        limits.preset,
        limits.bulk,
        limits.payroll,
        limits.pay_easy,
    ]
}

/// The limits of amounts in that order.
pub(in crate::customer) fn of([transfer, preset, bulk, payroll, pay_easy]: [u64; COUNT]) -> Limits {
    Limits {
        transfer,
        preset,
        bulk,
        payroll,
        pay_easy,
    }
}

/// An amount as it was typed; `None` is none, or one that is too high. Commas count for nothing, wherever they stand.
pub(in crate::customer) fn parse(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| *c != ',').collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let amount = digits.parse().ok().filter(|_| is_number)?;
    (amount <= Limits::MOST).then_some(amount)
}

/// An amount with commas.
pub(in crate::customer) fn commas(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An amount in yen.
pub(in crate::customer) fn yen(amount: u64, words: &MembersLimitWords) -> String {
    words.yen(place::Amount(&commas(amount)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_with_or_without_commas_and_shown_with_them() {
        for (typed, shown) in [
            ("0", Some("0")),
            ("999", Some("999")),
            ("1000", Some("1,000")),
            ("1,000,000", Some("1,000,000")),
            ("10,00", Some("1,000")),
            ("0001000", Some("1,000")),
            ("9999999999", Some("9,999,999,999")),
            ("10000000000", None),
            ("99999999999999999999999", None),
            ("", None),
            (",", None),
            ("-1", None),
            ("1.5", None),
            ("+1", None),
        ] {
            assert_eq!(parse(typed).map(commas).as_deref(), shown, "{typed}");
        }
    }

    #[test]
    fn limits_keep_their_order() {
        let limits = of([1, 2, 3, 4, 5]);
        assert_eq!((limits.transfer, limits.payroll), (1, 4));
        assert_eq!(each(&limits), [1, 2, 3, 4, 5]);
    }
}
