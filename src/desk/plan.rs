//! What a command would do: the same plan is shown to the teller, shown to the supervisor, and carried out (R11.3).

mod clock;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Error;
use super::command::Command;
use crate::domain::approval::{self, Approval};
use crate::domain::authority::{self, Verdict};
use crate::domain::calendar::Instant;
use crate::domain::case::{Case, Change};
use crate::domain::caution::Caution;
use crate::domain::identity::{Action, Check};
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::state::{self, OtpState};
use crate::domain::synchronisation::Drift;
use crate::domain::token::Stock;
use crate::domain::user::{User, UserKind};
use crate::domain::values::{CheckId, ContractNumber, LoginId, Name, ProofId, Reason, RequestId, Serial, StaffId};
use crate::domain::{lockout, registration, revocation};
use crate::store::Tx;

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
    /// The contract's version that was looked at.
    pub version: u64,
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
    /// Where it stood.
    pub before: Stock,
    /// Where it will stand.
    pub after: Stock,
    /// The drift of its clock, if that is set anew (R6.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drift: Option<Drift>,
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
        still.check.used_by = None;
        still.caution = None;
        // Writing plain values as JSON can't fail; an empty text would only make two plans differ from all others.
        let text = serde_json::to_vec(&still).unwrap_or_default();
        Digest(Sha256::digest(&text).into())
    }
}

/// A command that may be carried out.
pub(super) struct Plan {
    pub(super) shown: Shown,
    pub(super) changes: Vec<Change>,
    pub(super) check: CheckId,
    pub(super) proof: Option<ProofId>,
}

/// Plans an action on a contract, or says why not. `bound` is the request that it is planned for again: its check
/// and its code were used for it and serve it still.
/// Otherwise both must be the work of `by`, who asks.
pub(super) fn plan(
    tx: &Tx<'_>,
    command: &Command,
    bound: Option<RequestId>,
    by: &StaffId,
    now: Instant,
    policy: &Policy,
) -> Result<Plan, Error> {
    let (contract, check, proof) = match command {
        Command::Unlock { contract, check, .. }
        | Command::Revoke { contract, check, .. }
        | Command::Resync { contract, check, .. } => (contract, check, None),
        Command::Register {
            contract, check, proof, ..
        } => (contract, check, Some(proof)),
        _ => {
            return Err(Refusal::CommandForm {
                reason: "not an action on a contract".into(),
            }
            .into());
        }
    };
    let case = load(tx, contract)?;
    let asker = bound.is_none().then_some(by);
    let clock = clock::found(tx, command, asker)?;
    let (action, changes, chosen) = match command {
        Command::Resync { serial, .. } => clock::decide(&case, serial, clock.as_ref(), now)?,
        _ => decide(&case, command, now, policy)?,
    };
    let check = tx.check(check.ok_or(Refusal::NoCheck)?)?.ok_or(Refusal::NoCheck)?;
    if bound.is_none() || check.used_by != bound {
        check.serves(action, contract, now, policy)?;
        if check.by != *by {
            return Err(Refusal::CheckOfColleague.into());
        }
    }
    let proof = match proof {
        Some(proof) => Some(proven(tx, &case, command, *proof, asker, now, policy)?),
        None => match clock {
            Some(clock) => Some(clock.serves(asker.is_some(), now, policy)?),
            None => None,
        },
    };
    let shown = Shown {
        caution: tx.caution(contract)?,
        ..show(&case, command, action, &changes, &chosen, check, now)
    };
    Ok(Plan {
        check: shown.check.id,
        shown,
        changes,
        proof,
    })
}

/// The case of a contract, or E0201.
pub(super) fn load(tx: &Tx<'_>, contract: &ContractNumber) -> Result<Case, Error> {
    Ok(tx.case(contract)?.ok_or_else(|| Refusal::NoContract {
        number: contract.to_string(),
    })?)
}

fn decide(
    case: &Case,
    command: &Command,
    now: Instant,
    policy: &Policy,
) -> Result<(Action, Vec<Change>, Vec<LoginId>), Refusal> {
    match command {
        Command::Unlock {
            users, override_reason, ..
        } => Ok((
            Action::Unlock,
            lockout::decide(case, users, override_reason.is_some(), now)?,
            users.clone(),
        )),
        Command::Revoke { users, reason, .. } => Ok((
            Action::Revoke,
            revocation::decide(case, users, *reason, now, policy)?,
            users.clone(),
        )),
        Command::Register { user, serial, .. } => Ok((
            Action::Register,
            registration::decide(case, user, serial, now)?,
            vec![user.clone()],
        )),
        _ => Err(Refusal::CommandForm {
            reason: "not an action on a contract".into(),
        }),
    }
}

/// The accepted code behind a registration (R3.2): of that very token, for that user, unused and not too old.
fn proven(
    tx: &Tx<'_>,
    case: &Case,
    command: &Command,
    proof: Option<ProofId>,
    by: Option<&StaffId>,
    now: Instant,
    policy: &Policy,
) -> Result<ProofId, Error> {
    let Command::Register {
        contract, user, serial, ..
    } = command
    else {
        return Err(Refusal::NoProof.into());
    };
    let proof = proof.ok_or(Refusal::NoProof)?;
    let (token, at, used) = tx.proof(proof, contract, Some(user), by)?.ok_or(Refusal::NoProof)?;
    if case.token(token).is_none_or(|token| token.serial != *serial) {
        return Err(Refusal::NoProof.into());
    }
    if by.is_some() && (used || now >= at + policy.check_lapse) {
        return Err(Refusal::ProofSpent.into());
    }
    Ok(proof)
}

fn show(
    case: &Case,
    command: &Command,
    action: Action,
    changes: &[Change],
    chosen: &[LoginId],
    check: Check,
    now: Instant,
) -> Shown {
    let after = case.apply(changes);
    let synchronised = |user: &User| clock::concerns(changes, user);
    let users = case.users.iter().zip(&after.users).filter_map(|(user, then)| {
        let (before, after_state) = (state::of(user, case, now), state::of(then, &after, now));
        let chosen = chosen.contains(&user.login_id);
        let token = case.token_of(user).or_else(|| after.token_of(then));
        let shares = synchronised(user);
        (chosen || shares || before != after_state).then(|| UserChange {
            login_id: user.login_id.clone(),
            name: user.name.clone(),
            kind: user.kind,
            serial: token.map(|token| token.serial.clone()),
            chosen,
            before,
            after: after_state,
        })
    });
    let tokens = case
        .tokens
        .iter()
        .zip(&after.tokens)
        .filter(|(token, then)| token != then)
        .map(|(token, then)| TokenChange {
            serial: token.serial.clone(),
            was_suspended: token.is_suspended(),
            is_suspended: then.is_suspended(),
            before: token.stock,
            after: then.stock,
            drift: clock::change(token, then),
        });
    let reopens_at = changes.iter().find_map(|change| match change {
        Change::Untie { reopens_at, .. } => Some(*reopens_at),
        _ => None,
    });
    let (reason, override_reason) = match command {
        Command::Revoke { reason, .. } => (Some(*reason), None),
        Command::Unlock { override_reason, .. } => (None, override_reason.clone()),
        _ => (None, None),
    };
    Shown {
        action,
        contract: case.contract.number.clone(),
        company: case.contract.company.clone(),
        users: users.collect(),
        tokens: tokens.collect(),
        reopens_at,
        has_spare: after.tokens.iter().any(|token| registration::fit(token, now).is_ok()),
        reason,
        could: authority::verdict(action, case, now),
        override_reason,
        approval: approval::needed(action),
        check,
        caution: None,
        version: case.contract.version,
    }
}
