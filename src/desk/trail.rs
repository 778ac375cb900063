//! The trail itself as something that staff work on: its verification (R12.2), and what is taken out of it.

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::staff::Duty;
use crate::store::{Sought, Verified, Verifying};

impl Desk {
    /// Verifies the trail (R12.2).
    ///
    /// # Errors
    /// E1203 for a role that may not read it.
    pub fn verify(&self, session: &Session) -> Result<Verified, Error> {
        self.look(session).may_read_trail()?;
        self.office.verify()
    }

    /// Verifies at most so many entries more; gives what was found when a bad one or the end was reached.
    ///
    /// # Errors
    /// E1203 for a role that may not read it, which is in the trail.
    pub fn verify_on(
        &mut self,
        session: &Session,
        so_far: &mut Verifying,
        entries: u64,
    ) -> Result<Option<Verified>, Error> {
        self.ask(session, |look| -> Result<_, Error> { look.may_read_trail() })?;
        self.office.verify_on(so_far, entries)
    }

    /// Writes down that entries of the trail leave the console as a file: in which format, how many, and which were looked
    /// for. What was looked for and found nothing is not kept: it may be a password that was typed in the wrong place (R12.3).
    ///
    /// # Errors
    /// E1203 for a role that may not read it.
    pub fn note_export(&mut self, session: &Session, format: &str, count: u64, sought: &Sought) -> Result<(), Error> {
        let about = About {
            action: "export_trail",
            subject: format!("{format} {count}"),
            detail: if count == 0 { String::new() } else { sought.to_string() },
            ..About::default()
        };
        self.attempt(session, Duty::ReadTrail, about, |_, _| {
            Ok::<_, Error>(Settled::new(Ok(())))
        })
    }
}
