//! The host's clock doubted, where an attempt is made and where its entry is written (R2.4, R2.5).

use crate::domain::calendar::Instant;
use crate::domain::doubt::{self, Doubt};
use crate::domain::policy::Policy;
use crate::store::{self, Draft, Tx};

/// Why the host's clock is doubted (R2.4, R2.5); that of a training store never is.
pub(super) fn doubt(tx: &Tx<'_>, is_live: bool, now: Instant, policy: &Policy) -> store::Result<Option<Doubt>> {
    Ok(if is_live {
        doubt::doubt(tx.clock_mark()?, now, policy)
    } else {
        None
    })
}

/// An entry that is written while the clock is doubted says so, and moves no mark (R2.5).
pub(super) fn in_doubt(draft: Draft, doubt: Option<Doubt>) -> Draft {
    match doubt {
        Some(_) if !draft.is_confirmation() => draft.unconfirmed(),
        _ => draft,
    }
}
