//! What the contract went through lately: requests, refusals, failed checks, for whoever decides (R11.1).

use crate::domain::values::RequestId;
use crate::store::{Entry, Written};
use crate::ui::kit::lines::Lines;
use crate::ui::text::{Align, fit, width};
use crate::words::fill;

/// The entries but those of the request itself, newest first, a row each.
pub(super) fn past(lines: &mut Lines<'_>, entries: &[Entry], own: RequestId) {
    let at = lines.at();
    let (words, sheet, own) = (&at.words.caution, &at.words.finding.sheet, own.to_string());
    lines.heading(&words.past);
    let others: Vec<_> = entries
        .iter()
        .map(|entry| &entry.draft)
        .filter(|draft| draft.request.as_deref() != Some(&own))
        .collect();
    if others.is_empty() {
        lines.note(&words.past_none, at.theme.label);
    }
    let deed = |action: &str| at.words.value(action).to_owned();
    let deeds = others
        .iter()
        .map(|draft| width(&deed(&draft.action)))
        .max()
        .unwrap_or(0);
    for draft in others {
        let (result, style) = match draft.result {
            Written::Refused => {
                let code = draft.code.as_deref().unwrap_or_default();
                (fill(&sheet.refused, &[("code", code)]), at.theme.bad)
            }
            _ if draft.action == "finish_check" => (words.past_failed.clone(), at.theme.bad),
            Written::Waiting => (at.words.label.waiting.clone(), at.theme.value),
            Written::Done => (at.words.label.done.clone(), at.theme.value),
        };
        let row = fill(
            &words.past_row,
            &[
                ("at", &at.words.label.soon(draft.at, at.now)),
                ("deed", &fit(&deed(&draft.action), deeds, Align::Left)),
                ("result", &fit(&result, 12, Align::Left)),
                ("actor", &fit(&draft.actor, 8, Align::Left)),
                ("subject", &draft.subject),
            ],
        );
        lines.row(vec![(2, row, style)]);
    }
}
