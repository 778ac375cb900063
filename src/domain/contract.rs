//! A company's contract (契約) with the web banking service.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::values::{Account, BranchCode, ContractNumber, Kana, Name, Phone};

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
    /// Token start date (利用開始日).
    pub start: NaiveDate,
    /// Counts up with every change to the contract, its users or its tokens (R11.3).
    pub version: u64,
}

/// A branch (取引店): code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Three digits.
    pub code: BranchCode,
    /// Its name.
    pub name: Name,
}
