//! `SQLite`'s alone: who asks may go before the answer comes. Then the engine breaks off what it is at, inside a statement too, so that the
//! next question need not wait for one that nobody hears the answer to.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::InterruptHandle;

use super::super::db::Db;
use super::super::error::Result;

/// Whoever waits for an answer. Its copies are the same asker.
#[derive(Clone, Default)]
pub struct Asker(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    is_gone: bool,
    /// Ends what is asked of the engine just now, and nothing that it is asked afterwards.
    running: Option<InterruptHandle>,
}

impl Asker {
    /// One who waits.
    pub fn new() -> Self {
        Self::default()
    }

    /// Nobody waits any more.
    pub fn leaves(&self) {
        let mut state = self.state();
        state.is_gone = true;
        // Under the lock: what is broken off is this one's own, as the engine is asked for nobody else before it is let go.
        if let Some(running) = &state.running {
            running.interrupt();
        }
    }

    /// Whether nobody waits any more.
    pub fn is_gone(&self) -> bool {
        self.state().is_gone
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Asker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asker").field("is_gone", &self.is_gone()).finish()
    }
}

/// While it is there, who leaves ends what runs.
struct Listening<'a>(&'a Asker);

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        self.0.state().running = None;
    }
}

impl Db<'_> {
    /// What `read` gives, and nothing once the asker has left. It only reads: what is broken off is no change.
    pub(in crate::store) fn asked_by<T>(
        &self,
        asker: &Asker,
        read: impl FnOnce() -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        let mut state = asker.state();
        if state.is_gone {
            return Ok(None);
        }
        state.running = Some(self.connection().get_interrupt_handle());
        drop(state);
        let listening = Listening(asker);
        let given = read();
        drop(listening);
        // What broke off says so as an error, and a part of an answer is none.
        if asker.is_gone() { Ok(None) } else { given }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use rusqlite::functions::FunctionFlags;

    use super::*;
    use crate::domain::policy;
    use crate::entropy::Repeatable;
    use crate::store::{Kind, Store};

    /// A statement that looks at so many rows and gives none of them, so that nobody could break it off between two rows. When it has
    /// looked at `leaves` of them, its asker leaves. How many it looked at, and what the asker was given.
    fn looked_at(rows: u64, leaves: u64) -> (u64, Option<u64>) {
        let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
        let (asker, looked) = (Asker::new(), Arc::new(AtomicU64::new(0)));
        let (leaving, counted) = (asker.clone(), Arc::clone(&looked));
        let look = move |_: &rusqlite::functions::Context<'_>| -> rusqlite::Result<bool> {
            if counted.fetch_add(1, Ordering::Relaxed) + 1 == leaves {
                leaving.leaves();
            }
            Ok(false)
        };
        let given = store.read(|tx| -> Result<_> {
            let connection = tx.db.connection();
            connection.create_scalar_function("looked", 1, FunctionFlags::SQLITE_UTF8, look)?;
            let sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?1)
                       SELECT count(*) FROM n WHERE looked(x)";
            let count = || tx.db.one(sql, &[&rows], |row| row.get(0)).map(Some);
            let given = tx.db.asked_by(&asker, count)?;
            // The engine goes on for others.
            assert_eq!(tx.db.one("SELECT 7", &[], |row| row.get::<u64>(0))?, 7);
            Ok(given)
        });
        (looked.load(Ordering::Relaxed), given.unwrap())
    }

    #[test]
    fn a_statement_looks_at_no_row_more_once_its_asker_has_left() {
        assert_eq!(looked_at(100_000, 70), (70, None));
        assert_eq!(looked_at(100, u64::MAX), (100, Some(0)), "who stays is answered");
    }

    #[test]
    fn who_left_before_is_not_asked_for_and_who_leaves_later_ends_nothing_of_others() {
        let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
        let (gone, later) = (Asker::new(), Asker::new());
        gone.leaves();
        store
            .read(|tx| -> Result<()> {
                let asked = tx
                    .db
                    .asked_by(&gone, || -> Result<Option<()>> { panic!("nobody asks") })?;
                assert_eq!(asked, None);
                assert_eq!(tx.db.asked_by(&later, || Ok(Some(1)))?, Some(1));
                later.leaves();
                assert!(later.state().running.is_none());
                assert_eq!(tx.db.one("SELECT 7", &[], |row| row.get::<u64>(0))?, 7);
                Ok(())
            })
            .unwrap();
    }
}
