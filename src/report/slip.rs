//! The slip (受付票): what was done, before → after, and what the customer has to know. It holds no secret.

use std::path::PathBuf;

use super::pdf;
use super::telling;
use crate::desk::{ReceiptView, TokenChange, UserChange};
use crate::domain::state::OtpState;
use crate::outbox::{self, Exports};
use crate::ui::text::{Align, fit, width, wrap};
use crate::words::{Words, place};

/// The columns of a slip on paper.
pub const COLUMNS: u16 = 80;
/// The narrowest slip, in columns.
pub const NARROWEST: u16 = 40;
/// Columns before whatever stands below a heading.
const INDENT: u16 = 2;
/// Columns between the names and their values.
const GAP: u16 = 2;

/// A line of a slip: texts with the column that each begins in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The texts, from left to right.
    pub texts: Vec<(u16, String)>,
    /// A line that stands over others.
    pub is_heading: bool,
}

/// The slip of a receipt in lines of at most `columns` columns (at least [`NARROWEST`]).
pub fn lines(receipt: &ReceiptView, words: &Words, columns: u16) -> Vec<Line> {
    let columns = columns.max(NARROWEST);
    let (slip, label, shown) = (&words.telling.slip, &words.label, &receipt.shown);
    let mut page = Page::new(words, columns);
    page.heading(slip.title);
    if receipt.training {
        page.heading(slip.training);
    }
    page.blank();
    page.fact(slip.receipt, &receipt.number);
    page.fact(slip.at, &words.moment(receipt.at));
    let (code, name) = (receipt.branch.code.as_str(), receipt.branch.name.as_str());
    let branch = slip.branch_value(place::Code(code), place::Name(name));
    page.fact(slip.branch, &branch);
    page.fact(slip.staff, receipt.made_by.as_str());
    page.blank();
    page.fact(slip.contract, shown.contract.as_str());
    page.fact(slip.company, shown.company.as_str());
    let action = label.action(shown.action);
    match shown.reason {
        Some(reason) => page.fact(slip.action, &format!("{action} ({})", label.reason(reason))),
        None => page.fact(slip.action, action),
    }
    if let Some(at) = shown.reopens_at {
        let opens = slip.reopens_value(place::At(&words.moment(at)));
        page.fact(slip.reopens, &opens);
    }
    page.blank();
    page.heading(slip.changed);
    for user in &shown.users {
        page.note(0, &user_line(user, words));
        page.note(1, &user_change(user, receipt, words));
    }
    for token in &shown.tokens {
        for change in token_changes(token, words) {
            let token = slip.token(place::Serial(token.serial.as_str()));
            page.note(0, &format!("{token}  {change}"));
        }
    }
    page.blank();
    page.heading(slip.tell);
    for (_, text) in telling::done(shown, words) {
        page.note(0, &text);
    }
    page.blank();
    page.fact(slip.head, &format!("{}:{}", receipt.entry, receipt.head));
    page.note(0, slip.head_note);
    page.lines
}

/// The slip as plain text.
pub fn text(receipt: &ReceiptView, words: &Words, columns: u16) -> String {
    let mut text = String::new();
    for line in lines(receipt, words, columns) {
        let mut at = 0;
        for (column, part) in &line.texts {
            text.push_str(&" ".repeat(usize::from(column.saturating_sub(at))));
            text.push_str(part);
            at = column + width(part);
        }
        text.push('\n');
    }
    text
}

/// Writes the lines of a slip as a PDF under its receipt number, and gives where. What is there already stays; the same again
/// is the same slip.
///
/// # Errors
/// Those of the outbox.
pub fn write(to: &Exports, number: &str, lines: &[Line]) -> Result<PathBuf, outbox::Error> {
    let page = pdf::page(lines, number).map_err(|error| outbox::Error::System {
        path: format!("{number}.pdf"),
        what: outbox::what(&error),
    })?;
    to.write_another(number, "pdf", &page)
}

fn user_line(user: &UserChange, words: &Words) -> String {
    let slip = &words.telling.slip;
    let (login_id, name) = (user.login_id.as_str(), user.name.as_str());
    match &user.serial {
        Some(serial) => slip.user(
            place::LoginId(login_id),
            place::Name(name),
            place::Serial(serial.as_str()),
        ),
        None => slip.user_plain(place::LoginId(login_id), place::Name(name)),
    }
}

fn user_change(user: &UserChange, receipt: &ReceiptView, words: &Words) -> String {
    let state = |state: OtpState| match state {
        OtpState::NotNeeded => words.deciding.shown.blank_state.to_owned(),
        state => words.label.state(state, receipt.at),
    };
    let (before, after) = (state(user.before), state(user.after));
    words.telling.slip.change(place::After(&after), place::Before(&before))
}

/// What changes of a token beside its suspension, which its users' states say.
fn token_changes(token: &TokenChange, words: &Words) -> Vec<String> {
    let label = &words.label;
    let places = |before: &str, after: &str| words.telling.slip.change(place::After(after), place::Before(before));
    let mut changes = Vec::new();
    changes.extend(token.held.map(|held| label.held(held).to_owned()));
    if token.before != token.after {
        changes.push(places(label.stock(token.before), label.stock(token.after)));
    }
    if let Some(drift) = token.drift {
        let [before, after] = [drift.before, drift.after].map(|steps| label.drift(steps, drift.period));
        let clock = &words.deciding.shown;
        changes.push(clock.token_clock(place::After(&after), place::Before(&before)));
    }
    changes
}

/// Lines in the making.
struct Page {
    lines: Vec<Line>,
    columns: u16,
    names: u16,
}

impl Page {
    fn new(words: &Words, columns: u16) -> Self {
        let slip = &words.telling.slip;
        let names = [
            &slip.receipt,
            &slip.at,
            &slip.branch,
            &slip.staff,
            &slip.contract,
            &slip.company,
            &slip.action,
            &slip.reopens,
            &slip.head,
        ];
        Self {
            lines: Vec::new(),
            columns,
            names: names.into_iter().map(|name| width(name)).max().unwrap_or(0),
        }
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn heading(&mut self, text: &str) {
        let parts = wrap(text, self.columns);
        self.lines.extend(parts.into_iter().map(|part| Line {
            texts: vec![(0, part)],
            is_heading: true,
        }));
    }

    fn fact(&mut self, name: &str, value: &str) {
        let from = INDENT + self.names + GAP;
        for (index, part) in wrap(value, self.columns.saturating_sub(from)).into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            let name = (INDENT, fit(name, self.names, Align::Left));
            self.lines.push(Line {
                texts: vec![name, (from, part)],
                is_heading: false,
            });
        }
    }

    fn note(&mut self, depth: u16, text: &str) {
        let from = INDENT * (depth + 1);
        let parts = wrap(text, self.columns.saturating_sub(from));
        self.lines.extend(parts.into_iter().map(|part| Line {
            texts: vec![(from, part)],
            is_heading: false,
        }));
    }
}
