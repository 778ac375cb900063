//! The registered telephone, how many methods count as it stands, and what each action still needs (R10.3).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::super::entering::{self, Reading};
use super::How;
use crate::domain::identity::{Action, Check, Method, Outcome, Person};
use crate::ui::kit::lines;
use crate::ui::screen::Ambient;
use crate::ui::text::put_fit;
use crate::words::place;

/// The rows of it.
pub(super) const ROWS: u16 = 7;

/// Digits and hyphens in full width, twice as large for the eye.
fn large(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
    text.chars().map(|c| wide(c).unwrap_or(c)).collect()
}

impl How {
    /// Draws it below the form.
    pub(super) fn tally(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, reading: &Reading) {
        let words = &at.words.entering.check;
        let phone = large(reading.sheet.case.contract.phone.as_str());
        let style = if self.form.is_focused(&self.called) {
            at.theme.info.patch(at.theme.selected)
        } else {
            at.theme.info
        };
        let phone = words.phone(place::Phone(&phone));
        let columns = crate::ui::text::width(&phone).min(area.width.saturating_sub(2));
        put_fit(
            buf,
            Rect::new(area.x + 2, area.y, columns, 1),
            &phone,
            crate::ui::text::Align::Left,
            style,
        );
        let inside = Rect::new(area.x + 2, area.y, area.width.saturating_sub(2), area.height);
        match reading.sheet.case.contract.called_back_from(at.now, &reading.policy) {
            Some(from) => {
                let text = words.phone_new(place::At(&at.words.moment(from)));
                lines::line(inside, 1, buf, &text, at.theme.warn);
            }
            None => lines::line(inside, 1, buf, words.phone_note, at.theme.label),
        }
        let Some(check) = &self.check else { return };
        let trial = Check {
            methods: self.methods(true, &reading.policy),
            outcome: Outcome::Confirmed,
            ..check.clone()
        };
        let counted: Vec<_> = trial
            .methods
            .iter()
            .map(|method| match method {
                // Which facts were right is seen above; here their number has to fit beside everything else.
                Method::Facts(right) => format!("{} ({})", at.words.label.facts, right.len()),
                method => at.words.label.method(method),
            })
            .collect();
        let text = match trial.strength() {
            0 => words.tally_none.to_owned(),
            count => words.tally(
                place::Count(&count.to_string()),
                place::Methods(&counted.join(at.words.deciding.shown.separator)),
            ),
        };
        lines::line(inside, 2, buf, &text, at.theme.heading);
        let actions = [Action::Revoke, Action::Unlock, Action::Register, Action::Resync];
        for (action, down) in actions.into_iter().zip(3..) {
            let name = at.words.label.action(action);
            let (text, style) = match lacking(&trial, action, reading, at) {
                None => (words.enough(place::Action(name)), at.theme.good),
                Some(lacking) => (
                    words.short(place::Action(name), place::Lacking(&lacking)),
                    at.theme.warn,
                ),
            };
            lines::line(inside, down, buf, &text, style);
        }
    }
}

/// What a check lacks for an action, in words; nothing if it carries it.
fn lacking(trial: &Check, action: Action, reading: &Reading, at: &Ambient<'_>) -> Option<String> {
    let is_agent = matches!(trial.person, Person::Agent(_));
    if is_agent && !trial.methods.contains(&Method::Proxy) {
        return Some(at.words.entering.check.lack_proxy.to_owned());
    }
    let contract = &reading.sheet.case.contract.number;
    let refusal = trial.serves(action, contract, at.now, &reading.policy).err()?;
    Some(entering::lacking(&refusal, &at.words.entering.common))
}
