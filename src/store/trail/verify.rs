//! Verifying the chain of the trail (R12.2), at once or in parts.

use std::ops::ControlFlow;

use subtle::ConstantTimeEq;

use super::COLUMNS;
use super::check::{self, Checked};
use super::content::Content;
use super::moments::Moments;
use crate::domain::policy::Policy;
use crate::store::keys::TrailKey;
use crate::store::{Flaw, Kind, Result, Tx};

/// How far the chain was followed.
#[derive(Clone, Debug, Default)]
pub(in crate::store) struct Chain {
    count: u64,
    /// The MAC of the last entry that was looked at.
    before: Option<[u8; 32]>,
    moments: Moments,
}

impl Chain {
    /// How many entries were looked at.
    pub(in crate::store) fn count(&self) -> u64 {
        self.count
    }

    /// The first 8 hexadecimal digits of the last one's MAC; none before the first.
    pub(in crate::store) fn head(&self) -> String {
        self.before.as_ref().map_or_else(String::new, super::digits_of)
    }
}

impl Tx<'_> {
    /// How many entries the head says there are.
    pub(in crate::store) fn count_in_head(&self) -> Result<u64> {
        self.db.one("SELECT count FROM trail_head", &[], |row| row.get(0))
    }

    /// The entry of an accepted action before its mark; on a training store anybody moves the clock.
    fn early(&self, moments: &Moments) -> Result<Option<u64>> {
        let kind: String = self.db.one("SELECT kind FROM meta", &[], |row| row.get(0))?;
        if kind == Kind::Training.as_str() {
            return Ok(None);
        }
        // A policy that does not read is found where it is met.
        let tolerance = Policy::parse(&self.policy()?).unwrap_or_default().clock_tolerance;
        Ok(moments.early(tolerance))
    }

    /// Follows the chain at most so many entries on. Gives what was found when a bad one or the end was reached. Entries are
    /// only added at the end, so parts say what one at once would say.
    pub(in crate::store) fn verify_chain(
        &self,
        key: &TrailKey,
        so_far: &mut Chain,
        entries: u64,
    ) -> Result<ControlFlow<Option<Flaw>>> {
        let (head, seal) = self.head()?;
        // Also what stands before the first entry is looked at.
        let from = so_far
            .before
            .map_or(i64::MIN, |_| i64::try_from(so_far.count).unwrap_or(i64::MAX));
        let sql = self.of_its_version(format!(
            "SELECT {COLUMNS} FROM trail WHERE seq > ?1 ORDER BY seq LIMIT ?2"
        ));
        let before = so_far.before.unwrap_or_else(|| key.mac(&[b"genesis", &self.store]));
        let Chain { count, moments, .. } = so_far;
        let (mut seen, mut bad) = (0, None);
        // A head that says something else makes it slower or faster, and nothing more.
        let many = entries.min(head.count.saturating_sub(*count)) > check::BATCH as u64;
        let checked = Checked::after(key, *count, before).of(many, |feed| {
            self.db.walk(&sql, &[&from, &entries], &mut |row| {
                let expected = *count + seen + 1;
                match Content::in_row(row) {
                    Err(_) => bad = Some(Flaw::Changed(expected)),
                    Ok((content, _)) if content.seq() != expected => bad = Some(Flaw::Missing(expected)),
                    Ok((content, sealed)) => {
                        moments.saw(expected, content.moment());
                        seen += 1;
                        return Ok(feed.entry(&content, &sealed));
                    }
                }
                Ok(ControlFlow::Break(()))
            })
        })?;
        (so_far.count, so_far.before) = (checked.good, Some(checked.last));
        let before = checked.last;
        // What was read before what does not go on was checked too: the first one counts.
        let bad = if checked.is_bad {
            Some(Flaw::Changed(checked.good + 1))
        } else {
            bad
        };
        if bad.is_some() {
            return Ok(ControlFlow::Break(bad));
        }
        if seen == entries {
            return Ok(ControlFlow::Continue(()));
        }
        let (said, count) = (head.count, so_far.count);
        let sealed = bool::from(head.seal(key).ct_eq(&seal));
        let flaw = if !sealed || said < count || (said == count && head.mac != before) {
            Some(Flaw::Head(count))
        } else if said > count {
            Some(Flaw::Missing(count + 1))
        } else {
            self.early(&so_far.moments)?.map(Flaw::Early)
        };
        Ok(ControlFlow::Break(flaw))
    }
}
