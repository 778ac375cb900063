//! Logging in (TLGI001), resuming (TLGI002) and one's own password (TLGI003): where a member's password is looked at.

mod proving;

use secrecy::{ExposeSecret, SecretString};

use super::{Desk, Error};
use chrono::TimeDelta;

use crate::domain::calendar::Instant;
use crate::domain::doubt::Doubt;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Staff;
use crate::domain::values::{HostAccount, SessionId, StaffId};
use crate::office::{self, About, Settled};
use crate::store::{self, Draft, Sitting, Tx};

/// Who tried to log in by an ID that is not there.
pub(super) const UNKNOWN: &str = "?";
/// Giving oneself another password: the one of these attempts that a doubted clock stops (R2.5).
const CHANGE: &str = "change_password";
/// How long tries from an account that a member is not bound to are told of by one entry.
const ELSEWHERE: TimeDelta = TimeDelta::minutes(1);

/// Someone who gave the right password. Only the desk makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    staff: Staff,
    last_login_at: Option<Instant>,
    looks_only: bool,
    /// Which sitting at a console it is; none on the command line.
    key: Option<SessionId>,
    /// When the password was given.
    began: Instant,
    /// The same ID at another console.
    beside: Option<Sitting>,
    /// Why the clock was doubted then.
    doubt: Option<Doubt>,
}

impl Session {
    /// Who it is, as of the login.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// The login before this one.
    pub fn last_login_at(&self) -> Option<Instant> {
        self.last_login_at
    }

    /// A session that began then.
    pub(super) fn new(staff: Staff, last_login_at: Option<Instant>, began: Instant) -> Self {
        Self {
            staff,
            last_login_at,
            looks_only: false,
            key: None,
            began,
            beside: None,
            doubt: None,
        }
    }

    /// A session that may only look.
    pub(super) fn that_looks(staff: Staff, last_login_at: Option<Instant>, began: Instant) -> Self {
        Self {
            looks_only: true,
            ..Self::new(staff, last_login_at, began)
        }
    }

    /// Another console at which the same ID was logged in when this session began, and was not logged out.
    pub fn beside(&self) -> Option<&Sitting> {
        self.beside.as_ref()
    }

    /// Why the clock was doubted when this session began at a console, if it was: what can't be done is told then, and not at the
    /// first change (R2.4, R2.5).
    pub fn clock_doubted(&self) -> Option<Doubt> {
        self.doubt
    }

    /// Refuses one that has lasted as long as a session lasts, whatever was done in it (E1233).
    pub(super) fn must_last(&self, now: Instant, policy: &Policy) -> Decision<()> {
        if now - self.began < policy.staff_session {
            return Ok(());
        }
        Err(Refusal::SessionOver {
            minutes: policy.staff_session.num_minutes(),
        })
    }

    /// Whether it may only look, as there was no room to record the login (E2065).
    pub fn looks_only(&self) -> bool {
        self.looks_only
    }

    /// Which sitting at a console it is, to which its identity checks belong (R10.1). On the command line it is none: one command
    /// goes on with the check of another.
    pub fn key(&self) -> Option<SessionId> {
        self.key
    }

    /// Whether nothing is done in it but giving oneself a password, as the one of now was given by an administrator.
    pub fn must_change(&self) -> bool {
        self.staff.must_change
    }
}

impl Desk {
    /// Notes that the line of a session was lost: it hung up, or the system ended the program (R12.1). What was under way is
    /// done or rolled back by then.
    ///
    /// # Errors
    /// The store's.
    pub fn line_lost(&mut self, session: &Session) -> Result<(), Error> {
        let now = self.clock().now();
        self.office.note(|tx, pen| {
            if let Some(key) = session.key {
                tx.stand_up(key)?;
            }
            let draft = Draft::new(now, session.staff.id.as_str(), pen.terminal, "line_lost");
            pen.append(tx, draft)
        })
    }

    /// Logs a member of the staff in. The try is counted, with an entry, before the password is looked at, so that
    /// neither parallel nor broken-off guesses are free; after a wrong one the next try at that place waits, longer each time, also one that
    /// has begun, and so do tries at all other terminals of its address where the member was not lately; nobody is locked by it: after a hundred in a row the right one is to be changed (R11.6). A try that comes too soon is not looked at and not counted. An unknown ID
    /// takes as long as a wrong password, and is not kept: it may be a password typed in the wrong place (R12.3).
    ///
    /// Who is bound to an account of the host gets in from there alone. From elsewhere the password is not looked at: the answer is
    /// that of a wrong one, and takes as long; one entry a minute has E1212.
    ///
    /// # Errors
    /// E1201 wrong ID or password, E1202 locked, E1207 a hash too weak for a live store, E1209 too soon. Where there is no room to
    /// record it, the session [may only look](Session::looks_only).
    pub fn login(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let now = self.clock().now();
        self.prove(id, password, "login", |tx, spot, credential, staff| {
            tx.settle_login(&staff.id, &spot.terminal, spot.around.as_deref(), now)?;
            Ok(Session::new(staff, credential.last_login_at, now))
        })
        .or_else(|failed| self.look_in(id, password, ("try_login", "login"), failed))
    }

    /// [`Desk::login`] at a console: a sitting of its own, whose identity checks no other of the same ID shares (R10.1).
    ///
    /// # Errors
    /// As [`Desk::login`].
    pub fn sit_down(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let mut key = [0; 16];
        self.office.entropy().fill(&mut key).map_err(store::Error::from)?;
        let (key, now) = (SessionId(key), self.clock().now());
        let since = now - self.office.current_policy()?.staff_session;
        let session = self
            .prove(id, password, "login", |tx, spot, credential, staff| {
                tx.settle_login(&staff.id, &spot.terminal, spot.around.as_deref(), now)?;
                let beside = tx.other_sitting(key, &staff.id, since)?;
                tx.sit_down(key, &staff.id, &spot.terminal, now, since)?;
                Ok(Session {
                    beside,
                    ..Session::new(staff, credential.last_login_at, now)
                })
            })
            .or_else(|failed| self.look_in(id, password, ("try_login", "login"), failed))?;
        Ok(Session {
            key: Some(key),
            doubt: self.doubted()?,
            ..session
        })
    }

    /// A member leaves their console: nobody is told of it as of another one any more. That it can't be written is no harm: it is
    /// forgotten when a session would have ended.
    pub fn stand_up(&mut self, session: &Session) {
        if let Some(key) = session.key {
            let _ = self.office.note(|tx, _| Ok(tx.stand_up(key)?));
        }
    }

    /// The newest other console at which the same ID was logged in since this session began.
    pub fn second_login(&self, session: &Session) -> Option<Sitting> {
        let key = session.key?;
        let since = session.began + TimeDelta::milliseconds(1);
        let found = self.office.read(|tx| tx.other_sitting(key, &session.staff.id, since));
        found.ok().flatten()
    }

    /// Looks at a member's password as [`Desk::login`] does, where it is no login of theirs: a supervisor who approves at another's
    /// terminal, a program that has it from a file. 前回ログイン, by which a person knows their own logins, stays.
    ///
    /// # Errors
    /// As [`Desk::login`].
    pub fn vouch(&mut self, id: &StaffId, password: &SecretString) -> Result<Session, Error> {
        let now = self.clock().now();
        self.prove(id, password, "login", |tx, spot, credential, staff| {
            tx.settle_password(&staff.id, &spot.terminal, spot.around.as_deref(), now)?;
            Ok(Session::new(staff, credential.last_login_at, now))
        })
        .or_else(|failed| self.look_in(id, password, ("try_login", "login"), failed))
    }

    /// Takes up the session again after an idle lock (TLGI002), with the same person's password; wrong ones count as those of a
    /// login.
    ///
    /// # Errors
    /// As [`Desk::login`].
    pub fn resume(&mut self, session: &Session, password: &SecretString) -> Result<Session, Error> {
        let now = self.clock().now();
        self.prove(&session.staff.id, password, "resume", |tx, spot, _, staff| {
            tx.settle_password(&staff.id, &spot.terminal, spot.around.as_deref(), now)?;
            Ok(Session {
                staff,
                looks_only: false,
                ..session.clone()
            })
        })
        .or_else(|failed| self.look_in(&session.staff.id, password, ("try_password", "resume"), failed))
    }

    /// Gives oneself another password; a wrong old one counts as that of a login. The session that comes back may do what
    /// the role may.
    ///
    /// # Errors
    /// E0112 the form of the new one, E1211 the new one is the old one, and as [`Desk::login`].
    pub fn change_password(
        &mut self,
        session: &Session,
        old: &SecretString,
        new: &SecretString,
    ) -> Result<Session, Error> {
        let action = CHANGE;
        let id = &session.staff.id;
        let fits = office::good(new, self.policy().password_min, id).and_then(|()| differ(old, new));
        if let Err(refusal) = fits {
            let about = About {
                action,
                ..About::default()
            };
            let refuse = |_: &Tx<'_>, _: &mut office::Ground<'_, ()>| Err::<Settled<Session>, _>(refusal.into());
            return self.office.attempt(id.as_str(), about, |_, _, _| Ok(()), refuse);
        }
        let hash = self.hashed(new)?;
        self.prove(id, old, action, |tx, _, _, staff| {
            tx.set_staff_password(&staff.id, &hash, false)?;
            let must_change = false;
            Ok(Session {
                staff: Staff { must_change, ..staff },
                looks_only: false,
                ..session.clone()
            })
        })
    }
}

/// Whether someone who is bound to an account may log in at a console that was started from `started`; who is bound to none does
/// where `unbound` ones do.
pub(super) fn is_from(started: Option<&HostAccount>, bound: Option<&HostAccount>, unbound: bool) -> bool {
    bound.map_or(unbound, |bound| started == Some(bound))
}

fn differ(old: &SecretString, new: &SecretString) -> Decision<()> {
    if old.expose_secret() == new.expose_secret() {
        Err(Refusal::SamePassword)
    } else {
        Ok(())
    }
}
