//! Who could do it themselves, and when only the bank can (R7.1, R7.3, R9.2, R9.3).

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::case::Case;
use super::identity::Action;
use super::state::{self, OtpState};
use super::user::User;
use super::values::{LoginId, TokenId};
use super::{registration, stop};

/// The answer for one action on one contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// These users of the customer could do it themselves.
    Customer(Vec<LoginId>),
    /// Only the bank can.
    BankOnly(Why),
    /// There is nothing to do.
    Nothing,
}

/// Why only the bank can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// No master or admin user has a token that can be used now (R7.1).
    NoUsableToken,
    /// All who administer use the suspended token itself: the customer has one token only (R9.3).
    OneTokenOnly,
    /// Those who have a token that can be used now are stopped themselves, or one of their passwords is (BRSK011).
    AllStopped,
    /// No screen of the web banking does it (R6.5).
    NoScreen,
    /// Those who could otherwise have no fob but one of the lost ones (R7.8).
    FobLost,
    /// The bank stopped the token on a caller's word, or for a mistake of its own (R9.6).
    Held,
    /// Nobody who administers the company can lift a password (R17.1).
    NobodyLifts,
}

/// Master and admin users whose token can be used now (R7.1). Who is stopped, or whose password is stopped for good, can't
/// do anything themselves and is none of them; a pause ends by itself and changes nothing.
pub fn able(case: &Case, now: Instant) -> impl Iterator<Item = &User> {
    equipped(case, now).filter(move |user| acts(user, now))
}

/// Whether the user can act, and gets in to do it (R17.2).
fn acts(user: &User, now: Instant) -> bool {
    user.service.can_act() && user.service.lets_in(now)
}

/// Master and admin users whose token can be used now, whether they can act or not.
fn equipped(case: &Case, now: Instant) -> impl Iterator<Item = &User> {
    let is_good = move |user: &&User| case.token_of(user).is_some_and(|token| token.is_good(now));
    case.users.iter().filter(|user| user.administers()).filter(is_good)
}

/// Why nobody is able: they have no token, or are stopped.
fn why(case: &Case, now: Instant) -> Why {
    if equipped(case, now).next().is_some() {
        Why::AllStopped
    } else {
        Why::NoUsableToken
    }
}

/// Those who could unlock this token: able, with another one (R9.2). One who uses the suspended token is never
/// able, since a suspended token can't be used.
pub fn could_unlock(case: &Case, suspended: TokenId, now: Instant) -> Vec<LoginId> {
    // What the bank stopped, the bank lifts (R9.6).
    if case.token(suspended).is_some_and(|token| token.held.is_some()) {
        return Vec::new();
    }
    able(case, now)
        .filter(|user| user.token != Some(suspended))
        .map(|user| user.login_id.clone())
        .collect()
}

/// Who of the company could lift the stopped passwords of that user (BRSK011): others who administer and can act, whose own fob is good
/// or can be registered now. One with a stopped password of their own, at whatever address, has enough to do with that (R17.1).
pub fn lifters<'a>(case: &'a Case, login_id: &'a LoginId, now: Instant) -> impl Iterator<Item = &'a User> {
    let has_fob = move |user: &User| match case.token_of(user) {
        Some(token) => token.is_good(now),
        None => registration::offered(user, case, now),
    };
    case.users
        .iter()
        .filter(move |user| user.login_id != *login_id && user.administers() && acts(user, now))
        .filter(|user| !user.service.has_stopped_password())
        .filter(move |user| user.closed_until(now).is_none() && has_fob(user))
}

/// Who could give that user passwords again, also where those of a letter were never used (R17.1).
pub fn could_lift_passwords(case: &Case, login_id: &LoginId, now: Instant) -> Verdict {
    let who: Vec<_> = lifters(case, login_id, now).map(|user| user.login_id.clone()).collect();
    if who.is_empty() {
        Verdict::BankOnly(Why::NobodyLifts)
    } else {
        Verdict::Customer(who)
    }
}

/// Whether anybody of the company could lift what keeps another user out (BRSK011): a master or admin user who can act.
pub fn could_lift(case: &Case, now: Instant) -> bool {
    case.users.iter().any(|user| user.administers() && acts(user, now))
}

/// Who could revoke themselves when these fobs are lost or stolen: whose own fob is among them can't (R7.8).
pub fn could_revoke(case: &Case, lost: &[TokenId], now: Instant) -> Verdict {
    if case.users.iter().all(|user| user.token.is_none()) {
        return Verdict::Nothing;
    }
    let has_it = |user: &&User| !user.token.is_some_and(|token| lost.contains(&token));
    let who: Vec<_> = able(case, now)
        .filter(has_it)
        .map(|user| user.login_id.clone())
        .collect();
    if !who.is_empty() {
        Verdict::Customer(who)
    } else if able(case, now).next().is_some() {
        Verdict::BankOnly(Why::FobLost)
    } else {
        Verdict::BankOnly(why(case, now))
    }
}

/// The verdict for an action on the whole contract, as TKSK002 shows it.
pub fn verdict(action: Action, case: &Case, now: Instant) -> Verdict {
    match action {
        Action::Unlock => {
            let mut suspended = case
                .users
                .iter()
                .filter(|user| state::of(user, case, now) == OtpState::Suspended);
            let Some(token) = suspended.next().and_then(|user| user.token) else {
                // A fob without users is in no list of the customer's (R7.7).
                return match case.suspended_alone(now).next() {
                    Some(_) => Verdict::BankOnly(Why::Held),
                    None => Verdict::Nothing,
                };
            };
            let who = could_unlock(case, token, now);
            let several = case
                .users
                .iter()
                .filter_map(|user| user.token)
                .any(|other| other != token);
            let is_held = case.token(token).is_some_and(|token| token.held.is_some());
            if !who.is_empty() {
                Verdict::Customer(who)
            } else if is_held {
                Verdict::BankOnly(Why::Held)
            } else if several {
                Verdict::BankOnly(why(case, now))
            } else {
                Verdict::BankOnly(Why::OneTokenOnly)
            }
        }
        Action::LiftPasswords => {
            let mut stopped = case.users.iter().filter(|user| user.service.has_stopped_password());
            stopped
                .next()
                .map_or(Verdict::Nothing, |user| could_lift_passwords(case, &user.login_id, now))
        }
        Action::Revoke => could_revoke(case, &[], now),
        Action::Stop => {
            if case
                .tokens
                .iter()
                .any(|token| stop::decide(case, &token.serial, now).is_ok())
            {
                Verdict::BankOnly(Why::NoScreen)
            } else {
                Verdict::Nothing
            }
        }
        // A contract without any has nothing to replace.
        Action::Replace if case.tokens.is_empty() => Verdict::Nothing,
        // Fobs are the bank's (R15.4), and so is what is kept of a contract.
        Action::Amend | Action::Close | Action::Issue | Action::Replace => Verdict::BankOnly(Why::NoScreen),
        Action::Resync => {
            if case.tokens.iter().any(|token| registration::fit(token, now).is_ok()) {
                Verdict::BankOnly(Why::NoScreen)
            } else {
                Verdict::Nothing
            }
        }
        Action::Register => {
            let open = |user: &&User| registration::offered(user, case, now);
            let who: Vec<_> = case
                .users
                .iter()
                .filter(open)
                .map(|user| user.login_id.clone())
                .collect();
            if who.is_empty() {
                Verdict::Nothing
            } else {
                Verdict::Customer(who)
            }
        }
    }
}

#[cfg(test)]
mod tests;
