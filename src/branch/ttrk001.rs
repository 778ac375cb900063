//! TTRK001 トークン登録代行: what staff enter for a registration (R3.2).

mod accepted;
mod judging;
mod parts;

use accepted::Accepted;
use parts::{Fields, lines, parts};

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase};
use crate::branch::screens;
use crate::desk::{Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::draft::{Entered, Unfinished};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::registration;
use crate::domain::values::{CheckId, ContractNumber, LoginId, Serial};
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::Words;

/// TTRK001 トークン登録代行.
pub struct RegisterEntry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    user: Option<LoginId>,
    accepted: Accepted,
}

/// What the screen is told.
pub type Msg = entering::Msg<Judged>;

/// The code was judged, for this user, serial and check.
pub struct Judged {
    user: LoginId,
    serial: Serial,
    check: CheckId,
    answer: Result<Outcome, Error>,
}

impl RegisterEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            user: None,
            accepted: Accepted::default(),
        }
    }

    /// The serial as it is entered now; nothing that isn't one.
    fn serial(&self) -> Option<Serial> {
        let (parts, reading) = (self.list_form.parts.as_ref()?, self.open_case.read()?);
        Serial::parse_by(&parts.form.text(&parts.fields.serial), &reading.policy).ok()
    }

    /// Chooses again what was left half-way, if it can still be chosen (R3.1); false if it can't.
    fn restore(&mut self, draft: &Unfinished, now: Instant) -> bool {
        let (Some(reading), Some(parts)) = (self.open_case.read(), &mut self.list_form.parts) else {
            return false;
        };
        let still = draft.still(&reading.sheet.case, now, &reading.policy);
        self.user = still.into_iter().next();
        let entered = &draft.entered;
        let can = self.user.is_some() || entered.users.is_empty();
        if let Some(serial) = entered.serial.as_ref().filter(|_| can) {
            parts.form.set(&parts.fields.serial, serial.as_str());
        }
        can
    }

    /// Whether the code of what is entered now was accepted already.
    fn is_accepted(&self, now: Instant, policy: &Policy) -> bool {
        let serial = self
            .list_form
            .parts
            .as_ref()
            .map(|parts| parts.form.text(&parts.fields.serial));
        let serial = serial.and_then(|text| Serial::parse(&text).ok());
        match (&self.user, serial) {
            (Some(user), Some(serial)) => self.accepted.proof(user, &serial, now, policy).is_some(),
            _ => false,
        }
    }
}

impl EntryScreen for RegisterEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::TTRK001,
        title: |words| words.entering.register.title,
        execute: |words| words.entering.register.execute,
        action: Some(Action::Register),
        chooses: Chooses::User,
    };
    type Fields = Fields;
    type Own = Judged;

    fn held(&self) -> (&OpenCase, &ListForm<Fields>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<Fields>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
        parts(words, policy)
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
        lines(reading, self.user.as_ref(), at, wide)
    }

    /// Chooses the user of a row, or says why it can't be (R3.1).
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(reading) = self.open_case.read() else {
            return false;
        };
        let case = &reading.sheet.case;
        let Some(user) = case.users.get(row) else {
            return false;
        };
        match registration::open_to(user, case, cx.at().now) {
            Ok(()) => {
                self.user = Some(user.login_id.clone());
                true
            }
            Err(refusal) => {
                cx.say(Message::from_refusal(&refusal, cx.at().words));
                false
            }
        }
    }

    fn heard(&mut self, _is_first: bool, cx: &mut Cx<'_, Msg>) {
        if let Some(draft) = self.open_case.found_again(Self::KIND.nameplate.id) {
            let restored = self.restore(&draft, cx.at().now);
            self.open_case
                .tell_found(draft, (1, usize::from(restored)), cx, || Msg::Kept);
        }
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        self.judge(cx)
    }

    fn own(&mut self, msg: Judged, cx: &mut Cx<'_, Msg>) {
        self.judged(msg, cx);
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.entering.register;
        let body = above.list(body.line(words.ask, at.theme.value).gap(1), at);
        let body = above.form(body.gap(1));
        let accepted = if self.is_accepted(at.now, &above.reading.policy) {
            words.accepted
        } else {
            ""
        };
        let body = body.line(accepted, at.theme.good).inward(2).gap(1);
        body.line(words.approval, at.theme.value).inward(2).gap(1)
    }

    fn entered(&self) -> Entered {
        Entered {
            users: self.user.iter().cloned().collect(),
            serial: self.serial(),
            ..Entered::default()
        }
    }
}
