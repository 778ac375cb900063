//! The trail (R12): every attempt, in the transaction of its change, chained by a keyed hash.

use rusqlite::Row;
use serde::Serialize;
use subtle::ConstantTimeEq;

use super::keys::TrailKey;
use super::row::{instant, millis, named};
use super::{Result, Store, Tx};
use crate::domain::Refusal;
use crate::domain::calendar::Instant;
use crate::domain::values::ContractNumber;

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
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
        }
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

/// Which entries to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this contract only.
    pub contract: Option<ContractNumber>,
    /// At most so many, the newest.
    pub limit: u64,
}

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// How many entries were looked at.
    pub count: u64,
    /// The first 8 hexadecimal digits of the head.
    pub head: String,
    /// The first bad entry, if there is one.
    pub flaw: Option<Flaw>,
}

/// The first bad entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// This entry was changed, moved or inserted.
    Changed(u64),
    /// The entry of this number is not there.
    Missing(u64),
    /// The head of the trail was changed, or entries after this one were cut off.
    Head(u64),
}

const COLUMNS: &str =
    "seq, at, actor, terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac";

fn entry_of(row: &Row<'_>) -> rusqlite::Result<(Entry, [u8; 32])> {
    let draft = Draft {
        at: instant(row.get(1)?),
        actor: row.get(2)?,
        terminal: row.get(3)?,
        action: row.get(4)?,
        contract: row.get(5)?,
        subject: row.get(6)?,
        result: named(row, 7, |name| {
            [Written::Done, Written::Waiting, Written::Refused]
                .into_iter()
                .find(|w| w.as_str() == name)
        })?,
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
        row.get(13)?,
    ))
}

/// The MAC of an entry over the one before it: every column with its length, absent ones told from empty ones.
fn mac_of(key: &TrailKey, before: &[u8; 32], entry: &Entry) -> [u8; 32] {
    let Entry { seq, draft } = entry;
    let (seq, at) = (seq.to_le_bytes(), millis(draft.at).to_le_bytes());
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
    let mut parts: Vec<&[u8]> = vec![b"entry", before, &seq, &at, draft.result.as_str().as_bytes()];
    parts.extend(texts.map(String::as_bytes));
    for option in options {
        match option {
            Some(text) => parts.extend([b"1".as_slice(), text.as_bytes()]),
            None => parts.push(b"0"),
        }
    }
    key.mac(&parts)
}

fn seal_of(key: &TrailKey, count: u64, mac: &[u8; 32]) -> [u8; 32] {
    key.mac(&[b"head", &count.to_le_bytes(), mac])
}

impl Tx<'_> {
    pub(super) fn begin_trail(&self, key: &TrailKey) -> Result<()> {
        let genesis = key.mac(&[b"genesis", &self.store]);
        self.tx.execute(
            "INSERT INTO trail_head (one, count, mac, seal) VALUES (1, 0, ?1, ?2)",
            (&genesis[..], &seal_of(key, 0, &genesis)[..]),
        )?;
        Ok(())
    }

    /// Writes an entry at the end of the trail, and gives its number.
    pub fn append(&self, key: &TrailKey, draft: Draft) -> Result<u64> {
        let (count, before): (u64, [u8; 32]) = self.tx.query_row("SELECT count, mac FROM trail_head", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let entry = Entry { seq: count + 1, draft };
        let mac = mac_of(key, &before, &entry);
        let Entry { seq, draft } = &entry;
        let sql = format!(
            "INSERT INTO trail ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        );
        self.tx.prepare_cached(&sql)?.execute((
            seq,
            millis(draft.at),
            &draft.actor,
            &draft.terminal,
            &draft.action,
            &draft.contract,
            &draft.subject,
            draft.result.as_str(),
            &draft.code,
            &draft.check,
            &draft.request,
            &draft.receipt,
            &draft.detail,
            &mac[..],
        ))?;
        self.tx
            .prepare_cached("UPDATE trail_head SET count = ?1, mac = ?2, seal = ?3")?
            .execute((seq, &mac[..], &seal_of(key, *seq, &mac)[..]))?;
        Ok(*seq)
    }

    /// The latest moment that an entry names, whatever its place: entries written while the clock was behind do not
    /// take it back (R2.4).
    pub fn latest_entry_at(&self) -> Result<Option<Instant>> {
        let latest: Option<i64> = self
            .tx
            .prepare_cached("SELECT max(at) FROM trail")?
            .query_row([], |row| row.get(0))?;
        Ok(latest.map(instant))
    }

    /// The newest entries of a filter, newest first.
    pub fn entries(&self, filter: &Filter) -> Result<Vec<Entry>> {
        let contract = filter.contract.as_ref().map(ContractNumber::as_str);
        let which = if contract.is_some() {
            "contract = ?1"
        } else {
            "?1 IS NULL"
        };
        let sql = format!("SELECT {COLUMNS} FROM trail WHERE {which} ORDER BY seq DESC LIMIT ?2");
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map((contract, filter.limit), |row| Ok(entry_of(row)?.0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// Verifies the whole trail in one read transaction, and names the first bad entry (R12.2).
    pub fn verify(&self, key: &TrailKey) -> Result<Verified> {
        self.read(|tx| {
            let head: (u64, [u8; 32], [u8; 32]) =
                tx.tx.query_row("SELECT count, mac, seal FROM trail_head", [], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })?;
            let sql = format!("SELECT {COLUMNS} FROM trail ORDER BY seq");
            let mut statement = tx.tx.prepare(&sql)?;
            let mut rows = statement.query([])?;
            let (mut count, mut before) = (0, key.mac(&[b"genesis", &self.id]));
            let verdict = |count, head: &[u8; 32], flaw| {
                let head = data_encoding::HEXLOWER.encode(&head[..4]);
                Ok(Verified { count, head, flaw })
            };
            while let Some(row) = rows.next()? {
                let expected = count + 1;
                let Ok((entry, mac)) = entry_of(row) else {
                    return verdict(count, &before, Some(Flaw::Changed(expected)));
                };
                if entry.seq != expected {
                    return verdict(count, &before, Some(Flaw::Missing(expected)));
                }
                let right = mac_of(key, &before, &entry);
                if !bool::from(right.ct_eq(&mac)) {
                    return verdict(count, &before, Some(Flaw::Changed(expected)));
                }
                (count, before) = (expected, mac);
            }
            let (said, mac, seal) = head;
            let sealed = bool::from(seal_of(key, said, &mac).ct_eq(&seal));
            let flaw = if !sealed || said < count || (said == count && mac != before) {
                Some(Flaw::Head(count))
            } else {
                (said > count).then_some(Flaw::Missing(count + 1))
            };
            verdict(count, &before, flaw)
        })
    }
}

#[cfg(test)]
mod tests;
