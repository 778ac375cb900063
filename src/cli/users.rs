//! A list of users in lines, with the columns of BRSK027: staff and customers see the same.

use crate::domain::calendar::Instant;
use crate::domain::state::OtpState;
use crate::domain::user::User;
use crate::domain::values::Serial;
use crate::words::Words;

/// What stands above the columns.
pub(super) fn heading(words: &Words) -> Vec<String> {
    let cli = &words.cli;
    let heading = [
        cli.login_id,
        cli.user_name,
        cli.user_kind,
        cli.serial,
        cli.state,
        cli.expires,
    ];
    heading.map(str::to_owned).to_vec()
}

/// A user with the token, if registered: its serial and when it expires.
pub(super) fn row(
    user: &User,
    (serial, expires): (Option<&Serial>, Option<Instant>),
    (state, now): (OtpState, Instant),
    words: &Words,
) -> Vec<String> {
    let label = &words.label;
    vec![
        user.login_id.to_string(),
        user.name.to_string(),
        label.kind(user.kind).to_owned(),
        serial.map(ToString::to_string).unwrap_or_default(),
        label.state(state, now),
        expires.map(|at| words.moment(at)).unwrap_or_default(),
    ]
}
