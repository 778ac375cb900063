//! A receipt read again, for the slip (受付票).

use serde::Serialize;

use super::attempt::{About, Settled};
use super::shown::Shown;
use super::{Desk, Error, Look, Session};
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
    /// Their name.
    pub made_by_name: String,
    /// Who approved it before.
    pub approved_by: Option<StaffId>,
    /// Their name.
    pub approved_by_name: Option<String>,
    /// What stands over the slip: the bank's name, and whom a customer asks. Either may be empty.
    pub letterhead: [String; 2],
    /// Whether a slip of it left the console before: another is marked 再発行.
    pub reissued: bool,
    /// What happened.
    pub shown: Shown,
    /// The number of the entry of this receipt.
    pub entry: u64,
    /// The first 8 hexadecimal digits of the trail's head, as it was with that entry: `verify --expect` takes both (R12.5).
    pub head: String,
    /// Of a training store.
    pub training: bool,
}

/// The entry of a slip that leaves the console.
pub(super) const SLIP: &str = "issue_slip";

impl Desk {
    /// Has `write` write the slip of a receipt, with an entry: no entry, no paper (R12.1). A receipt whose slip has left before is
    /// one of another, and says so.
    ///
    /// # Errors
    /// E1203 for a role that has no receipts; those of `write`.
    pub fn issue_slip<T>(
        &mut self,
        session: &Session,
        receipt: &ReceiptView,
        write: impl FnOnce() -> store::Result<T>,
    ) -> Result<T, Error> {
        let about = About {
            action: SLIP,
            contract: Some(receipt.shown.contract.clone()),
            subject: receipt.number.clone(),
            detail: if receipt.reissued { "reissued" } else { "" }.to_owned(),
            ..About::default()
        };
        self.attempt(session, Duty::SeeRequests, about, |_, _| Ok(Settled::new(Ok(write()?))))
    }
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
            let approved_by = request.decided_by.filter(|_| before);
            let approver = approved_by.as_ref().map(|by| tx.staff(by)).transpose()?.flatten();
            Ok(ReceiptView {
                number: number.to_owned(),
                at,
                branch: staff.branch,
                made_by: request.made_by,
                made_by_name: staff.name.to_string(),
                approved_by,
                approved_by_name: approver.map(|approver| approver.name.to_string()),
                letterhead: self.policy().letterhead(),
                reissued: tx.entry_names(SLIP, number)?,
                shown,
                entry,
                head,
                training: self.store.kind() == Kind::Training,
            })
        })
    }
}
