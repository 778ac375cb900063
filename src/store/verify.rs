//! Verifying the whole store (R12.2, R12.6): its schema, its file, the chain of the trail, every seal of the state, and that
//! every seed opens. It is done at once or in parts, and looks at one moment in each.

mod flaw;

use std::ops::ControlFlow;

pub use flaw::Flaw;
use serde::Serialize;

use super::keys::{SealKey, TrailKey};
use super::seals::SEALED;
use super::trail::Chain;
use super::{Error, Result, Store, Tx};

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many entries of the trail were looked at.
    pub count: u64,
    /// The first 8 hexadecimal digits of the head.
    pub head: String,
    /// The first bad thing, if there is one.
    pub flaw: Option<Flaw>,
    /// What was looked at and found to be whole, and how much of it.
    pub looked: Vec<Looked>,
}

impl Verified {
    /// How much of a part was looked at and found to be whole.
    pub fn looked_at(&self, part: &str) -> u64 {
        let looked = self.looked.iter().find(|looked| looked.part == part);
        looked.map_or(0, |looked| looked.count)
    }
}

/// A part of a store that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// Which: `schema`, `file`, `references`, `trail`, `rows`, `seeds`.
    pub part: &'static str,
    /// How many things it has: entries, rows, seeds.
    pub count: u64,
}

/// Where a verification in parts is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Schema,
    File,
    References,
    Trail,
    Table(usize),
    Groups,
    Whole,
    Seeds,
    End,
}

/// How far a verification in parts has come.
#[derive(Clone, Debug, Default)]
pub struct Verifying {
    step: Step,
    chain: Chain,
    /// Rows and seeds that were looked at, and how many there were.
    rows: u64,
    of: u64,
    looked: Vec<Looked>,
}

impl Verifying {
    /// The part that is looked at next: `schema`, `file`, `references`, `trail`, `rows`, `seeds`, or `end`.
    pub fn part(&self) -> &'static str {
        match self.step {
            Step::Schema => "schema",
            Step::File => "file",
            Step::References => "references",
            Step::Trail => "trail",
            Step::Table(_) | Step::Groups | Step::Whole => "rows",
            Step::Seeds => "seeds",
            Step::End => "end",
        }
    }

    /// How many entries, rows and seeds were looked at.
    pub fn count(&self) -> u64 {
        self.chain.count() + self.rows
    }

    /// How many there were when the last part was looked at.
    pub fn of(&self) -> u64 {
        self.of.max(self.count())
    }

    fn saw(&mut self, part: &'static str, count: u64, next: Step) {
        self.looked.push(Looked { part, count });
        self.step = next;
    }

    fn end(&mut self, flaw: Option<Flaw>) -> Verified {
        Verified {
            count: self.chain.count(),
            head: self.chain.head(),
            flaw,
            looked: std::mem::take(&mut self.looked),
        }
    }
}

impl Store {
    /// Verifies everything, and names the first bad thing (R12.2, R12.6).
    pub fn verify(&self, trail: &TrailKey, seal: &SealKey) -> Result<Verified> {
        self.verify_with(trail, Some(seal))
    }

    /// The same without opening seeds, which takes the key that they are sealed with. Of an older version's store, whose rows
    /// have no seals yet, the rest is looked at.
    pub(super) fn verify_unopened(&self, trail: &TrailKey) -> Result<Verified> {
        self.verify_with(trail, None)
    }

    fn verify_with(&self, trail: &TrailKey, seal: Option<&SealKey>) -> Result<Verified> {
        let mut so_far = Verifying::default();
        loop {
            // What is no whole number of the engine's is no limit.
            if let Some(verified) = self.verify_more(trail, seal, &mut so_far, i64::MAX.unsigned_abs())? {
                return Ok(verified);
            }
        }
    }

    /// Verifies a part more: at most so many entries, or one table. Gives what was found when something bad or the end was
    /// reached. Each part is of one moment, and sums are of each table, so what is done meanwhile is no flaw.
    pub fn verify_on(
        &self,
        trail: &TrailKey,
        seal: &SealKey,
        so_far: &mut Verifying,
        entries: u64,
    ) -> Result<Option<Verified>> {
        self.verify_more(trail, Some(seal), so_far, entries)
    }

    fn verify_more(
        &self,
        trail: &TrailKey,
        seal: Option<&SealKey>,
        so_far: &mut Verifying,
        entries: u64,
    ) -> Result<Option<Verified>> {
        let flaw = match self.read(|tx| part(tx, (trail, seal), so_far, entries)) {
            // What does not read is damaged; which part it is in says what was looked at before.
            Err(Error::Damaged(what)) => Some(Flaw::File(what)),
            given => given?,
        };
        let is_over = flaw.is_some() || so_far.step == Step::End;
        Ok(is_over.then(|| so_far.end(flaw)))
    }
}

impl Tx<'_> {
    /// The first bad thing of all that the store holds, seeds apart: of everything that was sealed, and chained, in its version.
    pub(super) fn first_flaw(&self, trail: &TrailKey) -> Result<Option<Flaw>> {
        let mut so_far = Verifying::default();
        while so_far.step != Step::End {
            match part(self, (trail, None), &mut so_far, i64::MAX.unsigned_abs()) {
                Err(Error::Damaged(what)) => return Ok(Some(Flaw::File(what))),
                Ok(None) => {}
                given => return given,
            }
        }
        Ok(None)
    }
}

fn part(
    tx: &Tx<'_>,
    (trail, seal): (&TrailKey, Option<&SealKey>),
    so_far: &mut Verifying,
    entries: u64,
) -> Result<Option<Flaw>> {
    match so_far.step {
        Step::Schema => {
            let (rows, _) = tx.sealed_rows()?;
            so_far.of = tx.count_in_head()? + rows;
            if let Some(name) = tx.db.strange_schema()? {
                return Ok(Some(Flaw::Schema(name)));
            }
            so_far.saw("schema", 1, Step::File);
        }
        Step::File => {
            if let Some(what) = tx.db.broken()? {
                return Ok(Some(Flaw::File(what)));
            }
            so_far.saw("file", 1, Step::References);
        }
        Step::References => {
            if let Some(table) = tx.db.dangling()? {
                return Ok(Some(Flaw::Reference(table)));
            }
            so_far.saw("references", 1, Step::Trail);
        }
        Step::Trail => match tx.verify_chain(trail, &mut so_far.chain, entries)? {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(Some(flaw)) => return Ok(Some(flaw)),
            ControlFlow::Break(None) => so_far.saw("trail", so_far.chain.count(), Step::Table(0)),
        },
        Step::Table(place) => {
            let (rows, foreign) = tx.prove_table(place)?;
            so_far.rows += rows;
            if let Some(foreign) = foreign {
                return Ok(Some(foreign.into()));
            }
            so_far.step = if place + 1 < SEALED.len() {
                Step::Table(place + 1)
            } else {
                Step::Groups
            };
        }
        Step::Groups => {
            if let Some(foreign) = tx.prove_groups()? {
                return Ok(Some(foreign.into()));
            }
            so_far.step = Step::Whole;
        }
        Step::Whole => {
            if let Some(foreign) = tx.prove_whole()? {
                return Ok(Some(foreign.into()));
            }
            so_far.saw("rows", so_far.rows, Step::Seeds);
        }
        Step::Seeds => {
            let Some(seal) = seal else {
                so_far.step = Step::End;
                return Ok(None);
            };
            let (seeds, closed) = tx.open_seeds(seal)?;
            if let Some(serial) = closed {
                return Ok(Some(Flaw::Seed(serial)));
            }
            so_far.saw("seeds", seeds, Step::End);
        }
        Step::End => {}
    }
    Ok(None)
}

#[cfg(test)]
mod tests;
