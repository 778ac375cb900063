//! How long a try to log in must wait (R11.6): at its own terminal, and with all others of one address.

use chrono::TimeDelta;

use crate::domain::calendar::Instant;
use crate::domain::staff;
use crate::domain::values::StaffId;
use crate::store::{self, Credential, Tx};

/// Where somebody tries to log in.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// The terminal, whose waits are its own.
    pub(super) terminal: String,
    /// What it shares with all that can be opened beside it: otherwise each new one would begin with tries that wait for nothing.
    pub(super) around: Option<String>,
    /// The right password at that terminal counts for so long: it does not wait for what others typed around it.
    known_for: TimeDelta,
}

impl Spot {
    pub(super) fn new(terminal: &str, known_for: TimeDelta) -> Self {
        Self {
            terminal: terminal.to_owned(),
            around: staff::around(terminal),
            known_for,
        }
    }

    /// The seconds that a try of the member must still wait here.
    pub(super) fn waits(
        &self,
        tx: &Tx<'_>,
        id: &StaffId,
        found: &Credential,
        now: Instant,
    ) -> store::Result<Option<i64>> {
        let own = staff::still_waits(found.wait_until, now);
        let (None, Some(around)) = (own, &self.around) else {
            return Ok(own);
        };
        let shared = tx.wait_at(id, around)?.and_then(|(_, until)| until);
        let shared = staff::still_waits(shared, now);
        let is_known = shared.is_some() && tx.was_right_at(id, &self.terminal, now - self.known_for)?;
        Ok(shared.filter(|_| !is_known))
    }

    /// After a wrong password, which was the one of that number here: the next one waits, and so does who is not known elsewhere around.
    pub(super) fn slow(&self, tx: &Tx<'_>, id: &StaffId, here: u32, now: Instant) -> store::Result<()> {
        tx.slow_login(id, &self.terminal, now + staff::pause(here))?;
        if let Some(around) = &self.around {
            let wrong = tx.wait_at(id, around)?.map_or(1, |(wrong, _)| wrong);
            tx.slow_login(id, around, now + staff::pause(wrong))?;
        }
        Ok(())
    }
}
