//! What those who are logged in see, after each step: money, payments, and how their sessions stand.

use madoguchi::domain::gate::{Operation, Run};
use madoguchi::domain::payment::Status;
use proptest::prelude::*;

use super::compare::ACCOUNTS;
use super::paying::or_refused;
use super::walk::{Walked, Walker};
use crate::support::account;

/// The four runs (R5.4).
const RUNS: [u8; 4] = [0, 1, 2, 3];

impl Walker<'_> {
    /// What somebody who is logged in sees of money is what the model says: another one at each turn.
    pub(super) fn compare_books(&mut self) -> Walked {
        let alive: Vec<_> = (0..self.keys.len())
            .filter(|user| self.model.admit(*user).is_ok())
            .collect();
        if let Some(turn) = self.turn.checked_rem(alive.len()) {
            self.sees(alive[turn])?;
        }
        // Who is out, is out; and who is in, stands where they should.
        alive.into_iter().try_for_each(|user| self.is_admitted(user))?;
        self.is_admitted(self.turn % self.keys.len())
    }

    /// Whether somebody is in, until when what they see holds, and in which run they stand.
    pub(super) fn is_admitted(&mut self, user: usize) -> Walked {
        let there = self.bank.portal().glance(&self.keys[user], |look| {
            let asks = |run| look.asks_code(Operation::ALL[usize::from(run % 2)], Some(Run::ALL[usize::from(run)]));
            Ok((
                look.holds_until().map(|until| until.timestamp()),
                RUNS.map(|run| asks(run).ok()),
            ))
        });
        let model = &self.model;
        let expected = model.admit(user).map(|()| {
            let asks = |run| Some(model.gate(user, run % 2).ok()?.is_some() && !self.is_in(user, Some(run)));
            (Some(model.holds_until(user)), RUNS.map(asks))
        });
        let is = or_refused(&there).copied();
        prop_assert_eq!(is, expected, "R5.4, R8.1: {}", self.model.users[user].id);
        Ok(())
    }

    fn sees(&mut self, user: usize) -> Walked {
        let model = &self.model;
        let (company, is) = (model.users[user].company, model.users[user].is);
        let own: Vec<_> = (0..2).filter(|place| is.accounts[*place]).collect();
        let all = crate::payments::ALL;
        let (books, statements, payments, for_me) = self
            .bank
            .portal()
            .glance(&self.keys[user], |look| {
                let statement = |place: &usize| look.statement(&account(ACCOUNTS[*place]), all);
                let statements: Result<Vec<_>, _> = own.iter().map(statement).collect();
                Ok((
                    look.accounts()?,
                    statements?,
                    look.payments(all)?,
                    look.payments_for_me(all)?,
                ))
            })
            .map_err(|error| TestCaseError::fail(error.code()))?;
        let balances: Vec<_> = books.iter().map(|row| (row.account.as_str(), row.balance)).collect();
        let expected: Vec<_> = own
            .iter()
            .map(|place| (ACCOUNTS[*place], model.balance(company, *place)))
            .collect();
        prop_assert_eq!(balances, expected, "what there was and what was moved");
        for (place, statement) in own.iter().zip(&statements) {
            let moved: Vec<_> = statement.iter().rev().map(|line| line.amount).collect();
            let mut expected = vec![model.openings[company][*place].cast_signed()];
            expected.extend(
                model
                    .lines(company, *place)
                    .map(|payment| -payment.asked.amount.cast_signed()),
            );
            prop_assert_eq!(&moved, &expected, "R5.3: each moved once");
            let mut sum = 0;
            for line in statement.iter().rev() {
                sum += line.amount;
                prop_assert_eq!(line.balance.cast_signed(), sum);
                let known = line
                    .payment
                    .map(|(id, _)| self.payments.iter().position(|of| *of == id));
                let status = known.map(|place| place.map(|place| model.payments[place].status));
                prop_assert!(status.is_none_or(|status| status == Some("executed")));
            }
        }
        let is: Vec<_> = payments.iter().rev().map(|of| (of.id, of.status.as_str())).collect();
        let places = || 0..model.payments.len();
        let expected: Vec<_> = places()
            .filter(|place| model.sees(user, &model.payments[*place]))
            .map(|place| (self.payments[place], model.payments[place].status))
            .collect();
        prop_assert_eq!(is, expected, "R5.3");
        for payment in &payments {
            let [first, last] = [&payment.order.approver, &payment.order.final_approver];
            let own = [first, last].contains(&&Some(payment.made_by.clone()));
            prop_assert!(
                !own && (first != last || first.is_none()),
                "R5.3: nobody approves their own"
            );
            let executed = payment.status == Status::Executed;
            prop_assert_eq!(payment.receipt.is_some(), executed);
            let twice = executed && last.is_some();
            prop_assert!(!twice || payment.approved_at.is_some(), "R5.3: both of two");
        }
        let is: Vec<_> = for_me.iter().map(|of| of.id).collect();
        let expected: Vec<_> = places()
            .filter(|place| model.payments[*place].waits_for() == Some(user))
            .map(|place| self.payments[place])
            .collect();
        prop_assert_eq!(is, expected, "R5.3");
        Ok(())
    }
}
