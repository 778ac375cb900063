//! BRSK025 ワンタイムパスワード利用停止解除一覧: what staff enter for an unlock (R9.3).

use std::convert::Infallible;

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase};
use crate::branch::screens;
use crate::desk::{Act, Unlock, UserRow};
use crate::domain::calendar::Instant;
use crate::domain::draft::Entered;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::state::OtpState;
use crate::domain::values::{ContractNumber, LoginId, Reason, Serial, TokenId};
use crate::domain::{Case, authority, lockout};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::{Line, Mark, Roster};
use crate::ui::kit::users::{self, Seen};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// BRSK025 ワンタイムパスワード利用停止解除一覧.
pub struct UnlockEntry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    picked: Vec<LoginId>,
    /// In their place: a fob that nobody is registered with (R7.7).
    fob: Option<Serial>,
}

/// The fields of its form.
pub struct Fields {
    reason: Entry<String>,
}

/// What the screen is told.
pub type Msg = entering::Msg<Infallible>;

impl UnlockEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            picked: Vec::new(),
            fob: None,
        }
    }

    fn case(&self) -> Option<&Case> {
        self.open_case.read().map(|reading| &reading.sheet.case)
    }

    /// The tokens of those who were picked.
    fn tokens(&self) -> Vec<TokenId> {
        let users = self.case().into_iter().flat_map(|case| &case.users);
        let picked = users.filter(|user| self.picked.contains(&user.login_id));
        picked.filter_map(|user| user.token).collect()
    }

    /// The user who stands for the only suspended token, where there is one: nobody is asked which.
    fn lone(&self) -> Option<LoginId> {
        let rows = &self.open_case.read()?.sheet.rows;
        let mut suspended = rows.iter().filter(|row| row.state == OtpState::Suspended);
        let first = suspended.next()?;
        let alone = suspended.all(|row| row.user.token == first.user.token);
        alone.then(|| first.user.login_id.clone())
    }

    /// Who of the customer's own could unlock what is picked, or, before anything is, anything that is suspended
    /// (R9.2, R9.3).
    fn able(&self) -> Vec<LoginId> {
        let Some(reading) = self.open_case.read() else {
            return Vec::new();
        };
        let mut tokens = self.tokens();
        if tokens.is_empty() && self.fob.is_none() {
            let suspended = reading.sheet.rows.iter().filter(|row| row.state == OtpState::Suspended);
            tokens.extend(suspended.filter_map(|row| row.user.token));
        }
        let mut able: Vec<_> = tokens
            .iter()
            .flat_map(|token| authority::could_unlock(&reading.sheet.case, *token, reading.sheet.at))
            .collect();
        able.sort();
        able.dedup();
        able
    }

    /// The action as it stands, or what is missing, with the focus there.
    fn act(&mut self, at: &Ambient<'_>) -> Result<Act, Message> {
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        if self.picked.is_empty() && self.fob.is_none() {
            self.picked.extend(self.lone());
        }
        if self.picked.is_empty() && self.fob.is_none() {
            self.list_form.focus = Focus::List;
            return Err(refused(Refusal::NobodyChosen));
        }
        let override_reason = self.override_reason().map_err(|refusal| {
            self.list_form.focus = Focus::Form;
            refused(refusal)
        })?;
        let check = self.open_case.check(Action::Unlock, at.now).map_err(refused)?;
        Ok(Act::Unlock(Unlock {
            contract: self.open_case.number().clone(),
            users: self.picked.clone(),
            serial: self.fob.clone(),
            check: Some(check),
            override_reason,
        }))
    }

    /// Why a supervisor is asked though the customer could do it; refused without one (R9.3).
    fn override_reason(&self) -> Decision<Option<Reason>> {
        let able = self.able();
        if able.is_empty() {
            return Ok(None);
        }
        let parts = self.list_form.parts.as_ref();
        let text = parts.map(|parts| parts.form.text(&parts.fields.reason));
        match text.filter(|text| !text.is_empty()) {
            Some(text) => Reason::parse(&text).map(Some),
            None => Err(Refusal::CustomerCanUnlock {
                who: names(&able, ", "),
            }),
        }
    }
}

fn names(users: &[LoginId], between: &str) -> String {
    users.iter().map(LoginId::as_str).collect::<Vec<_>>().join(between)
}

impl EntryScreen for UnlockEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::BRSK025,
        title: |words| words.entering.unlock.title,
        execute: |words| words.entering.unlock.execute,
        action: Some(Action::Unlock),
        chooses: Chooses::Users,
    };
    type Fields = Fields;
    type Own = Infallible;

    fn held(&self) -> (&OpenCase, &ListForm<Fields>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<Fields>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, _: Option<&Policy>) -> Parts<Fields> {
        let (common, own) = (&words.entering.common, &words.entering.unlock);
        let mut form = Form::new();
        let field = Field::text(own.reason, 56).hint(own.reason_hint);
        let reason = form.add(field, entering::as_typed);
        Parts {
            roster: Roster::new(common.choose, users::unlock_columns(words)),
            form,
            fields: Fields { reason },
        }
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
        let tokens = self.tokens();
        let line = |row: &UserRow| {
            let suspended = row.state == OtpState::Suspended;
            Line {
                mark: if suspended {
                    Mark::Many(row.user.token.is_some_and(|token| tokens.contains(&token)))
                } else {
                    Mark::Off
                },
                cells: Seen::from(row).to_unlock(at, wide),
                style: Some(if suspended { at.theme.warn } else { at.theme.off }),
            }
        };
        let alone = reading.sheet.case.suspended_alone(at.now).map(|token| Line {
            mark: Mark::Many(self.fob.as_ref() == Some(&token.serial)),
            cells: users::fob_to_unlock(token, at),
            style: Some(at.theme.warn),
        });
        reading.sheet.rows.iter().map(line).chain(alone).collect()
    }

    fn rows(&self, reading: &CaseData, now: Instant) -> usize {
        reading.sheet.rows.len() + reading.sheet.case.suspended_alone(now).count()
    }

    /// Picks a user, and with them everyone who shares the serial; picking one of those again takes all back.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(case) = self.case() else { return false };
        let Some(user) = case.users.get(row) else {
            let index = row - case.users.len();
            let fob = case.suspended_alone(cx.at().now).nth(index);
            let Some(fob) = fob.map(|token| token.serial.clone()) else {
                return false;
            };
            self.fob = (self.fob.as_ref() != Some(&fob)).then_some(fob);
            self.picked.clear();
            return true;
        };
        let alone = std::slice::from_ref(&user.login_id);
        // Whether the customer could do it is asked when all are picked.
        if let Err(refusal) = lockout::decide(case, alone, true, cx.at().now) {
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return false;
        }
        let sharers: Vec<_> = user
            .token
            .into_iter()
            .flat_map(|token| case.sharers(token))
            .map(|user| user.login_id.clone())
            .collect();
        let login_id = user.login_id.clone();
        self.fob = None;
        let before = self.picked.len();
        self.picked.retain(|picked| !sharers.contains(picked));
        if self.picked.len() == before {
            self.picked.push(login_id);
        }
        true
    }

    fn heard(&mut self, _is_first: bool, cx: &mut Cx<'_, Msg>) {
        let found = self.open_case.found_again(Self::KIND.nameplate.id);
        if let Some(draft) = &found {
            self.picked.clone_from(&draft.entered.users);
            self.fob.clone_from(&draft.entered.serial);
        }
        let still = |case: &Case, login_id: &LoginId| {
            lockout::decide(case, std::slice::from_ref(login_id), true, cx.at().now).is_ok()
        };
        if let Some(case) = self.open_case.read().map(|reading| &reading.sheet.case) {
            self.picked.retain(|login_id| still(case, login_id));
            let is_there = |fob: &Serial| lockout::decide_alone(case, fob, cx.at().now).is_ok();
            if self.fob.as_ref().is_some_and(|fob| !is_there(fob)) {
                self.fob = None;
            }
        }
        if let Some(draft) = found {
            let counts = (draft.entered.users.len(), self.picked.len());
            self.open_case.tell_found(draft, counts, cx, || Msg::Kept);
        }
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        entering::confirm(self.act(cx.at())?, cx);
        Ok(())
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.entering.unlock;
        let body = above.list(body.gap(1), at).line(words.sharing, at.theme.value);
        let (able, rows) = (self.able(), &above.reading.sheet.rows);
        let (text, style) = if rows.iter().all(|row| row.state != OtpState::Suspended)
            && above.reading.sheet.case.suspended_alone(at.now).next().is_none()
        {
            (words.nobody.to_owned(), at.theme.warn)
        } else if able.is_empty() {
            (words.bank.to_owned(), at.theme.info)
        } else {
            let who = names(&able, at.words.deciding.shown.separator);
            (words.customer(place::Who(&who)), at.theme.warn)
        };
        let remedy = if able.is_empty() { "" } else { words.customer_remedy };
        let body = body.inward(2).line(text, style).inward(2);
        let body = body.text(remedy, at.theme.value).inward(2).rows(2).gap(1);
        above.form(body)
    }

    fn entered(&self) -> Entered {
        Entered {
            users: self.picked.clone(),
            serial: self.fob.clone(),
            ..Entered::default()
        }
    }

    fn has_form(&self) -> bool {
        !self.able().is_empty()
    }
}
