//! Payments: who is asked for what at which step, what is checked, and that money moves once (R5).

mod books;
mod checks;
mod closing;
mod crowd;
mod people;
mod runs;
mod steps;

use madoguchi::domain::payment::Status;
use madoguchi::domain::values::PaymentId;
use madoguchi::portal::Paid;
use madoguchi::store::Part;

use crate::support::{Counter, Customer, Give, transfer};

/// 1000002: no approver for transfers; master DEN502 and general DEN502J1 share a token.
const ALONE: &str = "普通9000022";
/// 1000003: one approver; DEN503 and DEN503M1 have a token each.
const SINGLE: &str = "普通9000033";
/// 1000023: two approvers; DEN523, DEN523M1 and DEN523J1 have a token each.
const DOUBLE: &str = "普通9000253";
pub(crate) const ALL: Part = Part { skip: 0, limit: 100 };

fn status(paid: &Paid) -> (Status, bool) {
    (paid.status, paid.code_taken)
}

/// Enters a transfer of 1,000 yen that waits.
fn waiting(counter: &mut Counter, who: &Customer, from: &str, approvers: &[&str]) -> PaymentId {
    let paid = counter
        .pay(who, &transfer(from, 1_000, approvers), Give::Confirmation)
        .unwrap();
    assert_eq!(status(&paid), (Status::Waiting, false));
    paid.payment
}
