//! Taking in a file of any size (R15): it is read, judged and sealed on one thread and written on another, in transactions so short
//! that nobody waits for them. The whole is a load, which nobody sees before it is there to the last row.
//!
//! What fits into one transaction is one: a load that is begun, written and shown with a single entry. A longer one has an entry
//! for its beginning, before its first row, and one for its end (R12.1), which says what came in.

mod coming;

use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

use data_encoding::HEXLOWER;

use super::attempt::{About, Settled};
use super::import::Imported;
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::{self, Beginning, Load, Loaded, Loader};
use coming::Part;
pub use coming::{AtOnce, Coming, Listed, PAUSE, Pace};
pub(super) use coming::{Parts, Preparing, Taking};

/// Parts that are read ahead of the one that is written.
const AHEAD: usize = 2;
/// Parts after which what they wrote is brought from the log into the file itself: some thousand pages.
const TO_BRING: usize = 20;

/// What a load is of, and what its entry is called.
#[derive(Clone, Copy)]
pub(super) struct What {
    pub(super) kind: Loaded,
    pub(super) action: &'static str,
}

/// Why a part was not written at once: nothing of it is there.
enum Unpoured {
    /// Something is in the way of one of its rows.
    InTheWay,
    Failed(Error),
}

impl From<store::Error> for Unpoured {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// The parts that one thread hands to the other, and where their rows go back.
struct Handed<R> {
    first: Part<R>,
    receiver: Receiver<Part<R>>,
    back: Sender<Vec<R>>,
}

/// All rows of a short load, how its file ended, and what the ids of its tokens begin with.
type Whole<R> = (Vec<R>, Result<Option<[u8; 32]>, Error>, Option<Beginning>);

impl Desk {
    /// Takes in what comes, all of it or nothing.
    pub(super) fn load<C, P, T>(
        &mut self,
        session: &Session,
        what: What,
        parts: &mut Parts<C, P>,
        taking: &mut T,
        pace: &mut dyn Pace,
    ) -> Result<Imported, Error>
    where
        C: Coming,
        P: Preparing<Item = C::Item>,
        T: Taking<Row = P::Row>,
    {
        if session.looks_only() {
            return Err(self.only_looks());
        }
        let Some(right) = self.office.loader()? else {
            let about = About {
                action: what.action,
                detail: detail(None),
                ..About::default()
            };
            return self.attempt(session, Duty::Import, about, |_, _| Err(Refusal::LoadGoesOn.into()));
        };
        // What was broken off before has numbers that may come again.
        while !self.office.sweep_loads(&right)? {
            let _ = pace.rest(0);
        }
        let first = parts.next();
        match first.end {
            Some(end) => self.load_at_once(session, what, (first.rows, end, parts.preparing.mark()), taking),
            None => self.load_long(session, (what, &right), (first, parts), taking, pace),
        }
    }

    /// A load that one transaction takes.
    fn load_at_once<T: Taking>(
        &mut self,
        session: &Session,
        what: What,
        (rows, end, mark): Whole<T::Row>,
        taking: &mut T,
    ) -> Result<Imported, Error> {
        let told = end.as_ref().map(|digest| (rows.len(), *digest)).map_err(|_| ());
        let about = About {
            action: what.action,
            detail: detail(told.ok()),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| {
            let digest = end?;
            if !rows.is_empty() {
                let load = tx.begin_load(what.kind, mark)?;
                taking.begin(tx, load)?;
                let more = taking.take(tx, load, &rows)?;
                tx.count_load(load, more)?;
                taking.end(tx, digest)?;
                tx.show_load(load)?;
            }
            taking.whole()?;
            Ok(Settled::new(Ok(taking.imported())))
        })
    }

    fn load_long<C, P, T>(
        &mut self,
        session: &Session,
        (what, right): (What, &Loader),
        (first, parts): (Part<P::Row>, &mut Parts<C, P>),
        taking: &mut T,
        pace: &mut dyn Pace,
    ) -> Result<Imported, Error>
    where
        C: Coming,
        P: Preparing<Item = C::Item>,
        T: Taking<Row = P::Row>,
    {
        let mark = parts.preparing.mark();
        let begins = About {
            action: "begin_load",
            detail: what.action.to_owned(),
            ..About::default()
        };
        let load = self.attempt(session, Duty::Import, begins, |tx, _| {
            let load = tx.begin_load(what.kind, mark)?;
            taking.begin(tx, load)?;
            Ok(Settled {
                subject: Some(load.number().to_string()),
                ..Settled::new(Ok(load))
            })
        })?;
        self.office.pour(true)?;
        let poured = self.pour(load, (first, parts), taking, pace);
        self.office.pour(false)?;
        let ended = poured.and_then(|digest| {
            taking.whole()?;
            Ok(digest)
        });
        let given = self.end_load(session, what, (load, ended), taking);
        if given.is_err() {
            // Nobody sees it. What can't be swept now is when a store is opened next.
            while matches!(self.office.sweep_loads(right), Ok(false)) {
                let _ = pace.rest(0);
            }
        }
        given
    }

    /// Writes what comes, part after part. Gives the digest of the whole.
    fn pour<C, P, T>(
        &mut self,
        load: Load,
        (first, parts): (Part<P::Row>, &mut Parts<C, P>),
        taking: &mut T,
        pace: &mut dyn Pace,
    ) -> Result<Option<[u8; 32]>, Error>
    where
        C: Coming,
        P: Preparing<Item = C::Item>,
        T: Taking<Row = P::Row>,
    {
        let (sender, receiver) = sync_channel(AHEAD);
        let (back, written) = channel::<Vec<P::Row>>();
        thread::scope(|scope| {
            let read = move || loop {
                let part = parts.next();
                // What was made on this thread is let go here too: the other one has more to do.
                written.try_iter().for_each(drop);
                let is_last = part.end.is_some();
                // Nobody receives it any more when it was broken off.
                if sender.send(part).is_err() || is_last {
                    return;
                }
            };
            let started = thread::Builder::new()
                .name("intake".to_owned())
                .spawn_scoped(scope, read);
            started.map_err(|error| store::Error::System(error.to_string()))?;
            self.write_parts::<P, T>(load, Handed { first, receiver, back }, taking, pace)
        })
    }

    fn write_parts<P, T>(
        &mut self,
        load: Load,
        parts: Handed<P::Row>,
        taking: &mut T,
        pace: &mut dyn Pace,
    ) -> Result<Option<[u8; 32]>, Error>
    where
        P: Preparing,
        T: Taking<Row = P::Row>,
    {
        let (mut written, mut count) = (0, 0);
        let Handed { first, receiver, back } = parts;
        let mut part = first;
        loop {
            if !part.rows.is_empty() && !matches!(part.end, Some(Err(_))) {
                self.write_part(load, &part.rows, taking)?;
                count += 1;
                if count % TO_BRING == 0 {
                    self.office.bring_in()?;
                }
                written += part.count::<P>();
                if pace.rest(written).is_break() {
                    return Err(Refusal::LoadBrokenOff.into());
                }
            }
            if let Some(end) = part.end {
                return end;
            }
            // Whoever has read to the end takes none back.
            let _ = back.send(part.rows);
            let next = receiver.recv();
            part = next.map_err(|_| store::Error::System("the reading of the file came to no end".to_owned()))?;
        }
    }

    /// Writes a part, at once where that goes and one by one where it does not.
    fn write_part<T: Taking>(&mut self, load: Load, rows: &[T::Row], taking: &mut T) -> Result<(), Error> {
        let poured = self.office.load_part(|tx| match taking.pour(tx, load, rows) {
            Ok(Some(more)) => Ok(tx.count_load(load, more)?),
            // The schema's own guards are of the system's errors.
            Ok(None) | Err(Error::Refused(_) | Error::Store(store::Error::System(_))) => Err(Unpoured::InTheWay),
            Err(error) => Err(Unpoured::Failed(error)),
        });
        match poured {
            Ok(()) => return Ok(()),
            Err(Unpoured::Failed(error)) => return Err(error),
            Err(Unpoured::InTheWay) => {}
        }
        self.office.load_part(|tx| {
            let more = taking.take(tx, load, rows)?;
            Ok(tx.count_load(load, more)?)
        })
    }

    /// Shows a load that has come whole, or drops it; either way an entry says so.
    fn end_load<T: Taking>(
        &mut self,
        session: &Session,
        what: What,
        (load, ended): (Load, Result<Option<[u8; 32]>, Error>),
        taking: &mut T,
    ) -> Result<Imported, Error> {
        let imported = taking.imported();
        let told = ended.as_ref().ok().map(|digest| (imported.count(what.kind), *digest));
        let about = About {
            action: what.action,
            subject: load.number().to_string(),
            detail: detail(told),
            ..About::default()
        };
        self.attempt(session, Duty::Import, about, |tx, _| match ended {
            Ok(digest) => {
                taking.end(tx, digest)?;
                tx.show_load(load)?;
                Ok(Settled::new(Ok(taking.imported())))
            }
            Err(Error::Refused(refusal)) => {
                tx.drop_load(load)?;
                Ok(Settled::new(Err(refusal)))
            }
            Err(error) => Err(error),
        })
    }
}

/// How an entry tells how much came in, and the digest of what it came from.
fn detail(came: Option<(usize, Option<[u8; 32]>)>) -> String {
    match came {
        None => "0".to_owned(),
        Some((count, None)) => count.to_string(),
        Some((count, Some(digest))) => format!("{count} sha256={}", HEXLOWER.encode(&digest)),
    }
}

#[cfg(test)]
mod tests;
