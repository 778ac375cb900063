//! An entry of the trail in words: the same in every list of entries.

use std::borrow::Cow;

use ratatui::style::Style;

use crate::domain::calendar;
pub(in crate::branch) use crate::report::trail::told::{actor, detail, rows, subject};

use crate::report::trail::told;
use crate::store::{Draft, Entry, Written};
use crate::ui::screen::Ambient;
use crate::ui::text::{ELLIPSIS, width};
use crate::words::{Words, place};

/// How it ended, with the number of the refusal.
pub(in crate::branch) fn result(draft: &Draft, at: &Ambient<'_>) -> (String, Style) {
    let is_failed_check = draft.action == "finish_check" && draft.detail.starts_with("failed");
    let style = match draft.result {
        Written::Refused => at.theme.bad,
        _ if is_failed_check => at.theme.bad,
        Written::Waiting => at.theme.warn,
        Written::Done => at.theme.value,
    };
    (told::result(draft, at.words), style)
}

/// The columns that the longest of these takes in this language.
pub(in crate::branch) fn result_columns(words: &Words) -> u16 {
    let told = &words.trail.told;
    let refused = told.refused_by(place::Code("00000"));
    let all = [
        told.done,
        told.waiting,
        words.label.confirmed,
        words.label.failed,
        &refused,
    ];
    all.map(width).into_iter().max().unwrap_or_default()
}

/// The moment in 11 columns: of this year without it.
pub(super) fn moment(entry: &Entry, at: &Ambient<'_>) -> String {
    let (local, now) = (calendar::in_japan(entry.draft.at), calendar::in_japan(at.now));
    let same_year = local.format("%Y").to_string() == now.format("%Y").to_string();
    let form = if same_year { "%m/%d %H:%M" } else { "%Y/%m/%d" };
    local.format(form).to_string()
}

/// The moment to the second.
pub(in crate::branch) fn second(entry: &Entry) -> String {
    let local = calendar::in_japan(entry.draft.at);
    local.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The sentence of a refusal by its number. What filled it then is not kept in the trail, so places are left open.
pub(in crate::branch) fn sentence(code: &str, words: &Words) -> String {
    let (say, _) = words.message(code, &[]);
    format!("{code} {}", opened(&say))
}

/// A sentence with an ellipsis for each of its places.
fn opened(say: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = say;
    while let Some((before, place)) = rest.split_once('{') {
        let Some((_, behind)) = place.split_once('}') else {
            break;
        };
        out.push_str(before);
        out.push_str(ELLIPSIS);
        rest = behind;
    }
    if out.is_empty() {
        say.into()
    } else {
        (out + rest).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_sentence_are_left_open() {
        assert_eq!(opened("あと {left} 回で {x} です"), "あと .. 回で .. です");
        assert_eq!(opened("そのまま"), "そのまま");
        assert_eq!(opened("{a}"), "..");
        assert_eq!(opened("a { b"), "a { b");
    }
}
