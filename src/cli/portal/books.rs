//! `portal accounts`, `statement`, `payments`, `payment` and `approvers`: what stands in the company's books. Looking leaves
//! no entry of its own, and asks for no token (R5.1).

mod sheet;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use serde_json::Value;

use super::super::access::Access;
use super::super::failure::Failure;
use super::super::voice::{Voice, aligned};
use super::counter::Customer;
use super::input;
use crate::domain::calendar;
use crate::domain::payment::{Kind, Mode, Movement, Payment};
use crate::domain::values::{Account, LoginId, Name, PaymentId, in_threes};
use crate::portal::{Error, Look, Step};
use crate::store::{AccountRow, Part};
use crate::ui::text::{Align, fit, width};
use crate::words::{Words, place};

/// Which part of a long list.
#[derive(Debug, clap::Args)]
struct Portion {
    /// At most so many
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    limit: u64,
    /// So many come before
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
    skip: u64,
}

impl Portion {
    fn part(&self) -> Part {
        Part {
            skip: self.skip,
            limit: self.limit,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct Statement {
    /// Which account, such as 普通9000033
    #[arg(long, value_name = "ACCOUNT")]
    account: String,
    #[command(flatten)]
    portion: Portion,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Payments {
    /// Only those that wait for the user's approval, the oldest first
    #[arg(long)]
    waiting: bool,
    #[command(flatten)]
    portion: Portion,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// The payment
    #[arg(long, value_name = "ID")]
    id: String,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Approvers {
    /// Which kind of payment; nobody approves a Pay-easy payment
    #[arg(long, value_parser = kind())]
    kind: Kind,
    #[command(flatten)]
    customer: Customer,
}

/// The kinds that somebody approves, by their names.
fn kind() -> impl TypedValueParser<Value = Kind> {
    let kinds = [Kind::Transfer, Kind::Bulk, Kind::Payroll];
    PossibleValuesParser::new(kinds.map(|kind| PossibleValue::new(kind.as_str())))
        .try_map(|name| Kind::from_name(&name).ok_or("no such kind"))
}

/// One payment, with what its next step asks for where it waits for the user.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    payment: Payment,
    waits_for: Option<LoginId>,
    /// What approving it would come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Step>,
    /// Why it can't be approved now, though it waits for the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Value>,
    may_withdraw: bool,
}

/// Who can be chosen to approve.
#[derive(Serialize)]
struct Choice {
    mode: Mode,
    users: Vec<Approver>,
}

#[derive(Serialize)]
struct Approver {
    login_id: LoginId,
    name: Name,
}

fn ask<T>(
    access: &Access,
    customer: Customer,
    voice: &Voice,
    query: impl FnOnce(&Look<'_>) -> Result<T, Error>,
) -> Result<T, Failure> {
    customer.at_the_counter(access, input::NOTHING, voice, |portal, key, _| {
        Ok(portal.ask(key, query)?)
    })
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is for one lifetime, the query for any"
)]
pub(super) fn accounts(access: &Access, customer: Customer, voice: &Voice) -> Result<(), Failure> {
    let accounts = ask(access, customer, voice, |look| look.accounts())?;
    voice.give("accounts", &accounts, |words| balances(&accounts, words))
}

pub(super) fn statement(access: &Access, args: Statement, voice: &Voice) -> Result<(), Failure> {
    let (account, part) = (Account::parse(&args.account)?, args.portion.part());
    let movements = ask(access, args.customer, voice, |look| look.statement(&account, part))?;
    voice.give("statement", &movements, |words| moved(&movements, words))
}

pub(super) fn payments(access: &Access, args: Payments, voice: &Voice) -> Result<(), Failure> {
    let (waiting, part) = (args.waiting, args.portion.part());
    let payments = ask(access, args.customer, voice, |look| {
        if waiting {
            look.payments_for_me(part)
        } else {
            look.payments(part)
        }
    })?;
    voice.give("payments", &payments, |words| sheet::table(&payments, words))
}

pub(super) fn payment(access: &Access, args: One, voice: &Voice) -> Result<(), Failure> {
    let id = PaymentId::parse(&args.id)?;
    let shown = ask(access, args.customer, voice, |look| {
        let payment = look.payment(id)?;
        let waits_for = payment.waits_for().cloned();
        let mine = waits_for.as_ref() == Some(&look.member().user().login_id);
        let (next, refused) = match mine.then(|| look.approving(id)).transpose() {
            Ok(next) => (next, None),
            Err(Error::Refused(refusal)) => (None, Some(voice.refusal(&refusal))),
            Err(error) => return Err(error),
        };
        Ok(Shown {
            may_withdraw: look.may_withdraw(&payment).is_ok(),
            payment,
            waits_for,
            next,
            refused,
        })
    })?;
    voice.give("payment", &shown, |words| sheet::lines(&shown, words))
}

pub(super) fn approvers(access: &Access, args: Approvers, voice: &Voice) -> Result<(), Failure> {
    let kind = args.kind;
    let choice = ask(access, args.customer, voice, |look| {
        let users = look.approvers(kind).into_iter().map(|user| Approver {
            login_id: user.login_id.clone(),
            name: user.name.clone(),
        });
        Ok(Choice {
            mode: look.modes()?.of(kind),
            users: users.collect(),
        })
    })?;
    voice.give("approvers", &choice, |words| choice.lines(words))
}

impl Choice {
    fn lines(&self, words: &Words) -> Vec<String> {
        let (line, common) = (&words.portal_line, &words.payments.common);
        let count = self.mode.approvers();
        if count == 0 {
            return vec![line.no_approval.to_owned()];
        }
        let mut lines = vec![common.approved_by(place::Count(&count.to_string()))];
        if self.users.is_empty() {
            lines.push(common.no_approver.to_owned());
        }
        let rows: Vec<_> = self
            .users
            .iter()
            .map(|user| vec![user.login_id.to_string(), user.name.to_string()])
            .collect();
        lines.extend(aligned(&rows));
        lines
    }
}

/// The accounts with their balances (残高照会).
fn balances(accounts: &[AccountRow], words: &Words) -> Vec<String> {
    let balance = &words.payments.balance;
    if accounts.is_empty() {
        return vec![balance.no_account.to_owned()];
    }
    let mut rows = vec![vec![balance.account.to_owned(), balance.balance.to_owned()]];
    rows.extend(
        accounts
            .iter()
            .map(|row| vec![row.account.to_string(), in_threes(row.balance)]),
    );
    to_the_right(&mut rows, &[1]);
    aligned(&rows)
}

/// The lines of a statement (入出金明細照会).
fn moved(movements: &[Movement], words: &Words) -> Vec<String> {
    let balance = &words.payments.balance;
    if movements.is_empty() {
        return vec![balance.empty.to_owned()];
    }
    let heading = [balance.at, balance.text, balance.out, balance.into, balance.balance];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(movements.iter().map(|movement| {
        let amount = in_threes(movement.amount.unsigned_abs());
        let (out, into) = if movement.amount < 0 {
            (amount, String::new())
        } else {
            (String::new(), amount)
        };
        let kind = movement.payment.map(|(_, kind)| words.payments.common.kind_of(kind));
        let text = format!("{} {}", kind.unwrap_or_default(), movement.text);
        vec![
            words.day(calendar::day_of(movement.at)),
            text.trim().to_owned(),
            out,
            into,
            in_threes(movement.balance),
        ]
    }));
    to_the_right(&mut rows, &[2, 3, 4]);
    aligned(&rows)
}

/// Sets the cells of columns with amounts to the right.
fn to_the_right(rows: &mut [Vec<String>], columns: &[usize]) {
    for column in columns {
        let cells = rows.iter().filter_map(|row| row.get(*column));
        let wide = cells.map(|cell| width(cell)).max().unwrap_or_default();
        for cell in rows.iter_mut().filter_map(|row| row.get_mut(*column)) {
            *cell = fit(cell, wide, Align::Right);
        }
    }
}
