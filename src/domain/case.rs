//! A contract with its users and tokens as one whole, and the changes that rules make to it.

mod change;

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::contract::Contract;
use super::refusal::{Decision, Refusal};
use super::token::{Held, Stock, Token};
use super::user::User;
use super::values::{LoginId, Serial, TokenId};

pub use change::Change;

/// Everything a rule looks at when it decides about a contract. It is small: some users, some tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The contract.
    pub contract: Contract,
    /// Its users, by login ID.
    pub users: Vec<User>,
    /// Every token that is or was issued to it, by serial.
    pub tokens: Vec<Token>,
}

impl Case {
    /// The user of that login ID, or E0202.
    pub fn user(&self, login_id: &LoginId) -> Decision<&User> {
        let user = self.users.iter().find(|user| user.login_id == *login_id);
        user.ok_or_else(|| Refusal::NoUser {
            login_id: login_id.to_string(),
        })
    }

    /// The users of these login IDs in that order; none, an unknown or a repeated one is refused.
    pub fn chosen(&self, login_ids: &[LoginId]) -> Decision<Vec<&User>> {
        if login_ids.is_empty() {
            return Err(Refusal::NobodyChosen);
        }
        for (i, login_id) in login_ids.iter().enumerate() {
            if login_ids[..i].contains(login_id) {
                return Err(Refusal::NamedTwice {
                    login_id: login_id.to_string(),
                });
            }
        }
        login_ids.iter().map(|login_id| self.user(login_id)).collect()
    }

    /// The token of that serial among this contract's, or the message that also an unknown one gets (R3.3).
    pub fn token_by_serial(&self, serial: &Serial) -> Decision<&Token> {
        self.tokens
            .iter()
            .find(|token| token.serial == *serial)
            .ok_or(Refusal::TokenUnknown)
    }

    /// The token of that id, if it is one of this contract's.
    pub fn token(&self, id: TokenId) -> Option<&Token> {
        self.tokens.iter().find(|token| token.id == id)
    }

    /// The token a user is registered with.
    pub fn token_of(&self, user: &User) -> Option<&Token> {
        user.token.and_then(|id| self.token(id))
    }

    /// Everyone who is registered with a token: those who share it (共有).
    pub fn sharers(&self, token: TokenId) -> impl Iterator<Item = &User> {
        self.users.iter().filter(move |user| user.token == Some(token))
    }

    /// Fobs of the contract that are suspended and that nobody is registered with: only the bank lifts that, one by one (R7.7).
    pub fn suspended_alone(&self, now: Instant) -> impl Iterator<Item = &Token> {
        let alone = |token: &&Token| self.sharers(token.id).next().is_none();
        self.tokens
            .iter()
            .filter(move |token| token.stock == Stock::Issued && token.is_suspended() && !token.is_expired(now))
            .filter(alone)
    }

    /// What the case is after these changes.
    #[must_use]
    pub fn apply(&self, changes: &[Change]) -> Self {
        let mut after = self.clone();
        for change in changes {
            after.change(change);
        }
        after
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Tie { login_id, token, at } => {
                if let Some(user) = self.users.iter_mut().find(|user| user.login_id == *login_id) {
                    (user.token, user.registered_at, user.reopens_at) = (Some(*token), Some(*at), None);
                }
            }
            Change::Untie { login_id, reopens_at } => {
                if let Some(user) = self.users.iter_mut().find(|user| user.login_id == *login_id) {
                    (user.token, user.registered_at, user.reopens_at) = (None, None, Some(*reopens_at));
                }
            }
            Change::MarkLost { token } => {
                if let Some(token) = self.tokens.iter_mut().find(|t| t.id == *token) {
                    token.stock = Stock::Lost;
                }
            }
            Change::TakeLossBack { token, at } => {
                if let Some(token) = self.tokens.iter_mut().find(|t| t.id == *token) {
                    token.stock = Stock::Issued;
                    (token.suspended_at, token.held) = (token.suspended_at.or(Some(*at)), Some(Held::Returned));
                }
            }
            Change::Issue(issued) => self.tokens.push(issued.token.clone()),
            Change::TakeBack { token, .. } => self.tokens.retain(|known| known.id != *token),
            Change::Lift { token } => {
                if let Some(token) = self.tokens.iter_mut().find(|t| t.id == *token) {
                    (token.suspended_at, token.held, token.wrong_codes) = (None, None, 0);
                }
            }
            Change::Suspend { token, held, at } => {
                if let Some(token) = self.tokens.iter_mut().find(|t| t.id == *token) {
                    (token.suspended_at, token.held) = (token.suspended_at.or(Some(*at)), Some(*held));
                }
            }
            Change::Synchronise { token, drift } => {
                if let Some(token) = self.tokens.iter_mut().find(|t| t.id == *token) {
                    token.drift = *drift;
                }
            }
            Change::Admit { login_id, profile } => {
                let place = self.users.partition_point(|user| user.login_id < *login_id);
                self.users
                    .insert(place, profile.as_ref().clone().into_user(login_id.clone()));
            }
            Change::Amend { login_id, profile } => {
                if let Some(user) = self.users.iter_mut().find(|user| user.login_id == *login_id) {
                    let profile = profile.as_ref().clone();
                    (user.name, user.kana, user.kind) = (profile.name, profile.kana, profile.kind);
                    (user.operations, user.access) = (profile.operations, profile.access);
                }
            }
            Change::Remove { login_id, .. } => self.users.retain(|user| user.login_id != *login_id),
            Change::Rewrite { particulars, at } => {
                let (old, new) = (self.contract.account.clone(), &particulars.account);
                for user in self.users.iter_mut().filter(|_| old != *new) {
                    if user.access.accounts.remove(&old) {
                        user.access.accounts.insert(new.clone());
                    }
                }
                particulars.onto(&mut self.contract, *at);
            }
            Change::Close { on, .. } => {
                self.contract.closed = Some(*on);
                for user in &mut self.users {
                    (user.token, user.registered_at) = (None, None);
                }
            }
            // Where mail goes is no part of the case.
            Change::SetMail { .. } => {}
            Change::SetService { login_id, service } => {
                if let Some(user) = self.users.iter_mut().find(|user| user.login_id == *login_id) {
                    user.service = service.clone();
                }
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod samples;
