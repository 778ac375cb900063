//! The slip (受付票): what was done, before → after, and what the customer has to know. It holds no secret.

use std::path::PathBuf;

use super::contracts;
use super::lines::INDENT;
use super::pdf;
use super::telling;
use crate::desk::{ReceiptView, TokenChange, UserChange};
use crate::domain::contract::Branch;
use crate::domain::state::OtpState;
use crate::outbox::{self, Tray};
use crate::ui::text::{Align, fit, width, wrap};
use crate::words::{Words, place};

pub use super::lines::{Kind, Line, NARROWEST, plain};

/// The columns of a slip on paper.
pub const COLUMNS: u16 = 80;
/// Columns between the names and their values.
const GAP: u16 = 2;

/// The slip of a receipt in lines of at most `columns` columns (at least [`NARROWEST`]).
pub fn lines(receipt: &ReceiptView, words: &Words, columns: u16) -> Vec<Line> {
    let columns = columns.max(NARROWEST);
    let (slip, shown) = (&words.telling.slip, &receipt.shown);
    let mut page = Page::new(words, columns);
    page.head(receipt, words);
    page.facts(receipt, words);
    page.blank();
    page.heading(slip.changed);
    for difference in &shown.differences {
        page.note(0, &contracts::change(difference, words));
    }
    for user in &shown.users {
        page.note(0, &user_line(user, words));
        match &shown.passwords {
            Some(passwords) => {
                for change in telling::passwords(passwords, words) {
                    page.note(1, &change);
                }
            }
            None => page.note(1, &user_change(user, receipt, words)),
        }
    }
    for token in &shown.tokens {
        for change in token_changes(token, words) {
            let token = slip.token(place::Serial(token.serial.as_str()));
            page.note(0, &format!("{token}  {change}"));
        }
    }
    for serial in &shown.owed {
        let token = slip.token(place::Serial(serial.as_str()));
        page.note(0, &format!("{token}  {}", words.label.owed));
    }
    page.blank();
    page.heading(slip.tell);
    for (_, text) in telling::done(shown, words) {
        page.note(0, &text);
    }
    page.blank();
    let head = format!("{}:{}", receipt.entry, receipt.head);
    page.set(Kind::Code(head.to_ascii_uppercase()));
    page.fact(slip.head, &head);
    page.beside(|page| page.note(0, slip.head_note));
    page.blank();
    page.set(Kind::Boxes(
        [slip.box_staff, slip.box_seal, slip.box_customer]
            .map(str::to_owned)
            .to_vec(),
    ));
    page.lines
}

/// Who writes: the bank with the branch, and where it is reached.
pub(super) fn letterhead([bank, contact]: &[String; 2], branch: &Branch, training: bool, words: &Words) -> [String; 2] {
    let slip = &words.telling.slip;
    let bank = if training && bank.is_empty() {
        slip.training_bank
    } else {
        bank
    };
    let branch = slip.branch_value(place::Code(branch.code.as_str()), place::Name(branch.name.as_str()));
    [format!("{bank} {branch}").trim().to_owned(), contact.clone()]
}

/// The slip as plain text.
pub fn text(receipt: &ReceiptView, words: &Words, columns: u16) -> String {
    plain(&lines(receipt, words, columns), columns)
}

/// Writes the lines of a slip as a PDF under its receipt number, and gives where. What is there already stays; the same again
/// is the same slip.
///
/// # Errors
/// Those of the outbox.
pub fn write(to: &Tray, number: &str, lines: &[Line]) -> Result<PathBuf, outbox::Error> {
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

/// Columns that a code takes on paper at the right.
const CODE: u16 = 16;

impl Page {
    fn new(words: &Words, columns: u16) -> Self {
        let slip = &words.telling.slip;
        let names = [
            &slip.receipt,
            &slip.at,
            &slip.staff,
            &slip.approver,
            &slip.contract,
            &slip.action,
            &slip.applicant,
            &slip.check,
            &slip.reopens,
            &slip.head,
        ];
        Self {
            lines: Vec::new(),
            columns,
            names: names.into_iter().map(|name| width(name)).max().unwrap_or(0),
        }
    }

    /// Letterhead, title, and whom it is for.
    fn head(&mut self, receipt: &ReceiptView, words: &Words) {
        let slip = &words.telling.slip;
        let [from, contact] = letterhead(&receipt.letterhead, &receipt.branch, receipt.training, words);
        self.heading(&from);
        if !contact.is_empty() {
            self.note(0, &contact);
        }
        let title = if receipt.reissued { slip.title_again } else { slip.title };
        self.large(title);
        if receipt.training {
            self.heading(slip.training);
        }
        self.large(&slip.to(place::Company(receipt.shown.company.as_str())));
    }

    /// What was done, for whom and by whom.
    fn facts(&mut self, receipt: &ReceiptView, words: &Words) {
        let (slip, label, shown) = (&words.telling.slip, &words.label, &receipt.shown);
        self.fact(slip.receipt, &receipt.number);
        if let Some(line) = self.lines.last_mut() {
            line.kind = Kind::Large;
        }
        self.fact(slip.at, &words.moment(receipt.at));
        self.fact(slip.contract, shown.contract.as_str());
        let action = label.action(shown.action);
        match shown.reason {
            Some(reason) => self.fact(slip.action, &format!("{action} ({})", label.reason(reason))),
            None => self.fact(slip.action, action),
        }
        let check = &shown.check;
        self.fact(
            slip.applicant,
            &slip.applicant_value(
                place::Channel(label.channel(check.channel)),
                place::Person(&label.person(&check.person)),
            ),
        );
        // What was looked at stays with the bank: on paper stands of what kind it was.
        let mut methods: Vec<_> = check.methods.iter().map(|method| label.method_kind(method)).collect();
        methods.dedup();
        self.fact(slip.check, &methods.join(label.comma));
        if let Some(at) = shown.reopens_at {
            let opens = slip.reopens_value(place::At(&words.moment(at)));
            self.fact(slip.reopens, &opens);
        }
        self.fact(slip.staff, &format!("{} {}", receipt.made_by, receipt.made_by_name));
        if let Some(by) = &receipt.approved_by {
            let name = receipt.approved_by_name.as_deref().unwrap_or_default();
            self.fact(slip.approver, format!("{by} {name}").trim());
        }
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn set(&mut self, kind: Kind) {
        self.lines.push(Line {
            texts: Vec::new(),
            kind,
        });
    }

    fn heading(&mut self, text: &str) {
        self.over(text, self.columns, &Kind::Heading);
    }

    /// Twice as large, so in half as many columns.
    fn large(&mut self, text: &str) {
        self.over(text, self.columns / 2, &Kind::Large);
    }

    fn over(&mut self, text: &str, columns: u16, kind: &Kind) {
        let parts = wrap(text, columns);
        self.lines.extend(parts.into_iter().map(|part| Line {
            texts: vec![(0, part)],
            kind: kind.clone(),
        }));
    }

    /// What stands beside a code.
    fn beside(&mut self, add: impl FnOnce(&mut Self)) {
        let columns = self.columns;
        self.columns = columns.saturating_sub(CODE).max(NARROWEST);
        add(self);
        self.columns = columns;
    }

    fn fact(&mut self, name: &str, value: &str) {
        let from = INDENT + self.names + GAP;
        for (index, part) in wrap(value, self.columns.saturating_sub(from)).into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            let name = (INDENT, fit(name, self.names, Align::Left));
            self.lines.push(Line {
                texts: vec![name, (from, part)],
                kind: Kind::Plain,
            });
        }
    }

    fn note(&mut self, depth: u16, text: &str) {
        let from = INDENT * (depth + 1);
        let parts = wrap(text, self.columns.saturating_sub(from));
        self.lines.extend(parts.into_iter().map(|part| Line {
            texts: vec![(from, part)],
            kind: Kind::Plain,
        }));
    }
}
