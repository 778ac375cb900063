//! What TZAI004 is made of: the list of the contract's fobs and its fields.

use secrecy::SecretString;

use crate::branch::entering::{as_typed, fob_list};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::stock::{Cause, Way};
use crate::domain::values::Reason;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::Parts;
use crate::ui::message::Message;
use crate::words::{Words, place};

/// The fields of its form.
pub struct Fields {
    pub(super) cause: Entry<Cause>,
    pub(super) serial: Entry<String>,
    pub(super) code: Entry<SecretString>,
    pub(super) next: Entry<SecretString>,
    pub(super) handed_in: Entry<bool>,
    pub(super) way: Entry<Way>,
    pub(super) applied: Entry<String>,
    pub(super) waived: Entry<Option<Reason>>,
}

/// Why a fob can be issued here: the last is for another one.
const CAUSES: [Cause; 7] = [
    Cause::Loss,
    Cause::Theft,
    Cause::Defect,
    Cause::Battery,
    Cause::Expiry,
    Cause::ChangeOfHolder,
    Cause::Another,
];

/// The reason behind a key of the choice.
pub(super) fn cause_of(key: &str) -> Option<Cause> {
    CAUSES.get(key.parse::<usize>().ok()?).copied()
}

/// The key of a reason.
pub(super) fn key_of(cause: Cause) -> Option<String> {
    let number = CAUSES.iter().position(|known| *known == cause)?;
    Some(number.to_string())
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
    let own = &words.finding.issue;
    let mut form = Form::new();
    let refused = |refusal: &Refusal, words: &Words| Message::from_refusal(refusal, words);
    let options = CAUSES.iter().enumerate();
    let options = options.map(|(number, cause)| Choosable::new(number.to_string(), words.label.cause(*cause)));
    let cause = form.add(
        Field::one(own.cause, options.collect()).required().hint(own.cause_hint),
        move |text, words| cause_of(text).ok_or_else(|| refused(&Refusal::ReasonNeeded, words)),
    );
    let narrow = |field: Field, of: fn(&Policy) -> u32| match policy {
        Some(policy) => field.digits(of(policy)),
        None => field,
    };
    let serial = Field::code(own.serial, 13).required().hint(own.serial_hint);
    let serial = form.add(narrow(serial, |policy| policy.serial_max), as_typed);
    let digits = policy.map_or_else(String::new, |policy| policy.otp_digits.to_string());
    let code = Field::code(own.code, 9).hint(own.code_hint(place::Digits(&digits)));
    let code = form.add_secret(narrow(code, |policy| policy.otp_digits));
    let next = Field::code(own.next, 9).hint(own.next_hint);
    let next = form.add_secret(narrow(next, |policy| policy.otp_digits));
    let handed = [("0", own.handed_no), ("1", own.handed_yes)].map(|(key, label)| Choosable::new(key, label));
    let handed_in = form.add(
        Field::one(own.handed_in, handed.into())
            .initially("0")
            .hint(own.handed_hint),
        |text, _| Ok(text == "1"),
    );
    let ways = Way::ALL.map(|way| Choosable::new(way.as_str(), words.label.way(way)));
    let way = form.add(
        Field::one(own.way, ways.into())
            .required()
            .initially(Way::Counter.as_str())
            .hint(own.way_hint),
        move |text, words| Way::from_name(text).ok_or_else(|| refused(&Refusal::ReasonNeeded, words)),
    );
    let applied = form.add(Field::code(own.applied, 13).hint(own.applied_hint), as_typed);
    let waived = form.add(
        Field::text(own.waived, 40).hint(own.waived_hint),
        move |text, words| match text {
            "" => Ok(None),
            text => Reason::parse(text)
                .map(Some)
                .map_err(|refusal| refused(&refusal, words)),
        },
    );
    Parts {
        roster: fob_list(words),
        form,
        fields: Fields {
            cause,
            serial,
            code,
            next,
            handed_in,
            way,
            applied,
            waived,
        },
    }
}
