//! A contract with its users and tokens as one whole, and the changes that rules make to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::access::Service;
use super::calendar::Instant;
use super::cause::Cause;
use super::contract::{Contract, Particulars, Pending};
use super::members::profile::Profile;
use super::refusal::{Decision, Refusal};
use super::supply::Issued;
use super::token::{Held, Stock, Token};
use super::user::User;
use super::values::{BranchCode, LoginId, MailAddress, Serial, TokenId};

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

/// One change to a case. A decision gives a list of them; the store carries them out, and [`Case::apply`]
/// says what the case will be, so that what is shown and what is done are the same (R11.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Registers a user with a token (R3.2).
    Tie {
        /// The user.
        login_id: LoginId,
        /// The token.
        token: TokenId,
        /// When.
        at: Instant,
    },
    /// Revokes a user's registration (R7.2).
    Untie {
        /// The user.
        login_id: LoginId,
        /// When registration opens again (R8.2).
        reopens_at: Instant,
    },
    /// Marks a token lost for ever (R7.4).
    MarkLost {
        /// The token.
        token: TokenId,
    },
    /// Suspends a token that the bank alone lifts again (R9.6, R7.7); one that is suspended already stays so since then.
    Suspend {
        /// The token.
        token: TokenId,
        /// Why.
        held: Held,
        /// When.
        at: Instant,
    },
    /// Issues a fob out of stock to the contract (R15.4).
    Issue(Box<Issued>),
    /// Takes a fob back that came in again (R15.6): it is the contract's no more.
    TakeBack {
        /// The token.
        token: TokenId,
        /// Why it came back.
        cause: Cause,
        /// The branch at which it lies then.
        branch: BranchCode,
        /// When.
        at: Instant,
    },
    /// Lifts a suspension and sets the count of wrong codes back; the last used step stays (R9.4).
    Lift {
        /// The token.
        token: TokenId,
    },
    /// Sets a token's drift anew (R6.5); the last used step stays.
    Synchronise {
        /// The token.
        token: TokenId,
        /// Steps that its clock is ahead of ours.
        drift: i64,
    },
    /// Adds a user (BRSK006).
    Admit {
        /// The new user.
        login_id: LoginId,
        /// What was entered.
        profile: Box<Profile>,
    },
    /// Puts what was entered in the place of what was there (BRSK006).
    Amend {
        /// The user.
        login_id: LoginId,
        /// What was entered.
        profile: Box<Profile>,
    },
    /// Removes a user with their registration; the login ID is never given again.
    Remove {
        /// The user.
        login_id: LoginId,
        /// When.
        at: Instant,
    },
    /// Puts what is kept of the contract itself anew (R16.1, R16.2). Users who could use the old account can use the new one.
    Rewrite {
        /// What is kept then.
        particulars: Box<Particulars>,
        /// Since when.
        at: Instant,
    },
    /// Closes the contract (解約, R16.1): nobody is registered any more, and what waits for an approver is void.
    Close {
        /// The day of its end.
        on: NaiveDate,
        /// What waits.
        pending: Pending,
        /// When.
        at: Instant,
    },
    /// Says where mail reaches a user (R14.1).
    SetMail {
        /// The user.
        login_id: LoginId,
        /// Where it did.
        before: Option<MailAddress>,
        /// Where it will.
        after: Option<MailAddress>,
    },
    /// Stops a user, or lifts what keeps them out (BRSK011).
    SetService {
        /// The user.
        login_id: LoginId,
        /// What they are then.
        service: Service,
    },
}

impl Change {
    /// Whether it changes what the contract can be found by.
    pub fn renames(&self) -> bool {
        matches!(
            self,
            Self::Admit { .. }
                | Self::Amend { .. }
                | Self::Remove { .. }
                | Self::Rewrite { .. }
                | Self::Issue(_)
                | Self::TakeBack { .. }
        )
    }
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
pub(crate) mod samples {
    //! Small cases for the tables that stand beside the rules.

    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::domain::access::{Access, Service};
    use crate::domain::contract::Branch;
    use crate::domain::token::{Algorithm, CodeParams};
    use crate::domain::user::{Operations, UserKind};
    use crate::domain::values::{Account, BranchCode, ContractNumber, Kana, Maker, Name, Phone};

    pub(crate) const ALL: Operations = Operations {
        transfer: true,
        bulk: true,
        pay_easy: true,
        administration: true,
    };

    /// An instant in Japan: `at("2026-06-01T12:00:00")`.
    pub(crate) fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(&format!("{text}+09:00")).unwrap().to_utc()
    }

    pub(crate) fn login(text: &str) -> LoginId {
        LoginId::parse(text).unwrap()
    }

    /// A token of the contract whose id is `n` and whose serial is `1000000n`.
    pub(crate) fn token(n: u8) -> Token {
        Token {
            id: TokenId([n; 16]),
            maker: Maker::parse("Sample").unwrap(),
            serial: Serial::parse(&format!("{}", 10_000_000 + u32::from(n))).unwrap(),
            params: CodeParams {
                algorithm: Algorithm::Sha1,
                digits: 6,
                period: 60,
                start: 0,
            },
            starts: None,
            expires: None,
            stock: Stock::Issued,
            contract: Some(ContractNumber::parse("1000001").unwrap()),
            branch: None,
            came_back: None,
            handed_in: None,
            wrong_codes: 0,
            suspended_at: None,
            held: None,
            last_step: None,
            drift: 0,
        }
    }

    /// A user who may do everything, registered with the token `n` if it is not 0.
    pub(crate) fn user(login_id: &str, kind: UserKind, n: u8) -> User {
        User {
            login_id: login(login_id),
            name: Name::parse("見本 太郎").unwrap(),
            kana: Kana::parse("ミホン タロウ").unwrap(),
            kind,
            operations: ALL,
            access: Access::usual(kind, ALL, &Account::parse("普通1234567").unwrap()),
            service: Service::default(),
            token: (n > 0).then_some(TokenId([n; 16])),
            registered_at: (n > 0).then(|| at("2026-05-02T10:00:00")),
            reopens_at: None,
        }
    }

    pub(crate) fn case(users: Vec<User>, tokens: Vec<Token>) -> Case {
        let contract = Contract {
            number: ContractNumber::parse("1000001").unwrap(),
            company: Name::parse("見本商事株式会社").unwrap(),
            kana: Kana::parse("ミホンショウジ").unwrap(),
            branch: Branch {
                code: BranchCode::parse("011").unwrap(),
                name: Name::parse("本店営業部").unwrap(),
            },
            account: Account::parse("普通1234567").unwrap(),
            phone: Phone::parse("03-0000-0000").unwrap(),
            phone_since: None,
            address: None,
            address_since: None,
            representative: None,
            closed: None,
            start: NaiveDate::from_ymd_opt(2026, 5, 1).unwrap(),
            version: 1,
        };
        Case {
            contract,
            users,
            tokens,
        }
    }
}
