//! A payment in words: names with values, amounts at the right edge of their column.

use super::{Ground, People};
use crate::domain::payment::{BulkRow, Content, Kind, Order};
use crate::domain::values::{Account, in_threes};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::Line;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, fit, width};
use crate::words::{PaymentsBatchWords, PaymentsCommonWords, place};

/// Columns of an amount without its unit.
const AMOUNT: u16 = 13;

/// A name with its value.
pub(crate) type Fact = (String, String);

/// An amount at the right edge of a column of its own.
pub(crate) fn yen(amount: u64, words: &PaymentsCommonWords) -> String {
    words.in_yen(&fit(&in_threes(amount), AMOUNT, Align::Right))
}

/// What is asked for: account, other side, amount, approvers.
pub(crate) fn of_order(order: &Order, people: &People, words: &PaymentsCommonWords) -> Vec<Fact> {
    let mut given = Vec::new();
    let mut fact = |name: &str, value: String| given.push((name.to_owned(), value));
    fact(words.account, words.named_account(order.account.as_str()));
    let amount = order.content.amount().get();
    match &order.content {
        Content::Transfer { to, .. } => {
            let value = words.payee_value(
                place::Account(&words.named_account(to.account.as_str())),
                place::Bank(to.bank.as_str()),
                place::Branch(to.branch.as_str()),
            );
            fact(words.payee, value);
            fact(words.name, to.name.to_string());
            fact(words.transfer_amount, yen(amount, words));
        }
        Content::Bulk { rows, .. } => {
            let count = rows.as_slice().len().to_string();
            fact(words.rows, words.rows_value(place::Count(&count)));
            fact(words.total, yen(amount, words));
        }
        Content::PayEasy {
            biller,
            number,
            check_number,
            ..
        } => {
            fact(words.biller, biller.to_string());
            fact(words.bill_number, number.to_string());
            fact(words.bill_check, check_number.to_string());
            fact(words.bill_amount, yen(amount, words));
        }
    }
    if let Some(approver) = &order.approver {
        fact(words.approver, people.named(approver, words));
    }
    if let Some(approver) = &order.final_approver {
        fact(words.final_approver, people.named(approver, words));
    }
    given
}

/// The columns of a batch's rows.
pub(crate) fn batch_columns(words: &PaymentsBatchWords) -> Columns {
    // 普通 is a longer word elsewhere.
    let account = if words.account.is_ascii() { 16 } else { 12 };
    Columns::new(vec![
        Column::new(words.place, 4).right(),
        Column::new(words.bank, 8),
        Column::new(words.branch, 5),
        Column::new(words.account, account),
        Column::rest(words.name),
        Column::new(words.amount, AMOUNT).right(),
    ])
}

/// One of them.
pub(crate) fn batch_row(rows: &[BulkRow], index: usize, words: &PaymentsCommonWords) -> Option<Row> {
    let row = rows.get(index)?;
    Some(Row::new([
        (index + 1).to_string(),
        row.to.bank.to_string(),
        row.to.branch.to_string(),
        words.named_account(row.to.account.as_str()),
        row.to.name.to_string(),
        row.amount.to_string(),
    ]))
}

/// What the amount does to the account while it is typed: balance, amount and what is left, and what speaks against it. It takes
/// four rows.
pub(crate) fn sums<'a>(
    body: Body<'a>,
    at: &Ambient<'a>,
    ground: &Ground,
    (kind, account, amount): (Kind, Option<&Account>, u64),
) -> Body<'a> {
    let words = &at.words.payments.common;
    let balance = account.and_then(|account| ground.balance(account));
    let limit = kind.limit(&ground.limits);
    let rest = balance
        .and_then(|balance| balance.checked_sub(amount))
        .filter(|_| amount > 0);
    let shown = [
        (words.balance, balance),
        (words.this_amount, (amount > 0).then_some(amount)),
        (words.rest, rest),
    ];
    let names = shown.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let mut lines: Vec<Line> = shown
        .into_iter()
        .map(|(name, value)| {
            let value = value.map_or(String::new(), |value| yen(value, words));
            Line::new([(0, name.to_owned(), at.theme.label), (names + 2, value, at.theme.value)])
        })
        .collect();
    if amount > limit {
        let text = words.over_limit(place::Limit(&in_threes(limit)));
        lines.push(Line::new([(0, text, at.theme.bad)]));
    } else if balance.is_some_and(|balance| amount > balance) {
        lines.push(Line::new([(0, words.short.to_owned(), at.theme.warn)]));
    }
    body.lines(lines).rows(4)
}
