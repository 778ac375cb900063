//! Files of contracts with their users: CSV in UTF-8 with Japanese headings, one row a user.

mod row;

use std::collections::{HashMap, HashSet};

use csv::{ErrorKind, StringRecord};

use self::row::Row;
use super::{line_at, text_of};
use crate::domain::Policy;
use crate::domain::arrival::{NewContract, NewUser};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::UserKind;
use crate::domain::values::{ContractNumber, LoginId, Serial};

/// Bytes of a file that are taken: room for some 100,000 contracts.
pub const MAX_FILE: usize = 64 << 20;

/// The headings, in the order in which a file is written; it may be read in any.
pub const COLUMNS: [&str; 16] = [
    "契約番号",
    "会社名",
    "会社名カナ",
    "取引店番",
    "取引店名",
    "代表口座",
    "登録電話",
    "利用開始日",
    "発行トークン",
    "ログインID",
    "利用者名",
    "利用者名カナ",
    "利用者区分",
    "取扱権限",
    "シリアル番号",
    "登録日時",
];

/// Headings that may be missing, with their columns: where notices reach a user by mail (R14.1), where the company's letters go,
/// and who represents it.
pub const OPTIONAL: [&str; 3] = [MAIL, ADDRESS, REPRESENTATIVE];
const MAIL: &str = "メールアドレス";
const ADDRESS: &str = "届出住所";
const REPRESENTATIVE: &str = "代表者名";

/// Reads a file of contracts of at most [`MAX_FILE`] bytes: every contract in the order of its first row, with its
/// users in the order of theirs, or, with the first thing that can't be taken, none.
///
/// What must hold beyond the form of each value: rows of one contract agree about it; it has exactly one master; a
/// registered serial is one of its issued ones; no login ID stands twice in the file, no serial is issued twice.
/// Refusals: E1401, E1437 and E1438 a row, with line and column; E1402 a column that is missing; E1403 damaged, with its line;
/// E1405 too large; E1439 a row with too few or too many columns. The reason in E1401 is the number of the refusal of the value, or a few words.
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<NewContract>> {
    let text = &*text_of(bytes, MAX_FILE)?;
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut file = File::default();
    let mut order = None;
    while rows.read_record(&mut record).map_err(|e| damaged(&e, text))? {
        let line = line_of(&record, text);
        match &order {
            None => order = Some(columns(&record, line)?),
            Some(order) => file.take(Row::new(&record, order, line, policy))?,
        }
    }
    if order.is_none() {
        columns(&record, 1)?;
    }
    file.finish(text)
}

/// Where each of [`COLUMNS`] stands in a row, and each of [`OPTIONAL`] that is there.
struct Order {
    columns: [usize; 16],
    optional: [Option<usize>; 3],
}

fn columns(headings: &StringRecord, line: u64) -> Decision<Order> {
    let mut seen = HashSet::new();
    for heading in headings {
        let reason = match heading.trim() {
            known if !COLUMNS.contains(&known) && !OPTIONAL.contains(&known) => "unknown column",
            known if !seen.insert(known) => "column twice",
            _ => continue,
        };
        return Err(Refusal::RowRefused {
            line,
            column: heading.trim().chars().take(40).collect(),
            reason: reason.into(),
        });
    }
    let found = |column| headings.iter().position(|heading| heading.trim() == column);
    let mut order = [0; 16];
    for (place, column) in order.iter_mut().zip(COLUMNS) {
        *place = found(column).ok_or_else(|| Refusal::ColumnMissing { column: column.into() })?;
    }
    Ok(Order {
        columns: order,
        optional: OPTIONAL.map(found),
    })
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
    match *error.kind() {
        ErrorKind::UnequalLengths { len, expected_len, .. } => Refusal::RowColumns {
            line,
            columns: len,
            expected: expected_len,
        },
        _ => Refusal::FileDamaged {
            line,
            reason: "not CSV".into(),
        },
    }
}

/// A file while it is read.
#[derive(Default)]
struct File {
    contracts: Vec<NewContract>,
    places: HashMap<ContractNumber, usize>,
    login_ids: HashSet<LoginId>,
    issued: HashSet<Serial>,
}

impl File {
    fn take(&mut self, row: Row<'_>) -> Decision<()> {
        let contract = row.contract()?;
        let issued = row.issued()?;
        let user = row.user()?;
        if !self.login_ids.insert(user.login_id.clone()) {
            return Err(row.refused("ログインID", "twice in the file"));
        }
        let registered = row.registered()?;
        if registered.as_ref().is_some_and(|(serial, _)| !issued.contains(serial)) {
            return Err(row.refused("シリアル番号", "not issued to this contract"));
        }
        let user = NewUser {
            line: row.line,
            user,
            mail: row.mail()?,
            registered,
        };
        let Some(known) = self
            .places
            .get(&contract.number)
            .and_then(|place| self.contracts.get_mut(*place))
        else {
            if !issued.iter().all(|serial| self.issued.insert(serial.clone())) {
                return Err(row.refused("発行トークン", "issued twice"));
            }
            self.places.insert(contract.number.clone(), self.contracts.len());
            self.contracts.push(NewContract {
                line: row.line,
                contract,
                issued,
                users: vec![user],
            });
            return Ok(());
        };
        let (one, other) = (&known.contract, &contract);
        let same = [
            ("会社名", one.company == other.company),
            ("会社名カナ", one.kana == other.kana),
            ("取引店番", one.branch.code == other.branch.code),
            ("取引店名", one.branch.name == other.branch.name),
            ("代表口座", one.account == other.account),
            ("登録電話", one.phone == other.phone),
            ("利用開始日", one.start == other.start),
            (ADDRESS, one.address == other.address),
            (REPRESENTATIVE, one.representative == other.representative),
            ("発行トークン", known.issued == issued),
        ];
        if let Some((column, _)) = same.iter().find(|(_, same)| !same) {
            return Err(Refusal::RowDiffers {
                line: row.line,
                column: (*column).into(),
                other: known.line,
            });
        }
        if user.user.kind == UserKind::Master && masters(known) > 0 {
            return Err(row.refused("利用者区分", "a second master"));
        }
        known.users.push(user);
        Ok(())
    }

    fn finish(self, text: &str) -> Decision<Vec<NewContract>> {
        if self.contracts.is_empty() {
            return Err(Refusal::FileDamaged {
                line: line_at(text.as_bytes(), text.trim_end().len()),
                reason: "no row".into(),
            });
        }
        match self.contracts.iter().find(|contract| masters(contract) == 0) {
            Some(contract) => Err(Refusal::RowRefused {
                line: contract.line,
                column: "利用者区分".into(),
                reason: "no master".into(),
            }),
            None => Ok(self.contracts),
        }
    }
}

fn masters(contract: &NewContract) -> usize {
    let users = contract.users.iter();
    users.filter(|new| new.user.kind == UserKind::Master).count()
}

#[cfg(test)]
mod tests;
