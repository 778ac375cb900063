//! Checking the MACs of entries, on a second thread where there are many. Each is made over what the row before it gives as its
//! own, so none waits for another, and one thread reads while the other checks. Nothing is allocated for a row: what was read
//! goes to and fro in the same few pieces of memory.

use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use subtle::ConstantTimeEq;

use super::content::{Content, Sealed};
use crate::store::Result;
use crate::store::keys::TrailKey;

/// Entries that are handed over at a time.
pub(super) const BATCH: usize = 256;
/// What is handed over at a time has so many bytes at most, and one entry more.
const BYTES: usize = 256 * 1024;
/// Batches that wait to be checked.
const AHEAD: usize = 4;

/// Entries that were read: what their MACs are made over, one after another, and where each ends with which MAC.
#[derive(Debug, Default)]
struct Batch {
    messages: Vec<u8>,
    ends: Vec<(usize, [u8; 32])>,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.ends.len() >= BATCH || self.messages.len() >= BYTES
    }

    fn emptied(mut self) -> Self {
        self.messages.clear();
        self.ends.clear();
        self
    }
}

/// How far entries were checked.
#[derive(Clone, Debug)]
pub(super) struct Checked<'k> {
    key: &'k TrailKey,
    /// How many are good, one after another.
    pub(super) good: u64,
    /// The MAC of the last good one.
    pub(super) last: [u8; 32],
    /// The one after them is bad.
    pub(super) is_bad: bool,
}

impl<'k> Checked<'k> {
    /// After so many, of which the last one has that MAC.
    pub(super) fn after(key: &'k TrailKey, good: u64, last: [u8; 32]) -> Self {
        Self {
            key,
            good,
            last,
            is_bad: false,
        }
    }

    fn check(&mut self, batch: &Batch) -> ControlFlow<()> {
        let mut from = 0;
        for (end, mac) in &batch.ends {
            let message = batch.messages.get(from..*end).unwrap_or_default();
            if !bool::from(self.key.mac_of(message).ct_eq(mac)) {
                self.is_bad = true;
                return ControlFlow::Break(());
            }
            (self.good, self.last, from) = (self.good + 1, *mac, *end);
        }
        ControlFlow::Continue(())
    }

    /// Checks what `read` feeds it, in that order. With `many` it is done on another thread.
    pub(super) fn of(mut self, many: bool, read: impl FnOnce(&mut Feed<'_>) -> Result<()>) -> Result<Self> {
        let before = self.last;
        if !many {
            let mut here = |batch: Batch| self.check(&batch).is_continue().then(|| batch.emptied());
            fed(before, &mut here, read)?;
            return Ok(self);
        }
        let (full, waiting) = mpsc::sync_channel(AHEAD);
        let (empty, emptied) = mpsc::channel();
        thread::scope(|scope| {
            let mut there = self.clone();
            let check = move || {
                there.all_of(&waiting, &empty);
                there
            };
            let started = thread::Builder::new()
                .name("trail".to_owned())
                .spawn_scoped(scope, check);
            let Ok(checking) = started else {
                // No thread is to be had: it is slower without one.
                let mut here = |batch: Batch| self.check(&batch).is_continue().then(|| batch.emptied());
                fed(before, &mut here, read)?;
                return Ok(self);
            };
            let mut hand = |batch| {
                full.send(batch).ok()?;
                Some(emptied.try_recv().unwrap_or_default())
            };
            let read = fed(before, &mut hand, read);
            drop(full);
            let checked = checking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            read.map(|()| checked)
        })
    }

    fn all_of(&mut self, waiting: &Receiver<Batch>, empty: &mpsc::Sender<Batch>) {
        for batch in waiting {
            if self.check(&batch).is_break() {
                return;
            }
            // Who reads may have come to the end.
            let _ = empty.send(batch.emptied());
        }
    }
}

/// Lets `read` feed entries, and hands over what is left at the end.
fn fed(
    before: [u8; 32],
    hand: &mut dyn FnMut(Batch) -> Option<Batch>,
    read: impl FnOnce(&mut Feed<'_>) -> Result<()>,
) -> Result<()> {
    let mut feed = Feed {
        batch: Batch::default(),
        before,
        hand,
    };
    read(&mut feed)?;
    let last = std::mem::take(&mut feed.batch);
    (feed.hand)(last);
    Ok(())
}

/// Where entries are given to be checked.
pub(super) struct Feed<'a> {
    batch: Batch,
    /// What the last one gave as its MAC.
    before: [u8; 32],
    hand: &'a mut dyn FnMut(Batch) -> Option<Batch>,
}

impl Feed<'_> {
    /// The next entry. It breaks off when a bad one is known.
    pub(super) fn entry(&mut self, content: &Content<'_>, sealed: &Sealed) -> ControlFlow<()> {
        content.put(&self.before, sealed.bound.as_ref(), &mut self.batch.messages);
        self.batch.ends.push((self.batch.messages.len(), sealed.mac));
        self.before = sealed.mac;
        if !self.batch.is_full() {
            return ControlFlow::Continue(());
        }
        let Some(next) = (self.hand)(std::mem::take(&mut self.batch)) else {
            return ControlFlow::Break(());
        };
        self.batch = next;
        ControlFlow::Continue(())
    }
}
