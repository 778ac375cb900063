//! BRSK006 利用者登録: a user is entered or changed in three steps, ［基本情報］, ［権限］ and ［口座・限度額］.
//!
//! The portal judges each step as it is left; nothing is written before BRSK009. Going back a step loses nothing.

mod basic;
mod bounds;
mod entry;
mod form_data;
mod rights;

use super::brsk009::{Confirmation, Wish};
use super::members::ClosedWith;
use crate::customer::screens;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::Error;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::{MembersWords, place};
use entry::{Draft, Entry};

pub use form_data::FormData;

/// A step of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// ［基本情報］.
    Basic,
    /// ［権限］.
    Rights,
    /// ［口座・限度額］.
    Bounds,
}

/// What others did to the user meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    Changed,
    Removed,
}

/// BRSK006 利用者登録.
pub struct Registration {
    /// Who is changed; none: a new user is entered.
    user: Option<LoginId>,
    step: Step,
    entry: Option<Entry>,
    meanwhile: Option<Meanwhile>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Execute.
    Next,
    /// F12 of the later steps.
    Back,
    /// The user was read.
    Read(Result<Box<FormData>, Error>),
    /// The portal judged what was typed.
    Judged(Result<(), Error>),
    /// BRSK009 is over: done, or what was entered was refused.
    Left(ClosedWith),
}

impl Answers for Msg {
    type With = ClosedWith;
}

impl Registration {
    /// The form for this user, or for a new one.
    pub(super) fn new(user: Option<LoginId>) -> Self {
        Self {
            user,
            step: Step::Basic,
            entry: None,
            meanwhile: None,
        }
    }

    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let user = self.user.clone();
        cx.customer_look("user", move |look| FormData::of(look, user.as_ref()), Msg::Read);
    }

    /// Takes what was read: the form is made of the first reading; later ones only tell what others did.
    fn hear(&mut self, form_data: Box<FormData>, cx: &mut Cx<'_, Msg>) {
        if let Some(entry) = &self.entry {
            let is_same = entry.form_data.profile() == form_data.profile();
            self.meanwhile = (!is_same).then_some(Meanwhile::Changed);
            return;
        }
        self.entry = Some(Entry::new(form_data, cx.at().words));
    }

    /// What was typed up to this step, or what is wrong.
    fn draft(&mut self, at: &Ambient<'_>) -> Result<Draft, Message> {
        match &mut self.entry {
            Some(entry) => entry.draft(self.step, at.words),
            None => Err(Message::info("I1705", at.words.members.common.reading)),
        }
    }

    /// Goes to the step and the field that a refusal is about.
    fn point_at(&mut self, refusal: &Refusal) {
        let entry = self.entry.as_mut();
        if let Some(step) = entry.and_then(|entry| entry.point_at(refusal)) {
            self.step = step;
        }
    }

    /// F10: the portal judges what was typed so far.
    fn next(&mut self, cx: &mut Cx<'_, Msg>) {
        match self.draft(cx.at()) {
            Err(message) => cx.say(message),
            Ok(draft) => {
                let is_new = self.user.is_none();
                cx.customer_look(
                    "judged",
                    move |look| {
                        let Draft {
                            login_id,
                            profile,
                            secrets,
                        } = &draft;
                        let preview = if is_new {
                            look.preview_admit(login_id, profile, secrets)
                        } else {
                            look.preview_amend(login_id, profile, secrets)
                        };
                        preview.map(|_| ())
                    },
                    Msg::Judged,
                );
            }
        }
    }

    fn judged(&mut self, answer: Result<(), Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(()) => self.go_on(cx),
            // There is more to come.
            Err(Error::Refused(Refusal::NothingAmended)) if self.step < Step::Bounds => self.go_on(cx),
            Err(error) => {
                if let Error::Refused(refusal) = &error {
                    self.point_at(refusal);
                }
                cx.customer_refused(&error);
            }
        }
    }

    fn go_on(&mut self, cx: &mut Cx<'_, Msg>) {
        match self.step {
            Step::Basic => {
                self.step = Step::Rights;
                if let Some(entry) = &mut self.entry {
                    let kind = entry.basic.kind();
                    entry.rights.suit(kind, &cx.at().words.members.form);
                }
            }
            Step::Rights => self.step = Step::Bounds,
            Step::Bounds => match self.draft(cx.at()) {
                Err(message) => cx.say(message),
                Ok(draft) => {
                    let seen = self.entry.as_ref().and_then(|entry| entry.form_data.profile());
                    let wish = Wish::entered(draft.login_id, draft.profile, draft.secrets, seen);
                    cx.open_for(Confirmation::new(wish), Msg::Left);
                }
            },
        }
    }

    /// What the step is for, and a row for what others did meanwhile.
    fn lead(&self, words: &MembersWords, at: &Ambient<'_>) -> String {
        let Some(entry) = &self.entry else {
            return words.common.reading.to_owned();
        };
        let (login_id, name) = entry.basic.who();
        let kind = entry.basic.kind().map_or("", |kind| at.words.label.kind(kind));
        let (kind, login_id, name) = (place::Kind(kind), place::LoginId(&login_id), place::Name(&name));
        let form = &words.form;
        match (self.step, &self.user) {
            (Step::Basic, None) => form.lead_new.to_owned(),
            (Step::Basic, Some(_)) => form.lead_amend(login_id, name),
            (Step::Rights, _) => form.lead_rights(kind, login_id, name),
            (Step::Bounds, _) => form.lead_limits(kind, login_id, name),
        }
    }
}

impl Screen for Registration {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK006
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let form = &at.words.members.form;
        match self.step {
            Step::Basic => form.title_basic.to_owned(),
            Step::Rights => form.title_rights.to_owned(),
            Step::Bounds => form.title_limits.to_owned(),
        }
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, self.step as usize))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (form, common) = (&at.words.members.form, &at.words.members.common);
        let label = if self.step == Step::Bounds {
            &form.confirm
        } else {
            &form.next
        };
        let mut bindings = vec![Binding::new(Function::Execute, *label, Msg::Next)];
        if self.step > Step::Basic {
            bindings.push(Binding::new(Function::Cancel, common.back, Msg::Back));
        }
        bindings
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(entry) = &mut self.entry else { return false };
        let taken = entry.typed(self.step, key);
        let off = entry.off(self.step);
        match (taken, off, key) {
            // What can't be changed says why, when someone tries.
            (false, Some(off), Key::Char(_) | Key::Left | Key::Right | Key::Backspace | Key::Delete) => {
                cx.say(Message::warn("W1702", off));
                true
            }
            (taken, ..) => taken,
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Next => self.next(cx),
            Msg::Back => {
                self.step = match self.step {
                    Step::Bounds => Step::Rights,
                    _ => Step::Basic,
                };
            }
            Msg::Read(Ok(form_data)) => self.hear(form_data, cx),
            Msg::Read(Err(Error::Refused(Refusal::NoUser { .. }))) if self.entry.is_some() => {
                self.meanwhile = Some(Meanwhile::Removed);
            }
            Msg::Read(Err(error)) => {
                if self.entry.is_none() {
                    cx.close();
                }
                cx.customer_refused(&error);
            }
            Msg::Judged(answer) => self.judged(answer, cx),
            Msg::Left(ClosedWith::Done) => cx.close_with(ClosedWith::Done),
            Msg::Left(ClosedWith::Refused(refusal)) => {
                self.point_at(&refusal);
                cx.say(Message::from_refusal(&refusal, cx.at().words));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.members;
        let body = Body::new(at).line(self.lead(words, at), at.theme.value);
        let body = if self.step == Step::Rights {
            body.gap(1)
        } else {
            body.required()
        };
        let Some(entry) = &self.entry else { return Some(body) };
        let body = entry.says(self.step, body.gap(1), at).gap(1);
        let (note, style) = match self.meanwhile {
            Some(Meanwhile::Changed) => (words.form.elsewhere, at.theme.warn),
            Some(Meanwhile::Removed) => (words.form.removed, at.theme.bad),
            None => ("", at.theme.value),
        };
        Some(body.text(note, style).rows(2))
    }

    fn dirty(&self) -> bool {
        self.entry.as_ref().is_some_and(Entry::dirty)
    }
}

/// The steps of a registration: the three of this screen, 確認 and 変更完了.
pub(super) fn steps(at: &Ambient<'_>, current: usize) -> Steps {
    let common = &at.words.members.common;
    let labels = [
        common.step_basic,
        common.step_rights,
        common.step_limits,
        common.step_confirm,
        common.step_done,
    ];
    Steps {
        labels: labels.map(str::to_owned).to_vec(),
        current,
    }
}
