//! Where the survey of a file stands, in words: how far it is, what was found, and why nothing can be taken in yet.

use super::FileSurvey;
use crate::branch::tkyk002::taking::Taken;
use crate::intake::contracts::Surveyed;
use crate::ui::screen::Ambient;
use crate::words::place;

/// Where it stands.
#[derive(Debug)]
pub(super) enum Stands {
    Looking,
    Looked,
    Taking,
    Taken(Taken),
    Failed,
}

/// What of a file is what.
pub(super) fn counted(found: &Surveyed, at: &Ambient<'_>) -> String {
    let counts = found.counts;
    let counts = [
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.refused,
        found.mistakes,
    ];
    let counts = counts.map(|count| count.to_string());
    at.words.contracts.files.counts(
        place::Changed(&counts[1]),
        place::Encoding(found.encoding.as_str()),
        place::Mistakes(&counts[4]),
        place::New(&counts[0]),
        place::Refused(&counts[3]),
        place::Unchanged(&counts[2]),
    )
}

impl FileSurvey {
    pub(super) fn is_looked(&self) -> Option<&Surveyed> {
        let (_, found) = self.found.as_ref()?;
        matches!(self.stands, Stands::Looked).then_some(found)
    }

    /// Why nothing can be taken in now; with `good`, though some rows can't be taken.
    pub(super) fn off(&self, good: bool, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.contracts.files;
        let Some(found) = self.is_looked() else {
            return Some(match self.stands {
                Stands::Taken(_) => words.off_taken.to_owned(),
                _ => words.off_looking.to_owned(),
            });
        };
        if found.counts.new + found.counts.changed == 0 {
            return Some(words.off_nothing.to_owned());
        }
        match (good, found.mistakes) {
            (false, 1..) => Some(words.off_mistakes.to_owned()),
            (true, 0) => Some(words.off_good.to_owned()),
            _ => None,
        }
    }

    pub(super) fn off_export(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.contracts.files;
        let none = self.is_looked().is_none_or(|found| found.mistakes == 0);
        let none = none.then(|| words.off_no_refused.to_owned());
        none.or_else(|| {
            at.exports
                .is_none()
                .then(|| at.words.telling.slip.off_folder.to_owned())
        })
    }

    /// How far it is, or what came of it.
    pub(super) fn state(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.contracts.files;
        let rows = self.going.rows().to_string();
        match &self.stands {
            Stands::Looking => {
                let share = self.progress.bytes().min(self.bytes) * 100 / self.bytes.max(1);
                words.looking(place::Rows(&rows), place::Share(&share.to_string()))
            }
            Stands::Looked => words.looked.to_owned(),
            Stands::Taking => words.taking(place::Rows(&rows)),
            Stands::Failed => words.failed.to_owned(),
            Stands::Taken(taken) => {
                let kept = taken.kept;
                let counts = [taken.imported.contracts, kept.changed, kept.refused, kept.left];
                let counts = counts.map(|count| count.to_string());
                words.taken(
                    place::Changed(&counts[1]),
                    place::Left(&counts[3]),
                    place::New(&counts[0]),
                    place::Refused(&counts[2]),
                )
            }
        }
    }
}
