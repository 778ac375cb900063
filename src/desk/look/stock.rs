//! Fobs in stock (TZAI001, TZAI004).

use super::Look;
use crate::desk::Error;
use crate::desk::act::branches;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::token::Token;
use crate::domain::values::ContractNumber;
use crate::store::{IssueRow, StockCount, StockPage, Wanted};

impl Look<'_> {
    /// The fob that is to be issued next: the soonest to expire of one's own branch, or of the centre that the policy names
    /// (R15.4).
    pub fn next_fob(&self) -> Result<Option<Token>, Error> {
        self.must(Duty::Issue)?;
        self.store.read(|tx| -> Result<_, Error> {
            let who = tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?;
            for branch in branches(&who, self.policy) {
                if let Some(fob) = tx.next_fob(&branch, self.now)? {
                    return Ok(Some(fob));
                }
            }
            Ok(None)
        })
    }

    /// A page of the fobs that are wanted, the soonest to expire first (TZAI001).
    pub fn stock_page(&self, wanted: &Wanted, offset: u64, limit: u64) -> Result<StockPage, Error> {
        self.must(Duty::SeeStock)?;
        Ok(self.store.read(|tx| tx.stock_page(wanted, offset, limit))?)
    }

    /// How many fobs of each state lie at each branch (R15.1).
    pub fn stock_counts(&self) -> Result<Vec<StockCount>, Error> {
        self.must(Duty::SeeStock)?;
        Ok(self.store.read(|tx| -> crate::store::Result<_> { tx.stock_counts() })?)
    }

    /// What is issued to a contract and not over, the oldest first (R15.5).
    pub fn issues(&self, contract: &ContractNumber) -> Result<Vec<IssueRow>, Error> {
        self.must(Duty::SeeStock)?;
        Ok(self.store.read(|tx| tx.issues_of(contract))?)
    }
}
