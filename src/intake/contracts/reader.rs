//! A file of contracts of any size, contract by contract.
//!
//! Rows of one contract usually stand together, and then the reader has one contract in memory. A run over the whole file finds what
//! stands more than once in it. Where rows of a contract stand apart, another one keeps them: so many of them and no more.

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

use super::apart::Apart;
use super::columns::Order;
use super::gather::{Gathered, Met, Once};
use super::room::{ReadRow, Room};
use super::row::Row;
use super::row_reader::RowReader;
use crate::domain::Policy;
use crate::domain::arrival::{Mistake, NewContract};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::ContractNumber;
use crate::intake::Progress;
use crate::intake::contracts::Encoding;

/// What a file says of one contract; or rows, and headings, that can't be told whose they are, each by itself.
#[derive(Debug)]
pub struct Entry {
    /// The number that its rows name.
    pub number: Option<ContractNumber>,
    /// The contract with its users in the order of their rows, if every row of it can be read.
    pub contract: Option<NewContract>,
    /// What can't be taken, by line.
    pub mistakes: Vec<Mistake>,
    /// Its rows.
    pub rows: Vec<ReadRow>,
}

impl Entry {
    /// The line on which its first row begins.
    pub fn line(&self) -> u64 {
        self.rows.first().map_or(1, |row| row.line)
    }

    /// Bytes of memory that its rows take, about.
    pub fn weight(&self) -> usize {
        self.rows.iter().map(ReadRow::weight).sum()
    }
}

/// The rows that stand apart: somebody else's, or everybody's who reads the file.
enum Lent<'a> {
    Theirs(&'a Apart),
    Shared(Arc<Apart>),
}

impl std::ops::Deref for Lent<'_> {
    type Target = Apart;

    fn deref(&self) -> &Apart {
        match self {
            Self::Theirs(apart) => apart,
            Self::Shared(apart) => apart,
        }
    }
}

/// A file while it is read.
pub struct Reader<'a, R: Read> {
    rows: RowReader<R>,
    policy: Policy,
    apart: Lent<'a>,
    order: Option<Order>,
    /// The contracts whose rows stand apart and were given.
    given: HashSet<ContractNumber>,
    met: Met,
    /// The row that was read and belongs to the next one.
    next: Option<ReadRow>,
    is_over: bool,
}

impl<R: Read> std::fmt::Debug for Reader<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl<'a, R: Read> Reader<'a, R> {
    /// Reads `from`, a file with these rows apart, and tells how far it is.
    pub fn new(from: R, asked: Option<Encoding>, policy: &Policy, apart: &'a Apart, progress: Progress) -> Self {
        Self::with(from, asked, policy, Lent::Theirs(apart), progress)
    }

    /// The same with rows apart that others read too.
    pub fn owning(from: R, asked: Option<Encoding>, policy: &Policy, apart: Arc<Apart>, progress: Progress) -> Self {
        Self::with(from, asked, policy, Lent::Shared(apart), progress)
    }

    fn with(from: R, asked: Option<Encoding>, policy: &Policy, apart: Lent<'a>, progress: Progress) -> Self {
        Self {
            rows: RowReader::new(from, asked, progress),
            policy: policy.clone(),
            apart,
            order: None,
            given: HashSet::new(),
            met: Met::default(),
            next: None,
            is_over: false,
        }
    }

    /// How it is written.
    pub fn encoding(&self) -> Encoding {
        self.rows.encoding
    }

    /// Its headings as they stand, once anything was read.
    pub fn headings(&self) -> &[String] {
        &self.rows.headings
    }

    /// SHA-256 over all bytes that were read.
    pub fn digest(&self) -> [u8; 32] {
        self.rows.digest()
    }

    /// The next contract, in the order of their first rows; nothing at the end, and after a refusal.
    ///
    /// # Errors
    /// E1403 for what is no text or no CSV, with its line, and for a file without a row; E1442 a row that is too long; E1408 more
    /// rows of a contract than [`super::MOST_ROWS`], E1409 more bytes of them than [`super::MOST_BYTES`].
    pub fn next_contract(&mut self) -> Option<Decision<Entry>> {
        if self.is_over {
            return None;
        }
        let given = self.read_on().transpose();
        self.is_over |= !matches!(given, Some(Ok(_)));
        given
    }

    fn read_on(&mut self) -> Decision<Option<Entry>> {
        if self.order.is_none() {
            match self.rows.order()? {
                Ok((order, line)) => {
                    self.order = Some(order);
                    self.next = self.row()?;
                    if self.next.is_none() {
                        let reason = "no row".to_owned();
                        return Err(Refusal::FileDamaged { line, reason });
                    }
                }
                // Of columns of another bank nothing can be read.
                Err(mistakes) => {
                    self.is_over = true;
                    return Ok(Some(unread(mistakes, vec![])));
                }
            }
        }
        loop {
            let Some(first) = self.next.take() else { return Ok(None) };
            let Some(number) = self.number(&first) else {
                self.next = self.row()?;
                return Ok(Some(self.alone(first)));
            };
            if self.apart.rows.contains_key(&number) {
                self.next = self.row()?;
                if self.given.insert(number.clone()) {
                    let rows = self.apart.rows.get(&number).cloned().unwrap_or_default();
                    return Ok(Some(self.together(number, rows)));
                }
                continue;
            }
            let mut room = Room::default();
            room.take(&first)?;
            let mut rows = vec![first];
            loop {
                match self.row()? {
                    Some(row) if self.number(&row).as_ref() == Some(&number) => {
                        room.take(&row)?;
                        rows.push(row);
                    }
                    other => {
                        self.next = other;
                        break;
                    }
                }
            }
            return Ok(Some(self.together(number, rows)));
        }
    }

    fn row(&mut self) -> Decision<Option<ReadRow>> {
        let line = self.rows.next()?;
        Ok(line.map(|line| ReadRow::of(line, self.rows.record())))
    }

    /// The contract that a row names, if all of its columns are there.
    fn number(&self, row: &ReadRow) -> Option<ContractNumber> {
        let order = self.order.as_ref().filter(|order| order.count == row.cells.len())?;
        Row::new(&row.cells, order, row.line, &self.policy).number()
    }

    /// A row of which can't be told whose it is.
    fn alone(&mut self, row: ReadRow) -> Entry {
        let expected = self.order.as_ref().map_or(0, |order| order.count);
        if row.cells.len() != expected {
            let refusal = Refusal::RowColumns {
                line: row.line,
                columns: row.cells.len() as u64,
                expected: expected as u64,
            };
            return unread(vec![Mistake::new(row.line, "", "", refusal)], vec![row]);
        }
        let (_, mistakes) = self.gather(std::slice::from_ref(&row));
        unread(mistakes, vec![row])
    }

    fn together(&mut self, number: ContractNumber, rows: Vec<ReadRow>) -> Entry {
        let (contract, mistakes) = self.gather(&rows);
        Entry {
            number: Some(number),
            contract,
            mistakes,
            rows,
        }
    }

    fn gather(&mut self, rows: &[ReadRow]) -> (Option<NewContract>, Vec<Mistake>) {
        let mut gathered = Gathered::default();
        if let Some(order) = &self.order {
            for row in rows {
                let row = Row::new(&row.cells, order, row.line, &self.policy);
                gathered.take(row, &mut Once::of(&self.apart.suspects, &mut self.met));
            }
        }
        gathered.finish()
    }
}

fn unread(mistakes: Vec<Mistake>, rows: Vec<ReadRow>) -> Entry {
    Entry {
        number: None,
        contract: None,
        mistakes,
        rows,
    }
}
