//! 契約の登録: one contract is opened by hand, with its first users (R16.1). A supervisor looks at all of it before.

use chrono::NaiveDate;

use super::fields::Fields;
use super::user::{self, UserEntry};
use crate::branch::entering::reading;
use crate::branch::{off_duty, screens};
use crate::desk::{Command, Error, Outcome};
use crate::domain::amendment::UserWish;
use crate::domain::contract::Branch;
use crate::domain::era;
use crate::domain::identity::Document;
use crate::domain::opening::{Applicant, Opening};
use crate::domain::policy::{DocumentKind, Policy};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, Name};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of what is typed.
const SHORT: u16 = 24;
const LONG: u16 = 50;

/// TKYK001 契約の登録.
#[derive(Default)]
pub struct OpeningEntry {
    policy: Option<Box<Policy>>,
    entered: Option<Entered>,
    /// Its users, in the order in which they were entered.
    users: Vec<UserWish>,
    /// What was read when the person was asked whether they are sure.
    asked: Option<Box<Opening>>,
}

struct Entered {
    fields: Fields,
    number: Entry<ContractNumber>,
    start: Entry<NaiveDate>,
    agent: Entry<Option<Name>>,
    document: Entry<String>,
    tail: Entry<String>,
}

/// What the screen is told.
pub enum Msg {
    /// The policy was read.
    Read(Result<Box<Policy>, Error>),
    /// A user is added.
    User,
    /// What was entered of a user.
    Entered(UserWish),
    /// The last user is taken back.
    TakeBack,
    /// To the question.
    Execute,
    /// The person is sure.
    Sure,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

impl OpeningEntry {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    fn made(&self, at: &Ambient<'_>) -> Option<Entered> {
        let policy = self.policy.as_deref()?;
        let words = at.words;
        let (form_of, own) = (&words.contracts.form, &words.contracts.opening);
        let mut form = Form::new();
        let number = Field::code(words.cli.contract, SHORT).required().hint(form_of.number);
        let number = form.add(number, reading(ContractNumber::parse));
        let day = |text: &str| -> Decision<NaiveDate> { era::read(text).ok_or(Refusal::DateForm) };
        let start = Field::code(words.cli.start, SHORT).required().hint(form_of.day);
        let start = form.add(start, reading(day));
        let mut fields = Fields::new(form, None, words);
        if let Some(branch) = at.session().map(|who| &who.staff().branch) {
            fields.form.set(&fields.branch_code, branch.code.as_str());
            fields.form.set(&fields.branch_name, branch.name.as_str());
            fields.form.begin_here();
        }
        let form = &mut fields.form;
        let named = |text: &str| (!text.is_empty()).then(|| Name::parse(text)).transpose();
        let agent = form.add(Field::text(own.agent, LONG).hint(own.agent_hint), reading(named));
        let kinds = policy.documents.iter();
        let kinds = kinds.map(|known| Choosable::new(known.kind.0.as_str(), words.document_kind(known)));
        let document = Field::one(words.label.document, kinds.collect()).required();
        let document = form.add(document.hint(own.document_hint), |text, _| Ok(text.to_owned()));
        let check = &words.entering.check;
        let tail = Field::code(check.document_number, SHORT).hint(check.number_hint);
        let tail = form.add(tail, |text, _| Ok(text.to_owned()));
        Some(Entered {
            fields,
            number,
            start,
            agent,
            document,
            tail,
        })
    }

    fn opening(&mut self, words: &Words) -> Result<Option<Opening>, Message> {
        let Some(entered) = &mut self.entered else {
            return Ok(None);
        };
        let fields = &mut entered.fields;
        let form = &mut fields.form;
        let opening = Opening {
            number: form.read(&entered.number, words)?,
            start: form.read(&entered.start, words)?,
            phone: form.read(&fields.phone, words)?,
            address: form.read(&fields.address, words)?,
            representative: form.read(&fields.representative, words)?,
            company: form.read(&fields.company, words)?,
            kana: form.read(&fields.kana, words)?,
            branch: Branch {
                code: form.read(&fields.branch_code, words)?,
                name: form.read(&fields.branch_name, words)?,
            },
            account: form.read(&fields.account, words)?,
            applicant: form
                .read(&entered.agent, words)?
                .map_or(Applicant::Representative, Applicant::Agent),
            document: Document {
                kind: DocumentKind(form.read(&entered.document, words)?),
                tail: form.read(&entered.tail, words)?,
                ja: None,
                en: None,
            },
            users: self.users.clone(),
        };
        let refused = |refusal: &Refusal| Message::from_refusal(refusal, words);
        opening.brought().map_err(|refusal| refused(&refusal))?;
        if let Some(policy) = &self.policy {
            let document = &opening.document;
            let seen = Document::seen(&document.kind, &document.tail, policy);
            if let Err(refusal) = seen {
                form.focus(&entered.tail);
                return Err(refused(&refusal));
            }
        }
        Ok(Some(opening))
    }
}

fn question(words: &Words) -> Question {
    let words = &words.contracts.opening;
    Question::new(words.title, words.question, words.execute)
}

impl Screen for OpeningEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.opening.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, own) = (&at.words.contracts.entry, &at.words.contracts.opening);
        let none = self.users.is_empty().then(|| own.off_take_back.to_owned());
        vec![
            Binding::new(Function::Change, own.user, Msg::User),
            Binding::new(Function::Remove, words.take_back, Msg::TakeBack).unless(none),
            Binding::new(Function::Execute, own.execute, Msg::Execute).unless(off_duty(at, Duty::Amend)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look_latest("policy", |look| Ok(Box::new(look.policy().clone())), Msg::Read);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let entered = self.entered.as_mut();
        entered.is_some_and(|entered| entered.fields.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok(policy)) => {
                self.policy = Some(policy);
                if self.entered.is_none() {
                    self.entered = self.made(cx.at());
                }
            }
            Msg::User => cx.open_for(UserEntry::new(None, cx.at().words), Msg::Entered),
            Msg::Entered(wish) => {
                self.users.retain(|user| user.login_id != wish.login_id);
                self.users.push(wish);
            }
            Msg::TakeBack => {
                self.users.pop();
            }
            Msg::Execute => match self.opening(cx.at().words) {
                Ok(opening) => {
                    self.asked = opening.map(Box::new);
                    if self.asked.is_some() {
                        Confirm::new(cx.at().words, question).ask(cx, Msg::Sure);
                    }
                }
                Err(message) => cx.say(message),
            },
            Msg::Sure => {
                if let Some(opening) = self.asked.take() {
                    cx.command(Command::OpenContract(opening), Msg::Answered);
                }
            }
            Msg::Answered(Ok(_)) => {
                let waits = cx.at().words.contracts.opening.waits.to_owned();
                cx.close();
                cx.say(Message::good("I1922", waits));
            }
            Msg::Answered(Err(error)) | Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at);
        let Some(entered) = &self.entered else {
            return Some(body.line(at.words.entering.common.reading, at.theme.info));
        };
        let words = &at.words.contracts.opening;
        let told = || self.made(at).map_or_else(Form::new, |told| told.fields.form);
        let form = entered.fields.form.in_words(at.words, told);
        let body = body.form(form).yields().gap(1);
        if self.users.is_empty() {
            return Some(body.line(words.no_users, at.theme.label));
        }
        let count = self.users.len().to_string();
        let body = body.heading(words.users(place::Count(&count)));
        Some(self.users.iter().fold(body, |body, wish| {
            body.line(user::told(wish, at.words), at.theme.value).indent(0)
        }))
    }

    fn dirty(&self) -> bool {
        let entered = self.entered.as_ref();
        !self.users.is_empty() || entered.is_some_and(|entered| entered.fields.form.dirty())
    }
}
