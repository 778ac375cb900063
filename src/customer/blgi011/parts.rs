//! The form of BLGI011: serial and code, and beside them where on the fob they stand.

use secrecy::SecretString;

use crate::domain::policy::Policy;
use crate::domain::values::Serial;
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Columns of a serial of twelve digits and of a code of six with the insertion point behind them.
const SERIAL_COLUMNS: u16 = 13;
const CODE_COLUMNS: u16 = 9;
/// Rows of its fields.
pub(super) const ROWS: u16 = 2;
/// The column of the words beside the entries, in any language.
const PLACE_COLUMN: u16 = 42;

/// What is made of the words and the policy, once both are known.
pub(super) struct Parts {
    pub(super) form: Form,
    pub(super) serial: Entry<Serial>,
    pub(super) code: Entry<SecretString>,
    pub(super) policy: Policy,
}

impl Parts {
    pub(super) fn new(words: &Words, policy: Policy) -> Self {
        let own = &words.portal.register;
        let [min, max, digits] = figures(&policy);
        let mut form = Form::new();
        let serial = Field::code(own.serial, SERIAL_COLUMNS)
            .required()
            .digits(policy.serial_max)
            .hint(own.serial_hint(place::Max(&max), place::Min(&min)));
        let by = policy.clone();
        let serial = form.add(serial, move |text, words| super::serial(text, &by, words));
        let code = Field::code(own.code, CODE_COLUMNS)
            .required()
            .digits(policy.otp_digits)
            .hint(own.code_hint(place::Digits(&digits)));
        let code = form.add_secret(code);
        Self {
            form,
            serial,
            code,
            policy,
        }
    }

    /// Says the fields, and where their values stand: the serial on the back, the code on the front.
    pub(super) fn says<'a>(&'a self, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let words = &at.words.portal.register;
        let [min, max, digits] = figures(&self.policy);
        let serial = words.serial_place(place::Max(&max), place::Min(&min));
        let code = words.code_place(place::Digits(&digits));
        let told = || Self::new(at.words, self.policy.clone()).form;
        let body = body.form(self.form.in_words(at.words, told)).rows(ROWS);
        body.with_beside(PLACE_COLUMN, serial, at.theme.label)
            .with_beside(PLACE_COLUMN, code, at.theme.label)
    }
}

/// The digits of a serial, fewest and most, and those of a code.
fn figures(policy: &Policy) -> [String; 3] {
    [policy.serial_min, policy.serial_max, policy.otp_digits].map(|digits| digits.to_string())
}
