//! A list of the company's users above the secrets that are asked for: BRSK025 and BRSK027 say what is their own ([`Chooses`]).

use super::Remedy;
use super::candidates::{Answer, CandidateList, Candidates};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Command, Error, Look, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::Words;

/// What is done to the users who are chosen.
pub trait Chooses: Sized + 'static {
    /// The fields below the list.
    type Fields: 'static;
    /// What the screen alone is told.
    type Own: Send + 'static;
    /// Who shares a serial is chosen together (R9.2).
    const SHARING: bool;

    /// The screen's line in the table of screens.
    fn nameplate() -> &'static Nameplate;

    /// What Execute is called.
    fn execute(words: &Words) -> &'static str;

    /// Reads the users, and whether the one who asks may do it.
    fn read(look: &Look<'_>) -> Answer;

    /// List and form, once enough is known for them.
    fn parts(words: &Words, policy: Option<&Policy>) -> Option<Parts<Self::Fields>>;

    /// What was typed, or what is missing, with the focus there.
    fn secrets(parts: &mut Parts<Self::Fields>, words: &Words) -> Result<Secrets, Message>;

    /// What is asked of the portal.
    fn command(users: Vec<LoginId>) -> Command;

    /// Wipes what was refused.
    fn forget(parts: &mut Parts<Self::Fields>, error: &Error);

    /// It was done.
    fn done(screen: &UserChoice<Self>, outcome: &Outcome, cx: &mut Cx<'_, Msg<Self::Own>>);

    /// Says what is on it.
    fn says<'a>(screen: &'a UserChoice<Self>, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a>;

    /// A key of its own.
    fn own_key(_words: &Words) -> Option<Binding<Msg<Self::Own>>> {
        None
    }

    /// Something of its own.
    fn own(_screen: &mut UserChoice<Self>, _own: Self::Own, _cx: &mut Cx<'_, Msg<Self::Own>>) {}
}

/// The screen.
pub struct UserChoice<X: Chooses> {
    pub(super) candidates: Candidates,
    pub(super) list_form: ListForm<X::Fields>,
    pub(super) remedy: Remedy,
}

/// What the screen is told; `O` is what it has of its own.
pub enum Msg<O> {
    /// Read again.
    Refresh,
    /// Execute.
    Execute,
    /// Cancel.
    Back,
    /// The users were read.
    Read(Result<Box<CandidateList>, Error>),
    /// Done, or why not.
    Done(Result<Outcome, Error>),
    /// Something of its own.
    Own(O),
}

impl<X: Chooses> UserChoice<X> {
    /// The screen with nobody chosen.
    pub fn new() -> Self {
        Self {
            candidates: Candidates::default(),
            list_form: ListForm::default(),
            remedy: Remedy::default(),
        }
    }

    fn ask(cx: &mut Cx<'_, Msg<X::Own>>) {
        cx.customer_look("users", X::read, Msg::Read);
    }

    /// List and form, where enough is known by now.
    fn parts(&self, words: &Words) -> Option<Parts<X::Fields>> {
        X::parts(words, self.candidates.reading().map(|reading| &reading.policy))
    }

    fn make_parts(&mut self, words: &Words) {
        if self.list_form.parts.is_none() {
            self.list_form.parts = self.parts(words);
        }
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg<X::Own>>) {
        let words = cx.at().words;
        let users = self.candidates.chosen();
        if users.is_empty() {
            self.list_form.focus = Focus::List;
            cx.say(Message::from_refusal(&Refusal::NobodyChosen, words));
            return;
        }
        let Some(parts) = &mut self.list_form.parts else { return };
        match X::secrets(parts, words) {
            Ok(secrets) => cx.customer_does(X::command(users), secrets, Msg::Done),
            Err(message) => {
                self.list_form.focus = Focus::Form;
                cx.say(message);
            }
        }
    }

    /// The choice stays, the secret that was refused does not.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg<X::Own>>) {
        if let Some(parts) = &mut self.list_form.parts {
            X::forget(parts, error);
            self.list_form.focus = Focus::Form;
        }
        self.remedy = Remedy::of(error);
        Self::ask(cx);
        cx.customer_refused(error);
    }
}

impl<X: Chooses> Screen for UserChoice<X> {
    type Msg = Msg<X::Own>;

    fn nameplate(&self) -> &'static Nameplate {
        X::nameplate()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(super::steps(at.words, 0))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Self::Msg>> {
        let common = &at.words.portal.common;
        let mut keys = vec![Binding::new(Function::Refresh, common.refresh, Msg::Refresh)];
        keys.extend(X::own_key(at.words));
        keys.push(Binding::new(Function::Execute, X::execute(at.words), Msg::Execute).unless(self.candidates.off(at)));
        keys.push(Binding::new(Function::Cancel, common.back, Msg::Back));
        keys
    }

    fn opened(&mut self, cx: &mut Cx<'_, Self::Msg>) {
        self.make_parts(cx.at().words);
        self.reads(cx);
    }

    fn reads(&mut self, cx: &mut Cx<'_, Self::Msg>) {
        Self::ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.candidates.reading()?.until
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Self::Msg>) -> bool {
        self.candidates.typed(&mut self.list_form, key, X::SHARING, cx)
    }

    fn update(&mut self, msg: Self::Msg, cx: &mut Cx<'_, Self::Msg>) {
        match msg {
            Msg::Refresh => {
                self.candidates.aloud = true;
                Self::ask(cx);
            }
            Msg::Execute => self.execute(cx),
            Msg::Back => cx.back(),
            Msg::Read(answer) => {
                self.candidates.hear(answer, self.list_form.roster(), cx);
                self.make_parts(cx.at().words);
            }
            Msg::Done(Ok(outcome)) => X::done(self, &outcome, cx),
            Msg::Done(Err(error)) => self.refused(&error, cx),
            Msg::Own(own) => X::own(self, own, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).hint(at.words.portal.common.list_hint);
        self.list_form.in_words(at.words, || self.parts(at.words));
        Some(X::says(self, body, at))
    }

    fn dirty(&self) -> bool {
        !self.candidates.is_empty() || self.list_form.dirty()
    }
}
