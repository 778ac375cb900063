//! BRSK026 利用停止解除完了.

use crate::ui::message::Severity;
use crate::words::{Words, place};

/// What BRSK026 says of so many users who were unlocked: the chosen and those who share with them (R9.2).
pub(super) fn facts(count: usize, words: &Words) -> Vec<(Severity, String)> {
    let own = &words.portal.unlock;
    let done = own.done(place::Count(&count.to_string()));
    vec![(Severity::Good, done), (Severity::Info, own.done_more.to_owned())]
}
