//! The trail (R12): every attempt, in the transaction of its change, chained by a keyed hash.

mod checkpoint;
mod seek;
mod sought;
mod verify;

use serde::Serialize;
use subtle::ConstantTimeEq;

use super::db::{Row, Value};
use super::keys::TrailKey;
use super::row::{instant, millis, moment, named};
use super::{Error, Result, Tx};
use crate::domain::Refusal;
use crate::domain::calendar::Instant;
use crate::domain::values::ContractNumber;

pub use checkpoint::{Anchored, Changed, Checkpoint, Gone, Mark, Restored};
pub use sought::{Customer, Filter, Page, Place, Sought};
pub(super) use verify::Chain;

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Written {
    /// Carried out.
    Done,
    /// A request that waits for approval.
    Waiting,
    /// Refused.
    Refused,
}

impl Written {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 3] = [Self::Done, Self::Waiting, Self::Refused];

    /// Its name in the store, in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|written| written.as_str() == name)
    }
}

/// An entry that is to be written (R12.1). It has no place for a seed, a password or a code (R12.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// When.
    pub at: Instant,
    /// Who: a staff ID.
    pub actor: String,
    /// From which terminal.
    pub terminal: String,
    /// What.
    pub action: String,
    /// On which contract.
    pub contract: Option<String>,
    /// On which users, token or staff.
    pub subject: String,
    /// How it ended.
    pub result: Written,
    /// The refusal's number.
    pub code: Option<String>,
    /// The identity check.
    pub check: Option<String>,
    /// The request.
    pub request: Option<String>,
    /// The receipt number.
    pub receipt: Option<String>,
    /// More, in few words.
    pub detail: String,
}

impl Draft {
    /// An entry that says that `actor` did `action`; the rest is added with the fields.
    pub fn new(at: Instant, actor: &str, terminal: &str, action: &str) -> Self {
        Self {
            at,
            actor: actor.to_owned(),
            terminal: terminal.to_owned(),
            action: action.to_owned(),
            contract: None,
            subject: String::new(),
            result: Written::Done,
            code: None,
            check: None,
            request: None,
            receipt: None,
            detail: String::new(),
        }
    }

    /// The same entry, refused if there is a refusal.
    #[must_use]
    pub fn refused(mut self, refusal: Option<&Refusal>) -> Self {
        if let Some(refusal) = refusal {
            self.result = Written::Refused;
            self.code = Some(refusal.code().to_owned());
            // Who was first is what the two of them will ask (R11.2).
            if let Refusal::AlreadyDecided { by } = refusal {
                self.detail = format!("decided: {by}");
            }
        }
        self
    }
}

/// An entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number, from 1 on without a gap.
    pub seq: u64,
    /// What it says.
    #[serde(flatten)]
    pub draft: Draft,
}

const COLUMNS: &str =
    "seq, at, actor, terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac, bound";
/// The same of a store of a version whose entries hold no sum of the state.
const UNBOUND: &str =
    "seq, at, actor, terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac, NULL";

/// What an entry is sealed by: its MAC, and the sum of the state with it, which entries of the first versions have not.
#[derive(Clone, Copy, Debug)]
struct Sealed {
    mac: [u8; 32],
    bound: Option<[u8; 32]>,
}

fn entry_of(row: &Row<'_>) -> Result<(Entry, Sealed)> {
    let draft = Draft {
        at: instant(row, 1, "trail.at")?,
        actor: row.get(2)?,
        terminal: row.get(3)?,
        action: row.get(4)?,
        contract: row.get(5)?,
        subject: row.get(6)?,
        result: named(row, 7, Written::from_name)?,
        code: row.get(8)?,
        check: row.get(9)?,
        request: row.get(10)?,
        receipt: row.get(11)?,
        detail: row.get(12)?,
    };
    Ok((
        Entry {
            seq: row.get(0)?,
            draft,
        },
        Sealed {
            mac: row.get(13)?,
            bound: row.get(14)?,
        },
    ))
}

/// The texts of an entry as its MAC has them, borrowed from wherever they stand.
struct Said<'a> {
    seq: u64,
    at: i64,
    result: &'a str,
    texts: [&'a str; 5],
    options: [Option<&'a str>; 5],
}

impl<'a> Said<'a> {
    fn of(Entry { seq, draft }: &'a Entry) -> Self {
        let texts = [
            &draft.actor,
            &draft.terminal,
            &draft.action,
            &draft.subject,
            &draft.detail,
        ];
        let options = [
            &draft.contract,
            &draft.code,
            &draft.check,
            &draft.request,
            &draft.receipt,
        ];
        Self {
            seq: *seq,
            at: millis(draft.at),
            result: draft.result.as_str(),
            texts: texts.map(String::as_str),
            options: options.map(Option::as_deref),
        }
    }

    /// What stands in a row of [`COLUMNS`], and what it is sealed by.
    fn in_row(row: &'a Row<'_>) -> Result<(Self, Sealed)> {
        let text = |column| match row.value(column)? {
            Value::Text(text) => Ok(text),
            _ => Err(Error::Damaged("trail".into())),
        };
        let option = |column| match row.value(column)? {
            Value::Null => Ok(None),
            _ => text(column).map(Some),
        };
        let said = Self {
            seq: row.get(0)?,
            at: row.get(1)?,
            result: text(7)?,
            texts: [text(2)?, text(3)?, text(4)?, text(6)?, text(12)?],
            options: [option(5)?, option(8)?, option(9)?, option(10)?, option(11)?],
        };
        let mac = row.get(13)?;
        Ok((
            said,
            Sealed {
                mac,
                bound: row.get(14)?,
            },
        ))
    }

    /// Its MAC over the entry before it: every column with its length, absent ones told from empty ones.
    fn mac(&self, key: &TrailKey, before: &[u8; 32], bound: Option<&[u8; 32]>) -> [u8; 32] {
        let (seq, at) = (self.seq.to_le_bytes(), self.at.to_le_bytes());
        let mut parts: Vec<&[u8]> = Vec::with_capacity(24);
        parts.extend([b"entry".as_slice(), before, &seq, &at, self.result.as_bytes()]);
        parts.extend(self.texts.map(str::as_bytes));
        for option in self.options {
            match option {
                Some(text) => parts.extend([b"1".as_slice(), text.as_bytes()]),
                None => parts.push(b"0"),
            }
        }
        if let Some(bound) = bound {
            parts.extend([b"bound".as_slice(), bound]);
        }
        key.mac(&parts)
    }
}

/// The MAC of an entry over the one before it.
fn mac_of(key: &TrailKey, before: &[u8; 32], entry: &Entry, bound: Option<&[u8; 32]>) -> [u8; 32] {
    Said::of(entry).mac(key, before, bound)
}

/// The words by which an entry is found: those of its subject, and the login ID of a customer who did it.
fn words_of(draft: &Draft) -> impl Iterator<Item = &str> {
    let login_id = draft.actor.split_once('/').map(|(_, login_id)| login_id);
    draft.subject.split(' ').chain(login_id).filter(|word| !word.is_empty())
}

/// The first 8 hexadecimal digits of a head: what people compare.
pub(super) fn digits_of(mac: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(&mac[..4])
}

fn seal_of(key: &TrailKey, count: u64, mac: &[u8; 32]) -> [u8; 32] {
    key.mac(&[b"head", &count.to_le_bytes(), mac])
}

impl Tx<'_> {
    /// A question for entries, as a store of this one's version can answer it.
    fn of_its_version(&self, sql: String) -> String {
        match self.sealer() {
            Some(_) => sql,
            None => sql.replacen(COLUMNS, UNBOUND, 1),
        }
    }

    pub(super) fn begin_trail(&self, key: &TrailKey) -> Result<()> {
        let genesis = key.mac(&[b"genesis", &self.store]);
        let sql = "INSERT INTO trail_head (one, count, mac, seal) VALUES (1, 0, ?1, ?2)";
        self.db.run(sql, &[&genesis, &seal_of(key, 0, &genesis)])?;
        Ok(())
    }

    /// Writes an entry at the end of the trail, and gives its number. It holds the sum of the state as it stands with it
    /// (R12.6).
    ///
    /// # Errors
    /// [`Error::Damaged`] when the head is not as the program left it: what was rewritten is never sealed anew (R12.5).
    pub fn append(&self, key: &TrailKey, draft: Draft) -> Result<u64> {
        let sql = "SELECT count, mac, seal FROM trail_head";
        let (count, before, seal): (u64, [u8; 32], [u8; 32]) = self
            .db
            .one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        if !bool::from(seal_of(key, count, &before).ct_eq(&seal)) {
            return Err(Error::Damaged("trail_head".into()));
        }
        let entry = Entry { seq: count + 1, draft };
        let Entry { seq, draft } = &entry;
        for word in words_of(draft) {
            self.db.run(
                "INSERT INTO trail_word (word, seq) VALUES (?1, ?2) ON CONFLICT (word, seq) DO NOTHING",
                &[&word, &seq],
            )?;
        }
        let bound = self.settle_for(i64::try_from(*seq).unwrap_or(i64::MAX))?;
        let mac = mac_of(key, &before, &entry, bound.as_ref());
        let sql = format!(
            "INSERT INTO trail ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        );
        self.db.run(
            &sql,
            &[
                &seq,
                &millis(draft.at),
                &draft.actor,
                &draft.terminal,
                &draft.action,
                &draft.contract,
                &draft.subject,
                &draft.result.as_str(),
                &draft.code,
                &draft.check,
                &draft.request,
                &draft.receipt,
                &draft.detail,
                &mac,
                &bound,
            ],
        )?;
        let sql = "UPDATE trail_head SET count = ?1, mac = ?2, seal = ?3";
        self.db.run(sql, &[&seq, &mac, &seal_of(key, *seq, &mac)])?;
        let first = self.appended.get().map_or(*seq, |(first, _)| first);
        self.appended.set(Some((first, *seq)));
        Ok(*seq)
    }

    /// The latest moment that an entry names, whatever its place: entries written while the clock was behind do not
    /// take it back (R2.4).
    pub fn latest_entry_at(&self) -> Result<Option<Instant>> {
        let latest: Option<i64> = self.db.one("SELECT max(at) FROM trail", &[], |row| row.get(0))?;
        latest.map(|latest| moment(latest, "trail.at")).transpose()
    }

    /// When the entry of a receipt of that contract was written, its number, and the first 8 hexadecimal digits of the head with
    /// it.
    pub fn entry_of_receipt(&self, contract: &ContractNumber, number: &str) -> Result<Option<(Instant, u64, String)>> {
        let sql = "SELECT at, seq, mac FROM trail WHERE contract = ?1 AND receipt = ?2 ORDER BY seq LIMIT 1";
        self.db.optional(sql, &[&contract.as_str(), &number], |row| {
            Ok((instant(row, 0, "trail.at")?, row.get(1)?, digits_of(&row.get(2)?)))
        })
    }
}

#[cfg(test)]
mod tests;
