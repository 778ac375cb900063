//! The rows of a file of contracts of any size, one after another, each with the line on which it begins.

use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};

use super::columns::Order;
use super::encoding;
use crate::domain::arrival::Mistake;
use crate::domain::refusal::{Decision, Refusal};
use crate::intake::Progress;
use crate::intake::contracts::Encoding;
use crate::intake::source::Source;
use crate::intake::unicode;

/// Bytes of a row that are taken, the blank lines before it counted in.
pub(super) const MAX_ROW: usize = 64 << 10;
/// Bytes that the reader of CSV reads ahead.
const AHEAD: usize = 8 << 10;

/// The text of a file with what was read of it since the row began, so that its line can be told.
struct Tap<R> {
    source: Source<R>,
    /// What was read and is still of account.
    kept: Vec<u8>,
    /// Where that stands in the text.
    base: u64,
    /// Where the row begins in it.
    row: usize,
    /// How much of it the reader has.
    given: usize,
    is_long: bool,
}

impl<R: Read> Tap<R> {
    fn new(source: Source<R>) -> Self {
        Self {
            source,
            kept: Vec::new(),
            base: 0,
            row: 0,
            given: 0,
            is_long: false,
        }
    }

    /// Reads as far as the end of the first line that is not blank, and gives that line.
    fn heading(&mut self) -> String {
        loop {
            let mut lines = self.kept.split_inclusive(|byte| *byte == b'\n');
            let found = lines.find(|line| !line.trim_ascii().is_empty());
            if let Some(line) = found.filter(|line| line.ends_with(b"\n") || line.len() > MAX_ROW) {
                return String::from_utf8_lossy(line).into_owned();
            }
            let mut more = [0; AHEAD];
            match self.source.read(&mut more) {
                Ok(many) if many > 0 && self.kept.len() <= MAX_ROW => self.kept.extend_from_slice(&more[..many]),
                // Whatever stands against it is met again by who reads on.
                _ => return String::from_utf8_lossy(found.unwrap_or_default()).into_owned(),
            }
        }
    }

    /// The row begins there.
    fn begin(&mut self, byte: u64) {
        self.row = usize::try_from(byte.saturating_sub(self.base))
            .unwrap_or(usize::MAX)
            .min(self.given);
        if self.row > MAX_ROW {
            self.kept.drain(..self.row);
            self.base += self.row as u64;
            self.given -= self.row;
            self.row = 0;
        }
    }

    /// The line of what stands behind a place and the line ends that follow it.
    fn line(&self, place: &csv::Position) -> u64 {
        let from = usize::try_from(place.byte().saturating_sub(self.base)).unwrap_or(usize::MAX);
        let rest = self.kept.get(from..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        place.line() + ends.filter(|byte| **byte == b'\n').count() as u64
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.kept.len() {
            if self.given - self.row > MAX_ROW + AHEAD {
                self.is_long = true;
                return Err(io::ErrorKind::InvalidData.into());
            }
            let many = self.source.read(into)?;
            self.kept.extend_from_slice(&into[..many]);
            self.given += many;
            return Ok(many);
        }
        let many = (self.kept.len() - self.given).min(into.len());
        into[..many].copy_from_slice(&self.kept[self.given..self.given + many]);
        self.given += many;
        Ok(many)
    }
}

/// A file while it is read.
pub(super) struct RowReader<R: Read> {
    reader: csv::Reader<Tap<R>>,
    record: StringRecord,
    /// How it is written.
    pub(super) encoding: Encoding,
    /// The headings as they stand.
    pub(super) headings: Vec<String>,
}

impl<R: Read> RowReader<R> {
    /// Reads `from`, which is written so, or in the way that is recognised.
    pub(super) fn new(from: R, asked: Option<Encoding>, progress: Progress) -> Self {
        let choose = |marked, first: &[u8]| encoding::choose(asked, marked, first);
        let source = Source::new(from, progress, usize::MAX, choose);
        let encoding = match source.encoding() {
            unicode::Encoding::Cp932 => Encoding::Cp932,
            unicode::Encoding::Utf8 | unicode::Encoding::Utf16 { .. } => Encoding::Utf8,
        };
        let mut tap = Tap::new(source);
        let separator = separator(&tap.heading());
        let mut builder = ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(separator);
        let reader = builder.buffer_capacity(AHEAD).from_reader(tap);
        Self {
            reader,
            record: StringRecord::new(),
            encoding,
            headings: vec![],
        }
    }

    /// Reads the headings: the order of the columns with the line, or what is wrong with them.
    ///
    /// # Errors
    /// Those of [`RowReader::next`].
    pub(super) fn order(&mut self) -> Decision<Result<(Order, u64), Vec<Mistake>>> {
        let Some(line) = self.next()? else {
            return Ok(Err(Order::of(&StringRecord::new(), 1).err().unwrap_or_default()));
        };
        self.headings = self.record.iter().map(str::to_owned).collect();
        Ok(Order::of(&self.record, line).map(|order| (order, line)))
    }

    /// Reads the next row that is not blank, and gives its line.
    ///
    /// # Errors
    /// E1403 for what is no text, with its line; E1442 for a row that is too long.
    pub(super) fn next(&mut self) -> Decision<Option<u64>> {
        loop {
            let from = self.reader.position().byte();
            self.reader.get_mut().begin(from);
            match self.reader.read_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(error) => return Err(self.damaged(&error)),
            }
            if !self.record.iter().all(|value| value.trim().is_empty()) {
                let place = self.record.position();
                return Ok(Some(place.map_or(1, |place| self.reader.get_ref().line(place))));
            }
        }
    }

    /// The row that was read last.
    pub(super) fn record(&self) -> &StringRecord {
        &self.record
    }

    /// SHA-256 over all bytes that were read.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.reader.get_ref().source.digest()
    }

    fn damaged(&self, error: &csv::Error) -> Refusal {
        let tap = self.reader.get_ref();
        let line = tap.line(
            self.record
                .position()
                .or(error.position())
                .unwrap_or(self.reader.position()),
        );
        if tap.is_long {
            return Refusal::PieceTooLong { line, bytes: MAX_ROW };
        }
        let refusal = tap.source.refusal(tap.source.line());
        refusal.unwrap_or_else(|| Refusal::FileDamaged {
            line,
            reason: "not CSV".into(),
        })
    }
}

/// What parts the columns: what stands most often in the headings.
fn separator(heading: &str) -> u8 {
    let count = |sign: u8| heading.bytes().filter(|byte| *byte == sign).count();
    [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// A file of contracts as it stands, in memory: for what fills something in.
#[derive(Debug)]
pub struct Sheet {
    /// Its headings.
    pub headings: Vec<String>,
    /// Its rows, blank ones left out.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads all of it, in whatever encoding and with whatever separator.
    ///
    /// # Errors
    /// E1403 and E1442 as of a [`Reader`](super::Reader).
    pub fn read(bytes: &[u8]) -> Decision<Self> {
        let mut from = RowReader::new(bytes, None, Progress::default());
        // What is wrong with the headings is told by who takes the file in.
        let _ = from.order()?;
        let headings = from.headings.clone();
        let mut rows = Vec::new();
        while from.next()?.is_some() {
            rows.push(from.record().iter().map(str::to_owned).collect());
        }
        Ok(Self { headings, rows })
    }
}
