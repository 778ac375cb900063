//! What the screens share on which a company administers its users (BRSK005 to BRSK012).

pub(super) mod asking;
pub(super) mod limit;
pub(super) mod permit;
pub(super) mod sheet;
pub(super) mod users;

use crate::domain::members::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::values::{LoginId, Serial};
use crate::portal::{Command, Error, MemberSheet, Outcome, Portal, Secrets};
use crate::ui::message::Message;
use crate::ui::screen::Cx;
use crate::words::Words;

/// How a screen was left that was opened to have something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosedWith {
    /// It was done, so the screen that led to it closes too.
    Done,
    /// What was entered on the screen before is refused.
    Refused(Refusal),
}

/// What a person saw of a user before they decided (R11.3): what was entered, and the token where it matters.
pub(super) type Seen = (Profile, Option<Serial>);

/// What of a user matters.
pub(super) type See = fn(&MemberSheet) -> Seen;

/// Has a command carried out if the user it is about is still as they were `seen`; otherwise it is refused (E1102).
pub(super) fn carry_out<M: Send + 'static>(
    cx: &mut Cx<'_, M>,
    (command, secrets): (Command, Secrets),
    seen: Option<(LoginId, Seen, See)>,
    answer: impl FnOnce(Result<Outcome, Error>) -> M + Send + 'static,
) {
    let key = cx.at().customer().cloned();
    cx.execute(
        move |desk| {
            let key = key.ok_or(Refusal::SessionEnded)?;
            let mut portal = Portal::over(desk.office());
            if let Some((login_id, seen, see)) = seen {
                let (sheet, version) = portal.ask(&key, |look| {
                    Ok((look.member_sheet(&login_id)?, look.member().case().contract.version))
                })?;
                if see(&sheet) != seen {
                    return Err(Refusal::Changed.into());
                }
                portal = portal.as_seen(version);
            }
            portal.execute(&key, command, &secrets)
        },
        answer,
    );
}

/// A refusal on one line: what it says, without its number.
pub(super) fn reason(refusal: &Refusal, words: &Words) -> String {
    words.message(refusal.code(), &refusal.facts()).0
}

/// A refusal with the way out of it, for the body of a screen.
pub(super) fn whole(error: &Error, words: &Words) -> String {
    let message = Message::refused(error, words);
    let detail = message.detail.unwrap_or_default();
    format!("{} {}\n{detail}", message.code, message.text)
}

/// Login IDs with commas between.
pub(super) fn names(users: &[LoginId], words: &Words) -> String {
    let names: Vec<_> = users.iter().map(LoginId::as_str).collect();
    names.join(words.label.comma)
}
