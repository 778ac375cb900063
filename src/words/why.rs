//! Words for the answers to why a code was refused (R6.7): the same at every door.

use serde::Deserialize;

use super::fill;
use crate::domain::otp::Why;
use crate::domain::values::Serial;

/// Each answer in one line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhyWords {
    /// Used already.
    pub used: String,
    /// Right, and used up by asking.
    pub right_now: String,
    /// Ahead; `{steps}`.
    pub early: String,
    /// Behind; `{steps}`.
    pub late: String,
    /// Of another token; `{serial}`.
    pub other_token: String,
    /// Of another length of a step; `{seconds}`.
    pub other_period: String,
    /// Nothing fits.
    pub nothing: String,
    /// What to tell the customer: `used`.
    pub tell_used: String,
    /// What to tell the customer: `right_now`.
    pub tell_right_now: String,
    /// What to tell the customer: `early`.
    pub tell_early: String,
    /// What to tell the customer: `late`.
    pub tell_late: String,
    /// What to tell the customer: `other_token`; `{serial}` is that of the right one.
    pub tell_other_token: String,
    /// What to tell the customer: `other_period`.
    pub tell_other_period: String,
    /// What to tell the customer: `nothing`.
    pub tell_nothing: String,
    /// What staff do next: another try.
    pub next_retry: String,
    /// What staff do next: resynchronise.
    pub next_clock: String,
    /// What staff do next: find the right token.
    pub next_token: String,
    /// What staff do next: the record of the token.
    pub next_stock: String,
    /// What staff do next: nothing fits.
    pub next_nothing: String,
}

impl WhyWords {
    /// The line of an answer.
    pub fn of(&self, why: &Why) -> String {
        match why {
            Why::Used => self.used.clone(),
            Why::RightNow => self.right_now.clone(),
            Why::Early(steps) => fill(&self.early, &[("steps", &steps.to_string())]),
            Why::Late(steps) => fill(&self.late, &[("steps", &steps.to_string())]),
            Why::OtherToken(serial) => fill(&self.other_token, &[("serial", serial.as_str())]),
            Why::OtherPeriod(seconds) => fill(&self.other_period, &[("seconds", &seconds.to_string())]),
            Why::Nothing => self.nothing.clone(),
        }
    }
}

impl WhyWords {
    /// What to tell the customer about a code that was refused for the token `named`.
    pub fn tell(&self, why: &Why, named: &Serial) -> String {
        match why {
            Why::Used => self.tell_used.clone(),
            Why::RightNow => self.tell_right_now.clone(),
            Why::Early(_) => self.tell_early.clone(),
            Why::Late(_) => self.tell_late.clone(),
            Why::OtherToken(_) => fill(&self.tell_other_token, &[("serial", named.as_str())]),
            Why::OtherPeriod(_) => self.tell_other_period.clone(),
            Why::Nothing => self.tell_nothing.clone(),
        }
    }

    /// What staff do next.
    pub fn next(&self, why: &Why) -> &str {
        match why {
            Why::Used | Why::RightNow => &self.next_retry,
            Why::Early(_) | Why::Late(_) => &self.next_clock,
            Why::OtherToken(_) => &self.next_token,
            Why::OtherPeriod(_) => &self.next_stock,
            Why::Nothing => &self.next_nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::token;
    use crate::ui::text;
    use crate::words::{Lang, Words};

    #[test]
    fn every_answer_to_r6_7_has_a_line_and_a_name_in_both_languages() {
        for lang in [Lang::Ja, Lang::En] {
            let words = Words::load(lang).unwrap();
            for why in [
                Why::Used,
                Why::RightNow,
                Why::Early(12),
                Why::Late(12),
                Why::OtherToken(token(1).serial),
                Why::OtherPeriod(30),
                Why::Nothing,
            ] {
                let line = words.why.of(&why);
                assert!(!line.contains(['{', '}']) && text::width(&line) <= 78, "{line}");
                let tell = words.why.tell(&why, &token(1).serial);
                assert!(text::wrap(&tell, 78).len() <= 2 && !tell.contains(['{', '}']), "{tell}");
                assert!(text::width(words.why.next(&why)) <= 78, "{}", words.why.next(&why));
                assert_ne!(words.value(why.kind()), why.kind(), "{lang:?}");
            }
            assert_ne!(words.value("explain_code"), "explain_code");
        }
    }
}
