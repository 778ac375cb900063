//! Where a request stands, in words.

use crate::desk::RequestView;
use crate::domain::approval::Status;
use crate::ui::kit::lines::Lines;
use crate::ui::screen::Ambient;
use crate::words::place;

/// Where the request stands, and who brought it there.
pub(in crate::branch) fn standing(lines: &mut Lines<'_>, view: &RequestView) {
    let at = lines.at();
    let (words, label) = (&at.words.deciding.request, &at.words.label);
    let open = matches!(view.status, Status::Waiting | Status::ToLookOver);
    let style = if open { at.theme.warn } else { at.theme.info };
    let status = if view.lapsed {
        words.lapsed
    } else {
        label.status(view.status)
    };
    lines.fact(words.status, status, style);
    let made_by = words.made_by_value(
        place::At(&label.soon(view.made_at, at.now)),
        place::Member(&at.words.member(&view.made_by)),
    );
    lines.fact(words.made_by, &made_by, at.theme.value);
    if let Some(by) = &view.decided_by {
        lines.fact(words.decided_by, &at.words.member(by), at.theme.value);
    }
    if view.reason.is_some() {
        let reason = reason_in_words(view.reason.as_deref(), at);
        lines.fact(words.reason, &reason, at.theme.warn);
    }
    if let Some(number) = &view.receipt {
        lines.fact(words.receipt, number, at.theme.value);
    }
}

/// Why a request went back: a supervisor's words, or the desk's own refusal by its number (E1102).
pub(in crate::branch) fn reason_in_words(reason: Option<&str>, at: &Ambient<'_>) -> String {
    let reason = reason.unwrap_or_default();
    let is_number = reason.len() == 5 && reason.starts_with('E') && reason.bytes().skip(1).all(|b| b.is_ascii_digit());
    if is_number {
        let (say, _) = at.words.message(reason, &[]);
        format!("{reason} {say}")
    } else {
        reason.to_owned()
    }
}
