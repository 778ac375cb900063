//! BRSK028 失効完了.

use super::completed::{Completed, Way};
use crate::domain::calendar::Instant;
use crate::domain::state::OtpState;
use crate::ui::message::Severity;
use crate::ui::screen::Ambient;
use crate::ui::screens::entering::{self, Seen};
use crate::words::fill;

/// BRSK028 about the users who were revoked, who may register again at `reopens_at` (R8.2). Who revoked their `own`
/// registration is logged out (R8.1).
pub(super) fn revoked(users: &[Seen<'_>], reopens_at: Instant, own: bool, at: &Ambient<'_>) -> Completed {
    let (words, label) = (&at.words.portal.revoke, &at.words.label);
    let opens = label.moment(reopens_at);
    let done = fill(&words.done, &[("count", &users.len().to_string())]);
    let mut facts = vec![(Severity::Good, done)];
    if own {
        facts.push((Severity::Warn, words.done_own.clone()));
    }
    facts.push((Severity::Warn, fill(&words.done_reopens, &[("opens", &opens)])));
    facts.push((Severity::Info, words.done_more.clone()));
    let state = entering::state(OtpState::Revoked(reopens_at), at, false);
    Completed::new(
        ("BRSK028", &words.done_title),
        facts,
        (users.iter().copied(), &state),
        if own { Way::Login } else { Way::Back },
        at.words,
    )
}
