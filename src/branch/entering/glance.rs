//! The identity check at a glance: whether there is one, how long it is good, and what it lacks (R10.1, R10.3).

use ratatui::style::Style;

use super::CaseData;
use crate::domain::identity::{Action, Check, Outcome};
use crate::domain::refusal::Refusal;
use crate::ui::screen::Ambient;
use crate::words::{EnteringCommonWords, LabelWords, place};

/// The identity check in one line, and how good it is for an action.
pub(super) fn glance(reading: &CaseData, action: Action, at: &Ambient<'_>) -> (String, Style) {
    let (words, label) = (&at.words.entering.common, &at.words.label);
    let Some(check) = reading.check(action) else {
        return (words.check_none.to_owned(), at.theme.warn);
    };
    match check.outcome {
        Outcome::Open => return (words.check_open.to_owned(), at.theme.warn),
        Outcome::Failed => return (words.check_failed.to_owned(), at.theme.bad),
        Outcome::Confirmed => {}
    }
    let who = who(check, label);
    let methods: Vec<_> = check.methods.iter().map(|method| label.method_kind(method)).collect();
    let (until, methods) = (
        label.soon(check.lapses(&reading.policy), at.now),
        methods.join(at.words.deciding.shown.separator),
    );
    let (methods, who) = (place::Methods(&methods), place::Who(&who));
    match check.serves(action, &reading.sheet.case.contract.number, at.now, &reading.policy) {
        Ok(()) => {
            let text = words.check_good(methods, place::Until(&until), who);
            (text, at.theme.good)
        }
        Err(refusal) => {
            let lacking = lacking(&refusal, words);
            let text = words.check_short(place::Lacking(&lacking), methods, who);
            (text, at.theme.warn)
        }
    }
}

/// How the customer came and who it is.
fn who(check: &Check, label: &LabelWords) -> String {
    format!("{} {}", label.channel(check.channel), label.person(&check.person))
}

/// What a check lacks for an action, in a few words.
pub(crate) fn lacking(refusal: &Refusal, words: &EnteringCommonWords) -> String {
    match refusal {
        Refusal::ChecksTooFew { needed, have } => {
            let more = needed.saturating_sub(*have).to_string();
            words.lack_methods(place::Count(&more))
        }
        Refusal::CallBackNeeded => words.lack_call_back.to_owned(),
        Refusal::CheckLapsed { .. } => words.lack_time.to_owned(),
        _ => words.lack_other.to_owned(),
    }
}
