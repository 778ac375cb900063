//! The recall list in words (R15.8).

use super::{Words, place};
use crate::domain::stock::Recall;
use crate::domain::values::BranchCode;

impl Words {
    /// Of which branch's fobs a list is; of all without one.
    pub fn stock_of(&self, branch: Option<&BranchCode>) -> String {
        let list = &self.stock.list;
        branch.map_or_else(
            || list.every_branch.to_owned(),
            |branch| list.at_branch(place::Branch(branch.as_str())),
        )
    }

    /// When a fob that should be fetched back ends; nothing where that is no reason.
    pub fn ends(&self, recall: &Recall) -> String {
        let own = &self.stock.recall;
        match recall.expires_within {
            _ if recall.expired => own.expired.to_owned(),
            Some(days) => own.within_days(place::Days(&days.to_string())),
            None => String::new(),
        }
    }
}
