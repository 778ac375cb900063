//! Logging in where there is no room to record it: looking goes on, what changes something does not, and the entries are owed, to be
//! written first as soon as they can be (R12.4).

use secrecy::SecretString;

use super::login::{UNKNOWN, is_from};
use super::{Desk, Error, Session};
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff;
use crate::domain::values::StaffId;
use crate::store::{self, Credential, Draft, Written};

/// What the entries of such logins say besides.
const DETAIL: &str = "looks_only";

/// Tries of a member that are owed: how many since the last right password, and when the next one may be looked at.
struct Tries {
    count: u32,
    until: Option<Instant>,
}

impl Desk {
    /// Logs in, after `failed`, to look only: where that was a lack of room. Tries are counted with those that the store has,
    /// and wait for each other, as far as this program goes; the store's own counts and waits hold as ever.
    pub(super) fn look_in(
        &mut self,
        id: &StaffId,
        password: &SecretString,
        (tried, action): (&'static str, &'static str),
        failed: Error,
    ) -> Result<Session, Error> {
        if self.only_recorded || !matches!(failed, Error::Store(store::Error::Full)) {
            return Err(failed);
        }
        let now = self.clock().now();
        let owed = self.tries_of(id);
        let spot = self.spot();
        let (known, waits) = self.office.read(|tx| -> Result<_, Error> {
            let known = tx.staff(id)?.zip(tx.credential(id, &spot.terminal)?);
            let waits = match &known {
                Some((_, found)) => spot.waits(tx, id, found, now)?,
                None => None,
            };
            Ok((known, waits))
        })?;
        let known_here = known.as_ref().map(|(_, known)| known);
        if known_here.is_some_and(|known| {
            !is_from(
                self.office.account(),
                known.account.as_ref(),
                self.office.lets_unbound_in(),
            )
        }) {
            let _ = self.office.hash(password);
            return Err(Refusal::WrongPassword.into());
        }
        if let Some(seconds) = waits.or_else(|| staff::still_waits(owed.until, now)) {
            return Err(Refusal::WaitFirst { seconds }.into());
        }
        let actor = known.as_ref().map_or(UNKNOWN, |_| id.as_str()).to_owned();
        // Charged first, as ever: a try that can't even be kept is none.
        self.owe(now, &actor, tried, None)?;
        let (member, charged) = known.unzip();
        let charged = charged.map(|known| Credential {
            tries: known.tries.saturating_add(owed.count).saturating_add(1),
            ..known
        });
        let last_login_at = charged.as_ref().and_then(|known| known.last_login_at);
        let verdict: Decision<_> = self.judge(password, charged).and_then(|_| {
            let member = member.filter(|member| !member.locked);
            member.ok_or(Refusal::StaffLocked)
        });
        self.owe(now, &actor, action, verdict.as_ref().err())?;
        let member = verdict?;
        Ok(Session::that_looks(member, last_login_at, now))
    }

    /// Refuses what a session that may only look can't do; what it owes is written, if there is room by now.
    pub(super) fn only_looks(&mut self) -> Error {
        let _ = self.office.note(|_, _| Ok(()));
        store::Error::LooksOnly.into()
    }

    /// Keeps an entry that can't be written now.
    pub(super) fn owe(
        &mut self,
        now: Instant,
        actor: &str,
        action: &str,
        refusal: Option<&Refusal>,
    ) -> Result<(), Error> {
        let draft = Draft::new(now, actor, self.office.terminal(), action).refused(refusal);
        let detail = DETAIL.to_owned();
        self.office.owe(Draft { detail, ..draft })
    }

    fn tries_of(&self, id: &StaffId) -> Tries {
        let mut tries = Tries { count: 0, until: None };
        let mine = self.office.owed().iter().filter(|draft| draft.actor == id.as_str());
        for draft in mine {
            match (draft.action.as_str(), draft.result) {
                ("try_login" | "try_password", _) => tries.count += 1,
                ("login" | "resume", Written::Refused) => tries.until = Some(draft.at + staff::pause(tries.count)),
                ("login" | "resume", _) => tries = Tries { count: 0, until: None },
                _ => {}
            }
        }
        tries
    }
}

#[cfg(test)]
mod tests;
