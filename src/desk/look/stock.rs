//! Fobs in stock (TZAI001, TZAI004).

use serde::Serialize;

use super::Look;
use crate::desk::Error;
use crate::desk::act::branches;
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, may};
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, ContractNumber};
use crate::store::{IssueRow, StockCount, StockPage, Wanted};

/// A branch has fewer fobs in stock than it should (R15.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Low {
    /// The branch.
    pub branch: BranchCode,
    /// How many it has.
    pub count: u64,
    /// Below how many it is to order.
    pub level: u32,
}

impl Look<'_> {
    /// That one's own branch is to order fobs (R15.8): for who issues them there, or takes them in.
    pub fn low_stock(&self) -> Result<Option<Low>, Error> {
        self.must(Duty::SeeStock)?;
        let role = self.who.staff().role;
        if !may(role, Duty::Issue) && !may(role, Duty::Import) {
            return Ok(None);
        }
        let branch = self.who.staff().branch.code.clone();
        let level = self.policy.reorder_at(branch.as_str());
        let count = self.store.read(|tx| tx.fewer_in_stock(&branch, level))?;
        Ok(count.map(|count| Low { branch, count, level }))
    }

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
