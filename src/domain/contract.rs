//! A company's contract (契約) with the web banking service.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::policy::Policy;
use super::values::{Account, BranchCode, ContractNumber, Kana, Name, Phone, PostalAddress};

/// A contract (契約).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Contract number (契約番号).
    pub number: ContractNumber,
    /// Company name.
    pub company: Name,
    /// Company name in kana.
    pub kana: Kana,
    /// The branch that keeps it (取引店).
    pub branch: Branch,
    /// Representative account (代表口座).
    pub account: Account,
    /// Registered telephone: the only number that is called back (R10.2).
    pub phone: Phone,
    /// Since when the telephone is this one; `None`: since the contract was opened, so it counts at once (R10.7).
    pub phone_since: Option<Instant>,
    /// Registered address (届出住所), where letters go, if the bank has it here.
    pub address: Option<PostalAddress>,
    /// Since when the address is this one; `None`: since the contract was opened, so it counts at once (R15.5).
    pub address_since: Option<Instant>,
    /// The company's representative (代表者), if the bank has the name here.
    pub representative: Option<Name>,
    /// Token start date (利用開始日).
    pub start: NaiveDate,
    /// The day on which the contract was closed (解約日), if it was.
    pub closed: Option<NaiveDate>,
    /// Counts up with every change to the contract, its users or its tokens (R11.3).
    pub version: u64,
}

impl Contract {
    /// From when a call back to the registered telephone counts: a number that was changed must have stood for a while (R10.7).
    /// `None`: it counts.
    pub fn called_back_from(&self, now: Instant, policy: &Policy) -> Option<Instant> {
        let from = self.phone_since? + policy.phone_settles;
        (now < from).then_some(from)
    }
}

/// Payments of a contract that wait for an approver: they are void when it is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// How many.
    pub count: u64,
    /// Their amounts together, in yen.
    pub yen: u64,
}

/// A branch (取引店): code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Three digits.
    pub code: BranchCode,
    /// Its name.
    pub name: Name,
}

/// What the bank keeps of a contract itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Particulars {
    /// Company name.
    pub company: Name,
    /// Company name in kana.
    pub kana: Kana,
    /// The branch that keeps it (取引店).
    pub branch: Branch,
    /// Representative account (代表口座).
    pub account: Account,
    /// Registered telephone.
    pub phone: Phone,
    /// Registered address (届出住所).
    #[serde(default)]
    pub address: Option<PostalAddress>,
    /// The company's representative (代表者).
    #[serde(default)]
    pub representative: Option<Name>,
    /// Token start date (利用開始日).
    pub start: NaiveDate,
}

impl Particulars {
    /// What is kept of a contract now.
    pub fn of(contract: &Contract) -> Self {
        Self {
            company: contract.company.clone(),
            kana: contract.kana.clone(),
            branch: contract.branch.clone(),
            account: contract.account.clone(),
            phone: contract.phone.clone(),
            address: contract.address.clone(),
            representative: contract.representative.clone(),
            start: contract.start,
        }
    }

    /// Puts them in the place of what was kept. A telephone that dials another number, and another address, are these only
    /// since `at` (R10.7, R15.5).
    pub fn onto(&self, contract: &mut Contract, at: Instant) {
        if !self.phone.dials_like(&contract.phone) {
            contract.phone_since = Some(at);
        }
        if self.address != contract.address {
            contract.address_since = Some(at);
        }
        let new = self.clone();
        (contract.company, contract.kana, contract.branch) = (new.company, new.kana, new.branch);
        (contract.account, contract.phone, contract.address) = (new.account, new.phone, new.address);
        (contract.representative, contract.start) = (new.representative, new.start);
    }
}
