//! What of a file is known before its contracts are read, by a run over the whole of it.

use std::collections::HashMap;
use std::io::{self, Read};

use super::gather::{Suspects, in_small};
use super::room::{ReadRow, Room};
use super::row::Row;
use super::row_reader::RowReader;
use crate::domain::Policy;
use crate::domain::refusal::Decision;
use crate::domain::values::ContractNumber;
use crate::intake::Progress;
use crate::intake::aside::{gone, no_room};
use crate::intake::contracts::Encoding;
use crate::intake::repeats::{Meeting, Repeated};

/// What of a file is known before its contracts are read: the rows that stand apart from others of their contract, and what stands
/// in it more than once.
#[derive(Debug, Default)]
pub struct Apart {
    /// The rows that stand apart from others of their contract.
    pub(super) rows: HashMap<ContractNumber, Vec<ReadRow>>,
    /// What stands more than once.
    pub(super) suspects: Suspects,
    /// SHA-256 of what was looked through.
    pub(super) digest: [u8; 32],
}

impl Apart {
    /// Looks through a file, which `open` gives from its beginning, twice at most.
    ///
    /// # Errors
    /// E1403 and E1442 as of [`Reader::next_contract`](super::Reader::next_contract); E1408 for more than [`super::MOST_ROWS`], E1409 for more than [`super::MOST_BYTES`].
    pub fn of<R: Read>(
        mut open: impl FnMut() -> io::Result<R>,
        asked: Option<Encoding>,
        policy: &Policy,
    ) -> Decision<Self> {
        let mut sought = Sought::default();
        let digest = each(open().map_err(|_| gone())?, asked, policy, |row| {
            sought.take(row).map_err(|_| no_room())
        })?;
        let (numbers, suspects) = sought.over().map_err(|_| no_room())?;
        let mut rows: HashMap<ContractNumber, Vec<ReadRow>> = HashMap::new();
        if numbers.is_any() {
            let mut room = Room::default();
            each(open().map_err(|_| gone())?, asked, policy, |row| {
                let Some((row, number)) = row.and_then(|row| Some((row, row.number()?))) else {
                    return Ok(());
                };
                if numbers.print(number.as_str()).is_some() {
                    let row = ReadRow::of(row.line, row.record);
                    room.take(&row)?;
                    rows.entry(number).or_default().push(row);
                }
                Ok(())
            })?;
        }
        Ok(Self { rows, suspects, digest })
    }
}

/// What of a file is looked for while all of it is looked through.
#[derive(Default)]
struct Sought {
    /// The contracts, once where rows of them stand together.
    numbers: Meeting,
    login_ids: Meeting,
    issued: Meeting,
    /// The contract of the row before, and the fobs that were met of it.
    before: Option<(ContractNumber, Option<String>)>,
}

impl Sought {
    /// Takes a row that has all columns, or one that has not.
    fn take(&mut self, row: Option<&Row<'_>>) -> io::Result<()> {
        let before = self.before.take();
        let Some(row) = row else { return Ok(()) };
        if let Some(login_id) = row.login_id() {
            self.login_ids.meet(in_small(&login_id))?;
        }
        let Some(number) = row.number() else { return Ok(()) };
        let mut issued = before.and_then(|(before, issued)| (before == number).then_some(issued));
        if issued.is_none() {
            self.numbers.meet(number.as_str())?;
        }
        let written = row.issued_as_written();
        // All rows of a contract name its fobs, which are met once.
        if issued.as_ref().is_none_or(|met| met.as_deref() != Some(written))
            && let Some((serials, _)) = row.issued()
        {
            for serial in serials {
                self.issued.meet(serial.as_str())?;
            }
            issued = Some(Some(written.to_owned()));
        }
        self.before = Some((number, issued.flatten()));
        Ok(())
    }

    fn over(self) -> io::Result<(Repeated, Suspects)> {
        let suspects = Suspects {
            login_ids: self.login_ids.over()?,
            issued: self.issued.over()?,
        };
        Ok((self.numbers.over()?, suspects))
    }
}

/// Calls `take` with each row, or with nothing where it has not as many columns as there are headings; gives SHA-256 of all.
fn each<R: Read>(
    from: R,
    asked: Option<Encoding>,
    policy: &Policy,
    mut take: impl FnMut(Option<&Row<'_>>) -> Decision<()>,
) -> Decision<[u8; 32]> {
    let mut rows = RowReader::new(from, asked, Progress::default());
    if let Ok((order, _)) = rows.order()? {
        while let Some(line) = rows.next()? {
            let row = Row::new(rows.record(), &order, line, policy);
            take(Some(&row).filter(|row| row.record.len() == order.count))?;
        }
    }
    Ok(rows.digest())
}
