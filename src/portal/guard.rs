//! The last step of an operation: confirmation password and one-time password (R5.3–R5.5).

use secrecy::{ExposeSecret, SecretString};

use super::command::{Outcome, Secrets};
use super::{Error, Member, Portal, SessionKey};
use crate::domain::gate::{self, Operation, Run};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Token;
use crate::domain::values::Otp;
use crate::office::{self, Ground, Settled, Strength, Taken};
use crate::store::Tx;

/// What a step asks for besides the confirmation password.
pub(super) struct StepUp<'a> {
    /// The token whose code it asks for, if it asks for one.
    pub(super) code_of: Option<&'a Token>,
    /// The menu within which one code serves a whole run (R5.4).
    pub(super) run: Option<Run>,
}

impl<'a> StepUp<'a> {
    /// The confirmation password alone.
    pub(super) const NO_CODE: Self = Self {
        code_of: None,
        run: None,
    };

    /// What the last step of an operation asks for now, or why it may not be done (R5.1–R5.4).
    pub(super) fn by(
        member: &'a Member,
        operation: Operation,
        run: Option<Run>,
        ground: &Ground<'_, Member>,
    ) -> Decision<Self> {
        let token = gate::pass(&member.user, &member.case, operation, ground.now, ground.policy)?;
        Ok(Self::code(member, token, run))
    }

    /// The code of that token, unless it was given in this run already; the run begins with it, or goes on (R5.4).
    pub(super) fn code(member: &Member, token: Option<&'a Token>, run: Option<Run>) -> Self {
        Self {
            code_of: token.filter(|_| !member.is_in(run)),
            run: token.and(run),
        }
    }

    /// The confirmation password alone, in a menu whose run it neither begins nor breaks (R5.4).
    pub(super) fn within(member: &Member, run: Option<Run>) -> Self {
        Self {
            code_of: None,
            run: run.filter(|_| member.is_in(run)),
        }
    }
}

/// The confirmation password as it was compared before the transaction: with which hash, and whether it was right.
pub(super) struct Compared {
    hash: String,
    right: Decision<bool>,
}

impl Portal<'_> {
    /// Runs a use-case whose step asks for the confirmation password and perhaps a code.
    ///
    /// `plan` decides what would be done and what is asked for; then the confirmation password is judged, then the code;
    /// then `carry` does it — all in one transaction. A wrong password or code is counted and nothing else is done; after a
    /// wrong password the code is not looked at, so that it is not lost.
    pub(super) fn guarded<P, T>(
        &mut self,
        key: &SessionKey,
        about: (&'static str, String),
        secrets: &Secrets,
        plan: impl for<'m> FnOnce(&Tx<'_>, &'m Member, &Ground<'_, Member>) -> Result<(StepUp<'m>, P), Error>,
        carry: impl FnOnce(&Tx<'_>, &mut Ground<'_, Member>, P, bool) -> Result<Settled<T>, Error>,
    ) -> Result<T, Error> {
        let compared = self.compare(key, secrets.confirmation.as_ref())?;
        let (action, subject) = about;
        self.attempt(key, action, subject, |tx, ground| {
            let member = ground.who;
            let (asked, planned) = plan(tx, member, ground)?;
            if let Some(refusal) = confirm(tx, ground, compared)? {
                return Ok(Settled::new(Err(refusal)));
            }
            if let Some(token) = asked.code_of {
                let code = secrets.code.as_ref().ok_or(Refusal::CodeNeeded)?;
                let code = Otp::parse(code.expose_secret(), ground.policy)?;
                if let Taken::Wrong(refusal) = office::take_code(tx, ground, token, &code)? {
                    return Ok(Settled::new(Err(refusal)));
                }
            }
            tx.use_session(&key.hash(), ground.now, asked.run)?;
            carry(tx, ground, planned, asked.code_of.is_some())
        })
    }

    /// Compares the confirmation password before the transaction, since hashing takes its time.
    pub(super) fn compare(
        &mut self,
        key: &SessionKey,
        given: Option<&SecretString>,
    ) -> Result<Option<Compared>, Error> {
        let Some(given) = given else { return Ok(None) };
        let stored = self.office.read(|tx| match tx.session(&key.hash())? {
            Some(session) => tx.passwords(&session.login_id),
            None => Ok(None),
        })?;
        let least = Strength::of(self.office.kind());
        Ok(stored.map(|passwords| Compared {
            right: office::verify(given, &passwords.confirmation, least),
            hash: passwords.confirmation,
        }))
    }

    /// Passes the gate of an operation that is carried out elsewhere (R5).
    pub(super) fn authorise(
        &mut self,
        key: &SessionKey,
        operation: Operation,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        let run = Run::of(operation);
        self.guarded(
            key,
            ("web_authorise", operation.as_str().to_owned()),
            secrets,
            |_, member, ground| Ok((StepUp::by(member, operation, run, ground)?, ())),
            |_, _, (), code_taken| Ok(Settled::new(Ok(Outcome::Authorised { code_taken }))),
        )
    }

    /// Leaves a menu: its run ends (R5.4).
    pub(super) fn leave(&mut self, key: &SessionKey) -> Result<Outcome, Error> {
        self.attempt(key, "web_leave", String::new(), |tx, ground| {
            tx.use_session(&key.hash(), ground.now, None)?;
            Ok(Settled::new(Ok(Outcome::Left)))
        })
    }
}

/// Judges the confirmation password (R5.5): counts a wrong one, and gives the refusal that must be kept with the count.
pub(super) fn confirm(
    tx: &Tx<'_>,
    ground: &Ground<'_, Member>,
    compared: Option<Compared>,
) -> Result<Option<Refusal>, Error> {
    let user = &ground.who.user;
    if user.service.confirmation_stopped {
        return Err(Refusal::ConfirmationStopped.into());
    }
    let compared = compared.ok_or(Refusal::ConfirmationNeeded)?;
    // A password that was changed while this one was looked at is not the one it was compared with.
    let same = tx
        .passwords(&user.login_id)?
        .is_some_and(|now| now.confirmation == compared.hash);
    if same && compared.right? {
        if user.service.wrong_confirmations > 0 {
            tx.set_service(&user.login_id, &user.service.confirmed())?;
        }
        return Ok(None);
    }
    let service = user.service.wrong_confirmation(ground.policy);
    tx.set_service(&user.login_id, &service)?;
    Ok(Some(if service.confirmation_stopped {
        Refusal::ConfirmationStopped
    } else {
        Refusal::ConfirmationWrong {
            left: ground
                .policy
                .confirmation_stop_after
                .saturating_sub(service.wrong_confirmations),
        }
    }))
}
