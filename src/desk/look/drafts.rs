//! What one left half-way oneself.

use serde::Serialize;

use super::Look;
use crate::desk::Error;
use crate::domain::calendar;
use crate::domain::draft::Unfinished;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;

/// A draft of one's own with what it is about (TTOP001).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftRow {
    /// The contract.
    pub contract: ContractNumber,
    /// Its company.
    pub company: String,
    /// What was left.
    pub draft: Unfinished,
}

impl Look<'_> {
    /// What one left half-way oneself today, the newest first.
    ///
    /// # Errors
    /// E1203 for a role that does not see customers, or the store's error.
    pub fn drafts(&self) -> Result<Vec<DraftRow>, Error> {
        self.must(Duty::SeeCustomers)?;
        let since = calendar::start_of(calendar::day_of(self.now));
        let drafts = self.store.read(|tx| tx.drafts_of(&self.who.staff().id, since))?;
        let rows = drafts.into_iter().map(|(contract, company, draft)| DraftRow {
            contract,
            company,
            draft,
        });
        Ok(rows.collect())
    }
}
