//! BRSK027 トークン失効: what staff enter for a revocation (R7.3).

mod chosen;

use std::convert::Infallible;

use chosen::Chosen;

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase};
use crate::branch::screens;
use crate::desk::{Act, Revoke, UserRow};
use crate::domain::authority::{self, Verdict, Why};
use crate::domain::calendar::{self, Instant};
use crate::domain::draft::{Entered, Unfinished};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::revocation::{self, Reason};
use crate::domain::values::{ContractNumber, LoginId};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::{Line, Mark, Roster};
use crate::ui::kit::users::{self, Seen};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// BRSK027 トークン失効.
pub struct RevokeEntry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    chosen: Chosen,
    /// Whose row was selected on the screen below.
    about: Option<LoginId>,
}

/// The fields of its form.
pub struct Fields {
    reason: Entry<Reason>,
}

/// What the screen is told.
pub type Msg = entering::Msg<Infallible>;

impl RevokeEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            chosen: Chosen::default(),
            about: None,
        }
    }

    /// With the row of that user selected, who was looked at just now: nobody else's registration is chosen by mistake.
    #[must_use]
    pub fn about(mut self, user: Option<LoginId>) -> Self {
        self.about = user;
        self
    }

    /// The reason as it is chosen now.
    fn reason(&self) -> Option<Reason> {
        let parts = self.list_form.parts.as_ref()?;
        reason_of(&parts.form.text(&parts.fields.reason))
    }

    fn users(&self) -> Vec<LoginId> {
        let reading = self.open_case.read();
        reading.map_or_else(Vec::new, |reading| {
            self.chosen.users(&reading.sheet.case, self.reason())
        })
    }

    /// Chooses again what was left half-way, but those who can't be chosen any more (R7.5); gives how many of how many.
    fn restore(&mut self, draft: &Unfinished, now: Instant) -> (usize, usize) {
        let (Some(reading), Some(parts)) = (self.open_case.read(), &mut self.list_form.parts) else {
            return (0, 0);
        };
        let (case, entered) = (&reading.sheet.case, &draft.entered);
        let users = draft.still(case, now, &reading.policy);
        let only_reason = entered.users.is_empty();
        if users.is_empty() && !only_reason {
            return (entered.users.len(), 0);
        }
        self.chosen = Chosen::of(&users, case, entered.reason);
        let number = Reason::ALL.iter().position(|reason| Some(*reason) == entered.reason);
        if let Some(number) = number {
            parts.form.set(&parts.fields.reason, &number.to_string());
        }
        let reason = usize::from(only_reason);
        (entered.users.len() + reason, users.len() + reason)
    }

    /// The action as it stands, or what is missing, with the focus there.
    fn act(&mut self, at: &Ambient<'_>) -> Result<Act, Message> {
        let refused = |refusal: &Refusal| Message::from_refusal(refusal, at.words);
        let users = self.users();
        if users.is_empty() {
            self.list_form.focus = Focus::List;
            return Err(refused(&Refusal::NobodyChosen));
        }
        let parts = self
            .list_form
            .parts
            .as_mut()
            .ok_or_else(|| refused(&Refusal::NobodyChosen))?;
        let reason = parts
            .form
            .read(&parts.fields.reason, at.words)
            .inspect_err(|_| self.list_form.focus = Focus::Form)?;
        let check = self.open_case.check(Action::Revoke, at.now).map_err(|r| refused(&r))?;
        Ok(Act::Revoke(Revoke {
            contract: self.open_case.number().clone(),
            users,
            reason,
            check: Some(check),
        }))
    }
}

fn reason_of(key: &str) -> Option<Reason> {
    let number: usize = key.parse().ok()?;
    Reason::ALL.get(number).copied()
}

impl EntryScreen for RevokeEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::BRSK027,
        title: |words| words.entering.revoke.title,
        execute: |words| words.entering.revoke.execute,
        action: Some(Action::Revoke),
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
        let (common, own) = (&words.entering.common, &words.entering.revoke);
        let mut form = Form::new();
        let options = Reason::ALL.iter().enumerate();
        let options = options.map(|(number, reason)| Choosable::new(number.to_string(), words.label.reason(*reason)));
        let field = Field::one(own.reason, options.collect())
            .required()
            .hint(own.reason_hint);
        let reason = form.add(field, |text, words| {
            reason_of(text).ok_or_else(|| Message::from_refusal(&Refusal::ReasonNeeded, words))
        });
        Parts {
            roster: Roster::new(common.choose, users::revoke_columns(words)),
            form,
            fields: Fields { reason },
        }
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
        let chosen = self.users();
        let line = |row: &UserRow| Line {
            mark: match row.user.token {
                Some(_) => Mark::Many(chosen.contains(&row.user.login_id)),
                None => Mark::Off,
            },
            cells: Seen::from(row).to_revoke(at, wide),
            style: Seen::from(row).style(at),
        };
        reading.sheet.rows.iter().map(line).collect()
    }

    /// Chooses a user or takes one out, or says why that can't be (R7.5).
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let reason = self.reason();
        let Some(reading) = self.open_case.read() else {
            return false;
        };
        let (case, policy) = (&reading.sheet.case, &reading.policy);
        let Some(user) = case.users.get(row) else { return false };
        let alone = std::slice::from_ref(&user.login_id);
        if let Err(refusal) = revocation::decide(case, alone, Reason::Exchange, cx.at().now, policy) {
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return false;
        }
        self.chosen.toggle(&user.login_id, case, reason);
        true
    }

    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        let of_users = |reading: &CaseData| {
            let mut rows = reading.sheet.rows.iter();
            rows.position(|row| Some(&row.user.login_id) == self.about.as_ref())
        };
        let row = self.open_case.read().filter(|_| is_first).and_then(of_users);
        if let (Some(row), Some(parts)) = (row, &mut self.list_form.parts) {
            parts.roster.select(row);
        }
        if let Some(draft) = self.open_case.found_again(Self::KIND.nameplate.id) {
            let counts = self.restore(&draft, cx.at().now);
            self.open_case.tell_found(draft, counts, cx, || Msg::Kept);
        }
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        entering::confirm(self.act(cx.at())?, cx);
        Ok(())
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let (words, reading) = (&at.words.entering.revoke, above.reading);
        let lost = revocation::lost(&reading.sheet.case, &self.users(), self.reason());
        let (text, style) = match authority::could_revoke(&reading.sheet.case, &lost, at.now) {
            Verdict::Customer(who) => {
                let who: Vec<_> = who.iter().map(LoginId::as_str).collect();
                (
                    words.customer(place::Who(&who.join(at.words.deciding.shown.separator))),
                    at.theme.info,
                )
            }
            Verdict::BankOnly(Why::FobLost) => (words.bank_fob_lost.to_owned(), at.theme.info),
            Verdict::BankOnly(_) => (words.bank.to_owned(), at.theme.info),
            Verdict::Nothing => (words.nobody.to_owned(), at.theme.warn),
        };
        let body = above.list(body.line(text, style), at);
        let row = reading.sheet.rows.get(above.parts.roster.selected());
        let whole = row.map(|row| Seen::from(row).whole(at.words, at.now));
        let body = body.line(whole.unwrap_or_default(), at.theme.label).inward(2);
        let body = above.form(body.gap(1));
        let opens = at.words.moment(calendar::reopens(at.now, &reading.policy));
        let body = body.line(words.reopens(place::Opens(&opens)), at.theme.value);
        let body = body.inward(2).line(words.effect, at.theme.value).inward(2);
        if self.reason().is_some_and(Reason::loses_the_fob) && !self.users().is_empty() {
            body.line(words.loss, at.theme.warn).inward(2)
        } else {
            body.gap(1)
        }
    }

    fn entered(&self) -> Entered {
        Entered {
            users: self.users(),
            reason: self.reason(),
            ..Entered::default()
        }
    }

    fn has_chosen(&self) -> bool {
        !self.chosen.is_empty()
    }
}
