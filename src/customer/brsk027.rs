//! BRSK027 トークン失効: revokes registrations with the confirmation password and the user's own code (R7.1).

mod parts;

use std::convert::Infallible;

use super::candidates::{Answer, CandidateList};
use super::choosing::{Chooses, Msg, UserChoice};
use super::completed::{Completed, Done};
use crate::customer::screens;
use crate::domain::calendar;
use crate::domain::policy::Policy;
use crate::domain::values::LoginId;
use crate::portal::{Command, Error, Look, Outcome, Secrets};
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{Focus, Parts};
use crate::ui::kit::users::Seen;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx, Nameplate};
use crate::words::{Words, place};

pub use parts::Fields;

/// BRSK027 トークン失効.
pub type Revoke = UserChoice<Revoking>;

/// What is its own.
pub struct Revoking;

impl Chooses for Revoking {
    type Fields = Fields;
    type Own = Infallible;
    const SHARING: bool = false;

    fn nameplate() -> &'static Nameplate {
        &screens::BRSK027
    }

    fn execute(words: &Words) -> &'static str {
        words.portal.revoke.execute
    }

    fn read(look: &Look<'_>) -> Answer {
        CandidateList::of(look, look.to_revoke(), look.may_revoke())
    }

    fn parts(words: &Words, policy: Option<&Policy>) -> Option<Parts<Fields>> {
        Some(parts::parts(words, policy?))
    }

    fn secrets(parts: &mut Parts<Fields>, words: &Words) -> Result<Secrets, Message> {
        parts::secrets(parts, words)
    }

    fn command(users: Vec<LoginId>) -> Command {
        Command::Revoke { users }
    }

    /// The secret stays that was not looked at or was right.
    fn forget(parts: &mut Parts<Fields>, error: &Error) {
        parts::forget(parts, error);
    }

    fn done(screen: &Revoke, outcome: &Outcome, cx: &mut Cx<'_, Msg<Infallible>>) {
        let Outcome::Revoked { users, reopens_at, own } = outcome else {
            return;
        };
        let seen: Vec<_> = screen.candidates.of(users).collect();
        let (reopens_at, own) = (*reopens_at, *own);
        let completed = Completed::new(Done::Revoked { reopens_at, own }, seen);
        if own {
            // Their session has ended with it (R8.1).
            cx.sign_out();
            cx.restart(completed);
        } else {
            cx.replace(completed);
        }
    }

    fn says<'a>(screen: &'a Revoke, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.portal.revoke;
        // What stands above the fields is why; here is the way out.
        let off = screen
            .candidates
            .refusal()
            .map(|refusal| super::told(refusal, at.words).1);
        let remedy = off.unwrap_or_else(|| screen.remedy.text(at.words));
        let (Some(reading), Some(parts)) = (screen.candidates.reading(), &screen.list_form.parts) else {
            let body = body.stretch().line(notice(screen, at), at.theme.warn).gap(3);
            return body.text(remedy, at.theme.warn).rows(2);
        };
        let about = {
            let super::Wait { minutes, from, to } = super::wait(at.words, &reading.policy);
            words.about(place::From(&from), place::Minutes(&minutes), place::To(&to))
        };
        let body = body.text(about, at.theme.value).rows(3).required();
        let lines = move |wide| {
            screen
                .candidates
                .lines(|seen| seen.to_revoke(at, wide), |seen| seen.style(at))
        };
        let body = body
            .roster(&parts.roster, lines)
            .focused(screen.list_form.focus == Focus::List);
        let selected = screen.candidates.rows().get(parts.roster.selected());
        let whole = selected.map(|it| Seen::from(&it.row).whole(at.words, at.now));
        let opens = at.words.moment(calendar::reopens(at.now, &reading.policy));
        let body = body.line(whole.unwrap_or_default(), at.theme.label).indent(2);
        let body = body.line(words.reopens(place::Opens(&opens)), at.theme.info);
        let body = body
            .line(notice(screen, at), at.theme.warn)
            .heading(words.items)
            .form(&parts.form);
        let body = body.focused(screen.list_form.focus == Focus::Form);
        body.text(remedy, at.theme.warn).rows(2)
    }
}

/// What is to be known before it is done.
fn notice(screen: &Revoke, at: &Ambient<'_>) -> String {
    let words = &at.words.portal.revoke;
    if let Some(off) = screen.candidates.off(at) {
        off
    } else if screen.candidates.reading().is_some() && screen.candidates.rows().iter().all(|it| it.refused.is_some()) {
        words.nobody.to_owned()
    } else if screen.candidates.includes_own() {
        words.own.to_owned()
    } else {
        String::new()
    }
}
