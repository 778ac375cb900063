//! The registered telephone, how many methods count as it stands, and what each action still needs (R10.3).

use ratatui::style::Style;

use super::How;
use crate::branch::entering::{self, CaseData};
use crate::domain::identity::{Action, Check, Method, Outcome, Person};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::Line;
use crate::ui::screen::Ambient;
use crate::words::place;

/// Digits and hyphens in full width, twice as large for the eye.
fn large(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

impl How {
    /// Adds it below the form.
    pub(super) fn tally<'a>(&'a self, body: Body<'a>, at: &'a Ambient<'a>, reading: &CaseData) -> Body<'a> {
        let words = &at.words.entering.check;
        let phone = large(reading.sheet.case.contract.phone.as_str());
        let style = if self.form.is_focused(&self.fields.called) {
            at.theme.info.patch(at.theme.selected)
        } else {
            at.theme.info
        };
        let body = body.line(words.phone(place::Phone(&phone)), style);
        let body = match reading.sheet.case.contract.called_back_from(at.now, &reading.policy) {
            Some(from) => body.line(words.phone_new(place::At(&at.words.moment(from))), at.theme.warn),
            None => body.line(words.phone_note, at.theme.label),
        };
        let Some(check) = &self.check else { return body };
        let mut methods = self.methods(true, &reading.policy);
        if check.outcome == Outcome::Confirmed {
            let has = |method: &Method| {
                methods
                    .iter()
                    .any(|own| std::mem::discriminant(own) == std::mem::discriminant(method))
            };
            let kept: Vec<_> = check.methods.iter().filter(|method| !has(method)).cloned().collect();
            methods.extend(kept);
        }
        let trial = Check {
            methods,
            outcome: Outcome::Confirmed,
            ..check.clone()
        };
        let counted: Vec<_> = trial
            .methods
            .iter()
            .map(|method| match method {
                // Which facts were right is seen above; here their number has to fit beside everything else.
                Method::Facts(right) => format!("{} ({})", at.words.label.facts, right.len()),
                method => at.words.method(method),
            })
            .collect();
        let text = match trial.strength() {
            0 => words.tally_none.to_owned(),
            count => words.tally(
                place::Count(&count.to_string()),
                place::Methods(&counted.join(at.words.deciding.shown.separator)),
            ),
        };
        let each = [
            Action::Revoke,
            Action::Unlock,
            Action::Register,
            Action::Resync,
            Action::Amend,
        ];
        let each = each.map(|action| {
            let name = place::Action(at.words.label.action(action));
            match lacking(&trial, action, reading, at) {
                None => (words.enough(name), at.theme.good),
                Some(lacking) => (words.short(name, place::Lacking(&lacking)), at.theme.warn),
            }
        });
        // Two stand in a row, so that all have room; each is heard by itself.
        let abreast = if at.is_heard() { 1 } else { 2 };
        body.heading(text).lines_for(move |columns| {
            let second = columns / 2;
            let row = |row: &[(String, Style)]| {
                let texts = row.iter().zip([0, second]);
                Line::new(texts.map(|((text, style), x)| (x, text.clone(), *style)))
            };
            each.chunks(abreast).map(row).collect()
        })
    }
}

/// What a check lacks for an action, in words; nothing if it carries it.
fn lacking(trial: &Check, action: Action, reading: &CaseData, at: &Ambient<'_>) -> Option<String> {
    let is_agent = matches!(trial.person, Person::Agent(_));
    if is_agent && !trial.methods.contains(&Method::Proxy) {
        return Some(at.words.entering.check.lack_proxy.to_owned());
    }
    let contract = &reading.sheet.case.contract.number;
    let refusal = trial.serves(action, contract, at.now, &reading.policy).err()?;
    Some(entering::lacking(&refusal, &at.words.entering.common))
}
