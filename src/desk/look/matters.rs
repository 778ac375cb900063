//! What waits for a second person without a customer (TSNN001, TSNN003, TSNN004; R11.5).

use serde::Serialize;

use super::Look;
use crate::desk::Error;
use crate::desk::countersign::{ExportLetters, MatterShown, shown_of, since};
use crate::domain::calendar::Instant;
use crate::domain::countersign::{self, Status};
use crate::domain::refusal::Refusal;
use crate::domain::staff::{Duty, Role, Staff};
use crate::domain::values::{RequestId, StaffId};
use crate::store::{Countersign, Tx};

/// How many rows a list shows.
const QUEUE: u64 = 200;

/// An act that a second person decides about, as TSNN001 and TSNN004 show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatterView {
    /// Its id.
    pub id: RequestId,
    /// Who asked.
    pub made_by: StaffId,
    /// Their name.
    pub made_by_name: String,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// Lapsed (R11.3).
    pub lapsed: bool,
    /// Who decided.
    pub decided_by: Option<StaffId>,
    /// Why it was sent back.
    pub reason: Option<String>,
    /// Exactly what was shown to who asked.
    pub shown: MatterShown,
    /// Whether who looks is another person whose role decides about it (R11.4).
    pub is_mine_to_decide: bool,
}

impl MatterView {
    /// The moment at which it lapses by itself, if it still waits (R11.3).
    pub fn holds_until(&self) -> Option<Instant> {
        let waits = self.status == Status::Waiting && !self.lapsed;
        waits.then(|| countersign::waits_until(self.made_at))
    }

    /// Whether it lets letters leave: their file is written once it is approved.
    pub fn is_of_letters(&self) -> bool {
        self.shown.action == ExportLetters::ACTION
    }
}

impl Look<'_> {
    /// Acts that wait for a second person, the oldest first, and behind them those that were done at once (TSNN001): all of them for administrators and auditors, for others those
    /// that a supervisor decides about.
    pub fn matters(&self) -> Result<Vec<MatterView>, Error> {
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let me = self.me(&staff)?;
            let open = tx.open_countersigns(since(self.now), QUEUE)?.into_iter();
            let open = open.chain(tx.countersigns_to_look_over(QUEUE)?);
            let seen = open.filter(|act| sees(me, act));
            seen.map(|act| self.matter_view(act, &staff, me)).collect()
        })
    }

    /// What one asked for oneself of late (TSNN003).
    pub fn own_matters(&self) -> Result<Vec<MatterView>, Error> {
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let me = self.me(&staff)?;
            let own = tx.own_countersigns(&me.id, since(self.now), QUEUE)?.into_iter();
            own.map(|act| self.matter_view(act, &staff, me)).collect()
        })
    }

    /// What became of what one asked for and was not looked at yet, the oldest first (R11.7).
    pub fn matter_news(&self, limit: u64) -> Result<Vec<MatterView>, Error> {
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let me = self.me(&staff)?;
            let news = tx.matter_news(&me.id, since(self.now), limit)?.into_iter();
            news.map(|act| self.matter_view(act, &staff, me)).collect()
        })
    }

    /// One act (TSNN004).
    pub fn matter(&self, id: RequestId) -> Result<MatterView, Error> {
        self.must(Duty::SeeRequests)?;
        self.store.read(|tx: &Tx<'_>| -> Result<_, Error> {
            let staff = tx.all_staff()?;
            let me = self.me(&staff)?;
            let act = tx.countersign(id)?.filter(|act| sees(me, act));
            self.matter_view(act.ok_or(Refusal::NoRequest)?, &staff, me)
        })
    }

    fn me<'s>(&self, staff: &'s [Staff]) -> Result<&'s Staff, Error> {
        let own = &self.who.staff().id;
        Ok(staff
            .iter()
            .find(|member| member.id == *own)
            .ok_or(Refusal::StaffLocked)?)
    }

    fn matter_view(&self, act: Countersign, staff: &[Staff], me: &Staff) -> Result<MatterView, Error> {
        let maker = staff.iter().find(|member| member.id == act.made_by);
        let maker = maker.ok_or(Refusal::NoRequest)?;
        let standing = countersign::MatterContext {
            maker,
            made_at: act.made_at,
            status: act.status,
            decider: act.decider,
            decided_by: act.decided_by.as_ref(),
        };
        Ok(MatterView {
            lapsed: standing.is_lapsed(self.now),
            is_mine_to_decide: standing.decidable(me, self.now).is_ok() || standing.to_look_over(me, self.now).is_ok(),
            shown: shown_of(&act)?,
            made_by_name: maker.name.to_string(),
            id: act.id,
            made_by: act.made_by,
            made_at: act.made_at,
            status: act.status,
            decided_by: act.decided_by,
            reason: act.reason,
        })
    }
}

/// Whether a member sees an act.
fn sees(me: &Staff, act: &Countersign) -> bool {
    matches!(me.role, Role::Administrator | Role::Auditor)
        || act.made_by == me.id
        || act.decider.admits(Role::Supervisor)
}
