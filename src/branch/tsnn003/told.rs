//! What stands below the list of TSNN003: what became of the selected request, why, and what to tell the customer (R11.7).

use crate::branch::tsnn002::reason_in_words;
use crate::desk::{MatterView, OwnRequest, RequestView};
use crate::domain::approval::Status;
use crate::domain::countersign;
use crate::report::telling::{self, Tone};
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::table::Row;
use crate::ui::screen::Ambient;
use crate::words::place;

/// Columns of the names.
const NAMES: u16 = 6;

/// Whether who looks asked for it; otherwise they took it over.
pub(super) fn is_own(view: &RequestView, at: &Ambient<'_>) -> bool {
    at.session().is_none_or(|session| session.staff().id == view.made_by)
}

/// What became of a request, who else is told, and what to tell the customer.
pub(super) fn below(own: &OwnRequest, columns: u16, at: &Ambient<'_>) -> Vec<Line> {
    let (words, view) = (&at.words.deciding.own, &own.view);
    let (reason, told) = match view.status {
        Status::Waiting if view.lapsed => (
            words.reason_lapsed.to_owned(),
            telling::came_to_nothing(&view.shown, at.words),
        ),
        Status::Waiting => (words.reason_none.to_owned(), telling::waiting(&view.shown, at.words)),
        Status::Returned => (
            reason_in_words(view.reason.as_deref(), at),
            if view.receipt.is_some() {
                telling::taken_back(&view.shown, at.words)
            } else {
                telling::came_to_nothing(&view.shown, at.words)
            },
        ),
        Status::Withdrawn if is_own(view, at) => (words.reason_withdrawn.to_owned(), Vec::new()),
        Status::Withdrawn => {
            let staff = at.words.member(&view.made_by);
            (words.reason_withdrawn_by(place::Staff(&staff)), Vec::new())
        }
        Status::ToLookOver | Status::Done => {
            let number = view.receipt.as_deref().unwrap_or_default();
            let done = words.reason_done(place::Number(number));
            (done, telling::done(&view.shown, at.words))
        }
    };
    let mut lines = Lines::behind(at, columns, NAMES);
    if !is_own(view, at) {
        let who = at.words.member(&view.made_by);
        lines.fact(words.asked_by, &words.taken_from(place::Who(&who)), at.theme.value);
    }
    lines.fact(words.reason, &reason, at.theme.value);
    let takers: Vec<_> = own.taken_by.iter().map(|by| at.words.member(by)).collect();
    if !takers.is_empty() && is_own(view, at) {
        let who = takers.join(at.words.deciding.shown.separator);
        lines.fact(words.take_over, &words.taken_by(place::Who(&who)), at.theme.value);
    }
    if !told.is_empty() {
        lines.heading(words.tell);
    }
    for (tone, text) in told {
        let style = match tone {
            Tone::Plain => at.theme.value,
            Tone::Warning => at.theme.warn,
        };
        lines.note(&text, style);
    }
    lines.done()
}

/// What became of an act without a customer.
pub(super) fn below_matter(matter: &MatterView, columns: u16, at: &Ambient<'_>) -> Vec<Line> {
    let mut lines = Lines::behind(at, columns, NAMES);
    let reason = at.words.deciding.own.reason;
    lines.fact(reason, &reason_of(matter, at), at.theme.value);
    lines.done()
}

/// What one asked for without a customer: what it is about stands where the company does.
pub(super) fn matter_row(view: &MatterView, is_new: bool, at: &Ambient<'_>) -> Row {
    let words = at.words;
    let status = if view.lapsed {
        words.deciding.own.lapsed
    } else {
        words.label.countersign_status(view.status)
    };
    let status = if is_new {
        format!("{} {status}", words.deciding.own.new)
    } else {
        status.to_owned()
    };
    let row = Row::new([
        words.label.briefly(view.made_at, at.now),
        words.deciding.matter.house.to_owned(),
        words.subject(&view.shown.action, &view.shown.subject),
        words.value(&view.shown.action).to_owned(),
        status,
        view.decided_by
            .as_ref()
            .map(|by| words.member_short(by))
            .unwrap_or_default(),
    ]);
    row.styled(match view.status {
        _ if view.lapsed => at.theme.bad,
        countersign::Status::Returned => at.theme.bad,
        countersign::Status::Waiting | countersign::Status::Alone => at.theme.warn,
        _ => at.theme.value,
    })
}

/// What became of it, and why.
fn reason_of(view: &MatterView, at: &Ambient<'_>) -> String {
    let (words, matter) = (&at.words.deciding.own, &at.words.deciding.matter);
    match view.status {
        countersign::Status::Waiting if view.lapsed => matter.lapsed.to_owned(),
        countersign::Status::Waiting => words.reason_none.to_owned(),
        countersign::Status::Returned => reason_in_words(view.reason.as_deref(), at),
        countersign::Status::Withdrawn => words.reason_withdrawn.to_owned(),
        countersign::Status::Alone => matter.alone.to_owned(),
        countersign::Status::ToLookOver => matter.at_once.to_owned(),
        countersign::Status::Done if view.is_of_letters() => matter.letters_done.to_owned(),
        countersign::Status::Done => matter.approved.to_owned(),
    }
}
