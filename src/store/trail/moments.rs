//! What the moments of entries say about one another: an accepted action does not lie before its mark (R2.4, R2.5).

use chrono::TimeDelta;

use super::{CONFIRM_CLOCK, UNCONFIRMED, Written};

/// What goes on whatever the clock says: who comes and goes, what looks after the store itself, and what was found.
const ALWAYS: [&str; 14] = [
    "login",
    "try_login",
    "try_password",
    "resume",
    "change_password",
    "line_lost",
    "look",
    "init",
    "rescue",
    "upgrade",
    "restore",
    "sweep_load",
    "settle_outcome",
    CONFIRM_CLOCK,
];
/// How an entry says that the tolerance was changed.
const TOLERANCE: &str = "clock.tolerance: ";
/// So many early entries are kept until all tolerances are known; one is told.
const MOST: usize = 100;

/// What an entry says of its moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment<'a> {
    pub(super) at: i64,
    pub(super) action: &'a str,
    pub(super) result: Written,
    pub(super) detail: &'a str,
}

impl Moment<'_> {
    /// Whether it was written while the clock was doubted.
    fn is_unconfirmed(&self) -> bool {
        let rest = self.detail.strip_prefix(UNCONFIRMED);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("; "))
    }

    /// Whether it says that the time was looked at (R2.5).
    pub(super) fn is_confirmation(&self) -> bool {
        self.action == CONFIRM_CLOCK && self.result == Written::Done
    }

    /// The mark after this entry (R2.4, R2.5): a doubted moment moves none, and a confirmed one is it.
    pub(super) fn mark(&self, before: Option<i64>) -> Option<i64> {
        if self.is_confirmation() {
            Some(self.at)
        } else if self.is_unconfirmed() {
            before
        } else {
            Some(before.map_or(self.at, |before| before.max(self.at)))
        }
    }

    /// The larger of the tolerances that it names, in milliseconds.
    fn tolerance(&self) -> i64 {
        let of_policy = matches!(self.action, "change_policy" | "init") && self.result == Written::Done;
        if !of_policy {
            return 0;
        }
        let Some((_, change)) = self.detail.split_once(TOLERANCE) else {
            return 0;
        };
        let change = change.split(", ").next().unwrap_or_default();
        let minutes = change
            .split(" > ")
            .filter_map(|figure| figure.trim().strip_suffix(" min")?.parse::<i64>().ok());
        minutes.max().map_or(0, |minutes| minutes * 60_000)
    }
}

/// How far the moments were followed.
#[derive(Clone, Debug, Default)]
pub(super) struct Moments {
    mark: Option<i64>,
    /// The largest tolerance that an entry names, in milliseconds.
    tolerance: i64,
    /// Entries of accepted actions before their mark, and by how much.
    early: Vec<(u64, i64)>,
}

impl Moments {
    /// The moment of the next entry, which has that number.
    pub(super) fn saw(&mut self, seq: u64, moment: Moment<'_>) {
        let before = self.mark.map_or(0, |mark| mark - moment.at);
        // It is asked first what of most entries is not so.
        let is_early = before > self.tolerance && self.early.len() < MOST;
        if is_early && moment.result != Written::Refused && !ALWAYS.contains(&moment.action) {
            self.early.push((seq, before));
        }
        self.tolerance = self.tolerance.max(moment.tolerance());
        self.mark = moment.mark(self.mark);
    }

    /// The first entry of an accepted action that lies further before its mark than any tolerance that ever was in force: that of now
    /// and those that entries name.
    pub(super) fn early(&self, tolerance: TimeDelta) -> Option<u64> {
        let most = self.tolerance.max(tolerance.num_milliseconds());
        let found = self.early.iter().find(|(_, before)| *before > most);
        found.map(|(seq, _)| *seq)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Draft, Entry};
    use super::*;
    use crate::domain::case::samples::at;

    fn entry(seq: u64, time: &str, action: &str, detail: &str) -> Entry {
        let draft = Draft::new(at(&format!("2026-06-01T{time}")), "K001", "-", action);
        let detail = detail.to_owned();
        Entry {
            seq,
            draft: Draft { detail, ..draft },
        }
    }

    fn early(entries: &[Entry], minutes: i64) -> Option<u64> {
        let mut moments = Moments::default();
        for entry in entries {
            moments.saw(entry.seq, entry.draft.moment());
        }
        moments.early(TimeDelta::minutes(minutes))
    }

    #[test]
    fn an_accepted_action_before_its_mark_is_found_r2_5() {
        let first = entry(1, "10:00:00", "unlock", "");
        let late = [first.clone(), entry(2, "09:57:00", "unlock", "")];
        assert_eq!(early(&late, 2), Some(2));
        assert_eq!(early(&late, 3), None, "the tolerance of now");
        let refused = entry(2, "09:57:00", "unlock", "");
        let refused = Entry {
            draft: Draft {
                result: Written::Refused,
                ..refused.draft
            },
            ..refused
        };
        assert_eq!(early(&[first.clone(), refused], 2), None);
        assert_eq!(early(&[first.clone(), entry(2, "09:00:00", "login", "")], 2), None);
        let unconfirmed = entry(2, "23:00:00", "stop", "clock_unconfirmed; x");
        let after = entry(3, "10:01:00", "unlock", "");
        assert_eq!(early(&[first.clone(), unconfirmed, after], 2), None, "it moves no mark");
        let confirmed = entry(2, "09:00:00", "confirm_clock", "");
        assert_eq!(
            early(&[first, confirmed, entry(3, "09:01:00", "unlock", "")], 2),
            None,
            "it is the mark"
        );
    }

    #[test]
    fn a_tolerance_that_once_was_in_force_is_one_r2_5() {
        let larger = entry(
            1,
            "09:00:00",
            "change_policy",
            "clock.tolerance: 60 min > 2 min, x: 1 > 2",
        );
        let entries = [
            entry(1, "08:00:00", "unlock", ""),
            entry(2, "07:30:00", "unlock", ""),
            larger,
        ];
        assert_eq!(early(&entries, 2), None);
        assert_eq!(early(&entries[..2], 2), Some(2));
    }
}
