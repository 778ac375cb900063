//! Whether a customer's user can get in and confirm, and from where (BRSK011, R17.2).
//!
//! A stranger at the login page can't stop a company (R17.2): wrong login passwords pause, and then stop, the address that they
//! come from. What comes from all addresses together stops the login ID for strangers alone: an address from which the right
//! password came within the policy's days is let in, by its own counts.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::domain::calendar::{self, Instant};
use crate::domain::policy::Policy;

/// The most addresses that are kept of a user; the newest ones.
const MOST: usize = 200;

/// Whether a user can get in and confirm, as counted and set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Wrong login passwords since the last right one, from all addresses.
    pub wrong_logins: u32,
    /// The day of Japan on which the last wrong one came, counted from 1970.
    #[serde(default)]
    pub wrong_day: i64,
    /// How many came on it, from all addresses.
    #[serde(default)]
    pub wrong_today: u32,
    /// What came from each address.
    #[serde(default)]
    pub places: BTreeMap<String, Place>,
    /// ログインパスワード利用停止: strangers are.
    pub login_stopped: bool,
    /// Wrong confirmation passwords since the last right one.
    pub wrong_confirmations: u32,
    /// 確認用パスワード利用停止.
    pub confirmation_stopped: bool,
    /// 停止, by an administrator of the company.
    pub stopped: bool,
    /// The last login.
    pub last_login_at: Option<Instant>,
}

/// What came from one address for a login ID (R17.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Place {
    /// Wrong login passwords in a row.
    #[serde(skip_serializing_if = "is_none")]
    pub wrong: u32,
    /// None from there is looked at before then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Instant>,
    /// None from there is looked at until that is lifted.
    #[serde(skip_serializing_if = "is_false")]
    pub stopped: bool,
    /// The right one came from there: until then it is let in while strangers are stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_until: Option<Instant>,
    /// When one was looked at last.
    pub at: Instant,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it on so")]
fn is_none(count: &u32) -> bool {
    *count == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it on so")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Place {
    /// Whether it is let in while strangers are stopped.
    pub fn is_known(&self, now: Instant) -> bool {
        self.known_until.is_some_and(|until| now < until)
    }

    /// Whether nothing from there is looked at.
    fn is_out(&self, now: Instant) -> bool {
        self.stopped || self.paused_until.is_some_and(|until| now < until)
    }
}

/// Whether a login password from an address is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// It is.
    Open,
    /// Not before then.
    Paused(Instant),
    /// Not until that is lifted.
    Stopped,
}

/// サービス利用状態 (BRSK011): the one that matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// 利用可能.
    Available,
    /// 停止.
    Stopped,
    /// ログインパスワード利用停止.
    LoginStopped,
    /// 確認用パスワード利用停止.
    ConfirmationStopped,
    /// ログインパスワード利用一時停止, of some addresses (R17.2).
    LoginPaused {
        /// How many.
        addresses: usize,
        /// When the last of them gets in again by itself; none: some only when that is lifted.
        until: Option<Instant>,
    },
}

/// The address of a terminal as logins are counted by it (R17.2): of IPv6 its /64, which is one line's. What is no address is a
/// place by its name.
pub fn place_of(terminal: &str) -> String {
    match terminal.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let line = u128::from(address) >> 64 << 64;
            format!("{}/64", std::net::Ipv6Addr::from(line))
        }
        Ok(address) => address.to_string(),
        Err(_) => terminal.to_owned(),
    }
}

impl Service {
    /// The state that is shown; a pause that is over is none (half open, R2.3).
    pub fn state(&self, now: Instant) -> ServiceState {
        if self.stopped {
            ServiceState::Stopped
        } else if self.login_stopped {
            ServiceState::LoginStopped
        } else if self.confirmation_stopped {
            ServiceState::ConfirmationStopped
        } else {
            let out: Vec<_> = self.places.values().filter(|place| place.is_out(now)).collect();
            if out.is_empty() {
                return ServiceState::Available;
            }
            let lifted = out.iter().any(|place| place.stopped);
            ServiceState::LoginPaused {
                addresses: out.len(),
                until: out
                    .iter()
                    .filter_map(|place| place.paused_until)
                    .max()
                    .filter(|_| !lifted),
            }
        }
    }

    /// When a pause of an address ends by itself, the next one.
    pub fn pause_ends(&self, now: Instant) -> Option<Instant> {
        let ends = self.places.values().filter_map(|place| place.paused_until);
        ends.filter(|end| now < *end).min()
    }

    /// Whether a login password from that address is looked at (R17.2).
    pub fn door(&self, place: &str, now: Instant) -> Door {
        let from = self.places.get(place);
        let is_known = from.is_some_and(|place| place.is_known(now));
        match from {
            _ if self.login_stopped && !is_known => Door::Stopped,
            Some(place) if place.stopped => Door::Stopped,
            Some(place) => match place.paused_until.filter(|until| now < *until) {
                Some(until) => Door::Paused(until),
                None => Door::Open,
            },
            None => Door::Open,
        }
    }

    /// Whether anybody gets in: not when strangers are stopped and no address is known (R17.2).
    pub fn lets_in(&self, now: Instant) -> bool {
        !self.login_stopped || self.places.values().any(|place| place.is_known(now))
    }

    /// Whether the user could act for the company: nothing is stopped for good. A pause of an address counts as able, and so does a
    /// stop of strangers while some address is known; otherwise a stranger's wrong passwords would turn every call into one for the
    /// bank (R9.3, R17.2).
    pub fn can_act(&self) -> bool {
        let known = || self.places.values().any(|place| place.known_until.is_some());
        !self.stopped && !self.confirmation_stopped && (!self.login_stopped || known())
    }

    /// Whether a password of theirs is stopped, by whomever and wherever: what the bank lifts where nobody else can (R17.1).
    pub fn has_stopped_password(&self) -> bool {
        self.login_stopped || self.confirmation_stopped || self.places.values().any(|place| place.stopped)
    }

    /// After a wrong login password from that address: it is paused for a while at the policy's first limit and whenever a pause is
    /// over, stopped at its second; so many of a day, or since the last right one, from all addresses stop strangers (R17.2).
    #[must_use]
    pub fn wrong_login(&self, place: &str, now: Instant, policy: &Policy) -> Self {
        let day = calendar::number_of(calendar::day_of(now));
        let before = if self.wrong_day == day { self.wrong_today } else { 0 };
        let (total, today) = (self.wrong_logins.saturating_add(1), before.saturating_add(1));
        let mut after = Self {
            wrong_logins: total,
            wrong_day: day,
            wrong_today: today,
            login_stopped: self.login_stopped || today >= policy.login_stop_day || total >= policy.login_stop_total,
            ..self.clone()
        };
        let from = after.places.entry(place.to_owned()).or_default();
        let wrong = from.wrong.saturating_add(1);
        *from = Place {
            wrong,
            paused_until: (wrong >= policy.login_pause_after).then_some(now + policy.login_pause),
            stopped: wrong >= policy.login_stop_after,
            known_until: from.known_until,
            at: now,
        };
        after.forget(now, policy);
        after
    }

    /// After the right login password from that address: it is known from now on. What strangers are kept out by stays.
    #[must_use]
    pub fn logged_in(&self, place: &str, now: Instant, policy: &Policy) -> Self {
        let mut after = Self {
            wrong_logins: 0,
            last_login_at: Some(now),
            ..self.clone()
        };
        let from = Place {
            known_until: Some(now + policy.login_known),
            at: now,
            ..Place::default()
        };
        after.places.insert(place.to_owned(), from);
        after.forget(now, policy);
        after
    }

    /// Addresses from which nothing came for as long as one is known, and the oldest of too many, are kept no longer. Those that are known
    /// go last: otherwise strangers from many addresses would have them forgotten (R17.2).
    fn forget(&mut self, now: Instant, policy: &Policy) {
        self.places.retain(|_, place| now < place.at + policy.login_known);
        while self.places.len() > MOST {
            let places = self.places.iter();
            let oldest = places.min_by_key(|(_, place)| (place.is_known(now), place.at));
            let Some(oldest) = oldest.map(|(name, _)| name.clone()) else {
                return;
            };
            self.places.remove(&oldest);
        }
    }

    /// Pauses that began while the clock was wrong end at that moment at the latest (R2.5).
    #[must_use]
    pub fn paused_at_most(&self, until: Instant) -> Self {
        let mut after = self.clone();
        for place in after.places.values_mut() {
            place.paused_until = place.paused_until.map(|end| end.min(until));
        }
        after
    }

    /// After a wrong confirmation password: stopped at the policy's limit.
    #[must_use]
    pub fn wrong_confirmation(&self, policy: &Policy) -> Self {
        let count = self.wrong_confirmations.saturating_add(1);
        Self {
            wrong_confirmations: count,
            confirmation_stopped: count >= policy.confirmation_stop_after,
            ..self.clone()
        }
    }

    /// After the right confirmation password.
    #[must_use]
    pub fn confirmed(&self) -> Self {
        Self {
            wrong_confirmations: 0,
            ..self.clone()
        }
    }

    /// Everything lifted (利用者停止・解除); which addresses are known stays.
    #[must_use]
    pub fn lifted(&self) -> Self {
        let known = self.places.iter().filter(|(_, place)| place.known_until.is_some());
        let known = known.map(|(name, place)| {
            let place = Place {
                known_until: place.known_until,
                at: place.at,
                ..Place::default()
            };
            (name.clone(), place)
        });
        Self {
            last_login_at: self.last_login_at,
            places: known.collect(),
            ..Self::default()
        }
    }

    /// The passwords lifted by the bank (R17.1); what an administrator of the company stopped stays, and no address is known any
    /// more: whoever comes next comes by the new passwords.
    #[must_use]
    pub fn passwords_lifted(&self) -> Self {
        Self {
            last_login_at: self.last_login_at,
            stopped: self.stopped,
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests;
