//! A walk: each step is done at the real counters and in the model, which must say the same; then everything is compared.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use madoguchi::desk::Error;
use madoguchi::portal::{Command, Outcome, SessionKey};
use proptest::prelude::*;

use super::branch::Asked;
use super::compare::model_of;
use super::model::{Answer, Model};
use super::step::{Act, Code, Step, Wait};
use crate::rules_support::counters::{authorise, operation, register, revoke, unlock};
use crate::rules_support::{Bank, confirmation, step_face, two_companies};

/// How often each answer was given to each act.
pub(crate) type Seen = BTreeMap<(&'static str, Answer), u64>;

/// Somebody who walks in both doors.
pub(crate) struct Walker<'a> {
    pub(crate) bank: Bank,
    pub(super) model: Model,
    keys: Vec<SessionKey>,
    pub(super) asked: Vec<Asked>,
    pub(super) entries: u64,
    seen: &'a mut Seen,
}

pub(super) type Walked = Result<(), TestCaseError>;

impl<'a> Walker<'a> {
    pub(crate) fn new(seen: &'a mut Seen) -> Self {
        let companies = two_companies();
        let bank = Bank::open("2026-06-08T20:00:00", &companies);
        let nobodys = SessionKey::parse(&"0".repeat(64)).unwrap();
        let model = model_of(&companies);
        let mut walker = Self {
            keys: vec![nobodys; model.users.len()],
            entries: bank.trail(),
            bank,
            model,
            asked: vec![],
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
            && let Some(user) = step.act.user()
            && self.model.admit(user).is_err()
        {
            self.login(user, true)?;
        }
        self.act(&step.act)?;
        self.compare()
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
        *self.seen.entry((what, expected)).or_default() += 1;
        Ok(given.ok())
    }

    fn login(&mut self, user: usize, right: bool) -> Walked {
        let expected = self.model.login(user, right);
        let id = self.model.users[user].id;
        let given = if right {
            self.bank.login(id)
        } else {
            self.bank.login_with(id, "nonsense")
        };
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

    fn portal(&mut self, user: usize, command: Command, right: bool, code: &str) -> Result<Outcome, Error> {
        let (key, id) = (self.keys[user].clone(), self.model.users[user].id);
        let word = if right { confirmation(id) } else { "nonsense".into() };
        self.bank.ask(&key, command, &word, code)
    }

    pub(super) fn ids(&self, users: &[usize]) -> Vec<&'static str> {
        users.iter().map(|user| self.model.users[*user].id).collect()
    }

    /// A step that the confirmation password guards: `planned` says whether it may be done and whose code is asked for.
    /// What a refusal undoes is undone in the model too; wrong ones stay counted.
    fn guarded(&mut self, user: usize, planned: Result<Option<usize>, Answer>, right: bool, code: &str) -> Answer {
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

    fn act(&mut self, act: &Act) -> Walked {
        match act {
            Act::Login { user, right } => self.login(*user, *right),
            Act::Logout { user } => {
                let gone = self.model.admit(*user).err();
                let given = self.bank.portal().logout(&self.keys[*user]);
                prop_assert!(given.is_ok(), "a session that has ended is no error");
                self.entries += 1;
                if gone.is_none() {
                    self.model.users[*user].session = None;
                }
                Ok(())
            }
            Act::Skip { user } | Act::Leave { user } => {
                let expected = self.model.admit(*user).err().unwrap_or("ok");
                if expected == "ok" {
                    self.model.used(*user, None);
                }
                let command = if matches!(act, Act::Skip { .. }) {
                    Command::Skip
                } else {
                    Command::Leave
                };
                let given = self.portal(*user, command, true, "");
                self.told("leave or skip", expected, given).map(drop)
            }
            Act::Register { user, fob, code } => {
                let digits = self.digits(Some(*fob), *code);
                let mut answer = || {
                    self.model.admit(*user)?;
                    self.model.may_register(*user, *fob)?;
                    Ok(if digits.is_empty() {
                        "E0503"
                    } else {
                        self.model.code(*fob, &digits)
                    })
                };
                let expected = answer().unwrap_or_else(|no| no);
                if expected == "ok" {
                    self.model.register(*user, *fob);
                    self.model.used(*user, None);
                }
                let given = self.portal(*user, register(self.model.fobs[*fob].serial), true, &digits);
                self.told("register", expected, given).map(drop)
            }
            Act::Authorise {
                user,
                operation: which,
                right,
                code,
            } => {
                let digits = self.digits(self.model.users[*user].fob, *code);
                let run = (*which < 2).then_some(*which);
                let session = self.model.users[*user].session;
                let running = run.is_some() && session.is_some_and(|session| session.run == run);
                let gate = self.model.admit(*user).and_then(|()| self.model.gate(*user, *which));
                let planned = gate.map(|fob| fob.filter(|_| !running));
                let expected = self.guarded(*user, planned, *right, &digits);
                if expected == "ok" {
                    self.model.used(*user, run.filter(|_| matches!(gate, Ok(Some(_)))));
                }
                let given = self.portal(*user, authorise(operation(*which)), *right, &digits);
                let what = if running { "authorise in a run" } else { "authorise" };
                if let Some(given) = self.told(what, expected, given)? {
                    let code_taken = matches!(planned, Ok(Some(_)));
                    prop_assert_eq!(given, Outcome::Authorised { code_taken }, "R5.2, R5.4");
                }
                Ok(())
            }
            Act::Unlock { user, targets, right } => {
                let company = self.model.users[*user].company;
                let planned = self.model.admit(*user).and_then(|()| {
                    if self.model.able(*user) {
                        self.model.to_unlock(company, targets, false)
                    } else {
                        Err("E0904")
                    }
                });
                let expected = self.guarded(*user, planned.as_ref().map(|_| None).map_err(|no| *no), *right, "");
                if expected == "ok" {
                    self.model.unlock(company, &planned.unwrap_or_default());
                    self.model.used(*user, None);
                }
                let given = self.portal(*user, unlock(&self.ids(targets)), *right, "");
                self.told("unlock", expected, given).map(drop)
            }
            Act::Revoke {
                user,
                targets,
                right,
                code,
            } => {
                let company = self.model.users[*user].company;
                let own = self.model.users[*user].fob;
                let digits = self.digits(own, *code);
                let planned = self.model.admit(*user).and_then(|()| {
                    if self.model.able(*user) {
                        self.model.may_be_revoked(company, targets).map(|()| own)
                    } else {
                        Err("E0702")
                    }
                });
                let expected = self.guarded(*user, planned, *right, &digits);
                if expected == "ok" {
                    self.model.used(*user, None);
                    self.model.revoke(company, targets, false);
                }
                let given = self.portal(*user, revoke(&self.ids(targets)), *right, &digits);
                self.told("revoke", expected, given).map(drop)
            }
            Act::Mend { user, overrides } => {
                let suspended = (0..self.model.users.len()).find(|user| self.model.state(*user) == "suspended");
                let targets: Vec<_> = suspended.into_iter().collect();
                self.act(&match *user {
                    Some(user) => Act::Unlock {
                        user,
                        targets,
                        right: true,
                    },
                    None => Act::DeskUnlock {
                        company: 0,
                        targets,
                        overrides: *overrides,
                        checked: true,
                    },
                })
            }
            _ => self.at_the_branch(act),
        }
    }
}
