//! Payments of a walk, each looked at on the screen before its last step.

use madoguchi::desk::Error;
use madoguchi::domain::payment::{BatchKind, Order};
use madoguchi::domain::values::{PaymentId, Reason};
use madoguchi::portal::{Command, Outcome};
use proptest::prelude::*;

use super::compare::ACCOUNTS;
use super::model::Answer;
use super::model::money::{Goes, Payment, PaymentInput, runs};
use super::step::{Act, Code, Named, Which};
use super::walk::{Walked, Walker};
use crate::support::{batch, bill, transfer};

pub(super) fn or_refused<T>(given: &Result<T, Error>) -> Result<&T, Answer> {
    given.as_ref().map_err(Error::code)
}

impl Walker<'_> {
    /// The place of a payment, if there is one.
    pub(super) fn payment(&self, which: Which) -> Option<usize> {
        let all = 0..self.model.payments.len();
        let fit: Vec<_> = all
            .filter(|place| which.of_all || self.model.payments[*place].is_open())
            .collect();
        fit.len()
            .checked_sub(which.back % fit.len().max(1) + 1)
            .map(|place| fit[place])
    }

    /// Whom somebody can choose to approve that kind of payment.
    fn able(&self, user: usize, kind: usize) -> impl Iterator<Item = usize> {
        let (model, company) = (&self.model, self.model.users[user].company);
        (0..model.users.len())
            .filter(move |who| *who != user && model.is_of(*who, company) && model.can_approve(*who, kind))
    }

    fn named(&self, user: usize, kind: usize, named: Named) -> [Option<usize>; 2] {
        let turn = match named {
            Named::Just(just) => return just,
            Named::Fit(turn) => turn,
        };
        let mut fit: Vec<_> = self.able(user, kind).collect();
        let turn = turn.checked_rem(fit.len()).unwrap_or_default();
        fit.rotate_left(turn);
        fit.truncate(self.model.needed(self.model.users[user].company, kind));
        [fit.first().copied(), fit.get(1).copied()]
    }

    fn order(&self, asked: &PaymentInput, amounts: &[u64]) -> Order {
        let from = ACCOUNTS[asked.account];
        let order = match asked.kind {
            0 => transfer(from, asked.amount, &[]),
            1 => batch(from, BatchKind::General, amounts, &[]),
            2 => batch(from, BatchKind::Payroll, amounts, &[]),
            _ => bill(from, asked.amount),
        };
        let [approver, final_approver] = asked.approvers.map(|who| who.map(|who| self.id(who)));
        Order {
            approver,
            final_approver,
            ..order
        }
    }

    pub(super) fn pays(&mut self, user: usize, act: &Act) -> Walked {
        match act {
            Act::Pay {
                kind,
                account,
                amounts,
                named,
                known,
                right,
                code,
                ..
            } => {
                let amounts = if [1, 2].contains(kind) { amounts } else { &amounts[..1] };
                let asked = PaymentInput {
                    kind: *kind,
                    account: *account,
                    amount: amounts.iter().sum(),
                    approvers: self.named(user, *kind, *named),
                };
                self.pay(user, &asked, amounts, *known, (*right, *code))
            }
            Act::PayApprove { which, right, code, .. } => self.pay_approve(user, *which, (*right, *code)),
            Act::PayReturn { which, .. } => {
                let Some(place) = self.payment(*which) else {
                    return Ok(());
                };
                let command = Command::Return {
                    payment: self.payments[place],
                    reason: Reason::parse("試験").unwrap(),
                };
                let may = self.model.may_decide(user, place);
                self.end(user, place, ("a payment is sent back", "returned"), command, may)
            }
            Act::PayWithdraw { which, .. } => {
                let Some(place) = self.payment(*which) else {
                    return Ok(());
                };
                let command = Command::Withdraw {
                    payment: self.payments[place],
                };
                let may = self.model.may_withdraw(user, place);
                self.end(user, place, ("a payment is taken back", "withdrawn"), command, may)
            }
            _ => Ok(()),
        }
    }

    /// Whether the session stands in that run.
    pub(super) fn is_in(&self, user: usize, run: Option<u8>) -> bool {
        run.is_some() && self.model.users[user].session.is_some_and(|session| session.run == run)
    }

    /// The code that a step asks for within its run, and the run in which the session stands then (R5.4).
    fn runs_on(&self, user: usize, goes: Goes, run: Option<u8>) -> (Option<usize>, Option<u8>) {
        let running = self.is_in(user, run);
        if goes.to == "executed" {
            (goes.fob.filter(|_| !running), goes.fob.and(run))
        } else {
            (None, run.filter(|_| running))
        }
    }

    fn pay(
        &mut self,
        user: usize,
        asked: &PaymentInput,
        amounts: &[u64],
        known: Option<bool>,
        (right, code): (bool, Code),
    ) -> Walked {
        let order = self.order(asked, amounts);
        let digits = self.digits(self.model.users[user].fob, code);
        let admitted = self.model.admit(user);
        let goes = admitted.and_then(|()| self.model.may_pay(user, asked));
        let run = runs(asked.kind)[0];
        let (fob, run) = goes.map_or((None, None), |goes| self.runs_on(user, goes, run));
        let kind = order.content.kind();
        let preview = self.bank.portal().glance(&self.keys[user], |look| {
            let able: Vec<_> = look
                .approvers(kind)
                .into_iter()
                .map(|user| user.login_id.clone())
                .collect();
            Ok((look.preview(&order)?, able))
        });
        match (or_refused(&preview), goes) {
            (Ok((shown, able)), Ok(goes)) => {
                let is = (shown.step.to.as_str(), shown.step.asks_code, shown.short);
                prop_assert_eq!(is, (goes.to, fob.is_some(), goes.short), "R5.3, R5.4: what was shown");
                let balance = self.model.balance(self.model.users[user].company, asked.account);
                prop_assert_eq!((shown.amount.get(), shown.balance), (asked.amount, balance));
                let mut fit: Vec<_> = self.able(user, asked.kind).map(|who| self.id(who)).collect();
                fit.sort();
                prop_assert_eq!(able, &fit, "R5.3: who can be chosen");
            }
            (shown, goes) => prop_assert_eq!(shown.err(), goes.err(), "what was shown"),
        }
        let id = known.map(|known| match self.payments.last() {
            Some(last) if known => *last,
            _ => PaymentId((self.turn as u128 + 1).to_be_bytes()),
        });
        let again = id.is_some_and(|id| self.payments.contains(&id));
        let planned = match admitted {
            Ok(()) if again => Err("E0528"),
            _ => goes.map(|_| fob),
        };
        let expected = self.guarded(user, planned, right, &digits);
        let command = match id {
            Some(id) => Command::PayOnce { id, order },
            None => Command::Pay(order),
        };
        let given = self.portal(user, command, right, &digits);
        let what = match asked.kind {
            _ if goes.is_ok_and(|goes| goes.fob.is_some()) && fob.is_none() => "pay in a run",
            kind => ["pay a transfer", "pay a batch", "pay salaries", "pay a bill"][kind],
        };
        let Some(given) = self.told(what, expected, given)? else {
            return Ok(());
        };
        let goes = goes.unwrap();
        self.model.used(user, run);
        self.model.payments.push(Payment {
            company: self.model.users[user].company,
            by: user,
            asked: asked.clone(),
            status: goes.to,
        });
        self.payments.push(match &given {
            Outcome::Payment(paid) => paid.payment,
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        });
        let place = self.payments.len() - 1;
        self.model.step(place, goes.to);
        self.was_paid(place, given, goes, fob.is_some())
    }

    fn pay_approve(&mut self, user: usize, which: Which, (right, code): (bool, Code)) -> Walked {
        let Some(place) = self.payment(which) else {
            return Ok(());
        };
        let id = self.payments[place];
        let digits = self.digits(self.model.users[user].fob, code);
        let goes = self
            .model
            .admit(user)
            .and_then(|()| self.model.may_approve(user, place));
        let run = runs(self.model.payments[place].asked.kind)[1];
        let (fob, run) = goes.map_or((None, None), |goes| self.runs_on(user, goes, run));
        let preview = self.bank.portal().glance(&self.keys[user], |look| look.approving(id));
        let shown = or_refused(&preview).map(|step| (step.to.as_str(), step.asks_code));
        prop_assert_eq!(shown, goes.map(|goes| (goes.to, fob.is_some())), "R5.3: what was shown");
        let expected = self.guarded(user, goes.map(|_| fob), right, &digits);
        let given = self.portal(user, Command::Approve { payment: id }, right, &digits);
        if expected == "E0526" {
            let why = self.model.maker_may_not(&self.model.payments[place]).unwrap();
            let facts = given.as_ref().err().map(Error::facts).unwrap_or_default();
            prop_assert!(facts.contains(&("reason", why.to_owned())), "R5.3: {:?} {}", facts, why);
            self.seen("the maker of a payment", why);
        }
        let what = match goes {
            Ok(goes) if goes.to == "waiting_final" => "approve as the first",
            Ok(goes) if goes.fob.is_some() && fob.is_none() => "approve in a run",
            _ if self.model.payments[place].status == "waiting_final" => "approve as the last of two",
            _ => "approve a payment",
        };
        let Some(given) = self.told(what, expected, given)? else {
            return Ok(());
        };
        let payment = &self.model.payments[place];
        prop_assert!(
            user != payment.by && payment.waits_for() == Some(user),
            "R5.3: nobody approves their own"
        );
        let goes = goes.unwrap();
        self.model.used(user, run);
        self.model.step(place, goes.to);
        self.was_paid(place, given, goes, fob.is_some())
    }

    /// What was answered, and its entry (R12.1).
    fn was_paid(&self, place: usize, given: Outcome, goes: Goes, code_taken: bool) -> Walked {
        let Outcome::Payment(paid) = given else {
            return Err(TestCaseError::fail(format!("{given:?}")));
        };
        let payment = &self.model.payments[place];
        let executed = goes.to == "executed";
        let is = (paid.payment, paid.status.as_str(), paid.amount.get(), paid.at);
        let expected = (self.payments[place], goes.to, payment.asked.amount, self.bank.now());
        prop_assert_eq!(is, expected);
        prop_assert_eq!((paid.short, paid.code_taken), (goes.short, code_taken), "R5.3, R5.4");
        let balance = self.model.balance(payment.company, payment.asked.account);
        prop_assert_eq!(paid.balance, executed.then_some(balance));
        prop_assert_eq!(paid.receipt.is_some(), executed);
        let entry = self.bank.entries(1).remove(0).draft;
        prop_assert_eq!(
            (&entry.receipt, &entry.detail),
            (&paid.receipt, &paid.payment.to_string())
        );
        Ok(())
    }

    /// A payment ends without money moving.
    fn end(
        &mut self,
        user: usize,
        place: usize,
        (what, to): (&'static str, &'static str),
        command: Command,
        may: Result<(), Answer>,
    ) -> Walked {
        let expected = self.model.admit(user).and(may).err().unwrap_or("ok");
        let given = self.portal(user, command, true, "");
        if let Some(given) = self.told(what, expected, given)? {
            // Sending back stays within the menu of approvals; one's own list is another menu (R5.4).
            let run = runs(self.model.payments[place].asked.kind)[1];
            let stays = to == "returned" && self.is_in(user, run);
            if stays {
                self.seen("a payment is sent back in a run", "ok");
            }
            self.model.used(user, run.filter(|_| stays));
            self.model.step(place, to);
            let goes = Goes {
                to,
                fob: None,
                short: false,
            };
            self.was_paid(place, given, goes, false)?;
        }
        Ok(())
    }
}
