//! BRSK026 利用停止解除完了.

use super::completed::{Completed, Way};
use crate::ui::message::Severity;
use crate::ui::screens::entering::Seen;
use crate::words::{Words, fill};

/// BRSK026 about the users who were unlocked: the chosen and those who share with them (R9.2).
pub(super) fn unlocked(users: &[Seen<'_>], words: &Words) -> Completed {
    let own = &words.portal.unlock;
    let done = fill(&own.done, &[("count", &users.len().to_string())]);
    let facts = vec![(Severity::Good, done), (Severity::Info, own.done_more.clone())];
    Completed::new(
        ("BRSK026", &own.done_title),
        facts,
        (users.iter().copied(), &words.label.in_use),
        Way::Back,
        words,
    )
}
