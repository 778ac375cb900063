//! Facts of a contract that the console draws at random (R10.2).

use serde::{Deserialize, Serialize};

use crate::domain::case::Case;
use crate::domain::policy::Policy;
use crate::domain::token::Stock;
use crate::domain::user::UserKind;

/// A fact of the contract that the console can ask for (R10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The representative account.
    Account,
    /// The branch that keeps it.
    Branch,
    /// The token start date.
    StartDate,
    /// The name of the master user.
    MasterName,
    /// How many users it has.
    UserCount,
    /// The serial of a token that is issued to it; any of them, where there are several.
    TokenSerial,
}

impl Fact {
    /// All facts that can be drawn.
    pub const ALL: [Self; 6] = [
        Self::Account,
        Self::Branch,
        Self::StartDate,
        Self::MasterName,
        Self::UserCount,
        Self::TokenSerial,
    ];

    /// The right answer, if the contract has one.
    pub fn answer(self, case: &Case) -> Option<String> {
        let contract = &case.contract;
        match self {
            Self::Account => Some(contract.account.to_string()),
            Self::Branch => Some(contract.branch.name.to_string()),
            Self::StartDate => Some(contract.start.to_string()),
            Self::MasterName => case
                .users
                .iter()
                .find(|user| user.kind == UserKind::Master)
                .map(|user| user.name.to_string()),
            Self::UserCount => Some(case.users.len().to_string()),
            // A fob that was reported lost may be in the hands of the one who calls.
            Self::TokenSerial => {
                let issued = case.tokens.iter().filter(|token| token.stock == Stock::Issued);
                let serials: Vec<_> = issued.map(|token| token.serial.as_str()).collect();
                (!serials.is_empty()).then(|| serials.join(", "))
            }
        }
    }

    /// Draws as many facts as the policy says among those that the contract has, by random bytes handed in
    /// (one a fact; the order is theirs).
    pub fn draw(case: &Case, random: [u8; 6], policy: &Policy) -> Vec<Self> {
        let mut drawn: Vec<_> = Self::ALL
            .into_iter()
            .zip(random)
            .filter(|(f, _)| f.answer(case).is_some())
            .collect();
        drawn.sort_by_key(|(fact, byte)| (*byte, *fact));
        drawn
            .into_iter()
            .take(policy.facts_drawn as usize)
            .map(|(fact, _)| fact)
            .collect()
    }
}
