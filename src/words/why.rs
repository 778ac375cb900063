//! Words for the answers to why a code was refused (R6.7): the same at every door.

use serde::Deserialize;

use super::fill;
use crate::domain::otp::Why;

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
                assert_ne!(words.value(why.kind()), why.kind(), "{lang:?}");
            }
            assert_ne!(words.value("explain_code"), "explain_code");
        }
    }
}
