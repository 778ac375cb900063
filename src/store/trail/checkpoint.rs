//! Checkpoints (R12.5): what the head of the trail was, for somewhere outside, and how the trail stands to those that
//! were kept there.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::content::Content;
use super::{COLUMNS, digits_of, entry_of};
use crate::domain::calendar::Instant;
use crate::store::keys::TrailKey;
use crate::store::row::{instant, millis};
use crate::store::{Kind, Result, Store, Tx};

/// By what an administrator's acceptance of a rollback is found in the trail.
const ACCEPTED: &str = "accept_rollback";
/// By what a restore is found in the trail.
const RESTORED: &str = "restore";

/// The head of a trail at a moment, as it leaves the store. Nobody without the key can make one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The store, as 32 hexadecimal digits.
    pub store: String,
    /// How many entries there were.
    pub count: u64,
    /// The MAC of the last one, as 64 hexadecimal digits.
    pub head: String,
    /// When that was.
    pub at: Instant,
    /// What shows that the store's own key made it.
    pub seal: String,
}

impl Checkpoint {
    /// The one that stands in a line: alone, or behind what a log puts before it.
    pub fn in_line(line: &str) -> Option<Self> {
        let json = &line[line.find('{')?..];
        serde_json::from_str(json.trim_end()).ok()
    }

    /// What people compare.
    pub fn mark(&self) -> Mark {
        Mark {
            count: self.count,
            digits: self.head.chars().take(8).collect(),
            at: self.at,
        }
    }
}

/// A checkpoint in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// How many entries there were.
    pub count: u64,
    /// The first 8 hexadecimal digits of the head.
    pub digits: String,
    /// When that was.
    pub at: Instant,
}

/// How the trail stands to what is kept outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Anchored {
    /// Checkpoints of this store that were compared.
    pub compared: u64,
    /// Those of other stores.
    pub foreign: u64,
    /// Those that name this store and were not made by its key.
    pub forged: u64,
    /// Those that do not fit, and an administrator has written down why.
    pub accepted: u64,
    /// The newest of this store.
    pub newest: Option<Mark>,
    /// The trail does not reach its newest checkpoint.
    pub gone: Option<Gone>,
    /// Entries are others than they were at a checkpoint.
    pub changed: Option<Changed>,
    /// The store was restored from a backup, and nobody has written down why yet.
    pub restored: Option<Restored>,
}

/// Entries up to a checkpoint are not there: the store is an older copy, or its end was cut off and the head set back.
/// From outside the two are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// How many entries there are.
    pub count: u64,
    /// The checkpoint.
    pub newest: Mark,
}

/// The trail goes another way than it did: rewritten with the key, or an older copy that was worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Up to this entry it is as it was: the last checkpoint that fits.
    pub after: u64,
    /// At this one it is not.
    pub at: Mark,
}

/// A restore that waits for a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// The number of its entry.
    pub entry: u64,
    /// When it was.
    pub at: Instant,
}

impl Anchored {
    /// Whether the store is older than it was, or another than it was, and nobody has written down why.
    pub fn is_rolled_back(&self) -> bool {
        self.gone.is_some() || self.changed.is_some() || self.restored.is_some()
    }

    /// What an acceptance of it names: after which entry, and up to which checkpoint.
    pub fn in_short(&self) -> String {
        let after = match (&self.changed, &self.gone) {
            (Some(changed), _) => changed.after,
            (None, Some(gone)) => gone.count,
            (None, None) => 0,
        };
        let marks = [
            self.gone.as_ref().map(|gone| &gone.newest),
            self.changed.as_ref().map(|changed| &changed.at),
        ];
        let newest = marks.into_iter().flatten().max_by_key(|mark| mark.count);
        newest.map_or_else(String::new, |mark| format!("{after}-{}:{}", mark.count, mark.digits))
    }
}

/// What an administrator has accepted: checkpoints after one count, up to another, that were there by then.
struct Acceptance {
    after: u64,
    upto: u64,
    at: Instant,
}

impl Acceptance {
    fn of(subject: &str, at: Instant) -> Option<Self> {
        let (after, rest) = subject.split_once('-')?;
        let (upto, _) = rest.split_once(':')?;
        Some(Self {
            after: after.parse().ok()?,
            upto: upto.parse().ok()?,
            at,
        })
    }

    fn covers(&self, mark: &Checkpoint) -> bool {
        (self.after + 1..=self.upto).contains(&mark.count) && mark.at <= self.at
    }
}

impl Store {
    /// The head as it stands, for somewhere outside; nothing of a training store, and so of no lesson and no copy.
    pub fn checkpoint(&self, key: &TrailKey, now: Instant) -> Result<Option<Checkpoint>> {
        match self.kind {
            Kind::Training => Ok(None),
            Kind::Live => self.read(|tx| tx.checkpoint(key, now)).map(Some),
        }
    }

    /// Compares the trail with what is kept outside.
    pub fn compare(&self, key: &TrailKey, outside: &[Checkpoint]) -> Result<Anchored> {
        self.read(|tx| tx.compare(key, outside))
    }
}

impl Tx<'_> {
    fn checkpoint(&self, key: &TrailKey, at: Instant) -> Result<Checkpoint> {
        let sql = "SELECT count, mac FROM trail_head";
        let (count, mac): (u64, [u8; 32]) = self.db.one(sql, &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
        let (store, head) = (hex(&self.store), hex(&mac));
        let seal = hex(&self.seal_of_checkpoint(key, count, &head, at));
        Ok(Checkpoint {
            store,
            count,
            head,
            at,
            seal,
        })
    }

    fn seal_of_checkpoint(&self, key: &TrailKey, count: u64, head: &str, at: Instant) -> [u8; 32] {
        let (count, at) = (count.to_le_bytes(), millis(at).to_le_bytes());
        key.mac(&[b"checkpoint", &self.store, &count, head.as_bytes(), &at])
    }

    fn is_own(&self, key: &TrailKey, checkpoint: &Checkpoint) -> bool {
        let seal = self.seal_of_checkpoint(key, checkpoint.count, &checkpoint.head, checkpoint.at);
        data_encoding::HEXLOWER
            .decode(checkpoint.seal.as_bytes())
            .is_ok_and(|said| bool::from(said.ct_eq(&seal)))
    }

    fn compare(&self, key: &TrailKey, outside: &[Checkpoint]) -> Result<Anchored> {
        let store = data_encoding::HEXLOWER.encode(&self.store);
        let accepted = self.accepted(key)?;
        let count = self.trail_count()?;
        let mut own: Vec<_> = outside.iter().filter(|point| point.store == store).collect();
        let mut found = Anchored {
            foreign: (outside.len() - own.len()) as u64,
            restored: self.restored()?,
            ..Anchored::default()
        };
        let named = own.len();
        own.retain(|point| self.is_own(key, point));
        (found.compared, found.forged) = (own.len() as u64, (named - own.len()) as u64);
        found.newest = own.iter().max_by_key(|point| (point.at, point.count)).map(|p| p.mark());
        own.sort_by_key(|point| (point.count, point.at));
        let mut fits = 0;
        for point in own {
            if self
                .mac_at(key, point.count)?
                .is_some_and(|mac| head_is(&mac, &point.head))
            {
                fits = if found.changed.is_none() { point.count } else { fits };
            } else if accepted.iter().any(|acceptance| acceptance.covers(point)) {
                found.accepted += 1;
            } else if point.count > count {
                let newest = point.mark();
                found.gone = Some(Gone { count, newest });
            } else if found.changed.is_none() {
                found.changed = Some(Changed {
                    after: fits,
                    at: point.mark(),
                });
            }
        }
        Ok(found)
    }

    /// The MAC of the entry of that number; of none, what stands before the first.
    fn mac_at(&self, key: &TrailKey, seq: u64) -> Result<Option<[u8; 32]>> {
        if seq == 0 {
            return Ok(Some(key.mac(&[b"genesis", &self.store])));
        }
        self.db
            .optional("SELECT mac FROM trail WHERE seq = ?1", &[&seq], |row| row.get(0))
    }

    /// The first 8 hexadecimal digits of the head as it was with the entry of that number.
    pub fn digits_at(&self, key: &TrailKey, seq: u64) -> Result<Option<String>> {
        Ok(self.mac_at(key, seq)?.map(|mac| digits_of(&mac)))
    }

    /// The acceptances of the trail. One that the key did not write counts for nothing.
    fn accepted(&self, key: &TrailKey) -> Result<Vec<Acceptance>> {
        let sql = self.of_its_version(format!(
            "SELECT {COLUMNS} FROM trail WHERE action = ?1 AND result = 'done' ORDER BY seq"
        ));
        let mut accepted = Vec::new();
        self.db.walk(&sql, &[&ACCEPTED], &mut |row| {
            let (content, sealed) = Content::in_row(row)?;
            let before = self.mac_at(key, content.seq().saturating_sub(1))?.unwrap_or_default();
            let mac = content.mac(key, &before, sealed.bound.as_ref());
            if bool::from(mac.ct_eq(&sealed.mac)) {
                let draft = entry_of(row)?.draft;
                accepted.extend(Acceptance::of(&draft.subject, draft.at));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(accepted)
    }

    /// The last restore, unless somebody has written down why since.
    fn restored(&self) -> Result<Option<Restored>> {
        let last = |action: &str| self.last_done(action);
        let restored = last(RESTORED)?;
        let settled = last(ACCEPTED)?.map_or(0, |(seq, _)| seq);
        Ok(restored
            .filter(|(seq, _)| *seq > settled)
            .map(|(entry, at)| Restored { entry, at }))
    }

    /// The last entry of that action that was carried out, and when it was written.
    pub fn last_done(&self, action: &str) -> Result<Option<(u64, Instant)>> {
        let sql = "SELECT seq, at FROM trail WHERE action = ?1 AND result = 'done' ORDER BY seq DESC LIMIT 1";
        self.db
            .optional(sql, &[&action], |row| Ok((row.get(0)?, instant(row, 1, "trail.at")?)))
    }

    /// Whether an entry of that action names that word in its subject.
    pub fn entry_names(&self, action: &str, word: &str) -> Result<bool> {
        let sql =
            "SELECT 1 FROM trail_word w JOIN trail t ON t.seq = w.seq WHERE w.word = ?1 AND t.action = ?2 LIMIT 1";
        self.db.any(sql, &[&word, &action])
    }

    /// What the entry of that number is about.
    pub fn subject_of(&self, seq: u64) -> Result<String> {
        self.db
            .one("SELECT subject FROM trail WHERE seq = ?1", &[&seq], |row| row.get(0))
    }

    /// Whether an entry of that action about that subject was carried out.
    pub fn was_done(&self, action: &str, subject: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM trail WHERE action = ?1 AND subject = ?2 AND result = 'done' LIMIT 1";
        self.db.any(sql, &[&action, &subject])
    }
}

fn head_is(mac: &[u8; 32], said: &str) -> bool {
    data_encoding::HEXLOWER.encode(mac) == said
}

#[cfg(test)]
mod tests;
