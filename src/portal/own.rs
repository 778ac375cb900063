//! パスワード変更 (BLGI002): everybody changes their own two passwords, each by giving the one that it comes in the place of.

use secrecy::SecretString;

use super::command::{Outcome, Secrets};
use super::guard::confirm;
use super::{Error, Member, Portal, SessionKey, telling};
use crate::domain::access::{Door, place_of};
use crate::domain::calendar;
use crate::domain::members::Field;
use crate::domain::refusal::{Decision, Refusal};
use crate::office::{self, Ground, Settled, Strength};
use crate::store::{Passwords, Tx};

/// What was found of the passwords before the transaction, since comparing takes its time.
struct Compared {
    /// With which hashes.
    with: Option<Passwords>,
    /// Whether the login password of now is right.
    right: Decision<bool>,
    /// Whether a new one is the one of now.
    stays: bool,
}

impl Portal<'_> {
    /// Changes one's own passwords. A wrong one of now is counted as it is anywhere: the login password for the address (R17.2), the
    /// confirmation password for the user (R5.5). The session ends by it.
    ///
    /// # Errors
    /// E1709 nothing is given, E1062 both are asked for, E1063, E0505 one of now is wrong, E1064 a new one is none, and those of the form.
    pub(super) fn change_passwords(&mut self, key: &SessionKey, secrets: &Secrets) -> Result<Outcome, Error> {
        let own = self
            .office
            .read(|tx| tx.session(&key.hash()))?
            .map(|session| session.login_id);
        let new = self.new_passwords(key, own.as_ref(), secrets)?;
        let compared = self.compare_own(key, secrets)?;
        let confirmation = match &secrets.new_confirmation {
            Some(_) => self.compare(key, secrets.confirmation.as_ref())?,
            None => None,
        };
        let place = place_of(self.office.terminal());
        let mut changed = Vec::new();
        changed.extend(secrets.new_login.as_ref().map(|_| Field::LoginPassword));
        changed.extend(secrets.new_confirmation.as_ref().map(|_| Field::ConfirmationPassword));
        let subject = own.as_ref().map(ToString::to_string).unwrap_or_default();
        self.attempt(key, "web_passwords", subject, |tx, ground| {
            let member = ground.who;
            let now = tx.passwords(&member.user.login_id)?;
            if changed.is_empty() {
                return Err(Refusal::NothingAmended.into());
            }
            if member.must_change() && changed.len() < 2 {
                return Err(Refusal::BothPasswords.into());
            }
            if changed.contains(&Field::LoginPassword)
                && let Some(refusal) = is_own(tx, ground, (&place, now.as_ref()), &compared)?
            {
                return Ok(Settled::new(Err(refusal)));
            }
            if changed.contains(&Field::ConfirmationPassword)
                && let Some(refusal) = confirm(tx, ground, confirmation)?
            {
                return Ok(Settled::new(Err(refusal)));
            }
            let renewed = new.beside(now, false)?.ok_or(Refusal::NothingAmended)?;
            if compared.stays {
                return Ok(Settled::new(Err(Refusal::OwnPasswordStays)));
            }
            if renewed.is_the_other {
                return Ok(Settled::new(Err(Refusal::PasswordsAlike)));
            }
            tx.set_passwords(&member.user.login_id, &renewed.passwords)?;
            telling::passwords(tx, &member.case, &member.user.login_id, ground.now)?;
            let told: Vec<_> = changed.iter().map(|field| field.as_str()).collect();
            Ok(Settled {
                detail: Some(told.join(", ")),
                ..Settled::new(Ok(Outcome::PasswordsChanged {
                    changed: changed.clone(),
                }))
            })
        })
    }

    /// Compares the login password of now, and whether a new one is none, before the transaction.
    fn compare_own(&mut self, key: &SessionKey, secrets: &Secrets) -> Result<Compared, Error> {
        let with = self.office.read(|tx| match tx.session(&key.hash())? {
            Some(session) => tx.passwords(&session.login_id),
            None => Ok(None),
        })?;
        let least = Strength::of(self.office.kind());
        let is = |given: Option<&SecretString>, hash: fn(&Passwords) -> &str| match (given, &with) {
            (Some(given), Some(kept)) => office::verify(given, hash(kept), least),
            _ => Ok(false),
        };
        let login = secrets.login.as_ref().filter(|_| secrets.new_login.is_some());
        let right = is(login, |kept| kept.login.as_str());
        let stays = [
            is(secrets.new_login.as_ref(), |kept| kept.login.as_str()),
            is(secrets.new_confirmation.as_ref(), |kept| kept.confirmation.as_str()),
        ];
        Ok(Compared {
            right,
            stays: stays.contains(&Ok(true)),
            with,
        })
    }
}

/// Judges the login password of now: counts a wrong one for the address it comes from, and gives the refusal that is kept with the
/// count (R17.2).
fn is_own(
    tx: &Tx<'_>,
    ground: &Ground<'_, Member>,
    (place, now): (&str, Option<&Passwords>),
    compared: &Compared,
) -> Result<Option<Refusal>, Error> {
    let user = &ground.who.user;
    let out = |door| match door {
        Door::Stopped => Some(Refusal::LoginStopped),
        Door::Paused(until) => Some(Refusal::LoginPaused {
            until: calendar::show(until),
        }),
        Door::Open => None,
    };
    if let Some(refusal) = out(user.service.door(place, ground.now)) {
        return Err(refusal.into());
    }
    // A password that was changed while this one was looked at is not the one it was compared with.
    if now == compared.with.as_ref() && compared.right.clone()? {
        return Ok(None);
    }
    let service = user.service.wrong_login(place, ground.now, ground.policy);
    tx.set_service(&user.login_id, &service)?;
    Ok(Some(
        out(service.door(place, ground.now)).unwrap_or(Refusal::OwnPasswordWrong),
    ))
}
