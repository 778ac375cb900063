//! What TTRK002 is made of: its list and its fields.

use secrecy::SecretString;

use crate::branch::entering::fob_list;
use crate::domain::policy::Policy;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::Parts;
use crate::words::{Words, place};

/// The fields of its form.
pub struct Fields {
    pub(super) first: Entry<SecretString>,
    pub(super) second: Entry<SecretString>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
    let own = &words.entering.clock;
    let mut form = Form::new();
    let digits = policy.map_or_else(String::new, |policy| policy.otp_digits.to_string());
    let number = |name: &str| {
        let hint = own.code_hint(place::Digits(&digits));
        let field = Field::code(name, 9).required().hint(hint);
        match policy {
            Some(policy) => field.digits(policy.otp_digits),
            None => field,
        }
    };
    let first = form.add_secret(number(own.first));
    let second = form.add_secret(number(own.second));
    Parts {
        roster: fob_list(words),
        form,
        fields: Fields { first, second },
    }
}
