//! TSNN004 管理の承認: an act without a customer, before → after, for the second person who decides about it (R11.5).

use super::deciding::{Decided, DecisionScreen, Stage};
use super::tsnn002::reason_in_words;
use crate::branch::screens;
use crate::desk::{Error, Look, MatterView, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::countersign::Status;
use crate::domain::values::RequestId;
use crate::ui::kit::lines::Lines;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Nameplate};
use crate::words::{Words, place};

/// TSNN004 管理の承認.
pub(crate) type MatterDetail = DecisionScreen<Matter>;

/// An act without a customer.
pub(crate) struct Matter;

/// Who decides about an act, in words.
fn decider<'a>(view: &MatterView, words: &'a Words) -> &'a str {
    words.label.decider(view.shown.decider)
}

/// What an act changes, before and after, in words: values that have words are said with them.
pub(crate) fn changes(view: &MatterView, words: &Words) -> Vec<(String, String)> {
    crate::words::countersign::changes(&view.shown.lines, words)
}

fn is_own(view: &MatterView, at: &Ambient<'_>) -> bool {
    at.session().is_some_and(|session| session.staff().id == view.made_by)
}

impl Decided for Matter {
    type View = MatterView;
    type Own = std::convert::Infallible;

    fn nameplate() -> &'static Nameplate {
        &screens::TSNN004
    }

    fn title(view: Option<&MatterView>, words: &Words) -> String {
        match view {
            Some(view) => words
                .deciding
                .matter
                .title(place::Action(words.value(&view.shown.action))),
            None => words.finding.screen.tsnn004.to_owned(),
        }
    }

    fn read(look: &Look<'_>, id: RequestId) -> Result<MatterView, Error> {
        look.matter(id)
    }

    fn holds_until(view: &MatterView) -> Option<Instant> {
        view.holds_until()
    }

    /// What was done at once is to be looked over (R11.1).
    fn stage(view: &MatterView) -> Stage {
        match view.status {
            Status::Waiting if !view.lapsed => Stage::Waits,
            Status::ToLookOver => Stage::ToLookOver,
            _ => Stage::Over,
        }
    }

    fn off_deciding(view: &MatterView, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.deciding.request;
        if view.lapsed {
            return Some(words.off_lapsed.to_owned());
        }
        if Self::stage(view) == Stage::Over {
            let status = at.words.label.countersign_status(view.status);
            return Some(words.off_decided(place::Status(status)));
        }
        if is_own(view, at) {
            return Some(words.off_own.to_owned());
        }
        let matter = &at.words.deciding.matter;
        (!view.is_mine_to_decide).then(|| matter.off_decider(place::Role(decider(view, at.words))))
    }

    /// What was done at once can't be sent back (R7.7 aside): it is done.
    fn off_sending_back(view: &MatterView, at: &Ambient<'_>) -> Option<String> {
        let done = || at.words.deciding.matter.off_done.to_owned();
        let is_done = Self::stage(view) == Stage::ToLookOver;
        Self::off_deciding(view, at).or_else(|| is_done.then(done))
    }

    fn off_withdrawing(view: &MatterView, at: &Ambient<'_>) -> Option<String> {
        if !is_own(view, at) {
            Some(at.words.deciding.request.off_others.to_owned())
        } else if Self::stage(view) == Stage::Waits {
            None
        } else {
            Self::off_deciding(view, at)
        }
    }

    fn question(words: &Words) -> &'static str {
        words.deciding.matter.withdraw_question
    }

    fn hint(words: &Words) -> &'static str {
        words.deciding.matter.hint
    }

    fn decided(outcome: &Outcome, view: Option<&MatterView>, words: &Words) -> Option<Message> {
        let words = &words.deciding.matter;
        match outcome {
            Outcome::Countersigned { .. } if view.is_some_and(MatterView::is_of_letters) => {
                Some(Message::good("I1218", words.letters_approved))
            }
            Outcome::Countersigned { .. } => Some(Message::good("I1214", words.approved)),
            Outcome::LookedOver { .. } => Some(Message::good("I1470", words.looked_over)),
            _ => None,
        }
    }

    fn says(lines: &mut Lines<'_>, view: &MatterView, _: RequestId) {
        let at = lines.at();
        let (words, request) = (&at.words.deciding.matter, &at.words.deciding.request);
        let style = if Self::stage(view) == Stage::Over {
            at.theme.info
        } else {
            at.theme.warn
        };
        let status = if view.lapsed {
            words.lapsed
        } else {
            at.words.label.countersign_status(view.status)
        };
        lines.fact(request.status, status, style);
        let made_by = request.made_by_value(
            place::At(&at.words.label.soon(view.made_at, at.now)),
            place::Member(&at.words.member(&view.made_by)),
        );
        lines.fact(request.made_by, &made_by, at.theme.value);
        lines.fact(words.decider, decider(view, at.words), at.theme.value);
        if let Some(by) = &view.decided_by {
            lines.fact(request.decided_by, &at.words.member(by), at.theme.value);
        }
        if view.reason.is_some() {
            let reason = reason_in_words(view.reason.as_deref(), at);
            lines.fact(request.reason, &reason, at.theme.warn);
        }
        lines.heading(at.words.value(&view.shown.action));
        lines.fact(
            words.subject,
            &at.words.subject(&view.shown.action, &view.shown.subject),
            at.theme.value,
        );
        for (what, becomes) in changes(view, at.words) {
            lines.fact(&what, &becomes, at.theme.value);
        }
    }
}
