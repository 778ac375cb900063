//! Step 2: what was checked (R10.2). What counts is worked out from the fields with every key.

mod tally;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::{ExposeSecret, SecretString};

use super::super::entering::{Reading, as_typed};
use crate::desk::{Command, Question};
use crate::domain::identity::{Channel, Check, Document, DocumentKind, Fact, Method, Person};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::token::Stock;
use crate::domain::values::{CheckId, Otp, ProofId, Serial};
use crate::ui::keys::Key;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::lines;
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

const RIGHT: &str = "right";
const DONE: &str = "done";
/// Nothing of a choice: what was chosen by mistake is taken back with it.
const NONE: &str = "none";
/// The digits a serial is told by where the whole of it is not shown.
const TAIL: usize = 4;

/// What is entered in step 2.
pub(super) struct How {
    id: CheckId,
    check: Option<Check>,
    questions: Vec<Question>,
    person: Person,
    channel: Channel,
    form: Form,
    facts: Vec<Entry<String>>,
    seal: Entry<String>,
    kind: Entry<String>,
    number: Entry<String>,
    called: Entry<String>,
    serial: Entry<String>,
    code: Entry<SecretString>,
    proxy: Option<Entry<String>>,
    fob: Option<(Serial, ProofId)>,
    has_fobs: bool,
}

fn kind_of(key: &str) -> Option<DocumentKind> {
    let number: usize = key.parse().ok()?;
    DocumentKind::ALL.get(number).copied()
}

impl How {
    /// The form of a check that was left open: it goes on with the facts that were drawn for it, and nothing of what was entered
    /// before (R10.1).
    pub(super) fn resumed(check: &Check, reading: &Reading, words: &Words) -> Self {
        let case = &reading.sheet.case;
        let asked = check.drawn.iter();
        let questions = asked.filter_map(|fact| fact.answer(case).map(|answer| Question { fact: *fact, answer }));
        Self::new(
            check.id,
            questions.collect(),
            (&check.person, check.channel),
            reading,
            words,
        )
    }

    /// The form for a check that was begun about a person.
    pub(super) fn new(
        id: CheckId,
        questions: Vec<Question>,
        (person, channel): (&Person, Channel),
        reading: &Reading,
        words: &Words,
    ) -> Self {
        let (own, label) = (&words.entering.check, &words.label);
        let mut form = Form::new();
        let answers = || {
            vec![
                Choosable::new(RIGHT, own.right),
                Choosable::new("wrong", own.wrong),
                Choosable::new("open", own.unasked),
            ]
        };
        let fact = |fact: Fact| {
            Field::one(label.fact(fact), answers())
                .hint(own.fact_hint)
                .initially("open")
        };
        let facts = questions
            .iter()
            .map(|question| form.add(fact(question.fact), as_typed))
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
        let called = tick(label.call_back, own.called);
        let contract = &reading.sheet.case.contract;
        let called = match contract.called_back_from(reading.sheet.at, &reading.policy) {
            Some(from) => called.off(own.phone_new(place::At(&words.moment(from)))),
            None => called,
        };
        let called = form.add(called, as_typed);
        let kinds = DocumentKind::ALL.iter().enumerate();
        let kinds = kinds.map(|(number, kind)| Choosable::new(number.to_string(), label.document_kind(*kind)));
        let kind = Field::one(label.document, kinds.chain(none()).collect());
        let kind = form.add(seen(kind.hint(own.document_hint)), as_typed);
        let number = Field::code(own.document_number, 24).hint(own.number_hint);
        let number = form.add(seen(number), as_typed);
        let issued = reading
            .sheet
            .case
            .tokens
            .iter()
            .filter(|token| token.stock == Stock::Issued);
        // Where a serial is asked for, the fob in hand is told by its end alone: the answer stays hidden.
        let asked = questions.iter().any(|question| question.fact == Fact::TokenSerial);
        let shown = |serial: &str| match serial.len().checked_sub(TAIL) {
            Some(from) if asked => format!("..{}", &serial[from..]),
            _ => serial.to_owned(),
        };
        let serials: Vec<_> = issued
            .map(|token| token.serial.as_str())
            .map(|serial| Choosable::new(serial, shown(serial)))
            .collect();
        let has_fobs = !serials.is_empty();
        let serial = Field::one(label.fob, serials.into_iter().chain(none()).collect());
        let serial = form.add(serial.hint(own.fob_hint), as_typed);
        let code = form.add_secret(Field::code(own.fob_code, 9).hint(own.fob_code_hint));
        let is_agent = matches!(person, Person::Agent(_));
        let proxy = is_agent.then(|| form.add(seen(tick(label.proxy, own.proxy_seen)), as_typed));
        Self {
            id,
            check: None,
            questions,
            person: person.clone(),
            channel,
            form,
            facts,
            seal,
            kind,
            number,
            called,
            serial,
            code,
            proxy,
            fob: None,
            has_fobs,
        }
    }

    /// Says the same in other words.
    pub(super) fn retell(&mut self, reading: &Reading, words: &Words) {
        let told = Self::new(
            self.id,
            self.questions.clone(),
            (&self.person, self.channel),
            reading,
            words,
        );
        self.form.retell(told.form);
    }

    /// The check's id.
    pub(super) fn id(&self) -> CheckId {
        self.id
    }

    /// Whether there is a fob whose code could be tried.
    pub(super) fn has_fobs(&self) -> bool {
        self.has_fobs
    }

    /// Takes the check itself from a reading of the contract: when it lapses stands there.
    pub(super) fn hear(&mut self, reading: &Reading) {
        if let Some(check) = reading.sheet.check.as_ref().filter(|check| check.id == self.id) {
            self.check = Some(check.clone());
        }
    }

    fn is(&self, entry: &Entry<String>, value: &str) -> bool {
        self.form.text(entry) == value
    }

    /// The facts that were answered right.
    fn right(&self) -> Vec<Fact> {
        let asked = self.questions.iter().zip(&self.facts);
        asked
            .filter(|(_, entry)| self.is(entry, RIGHT))
            .map(|(question, _)| question.fact)
            .collect()
    }

    /// What counts as it stands. Facts are in it when enough of them are right, or, in a check that failed, if any is.
    pub(super) fn methods(&self, confirmed: bool, policy: &Policy) -> Vec<Method> {
        let mut methods = Vec::new();
        if self.is(&self.seal, DONE) {
            methods.push(Method::Seal);
        }
        if let Some(kind) = kind_of(&self.form.text(&self.kind))
            && let Ok(document) = Document::seen(kind, &self.form.text(&self.number), policy)
        {
            methods.push(Method::Document(document));
        }
        if self.is(&self.called, DONE) {
            methods.push(Method::CallBack);
        }
        let right = self.right();
        let enough = if confirmed { policy.facts_right as usize } else { 1 };
        if right.len() >= enough {
            methods.push(Method::Facts(right));
        }
        methods.extend(self.fob.as_ref().map(|(_, proof)| Method::Fob(*proof)));
        if self.proxy.as_ref().is_some_and(|proxy| self.is(proxy, DONE)) {
            methods.push(Method::Proxy);
        }
        methods
    }

    /// What to finish the check with as confirmed, or what is wrong, with the focus there.
    pub(super) fn confirm(&mut self, policy: &Policy, words: &Words) -> Result<Vec<Method>, Message> {
        self.document(policy, words)?;
        let code = self.form.read(&self.code, words)?;
        if !code.expose_secret().is_empty() {
            self.form.focus(&self.code);
            return Err(Message::warn("W0502", words.entering.check.fob_first.to_owned()));
        }
        Ok(self.methods(true, policy))
    }

    /// Refuses a number without a kind, and one that must not be kept (R10.4).
    fn document(&mut self, policy: &Policy, words: &Words) -> Result<(), Message> {
        let number = self.form.text(&self.number);
        match kind_of(&self.form.text(&self.kind)) {
            None if !number.is_empty() => {
                self.form.focus(&self.kind);
                let field = place::Field(words.label.document);
                Err(Message::bad("E1130", words.frame.choose(field)))
            }
            None => Ok(()),
            Some(kind) => Document::seen(kind, &number, policy).map(drop).map_err(|refusal| {
                self.form.focus(&self.number);
                Message::from_refusal(&refusal, words)
            }),
        }
    }

    /// Takes a key; on the way from the document's number to the next field, what must not be kept is refused.
    pub(super) fn typed(&mut self, key: &Key, policy: &Policy, words: &Words) -> Result<bool, Message> {
        let was_number = self.form.is_focused(&self.number);
        let taken = self.form.typed(key);
        if was_number && matches!(key, Key::Enter | Key::Tab | Key::Down) {
            self.document(policy, words)?;
        }
        Ok(taken)
    }

    /// F4: the command that tries the live code of the fob in hand.
    pub(super) fn try_fob(&mut self, reading: &Reading, words: &Words) -> Result<(Serial, Command), Message> {
        let Ok(serial) = Serial::parse(&self.form.text(&self.serial)) else {
            self.form.focus(&self.serial);
            let text = words.entering.check.fob_serial_first.to_owned();
            return Err(Message::bad("E0502", text));
        };
        let code = self.form.read(&self.code, words)?;
        if let Err(refusal) = Otp::parse(code.expose_secret(), &reading.policy) {
            self.form.focus(&self.code);
            return Err(Message::from_refusal(&refusal, words));
        }
        let command = Command::CheckCode {
            contract: reading.sheet.case.contract.number.clone(),
            serial: serial.clone(),
            code,
            user: None,
        };
        Ok((serial, command))
    }

    /// The code was accepted: it counts, and is wiped from its field.
    pub(super) fn accepted(&mut self, serial: Serial, proof: ProofId) {
        self.fob = Some((serial, proof));
        self.form.clear(&self.code);
    }

    /// The code was refused: one that was judged is wiped.
    pub(super) fn refused(&mut self, refusal: Option<&Refusal>) {
        if let Some(Refusal::WrongCode { .. } | Refusal::CodeUsed | Refusal::SuspendedNow { .. }) = refusal {
            self.form.clear(&self.code);
        }
        self.form.focus(&self.code);
    }

    pub(super) fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, reading: &Reading) {
        let words = &at.words.entering.check;
        if let Some(check) = &self.check {
            let who = at.words.label.person(&check.person);
            let until = at.words.label.soon(check.lapses(&reading.policy), at.now);
            let channel = at.words.label.channel(check.channel);
            let about = words.about(place::Channel(channel), place::Until(&until), place::Who(&who));
            lines::lead(area, 0, buf, &about, at.theme.value);
        }
        let asked = self.questions.iter().zip(&self.facts);
        let focused = asked.into_iter().find(|(_, entry)| self.form.is_focused(entry));
        let (text, style) = if let Some((question, _)) = focused {
            let fact = at.words.label.fact(question.fact);
            let answer = match question.fact {
                Fact::StartDate => &at.words.written(&question.answer),
                _ => &question.answer,
            };
            let answer = words.answer(place::Answer(answer), place::Fact(fact));
            (answer, at.theme.info)
        } else {
            let needed = reading.policy.facts_right.to_string();
            (words.answer_hidden(place::Needed(&needed)), at.theme.label)
        };
        lines::lead(area, 1, buf, &text, style);
        let place = self.place(area);
        self.form.view(place, buf, at);
        let below = Rect::new(area.x, place.bottom(), area.width, area.bottom() - place.bottom());
        self.tally(below, buf, at, reading);
    }

    /// Where the form stands: the tally below it always has its room.
    fn place(&self, area: Rect) -> Rect {
        let rows = area.height.saturating_sub(2 + tally::ROWS);
        Rect::new(area.x, area.y + 2, area.width, self.form.height().min(rows))
    }

    pub(super) fn cursor(&self, area: Rect) -> Option<Position> {
        self.form.cursor(self.place(area))
    }

    pub(super) fn hint(&self) -> String {
        self.form.hint()
    }

    pub(super) fn typing(&self) -> bool {
        self.form.typing()
    }
}
