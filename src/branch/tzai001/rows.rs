//! Rows of TZAI001: a fob with where it stands.

use crate::domain::calendar;
use crate::store::StockRow;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;

/// Where the wide columns begin to fit.
const WIDE: u16 = 110;

/// A fob.
pub(super) fn of(row: &StockRow, wide: bool, at: &Ambient<'_>) -> Row {
    let StockRow { token, users, batch } = row;
    let expires = token.expires.map(calendar::day_of);
    let mut cells = vec![
        token.serial.to_string(),
        at.words.label.token(token, *users > 0, at.now).to_owned(),
        token.branch.as_ref().map(ToString::to_string).unwrap_or_default(),
        expires.map_or_else(|| at.words.label.no_expiry.to_owned(), |day| at.words.short_day(day)),
        batch.map(|batch| batch.to_string()).unwrap_or_default(),
        token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
        token.maker.to_string(),
    ];
    if wide {
        cells.push(users.to_string());
        cells.push(at.words.label.drift(token.drift, token.params.period));
    }
    let style = if token.is_expired(at.now) || token.is_suspended() {
        at.theme.warn
    } else {
        at.theme.value
    };
    Row::new(cells).styled(style)
}

pub(super) fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.stock.list;
    let common = || {
        vec![
            Column::new(words.serial, 12),
            Column::new(words.state, 12),
            Column::new(words.branch, 4),
            Column::new(words.expires, 10),
            Column::new(words.batch, 5).right(),
            Column::new(words.contract, 10),
            Column::rest(words.maker),
        ]
    };
    let mut wide = common();
    wide.push(Column::new(words.users, 6).right());
    wide.push(Column::new(words.drift, 20));
    Columns::new(wide).or_below(WIDE, common())
}
