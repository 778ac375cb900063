//! What stands outside the store (R12.5): checkpoints that are put into the spool, and how the trail stood to those that
//! could be read when the program started.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Serialize;

use super::{Error, Office};
use crate::domain::calendar::{self, Instant};
use crate::store::{Anchored, Anchors, Backup, Checkpoint, Head, Kind, Mark, Run, Spool};

/// The outside of an office's store.
#[derive(Debug, Default)]
pub(crate) struct Outside {
    spool: Option<Spool>,
    anchors: Option<PathBuf>,
    standing: AnchorStatus,
    /// A checkpoint could not be put into the spool and is due.
    due: bool,
}

/// How the store stands to what is outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AnchorStatus {
    /// What the comparison at the start found, or the one after something was written down about it.
    pub anchored: Anchored,
    /// Why the file of checkpoints that was named could not be read, by the number of the message.
    pub unread: Option<&'static str>,
    /// When the spool was last run.
    pub spool_run: Option<Instant>,
    /// How many checkpoints wait in the spool.
    pub waiting: u64,
}

impl Outside {
    /// How the store stands to what is outside, and its spool.
    pub(crate) fn standing(&self) -> AnchorStatus {
        let spool = self.spool.as_ref();
        AnchorStatus {
            spool_run: spool.and_then(|spool| spool.last(Run::Spool)),
            waiting: spool.map_or(0, |spool| spool.waiting().map_or(0, |items| items.len() as u64)),
            ..self.standing.clone()
        }
    }
}

impl Office {
    /// Says where checkpoints are put and where they are kept, and compares the trail with those that are there. Training
    /// stores, and so lessons, put none.
    ///
    /// # Errors
    /// The store's own; a spool or a file that can't be read is told in the [`AnchorStatus`].
    pub(crate) fn stand_beside(&mut self, spool: Option<Spool>, anchors: Option<PathBuf>) -> Result<(), Error> {
        self.outside = Outside {
            spool,
            anchors,
            ..Outside::default()
        };
        self.compare_again()
    }

    /// Says where checkpoints are put, and compares nothing.
    pub(crate) fn checkpoints_into(&mut self, spool: Spool) {
        self.outside.spool = Some(spool);
    }

    /// Compares the trail anew with what is outside.
    pub(crate) fn compare_again(&mut self) -> Result<(), Error> {
        let outside = &mut self.outside;
        let (mut known, mut unread) = (Anchors::default(), None);
        let spooled = outside.spool.as_ref().map(Spool::anchors);
        let kept = outside.anchors.as_deref().map(Anchors::of_file);
        for read in [spooled, kept].into_iter().flatten() {
            match read {
                Ok(read) => known = known.and(read),
                Err(error) => unread = Some(error.code()),
            }
        }
        outside.standing.anchored = self.store.compare(&self.trail, &known.points)?;
        outside.standing.unread = unread;
        Ok(())
    }

    /// What is outside: no key is in it.
    pub(crate) fn outside(&self) -> &Outside {
        &self.outside
    }

    /// Makes a verified copy of the store in a folder (R12.7).
    pub(crate) fn back_up(&self, folder: &Path) -> Result<Backup, Error> {
        Ok(self.store.back_up(&self.trail, folder)?)
    }

    /// The head of a copy of this store that verifies.
    pub(crate) fn sound_copy(&self, path: &Path) -> Result<Head, Error> {
        Ok(self.store.sound_copy(&self.trail, path)?)
    }

    /// The first 8 hexadecimal digits of the store's own identity.
    pub(crate) fn store_digits(&self) -> String {
        let [a, b, c, d, ..] = self.store.id();
        format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
    }

    /// Keeps every other program out of the store.
    pub(crate) fn alone(&mut self) -> Result<(), Error> {
        Ok(self.store.alone()?)
    }

    /// Closes the store as one single file.
    pub(crate) fn close(self) -> Result<(), Error> {
        Ok(self.store.close()?)
    }

    /// Compares the trail with checkpoints that were handed in.
    pub(crate) fn compare(&self, points: &[Checkpoint]) -> Result<Anchored, Error> {
        Ok(self.store.compare(&self.trail, points)?)
    }

    /// The first 8 hexadecimal digits of the head as it was with the entry of that number.
    pub(crate) fn digits_at(&self, seq: u64) -> Result<Option<String>, Error> {
        Ok(self.store.read(|tx| tx.digits_at(&self.trail, seq))?)
    }

    /// Puts a checkpoint into the spool; none where there is no spool, and none of a training store.
    pub(crate) fn checkpoint(&mut self) -> Result<Option<Mark>, Error> {
        let made = self.store.checkpoint(&self.trail, self.clock.now())?;
        let (Some(spool), Some(made)) = (&self.outside.spool, made) else {
            return Ok(None);
        };
        spool.put(&made)?;
        Ok(Some(made.mark()))
    }

    /// Whether this spool heard that the day was ended: whoever ends it may have named another one.
    pub(crate) fn heard_day_end(&self, day: NaiveDate) -> bool {
        let heard = |spool: &Spool| spool.last(Run::DayEnd).is_some_and(|at| calendar::day_of(at) == day);
        self.kind() != Kind::Live || self.outside.spool.as_ref().is_none_or(heard)
    }

    /// Keeps beside the spool that the day was ended.
    pub(crate) fn stamp_day_end(&self) -> Result<(), Error> {
        match &self.outside.spool {
            Some(spool) if self.kind() == Kind::Live => Ok(spool.stamp(Run::DayEnd, self.clock.now())?),
            _ => Ok(()),
        }
    }

    /// Puts a checkpoint into the spool when the last commit made one due, or one before it did and could not. What was
    /// committed stays done whatever comes of it: the next commit tries again, and the menu tells of a spool that is not run.
    pub(super) fn checkpoint_if_due(&mut self) {
        let due = self.outside.due || self.store.crossed(self.policy.1.checkpoint_every);
        if due && self.outside.spool.is_some() {
            self.outside.due = self.checkpoint().is_err();
        }
    }
}
