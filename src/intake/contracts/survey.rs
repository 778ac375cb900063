//! What a file of contracts would do (a dry run, R16.1), looked at in parts, so that a file of any size is; and afterwards those of its
//! contracts of which one thing becomes. The command line and the console look at a file by this alone.

use std::io::{self, Read};
use std::sync::Arc;

use serde::Serialize;

use super::apart::Apart;
use super::fates::{Fates, Will};
use super::reader::{Entry, Reader};
use crate::desk::{Coming, Desk, Error, Fate, Judged, Meant, Session};
use crate::domain::Policy;
use crate::domain::arrival::{Mistake, NewContract};
use crate::domain::refusal::{Decision, Refusal};
use crate::intake::Progress;
use crate::intake::aside::{gone, no_room};
use crate::intake::contracts::Encoding;

/// Contracts that are looked at between two of others.
const AT_ONCE: usize = 200;
/// Bytes of memory that they may take until they are looked at.
const HEAVY: usize = 2 << 20;

/// How many contracts what becomes of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// New ones.
    pub new: usize,
    /// Changed ones.
    pub changed: usize,
    /// Those that stay as they are.
    pub unchanged: usize,
    /// Contracts of which some row can't be taken, where their number can be read.
    pub refused: usize,
}

/// How a file is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// How it is written, where that is not to be recognised.
    pub encoding: Option<Encoding>,
    /// How it is meant.
    pub meant: Meant,
}

/// A contract that was looked at, or rows of which can't be told whose they are.
#[derive(Debug)]
pub struct Looked {
    /// Its rows.
    pub entry: Entry,
    /// What becomes of it, if all of its rows can be read.
    pub judged: Option<Judged>,
    /// All that can't be taken of it, by line.
    pub mistakes: Vec<Mistake>,
    /// What becomes of it, in short.
    pub will: Will,
}

/// A file that is being looked at.
#[derive(Debug)]
pub struct Survey<R: Read> {
    reader: Reader<'static, R>,
    how: How,
    rows: usize,
    is_over: bool,
    fates: Fates,
    so_far: Surveyed,
}

/// A file that was looked at.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// How many contracts what becomes of.
    pub counts: Counts,
    /// How it is written.
    pub encoding: Encoding,
    /// The first thing that can't be taken.
    pub first: Option<Refusal>,
    /// How many things can't be taken.
    pub mistakes: usize,
    /// How it was read.
    pub how: How,
    /// What becomes of each, when all of it was looked at.
    fates: Arc<Fates>,
    /// SHA-256 of the file.
    digest: [u8; 32],
    apart: Arc<Apart>,
}

impl<R: Read> Survey<R> {
    /// Begins with a file, which `open` gives from its beginning as often as it is asked.
    ///
    /// # Errors
    /// Those of [`Apart::of`].
    pub fn begin(
        mut open: impl FnMut() -> io::Result<R>,
        how: How,
        policy: &Policy,
        progress: Progress,
    ) -> Decision<Self> {
        let apart = Arc::new(Apart::of(&mut open, how.encoding, policy)?);
        let from = open().map_err(|_| gone())?;
        let reader = Reader::owning(from, how.encoding, policy, Arc::clone(&apart), progress);
        let so_far = Surveyed {
            counts: Counts::default(),
            encoding: reader.encoding(),
            first: None,
            mistakes: 0,
            how,
            fates: Arc::default(),
            digest: [0; 32],
            apart,
        };
        Ok(Self {
            reader,
            how,
            rows: 0,
            is_over: false,
            fates: Fates::default(),
            so_far,
        })
    }

    /// Looks at some more of it, in one reading of the store. Nothing at its end.
    ///
    /// # Errors
    /// Those of the reader and of [`Look::judge`](crate::desk::Look::judge).
    pub fn part(&mut self, desk: &mut Desk, session: &Session) -> Result<Vec<Looked>, Error> {
        let (mut some, mut weight) = (Vec::new(), 0);
        while some.len() < AT_ONCE && weight < HEAVY && !self.is_over {
            if let Some(entry) = self.reader.next_contract().transpose()? {
                weight += entry.weight();
                some.push(entry);
            } else {
                (self.is_over, self.so_far.digest) = (true, self.reader.digest());
                // What stands more than once was found in another run.
                if self.so_far.digest != self.so_far.apart.digest {
                    return Err(another(1).into());
                }
            }
        }
        self.rows += some.iter().map(|entry| entry.rows.len()).sum::<usize>();
        let contracts: Vec<_> = some.iter_mut().filter_map(|entry| entry.contract.take()).collect();
        let meant = self.how.meant;
        let mut judged = desk.ask(session, |look| look.judge(&contracts, meant))?.into_iter();
        let looked = some.into_iter().map(|entry| {
            // Only of one that can be read was something taken out to be judged.
            let judged = if entry.mistakes.is_empty() { judged.next() } else { None };
            let looked = self.so_far.take(entry, judged);
            let kept = self.fates.push(looked.will, &looked.entry);
            kept.map(|()| looked).map_err(|_| no_room().into())
        });
        let looked = looked.collect::<Result<_, Error>>()?;
        if self.is_over {
            self.so_far.fates = Arc::new(std::mem::take(&mut self.fates));
        }
        Ok(looked)
    }

    /// How many rows were looked at.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether all of it was looked at.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Its headings as they stand.
    pub fn headings(&self) -> &[String] {
        self.reader.headings()
    }

    /// What was found so far; of the whole when it is over.
    pub fn found(&self) -> &Surveyed {
        &self.so_far
    }
}

impl Surveyed {
    fn take(&mut self, entry: Entry, judged: Option<Judged>) -> Looked {
        let mut mistakes = entry.mistakes.clone();
        let will = match judged.as_ref().map(|judged| &judged.fate) {
            Some(Fate::New { .. }) => Will::New,
            Some(Fate::Changed { .. }) => Will::Changed,
            Some(Fate::Unchanged) => Will::Unchanged,
            Some(Fate::Refused(more)) => {
                mistakes.extend(more.iter().cloned());
                Will::Refused
            }
            None => Will::Refused,
        };
        mistakes.sort_by_key(|mistake| mistake.line);
        match will {
            Will::New => self.counts.new += 1,
            Will::Changed => self.counts.changed += 1,
            Will::Unchanged => self.counts.unchanged += 1,
            Will::Refused => self.counts.refused += usize::from(entry.number.is_some()),
        }
        self.mistakes += mistakes.len();
        if self.first.is_none() {
            self.first = mistakes.first().map(|mistake| mistake.refusal.clone());
        }
        Looked {
            entry,
            judged,
            mistakes,
            will,
        }
    }
}

/// The contracts of a file that was looked at of which one thing becomes. The file is read again, from its beginning.
#[derive(Debug)]
pub struct Chosen<R: Read> {
    reader: Reader<'static, R>,
    surveyed: Arc<Surveyed>,
    will: Will,
    at: u64,
}

impl<R: Read> Chosen<R> {
    /// Those of `surveyed` of which that becomes.
    pub fn of(surveyed: &Arc<Surveyed>, will: Will, from: R, policy: &Policy, progress: Progress) -> Self {
        let apart = Arc::clone(&surveyed.apart);
        Self {
            reader: Reader::owning(from, surveyed.how.encoding, policy, apart, progress),
            surveyed: Arc::clone(surveyed),
            will,
            at: 0,
        }
    }
}

/// The file is not what it was when it was looked at.
fn another(line: u64) -> Refusal {
    let reason = "changed while it was read".to_owned();
    Refusal::FileDamaged { line, reason }
}

impl<R: Read + Send> Coming for Chosen<R> {
    type Item = NewContract;

    fn next(&mut self) -> Option<Decision<NewContract>> {
        loop {
            let entry = match self.reader.next_contract() {
                Some(Ok(entry)) => entry,
                Some(Err(refusal)) => return Some(Err(refusal)),
                None if self.reader.digest() == self.surveyed.digest => return None,
                None => return Some(Err(another(1))),
            };
            // What is taken in is what was looked at: of a contract that is another one by now nothing was judged.
            let Some(will) = self.surveyed.fates.of(self.at, &entry) else {
                return Some(Err(another(entry.line())));
            };
            self.at += 1;
            if let Some(contract) = entry.contract.filter(|_| will == self.will) {
                return Some(Ok(contract));
            }
        }
    }

    fn digest(&self) -> Option<[u8; 32]> {
        Some(self.reader.digest())
    }
}

/// What was made of the contracts that are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Something of them is another.
    pub changed: usize,
    /// Nothing is.
    pub unchanged: usize,
    /// They can't be taken.
    pub refused: usize,
    /// What was to be changed and is not, as it was broken off.
    pub left: usize,
}

/// The contracts of a file that are there, while they are made what it says, one by one, so that nobody waits for the others.
#[derive(Debug)]
pub struct KeepingUp<R: Read> {
    chosen: Chosen<R>,
    rows: usize,
    /// What was made of them so far.
    pub kept: Kept,
    /// Why the file was read no further, where it became another.
    pub ended: Option<Refusal>,
}

impl<R: Read + Send> KeepingUp<R> {
    /// Those of `surveyed` that change.
    pub fn of(surveyed: &Arc<Surveyed>, from: R, policy: &Policy, progress: Progress) -> Self {
        let counts = surveyed.counts;
        Self {
            chosen: Chosen::of(surveyed, Will::Changed, from, policy, progress),
            rows: 0,
            kept: Kept {
                changed: 0,
                unchanged: counts.unchanged,
                refused: counts.refused,
                left: counts.changed,
            },
            ended: None,
        }
    }

    /// Takes the next one; gives how many rows that makes in all, and nothing at the end. A file that became another meanwhile is
    /// read no further: what is left is told.
    ///
    /// # Errors
    /// Those of the system. A contract of which something became another since the file was looked at is counted as refused.
    pub fn take(&mut self, desk: &mut Desk, session: &Session) -> Result<Option<usize>, Error> {
        let new = match self.chosen.next() {
            Some(Ok(new)) => new,
            Some(Err(_)) => {
                let left = self.kept.left;
                self.ended = Some(Refusal::FileBecameAnother { left });
                return Ok(None);
            }
            None => return Ok(None),
        };
        self.kept.left = self.kept.left.saturating_sub(1);
        self.rows += new.users.len();
        match desk.keep_up(session, &new, self.chosen.surveyed.how.meant) {
            Ok(Fate::Changed { .. }) => self.kept.changed += 1,
            Ok(_) => self.kept.unchanged += 1,
            Err(Error::Refused(_)) => self.kept.refused += 1,
            Err(error) => return Err(error),
        }
        Ok(Some(self.rows))
    }
}
