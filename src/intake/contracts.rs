//! Files of contracts with their users: CSV with Japanese headings, one row a user, as a spreadsheet of Japan saves it (R16.1).

mod columns;
mod encoding;
mod gather;
mod row;

use csv::{ReaderBuilder, StringRecord};

use self::columns::Order;
use self::gather::{Gathered, masters};
use self::row::Row;
use super::line_at;
use crate::domain::Policy;
use crate::domain::arrival::{Mistake, NewContract, ReadRow};
use crate::domain::refusal::{Decision, Refusal};

pub use self::columns::{COLUMNS, EXAMPLE, OPTIONAL, REASON};
pub use self::encoding::Encoding;

/// Bytes of a file that are taken: room for some 100,000 contracts.
pub const MAX_FILE: usize = 64 << 20;

/// Lines within which the headings of a file stand, blank rows before them.
const HEADING_WITHIN: usize = 20;

/// What a file says: the contracts of which every row can be read, and what can't be taken of the others, all of it.
#[derive(Debug)]
pub struct Survey {
    /// How it is written.
    pub encoding: Encoding,
    /// The contracts in the order of their first rows, with their users in the order of theirs.
    pub contracts: Vec<NewContract>,
    /// What can't be taken, by line.
    pub mistakes: Vec<Mistake>,
    /// The headings as they stand.
    pub headings: Vec<String>,
    /// The rows that are not blank: each with its line and the contract that it names.
    pub rows: Vec<ReadRow>,
    /// Where each stands in the text, in bytes.
    places: Vec<(usize, usize)>,
    text: String,
}

impl Survey {
    /// The columns of the row at that place among [`Survey::rows`], as they stand in the file.
    pub fn columns(&self, row: usize) -> Vec<String> {
        let (from, to) = self.places.get(row).copied().unwrap_or_default();
        let text = self.text.get(from..to).unwrap_or_default();
        let separator = separator(&self.headings_text());
        let mut reader = reader(separator).from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        // It was read once, so it can be read again.
        let _ = reader.read_record(&mut record);
        record.iter().map(str::to_owned).collect()
    }

    fn headings_text(&self) -> String {
        self.text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default()
            .to_owned()
    }
}

/// Reads a file of new contracts of at most [`MAX_FILE`] bytes, each with its master, and gives the first thing that can't be
/// taken: [`survey`] gives all.
///
/// # Errors
/// Those of [`survey`]; otherwise that of the first mistake: E1401, E1437 to E1439 a row, with line and column; E1402 a column
/// that is missing. The reason in E1401 is the number of the refusal of the value, or a few words.
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<NewContract>> {
    let survey = survey(bytes, None, policy)?;
    if let Some(mistake) = survey.mistakes.into_iter().next() {
        return Err(mistake.refusal);
    }
    match survey.contracts.iter().find(|contract| masters(contract) == 0) {
        Some(contract) => Err(Refusal::RowRefused {
            line: contract.line,
            column: "利用者区分".into(),
            reason: "no master".into(),
        }),
        None => Ok(survey.contracts),
    }
}

/// Reads a file of contracts of at most [`MAX_FILE`] bytes, written in that way, or in the one that is recognised. Columns are
/// parted by commas, semicolons or tabs, whichever its headings have; blank rows count for nothing.
///
/// What must hold beyond the form of each value: rows of one contract agree about it; it has at most one master; a
/// registered serial is one of its issued ones; no login ID stands twice in the file, in whatever case, no serial is issued twice.
///
/// # Errors
/// E1403 for what is no text or no CSV, with its line, and for a file without a row; E1405 too large.
pub fn survey(bytes: &[u8], asked: Option<Encoding>, policy: &Policy) -> Decision<Survey> {
    let is_heading = |line: &str| COLUMNS.iter().any(|column| line.contains(column));
    let ours = |text: &str| text.lines().take(HEADING_WITHIN).any(is_heading);
    let (text, encoding) = encoding::text(bytes, MAX_FILE, asked, ours)?;
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut rows = reader(separator(heading)).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut gathered = Gathered::default();
    let mut read = vec![];
    let mut headings: Option<(Vec<String>, Option<Order>)> = None;
    loop {
        let from = place(&rows);
        if !rows.read_record(&mut record).map_err(|e| damaged(&e, &text))? {
            break;
        }
        if record.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        let line = line_of(&record, &text);
        match &headings {
            None => {
                let order = match Order::of(&record, line) {
                    Ok(order) => Some(order),
                    Err(mistakes) => {
                        gathered.mistakes.extend(mistakes);
                        None
                    }
                };
                headings = Some((record.iter().map(str::to_owned).collect(), order));
            }
            // Of columns of another bank nothing can be read.
            Some((_, None)) => break,
            Some((_, Some(order))) if record.len() != order.count => {
                let refusal = Refusal::RowColumns {
                    line,
                    columns: record.len() as u64,
                    expected: order.count as u64,
                };
                gathered.mistakes.push(Mistake::new(line, "", "", refusal));
                read.push((line, None, (from, from)));
            }
            Some((_, Some(order))) => {
                let number = gathered.take(Row::new(&record, order, line, policy));
                read.push((line, number, (from, from)));
            }
        }
        if let Some((.., (_, to))) = read.last_mut() {
            *to = place(&rows);
        }
    }
    let headings = if let Some((headings, _)) = headings {
        headings
    } else {
        let missing = Order::of(&StringRecord::new(), 1).err().unwrap_or_default();
        gathered.mistakes.extend(missing);
        vec![]
    };
    let (contracts, mistakes) = gathered.finish();
    if contracts.is_empty() && mistakes.is_empty() {
        return Err(Refusal::FileDamaged {
            line: line_at(text.as_bytes(), text.trim_end().len()),
            reason: "no row".into(),
        });
    }
    let (rows, places) = read
        .into_iter()
        .map(|(line, contract, place)| (ReadRow { line, contract }, place))
        .unzip();
    Ok(Survey {
        encoding,
        contracts,
        mistakes,
        headings,
        rows,
        places,
        text: text.into_owned(),
    })
}

fn reader(separator: u8) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(separator);
    builder
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

/// Where a reader stands in its text, in bytes.
fn place<R: std::io::Read>(reader: &csv::Reader<R>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// The line on which a row begins: the reader's place, and the line ends that it has still to pass.
fn line_of(record: &StringRecord, text: &str) -> u64 {
    record.position().map_or(1, |place| line_from(place, text))
}

fn line_from(place: &csv::Position, text: &str) -> u64 {
    let offset = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(offset..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    place.line() + ends.filter(|byte| **byte == b'\n').count() as u64
}

fn damaged(error: &csv::Error, text: &str) -> Refusal {
    let line = error.position().map_or(1, |place| line_from(place, text));
    Refusal::FileDamaged {
        line,
        reason: "not CSV".into(),
    }
}

#[cfg(test)]
mod tests;
