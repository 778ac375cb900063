//! A walk: each step is done at the real counters and in the model, which must say the same; then everything is compared.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use madoguchi::desk::Error;
use madoguchi::domain::values::PaymentId;
use madoguchi::portal::{Command, Outcome, Secrets, SessionKey};
use proptest::prelude::*;

use super::branch::MadeRequest;
use super::compare::{books_of, model_of};
use super::model::people::Being;
use super::model::{Answer, Model};
use super::step::{Act, Code, Step, Wait};
use crate::rules_support::{Bank, login_id, step_face, two_companies};

/// How often each answer was given to each act.
pub(crate) type Seen = BTreeMap<(&'static str, Answer), u64>;

/// Somebody who walks in both doors.
pub(crate) struct Walker<'a> {
    pub(crate) bank: Bank,
    pub(super) model: Model,
    pub(super) keys: Vec<SessionKey>,
    /// The ids of the payments of the model.
    pub(super) payments: Vec<PaymentId>,
    /// Counts up, for whatever must be new.
    pub(super) turn: usize,
    pub(super) asked: Vec<MadeRequest>,
    pub(super) entries: u64,
    /// When an entry told of logins by IDs that nobody has: the next one does a minute later (R12.1).
    strangers: Option<i64>,
    seen: &'a mut Seen,
}

pub(super) type Walked = Result<(), TestCaseError>;

impl<'a> Walker<'a> {
    pub(crate) fn new(seen: &'a mut Seen, approved_by: [usize; 2]) -> Self {
        let companies = two_companies();
        let mut bank = Bank::open("2026-06-08T20:00:00", &companies);
        let nobodys = SessionKey::parse(&"0".repeat(64)).unwrap();
        let model = model_of(&companies, approved_by);
        bank.open_books(&books_of(&model, bank.now()));
        let mut walker = Self {
            keys: vec![nobodys; model.users.len()],
            entries: bank.trail(),
            bank,
            model,
            payments: vec![],
            turn: 0,
            asked: vec![],
            strangers: None,
            seen,
        };
        walker.model.now = walker.bank.now().timestamp();
        walker
    }

    pub(crate) fn walk(&mut self, step: &Step) -> Walked {
        (0..step.times).try_for_each(|_| self.once(step))
    }

    fn once(&mut self, step: &Step) -> Walked {
        self.bank.wait(match step.wait {
            Wait::Seconds(seconds) => TimeDelta::seconds(seconds),
            Wait::Until(hour, minute, second) => {
                let time = (hour * 60 + minute) * 60 + second - 9 * 3600;
                TimeDelta::seconds((time - self.model.now).rem_euclid(86_400))
            }
        });
        self.model.now = self.bank.now().timestamp();
        if step.fresh
            && let Some(user) = self.actor(&step.act)
            && self.model.admit(user).is_err()
        {
            self.login(user, true)?;
        }
        self.turn += 1;
        self.act(&step.act)?;
        self.compare()
    }

    /// Who acts in a session.
    pub(super) fn actor(&self, act: &Act) -> Option<usize> {
        match act {
            Act::Skip { user }
            | Act::Leave { user }
            | Act::Register { user, .. }
            | Act::Authorise { user, .. }
            | Act::Unlock { user, .. }
            | Act::Pay { user, .. }
            | Act::Manage { user, .. }
            | Act::Look { user, .. }
            | Act::Revoke { user, .. } => Some(*user),
            Act::Mend { user, .. } => *user,
            Act::PayApprove { user, which, .. } | Act::PayReturn { user, which } => {
                user.or_else(|| self.model.payments[self.payment(*which)?].waits_for())
            }
            Act::PayWithdraw { user, which } => user.or_else(|| Some(self.model.payments[self.payment(*which)?].by)),
            _ => None,
        }
    }

    /// What the counter said is what the model says, and it is one entry (R12.1).
    pub(super) fn told<T>(
        &mut self,
        what: &'static str,
        expected: Answer,
        given: Result<T, Error>,
    ) -> Result<Option<T>, TestCaseError> {
        let said = given.as_ref().map_or_else(Error::code, |_| "ok");
        prop_assert_eq!(said, expected, "{}", what);
        self.entries += 1;
        let entry = self.bank.entries(1).remove(0);
        prop_assert_eq!(entry.seq, self.entries, "R12.1: one entry for each attempt: {}", what);
        prop_assert_eq!(entry.draft.code.as_deref().unwrap_or("ok"), expected, "R12.1: {}", what);
        self.seen(what, expected);
        Ok(given.ok())
    }

    pub(super) fn seen(&mut self, what: &'static str, answer: Answer) {
        *self.seen.entry((what, answer)).or_default() += 1;
    }

    pub(super) fn login(&mut self, user: usize, right: bool) -> Walked {
        let expected = self.model.login(user, right);
        let id = self.model.users[user].id;
        let word = if right {
            &self.model.users[user].words[0]
        } else {
            "nonsense"
        };
        let given = self.bank.login_with(id, word);
        if self.model.users[user].being != Being::Here {
            let now = self.model.now;
            if self.strangers.is_some_and(|told| now - told < 60) {
                prop_assert_eq!(given.err().map(|error| error.code()), Some(expected), "{}", id);
                prop_assert_eq!(self.bank.entries(1).remove(0).seq, self.entries, "one a minute");
                self.seen("login", expected);
                return Ok(());
            }
            self.strangers = Some(now);
        }
        if let Some(welcome) = self.told("login", expected, given)? {
            prop_assert_eq!(welcome.shows_registration, self.model.shows_registration(user), "R3.1");
            self.keys[user] = welcome.key;
        }
        Ok(())
    }

    /// The digits of a code of that fob.
    pub(super) fn digits(&self, fob: Option<usize>, code: Code) -> String {
        let Some(fob) = fob.map(|fob| &self.model.fobs[fob]) else {
            return "000000".into();
        };
        let step = self.model.now.div_euclid(60) + fob.drift;
        match code {
            Code::None => String::new(),
            Code::Malformed => "12345".into(),
            Code::Again => fob
                .last
                .map_or_else(|| "000000".into(), |last| step_face(fob.serial, last)),
            Code::Step(offset) => step_face(fob.serial, step + offset),
        }
    }

    pub(super) fn portal(&mut self, user: usize, command: Command, right: bool, code: &str) -> Result<Outcome, Error> {
        let secrets = self.secrets(user, right, code);
        self.bank.portal().execute(&self.keys[user], command, &secrets)
    }

    /// What somebody gives; an empty code is not given.
    pub(super) fn secrets(&self, user: usize, right: bool, code: &str) -> Secrets {
        let word = if right {
            &self.model.users[user].words[1]
        } else {
            "nonsense"
        };
        Secrets {
            confirmation: Some(word.into()),
            code: (!code.is_empty()).then(|| code.into()),
            ..Secrets::default()
        }
    }

    pub(super) fn id(&self, user: usize) -> madoguchi::domain::values::LoginId {
        login_id(self.model.users[user].id)
    }

    pub(super) fn ids(&self, users: &[usize]) -> Vec<&'static str> {
        users.iter().map(|user| self.model.users[*user].id).collect()
    }

    /// A step that the confirmation password guards: `planned` says whether it may be done and whose code is asked for.
    /// What a refusal undoes is undone in the model too; wrong ones stay counted.
    pub(super) fn guarded(
        &mut self,
        user: usize,
        planned: Result<Option<usize>, Answer>,
        right: bool,
        code: &str,
    ) -> Answer {
        let fob = match planned {
            Ok(fob) => fob,
            Err(no) => return no,
        };
        let before = self.model.clone();
        let confirmed = self.model.confirm(user, right);
        let Some(fob) = fob.filter(|_| confirmed == "ok") else {
            return confirmed;
        };
        let answer = if code.is_empty() {
            "E0503"
        } else {
            self.model.code(fob, code)
        };
        if ["E0503", "E0102", "E0602"].contains(&answer) {
            self.model = before;
        }
        answer
    }
}
