//! What fobs cost leaves as lines for the bank's own system, each once (R15.5).

use super::attempt::{About, Settled};
use super::{Desk, Error, Look, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::ChargeRow;

/// Lines that one export takes at most.
const MOST: u64 = 5000;

impl Look<'_> {
    /// Fees that are due and were not exported, the oldest first.
    pub fn charges_due(&self) -> Result<Vec<ChargeRow>, Error> {
        self.must(Duty::SendNotices)?;
        Ok(self.store.read(|tx| tx.charges_due(MOST))?)
    }
}

impl Desk {
    /// Keeps that these fees have left, and gives the number of the export.
    ///
    /// # Errors
    /// E1102 when others are due by now than those that were read.
    pub fn charges_exported(&mut self, session: &Session, charges: &[ChargeRow]) -> Result<u64, Error> {
        let about = About {
            action: "export_charges",
            detail: charges.len().to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::SendNotices, about, |tx, ground| {
            if tx.charges_due(MOST)? != charges {
                return Err(Refusal::Changed.into());
            }
            let number = tx.export_charges(&ground.who.id, ground.now)?.ok_or(Refusal::Changed)?;
            Ok(Settled {
                detail: Some(format!("{} #{number}", charges.len())),
                ..Settled::new(Ok(number))
            })
        })
    }

    /// The fees of an export once more, with an entry that says so.
    ///
    /// # Errors
    /// E1488 when there is no export of that number.
    pub fn charges_again(&mut self, session: &Session, number: u64) -> Result<Vec<ChargeRow>, Error> {
        let about = About {
            action: "export_charges_again",
            detail: format!("#{number}"),
            ..About::default()
        };
        self.attempt(session, Duty::SendNotices, about, |tx, _| {
            let rows = tx.charges_of(number)?;
            if rows.is_empty() {
                return Err(Refusal::NoChargeExport { number }.into());
            }
            Ok(Settled::new(Ok(rows)))
        })
    }
}
