//! TTRK005 パスワード停止解除: a user's stopped passwords are lifted, and first ones go by sealed letter (R17.1).

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase};
use crate::branch::screens;
use crate::desk::{Act, LiftPasswords, UserRow};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::User;
use crate::domain::values::{ContractNumber, LoginId};
use crate::domain::{authority, first};
use crate::ui::keys::Function;
use crate::ui::kit::body::Body;
use crate::ui::kit::form::Form;
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::{Col, Line, Mark, Roster};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, On};
use crate::words::{Words, place};

/// TTRK005 パスワード停止解除.
pub struct PasswordsEntry {
    open_case: OpenCase,
    list_form: ListForm<()>,
    user: Option<LoginId>,
    posts: Option<Decision<()>>,
}

/// What it alone is told.
pub enum Own {
    /// Whether a sealed letter can go anywhere.
    Posts(Decision<()>),
}

/// What the screen is told.
pub type Msg = entering::Msg<Own>;

impl PasswordsEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            user: None,
            posts: None,
        }
    }

    /// The action as it stands, or what is missing.
    fn act(&self, at: &Ambient<'_>) -> Result<Act, Message> {
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        let user = self.user.clone().ok_or(Refusal::NobodyChosen).map_err(refused)?;
        let check = self.open_case.check(Action::LiftPasswords, at.now).map_err(refused)?;
        Ok(Act::LiftPasswords(LiftPasswords {
            contract: self.open_case.number().clone(),
            user,
            check: Some(check),
        }))
    }
}

/// Whether the bank can lift it, by what stands in the contract; a letter that got lost is asked for where none is stopped too.
fn judged(reading: &CaseData, user: &User) -> Decision<()> {
    let sheet = &reading.sheet;
    let given = sheet.given.contains(&user.login_id);
    first::decide(&sheet.case, &user.login_id, given, sheet.at, &reading.policy).map(drop)
}

/// What keeps a user out, in words.
fn state(reading: &CaseData, user: &User, at: &Ambient<'_>) -> String {
    let (words, own) = (&at.words.members.service_state, &at.words.entering.passwords);
    let service = &user.service;
    let out = service.places.values().filter(|place| place.stopped).count();
    let mut parts = Vec::new();
    if service.login_stopped {
        parts.push(words.login_stopped.to_owned());
    } else if out > 0 {
        let count = out.to_string();
        parts.push(words.paused_addresses(place::Count(&count), place::State(words.login_stopped_narrow)));
    }
    if service.confirmation_stopped {
        parts.push(words.confirmation_stopped.to_owned());
    }
    if parts.is_empty() && reading.sheet.given.contains(&user.login_id) {
        parts.push(own.unchanged.to_owned());
    }
    if parts.is_empty() {
        parts.push(words.available.to_owned());
    }
    parts.join(at.words.label.comma)
}

impl EntryScreen for PasswordsEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::TTRK005,
        title: |words| words.entering.passwords.title,
        execute: |words| words.entering.passwords.execute,
        action: Some(Action::LiftPasswords),
        chooses: Chooses::User,
    };
    type Fields = ();
    type Own = Own;

    fn held(&self) -> (&OpenCase, &ListForm<()>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<()>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, _: Option<&Policy>) -> Parts<()> {
        let common = &words.entering.common;
        let columns = vec![
            Col::new(common.login_id, 10, 20),
            Col::new(common.user_name, 12, 24),
            Col::new(common.user_kind, 14, 14),
            Col::new(words.entering.passwords.state, 30, 50),
        ];
        Parts {
            roster: Roster::new(common.choose, columns),
            form: Form::new(),
            fields: (),
        }
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, _wide: bool) -> Vec<Line> {
        let line = |(row, user): (&UserRow, &User)| {
            let fits = judged(reading, user).is_ok();
            Line {
                mark: if fits {
                    Mark::One(self.user.as_ref() == Some(&user.login_id))
                } else {
                    Mark::Off
                },
                cells: vec![
                    row.user.login_id.to_string(),
                    row.user.name.to_string(),
                    at.words.label.kind(user.kind).to_owned(),
                    state(reading, user, at),
                ],
                style: Some(if fits { at.theme.warn } else { at.theme.off }),
            }
        };
        let sheet = &reading.sheet;
        sheet.rows.iter().zip(&sheet.case.users).map(line).collect()
    }

    /// Chooses the user of a row, or says why the bank lifts nothing of theirs.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(reading) = self.open_case.read() else {
            return false;
        };
        let Some(user) = reading.sheet.case.users.get(row) else {
            return false;
        };
        if let Err(refusal) = judged(reading, user) {
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return false;
        }
        self.user = Some(user.login_id.clone());
        true
    }

    /// The only user of whom something can be lifted is chosen at first; one of whom nothing can be any more is chosen no longer.
    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        if is_first {
            cx.ask_latest(
                "letters",
                |desk| desk.posts_letters(),
                |posts| Msg::Own(Own::Posts(posts)),
            );
        }
        let Some(reading) = self.open_case.read() else { return };
        let users = reading.sheet.case.users.iter().enumerate();
        let able: Vec<_> = users.filter(|(_, user)| judged(reading, user).is_ok()).collect();
        let still = self.user.take();
        let still = still.filter(|login_id| able.iter().any(|(_, user)| user.login_id == *login_id));
        let first = match able.as_slice() {
            [(row, user)] if is_first => Some((*row, user.login_id.clone())),
            _ => None,
        };
        if let Some((row, _)) = &first {
            self.list_form.begin_at(*row);
            self.list_form.focus = Focus::List;
        }
        self.user = still.or(first.map(|(_, login_id)| login_id));
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        entering::confirm(self.act(cx.at())?, cx);
        Ok(())
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.entering.passwords;
        let body = above.list(body.line(words.ask, at.theme.value).gap(1), at).gap(1);
        let sheet = &above.reading.sheet;
        let who = |user: &User| authority::lifters(&sheet.case, &user.login_id, sheet.at).count();
        let users = sheet.case.users.iter();
        let stopped = users.filter(|user| user.service.has_stopped_password());
        let (text, style) = match stopped.map(who).max() {
            None => (words.nobody, at.theme.info),
            Some(0) => (words.bank, at.theme.info),
            Some(_) => (words.company, at.theme.warn),
        };
        let body = body.line(text, style).inward(2);
        let body = body.line(words.letter, at.theme.value).inward(2);
        let body = body.line(words.approval, at.theme.label).inward(2);
        match &self.posts {
            Some(Err(refusal)) => {
                let (say, remedy) = at.words.message(refusal.code(), &refusal.facts());
                let body = body.line(say, at.theme.bad).inward(2);
                body.text(remedy, at.theme.value).inward(2).rows(2)
            }
            _ => body,
        }
    }

    fn has_form(&self) -> bool {
        false
    }

    fn has_chosen(&self) -> bool {
        false
    }

    /// Where no letter can be posted nothing is asked for, and the key says why (R17.1).
    fn fit_keys(&self, keys: &mut Vec<Binding<Msg>>, at: &Ambient<'_>) {
        let Some(Err(refusal)) = &self.posts else { return };
        let why = at.words.message(refusal.code(), &refusal.facts()).0;
        for key in keys.iter_mut().filter(|key| key.on == On::from(Function::Execute)) {
            key.unless = Some(why.clone());
        }
    }

    fn own(&mut self, msg: Own, _cx: &mut Cx<'_, Msg>) {
        let Own::Posts(posts) = msg;
        self.posts = Some(posts);
    }
}
