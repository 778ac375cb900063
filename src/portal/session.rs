//! Logging in and out (BLGI001).

use std::fmt;

use data_encoding::HEXLOWER;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::member::{NOBODY, actor};
use super::{Error, Portal};
use crate::domain::access::{Door, place_of};
use crate::domain::calendar::{self, Instant};
use crate::domain::gate;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::LoginId;
use crate::office::{self, About, Settled, Strength};
use crate::store;

/// What a session is known by: 32 random bytes as 64 hexadecimal digits. It is a secret, and prints as nothing.
#[derive(Clone)]
pub struct SessionKey(SecretString);

impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey")
    }
}

impl SessionKey {
    /// Reads one; what has not the form of a key belongs to no session (E1606).
    pub fn parse(text: &str) -> Decision<Self> {
        let text = text.trim();
        let fits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| Self(text.into())).ok_or(Refusal::SessionEnded)
    }

    /// The key itself, for the front end that keeps it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.expose_secret().as_bytes()).into()
    }
}

/// What a login leads to.
#[derive(Debug)]
pub struct Welcome {
    /// The session.
    pub key: SessionKey,
    /// Whether the registration screen comes before the top page (R3.1).
    pub shows_registration: bool,
    /// The login before this one.
    pub last_login_at: Option<Instant>,
    /// Whether the passwords are to be changed before anything else, as somebody else gave them (BLGI002, R17.1).
    pub must_change: bool,
}

impl Portal<'_> {
    /// Logs a user in by the login password, and ends the session they had before. Wrong ones are counted for the address they come
    /// from: the policy's first limit pauses it for this user, the second stops it; too many from all addresses stop strangers
    /// (R17.2). While paused or stopped nothing is counted, and no answer depends on the password. An unknown ID takes as long as a wrong password and is not kept, since it may be a
    /// password that was typed in the wrong place (R12.3). That an ID exists can be learnt by pausing it, which such a pause can't
    /// avoid.
    ///
    /// # Errors
    /// E1601 wrong ID or password, E1602 paused, E1603 stopped after wrong ones; with the right password E1604 stopped by an
    /// administrator, E1605 in the closed period, which says when it ends (R8.1), and E1907 when the contract is closed (R16.1).
    pub fn login(&mut self, login_id: &LoginId, password: &SecretString) -> Result<Welcome, Error> {
        let least = Strength::of(self.office.kind());
        let known = self
            .office
            .read(|tx| -> store::Result<_> { Ok((tx.contract_of_user(login_id)?, tx.passwords(login_id)?)) })?;
        // Hashing takes its time, so it is done before the transaction; what it is worth is decided inside.
        let right = if let Some(passwords) = &known.1 {
            office::verify(password, &passwords.login, least)
        } else {
            // The same work for a user who is not there, whatever comes of it.
            let _ = self.office.hash(password);
            Ok(false)
        };
        let (contract, subject, who) = match &known.0 {
            Some(contract) => (Some(contract.clone()), login_id.to_string(), actor(contract, login_id)),
            None => (None, String::new(), NOBODY.to_owned()),
        };
        let about = About {
            action: "web_login",
            contract: contract.clone(),
            subject,
            ..About::default()
        };
        let place = place_of(self.office.terminal());
        let admit = |_: &store::Tx<'_>, _, _: &_| Ok::<_, Error>(());
        self.office.attempt(&who, about, admit, |tx, ground| {
            let now = ground.now;
            let contract = contract.ok_or(Refusal::LoginFailed)?;
            let case = tx.case(&contract)?.ok_or(Refusal::LoginFailed)?;
            let user = case.user(login_id).map_err(|_| Refusal::LoginFailed)?;
            let paused = |until| Refusal::LoginPaused {
                until: calendar::show(until),
            };
            // Also of a user whom an administrator has stopped: their password is not to be guessed meanwhile.
            match user.service.door(&place, now) {
                Door::Stopped => return Err(Refusal::LoginStopped.into()),
                Door::Paused(until) => return Err(paused(until).into()),
                Door::Open => {}
            }
            // A password that was changed while this one was looked at is not the one it was compared with.
            if tx.passwords(login_id)? != known.1 || !right? {
                let service = user.service.wrong_login(&place, now, ground.policy);
                tx.set_service(login_id, &service)?;
                return Ok(Settled::new(Err(match service.door(&place, now) {
                    Door::Stopped => Refusal::LoginStopped,
                    Door::Paused(until) => paused(until),
                    Door::Open => Refusal::LoginFailed,
                })));
            }
            if let Some(day) = case.contract.closed {
                let day = day.to_string();
                return Err(Refusal::LoginOfClosed { day }.into());
            }
            if user.service.stopped {
                return Err(Refusal::UserStopped.into());
            }
            if let Some(opens) = user.closed_until(now) {
                let opens = calendar::show(opens);
                return Err(Refusal::LoginClosed { opens }.into());
            }
            let mut random = [0; 32];
            ground.entropy.fill(&mut random).map_err(store::Error::from)?;
            let key = SessionKey(HEXLOWER.encode(&random).into());
            // The schema asks which addresses were known before this one is.
            tx.begin_session(&key.hash(), login_id, now)?;
            tx.set_service(login_id, &user.service.logged_in(&place, now, ground.policy))?;
            Ok(Settled::new(Ok(Welcome {
                key,
                shows_registration: gate::shows_registration(user, &case, now),
                last_login_at: user.service.last_login_at,
                must_change: known.1.as_ref().is_some_and(|passwords| passwords.given),
            })))
        })
    }

    /// Ends a session. One that has ended already is no error.
    pub fn logout(&mut self, key: &SessionKey) -> Result<(), Error> {
        let given = self.attempt(key, "web_logout", String::new(), |tx, ground| {
            tx.end_sessions_of(&ground.who.user.login_id)?;
            Ok(Settled::new(Ok(())))
        });
        match given {
            Err(Error::Refused(Refusal::SessionEnded)) => Ok(()),
            given => given,
        }
    }
}
