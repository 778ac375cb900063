//! A user as a row of BRSK027.

use ratatui::style::Style;

use crate::desk::UserRow;
use crate::domain::calendar::{self, Instant};
use crate::domain::state::OtpState;
use crate::ui::screen::Ambient;
use crate::ui::screens::entering;
use crate::words::LabelWords;

/// How a row looks; its state says the same in words.
pub(super) fn style(state: OtpState, at: &Ambient<'_>) -> Option<Style> {
    match state {
        OtpState::InUse => None,
        OtpState::Suspended | OtpState::Expired | OtpState::Lost => Some(at.theme.warn),
        OtpState::Unregistered | OtpState::NotNeeded | OtpState::Revoked(_) => Some(at.theme.off),
    }
}

/// The columns of the manual, in its order; the check mark is 選択.
pub(super) fn cells(row: &UserRow, at: &Ambient<'_>, wide: bool) -> Vec<String> {
    let label = &at.words.label;
    let expires = match (row.expires, wide) {
        (None, _) if row.serial.is_some() && wide => label.no_expiry.clone(),
        (None, _) => String::new(),
        (Some(expires), true) => label.moment(expires),
        (Some(expires), false) => calendar::in_japan(expires)
            .format(&at.words.entering.revoke.short_date)
            .to_string(),
    };
    vec![
        row.user.login_id.to_string(),
        row.user.name.to_string(),
        label.kind(row.user.kind).to_owned(),
        row.serial.as_ref().map(ToString::to_string).unwrap_or_default(),
        entering::state(row.state, at, wide),
        expires,
    ]
}

/// The selected user in full, for what a column had to cut.
pub(super) fn whole(row: &UserRow, label: &LabelWords, now: Instant) -> String {
    let expires = row.expires.map(|expires| label.moment(expires)).unwrap_or_default();
    let serial = row.serial.as_ref().map(ToString::to_string).unwrap_or_default();
    let parts = [
        row.user.login_id.as_str(),
        row.user.name.as_str(),
        &serial,
        &label.state(row.state, now),
        &expires,
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
