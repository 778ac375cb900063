//! The trail (R12): every attempt, in the transaction of its change, chained by a keyed hash.

mod check;
mod checkpoint;
mod content;
mod moments;
mod seek;
mod sought;
mod verify;

use serde::Serialize;
use subtle::ConstantTimeEq;

use super::db::Row;
use super::keys::TrailKey;
use super::row::{instant, millis, moment, named};
use super::{Error, Result, Tx};
use crate::domain::Refusal;
use crate::domain::calendar::Instant;
use crate::domain::values::ContractNumber;

pub use checkpoint::{Anchored, Changed, Checkpoint, Gone, Mark, Restored};
use content::Content;
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

/// How the detail of an entry begins that was written while the clock was doubted (時刻未確認): it moves no mark (R2.5).
pub(super) const UNCONFIRMED: &str = "clock_unconfirmed";
/// The entry that says that the time was looked at: it is the new mark (R2.5).
pub const CONFIRM_CLOCK: &str = "confirm_clock";

impl Draft {
    /// The same entry, written while the clock is doubted (R2.5).
    #[must_use]
    pub fn unconfirmed(mut self) -> Self {
        self.detail = match self.detail.as_str() {
            "" => UNCONFIRMED.to_owned(),
            detail => format!("{UNCONFIRMED}; {detail}"),
        };
        self
    }

    /// Whether it says that the time was looked at (R2.5).
    pub fn is_confirmation(&self) -> bool {
        self.moment().is_confirmation()
    }

    /// The mark after this entry (R2.4, R2.5).
    pub(super) fn mark(&self, before: Option<i64>) -> Option<i64> {
        self.moment().mark(before)
    }

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

fn entry_of(row: &Row<'_>) -> Result<Entry> {
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
    Ok(Entry {
        seq: row.get(0)?,
        draft,
    })
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

/// What the head is: how many entries, the MAC of the last one, and the mark, which heads of older versions have not.
#[derive(Clone, Copy, Debug)]
struct Head {
    count: u64,
    mac: [u8; 32],
    mark: Option<i64>,
}

impl Head {
    fn seal(&self, key: &TrailKey) -> [u8; 32] {
        let count = self.count.to_le_bytes();
        let mut parts: Vec<&[u8]> = vec![b"head", &count, &self.mac];
        let mark = self.mark.map(i64::to_le_bytes);
        if let Some(mark) = &mark {
            parts.extend([b"mark".as_slice(), mark]);
        }
        key.mac(&parts)
    }
}

impl Tx<'_> {
    /// A question for entries, as a store of this one's version can answer it.
    fn of_its_version(&self, sql: String) -> String {
        if self.is_older {
            sql.replacen(COLUMNS, UNBOUND, 1)
        } else {
            sql
        }
    }

    pub(super) fn begin_trail(&self, key: &TrailKey) -> Result<()> {
        let genesis = key.mac(&[b"genesis", &self.store]);
        let sql = "INSERT INTO trail_head (one, count, mac, seal) VALUES (1, 0, ?1, ?2)";
        let head = Head {
            count: 0,
            mac: genesis,
            mark: None,
        };
        self.db.run(sql, &[&genesis, &head.seal(key)])?;
        Ok(())
    }

    /// Writes an entry at the end of the trail, and gives its number. It holds the sum of the state as it stands with it
    /// (R12.6).
    ///
    /// # Errors
    /// [`Error::Damaged`] when the head is not as the program left it: what was rewritten is never sealed anew (R12.5).
    pub fn append(&self, key: &TrailKey, draft: Draft) -> Result<u64> {
        let (head, seal) = self.head()?;
        if !bool::from(head.seal(key).ct_eq(&seal)) {
            return Err(Error::Damaged("trail_head".into()));
        }
        let (count, before) = (head.count, head.mac);
        let entry = Entry { seq: count + 1, draft };
        let Entry { seq, draft } = &entry;
        for word in words_of(draft) {
            self.db.run(
                "INSERT INTO trail_word (word, seq) VALUES (?1, ?2) ON CONFLICT (word, seq) DO NOTHING",
                &[&word, &seq],
            )?;
        }
        let bound = self.settle_for(i64::try_from(*seq).unwrap_or(i64::MAX))?;
        let mac = Content::of(&entry).mac(key, &before, bound.as_ref());
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
        let mark = match head.mark {
            None if count > 0 => self.latest_entry_at()?,
            mark => mark,
        };
        let head = Head {
            count: *seq,
            mac,
            mark: draft.mark(mark),
        };
        let sql = "UPDATE trail_head SET count = ?1, mac = ?2, seal = ?3, mark = ?4";
        self.db.run(sql, &[&seq, &mac, &head.seal(key), &head.mark])?;
        let first = self.appended.get().map_or(*seq, |(first, _)| first);
        self.appended.set(Some((first, *seq)));
        Ok(*seq)
    }

    /// The head with its seal. A head of an older version has no mark.
    fn head(&self) -> Result<(Head, [u8; 32])> {
        let sql = if self.is_older {
            "SELECT count, mac, seal, NULL FROM trail_head"
        } else {
            "SELECT count, mac, seal, mark FROM trail_head"
        };
        self.db.one(sql, &[], |row| {
            let head = Head {
                count: row.get(0)?,
                mac: row.get(1)?,
                mark: row.get(3)?,
            };
            Ok((head, row.get(2)?))
        })
    }

    /// The latest moment that an entry names, whatever its place.
    fn latest_entry_at(&self) -> Result<Option<i64>> {
        self.db.one("SELECT max(at) FROM trail", &[], |row| row.get(0))
    }

    /// The mark by which a clock is doubted (R2.4, R2.5): the latest moment of an entry that was not doubted itself, since the time
    /// was confirmed last. Entries written while the clock was behind do not take it back.
    pub fn clock_mark(&self) -> Result<Option<Instant>> {
        let mark = match self.head()?.0.mark {
            None => self.latest_entry_at()?,
            mark => mark,
        };
        mark.map(|mark| moment(mark, "trail_head.mark")).transpose()
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
