//! Notices to the customer (R14.1): each is left in the transaction of what it tells of. How they leave the bank stands in
//! `sending`.

use super::Error;
use super::plan::load;
use super::shown::Shown;
use crate::domain::calendar::{self, Instant};
use crate::domain::identity::{Action, Check};
use crate::domain::notice::{Notice, told};
use crate::domain::values::{ContractNumber, RequestId};
use crate::store::Tx;

/// Of what was carried out.
pub(super) fn done(tx: &Tx<'_>, now: Instant, shown: &Shown, request: RequestId, receipt: &str) -> Result<(), Error> {
    let of_users = shown.users.iter().filter_map(|user| user.serial.clone());
    let of_tokens = shown.tokens.iter().map(|token| token.serial.clone());
    let mut serials: Vec<_> = of_users.chain(of_tokens).collect();
    serials.sort();
    serials.dedup();
    let notice = Notice::Done {
        action: shown.action,
        users: shown.users.iter().map(|user| user.login_id.clone()).collect(),
        serials,
        reason: shown.reason,
        reopens_at: shown.reopens_at,
        receipt: receipt.to_owned(),
    };
    leave(tx, now, &shown.contract, &notice, Some(request))
}

/// Of a failed check.
pub(super) fn failed(tx: &Tx<'_>, now: Instant, check: &Check) -> Result<(), Error> {
    leave(tx, now, &check.contract, &Notice::of_check(check), None)
}

/// Of a refused attempt, if a check of the contract has failed on this day.
pub(super) fn refused(tx: &Tx<'_>, now: Instant, contract: &ContractNumber, action: Action) -> Result<(), Error> {
    let today = calendar::start_of(calendar::day_of(now));
    if tx.has_failed_check(contract, today)? {
        leave(tx, now, contract, &Notice::Refused { action }, None)?;
    }
    Ok(())
}

pub(super) fn leave(
    tx: &Tx<'_>,
    now: Instant,
    contract: &ContractNumber,
    notice: &Notice,
    request: Option<RequestId>,
) -> Result<(), Error> {
    for user in told(&load(tx, contract)?) {
        tx.add_notice(contract, &user.login_id, notice, now, request)?;
    }
    Ok(())
}
