//! What the MAC of an entry is made over, whether it stands in a row or is to be written: nothing of it is copied before.

use super::moments::Moment;
use super::{Draft, Entry, Written};
use crate::store::db::Row;
use crate::store::keys::TrailKey;
use crate::store::row::millis;
use crate::store::{Error, Result};

/// The columns of an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content<'a> {
    seq: u64,
    at: i64,
    result: Written,
    action: &'a str,
    detail: &'a str,
    /// Who, and from which terminal.
    by: [&'a [u8]; 2],
    subject: &'a [u8],
    /// The contract, the code, the check, the request and the receipt.
    options: [Option<&'a [u8]>; 5],
}

/// What an entry is sealed by: its MAC, and the sum of the state with it, which entries of the first versions have not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sealed {
    pub(super) mac: [u8; 32],
    pub(super) bound: Option<[u8; 32]>,
}

impl<'a> Content<'a> {
    /// That of an entry that is to be written.
    pub(super) fn of(entry: &'a Entry) -> Self {
        let Entry { seq, draft } = entry;
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
            result: draft.result,
            action: &draft.action,
            detail: &draft.detail,
            by: [draft.actor.as_bytes(), draft.terminal.as_bytes()],
            subject: draft.subject.as_bytes(),
            options: options.map(|option| option.as_deref().map(str::as_bytes)),
        }
    }

    /// That of a row of [`super::COLUMNS`], with what it is sealed by. Text is taken as it stands: its MAC says whether it is as
    /// it was written.
    pub(super) fn in_row(row: &'a Row<'_>) -> Result<(Self, Sealed)> {
        let missing = |column: usize| Error::Damaged(format!("#{column}: no value"));
        let bytes = |column| row.text(column)?.ok_or_else(|| missing(column));
        let read = |column| str::from_utf8(bytes(column)?).map_err(|_| missing(column));
        let content = Self {
            seq: row.get(0)?,
            at: row.get(1)?,
            result: Written::from_name(read(7)?).ok_or_else(|| missing(7))?,
            action: read(4)?,
            detail: read(12)?,
            by: [bytes(2)?, bytes(3)?],
            subject: bytes(6)?,
            options: [row.text(5)?, row.text(8)?, row.text(9)?, row.text(10)?, row.text(11)?],
        };
        let (mac, bound) = (row.get(13)?, row.get(14)?);
        Ok((content, Sealed { mac, bound }))
    }

    /// Its number.
    pub(super) fn seq(&self) -> u64 {
        self.seq
    }

    /// When it was, and what that says about other entries.
    pub(super) fn moment(&self) -> Moment<'a> {
        Moment {
            at: self.at,
            action: self.action,
            result: self.result,
            detail: self.detail,
        }
    }

    /// Puts what its MAC is made over behind what is there: the MAC of the entry before it, and every column with its length,
    /// absent ones told from empty ones.
    pub(super) fn put(&self, before: &[u8; 32], bound: Option<&[u8; 32]>, message: &mut Vec<u8>) {
        let mut part = |bytes: &[u8]| {
            message.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            message.extend_from_slice(bytes);
        };
        part(b"entry");
        part(before);
        part(&self.seq.to_le_bytes());
        part(&self.at.to_le_bytes());
        part(self.result.as_str().as_bytes());
        let [actor, terminal] = self.by;
        for text in [
            actor,
            terminal,
            self.action.as_bytes(),
            self.subject,
            self.detail.as_bytes(),
        ] {
            part(text);
        }
        for option in self.options {
            match option {
                Some(text) => {
                    part(b"1");
                    part(text);
                }
                None => part(b"0"),
            }
        }
        if let Some(bound) = bound {
            part(b"bound");
            part(bound);
        }
    }

    /// Its MAC.
    pub(super) fn mac(&self, key: &TrailKey, before: &[u8; 32], bound: Option<&[u8; 32]>) -> [u8; 32] {
        let mut message = Vec::with_capacity(512);
        self.put(before, bound, &mut message);
        key.mac_of(&message)
    }
}

impl Draft {
    /// When it was, and what that says about other entries.
    pub(super) fn moment(&self) -> Moment<'_> {
        Moment {
            at: millis(self.at),
            action: &self.action,
            result: self.result,
            detail: &self.detail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;
    use crate::domain::policy;
    use crate::entropy::Repeatable;
    use crate::store::{Kind, Store};

    /// Part by part, as entries were sealed from the first version on.
    fn as_ever(key: &TrailKey, before: &[u8; 32], entry: &Entry, bound: Option<&[u8; 32]>) -> [u8; 32] {
        let Entry { seq, draft } = entry;
        let (seq, at) = (seq.to_le_bytes(), millis(draft.at).to_le_bytes());
        let mut parts: Vec<&[u8]> = vec![b"entry", before, &seq, &at, draft.result.as_str().as_bytes()];
        let texts = [
            &draft.actor,
            &draft.terminal,
            &draft.action,
            &draft.subject,
            &draft.detail,
        ];
        parts.extend(texts.map(String::as_bytes));
        for option in [
            &draft.contract,
            &draft.code,
            &draft.check,
            &draft.request,
            &draft.receipt,
        ] {
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

    #[test]
    fn an_entry_is_sealed_as_ever_however_it_is_put_together_r12_2() {
        let (store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
        let key = key.trail_key(store.id());
        let bare = Draft::new(at("2026-06-01T09:00:00"), "T001", "t1", "unlock");
        let full = Draft {
            contract: Some("1000001".to_owned()),
            subject: "見本 10000001".to_owned(),
            result: Written::Refused,
            code: Some("E0301".to_owned()),
            check: Some(String::new()),
            request: Some("r".to_owned()),
            receipt: Some("20260601-1".to_owned()),
            detail: "x".to_owned(),
            ..bare.clone()
        };
        for (seq, draft) in (1..).zip([bare, full]) {
            let entry = Entry { seq, draft };
            for bound in [None, Some([3; 32])] {
                let (before, bound) = ([9; 32], bound.as_ref());
                let mac = Content::of(&entry).mac(&key, &before, bound);
                assert_eq!(mac, as_ever(&key, &before, &entry, bound));
            }
        }
    }
}
