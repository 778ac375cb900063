//! 納品確認: a batch is released against its delivery note, by another person than who took it in (R15.3).

use serde::Serialize;

use super::attempt::{About, Settled};
use super::{Desk, Error, Look, Session};
use crate::domain::delivery::{self, Compared};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::{Duty, Staff};
use crate::domain::values::{Serial, TokenId};
use crate::store::{BatchRow, Tx};

/// Serials that a refusal or an entry names, at most.
const NAMED: usize = 20;
/// Batches that are listed, at most.
const LISTED: u64 = 500;

/// What a delivery note says of a batch, and, once it is released, what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The batch.
    pub batch: u32,
    /// How many fobs the note names that wait in it: those that are released.
    pub there: usize,
    /// Fobs that wait and that it does not name.
    pub missing: Vec<Serial>,
    /// Serials that it names and that do not wait.
    pub extra: Vec<Serial>,
    /// How often it names one again.
    pub again: usize,
}

impl Delivery {
    fn of(batch: u32, compared: &Compared<TokenId>) -> Self {
        Self {
            batch,
            there: compared.there.len(),
            missing: compared.missing.clone(),
            extra: compared.extra.clone(),
            again: compared.again,
        }
    }

    /// Whether the note agrees with the batch.
    pub fn agrees(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty()
    }
}

impl Desk {
    /// Releases the fobs of a batch that the delivery note names into stock (R15.3). What is missing goes on waiting, and can be
    /// released by a later note; `differing` says that the note differs and that this is known.
    ///
    /// # Errors
    /// E1445 for no such batch, E1446 when none of it waits, E1447 for one of another branch, E1448 by who took it in, E1451 for
    /// an empty note, E1450 when the note differs from the batch, or names none of it; E1203 for a role that does not approve.
    pub fn release_batch(
        &mut self,
        session: &Session,
        batch: u32,
        noted: &[Serial],
        differing: bool,
    ) -> Result<Delivery, Error> {
        let about = About {
            action: "release_batch",
            subject: batch.to_string(),
            ..About::default()
        };
        self.attempt(session, Duty::Approve, about, |tx, ground| {
            releasable(tx, batch, ground.who, ground.policy)?;
            let compared = delivery::compare(&tx.arrived_in(batch)?, noted);
            let given = Delivery::of(batch, &compared);
            fits(&given, noted, differing)?;
            tx.release(batch, &compared.there, &ground.who.id, ground.now)?;
            let named = given.missing.iter().chain(&given.extra).take(NAMED);
            let subject = std::iter::once(batch.to_string()).chain(named.map(ToString::to_string));
            let detail = format!("{} {} {}", given.there, given.missing.len(), given.extra.len());
            Ok(Settled {
                subject: Some(subject.collect::<Vec<_>>().join(" ")),
                detail: Some(detail),
                ..Settled::new(Ok(given))
            })
        })
    }
}

impl Look<'_> {
    /// The batches, the newest first (R15.3).
    pub fn batches(&self) -> Result<Vec<BatchRow>, Error> {
        self.must(Duty::SeeStock)?;
        Ok(self.store.read(|tx| tx.batches(LISTED))?)
    }

    /// The serials of a batch that wait for its release.
    pub fn waiting(&self, batch: u32) -> Result<Vec<Serial>, Error> {
        self.must(Duty::SeeStock)?;
        let waiting = self.store.read(|tx| tx.arrived_in(batch))?;
        Ok(waiting.into_iter().map(|(_, serial)| serial).collect())
    }
}

/// Whether that member of the staff may release that batch (R15.3, R15.9).
fn releasable(tx: &Tx<'_>, number: u32, who: &Staff, policy: &Policy) -> Result<(), Error> {
    let batch = tx.batch(number)?.ok_or(Refusal::NoBatch { batch: number })?;
    if batch.waiting == 0 {
        return Err(Refusal::NothingWaits { batch: number }.into());
    }
    let own = &who.branch.code;
    if batch.branch != *own && policy.centre.as_deref() != Some(own.as_str()) {
        let branch = batch.branch.to_string();
        return Err(Refusal::BatchElsewhere { batch: number, branch }.into());
    }
    let taker = batch
        .taken_by
        .as_ref()
        .map(|taker| tx.staff(taker))
        .transpose()?
        .flatten();
    if taker.is_some_and(|taker| taker.person() == who.person()) {
        return Err(Refusal::OwnBatch { batch: number }.into());
    }
    Ok(())
}

/// Whether it can be released as the note says.
fn fits(delivery: &Delivery, noted: &[Serial], differing: bool) -> Decision<()> {
    if noted.is_empty() {
        return Err(Refusal::EmptyNote);
    }
    if delivery.there == 0 || !(delivery.agrees() || differing) {
        let named = |serials: &[Serial]| {
            let some: Vec<_> = serials.iter().take(3).map(ToString::to_string).collect();
            let more = if serials.len() > 3 { " .." } else { "" };
            format!("{}{more}", some.join(" "))
        };
        return Err(Refusal::NoteDiffers {
            there: delivery.there,
            missing: delivery.missing.len(),
            extra: delivery.extra.len(),
            lacking: named(&delivery.missing),
            beside: named(&delivery.extra),
        });
    }
    Ok(())
}
