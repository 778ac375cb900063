//! Rows of TZAI005: a fob with where it stands.

use crate::desk::FobView;
use crate::domain::stock::Delivery;
use crate::domain::token::Token;
use crate::store::PendingFob;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::words::place;

pub(super) fn columns(at: &Ambient<'_>) -> Columns {
    let (cli, words) = (&at.words.cli, &at.words.handling);
    Columns::new(vec![
        Column::new(cli.serial, 14),
        Column::new(words.standing, 15),
        Column::new(words.branch, 4),
        Column::new(words.expires, 14),
        Column::new(cli.contract, 10),
        Column::rest(words.remark),
    ])
}

fn row(token: &Token, delivery: Option<Delivery>, used: bool, remark: String, at: &Ambient<'_>) -> Row {
    let label = &at.words.label;
    let cells = Row::new([
        token.serial.to_string(),
        label.fob(token, delivery, used, at.now).to_owned(),
        token.branch.as_ref().map(ToString::to_string).unwrap_or_default(),
        token.expires.map_or_else(
            || label.no_expiry.to_owned(),
            |expires| at.words.day(crate::domain::calendar::day_of(expires)),
        ),
        token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
        remark,
    ]);
    cells.styled(if used { at.theme.warn } else { at.theme.value })
}

/// A fob that was entered.
pub(super) fn of_entered(fob: &FobView, at: &Ambient<'_>) -> Row {
    let words = &at.words.handling;
    let used = fob.users > 0;
    let remark = match (&fob.issue, fob.token.came_back) {
        _ if used => words.registered(place::Users(&fob.users.to_string())),
        (Some(issue), _) => match &issue.item {
            Some(item) => words.item_of(place::Item(item)),
            None => at.words.label.way(issue.way).to_owned(),
        },
        (None, Some(cause)) => words.came_back(place::Cause(at.words.label.cause(cause))),
        _ => String::new(),
    };
    row(&fob.token, fob.delivery, used, remark, at)
}

/// One that the branch has something to do with still.
pub(super) fn of_pending(fob: &PendingFob, at: &Ambient<'_>) -> Row {
    let words = &at.words.handling;
    let remark = match (&fob.sent_from, fob.token.came_back) {
        (Some(from), _) => words.sent_from(place::Branch(from.as_str())),
        (None, Some(cause)) => words.came_back(place::Cause(at.words.label.cause(cause))),
        (None, None) if fob.is_owed => at.words.label.owed.to_owned(),
        (None, None) if fob.is_replaced => at.words.label.owed_replaced.to_owned(),
        _ => String::new(),
    };
    row(&fob.token, fob.delivery, false, remark, at)
}
