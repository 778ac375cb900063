//! Who acts at the customer's counter, as they are at this moment.

use super::{Error, Portal, SessionKey};
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::gate::Run;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::User;
use crate::domain::values::{ContractNumber, LoginId};
use crate::office::{About, Ground, Settled};
use crate::store::{SessionRow, Tx};

/// A user with a session, and all of their contract.
#[derive(Clone, Debug)]
pub struct Member {
    pub(super) case: Case,
    pub(super) user: User,
    pub(super) session: SessionRow,
    /// Whether somebody else gave the passwords (R17.1).
    given: bool,
}

impl Member {
    /// The contract with its users and tokens.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Who it is.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// Whether the session stands in that run, for which a code was given (R5.4).
    pub(super) fn is_in(&self, run: Option<Run>) -> bool {
        run.is_some() && self.session.run == run
    }

    /// The user behind a key, read now.
    ///
    /// # Errors
    /// E1606 when the session has ended or lapsed.
    pub(super) fn admit(tx: &Tx<'_>, key: &SessionKey, now: Instant, policy: &Policy) -> Result<Self, Error> {
        let session = tx.session(&key.hash())?.ok_or(Refusal::SessionEnded)?;
        if now >= session.used_at + policy.session_lapse {
            return Err(Refusal::SessionEnded.into());
        }
        let case = tx.case(&session.contract)?.ok_or(Refusal::SessionEnded)?;
        let user = case.user(&session.login_id)?.clone();
        let given = tx
            .passwords(&session.login_id)?
            .is_some_and(|passwords| passwords.given);
        Ok(Self {
            case,
            user,
            session,
            given,
        })
    }

    /// Whether nothing is done but changing the passwords, as somebody else gave them (R17.1).
    pub(super) fn must_change(&self) -> bool {
        self.given
    }

    /// Refuses whoever has passwords that somebody else gave (R17.1).
    pub(super) fn may_go_on(&self) -> Decision<()> {
        if self.given {
            return Err(Refusal::PasswordsGiven);
        }
        Ok(())
    }
}

/// How the trail names a customer's user: no staff ID has a slash, so nobody is taken for another.
pub(super) fn actor(contract: &ContractNumber, login_id: &LoginId) -> String {
    format!("{contract}/{login_id}")
}

/// Those of `named` that are users of that case, once each, for an entry: anything else may be a password that was typed in the
/// wrong place (R12.3), or as long as a caller likes.
fn known(case: &Case, named: &[LoginId]) -> String {
    let users = case.users.iter().filter(|user| named.contains(&user.login_id));
    users.map(|user| user.login_id.as_str()).collect::<Vec<_>>().join(" ")
}

/// What is done with passwords that somebody else gave, too (R17.1).
const WHATEVER_PASSWORDS: [&str; 2] = ["web_passwords", "web_logout"];

/// The user whose work was counted or refused although the session is not there.
pub(super) const NOBODY: &str = "?";

impl Portal<'_> {
    /// The login IDs that a command names, as its entry has them; none of them without a session.
    pub(super) fn named(&self, key: &SessionKey, users: &[LoginId]) -> Result<String, Error> {
        let case = self.office.read(|tx| match tx.session(&key.hash())? {
            Some(session) => tx.case(&session.contract),
            None => Ok(None),
        })?;
        Ok(case.map(|case| known(&case, users)).unwrap_or_default())
    }

    /// Runs a use-case for the user behind `key` and writes its entry, refused or not. A refused one leaves the session as it
    /// was: it neither keeps it from lapsing nor ends a run (R5.4), unless password and code were right and used up for it.
    pub(super) fn attempt<T>(
        &mut self,
        key: &SessionKey,
        action: &'static str,
        subject: String,
        act: impl FnOnce(&Tx<'_>, &mut Ground<'_, Member>) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        let session = self.office.read(|tx| tx.session(&key.hash()))?;
        let who = session.as_ref().map(|row| actor(&row.contract, &row.login_id));
        let about = About {
            action,
            contract: session.map(|row| row.contract),
            subject,
            ..About::default()
        };
        let seen = self.seen;
        let admit = |tx: &Tx<'_>, now, policy: &Policy| {
            let member = Member::admit(tx, key, now, policy)?;
            if !WHATEVER_PASSWORDS.contains(&action) {
                member.may_go_on()?;
            }
            match seen {
                Some(version) if version != member.case.contract.version => Err(Refusal::Changed.into()),
                _ => Ok(member),
            }
        };
        self.office.attempt(who.as_deref().unwrap_or(NOBODY), about, admit, act)
    }
}
