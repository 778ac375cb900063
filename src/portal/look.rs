//! What the customer's screens show. No key is in scope here.

use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::{Error, Member, Portal, SessionKey};
use crate::domain::access::ServiceState;
use crate::domain::authority;
use crate::domain::calendar::{self, Instant};
use crate::domain::gate::{self, Operation, Run};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::state::{self, OtpState};
use crate::domain::token::Held;
use crate::domain::user::{Operations, User, UserKind};
use crate::domain::values::{ContractNumber, LoginId, Name, Serial};
use crate::store::{Store, Tx};

/// A query within this time of the last one does not begin the session's lapse anew.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// The queries for one user at one moment.
#[derive(Debug)]
pub struct Look<'a> {
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
    /// Whether the user was ever registered, so that no grace period is theirs (R5.2).
    pub ever_registered: bool,
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
    /// Why the bank alone lifts its suspension, if it does (R9.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// When the token expires.
    pub expires: Option<Instant>,
    /// サービス利用状態.
    pub service: ServiceState,
}

impl Portal<'_> {
    /// Runs a query for the user behind `key`. Looking leaves no entry; it keeps the session from lapsing.
    ///
    /// # Errors
    /// E1606 when the session has ended, E1061 when the passwords are to be changed first, or those of the query.
    pub fn ask<T>(&mut self, key: &SessionKey, query: impl FnOnce(&Look<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let (now, member) = self.admitted(key)?;
        member.may_go_on()?;
        if now >= member.session.used_at + TOUCH {
            self.office.touch_session(&key.hash(), now)?;
        }
        query(&self.look(now, member))
    }

    /// [`Portal::ask`] for a screen that reads again by itself: it does not keep the session from lapsing, or one that nobody
    /// sits at would live on what others do.
    ///
    /// # Errors
    /// Those of [`Portal::ask`].
    pub fn glance<T>(
        &mut self,
        key: &SessionKey,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (now, member) = self.admitted(key)?;
        member.may_go_on()?;
        query(&self.look(now, member))
    }

    /// Who has logged in, for the greeting; also with passwords that are to be changed first (R17.1).
    ///
    /// # Errors
    /// E1606 when the session has ended.
    pub fn greet(&mut self, key: &SessionKey) -> Result<Me, Error> {
        let (now, member) = self.admitted(key)?;
        Ok(self.look(now, member).me())
    }

    /// The moment, and who is behind a key at it.
    fn admitted(&mut self, key: &SessionKey) -> Result<(Instant, Member), Error> {
        let now = self.office.clock().now();
        let admit = |tx: &Tx<'_>, policy: &Policy| Member::admit(tx, key, now, policy);
        let member = self.office.read_by_policy(admit)?;
        Ok((now, member))
    }

    fn look(&self, now: Instant, member: Member) -> Look<'_> {
        Look {
            store: self.office.store(),
            policy: self.office.policy(),
            now,
            member,
        }
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

    /// The first moment after which what is read now is no longer so though nothing was done: a closed period or the grace
    /// period ends, a token expires, its use starts, or the session lapses.
    pub fn holds_until(&self) -> Option<Instant> {
        let Member { case, session, .. } = &self.member;
        let opens = case.users.iter().filter_map(|user| user.reopens_at);
        let expires = case.tokens.iter().filter_map(|token| token.expires);
        let days = [case.contract.start, gate::grace_ends(&case.contract, self.policy)].map(calendar::start_of);
        let moments = opens.chain(expires).chain(days);
        let moments = moments.chain([session.used_at + self.policy.session_lapse]);
        moments.filter(|moment| *moment > self.now).min()
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
            ever_registered: user.ever_registered(),
            last_login_at: user.service.last_login_at,
        }
    }

    /// Whether the registration screen is shown now (R3.1).
    pub fn shows_registration(&self) -> bool {
        gate::shows_registration(&self.member.user, &self.member.case, self.now)
    }

    /// Whether the last step of an operation asks for a code now, or why it may not be done (R5.1–R5.4).
    pub fn asks_code(&self, operation: Operation, run: Option<Run>) -> Decision<bool> {
        let Member {
            case, user, session, ..
        } = &self.member;
        let token = gate::pass(user, case, operation, self.now, self.policy)?;
        Ok(token.is_some() && (run.is_none() || session.run != run))
    }

    /// All users of the company: for master and admin users only.
    ///
    /// # Errors
    /// E0501 for others.
    pub fn members(&self) -> Decision<Vec<MemberRow>> {
        self.must_administer()?;
        let case = &self.member.case;
        Ok(case.users.iter().map(|user| self.row(user)).collect())
    }

    /// Refuses who does not administer users (E0501).
    pub(super) fn must_administer(&self) -> Decision<()> {
        if self.member.user.administers() {
            Ok(())
        } else {
            Err(Refusal::NotPermitted {
                operation: Operation::Administration.as_str().into(),
            })
        }
    }

    /// A user of the company in the columns of the lists.
    pub(super) fn row(&self, user: &User) -> MemberRow {
        let case = &self.member.case;
        let token = case.token_of(user);
        MemberRow {
            user: user.clone(),
            serial: token.map(|token| token.serial.clone()),
            state: state::of(user, case, self.now),
            held: token.and_then(|token| token.held),
            expires: token.and_then(|token| token.expires),
            service: user.service.state(self.now),
        }
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
