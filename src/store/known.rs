//! The names of all contracts in memory, so that a search answers as one types. They are read once, on a thread of their own
//! where the store is a file; what was named otherwise since is read before each question.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

use super::db::Db;
use super::loads::{BESIDE, UNSEEN};
use super::{Result, Tx, sqlite};
use crate::domain::search::{Bits, Entry, Gathering, Names, Place, Question, Ranked, page};

/// Bytes that a contract is reckoned at before it is read.
const RECKONED: u64 = 400;
/// What the system says of its memory.
const MEMORY: &str = "/proc/meminfo";

/// What a store knows of its names.
#[derive(Debug, Default)]
pub(super) struct Known {
    state: RefCell<State>,
    /// The store's file; none where it is in memory.
    file: Option<PathBuf>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Unread,
    Loading(NameLoader),
    Held(Box<Held>),
    /// There is no room for them.
    Short,
}

/// The thread that reads them; it stops when nobody waits any more.
#[derive(Debug)]
struct NameLoader {
    answer: Receiver<Result<Option<Held>>>,
    stop: Arc<AtomicBool>,
}

impl Drop for NameLoader {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// All names as of a turn.
#[derive(Debug)]
pub(super) struct Held {
    base: Names,
    /// The turn up to which what was named otherwise is known.
    turn: i64,
    /// Those that were named otherwise or added since the base was read, by slot, and the rows of the base that they replace.
    changed: BTreeMap<u32, Entry>,
    over: Names,
    gone: Bits,
}

impl Held {
    /// Reads all names; none when it was stopped, or there is no room.
    fn read(tx: &Tx<'_>, stop: &AtomicBool) -> Result<Option<Self>> {
        let turn = tx.turn_of_names()?;
        let (mut base, mut whole) = (Gathering::default(), true);
        let from = format!("contract c WHERE c.load NOT IN {UNSEEN} ORDER BY c.sort_key, c.number");
        tx.walk_names(&from, &[], &mut |entry| {
            whole = !stop.load(Ordering::Relaxed) && base.push(&entry);
            Ok(if whole {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            })
        })?;
        Ok(whole.then(|| Self {
            gone: Bits::none(base.len()),
            base: base.names(),
            turn,
            changed: BTreeMap::new(),
            over: Names::default(),
        }))
    }

    /// Learns what was named otherwise since. False when it is too much.
    fn catch_up(&mut self, tx: &Tx<'_>) -> Result<bool> {
        let limit = u64::try_from(BESIDE).unwrap_or(u64::MAX) + 1;
        let named = tx.named_after(self.turn, limit)?;
        let Some((_, turn)) = named.last() else { return Ok(true) };
        // A load that was shown leaps: nobody counts its contracts one by one.
        let leapt = usize::try_from(turn - self.turn).is_ok_and(|turns| turns > BESIDE);
        if leapt || named.len() + self.changed.len() > BESIDE {
            return Ok(false);
        }
        let turn = *turn;
        for (slot, _) in named {
            if let Some(row) = self.base.row_of(slot) {
                self.gone.add(row);
            }
            match tx.names_in(slot)? {
                Some(entry) => self.changed.insert(slot, entry),
                None => self.changed.remove(&slot),
            };
        }
        // Only now: where it was broken off, all of it is read again.
        self.turn = turn;
        let mut entries: Vec<_> = self.changed.values().collect();
        entries.sort_by_cached_key(|entry| (crate::domain::search::key(&entry.kana), entry.number.clone()));
        let mut over = Gathering::default();
        for entry in entries {
            over.push(entry);
        }
        self.over = over.names();
        Ok(true)
    }

    /// Who answers: how many, and where a page of them is.
    pub(super) fn find(&self, question: &Question, offset: usize, limit: usize) -> (usize, Vec<Place>) {
        let mut base: Ranked = self.base.find(question);
        base.without(&self.gone);
        let over = self.over.find(question);
        let places = page((&self.base, &base), (&self.over, &over), offset, limit);
        (base.total() + over.total(), places)
    }
}

impl Known {
    /// Of a store in that file; of one in memory without it.
    pub(super) fn of(file: Option<&Path>) -> Self {
        Self {
            state: RefCell::default(),
            file: file.map(Path::to_owned),
        }
    }

    /// The store's file; none where it is in memory.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Begins to read the names, where that takes a thread and was not begun.
    pub(super) fn begin(&self) {
        let mut state = self.state.borrow_mut();
        if let (State::Unread, Some(file)) = (&*state, &self.file) {
            *state = begun(file);
        }
    }

    /// Takes what the thread has read. Before the transaction of a question begins, so that it is not older than that.
    pub(super) fn settle(&self) {
        let mut state = self.state.borrow_mut();
        let State::Loading(reading) = &*state else { return };
        let read = match reading.answer.try_recv() {
            Ok(Ok(Some(held))) => State::Held(Box::new(held)),
            Ok(Ok(None)) => State::Short,
            Err(TryRecvError::Empty) => return,
            Ok(Err(_)) | Err(TryRecvError::Disconnected) => State::Unread,
        };
        *state = read;
    }

    /// The names as they are in this transaction; none while they are not in memory.
    pub(super) fn held(&self, tx: &Tx<'_>) -> Result<Option<RefMut<'_, Held>>> {
        let mut state = self.state.borrow_mut();
        if let (State::Unread, None) = (&*state, &self.file) {
            *state = match Held::read(tx, &AtomicBool::new(false))? {
                Some(held) => State::Held(Box::new(held)),
                None => State::Short,
            };
        }
        let current = match &mut *state {
            State::Held(held) => held.catch_up(tx)?,
            _ => true,
        };
        if !current {
            *state = State::Unread;
        }
        drop(state);
        self.begin();
        let state = self.state.borrow_mut();
        Ok(RefMut::filter_map(state, |state| match state {
            State::Held(held) => Some(held.as_mut()),
            _ => None,
        })
        .ok())
    }

    /// The bytes that they take; none while they are not in memory.
    pub(super) fn bytes(&self) -> Option<usize> {
        match &*self.state.borrow() {
            State::Held(held) => Some(held.base.bytes() + held.over.bytes()),
            _ => None,
        }
    }

    /// Waits until the thread has read what it was to read.
    #[cfg(test)]
    pub(super) fn wait(&self) {
        self.begin();
        while matches!(&*self.state.borrow(), State::Loading(_)) {
            thread::yield_now();
            self.settle();
        }
    }
}

/// Begins to read on a thread; without one, the store's own index goes on answering.
fn begun(file: &Path) -> State {
    let (answers, answer) = mpsc::channel();
    let stop = Arc::new(AtomicBool::new(false));
    let (file, stopped) = (file.to_owned(), Arc::clone(&stop));
    let read = move || -> Result<Option<Held>> {
        let line = sqlite::connect(&file)?;
        sqlite::read_at_length(&line)?;
        let db = Db::reading(&line)?;
        let tx = Tx::over(db, [0; 16], None);
        if !has_room(tx.count_contracts()?, std::fs::read_to_string(MEMORY).ok().as_deref()) {
            return Ok(None);
        }
        Held::read(&tx, &stopped)
    };
    let thread = thread::Builder::new().name("names".to_owned());
    let started = thread.spawn(move || {
        // Nobody waits any more when the store was closed.
        let _ = answers.send(read());
    });
    match started {
        Ok(_) => State::Loading(NameLoader { answer, stop }),
        Err(_) => State::Short,
    }
}

/// Whether so many contracts take less than a quarter of the memory that is free, as far as the system tells.
fn has_room(contracts: u64, memory: Option<&str>) -> bool {
    let free = memory.and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        line.trim().trim_end_matches(" kB").parse::<u64>().ok()
    });
    free.is_none_or(|free| contracts.saturating_mul(RECKONED) / 1024 < free / 4)
}

#[cfg(test)]
mod tests;
