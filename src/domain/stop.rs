//! 申出停止 (R9.6): a token is stopped at once on a caller's word.

use super::calendar::Instant;
use super::case::{Case, Change};
use super::refusal::{Decision, Refusal};
use super::token::{Held, Stock};
use super::values::Serial;

/// Stops a token at once on a caller's word, without revoking anybody: everyone who shares it is 停止中 until the bank lifts it
/// (R9.6). One that wrong codes have suspended is stopped too, so that nobody of the company lifts it meanwhile.
///
/// # Errors
/// E0301 for a token that is not the contract's, E1022 when it is stopped so already, E1023 when it can't be used any more.
pub fn decide(case: &Case, serial: &Serial, now: Instant) -> Decision<Vec<Change>> {
    let token = case.token_by_serial(serial)?;
    if token.stock != Stock::Issued || token.is_expired(now) {
        return Err(Refusal::NothingToStop {
            serial: token.serial.to_string(),
        });
    }
    if token.held.is_some() {
        return Err(Refusal::TokenStopped {
            serial: token.serial.to_string(),
        });
    }
    Ok(vec![Change::Suspend {
        token: token.id,
        held: Held::Caller,
        at: now,
    }])
}
