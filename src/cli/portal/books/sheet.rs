//! Payments in lines: a list of them, and one in full.

use super::super::super::voice::aligned;
use super::{Shown, to_the_right};
use crate::domain::payment::{Content, Order, Payment, Status};
use crate::domain::values::LoginId;
use crate::words::{Words, place};

/// A list of payments.
pub(super) fn table(payments: &[Payment], words: &Words) -> Vec<String> {
    let (line, common, list) = (&words.portal_line, &words.payments.common, &words.payments.approval);
    if payments.is_empty() {
        return vec![line.no_payments.to_owned()];
    }
    let heading = [
        line.payment,
        list.at,
        list.kind,
        list.amount,
        common.account,
        list.other_side,
        list.made_by,
        list.status,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(payments.iter().map(|payment| {
        let content = &payment.order.content;
        vec![
            payment.id.to_string(),
            words.moment(payment.made_at),
            common.kind_of(content.kind()).to_owned(),
            content.amount().to_string(),
            common.named_account(payment.order.account.as_str()),
            other_side(content, words),
            payment.made_by.to_string(),
            common.status(payment.status).to_owned(),
        ]
    }));
    to_the_right(&mut rows, &[3]);
    aligned(&rows)
}

fn other_side(content: &Content, words: &Words) -> String {
    match content {
        Content::Bulk { rows, .. } => {
            let count = rows.as_slice().len().to_string();
            words.payments.approval.batch(place::Count(&count))
        }
        single => single.other_side().to_owned(),
    }
}

/// One payment in full, and what its next step asks for.
pub(super) fn lines(shown: &Shown, words: &Words) -> Vec<String> {
    let payment = &shown.payment;
    let (line, common, _label) = (&words.portal_line, &words.payments.common, &words.label);
    let (ended, list) = (&words.payments.done, &words.payments.approval);
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row(line.payment, payment.id.to_string()),
        row(ended.status, common.status(payment.status).to_owned()),
        row(
            list.made_by,
            list.made_value(
                place::At(&words.moment(payment.made_at)),
                place::Who(payment.made_by.as_str()),
            ),
        ),
    ];
    rows.extend(content(&payment.order, words));
    if let Some(approver) = &payment.order.approver {
        let approved = payment
            .approved_at
            .map(|moment| list.approved_value(place::At(&words.moment(moment)), place::Who(approver.as_str())));
        rows.push(row(common.approver, approved.unwrap_or_else(|| approver.to_string())));
    }
    if let Some(approver) = &payment.order.final_approver {
        rows.push(row(common.final_approver, approver.to_string()));
    }
    rows.extend(payment.decided_at.map(|moment| row(list.decided, words.moment(moment))));
    rows.extend(
        payment
            .reason
            .as_ref()
            .map(|reason| row(list.reason, reason.to_string())),
    );
    rows.extend(
        payment
            .receipt
            .as_ref()
            .map(|receipt| row(ended.receipt, receipt.clone())),
    );
    let mut lines = aligned(&rows);
    lines.extend(batch(&payment.order.content, words));
    lines.extend(next(shown, words));
    lines
}

/// What is asked for, a row a field.
fn content(order: &Order, words: &Words) -> Vec<Vec<String>> {
    let common = &words.payments.common;
    let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
    let mut rows = vec![
        row(words.payments.approval.kind, common.kind_of(order.content.kind())),
        row(common.account, &common.named_account(order.account.as_str())),
    ];
    let total = match &order.content {
        Content::Transfer { to, .. } => {
            rows.push(row(
                common.payee,
                &common.payee_value(
                    place::Account(&common.named_account(to.account.as_str())),
                    place::Bank(to.bank.as_str()),
                    place::Branch(to.branch.as_str()),
                ),
            ));
            rows.push(row(common.name, to.name.as_str()));
            &common.transfer_amount
        }
        Content::Bulk { rows: batch, .. } => {
            let count = batch.as_slice().len().to_string();
            rows.push(row(common.rows, &common.rows_value(place::Count(&count))));
            &common.total
        }
        Content::PayEasy {
            biller,
            number,
            check_number,
            ..
        } => {
            rows.push(row(common.biller, biller.as_str()));
            rows.push(row(common.bill_number, number.as_str()));
            rows.push(row(common.bill_check, check_number.as_str()));
            &common.bill_amount
        }
    };
    rows.push(row(total, &common.in_yen(&order.content.amount().to_string())));
    rows
}

/// The rows of a batch.
fn batch(content: &Content, words: &Words) -> Vec<String> {
    let Content::Bulk { rows: given, .. } = content else {
        return vec![];
    };
    let batch = &words.payments.batch;
    let heading = [
        batch.place,
        batch.bank,
        batch.branch,
        batch.account,
        batch.name,
        batch.amount,
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(given.as_slice().iter().zip(1..).map(|(one, place): (_, u32)| {
        vec![
            place.to_string(),
            one.to.bank.to_string(),
            one.to.branch.to_string(),
            one.to.account.to_string(),
            one.to.name.to_string(),
            one.amount.to_string(),
        ]
    }));
    to_the_right(&mut rows, &[0, 5]);
    aligned(&rows)
}

/// For whom it waits; where that is the user, what approving it comes to.
fn next(shown: &Shown, words: &Words) -> Vec<String> {
    let line = &words.portal_line;
    let waits = |who: &LoginId| words.payments.approval.waits_for(place::Who(who.as_str()));
    let mut lines: Vec<_> = shown.waits_for.iter().map(waits).collect();
    if let Some(step) = shown.next {
        let code = place::Code(if step.asks_code {
            line.asks_code
        } else {
            line.asks_no_code
        });
        let comes_to = if step.to == Status::Executed {
            line.approving_executes(code)
        } else {
            line.approving_goes_on(code)
        };
        lines.push(comes_to);
    }
    lines.extend(shown.refused.as_ref().map(|refused| {
        let text = |name: &str| refused[name].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("code"), text("message"))
    }));
    lines.extend(shown.may_withdraw.then(|| line.may_withdraw.to_owned()));
    lines
}
