//! ご利用状況: company, user, the state of the one-time password (R13), and what to do about it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::calendar::{self, Instant};
use crate::domain::state::OtpState;
use crate::portal::Me;
use crate::ui::kit::facts::paragraph;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit};
use crate::words::{Words, place};

/// Columns of the names before the values.
const NAME_COLUMNS: u16 = 13;

/// Draws it into a box.
pub(super) fn view(me: &Me, last_login: Option<Instant>, inside: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let (words, label) = (&at.words.portal.top, &at.words.label);
    let mut sheet = Sheet {
        left: Rect::new(inside.x + 1, inside.y, inside.width.saturating_sub(2), inside.height),
    };
    let value = at.theme.value;
    let last = last_login.map_or_else(|| words.no_login.to_owned(), |last| at.words.moment(last));
    sheet.fact(words.company, me.company.as_str(), value, buf, at);
    sheet.fact(words.contract, me.contract.as_str(), value, buf, at);
    sheet.fact(words.name, me.name.as_str(), value, buf, at);
    sheet.fact(words.login_id, me.login_id.as_str(), value, buf, at);
    sheet.fact(words.kind, label.kind(me.kind), value, buf, at);
    sheet.fact(words.last_login, &last, value, buf, at);
    sheet.skip(1);
    sheet.heading(words.token, buf, at);
    let state = match me.state {
        OtpState::NotNeeded => words.state_none.to_owned(),
        state => label.state(state, at.now),
    };
    sheet.fact(words.state, &state, style(me.state, at), buf, at);
    if let Some(serial) = &me.serial {
        sheet.fact(words.serial, serial.as_str(), value, buf, at);
    }
    if me.state == OtpState::Unregistered {
        sheet.fact(words.grace, &grace(me, at), value, buf, at);
    }
    let advice = advice(me, at.words, at.now);
    paragraph(sheet.left, buf, advice, at.theme.info);
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

/// What is left of the box.
struct Sheet {
    left: Rect,
}

impl Sheet {
    fn skip(&mut self, rows: u16) {
        let rows = rows.min(self.left.height);
        self.left.y += rows;
        self.left.height -= rows;
    }

    fn heading(&mut self, text: &str, buf: &mut Buffer, at: &Ambient<'_>) {
        if self.left.height > 0 {
            put(buf, self.left.x, self.left.y, self.left.width, text, at.theme.heading);
        }
        self.skip(1);
    }

    /// A name with its value, which goes on below itself.
    fn fact(&mut self, name: &str, value: &str, style: Style, buf: &mut Buffer, at: &Ambient<'_>) {
        if self.left.height == 0 {
            return;
        }
        let names = NAME_COLUMNS.min(self.left.width);
        put_fit(
            buf,
            Rect::new(self.left.x, self.left.y, names, 1),
            name,
            Align::Left,
            at.theme.label,
        );
        let values = Rect {
            x: self.left.x + names,
            width: self.left.width - names,
            ..self.left
        };
        let rows = paragraph(values, buf, value, style);
        self.skip(rows.max(1));
    }
}
