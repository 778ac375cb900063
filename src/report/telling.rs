//! What to tell the customer after an action, in sentences that can be read out: the same on TKNR009 and on the slip.

use crate::desk::{Shown, UserChange};
use crate::domain::identity::Action;
use crate::domain::revocation::Reason;
use crate::domain::values::Serial;
use crate::words::{Words, fill};

/// How a sentence is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// To be noticed.
    Warning,
}

/// What to tell of an action that was carried out, the most pressing first.
pub fn done(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let plain = |text: &str| (Tone::Plain, text.to_owned());
    let mut told = match shown.action {
        Action::Unlock => unlocked(shown, words),
        Action::Register => {
            let places = [("who", &*who(shown, words)), ("serial", &*serials(shown, words))];
            let register = fill(&say.register, &places);
            vec![plain(&register), plain(&say.register_login), plain(&say.register_next)]
        }
        Action::Resync => {
            let resync = fill(&say.resync, &[("serial", &serials(shown, words))]);
            vec![plain(&resync), plain(&say.resync_next)]
        }
        Action::Revoke => revoked(shown, words),
    };
    told.push(plain(&say.noticed));
    told
}

/// What to tell while a supervisor has not decided yet.
pub fn waiting(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let still = match shown.action {
        Action::Unlock => &say.unlock_waits,
        Action::Register => &say.register_waits,
        Action::Resync => &say.resync_waits,
        // A revocation never waits (R11.1).
        Action::Revoke => return Vec::new(),
    };
    let places = [("who", &*who(shown, words)), ("serial", &*serials(shown, words))];
    let still = fill(still, &places);
    vec![(Tone::Plain, still), (Tone::Plain, say.waits.clone())]
}

fn unlocked(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let mut told = vec![fill(&say.unlock, &[("who", &who(shown, words))])];
    let others = names(shown.users.iter().filter(|user| !user.chosen), words);
    if !others.is_empty() {
        told.push(fill(&say.unlock_shared, &[("others", &others)]));
    }
    told.extend([say.unlock_next.clone(), say.unlock_again.clone()]);
    told.into_iter().map(|text| (Tone::Plain, text)).collect()
}

fn revoked(shown: &Shown, words: &Words) -> Vec<(Tone, String)> {
    let say = &words.telling.say;
    let at = shown.reopens_at.map(|at| words.label.moment(at)).unwrap_or_default();
    let mut told = vec![(
        Tone::Plain,
        fill(&say.revoke, &[("who", &who(shown, words)), ("at", &at)]),
    )];
    if shown.has_spare {
        told.push((Tone::Plain, fill(&say.revoke_login, &[("at", &at)])));
        told.push((Tone::Plain, say.revoke_next.clone()));
    } else {
        told.push((Tone::Warning, say.revoke_no_token.clone()));
        told.push((Tone::Plain, fill(&say.revoke_meanwhile, &[("at", &at)])));
    }
    if shown.reason.is_some_and(Reason::loses_the_fob) {
        let lost = fill(&say.revoke_lost, &[("serial", &serials(shown, words))]);
        told.push((Tone::Warning, lost));
    } else {
        told.push((Tone::Plain, say.revoke_others.clone()));
    }
    told
}

/// The users who were chosen.
fn who(shown: &Shown, words: &Words) -> String {
    names(shown.users.iter().filter(|user| user.chosen), words)
}

fn names<'a>(users: impl Iterator<Item = &'a UserChange>, words: &Words) -> String {
    let names: Vec<_> = users.map(|user| user.login_id.as_str()).collect();
    names.join(&words.label.comma)
}

fn serials(shown: &Shown, words: &Words) -> String {
    let of_users = shown.users.iter().filter_map(|user| user.serial.as_ref());
    let of_tokens = shown.tokens.iter().map(|token| &token.serial);
    let mut serials: Vec<_> = of_users.chain(of_tokens).collect();
    serials.sort();
    serials.dedup();
    let serials: Vec<_> = serials.into_iter().map(Serial::as_str).collect();
    serials.join(&words.label.comma)
}
