//! Facts of a contract that the console draws at random, and judges (R10.2, R10.6).

use serde::{Deserialize, Serialize};

use super::{Check, Outcome, Person};
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::era;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::search;
use crate::domain::token::Stock;
use crate::domain::user::{User, UserKind};
use crate::domain::values::{Account, Serial, fold_code};

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

/// An answer as the console judged it; what was said is not kept (R10.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// The fact.
    pub fact: Fact,
    /// Whether it was right.
    pub right: bool,
    /// When.
    pub at: Instant,
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

    /// Its name, as JSON has it and the trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Branch => "branch",
            Self::StartDate => "start_date",
            Self::MasterName => "master_name",
            Self::UserCount => "user_count",
            Self::TokenSerial => "token_serial",
        }
    }

    /// The right answer, if the contract has one.
    pub fn answer(self, case: &Case) -> Option<String> {
        let contract = &case.contract;
        match self {
            Self::Account => Some(contract.account.to_string()),
            Self::Branch => Some(contract.branch.name.to_string()),
            Self::StartDate => Some(contract.start.to_string()),
            Self::MasterName => master(case).map(|user| user.name.to_string()),
            Self::UserCount => Some(case.users.len().to_string()),
            // A fob that was reported lost may be in the hands of the one who calls.
            Self::TokenSerial => {
                let serials = serials(case);
                (!serials.is_empty()).then(|| serials.join(", "))
            }
        }
    }

    /// Every text of a screen that would tell it (R10.6): of an account its number, of a name its kana too.
    pub fn tells(self, case: &Case) -> Vec<String> {
        let contract = &case.contract;
        match self {
            Self::Account => vec![contract.account.as_str().chars().filter(char::is_ascii_digit).collect()],
            Self::MasterName => {
                let names = master(case).map(|user| [user.name.to_string(), user.kana.to_string()]);
                names.into_iter().flatten().collect()
            }
            Self::TokenSerial => serials(case).into_iter().map(str::to_owned).collect(),
            // How many users there are stands in every list of them, and is not drawn where the console judges.
            Self::UserCount => Vec::new(),
            Self::Branch | Self::StartDate => self.answer(case).into_iter().collect(),
        }
    }

    /// Whether that could be an answer at all: a day where one is asked for, digits where a number is. What could not is a slip of who
    /// types, and uses up no try.
    fn could_be(self, said: &str, policy: &Policy) -> bool {
        let code = fold_code(said);
        match self {
            Self::Account => code.contains(|c: char| c.is_ascii_digit()),
            Self::StartDate => era::read(&code).is_some(),
            Self::UserCount => count(&code).is_some(),
            Self::TokenSerial => Serial::parse_by(&digits(&code), policy).is_ok(),
            Self::Branch | Self::MasterName => !search::full(said).is_empty(),
        }
    }

    /// Whether that is what the contract has. It is folded as in a search, so that how it is written fails nobody: the number of an
    /// account without its kind or with it in English, a branch with or without 支店 or by its code, a day in any form, a name in kana.
    pub fn is_right(self, said: &str, case: &Case) -> bool {
        let contract = &case.contract;
        let (code, key) = (fold_code(said), search::full(said));
        if key.is_empty() {
            return false;
        }
        match self {
            Self::Account => {
                let account = search::full(contract.account.as_str());
                let number: String = account.chars().filter(char::is_ascii_digit).collect();
                let written = Account::parse(said).is_ok_and(|said| said == contract.account);
                written || key == account || key == number
            }
            Self::Branch => {
                let plain = |text: &str| search::full(text.trim().trim_end_matches("支店").trim_end_matches("店"));
                plain(said) == plain(contract.branch.name.as_str()) || code == contract.branch.code.as_str()
            }
            Self::StartDate => era::read(&code) == Some(contract.start),
            Self::MasterName => master(case)
                .is_some_and(|user| key == search::full(user.name.as_str()) || key == search::full(user.kana.as_str())),
            Self::UserCount => count(&code) == Some(case.users.len()),
            Self::TokenSerial => serials(case).contains(&digits(&code).as_str()),
        }
    }

    /// Draws as many facts as the policy says among those that the contract has, by random bytes handed in
    /// (one a fact; the order is theirs). How many users there are stands in every list of them, and a master knows their own name, so
    /// neither is drawn where the console judges (R10.6).
    pub fn draw(case: &Case, person: &Person, random: [u8; 6], policy: &Policy) -> Vec<Self> {
        let is_master = matches!((person, master(case)), (Person::User(who), Some(user)) if *who == user.login_id);
        let tells =
            |fact: Self| policy.facts_typed && (fact == Self::UserCount || (fact == Self::MasterName && is_master));
        let mut drawn: Vec<_> = Self::ALL
            .into_iter()
            .zip(random)
            .filter(|(fact, _)| fact.answer(case).is_some() && !tells(*fact))
            .collect();
        drawn.sort_by_key(|(fact, byte)| (*byte, *fact));
        drawn
            .into_iter()
            .take(policy.facts_drawn as usize)
            .map(|(fact, _)| fact)
            .collect()
    }
}

/// A number that was folded, without what groups it.
fn digits(code: &str) -> String {
    code.chars().filter(|c| !matches!(c, ' ' | '-')).collect()
}

fn count(code: &str) -> Option<usize> {
    digits(code).trim_end_matches(['名', '人']).parse().ok()
}

fn master(case: &Case) -> Option<&User> {
    case.users.iter().find(|user| user.kind == UserKind::Master)
}

fn serials(case: &Case) -> Vec<&str> {
    let issued = case.tokens.iter().filter(|token| token.stock == Stock::Issued);
    issued.map(|token| token.serial.as_str()).collect()
}

impl Check {
    /// Whether this fact was answered right.
    pub fn has_right(&self, fact: Fact) -> bool {
        self.tries.iter().any(|made| made.fact == fact && made.right)
    }

    /// How often this fact was answered.
    pub fn tries_of(&self, fact: Fact) -> u32 {
        self.tries
            .iter()
            .filter(|made| made.fact == fact)
            .fold(0, |count, _| count + 1)
    }

    /// Judges an answer (R10.6): a drawn fact of an open check, so often as the policy says, and not again once it was right. What could
    /// be no answer is not judged.
    pub fn judge(&mut self, fact: Fact, said: &str, case: &Case, now: Instant, policy: &Policy) -> Decision<Try> {
        // Once it was confirmed, what was not asked yet stands on the screens again.
        let is_told = self.outcome == Outcome::Confirmed && policy.facts_typed;
        if !self.is_going_on() || is_told {
            return Err(Refusal::CheckFinished);
        }
        if !self.drawn.contains(&fact) {
            return Err(Refusal::FactNotDrawn);
        }
        if self.has_right(fact) {
            return Err(Refusal::FactKnown);
        }
        if self.tries_of(fact) >= policy.fact_tries {
            return Err(Refusal::FactTriesSpent {
                tries: policy.fact_tries,
            });
        }
        let right = fact.is_right(said, case);
        if !right && !fact.could_be(said, policy) {
            return Err(Refusal::FactForm);
        }
        let made = Try { fact, right, at: now };
        self.tries.push(made);
        Ok(made)
    }
}
