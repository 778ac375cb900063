//! Step 2: what was checked (R10.2). What counts is worked out from the fields with every key.

mod fields;
mod said;
mod tally;

use super::super::entering::CaseData;
use crate::desk::{Command, Question};
use crate::domain::identity::{Called, Channel, Check, Document, DocumentKind, Fact, Method, Person, Try};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::{CheckId, Name, Otp, ProofId, Serial};
use crate::ui::keys::Key;
use crate::ui::kit::body::Body;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::Ambient;
use crate::words::{Words, place};
use fields::Fields;
use secrecy::ExposeSecret;

pub use said::Said;

const RIGHT: &str = "right";
const DONE: &str = "done";
/// Nothing of a choice: what was chosen by mistake is taken back with it.
const NONE: &str = "none";

/// What is entered in step 2.
pub(super) struct How {
    id: CheckId,
    check: Option<Check>,
    questions: Vec<Question>,
    person: Person,
    channel: Channel,
    form: Form,
    fields: Fields,
    fob: Option<(Serial, ProofId)>,
    /// How the answers were judged, and who answered the call back.
    tries: Vec<Try>,
    called: Option<Called>,
    /// A name of nobody of the contract that was typed as who answered: Enter once more records it.
    unsure: Option<Name>,
    /// F10 was pressed while something was yet to be judged or recorded: it goes on by itself.
    finishing: bool,
}

impl How {
    /// The form of a check that goes on: with the facts that were drawn for it, how they were judged, and who answered (R10.1).
    pub(super) fn resumed(check: &Check, reading: &CaseData, words: &Words) -> Self {
        let case = &reading.sheet.case;
        let shown = !reading.policy.facts_typed;
        let questions = check.drawn.iter().map(|fact| Question {
            fact: *fact,
            answer: shown.then(|| fact.answer(case)).flatten(),
        });
        let mut how = Self::new(
            check.id,
            questions.collect(),
            (&check.person, check.channel),
            reading,
            words,
        );
        how.take(check);
        how.mark(words);
        how.begin();
        how
    }

    /// The form for a check that was begun about a person.
    pub(super) fn new(
        id: CheckId,
        questions: Vec<Question>,
        (person, channel): (&Person, Channel),
        reading: &CaseData,
        words: &Words,
    ) -> Self {
        let (form, fields) = Fields::new(&questions, (person, channel), reading, words);
        Self {
            id,
            check: None,
            questions,
            person: person.clone(),
            channel,
            form,
            fields,
            fob: None,
            tries: Vec::new(),
            called: None,
            unsure: None,
            finishing: false,
        }
    }

    /// The form in these words, with what was judged and recorded.
    fn form(&self, reading: &CaseData, words: &Words) -> &Form {
        self.form.in_words(words, || {
            let about = (&self.person, self.channel);
            let (mut form, _) = Fields::new(&self.questions, about, reading, words);
            self.mark_on(&mut form, words);
            form
        })
    }

    /// The check's id.
    pub(super) fn id(&self) -> CheckId {
        self.id
    }

    /// Whether there is a fob whose code could be tried.
    pub(super) fn has_fobs(&self) -> bool {
        self.fields.has_fobs
    }

    /// Whether the check is confirmed already, and is added to (R10.1).
    pub(super) fn adds(&self) -> bool {
        let outcome = self.check.as_ref().map(|check| check.outcome);
        outcome == Some(crate::domain::identity::Outcome::Confirmed)
    }

    /// Takes the check itself from a reading of the contract: when it lapses stands there, and what was judged.
    pub(super) fn hear(&mut self, reading: &CaseData, words: &Words) {
        if let Some(check) = reading.sheet.check.as_ref().filter(|check| check.id == self.id) {
            self.take(check);
            self.mark(words);
        }
    }

    fn take(&mut self, check: &Check) {
        self.tries.clone_from(&check.tries);
        self.called.clone_from(&check.called);
        self.check = Some(check.clone());
    }

    fn is(&self, entry: &Entry<String>, value: &str) -> bool {
        self.form.text(entry) == value
    }

    /// The facts that were answered right.
    fn right(&self) -> Vec<Fact> {
        let asked = self.questions.iter().zip(&self.fields.facts);
        let is_right = |(question, entry): &(&Question, &Entry<String>)| {
            self.is_known(question.fact) || (self.fields.shown && self.is(entry, RIGHT))
        };
        asked.filter(is_right).map(|(question, _)| question.fact).collect()
    }

    /// What counts as it stands. Facts are in it when enough of them are right, or, in a check that failed, if any is.
    pub(super) fn methods(&self, confirmed: bool, policy: &Policy) -> Vec<Method> {
        let mut methods = Vec::new();
        if self.is(&self.fields.seal, DONE) {
            methods.push(Method::Seal);
        }
        if let Some(kind) = self.kind()
            && let Ok(document) = Document::seen(&kind, &self.form.text(&self.fields.number), policy)
        {
            methods.push(Method::Document(document));
        }
        if self.called.is_some() {
            methods.push(Method::CallBack);
        }
        let right = self.right();
        let enough = if confirmed { policy.facts_right as usize } else { 1 };
        if right.len() >= enough {
            methods.push(Method::Facts(right));
        }
        methods.extend(self.fob.as_ref().map(|(_, proof)| Method::Fob(*proof)));
        if self.fields.proxy.as_ref().is_some_and(|proxy| self.is(proxy, DONE)) {
            methods.push(Method::Proxy);
        }
        methods
    }

    /// What to finish the check with as confirmed, or what is wrong, with the focus there.
    pub(super) fn confirm(&mut self, policy: &Policy, words: &Words) -> Result<Vec<Method>, Message> {
        self.document(policy, words)?;
        let code = self.form.read(&self.fields.code, words)?;
        if !code.expose_secret().is_empty() {
            self.form.focus(&self.fields.code);
            return Err(Message::warn("W0502", words.entering.check.fob_first.to_owned()));
        }
        Ok(self.methods(true, policy))
    }

    /// The kind of document that was chosen.
    fn kind(&self) -> Option<DocumentKind> {
        let kind = self.form.text(&self.fields.kind);
        (!kind.is_empty() && kind != NONE).then_some(DocumentKind(kind))
    }

    /// Refuses a number without a kind, and one that must not be kept (R10.4).
    fn document(&mut self, policy: &Policy, words: &Words) -> Result<(), Message> {
        let number = self.form.text(&self.fields.number);
        match self.kind() {
            None if !number.is_empty() => {
                self.form.focus(&self.fields.kind);
                let field = place::Field(words.label.document);
                Err(Message::bad("E1130", words.frame.choose(field)))
            }
            None => Ok(()),
            Some(kind) => Document::seen(&kind, &number, policy).map(drop).map_err(|refusal| {
                self.form.focus(&self.fields.number);
                Message::from_refusal(&refusal, words)
            }),
        }
    }

    /// Takes a key. On the way out of an entry what was said there is judged, or recorded; of a document's number, what must not be
    /// kept is refused.
    pub(super) fn typed(
        &mut self,
        key: &Key,
        reading: &CaseData,
        words: &Words,
    ) -> Result<(bool, Option<Said>), Message> {
        let leaves = matches!(key, Key::Enter | Key::Tab | Key::Down);
        if leaves && let Some(said) = self.said_here(*key == Key::Enter, &reading.sheet.case, words)? {
            return Ok((true, Some(said)));
        }
        let was_number = self.form.is_focused(&self.fields.number);
        // What was not recorded by the key after F10 is not what F10 was pressed for.
        self.not_taken();
        let taken = self.form.typed(key);
        if was_number && leaves {
            self.document(&reading.policy, words)?;
        }
        Ok((taken, None))
    }

    /// F4: the command that tries the live code of the fob in hand.
    pub(super) fn try_fob(&mut self, reading: &CaseData, words: &Words) -> Result<(Serial, Command), Message> {
        let Ok(serial) = Serial::parse(&self.form.text(&self.fields.serial)) else {
            self.form.focus(&self.fields.serial);
            let text = words.entering.check.fob_serial_first.to_owned();
            return Err(Message::bad("E0541", text));
        };
        let code = self.form.read(&self.fields.code, words)?;
        if let Err(refusal) = Otp::parse(code.expose_secret(), &reading.policy) {
            self.form.focus(&self.fields.code);
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
        self.form.clear(&self.fields.code);
    }

    /// The code was refused: one that was judged is wiped.
    pub(super) fn refused(&mut self, refusal: Option<&Refusal>) {
        if let Some(Refusal::WrongCode { .. } | Refusal::CodeUsed | Refusal::SuspendedNow { .. }) = refusal {
            self.form.clear(&self.fields.code);
        }
        self.form.focus(&self.fields.code);
    }

    /// What is on the screen below the line of the contract: whom it is about, the form, and what counts.
    pub(super) fn body<'a>(&'a self, body: Body<'a>, at: &'a Ambient<'a>, reading: &CaseData) -> Body<'a> {
        let words = &at.words.entering.check;
        let mut body = body;
        if let Some(check) = &self.check {
            let who = at.words.label.person(&check.person);
            let until = at.words.label.soon(check.lapses(&reading.policy), at.now);
            let channel = at.words.label.channel(check.channel);
            let about = words.about(place::Channel(channel), place::Until(&until), place::Who(&who));
            body = body.line(about, at.theme.value);
        }
        let (text, style) = self.asked(at, reading);
        let body = body.line(text, style).form(self.form(reading, at.words));
        self.tally(body, at, reading)
    }
}
