//! New passwords that an administrator gives to a user, or that a user gives themselves, judged and hashed before the transaction, since hashing takes its
//! time.

use secrecy::{ExposeSecret, SecretString};

use crate::domain::members::Given;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::LoginId;
use crate::office::{self, Strength};
use crate::portal::command::Secrets;
use crate::portal::{Error, Portal, SessionKey};
use crate::store::Passwords;

/// New passwords.
pub(in crate::portal) struct NewPasswords {
    /// Whether they have the form, and differ.
    form: Decision<()>,
    login: Option<String>,
    confirmation: Option<String>,
    /// The hashes that the user had when one given alone was compared with the other one.
    before: Option<Passwords>,
    is_the_other: bool,
}

/// What is kept for the user then.
pub(in crate::portal) struct Renewed {
    pub(in crate::portal) passwords: Passwords,
    /// Whether the one that was given is the other one, which stays.
    pub(in crate::portal) is_the_other: bool,
}

/// Which passwords were given.
pub(super) fn given(secrets: &Secrets) -> Given {
    Given {
        login: secrets.new_login.is_some(),
        confirmation: secrets.new_confirmation.is_some(),
    }
}

/// Refuses new passwords without the form (E0112), and two that are the same (E1713).
pub(super) fn form(secrets: &Secrets, min: u32) -> Decision<()> {
    let (login, confirmation) = (secrets.new_login.as_ref(), secrets.new_confirmation.as_ref());
    for password in [login, confirmation].into_iter().flatten() {
        office::fit(password, min)?;
    }
    match (login, confirmation) {
        (Some(login), Some(confirmation)) if login.expose_secret() == confirmation.expose_secret() => {
            Err(Refusal::PasswordsAlike)
        }
        _ => Ok(()),
    }
}

impl NewPasswords {
    /// What the user has then, beside what they have `now`; nothing when none was given.
    ///
    /// # Errors
    /// E0112, E1713; E1712 when the user would have one password only; E1102 when theirs were changed in between.
    pub(in crate::portal) fn beside(self, now: Option<Passwords>, given: bool) -> Decision<Option<Renewed>> {
        self.form?;
        let passwords = match (self.login, self.confirmation) {
            (None, None) => return Ok(None),
            (Some(login), Some(confirmation)) => Passwords {
                login,
                confirmation,
                given,
            },
            (login, confirmation) => {
                if now != self.before {
                    return Err(Refusal::Changed);
                }
                let now = now.ok_or(Refusal::PasswordsNeeded)?;
                Passwords {
                    login: login.unwrap_or(now.login),
                    confirmation: confirmation.unwrap_or(now.confirmation),
                    given: given || now.given,
                }
            }
        };
        Ok(Some(Renewed {
            passwords,
            is_the_other: self.is_the_other,
        }))
    }
}

impl Portal<'_> {
    /// Judges and hashes what was given for a user of the company, or for one who is to be `None` yet. Without a session
    /// nothing is hashed.
    pub(in crate::portal) fn new_passwords(
        &mut self,
        key: &SessionKey,
        user: Option<&LoginId>,
        secrets: &Secrets,
    ) -> Result<NewPasswords, Error> {
        let (has_session, before) = self.office.read_by_policy(|tx, _| {
            let Some(session) = tx.session(&key.hash())? else {
                return Ok((false, None));
            };
            let before = match user {
                Some(user) if tx.contract_of_user(user)?.as_ref() == Some(&session.contract) => tx.passwords(user)?,
                _ => None,
            };
            Ok((true, before))
        })?;
        let form = form(secrets, self.office.policy().customer_password_min);
        let strength = Strength::of(self.office.kind());
        let hashed = has_session && form.is_ok();
        let mut hash = |password: &Option<SecretString>| {
            let password = password.as_ref().filter(|_| hashed);
            password.map(|password| self.office.hash(password)).transpose()
        };
        let (login, confirmation) = (hash(&secrets.new_login)?, hash(&secrets.new_confirmation)?);
        // A kept hash that is too weak to be compared with is none that the new one could equal.
        let is = |given: &SecretString, kept: &str| office::verify(given, kept, strength) == Ok(true);
        let is_the_other = match (&secrets.new_login, &secrets.new_confirmation, &before) {
            (Some(login), None, Some(kept)) if hashed => is(login, &kept.confirmation),
            (None, Some(confirmation), Some(kept)) if hashed => is(confirmation, &kept.login),
            _ => false,
        };
        Ok(NewPasswords {
            form,
            login,
            confirmation,
            before,
            is_the_other,
        })
    }
}
