//! The customer's side of a walk: sessions, registrations, operations and tokens.

use madoguchi::portal::{Command, Outcome, Secrets};
use proptest::prelude::*;

use super::model::money::PaymentInput;
use super::step::{Act, Code, Named, Which};
use super::walk::{Walked, Walker};
use crate::rules_support::counters::{authorise, operation, register, revoke, unlock};

impl Walker<'_> {
    /// Somebody who was suspended is unlocked, or else somebody registers, so that walks don't come to nothing.
    fn mend(&mut self, by: Option<usize>, overrides: bool) -> Walked {
        let all = 0..self.model.users.len();
        if let Some(suspended) = all.clone().find(|user| self.model.state(*user) == "suspended") {
            let targets = vec![suspended];
            return self.act(&match by {
                Some(user) => Act::Unlock {
                    user,
                    targets,
                    right: true,
                },
                None => Act::DeskUnlock {
                    company: 0,
                    targets,
                    overrides,
                    checked: true,
                },
            });
        }
        let fobs = 0..self.model.fobs.len();
        let mut pairs = all.flat_map(|user| fobs.clone().map(move |fob| (user, fob)));
        let Some((user, fob)) = pairs.find(|(user, fob)| self.model.may_register(*user, *fob).is_ok()) else {
            return Ok(());
        };
        self.login(user, true)?;
        let code = Code::Step(1);
        self.act(&Act::Register { user, fob, code })
    }

    /// Whoever did something last of those who stand in a run.
    fn goes_on(&mut self, how: usize, kind: usize, yen: u64, which: Which) -> Walked {
        let session = |user: usize| self.model.users[user].session.filter(|session| session.run.is_some());
        let alive = (0..self.model.users.len()).filter(|user| self.model.admit(*user).is_ok());
        let Some(user) = alive
            .filter(|user| session(*user).is_some())
            .max_by_key(|user| session(*user).unwrap().used)
        else {
            return Ok(());
        };
        let run = session(user).and_then(|session| session.run).unwrap_or_default();
        let (right, code, by) = (true, Code::None, Some(user));
        // One that waits for them, if there is one.
        let mine = |which: &Which| {
            let payment = self.payment(*which).map(|place| &self.model.payments[place]);
            payment.is_some_and(|payment| payment.waits_for() == by)
        };
        let all = (0..self.model.payments.len()).map(|back| Which { back, of_all: false });
        let which = match all.into_iter().find(mine) {
            Some(which) => which,
            None if how > 0 && run > 1 => return self.enters_for(user, usize::from(run - 2), yen),
            None => which,
        };
        self.act(&match (how, run) {
            (0, _) => Act::Look {
                user,
                operation: run % 2,
                by_itself: false,
            },
            (_, 0 | 1) => Act::Pay {
                user,
                kind: if run == 0 { 0 } else { 1 + kind % 2 },
                account: 0,
                amounts: vec![yen],
                named: Named::Fit(kind),
                known: None,
                right,
                code,
            },
            (1, _) => Act::PayReturn { user: by, which },
            _ => Act::PayApprove {
                user: by,
                which,
                right,
                code,
            },
        })
    }

    /// A colleague enters a payment of that kind which waits for `user`, if one can.
    fn enters_for(&mut self, user: usize, kind: usize, yen: u64) -> Walked {
        let asked = PaymentInput {
            kind,
            account: 0,
            amount: yen,
            approvers: [Some(user), None],
        };
        let mut all = 0..self.model.users.len();
        let fit = |who: &usize| self.model.is_of(*who, self.model.users[user].company);
        let Some(user) = all.find(|who| fit(who) && self.model.may_pay(*who, &asked).is_ok()) else {
            return Ok(());
        };
        self.login(user, true)?;
        self.act(&Act::Pay {
            user,
            kind,
            account: 0,
            amounts: vec![yen],
            named: Named::Just(asked.approvers),
            known: None,
            right: true,
            code: Code::None,
        })
    }

    pub(super) fn act(&mut self, act: &Act) -> Walked {
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
                // Sometimes what was decided on has changed since it was seen (R11.3).
                let version = self.model.versions[self.model.users[*user].company];
                let seen = [None, Some(version), Some(version - 1)][self.turn % 3];
                let admitted = self.model.admit(*user);
                let expected = match admitted {
                    Ok(()) if seen.is_some_and(|seen| seen != version) => "E1102",
                    _ => admitted.err().unwrap_or("ok"),
                };
                if expected == "ok" {
                    self.model.used(*user, None);
                }
                let command = if matches!(act, Act::Skip { .. }) {
                    Command::Skip
                } else {
                    Command::Leave
                };
                let portal = self.bank.portal();
                let mut portal = match seen {
                    Some(seen) => portal.as_seen(seen),
                    None => portal,
                };
                let given = portal.execute(&self.keys[*user], command, &Secrets::default());
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
            Act::Mend { user, overrides } => self.mend(*user, *overrides),
            Act::GoOn { how, kind, yen, which } => self.goes_on(*how, *kind, *yen, *which),
            Act::Pay { .. } | Act::PayApprove { .. } | Act::PayReturn { .. } | Act::PayWithdraw { .. } => {
                let Some(user) = self.actor(act) else { return Ok(()) };
                self.pays(user, act)
            }
            Act::Manage {
                user,
                task,
                right,
                code,
            } => self.manages(*user, task, *right, *code),
            Act::Look {
                user,
                operation,
                by_itself,
            } => self.looks(*user, *operation, *by_itself),
            _ => self.at_the_branch(act),
        }
    }
}
