//! A page of the trail as people read it.

use std::collections::BTreeMap;

use crate::desk::{Error, Look};
use crate::report::trail::told;
use crate::store::{Entry, Page, Place, Sought};

/// A page of rows: a try to log in stands in the row of its end, on whichever page that is.
pub(super) struct Listed {
    /// The rows, the newest first.
    pub(super) rows: Vec<Entry>,
    pub(super) names: BTreeMap<String, String>,
    /// The row behind which the older ones begin, if there are any.
    pub(super) older: Option<u64>,
}

impl Listed {
    /// Entries beyond the page in which the end of a try is looked for: it is written as soon as the password was looked at.
    const BESIDE: u64 = 100;

    pub(super) fn read(look: &Look<'_>, sought: &Sought, place: Place, limit: u64) -> Result<Self, Error> {
        let (mut entries, mut names) = (Vec::new(), BTreeMap::new());
        let beside = match place {
            Place::Before(seq) => {
                look.trail_page(sought, Place::After(seq.saturating_sub(1)), Self::BESIDE)?
                    .page
            }
            Place::Newest | Place::After(_) => Page::default(),
        };
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        // Towards the newer ones one row more is read: the end of a try at the edge may be beyond it.
        let enough = most.saturating_add(usize::from(matches!(place, Place::After(_))));
        let (mut at, beside) = (place, beside.entries);
        loop {
            let page = look.trail_page(sought, at, limit)?;
            names.extend(page.names);
            let (more, mut found) = (page.page.more, page.page.entries);
            let ends = (
                found.first().map(|entry| entry.seq),
                found.last().map(|entry| entry.seq),
            );
            if matches!(place, Place::After(_)) {
                found.append(&mut entries);
                entries = found;
            } else {
                entries.append(&mut found);
            }
            let next = match place {
                Place::After(_) => ends.0.map(Place::After),
                Place::Newest | Place::Before(_) => ends.1.map(Place::Before),
            };
            let rows = folded(&beside, &entries);
            let (true, true, Some(next)) = (more, rows.len() < enough, next) else {
                return Ok(Self::of(rows, names, place, most, more));
            };
            at = next;
        }
    }

    fn of(mut rows: Vec<Entry>, names: BTreeMap<String, String>, place: Place, most: usize, more: bool) -> Self {
        let surplus = rows.len().saturating_sub(most);
        let forward = matches!(place, Place::After(_));
        if forward {
            rows.drain(..surplus);
        } else {
            rows.truncate(most);
        }
        let has_older = forward || more || surplus > 0;
        let older = rows.last().map(|row| row.seq).filter(|_| has_older);
        Self { rows, names, older }
    }
}

/// The entries that have rows of their own, of `entries` behind `beside`.
fn folded(beside: &[Entry], entries: &[Entry]) -> Vec<Entry> {
    let all: Vec<_> = beside.iter().chain(entries).cloned().collect();
    let rows = told::rows(&all).into_iter().filter(|row| *row >= beside.len());
    rows.filter_map(|row| all.get(row).cloned()).collect()
}
