//! The tokens of a contract.

use super::users::expiry;
use crate::desk::Sheet;
use crate::domain::identity::Fact;
use crate::domain::token::{Stock, Token};
use crate::domain::user::{User, UserKind};
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::ui::text::cut;
use crate::words::{FindingSheetWords, place};

/// Columns for the name of a maker below the table.
const MAKER: u16 = 34;

pub(super) fn columns(words: &FindingSheetWords) -> Columns {
    Columns::new(vec![
        Column::new(words.serial, 12),
        Column::new(words.token_state, 14),
        Column::rest(words.token_users),
        Column::new(words.expires, 23),
        Column::new(words.wrong_codes, 8).right(),
    ])
}

fn users<'a>(token: &Token, sheet: &'a Sheet) -> Vec<&'a User> {
    sheet.case.sharers(token.id).collect()
}

/// A token in a row, with everyone who shares it.
pub(super) fn row(token: &Token, sheet: &Sheet, at: &Ambient<'_>) -> Row {
    let (words, label) = (&at.words.finding.sheet, &at.words.label);
    let users: Vec<_> = users(token, sheet)
        .into_iter()
        .map(|user| user.login_id.as_str())
        .collect();
    let expires = token
        .expires
        .map_or_else(|| label.no_expiry.to_owned(), |expires| expiry(expires, at));
    let row = Row::new([
        sheet.told(
            Fact::TokenSerial,
            token.serial.to_string(),
            at.words.entering.common.asked_now,
        ),
        if sheet.case.contract.closed.is_some() && token.stock == Stock::Issued {
            label.owed.to_owned()
        } else {
            label.token(token, !users.is_empty(), at.now).to_owned()
        },
        if users.is_empty() {
            words.token_unused.to_owned()
        } else {
            users.join(" ")
        },
        expires,
        token.wrong_codes.to_string(),
    ]);
    let bad = token.stock == Stock::Lost || token.is_suspended() || token.is_expired(at.now);
    if bad { row.styled(at.theme.bad) } else { row }
}

/// What the columns have no room for: since when it is suspended, or from when it can be used, and the names of those who share it.
pub(super) fn line(token: &Token, sheet: &Sheet, at: &Ambient<'_>) -> String {
    let words = &at.words.finding.sheet;
    let since = token.suspended_at.map(|since| at.words.moment(since));
    let since = since.map(|since| words.suspended_since(place::At(&since)));
    let from = token.starts.filter(|_| token.is_early(at.now));
    let from = from.map(|from| words.usable_from(place::At(&at.words.moment(from))));
    let held = token.held.filter(|_| token.is_suspended());
    let held = held.map(|held| at.words.label.held(held).to_owned());
    let since: Vec<_> = since.into_iter().chain(held).chain(from).collect();
    let users: Vec<_> = users(token, sheet)
        .into_iter()
        .map(|user| match user.kind {
            UserKind::Master if sheet.hidden.contains(&Fact::MasterName) => user.login_id.to_string(),
            _ => format!("{} {}", user.login_id, user.name),
        })
        .collect();
    // A long name leaves room for what follows, but for who hears it.
    let maker = if at.is_heard() {
        token.maker.as_str().into()
    } else {
        cut(token.maker.as_str(), MAKER)
    };
    words.token_row(
        place::Maker(&maker),
        place::Since(&since.join("  ")),
        place::Users(&users.join(at.words.label.comma)),
    )
}
