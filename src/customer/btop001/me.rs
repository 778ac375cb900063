//! ご利用状況: company, user, the state of the one-time password (R13), and what to do about it.

use ratatui::style::Style;

use crate::domain::calendar::{self, Instant};
use crate::domain::state::OtpState;
use crate::portal::Me;
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Columns of the names; the values begin two columns behind them.
const NAME_COLUMNS: u16 = 11;

/// Says it.
pub(super) fn says<'a>(me: &'a Me, last_login: Option<Instant>, at: &'a Ambient<'a>) -> Body<'a> {
    let advice = advice(me, at.words, at.now);
    let body = Body::new(at).lines_for(move |columns| lines(me, last_login, columns, at));
    body.indent(0).text(advice, at.theme.info)
}

fn lines(me: &Me, last_login: Option<Instant>, columns: u16, at: &Ambient<'_>) -> Vec<Line> {
    let (words, label, value) = (&at.words.portal.top, &at.words.label, at.theme.value);
    let mut lines = Lines::behind(at, columns.saturating_sub(1), NAME_COLUMNS);
    let last = last_login.map_or_else(|| words.no_login.to_owned(), |last| at.words.moment(last));
    lines.fact(words.company, me.company.as_str(), value);
    lines.fact(words.contract, me.contract.as_str(), value);
    lines.fact(words.name, me.name.as_str(), value);
    lines.fact(words.login_id, me.login_id.as_str(), value);
    lines.fact(words.kind, label.kind(me.kind), value);
    lines.fact(words.last_login, &last, value);
    lines.row(Vec::new());
    lines.heading(words.token);
    let state = match me.state {
        OtpState::NotNeeded => words.state_none.to_owned(),
        state => label.state(state, at.now),
    };
    lines.fact(words.state, &state, style(me.state, at));
    if let Some(serial) = &me.serial {
        lines.fact(words.serial, serial.as_str(), value);
    }
    if me.state == OtpState::Unregistered {
        lines.fact(words.grace, &grace(me, at), value);
    }
    lines.done()
}

fn style(state: OtpState, at: &Ambient<'_>) -> Style {
    match state {
        OtpState::InUse => at.theme.good,
        OtpState::Suspended | OtpState::Expired | OtpState::Lost => at.theme.bad,
        OtpState::Unregistered | OtpState::Revoked(_) => at.theme.warn,
        OtpState::NotNeeded => at.theme.off,
    }
}

/// Where the grace period stands (R4.2).
fn grace(me: &Me, at: &Ambient<'_>) -> String {
    let (words, _label) = (&at.words.portal.top, &at.words.label);
    if me.ever_registered {
        return words.grace_none.to_owned();
    }
    let today = calendar::day_of(at.now);
    let last = at.words.day(me.grace_ends.pred_opt().unwrap_or(me.grace_ends));
    if today < me.start {
        words.grace_before(place::Start(&at.words.day(me.start)))
    } else if today < me.grace_ends {
        words.grace_runs(place::Day(&last))
    } else {
        words.grace_over(place::Day(&last))
    }
}

/// What the user can do about the state; nothing where nothing is to be done.
fn advice<'a>(me: &Me, words: &'a Words, now: Instant) -> &'a str {
    let words = &words.portal.top;
    let today = calendar::day_of(now);
    match me.state {
        OtpState::Unregistered if me.ever_registered => words.advice_over,
        OtpState::Unregistered if today < me.start => "",
        OtpState::Unregistered if today < me.grace_ends => words.advice_register,
        OtpState::Unregistered => words.advice_over,
        OtpState::Suspended => words.advice_suspended,
        OtpState::Expired | OtpState::Lost => words.advice_dead,
        OtpState::NotNeeded => words.advice_none,
        OtpState::InUse | OtpState::Revoked(_) => "",
    }
}
