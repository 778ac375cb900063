//! What an office still owes the trail (R12.1): the outcome of an attempt whose commit broke off, and entries for which there was
//! no room.
//!
//! After a failed sync nobody knows whether a commit is there, and "it is not there now" can become "it is" after a crash. So the store is
//! opened again, the entry is looked for by its number and content, and an entry of its own says what was found: with that one, either
//! is for good.

use super::doubted::{doubt, in_doubt};
use super::{Error, Office};
use crate::domain::calendar::Instant;
use crate::domain::doubt::Doubt;
use crate::domain::policy::Policy;
use crate::store::{self, Draft, Entry, Kind, Store, TrailKey, Tx, Written};

/// How many entries are kept that could not be written; then nothing that needs one goes on.
const MOST: usize = 100;

/// What is owed.
#[derive(Debug, Default)]
pub(super) struct Owed {
    /// The entry of which nobody knows whether it is there.
    doubt: Option<Entry>,
    /// Entries that could not be written, the oldest first.
    entries: Vec<Draft>,
}

/// Appends an entry, and gives it as it will be found.
pub(super) fn entered(tx: &Tx<'_>, key: &TrailKey, draft: Draft) -> Result<Entry, Error> {
    let seq = tx.append(key, draft.clone())?;
    Ok(Entry { seq, draft })
}

impl Owed {
    /// Writes the entries that are owed, before any other.
    pub(super) fn write(&self, tx: &Tx<'_>, key: &TrailKey, is_live: bool, policy: &Policy) -> Result<(), Error> {
        for draft in &self.entries {
            // Written later than it was: being behind says nothing.
            let doubt = doubt(tx, is_live, draft.at, policy)?.filter(|doubt| matches!(doubt, Doubt::Ahead { .. }));
            tx.append(key, in_doubt(draft.clone(), doubt))?;
        }
        Ok(())
    }

    fn keep(&mut self, draft: Draft) -> Result<(), Error> {
        if self.entries.len() >= MOST {
            return Err(store::Error::Full.into());
        }
        self.entries.push(draft);
        Ok(())
    }
}

impl Office {
    /// Keeps an entry that can't be written now; it is written first when anything is.
    ///
    /// # Errors
    /// E2010 when too many are kept.
    pub(crate) fn owe(&mut self, draft: Draft) -> Result<(), Error> {
        self.owed.keep(draft)
    }

    /// The entries that could not be written, the oldest first.
    pub(crate) fn owed(&self) -> &[Draft] {
        &self.owed.entries
    }

    /// Has what was deleted gone from the store's file and from the log beside it (R15.6). Where another program reads just then the log
    /// can't be emptied, and is when that program or this one next does: what it holds is a sealed seed, so nothing fails for it.
    pub(crate) fn wiped(&self) {
        let _ = self.store.secure();
    }

    /// Settles what was left open before, or nothing else is done.
    pub(super) fn settle_first(&mut self, now: Instant) -> Result<(), Error> {
        match self.owed.doubt.take() {
            Some(entry) => self.settle(entry, "", now).map(drop),
            None => Ok(()),
        }
    }

    /// What an attempt gave, once it is known whether it is committed. `made` is its entry and what it gave.
    pub(super) fn ended<T>(
        &mut self,
        committed: Result<(), Error>,
        made: Option<(Option<Entry>, T)>,
        now: Instant,
    ) -> Result<T, Error> {
        match (committed, made) {
            (Ok(()), Some((_, given))) => {
                self.owed.entries.clear();
                Ok(given)
            }
            (Err(Error::Store(store::Error::OutcomeUnknown(what))), Some((Some(entry), given))) => {
                if self.settle(entry, &what, now)? {
                    self.owed.entries.clear();
                    Ok(given)
                } else {
                    Err(store::Error::NotDone(what).into())
                }
            }
            (Err(error), _) => Err(error),
            (Ok(()), None) => Err(store::Error::System("a transaction without an end".to_owned()).into()),
        }
    }

    /// Finds out whether that entry is there, and says so in one of its own. Until that one is written it stays open.
    fn settle(&mut self, entry: Entry, what: &str, now: Instant) -> Result<bool, Error> {
        let looked = self.look_up(&entry, now);
        looked.map_err(|_| {
            self.owed.doubt = Some(entry);
            store::Error::OutcomeUnknown(what.to_owned()).into()
        })
    }

    fn look_up(&mut self, entry: &Entry, now: Instant) -> Result<bool, Error> {
        let Self {
            store,
            trail,
            terminal,
            policy,
            ..
        } = self;
        store.reopen()?;
        let is_live = store.kind() == Kind::Live;
        let is_there = store.write(|tx| -> Result<bool, Error> {
            let is_there = tx.entry(entry.seq)?.as_ref() == Some(entry);
            let doubt = doubt(tx, is_live, now, &policy.1)?;
            tx.append(trail, in_doubt(finding(entry, is_there, now, terminal), doubt))?;
            Ok(is_there)
        })?;
        secure(store);
        Ok(is_there)
    }
}

/// What was found of an attempt whose commit broke off.
fn finding(entry: &Entry, is_there: bool, now: Instant, terminal: &str) -> Draft {
    let Entry { seq, draft } = entry;
    let outcome = if is_there { "done" } else { "not_done" };
    Draft {
        contract: draft.contract.clone(),
        subject: draft.subject.clone(),
        check: draft.check.clone(),
        request: draft.request.clone(),
        receipt: draft.receipt.clone().filter(|_| is_there),
        result: if is_there { Written::Done } else { Written::Refused },
        code: (!is_there).then(|| store::Error::NotDone(String::new()).code().to_owned()),
        detail: format!("entry={seq} action={} outcome={outcome}", draft.action),
        ..Draft::new(now, &draft.actor, terminal, "settle_outcome")
    }
}

/// It is committed by now; where others are at work, they bring it into the file.
fn secure(store: &Store) {
    let _ = store.secure();
}

#[cfg(test)]
mod tests;
