//! The company's own administration of its users: 利用者情報の管理 (BRSK005, BRSK006, BRSK009) and 利用者停止・解除 (BRSK011).
//!
//! Who acts must be a master or admin user with ユーザ・トークン管理 (R5.1); whether a code is asked for is the gate's matter
//! (R5.3). Past the manual, which says only that such users do it:
//!
//! - The master user is the bank's matter: nobody makes a second one, nobody changes that kind. Only the master amends the
//!   master; nobody removes or stops them. Any administrator may lift what wrong passwords stopped, the master's too.
//! - Nobody removes, stops or demotes themselves, or takes ユーザ・トークン管理 from themselves. So whoever acts remains, and
//!   the last administrator can't vanish, not even when two remove each other at the same moment: one of them is first.
//!   It also means that the master never loses it.
//! - Everything else one may change of oneself, limits and accounts too: who administers could give them to a new user.
//! - A user may be removed whatever the state. A registration goes with them, which lowers risk as a revocation does; the
//!   token stays as it is, suspended or not, and others who share it keep it. A login ID is never given again, so removing
//!   and adding a revoked user gets nobody around the closed period under their ID (R8.3).
//! - Who is given other permissions acts by them from the next step on, and logs in again, so that no screen shows what is
//!   no longer theirs ([`Field::ends_session`]).

pub(super) mod profile;

use std::collections::BTreeSet;

use super::access::{Limits, Right, Service, ServiceState};
use super::calendar::Instant;
use super::case::{Case, Change};
use super::gate::Operation;
use super::refusal::{Decision, Refusal};
use super::user::{User, UserKind};
use super::values::{Account, LoginId};

pub use profile::{Field, Given, Profile};

/// What an amendment does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// What it does to the case: nothing when only passwords are given.
    pub change: Option<Change>,
    /// What is another than before; never empty.
    pub changed: Vec<Field>,
}

/// Admits a new user. `own` are the accounts of the company. Whether the login ID is free in the whole service is asked of
/// the store.
///
/// # Errors
/// E0501 unless `by` administers; E1701 when the contract has that login ID; E1702 for a second master; E1705 to E1708 what
/// doesn't fit.
pub fn admit(
    case: &Case,
    by: &LoginId,
    login_id: &LoginId,
    profile: &Profile,
    own: &BTreeSet<Account>,
) -> Decision<Vec<Change>> {
    administrator(case, by)?;
    if case.user(login_id).is_ok() {
        return Err(Refusal::LoginIdTaken {
            login_id: login_id.to_string(),
        });
    }
    if profile.kind == UserKind::Master {
        return Err(Refusal::MasterKindStays);
    }
    fits(profile, own)?;
    Ok(vec![Change::Admit {
        login_id: login_id.clone(),
        profile: Box::new(profile.clone()),
    }])
}

/// Whether `by` may amend that user at all.
///
/// # Errors
/// E0501, E0202; E1703 for the master, unless it is the master who does it.
pub fn may_amend<'a>(case: &'a Case, by: &LoginId, login_id: &LoginId) -> Decision<&'a User> {
    administrator(case, by)?;
    let user = case.user(login_id)?;
    if by == login_id {
        return Ok(user);
    }
    not_the_master(user)
}

/// Amends a user by what was entered, and by new passwords where some were `given`.
///
/// # Errors
/// Those of [`may_amend`]; E1702 when the kind master is given or taken; E1704 when one demotes oneself; E1705 to E1708 what
/// doesn't fit; E1709 when nothing is another than before.
pub fn amend(
    case: &Case,
    by: &LoginId,
    login_id: &LoginId,
    profile: &Profile,
    given: Given,
    own: &BTreeSet<Account>,
) -> Decision<Amendment> {
    let user = may_amend(case, by, login_id)?;
    if (user.kind == UserKind::Master) != (profile.kind == UserKind::Master) {
        return Err(Refusal::MasterKindStays);
    }
    if by == login_id && (profile.kind != user.kind || !profile.operations.administration) {
        return Err(Refusal::NotOneself);
    }
    fits(profile, own)?;
    let mut changed = Profile::of(user).differences(profile);
    let entered = (!changed.is_empty()).then(|| Change::Amend {
        login_id: login_id.clone(),
        profile: Box::new(profile.clone()),
    });
    changed.extend(given.fields());
    if changed.is_empty() {
        return Err(Refusal::NothingAmended);
    }
    Ok(Amendment {
        change: entered,
        changed,
    })
}

/// Removes a user, with the registration if there is one.
///
/// # Errors
/// E0501, E0202; E1703 for the master, E1704 for oneself.
pub fn remove(case: &Case, by: &LoginId, login_id: &LoginId, now: Instant) -> Decision<Vec<Change>> {
    administrator(case, by)?;
    another(case.user(login_id)?, by)?;
    Ok(vec![Change::Remove {
        login_id: login_id.clone(),
        at: now,
    }])
}

/// Stops users (停止): they are out at once and can't log in. All of the chosen or none.
///
/// # Errors
/// E0501, E0202, E0203, E0206; E1703 for the master, E1704 for oneself, E1710 who is stopped already.
pub fn stop(case: &Case, by: &LoginId, chosen: &[LoginId]) -> Decision<Vec<Change>> {
    administrator(case, by)?;
    let stopped = |user: &User| {
        another(user, by)?;
        if user.service.stopped {
            return Err(Refusal::StoppedAlready {
                login_id: user.login_id.to_string(),
            });
        }
        Ok(set(
            user,
            Service {
                stopped: true,
                ..user.service.clone()
            },
        ))
    };
    case.chosen(chosen)?.into_iter().map(stopped).collect()
}

/// Lifts whatever keeps users out (解除): a stop, a paused or stopped login password, a stopped confirmation password. All of
/// the chosen or none. Oneself is no exception: who can act may lift a pause that a stranger's guesses caused; whose
/// confirmation password is stopped can't act.
///
/// # Errors
/// E0501, E0202, E0203, E0206; E1711 where nothing is stopped or paused.
pub fn lift(case: &Case, by: &LoginId, chosen: &[LoginId], now: Instant) -> Decision<Vec<Change>> {
    administrator(case, by)?;
    let lifted = |user: &User| {
        if user.service.state(now) == ServiceState::Available {
            return Err(Refusal::NothingToLift {
                login_id: user.login_id.to_string(),
            });
        }
        Ok(set(user, user.service.lifted()))
    };
    case.chosen(chosen)?.into_iter().map(lifted).collect()
}

fn set(user: &User, service: Service) -> Change {
    Change::SetService {
        login_id: user.login_id.clone(),
        service,
    }
}

/// Who acts, if they administer users (R5.1).
fn administrator(case: &Case, by: &LoginId) -> Decision<()> {
    if case.user(by).is_ok_and(User::administers) {
        Ok(())
    } else {
        Err(Refusal::NotPermitted {
            operation: Operation::Administration.as_str().into(),
        })
    }
}

/// The user, if they may be removed or stopped by that one.
fn another<'a>(user: &'a User, by: &LoginId) -> Decision<&'a User> {
    if user.login_id == *by {
        return Err(Refusal::NotOneself);
    }
    not_the_master(user)
}

fn not_the_master(user: &User) -> Decision<&User> {
    if user.kind == UserKind::Master {
        Err(Refusal::NotTheMaster {
            login_id: user.login_id.to_string(),
        })
    } else {
        Ok(user)
    }
}

/// Whether what was entered fits together, and is the company's to give.
fn fits(profile: &Profile, own: &BTreeSet<Account>) -> Decision<()> {
    if profile.operations.administration && !profile.kind.administers() {
        return Err(Refusal::AdministrationOfKind);
    }
    let access = &profile.access;
    if access.rights.contains(&Right::SameDay) && !access.rights.contains(&Right::RegisteredTransfer) {
        return Err(Refusal::SameDayAlone);
    }
    if access.limits.largest() > Limits::MOST {
        return Err(Refusal::LimitTooHigh { digits: Limits::DIGITS });
    }
    match access.accounts.difference(own).next() {
        Some(account) => Err(Refusal::AccountNotOwn {
            account: account.to_string(),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
