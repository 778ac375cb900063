//! A file that was looked at is taken in, on the worker: new contracts together, all or none; those that are there some at a time, so
//! that whoever else asks is heard between.

use std::fs::File;
use std::io::{self, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::desk::{Desk, Error, Imported, PAUSE, Pace, Session};
use crate::intake::Progress;
use crate::intake::contracts::{Chosen, KeepingUp, Kept, Surveyed, Will};
use crate::store;

/// Contracts that are kept up between two answers.
const SOME: usize = 20;

/// How far it is, and whether it is to go on: the screen and the worker have the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Going {
    rows: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Going {
    pub(super) fn rows(&self) -> usize {
        self.rows.load(Ordering::Relaxed)
    }

    pub(super) fn went(&self, rows: usize) {
        self.rows.store(rows, Ordering::Relaxed);
    }

    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Pace for Going {
    fn rest(&mut self, rows: usize) -> ControlFlow<()> {
        self.went(rows);
        thread::sleep(PAUSE);
        if self.is_stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

/// The same file from its beginning. Its readers follow one another, so that they may share the place in it.
pub(super) fn again(file: &File) -> io::Result<File> {
    let mut file = file.try_clone()?;
    file.rewind()?;
    Ok(file)
}

/// What was taken in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taken {
    pub(super) imported: Imported,
    pub(super) kept: Kept,
}

/// The taking in of a file, part by part.
#[derive(Debug)]
pub(super) struct Taking {
    file: Arc<File>,
    surveyed: Arc<Surveyed>,
    going: Going,
    keeping: Option<KeepingUp<File>>,
    taken: Taken,
    has_loaded: bool,
}

impl Taking {
    pub(super) fn of(file: Arc<File>, surveyed: Arc<Surveyed>, going: Going) -> Self {
        let counts = surveyed.counts;
        Self {
            file,
            going,
            keeping: None,
            taken: Taken {
                kept: Kept {
                    unchanged: counts.unchanged,
                    refused: counts.refused,
                    ..Kept::default()
                },
                ..Taken::default()
            },
            has_loaded: counts.new == 0,
            surveyed,
        }
    }

    /// Takes some more in; gives what was taken when it is over.
    ///
    /// # Errors
    /// Those of the desk; of new contracts none is there then.
    pub(super) fn part(&mut self, desk: &mut Desk, session: &Session) -> Result<Option<Taken>, Error> {
        let policy = desk.policy().clone();
        let from = || again(&self.file).map_err(|error| store::Error::System(error.to_string()));
        if !self.has_loaded {
            self.has_loaded = true;
            let new = Chosen::of(&self.surveyed, Will::New, from()?, &policy, Progress::default());
            self.taken.imported = desk.load_contracts(session, new, &mut self.going)?;
            return Ok(None);
        }
        if self.surveyed.counts.changed == 0 {
            return Ok(Some(self.taken));
        }
        if self.keeping.is_none() {
            self.keeping = Some(KeepingUp::of(&self.surveyed, from()?, &policy, Progress::default()));
        }
        let Some(keeping) = &mut self.keeping else {
            return Ok(Some(self.taken));
        };
        for _ in 0..SOME {
            let more = if self.going.is_stopped() {
                None
            } else {
                keeping.take(desk, session)?
            };
            self.taken.kept = keeping.kept;
            match more {
                // Others are let in after each; that it is to stop is seen before the next.
                Some(rows) => {
                    let _ = self.going.rest(rows);
                }
                None => return Ok(Some(self.taken)),
            }
        }
        Ok(None)
    }
}
