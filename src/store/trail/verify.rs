//! Verifying the chain of the trail (R12.2), at once or in parts.

use std::ops::ControlFlow;

use serde::Serialize;
use subtle::ConstantTimeEq;

use super::{COLUMNS, Sealed, entry_of, mac_of, seal_of};
use crate::store::keys::TrailKey;
use crate::store::{Result, Store, Tx};

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

/// How far a verification in parts has come.
#[derive(Clone, Debug, Default)]
pub struct Verifying {
    count: u64,
    of: u64,
    /// The MAC of the last entry that was looked at.
    before: Option<[u8; 32]>,
}

impl Verifying {
    /// How many entries were looked at.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many there were when the last part was looked at.
    pub fn of(&self) -> u64 {
        self.of
    }
}

impl Store {
    /// Verifies the whole trail in one read transaction, and names the first bad entry (R12.2).
    pub fn verify(&self, key: &TrailKey) -> Result<Verified> {
        let mut so_far = Verifying::default();
        loop {
            // What is no whole number of the engine's is no limit.
            if let Some(verified) = self.verify_on(key, &mut so_far, i64::MAX.unsigned_abs())? {
                return Ok(verified);
            }
        }
    }

    /// Verifies at most so many entries more, and gives what was found when a bad one or the end was reached. Entries are
    /// only added at the end, so the parts of a verification say what one at once would say.
    pub fn verify_on(&self, key: &TrailKey, so_far: &mut Verifying, entries: u64) -> Result<Option<Verified>> {
        self.read(|tx| part(tx, key, &self.id, so_far, entries))
    }
}

fn part(
    tx: &Tx<'_>,
    key: &TrailKey,
    store: &[u8; 16],
    so_far: &mut Verifying,
    entries: u64,
) -> Result<Option<Verified>> {
    let head: (u64, [u8; 32], [u8; 32]) = tx.db.one("SELECT count, mac, seal FROM trail_head", &[], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    so_far.of = head.0;
    // Also what stands before the first entry is looked at.
    let from = so_far
        .before
        .map_or(i64::MIN, |_| i64::try_from(so_far.count).unwrap_or(i64::MAX));
    let sql = format!("SELECT {COLUMNS} FROM trail WHERE seq > ?1 ORDER BY seq LIMIT ?2");
    let mut before = so_far.before.unwrap_or_else(|| key.mac(&[b"genesis", store]));
    let (mut seen, mut bad) = (0, None);
    tx.db.walk(&sql, &[&from, &entries], &mut |row| {
        let expected = so_far.count + 1;
        match entry_of(row) {
            Err(_) => bad = Some(Flaw::Changed(expected)),
            Ok((entry, _)) if entry.seq != expected => bad = Some(Flaw::Missing(expected)),
            Ok((entry, sealed))
                if !bool::from(mac_of(key, &before, &entry, sealed.bound.as_ref()).ct_eq(&sealed.mac)) =>
            {
                bad = Some(Flaw::Changed(expected));
            }
            Ok((_, Sealed { mac, .. })) => {
                (so_far.count, so_far.before, before) = (expected, Some(mac), mac);
                seen += 1;
                return Ok(ControlFlow::Continue(()));
            }
        }
        Ok(ControlFlow::Break(()))
    })?;
    let verdict = |count, head: &[u8; 32], flaw| {
        let head = super::digits_of(head);
        Ok(Some(Verified { count, head, flaw }))
    };
    if bad.is_some() {
        return verdict(so_far.count, &before, bad);
    }
    if seen == entries {
        return Ok(None);
    }
    let ((said, mac, seal), count) = (head, so_far.count);
    let sealed = bool::from(seal_of(key, said, &mac).ct_eq(&seal));
    let flaw = if !sealed || said < count || (said == count && mac != before) {
        Some(Flaw::Head(count))
    } else {
        (said > count).then_some(Flaw::Missing(count + 1))
    };
    verdict(count, &before, flaw)
}
