//! What is looked for in the trail, and the pages in which it is given.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Entry, Written};
use crate::domain::refusal::Decision;
use crate::domain::values::{ContractNumber, LoginId, Serial, StaffId};

/// The newest entries of the trail, or of a contract.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this contract only.
    pub contract: Option<ContractNumber>,
    /// At most so many, the newest.
    pub limit: u64,
}

/// What is looked for: entries that meet every condition that is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Of this day of Japan or a later one.
    pub from: Option<NaiveDate>,
    /// Of this day of Japan or an earlier one.
    pub to: Option<NaiveDate>,
    /// By this member of the staff.
    pub staff: Option<StaffId>,
    /// Of this customer.
    pub customer: Option<Customer>,
    /// That names this serial.
    pub serial: Option<Serial>,
    /// Of any of these actions; of any at all if there is none.
    pub actions: Vec<String>,
    /// That ended so.
    pub result: Option<Written>,
}

/// In the words of the command line, such as `from=2026-06-01 action=unlock`.
impl std::fmt::Display for Sought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = |value: Option<&dyn std::fmt::Display>| value.map(ToString::to_string);
        let actions = (!self.actions.is_empty()).then(|| self.actions.join(","));
        let set = [
            ("from", self.from.map(|day| day.to_string())),
            ("to", self.to.map(|day| day.to_string())),
            ("by", text(self.staff.as_ref().map(|staff| staff as _))),
            ("customer", text(self.customer.as_ref().map(|customer| customer as _))),
            ("serial", text(self.serial.as_ref().map(|serial| serial as _))),
            ("action", actions),
            ("result", self.result.map(|result| result.as_str().to_owned())),
        ];
        let set = set
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        f.write_str(&set.collect::<Vec<_>>().join(" "))
    }
}

/// A customer whose entries are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Customer {
    /// A contract by its number, or if no entry is about one of that number, a user by their login ID.
    Named(String),
    /// A contract.
    Contract(ContractNumber),
    /// One user of a contract: what they did, and what names them.
    User(ContractNumber, LoginId),
}

impl Customer {
    /// Reads a contract number, a login ID, or both with a slash between as the trail names a customer.
    ///
    /// # Errors
    /// E0103, E0104.
    pub fn parse(text: &str) -> Decision<Self> {
        if let Some((contract, login_id)) = text.split_once('/') {
            return Ok(Self::User(ContractNumber::parse(contract)?, LoginId::parse(login_id)?));
        }
        // Every contract number but one longer than a login ID has the form of one.
        Ok(Self::Named(LoginId::parse(text)?.as_str().to_owned()))
    }
}

impl std::fmt::Display for Customer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(text) => f.write_str(text),
            Self::Contract(number) => write!(f, "{number}"),
            Self::User(number, login_id) => write!(f, "{number}/{login_id}"),
        }
    }
}

/// Where a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// With the newest entry.
    Newest,
    /// With the newest entry that is older than that of this number.
    Before(u64),
    /// It ends with the oldest entry that is newer than that of this number.
    After(u64),
}

/// A page of the trail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its entries, the newest first.
    pub entries: Vec<Entry>,
    /// Whether there are more on the side to which the page was asked for.
    pub more: bool,
}
