//! What comes in with a load, part after part, and what is asked of who makes rows of it and who writes them.

use std::ops::ControlFlow;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::desk::Error;
use crate::desk::import::Imported;
use crate::domain::refusal::{Decision, Refusal};
use crate::store::{Beginning, Load, Tx};

/// How long the store is left to others after each part: longer than whoever waits for it takes to ask again.
pub const PAUSE: Duration = Duration::from_micros(250);

/// What comes in from outside, one after another.
pub trait Coming: Send {
    /// What comes.
    type Item: Send;

    /// The next one, or why it can't be read on; nothing at the end.
    fn next(&mut self) -> Option<Decision<Self::Item>>;

    /// SHA-256 over all the bytes that were read, of what comes from a file.
    fn digest(&self) -> Option<[u8; 32]> {
        None
    }
}

/// What is in memory already, or why it is not.
#[derive(Debug)]
pub struct Listed<T> {
    refusal: Option<Refusal>,
    list: std::vec::IntoIter<T>,
    digest: Option<[u8; 32]>,
}

impl<T> Listed<T> {
    /// All of these, or the refusal.
    pub fn of(list: Decision<Vec<T>>) -> Self {
        let (refusal, list) = match list {
            Ok(list) => (None, list),
            Err(refusal) => (Some(refusal), Vec::new()),
        };
        Self {
            refusal,
            list: list.into_iter(),
            digest: None,
        }
    }

    /// The same, read from a file with these bytes.
    #[must_use]
    pub fn from_file(self, bytes: &[u8]) -> Self {
        let digest = Some(Sha256::digest(bytes).into());
        Self { digest, ..self }
    }
}

impl<T: Send> Coming for Listed<T> {
    type Item = T;

    fn next(&mut self) -> Option<Decision<T>> {
        let refusal = self.refusal.take().map(Err);
        refusal.or_else(|| self.list.next().map(Ok))
    }

    fn digest(&self) -> Option<[u8; 32]> {
        self.digest
    }
}

/// What is done between two transactions of a load: others are let in, people are told, and it may be broken off.
pub trait Pace {
    /// So many rows of the file were written.
    fn rest(&mut self, rows: usize) -> ControlFlow<()>;
}

/// No pause and nobody to tell.
#[derive(Debug)]
pub struct AtOnce;

impl Pace for AtOnce {
    fn rest(&mut self, _rows: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// What is made of what comes in before it is written, away from the store.
pub(in crate::desk) trait Preparing: Send {
    /// What comes in.
    type Item: Send;
    /// What is written.
    type Row: Send;
    /// Rows of a file that one transaction takes, about: some hundreds of the store, so that whoever comes meanwhile waits for a
    /// few milliseconds. With more of them little is won, since no part waits for the disk.
    const AT_ONCE: usize;

    /// Makes one of the other.
    fn prepare(&mut self, item: Self::Item) -> Result<Self::Row, Error>;

    /// What the ids of tokens begin with.
    fn mark(&self) -> Option<Beginning>;

    /// How many rows of a file it was.
    fn rows(row: &Self::Row) -> usize;
}

/// What is written, and what came of it.
pub(in crate::desk) trait Taking {
    /// What is written.
    type Row;

    /// Begins: the load is there, and nothing of it yet.
    fn begin(&mut self, _tx: &Tx<'_>, _load: Load) -> Result<(), Error> {
        Ok(())
    }

    /// Ends: all of it is written, and is about to be shown.
    fn end(&mut self, _tx: &Tx<'_>, _digest: Option<[u8; 32]>) -> Result<(), Error> {
        Ok(())
    }

    /// Writes all of these for a load, many at once, and gives how many contracts or tokens more there are by that; nothing
    /// where something is in the way of one of them, and an error where the store finds it to be. Then none of it may stay.
    fn pour(&mut self, tx: &Tx<'_>, load: Load, rows: &[Self::Row]) -> Result<Option<usize>, Error>;

    /// Writes these for a load one by one, and gives how many contracts or tokens more there are by that. It tells what is in the
    /// way of one.
    fn take(&mut self, tx: &Tx<'_>, load: Load, rows: &[Self::Row]) -> Result<usize, Error>;

    /// Whether the whole can be shown.
    fn whole(&self) -> Decision<()>;

    /// What was taken in.
    fn imported(&self) -> Imported;
}

/// Some of what comes in; with the last of it how it ended, and the digest of the whole.
pub(super) struct Part<R> {
    pub(super) rows: Vec<R>,
    pub(super) end: Option<Result<Option<[u8; 32]>, Error>>,
}

impl<R> Part<R> {
    pub(super) fn count<P: Preparing<Row = R>>(&self) -> usize {
        self.rows.iter().map(P::rows).sum()
    }
}

/// What comes in, in parts.
pub(in crate::desk) struct Parts<C, P> {
    coming: C,
    pub(in crate::desk) preparing: P,
}

impl<C: Coming, P: Preparing<Item = C::Item>> Parts<C, P> {
    pub(in crate::desk) fn new(coming: C, preparing: P) -> Self {
        Self { coming, preparing }
    }

    pub(super) fn next(&mut self) -> Part<P::Row> {
        let (mut rows, mut count) = (Vec::new(), 0);
        let end = loop {
            if count >= P::AT_ONCE {
                break None;
            }
            match self.coming.next() {
                None => break Some(Ok(self.coming.digest())),
                Some(Err(refusal)) => break Some(Err(refusal.into())),
                Some(Ok(item)) => match self.preparing.prepare(item) {
                    Ok(row) => {
                        count += P::rows(&row);
                        rows.push(row);
                    }
                    Err(error) => break Some(Err(error)),
                },
            }
        };
        Part { rows, end }
    }
}
