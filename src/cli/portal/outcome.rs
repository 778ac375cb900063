//! What came of a command of the customer's side, for people.

use super::super::voice::aligned;
use crate::domain::members::Field;
use crate::domain::payment::Status;
use crate::domain::values::{LoginId, Serial, in_threes};
use crate::portal::{Outcome, Paid};
use crate::words::{Words, place};

/// What came of a command; what has nothing more to tell is done.
pub(super) fn lines(outcome: &Outcome, words: &Words) -> Vec<String> {
    let (line, ended) = (&words.portal_line, &words.members.done);
    match outcome {
        Outcome::Registered { serial } => vec![line.registered(place::Serial(serial.as_str()))],
        Outcome::Authorised { code_taken: true } => vec![line.authorised_by_code.to_owned()],
        Outcome::Authorised { code_taken: false } => vec![line.authorised.to_owned()],
        Outcome::Unlocked { users } => vec![line.unlocked(place::Users(&named(users)))],
        Outcome::Revoked { users, reopens_at, own } => {
            let opens = words.moment(*reopens_at);
            let mut lines = vec![
                line.revoked(place::Users(&named(users))),
                words.cli.reopens(place::Opens(&opens)),
            ];
            lines.extend(own.then(|| line.revoked_own.to_owned()));
            lines
        }
        Outcome::Admitted { login_id } => vec![
            ended.admitted(place::Who(login_id.as_str())),
            ended.admitted_next.to_owned(),
        ],
        Outcome::Amended {
            login_id,
            changed,
            logs_in_again,
        } => {
            let fields = fields(changed, words);
            let mut lines = vec![
                ended.amended(place::Who(login_id.as_str())),
                ended.amended_fields(place::Fields(&fields)),
            ];
            lines.extend(logs_in_again.then(|| ended.amended_next.to_owned()));
            lines
        }
        Outcome::PasswordsChanged { changed } => {
            let fields = fields(changed, words);
            vec![line.passwords_changed(place::Fields(&fields))]
        }
        Outcome::Removed { login_id, serial } => {
            let released = |serial: &Serial| ended.removed_serial(place::Serial(serial.as_str()));
            let mut lines = vec![ended.removed(place::Who(login_id.as_str()))];
            lines.extend(serial.as_ref().map(released));
            lines
        }
        Outcome::Stopped { users } => vec![ended.stopped(place::Who(&named(users))), ended.stopped_next.to_owned()],
        Outcome::Lifted { users } => vec![ended.lifted(place::Who(&named(users))), ended.lifted_next.to_owned()],
        Outcome::Payment(paid) => payment(paid, words),
        Outcome::Skipped | Outcome::Left => vec![line.done.to_owned()],
    }
}

fn named(users: &[LoginId]) -> String {
    let users: Vec<_> = users.iter().map(LoginId::as_str).collect();
    users.join(" ")
}

/// What was changed of a user, by the names of the screens; the permissions stand there in one table.
fn fields(changed: &[Field], words: &Words) -> String {
    let (common, form, confirm) = (&words.members.common, &words.members.form, &words.members.confirm);
    let name = |field: &Field| match field {
        Field::Name => common.name,
        Field::Kana => common.kana,
        Field::Kind => common.kind,
        Field::Operations | Field::Rights => confirm.rights,
        Field::Limits => confirm.limits,
        Field::Accounts => confirm.accounts,
        Field::LoginPassword => form.login_password,
        Field::ConfirmationPassword => form.confirmation,
    };
    let mut names: Vec<_> = changed.iter().map(name).collect();
    names.dedup();
    names.join(words.label.comma)
}

/// How a step of a payment ended, where it stands now, and what comes next.
fn payment(paid: &Paid, words: &Words) -> Vec<String> {
    let (line, common, ended) = (&words.portal_line, &words.payments.common, &words.payments.done);
    let approval = &words.payments.approval;
    let (did, next) = match paid.status {
        Status::Executed => (ended.executed, None),
        Status::Waiting => (ended.waiting, Some(line.next_approver)),
        Status::WaitingFinal => (line.approved_first, Some(line.next_final)),
        Status::Returned => (approval.returned, Some(line.next_anew)),
        Status::Withdrawn => (approval.withdrawn, None),
        Status::Void => (common.void, None),
    };
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    let mut rows = vec![
        row(line.payment, paid.payment.to_string()),
        row(ended.status, common.status(paid.status).to_owned()),
        row(line.amount, common.in_yen(&paid.amount.to_string())),
        row(ended.at, words.moment(paid.at)),
    ];
    rows.extend(paid.receipt.as_ref().map(|receipt| row(ended.receipt, receipt.clone())));
    rows.extend(
        paid.balance
            .map(|left| row(ended.balance, common.in_yen(&in_threes(left)))),
    );
    let mut lines = vec![did.to_owned()];
    lines.extend(aligned(&rows));
    lines.extend(paid.short.then(|| ended.next_short.to_owned()));
    lines.extend(next.map(str::to_owned));
    lines
}
