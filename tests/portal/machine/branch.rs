//! The branch's side of a walk: codes, the three actions with their checks, and decisions about requests.

use madoguchi::desk::{Command as Ask, Outcome as Given, Register, Revoke, Unlock};
use madoguchi::domain::authority::Verdict;
use madoguchi::domain::identity::Action;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, Reason as Words, RequestId};
use proptest::prelude::*;

use super::model::day;
use super::step::Act;
use super::walk::{Walked, Walker};
use crate::rules_support::{ONE, TWO, login_id, number, serial};

pub(super) const NUMBERS: [&str; 2] = [ONE, TWO];

/// A request that was made by the branch.
pub(super) struct MadeRequest {
    pub(super) id: RequestId,
    company: usize,
    chosen: Vec<usize>,
    /// Of a registration.
    fob: Option<usize>,
    overridden: bool,
    made: i64,
    version: u64,
    could: Verdict,
    ended: bool,
}

impl Walker<'_> {
    /// A check by seal and facts, if there is to be one.
    fn check(&mut self, company: usize, checked: bool) -> Option<CheckId> {
        checked.then(|| {
            let (check, entries) = self.bank.checked(NUMBERS[company]);
            self.entries += entries;
            check
        })
    }

    fn desk_code(
        &mut self,
        company: usize,
        fob: usize,
        user: Option<usize>,
        digits: &str,
    ) -> Result<Option<Given>, TestCaseError> {
        let mut answer = || {
            if digits.len() != 6 {
                return Err("E0102");
            }
            match user {
                Some(user) if !self.model.is_of(user, company) => return Err("E0202"),
                Some(user) => self.model.may_register(user, fob)?,
                None if self.model.fobs[fob].company != company => return Err("E0301"),
                None => self.model.fit(fob)?,
            }
            Ok(self.model.code(fob, digits))
        };
        let expected = answer().unwrap_or_else(|no| no);
        let given = self.bank.by_teller(Ask::CheckCode {
            contract: number(NUMBERS[company]),
            serial: serial(self.model.fobs[fob].serial),
            code: digits.into(),
            user: user.map(|user| login_id(self.model.users[user].id)),
        });
        self.told("branch checks a code", expected, given)
    }

    /// Keeps a request that waits, with what it looked like when it was made.
    fn keep(
        &mut self,
        given: Option<Given>,
        company: usize,
        chosen: &[usize],
        fob: Option<usize>,
        overridden: bool,
    ) -> Walked {
        if let Some(given) = given {
            let Given::Waiting { request, .. } = given else {
                return Err(TestCaseError::fail("R11.1: what raises risk waits for another person"));
            };
            self.asked.push(MadeRequest {
                id: request,
                company,
                chosen: chosen.to_vec(),
                fob,
                overridden,
                made: self.model.now,
                version: self.model.versions[company],
                could: self.could(company, fob.is_some()),
                ended: false,
            });
        }
        Ok(())
    }

    /// What the branch is told about who could do it themselves: part of what was shown.
    fn could(&self, company: usize, registers: bool) -> Verdict {
        let action = if registers { Action::Register } else { Action::Unlock };
        let mut verdicts = self.bank.sheet(NUMBERS[company]).verdicts.into_iter();
        verdicts.find(|(of, _)| *of == action).unwrap().1
    }

    fn newest(&self, newest: usize) -> Option<usize> {
        self.asked.len().checked_sub(newest + 1)
    }

    fn approve(&mut self, newest: usize, by_teller: bool) -> Walked {
        let Some(place) = self.newest(newest) else {
            return Ok(());
        };
        let asked = &self.asked[place];
        let (company, request) = (asked.company, asked.id);
        let planned = match asked.fob {
            Some(fob) => self.model.may_register(asked.chosen[0], fob).map(|()| vec![fob]),
            None => self.model.to_unlock(company, &asked.chosen, !asked.overridden),
        };
        let same =
            asked.version == self.model.versions[company] && asked.could == self.could(company, asked.fob.is_some());
        let expected = match (by_teller, asked.ended) {
            (true, _) => "E1203",
            (_, true) => "E1104",
            _ if self.bank.has_lapsed(day(asked.made), day(self.model.now)) => "E1103",
            _ if !same || planned.is_err() => "E1102",
            _ => "ok",
        };
        let given = if by_teller {
            self.bank.by_teller(Ask::Approve { request })
        } else {
            self.bank.by_supervisor(Ask::Approve { request })
        };
        let asked = &mut self.asked[place];
        asked.ended |= ["ok", "E1102"].contains(&expected);
        if let (true, Ok(fobs)) = (expected == "ok", planned) {
            match asked.fob {
                Some(fob) => self.model.register(asked.chosen[0], fob),
                None => self.model.unlock(company, &fobs),
            }
        }
        let Some(Given::Done(receipt)) = self.told("supervisor approves", expected, given)? else {
            return Ok(());
        };
        let check = &receipt.shown.check;
        prop_assert!(check.strength() >= 2, "R10.3: two methods");
        prop_assert!(
            receipt.approved_by.is_some_and(|by| by != receipt.made_by),
            "R11.2: another person"
        );
        Ok(())
    }

    pub(super) fn at_the_branch(&mut self, act: &Act) -> Walked {
        match act {
            Act::DeskCode {
                company,
                fob,
                user,
                code,
            } => {
                let digits = self.digits(Some(*fob), *code);
                self.desk_code(*company, *fob, *user, &digits).map(drop)
            }
            Act::DeskUnlock {
                company,
                targets,
                overrides,
                checked,
            } => {
                let check = self.check(*company, *checked);
                let planned = self.model.to_unlock(*company, targets, !overrides);
                let expected = planned.err().unwrap_or(if *checked { "ok" } else { "E1001" });
                let given = self.bank.by_teller(Ask::Unlock(Unlock {
                    contract: number(NUMBERS[*company]),
                    users: self.ids(targets).into_iter().map(login_id).collect(),
                    check,
                    serial: None,
                    override_reason: overrides.then(|| Words::parse("試験").unwrap()),
                }));
                let given = self.told("branch unlocks", expected, given)?;
                self.keep(given, *company, targets, None, *overrides)
            }
            Act::DeskRevoke {
                company,
                targets,
                reason,
                checked,
            } => {
                let check = self.check(*company, *checked);
                let planned = self.model.may_be_revoked(*company, targets);
                let expected = planned.err().unwrap_or(if *checked { "ok" } else { "E1001" });
                let reason = Reason::ALL[*reason];
                let given = self.bank.by_teller(Ask::Revoke(Revoke {
                    contract: number(NUMBERS[*company]),
                    users: self.ids(targets).into_iter().map(login_id).collect(),
                    reason,
                    check,
                }));
                if expected == "ok" {
                    self.model
                        .revoke(*company, targets, matches!(reason, Reason::Loss | Reason::Theft));
                }
                self.told("branch revokes", expected, given).map(drop)
            }
            Act::DeskRegister {
                user,
                fob,
                code,
                checked,
            } => {
                let company = self.model.users[*user].company;
                let digits = self.digits(Some(*fob), *code);
                let Some(Given::CodeAccepted { proof }) = self.desk_code(company, *fob, Some(*user), &digits)? else {
                    return Ok(());
                };
                let check = self.check(company, *checked);
                let given = self.bank.by_teller(Ask::Register(Register {
                    contract: number(NUMBERS[company]),
                    user: login_id(self.model.users[*user].id),
                    serial: serial(self.model.fobs[*fob].serial),
                    proof: Some(proof),
                    check,
                }));
                let given = self.told("branch registers", if *checked { "ok" } else { "E1001" }, given)?;
                self.keep(given, company, &[*user], Some(*fob), false)
            }
            Act::Approve { newest, by_teller } => self.approve(*newest, *by_teller),
            Act::Return { newest } | Act::Withdraw { newest } => {
                let Some(place) = self.newest(*newest) else {
                    return Ok(());
                };
                let asked = &self.asked[place];
                let withdraws = matches!(act, Act::Withdraw { .. });
                let lapsed = self.bank.has_lapsed(day(asked.made), day(self.model.now)) && !withdraws;
                let expected = match (asked.ended, lapsed) {
                    (true, _) => "E1104",
                    (_, true) => "E1103",
                    _ => "ok",
                };
                let request = asked.id;
                let given = if withdraws {
                    self.bank.by_teller(Ask::Withdraw { request })
                } else {
                    let reason = Words::parse("試験").unwrap();
                    self.bank.by_supervisor(Ask::Return { request, reason })
                };
                self.asked[place].ended |= expected == "ok";
                self.told("return or withdraw", expected, given).map(drop)
            }
            _ => Ok(()),
        }
    }
}
