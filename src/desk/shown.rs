//! What would happen, as every screen, slip and receipt shows it, and the digest that binds what was seen (R11.3).

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::act::Decided;
use crate::domain::amendment::{self, Difference};
use crate::domain::approval::{self, Approval};
use crate::domain::authority::{self, Verdict};
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::caution::Caution;
use crate::domain::closing;
use crate::domain::identity::{Action, Check};
use crate::domain::state::{self, OtpState};
use crate::domain::stock::Terms;
use crate::domain::synchronisation::Drift;
use crate::domain::token::{Held, Stock, Token};
use crate::domain::user::{User, UserKind};
use crate::domain::values::{BranchCode, ContractNumber, LoginId, Name, PostalAddress, Reason, Serial};
use crate::domain::{registration, revocation};

/// What will happen, before → after, as every screen and receipt shows it (TKNN001, TSNN002, TKNR009).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The action.
    pub action: Action,
    /// The contract.
    pub contract: ContractNumber,
    /// Its company.
    pub company: Name,
    /// Users whose state changes.
    pub users: Vec<UserChange>,
    /// Tokens that change.
    pub tokens: Vec<TokenChange>,
    /// What is kept of the contract and will be another (R16.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// When registration opens for those revoked (R8.2).
    pub reopens_at: Option<Instant>,
    /// Whether the contract has a token left that can be registered with afterwards (R3.2).
    pub has_spare: bool,
    /// Why it is revoked.
    pub reason: Option<revocation::Reason>,
    /// Who of the customer's own could do it (R7.3, R9.3).
    pub could: Verdict,
    /// Why a supervisor is asked to override (R9.3).
    pub override_reason: Option<Reason>,
    /// Before or after.
    pub approval: Approval,
    /// The identity check it rests on.
    pub check: Check,
    /// The caution that stood on the contract (R10.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<Caution>,
    /// The fob that is issued, and on what terms (R15.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<IssueShown>,
    /// What is stopped at once while the revocation waits (R7.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<StoppedFirst>,
    /// Whose passwords are lifted and drawn anew (R17.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passwords: Option<PasswordsShown>,
    /// The fobs that are still to be handed in when the contract is closed (R16.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed: Vec<Serial>,
    /// The contract's version that was looked at.
    pub version: u64,
}

/// Fobs that are stopped at once because a revocation of them has to wait (R7.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoppedFirst {
    /// Their serials; none where all of them are stopped already.
    pub serials: Vec<Serial>,
    /// How many revocations an hour a person makes by themselves.
    pub times: u32,
    /// The receipt number of the stop, once it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// Passwords that are lifted, with first ones by letter (R17.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordsShown {
    /// Whose.
    pub login_id: LoginId,
    /// Whether the login password is stopped, for strangers or at some address.
    pub login_stopped: bool,
    /// Whether the confirmation password is.
    pub confirmation_stopped: bool,
    /// Where the letter goes.
    pub address: Option<PostalAddress>,
}

/// A fob that is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueShown {
    /// Its serial.
    pub serial: Serial,
    /// The branch out of whose stock it is.
    pub from: BranchCode,
    /// When it expires, if it ever does.
    pub expires: Option<Instant>,
    /// The one in whose place it comes.
    pub old: Option<Serial>,
    /// Whether that one is still to be handed in.
    pub owed: bool,
    /// On what terms.
    #[serde(flatten)]
    pub terms: Terms,
}

/// A user before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserChange {
    /// Who.
    pub login_id: LoginId,
    /// Name.
    pub name: Name,
    /// Kind.
    pub kind: UserKind,
    /// The serial of the token in question.
    pub serial: Option<Serial>,
    /// Chosen by staff; the others are affected because they share the token.
    pub chosen: bool,
    /// State before (R13).
    pub before: OtpState,
    /// State after.
    pub after: OtpState,
}

/// A token before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenChange {
    /// Its serial.
    pub serial: Serial,
    /// Suspended before.
    pub was_suspended: bool,
    /// Suspended after.
    pub is_suspended: bool,
    /// Why the bank alone lifts its suspension afterwards (R9.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// Where it stood.
    pub before: Stock,
    /// Where it will stand.
    pub after: Stock,
    /// The drift of its clock, if that is set anew (R6.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Drift>,
}

impl TokenChange {
    /// Whether it is marked lost by that (R7.4).
    pub fn becomes_lost(&self) -> bool {
        self.before != Stock::Lost && self.after == Stock::Lost
    }
}

/// A digest of what was shown (R11.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

impl Shown {
    /// The digest of what was shown, apart from what merely follows the clock: the end of the closed period, and
    /// whether some other token is past its expiry. A caution is told apart from it: who decides sees the one that stands
    /// then, and a request that waits is not sent back for it (R10.5).
    pub fn digest(&self) -> Digest {
        let mut still = self.clone();
        still.reopens_at = None;
        still.has_spare = false;
        for user in &mut still.users {
            if let OtpState::Revoked(_) = user.after {
                user.after = OtpState::Unregistered;
            }
        }
        (still.check.used_by, still.check.served, still.check.then_by) = (None, None, None);
        still.caution = None;
        // That it waits stands in `approval`; what is stopped meanwhile is done before anybody decides.
        still.stopped = None;
        // What a stranger tries meanwhile sends nothing back (R17.2).
        if let Some(passwords) = &mut still.passwords {
            (passwords.login_stopped, passwords.confirmation_stopped) = (false, false);
        }
        // Writing plain values as JSON can't fail; an empty text would only make two plans differ from all others.
        let text = serde_json::to_vec(&still).unwrap_or_default();
        Digest(Sha256::digest(&text).into())
    }
}

/// What deciding so comes to, from case to case. The caution is the contract's, and added by who plans.
pub(super) fn show(case: &Case, action: Action, decided: Decided, check: Check, now: Instant) -> Shown {
    let after = case.apply(&decided.changes);
    let users = case.users.iter().zip(&after.users).filter_map(|(user, then)| {
        let (before, after_state) = (state::of(user, case, now), state::of(then, &after, now));
        let chosen = decided.chosen.contains(&user.login_id);
        let token = case.token_of(user).or_else(|| after.token_of(then));
        let shares = is_synchronised(&decided.changes, user);
        (chosen || shares || before != after_state).then(|| UserChange {
            login_id: user.login_id.clone(),
            name: user.name.clone(),
            kind: user.kind,
            serial: token
                .filter(|_| action != Action::LiftPasswords)
                .map(|token| token.serial.clone()),
            chosen,
            before,
            after: after_state,
        })
    });
    let tokens = case.tokens.iter().filter_map(|token| match after.token(token.id) {
        Some(then) if token == then => None,
        Some(then) => Some(TokenChange {
            serial: token.serial.clone(),
            was_suspended: token.is_suspended(),
            is_suspended: then.is_suspended(),
            held: then.held,
            before: token.stock,
            after: then.stock,
            drift: drift(token, then),
        }),
        // What is the contract's no more came back (R15.6).
        None => Some(moved(token, token.stock, Stock::Returned)),
    });
    let issued = decided.changes.iter().find_map(|change| match change {
        Change::Issue(issued) => Some(issued.as_ref()),
        _ => None,
    });
    let tokens = tokens.chain(issued.map(|issued| moved(&issued.token, Stock::InStock, Stock::Issued)));
    let reopens_at = decided.changes.iter().find_map(|change| match change {
        Change::Untie { reopens_at, .. } => Some(*reopens_at),
        _ => None,
    });
    // Whom a revocation before it keeps out is told too from when the new fob can be registered (R15.5).
    let closed = || case.users.iter().filter_map(|user| user.closed_until(now)).max();
    let reopens_at = reopens_at.or_else(|| issued.and_then(|_| closed()));
    let could = match action {
        Action::Revoke => authority::could_revoke(case, &revocation::lost(case, &decided.chosen, decided.reason), now),
        Action::LiftPasswords => match decided.chosen.first() {
            Some(user) => authority::could_lift_passwords(case, user, now),
            None => authority::verdict(action, case, now),
        },
        action => authority::verdict(action, case, now),
    };
    Shown {
        action,
        contract: case.contract.number.clone(),
        company: case.contract.company.clone(),
        users: users.collect(),
        tokens: tokens.collect(),
        differences: amendment::differences(case, &decided.changes),
        reopens_at,
        has_spare: after.tokens.iter().any(|token| registration::fit(token, now).is_ok()),
        reason: decided.reason,
        could,
        override_reason: decided.override_reason,
        approval: approval::needed(action),
        check,
        caution: None,
        stopped: None,
        issue: issued.map(|issued| IssueShown {
            serial: issued.token.serial.clone(),
            from: issued.from.clone(),
            expires: issued.token.expires,
            old: issued.old.and_then(|old| case.token(old)).map(|old| old.serial.clone()),
            owed: issued.owed,
            terms: issued.terms.clone(),
        }),
        passwords: passwords(case, action, &decided.changes),
        owed: closing::owed(&after),
        version: case.contract.version,
    }
}

/// Whose passwords are lifted, as they stand.
fn passwords(case: &Case, action: Action, changes: &[Change]) -> Option<PasswordsShown> {
    let whose = changes.iter().find_map(|change| match change {
        Change::SetService { login_id, .. } if action == Action::LiftPasswords => case.user(login_id).ok(),
        _ => None,
    })?;
    let service = &whose.service;
    Some(PasswordsShown {
        login_id: whose.login_id.clone(),
        login_stopped: service.login_stopped || service.places.values().any(|place| place.stopped),
        confirmation_stopped: service.confirmation_stopped,
        address: case.contract.address.clone(),
    })
}

/// A token that goes from one state to another, and is otherwise as it was.
fn moved(token: &Token, before: Stock, after: Stock) -> TokenChange {
    TokenChange {
        serial: token.serial.clone(),
        was_suspended: token.is_suspended(),
        is_suspended: token.is_suspended(),
        before,
        after,
        held: None,
        drift: None,
    }
}

/// Whether a user is registered with a token whose drift is set (R6.5).
fn is_synchronised(changes: &[Change], user: &User) -> bool {
    let of_user = |change: &Change| matches!(change, Change::Synchronise { token, .. } if user.token == Some(*token));
    changes.iter().any(of_user)
}

/// What becomes of a token's drift.
fn drift(token: &Token, then: &Token) -> Option<Drift> {
    (token.drift != then.drift).then_some(Drift {
        before: token.drift,
        after: then.drift,
        period: token.params.period,
    })
}
