//! What the contract went through lately: requests, refusals, failed checks, for whoever decides (R11.1).

use crate::domain::values::RequestId;
use crate::report::trail::told;
use crate::store::{Draft, Entry, Written};
use crate::ui::kit::lines::Lines;
use crate::ui::text::{Align, fit, width};
use crate::words::place;

/// The entries but those of the request itself, newest first, a row each.
pub(super) fn past(lines: &mut Lines<'_>, entries: &[Entry], own: RequestId) {
    let at = lines.at();
    let (words, own) = (&at.words.caution, own.to_string());
    lines.heading(words.past);
    let others: Vec<_> = entries
        .iter()
        .map(|entry| &entry.draft)
        .filter(|draft| draft.request.as_deref() != Some(&own))
        .collect();
    if others.is_empty() {
        lines.note(words.past_none, at.theme.label);
    }
    let deed = |draft: &Draft| at.words.value(&draft.action).to_owned();
    let actor = |draft: &Draft| told::actor_short(draft, at.words);
    // As wide as what stands in them: neither an action nor who did it is cut.
    let widest = |text: &dyn Fn(&Draft) -> String| others.iter().map(|draft| width(&text(draft))).max().unwrap_or(0);
    let (deeds, actors) = (widest(&deed), widest(&actor));
    for draft in others {
        let style = match draft.result {
            Written::Refused => at.theme.bad,
            _ if draft.action == "finish_check" => at.theme.bad,
            Written::Waiting | Written::Done => at.theme.value,
        };
        let result = told::result(draft, at.words);
        let row = words.past_row(
            place::Actor(&fit(&actor(draft), actors, Align::Left)),
            place::At(&at.words.label.soon(draft.at, at.now)),
            place::Deed(&fit(&deed(draft), deeds, Align::Left)),
            place::Result(&fit(&result, 12, Align::Left)),
            place::Subject(&at.words.subject(&draft.action, &draft.subject)),
        );
        lines.row(vec![(2, row, style)]);
    }
}
