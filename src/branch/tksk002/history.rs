//! What happened to a contract: the newest entries of the trail about it.

use crate::branch::tkns001::told;
use crate::report::trail::told::actor_short;
use crate::store::Entry;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

pub(super) fn columns(words: &Words) -> Columns {
    let (result, words) = (told::result_columns(words), &words.finding.sheet);
    Columns::new(vec![
        Column::new(words.at, 16),
        Column::new(words.deed, 20).whole(),
        Column::rest(words.subject),
        Column::new(words.result, result.max(12)),
        Column::new(words.actor, 10),
    ])
}

/// An entry in a row.
pub(super) fn row(entry: &Entry, at: &Ambient<'_>) -> Row {
    let draft = &entry.draft;
    let (result, style) = told::result(draft, at);
    Row::new([
        at.words.short_minute(draft.at),
        at.words.value(&draft.action).to_owned(),
        at.words.subject(&draft.action, &draft.subject),
        result,
        actor_short(draft, at.words),
    ])
    .styled(style)
}

/// What the columns have no room for.
pub(super) fn line(entry: &Entry, at: &Ambient<'_>) -> String {
    let draft = &entry.draft;
    let receipt = draft.receipt.as_deref().unwrap_or("-");
    at.words.finding.sheet.entry_row(
        place::Receipt(receipt),
        place::Seq(&entry.seq.to_string()),
        place::Terminal(&draft.terminal),
    )
}
