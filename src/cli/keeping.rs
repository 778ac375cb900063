//! What every start says of a store that is not as it was (R12.5).

use crate::desk::AnchorStatus;
use crate::words::{Words, place};

/// The lines; none where all is as it should be.
pub(super) fn warnings(standing: &AnchorStatus, words: &Words) -> Vec<String> {
    let (found, keeping) = (&standing.anchored, &words.keeping);
    let mut lines = Vec::new();
    if let Some(gone) = &found.gone {
        let (count, newest) = (gone.count.to_string(), gone.newest.count.to_string());
        lines.push(keeping.older(place::Count(&count), place::Newest(&newest)));
    }
    if let Some(changed) = &found.changed {
        lines.push(keeping.diverged(place::Count(&changed.at.count.to_string())));
    }
    if let Some(restored) = &found.restored {
        lines.push(keeping.restored_once(place::Count(&restored.entry.to_string())));
    }
    if let Some(why) = standing.unread {
        lines.push(keeping.unread(place::Why(&words.foreign(why))));
    }
    lines
}
