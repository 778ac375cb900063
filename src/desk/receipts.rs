//! A receipt read again, for the slip (受付票).

use serde::Serialize;

use super::shown::Shown;
use super::{Error, Look};
use crate::domain::approval::Approval;
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::StaffId;
use crate::store::{self, Kind};

/// What a slip is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReceiptView {
    /// Receipt number (受付番号).
    pub number: String,
    /// When it was carried out.
    pub at: Instant,
    /// Where the one works who asked for it.
    pub branch: Branch,
    /// Who asked for it.
    pub made_by: StaffId,
    /// Who approved it before.
    pub approved_by: Option<StaffId>,
    /// What happened.
    pub shown: Shown,
    /// The number of the entry of this receipt.
    pub entry: u64,
    /// The first 8 hexadecimal digits of the trail's head, as it was with that entry: `verify --expect` takes both (R12.5).
    pub head: String,
    /// Of a training store.
    pub training: bool,
}

impl Look<'_> {
    /// The receipt of that number: what was carried out, as it was shown to those who decided.
    ///
    /// # Errors
    /// E0204 when nothing was carried out under that number.
    pub fn receipt(&self, number: &str) -> Result<ReceiptView, Error> {
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx| -> Result<_, Error> {
            let request = tx.request_of_receipt(number)?.ok_or(Refusal::NoRequest)?;
            let entry = tx.entry_of_receipt(&request.contract, number)?;
            let (at, entry, head) = entry.ok_or_else(|| store::Error::Damaged("trail.receipt".into()))?;
            let staff = tx.staff(&request.made_by)?.ok_or(Refusal::NoRequest)?;
            let shown: Shown = serde_json::from_str(&request.shown)?;
            if shown.digest().0 != request.digest {
                return Err(store::Error::Damaged("request.shown".into()).into());
            }
            let before = shown.approval == Approval::Before;
            Ok(ReceiptView {
                number: number.to_owned(),
                at,
                branch: staff.branch,
                made_by: request.made_by,
                approved_by: request.decided_by.filter(|_| before),
                shown,
                entry,
                head,
                training: self.store.kind() == Kind::Training,
            })
        })
    }
}
