//! BRSK028 失効完了.

use crate::domain::calendar::Instant;
use crate::ui::message::Severity;
use crate::words::{Words, place};

/// What BRSK028 says of so many users who were revoked, who may register again at `reopens_at` (R8.2). Who revoked their
/// `own` registration is logged out (R8.1).
pub(super) fn facts(count: usize, reopens_at: Instant, own: bool, words: &Words) -> Vec<(Severity, String)> {
    let revoke = &words.portal.revoke;
    let opens = words.moment(reopens_at);
    let done = revoke.done(place::Count(&count.to_string()));
    let mut facts = vec![(Severity::Good, done)];
    if own {
        facts.push((Severity::Warn, revoke.done_own.to_owned()));
    }
    facts.push((Severity::Warn, revoke.done_reopens(place::Opens(&opens))));
    facts.push((Severity::Info, revoke.done_more.to_owned()));
    facts
}
