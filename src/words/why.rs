//! Why a code was refused, in words (R6.7).

use super::{WhyWords, place};
use crate::domain::otp::Why;
use crate::domain::values::Serial;

impl WhyWords {
    /// The line of an answer.
    pub fn of(&self, why: &Why) -> String {
        match why {
            Why::Used => self.used.to_owned(),
            Why::RightNow => self.right_now.to_owned(),
            Why::Early(steps) => self.early(place::Steps(&steps.to_string())),
            Why::Late(steps) => self.late(place::Steps(&steps.to_string())),
            Why::OtherToken(serial) => self.other_token(place::Serial(serial.as_str())),
            Why::OtherPeriod(seconds) => self.other_period(place::Seconds(&seconds.to_string())),
            Why::Nothing => self.nothing.to_owned(),
        }
    }
}

impl WhyWords {
    /// What to tell the customer about a code that was refused for the token `named`.
    pub fn tell(&self, why: &Why, named: &Serial) -> String {
        match why {
            Why::Used => self.tell_used.to_owned(),
            Why::RightNow => self.tell_right_now.to_owned(),
            Why::Early(_) => self.tell_early.to_owned(),
            Why::Late(_) => self.tell_late.to_owned(),
            Why::OtherToken(_) => self.tell_other_token(place::Serial(named.as_str())),
            Why::OtherPeriod(_) => self.tell_other_period.to_owned(),
            Why::Nothing => self.tell_nothing.to_owned(),
        }
    }

    /// What staff do next.
    pub fn next(&self, why: &Why) -> &str {
        match why {
            Why::Used | Why::RightNow => self.next_retry,
            Why::Early(_) | Why::Late(_) => self.next_clock,
            Why::OtherToken(_) => self.next_token,
            Why::OtherPeriod(_) => self.next_stock,
            Why::Nothing => self.next_nothing,
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
            let words = Words::of(lang);
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
