//! What to do next, said with every key: when to ask for which number.

use ratatui::style::Style;

use crate::domain::policy::Policy;
use crate::domain::token::Token;
use crate::ui::screen::Ambient;
use crate::words::place;

/// How a number stands while it is typed; its field takes nothing but digits, and no more than it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Empty,
    /// So many digits are lacking.
    Short(usize),
    Whole,
}

fn form(text: &str, digits: u32) -> Form {
    let (digits, typed) = (digits as usize, text.chars().count());
    match digits.saturating_sub(typed) {
        _ if typed == 0 => Form::Empty,
        0 => Form::Whole,
        lacking => Form::Short(lacking),
    }
}

/// The next step for what was typed so far.
pub(super) fn advice(typed: (&str, &str), token: Option<&Token>, policy: &Policy, at: &Ambient<'_>) -> (String, Style) {
    let (words, theme) = (&at.words.entering.clock, at.theme);
    let Some(token) = token else {
        return (at.words.entering.fobs.choose_first.to_owned(), theme.warn);
    };
    let (first, second) = (form(typed.0, policy.otp_digits), form(typed.1, policy.otp_digits));
    for (form, name) in [(first, words.first), (second, words.second)] {
        if let Form::Short(count) = form {
            let count = count.to_string();
            return (words.short_code(place::Count(&count), place::Name(name)), theme.value);
        }
    }
    let seconds = token.params.period.to_string();
    match (first, second) {
        (Form::Whole, Form::Whole) if typed.0 == typed.1 => (words.same.to_owned(), theme.warn),
        (Form::Whole, Form::Whole) => (words.ready.to_owned(), theme.good),
        (Form::Whole, _) => (words.wait_second(place::Seconds(&seconds)), theme.info),
        _ => (words.wait_first.to_owned(), theme.info),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_looked_at_with_every_key() {
        for (text, expected) in [
            ("", Form::Empty),
            ("0", Form::Short(5)),
            ("01234", Form::Short(1)),
            ("012345", Form::Whole),
        ] {
            assert_eq!(form(text, 6), expected, "{text}");
        }
    }
}
