//! The fields of step 2: a fact each, and a method each. What can't be done by the way the customer came is off, with the reason.

use secrecy::SecretString;

use super::{DONE, NONE, RIGHT};
use crate::branch::entering::{CaseData, as_typed};
use crate::desk::Question;
use crate::domain::identity::{Channel, Fact, Person};
use crate::domain::token::{Stock, Token};
use crate::domain::values::Name;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::words::{Words, place};

/// Columns of what the caller says.
const SAID: u16 = 30;

/// The fields of the form.
pub(super) struct Fields {
    pub(super) facts: Vec<Entry<String>>,
    /// Whether staff judge the answers themselves.
    pub(super) shown: bool,
    /// How often a fact may be answered.
    pub(super) tries: usize,
    pub(super) seal: Entry<String>,
    pub(super) called: Entry<Option<Name>>,
    pub(super) kind: Entry<String>,
    pub(super) number: Entry<String>,
    pub(super) serial: Entry<String>,
    pub(super) code: Entry<SecretString>,
    pub(super) proxy: Option<Entry<String>>,
    pub(super) has_fobs: bool,
}

impl Fields {
    /// The form of a check.
    pub(super) fn new(
        questions: &[Question],
        (person, channel): (&Person, Channel),
        reading: &CaseData,
        words: &Words,
    ) -> (Form, Self) {
        let (own, label) = (&words.entering.check, &words.label);
        let mut form = Form::new();
        let shown = !reading.policy.facts_typed;
        let facts = questions
            .iter()
            .map(|question| form.add(fact(question.fact, shown, words), as_typed))
            .collect();
        let tick = |name: &str, done: &str| Field::many(name, vec![Choosable::new(DONE, done)]).hint(own.tick_hint);
        // What can't be seen on the telephone is off, and counts for nothing (R10.2).
        let seen = |field: Field| match channel {
            Channel::Telephone => field.off(own.off_by_telephone),
            Channel::Counter | Channel::Visit => field,
        };
        let none = || std::iter::once(Choosable::new(NONE, own.none));
        let seal = form.add(seen(tick(label.seal, own.seal_matches)), as_typed);
        // A call back counts only to a number that has stood for a while (R10.7).
        let called = Field::text(label.call_back, SAID).hint(own.called_hint);
        let contract = &reading.sheet.case.contract;
        let called = match contract.called_back_from(reading.sheet.at, &reading.policy) {
            Some(from) => called.off(own.phone_new(place::At(&words.moment(from)))),
            None => called,
        };
        let called = form.add(called, |text, words| match text {
            "" => Ok(None),
            text => Name::parse(text)
                .map(Some)
                .map_err(|refusal| Message::from_refusal(&refusal, words)),
        });
        let kinds = reading.policy.documents.iter();
        let kinds = kinds.map(|known| Choosable::new(known.kind.0.as_str(), words.document_kind(known)));
        let kind = Field::one(label.document, kinds.chain(none()).collect());
        let kind = form.add(seen(kind.hint(own.document_hint)), as_typed);
        let number = Field::code(own.document_number, 24).hint(own.number_hint);
        let number = form.add(seen(number), as_typed);
        let tokens = reading.sheet.case.tokens.iter();
        let issued = tokens.filter(|token| token.stock == Stock::Issued);
        // Where a serial is asked for nothing of it is shown: the fob in hand is told by its place, and by whose it is (R10.6).
        let asked = questions.iter().any(|question| question.fact == Fact::TokenSerial);
        let serials: Vec<_> = issued
            .zip(1_u32..)
            .map(|(token, place)| {
                let serial = token.serial.as_str();
                if asked {
                    Choosable::new(serial, fob(token, place, reading, words))
                } else {
                    Choosable::new(serial, serial)
                }
            })
            .collect();
        let has_fobs = !serials.is_empty();
        let serial = Field::one(label.fob, serials.into_iter().chain(none()).collect());
        let serial = form.add(serial.hint(own.fob_hint), as_typed);
        let code = form.add_secret(
            Field::code(own.fob_code, 9)
                .digits(reading.policy.otp_digits)
                .hint(own.fob_code_hint),
        );
        let is_agent = matches!(person, Person::Agent(_));
        let proxy = is_agent.then(|| form.add(seen(tick(label.proxy, own.proxy_seen)), as_typed));
        let fields = Self {
            facts,
            shown,
            tries: reading.policy.fact_tries as usize,
            seal,
            called,
            kind,
            number,
            serial,
            code,
            proxy,
            has_fobs,
        };
        (form, fields)
    }
}

/// A fob without its serial: which of them it is, and who uses it.
fn fob(token: &Token, place: u32, reading: &CaseData, words: &Words) -> String {
    let own = &words.entering.check;
    let sharers = reading.sheet.case.sharers(token.id);
    let users: Vec<_> = sharers.map(|user| user.login_id.as_str()).collect();
    let number = place.to_string();
    match users.as_slice() {
        [] => own.fob_unused(place::Number(&number)),
        [user] => own.fob_of(place::Number(&number), place::User(user)),
        [user, others @ ..] => own.fob_shared(
            place::Count(&others.len().to_string()),
            place::Number(&number),
            place::User(user),
        ),
    }
}

/// The field of a fact: what the caller says, or, where staff judge it, how it compares with the answer.
fn fact(fact: Fact, shown: bool, words: &Words) -> Field {
    let (own, label) = (&words.entering.check, &words.label);
    if !shown {
        return Field::text(label.fact(fact), SAID).hint(own.said_hint);
    }
    let answers = vec![
        Choosable::new(RIGHT, own.right),
        Choosable::new("wrong", own.wrong),
        Choosable::new("open", own.unasked),
    ];
    Field::one(label.fact(fact), answers)
        .hint(own.fact_hint)
        .initially("open")
}
