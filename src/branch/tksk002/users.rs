//! The users of a contract with the columns of BRSK027.

use super::standing::{left, share_mark};
use crate::desk::{Sheet, UserRow};
use crate::domain::calendar::{self, Instant};
use crate::domain::state::OtpState;
use crate::domain::user::UserKind;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::words::{FindingSheetWords, place};

/// Columns of an expiry on a narrow terminal.
const EXPIRES_NARROW: u16 = 14;

/// Where the columns fit as the manual has them.
const WIDE: u16 = 116;

/// The columns to the letter; where they do not fit, their headings stand in two rows, kinds are short, and a day is
/// shown without its time.
pub(super) fn columns(words: &FindingSheetWords) -> Columns {
    Columns::new(vec![
        Column::new(words.login_id, 14),
        Column::rest(words.name),
        Column::new(words.kind, 14),
        Column::new(words.serial, 14),
        Column::new(words.state, 26),
        Column::new(words.expires, 23),
    ])
    .or_below(
        WIDE,
        vec![
            Column::new(words.login_id, 11),
            Column::rest(words.name),
            Column::new(words.kind_narrow, 8),
            Column::new(words.serial, 14),
            Column::new(words.state_narrow, 14),
            Column::new(words.expires_narrow, EXPIRES_NARROW),
        ],
    )
}

/// When a token expires: whoever hears it is told the day alone.
pub(super) fn expiry(expires: Instant, at: &Ambient<'_>) -> String {
    if at.is_heard() {
        at.words.day(calendar::day_of(expires))
    } else {
        at.words.moment(expires)
    }
}

/// A user in a row. In narrow columns the moment at which registration opens (R8.3) stands in the last one, which is
/// empty for a user without a token.
pub(super) fn row(row: &UserRow, sheet: &Sheet, narrow: bool, at: &Ambient<'_>) -> Row {
    let (words, label) = (&at.words.finding.sheet, &at.words.label);
    let expires = match (row.shown_serial().is_some(), row.expires) {
        (true, Some(expires)) if narrow => at.words.day_within(calendar::day_of(expires), EXPIRES_NARROW),
        (true, Some(expires)) => expiry(expires, at),
        (true, None) => label.no_expiry.to_owned(),
        (false, _) => String::new(),
    };
    let (state, expires) = match row.state {
        OtpState::Revoked(opens) if narrow => (
            words.revoked_narrow.to_owned(),
            words.opens_narrow(place::Opens(&label.soon(opens, at.now))),
        ),
        state => (label.state(state, at.now), expires),
    };
    let kind = match row.user.kind {
        kind if !narrow => label.kind(kind),
        UserKind::Master => words.master,
        UserKind::Admin => words.admin,
        UserKind::General => words.general,
    };
    let mut serial = row.shown_serial().unwrap_or_default().to_owned();
    if let Some(mark) = row.user.token.and_then(|token| share_mark(&sheet.case, token)) {
        serial = format!("{serial} {mark}");
    }
    let cells = [
        row.user.login_id.to_string(),
        row.user.name.to_string(),
        kind.to_owned(),
        serial,
        state,
        expires,
    ];
    match row.state {
        OtpState::Suspended | OtpState::Expired | OtpState::Lost => Row::new(cells).styled(at.theme.bad),
        OtpState::Revoked(_) => Row::new(cells).styled(at.theme.warn),
        OtpState::InUse | OtpState::Unregistered | OtpState::NotNeeded => Row::new(cells),
    }
}

/// What the columns have no room for.
pub(super) fn line(row: &UserRow, at: &Ambient<'_>) -> String {
    let (words, label) = (&at.words.finding.sheet, &at.words.label);
    let may = if row.user.operations.any() {
        label.operations(row.user.operations)
    } else {
        words.may_nothing.to_owned()
    };
    let expires = row.expires.map(|expires| expiry(expires, at));
    let mut expires = expires.map(|expires| words.user_expires(place::At(&expires)));
    if let OtpState::Revoked(opens) = row.state {
        let (left, opens) = (left(opens, at), label.soon(opens, at.now));
        expires = Some(
            at.words
                .finding
                .standing
                .reopens(place::Left(&left), place::Opens(&opens)),
        );
    }
    words.user_row(
        place::Expires(&expires.unwrap_or_default()),
        place::Kana(row.user.kana.as_str()),
        place::Kind(label.kind(row.user.kind)),
        place::May(&may),
    )
}
