//! What the customer's screens show. No key is in scope here.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::{Error, Member, Portal, SessionKey};
use crate::domain::access::ServiceState;
use crate::domain::authority;
use crate::domain::calendar::Instant;
use crate::domain::gate::{self, Operation, Run};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::state::{self, OtpState};
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{ContractNumber, LoginId, Name, Serial};
use crate::office::refresh_policy;
use crate::store::Store;

/// A query within this time of the last one does not begin the session's lapse anew.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// The queries for one user at one moment.
#[derive(Debug)]
pub struct Look<'a> {
    #[expect(dead_code, reason = "payments are read from it")]
    pub(super) store: &'a Store,
    pub(super) policy: &'a Policy,
    pub(super) now: Instant,
    pub(super) member: Member,
}

/// The user, as the top page greets them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Me {
    /// Login ID.
    pub login_id: LoginId,
    /// Name.
    pub name: Name,
    /// Kind.
    pub kind: UserKind,
    /// Contract number.
    pub contract: ContractNumber,
    /// Company.
    pub company: Name,
    /// Operations that need a token and are permitted (R5.1).
    pub operations: Operations,
    /// State of the one-time password (R13).
    pub state: OtpState,
    /// Serial of the user's token.
    pub serial: Option<Serial>,
    /// Token start date (利用開始日).
    pub start: NaiveDate,
    /// The first day on which the grace period is over (R4.2).
    pub grace_ends: NaiveDate,
    /// The last login, this one.
    pub last_login_at: Option<Instant>,
}

/// A user of the company, with the columns of BRSK005, BRSK011, BRSK025 and BRSK027.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// The user.
    pub user: User,
    /// Serial of the token, if registered.
    pub serial: Option<Serial>,
    /// State of the one-time password (R13).
    pub state: OtpState,
    /// When the token expires.
    pub expires: Option<Instant>,
    /// サービス利用状態.
    pub service: ServiceState,
}

impl Portal<'_> {
    /// Runs a query for the user behind `key`. Looking leaves no entry; it keeps the session from lapsing.
    ///
    /// # Errors
    /// E1606 when the session has ended, or those of the query.
    pub fn ask<T>(&mut self, key: &SessionKey, query: impl FnOnce(&Look<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let now = self.office.clock.now();
        let office = &mut *self.office;
        let member = office.store.read(|tx| -> Result<_, Error> {
            refresh_policy(tx, &mut office.policy)?;
            Member::admit(tx, key, now, &office.policy.1)
        })?;
        if now >= member.session.used_at + TOUCH {
            let run = member.session.run;
            office.store.write(|tx| tx.use_session(&key.hash(), now, run))?;
        }
        query(&Look {
            store: &office.store,
            policy: &office.policy.1,
            now,
            member,
        })
    }
}

impl Look<'_> {
    /// The moment of the queries.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        self.policy
    }

    /// Who asks, with their contract.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// Who asks, for the top page.
    pub fn me(&self) -> Me {
        let Member { case, user, .. } = &self.member;
        Me {
            login_id: user.login_id.clone(),
            name: user.name.clone(),
            kind: user.kind,
            contract: case.contract.number.clone(),
            company: case.contract.company.clone(),
            operations: user.operations,
            state: state::of(user, case, self.now),
            serial: case.token_of(user).map(|token| token.serial.clone()),
            start: case.contract.start,
            grace_ends: gate::grace_ends(&case.contract, self.policy),
            last_login_at: user.service.last_login_at,
        }
    }

    /// Whether the registration screen is shown now (R3.1).
    pub fn shows_registration(&self) -> bool {
        gate::shows_registration(&self.member.user, &self.member.case, self.now)
    }

    /// Whether the last step of an operation asks for a code now, or why it may not be done (R5.1–R5.4).
    pub fn asks_code(&self, operation: Operation, run: Option<Run>) -> Decision<bool> {
        let Member { case, user, session } = &self.member;
        let token = gate::pass(user, case, operation, self.now, self.policy)?;
        Ok(token.is_some() && (run.is_none() || session.run != run))
    }

    /// All users of the company: for master and admin users only.
    ///
    /// # Errors
    /// E0501 for others.
    pub fn members(&self) -> Decision<Vec<MemberRow>> {
        let Member { case, user, .. } = &self.member;
        if !user.kind.administers() || !user.operations.administration {
            return Err(Refusal::NotPermitted {
                operation: Operation::Administration.as_str().into(),
            });
        }
        let row = |user: &User| {
            let token = case.token_of(user);
            MemberRow {
                user: user.clone(),
                serial: token.map(|token| token.serial.clone()),
                state: state::of(user, case, self.now),
                expires: token.and_then(|token| token.expires),
                service: user.service.state(self.now),
            }
        };
        Ok(case.users.iter().map(row).collect())
    }

    /// Why the user can't revoke now (R7.1), or nothing.
    pub fn may_revoke(&self) -> Decision<()> {
        self.able(Refusal::MayNotRevoke)
    }

    /// Why the user can't unlock now (R9.2), or nothing.
    pub fn may_unlock(&self) -> Decision<()> {
        self.able(Refusal::MayNotUnlock)
    }

    /// Whether the user is a master or admin user who could act; a stopped confirmation password is told as such.
    fn able(&self, otherwise: Refusal) -> Decision<()> {
        let Member { case, user, .. } = &self.member;
        if user.service.confirmation_stopped {
            return Err(Refusal::ConfirmationStopped);
        }
        let able = authority::able(case, self.now).any(|able| able.login_id == user.login_id);
        able.then_some(()).ok_or(otherwise)
    }
}
