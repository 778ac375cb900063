//! The head of TKSK002: the company, the identity check at a glance, and who could do what.

use ratatui::style::Style;

use super::{Page, standing};
use crate::domain::authority::Verdict;
use crate::domain::calendar;
use crate::domain::identity::{Action, Fact, Outcome};
use crate::ui::keys::Function;
use crate::ui::kit::lines::Line;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, cut, fit, width, wrap};
use crate::words::place;

/// Columns of a name with the gap behind it, at the left edge and in the right half.
const NAME_COLUMNS: u16 = 20;
const RIGHT_NAME_COLUMNS: u16 = 10;
/// Rows that the list below keeps at least, with the names of the parts and what is said of the selected row.
const LIST_ROWS: u16 = 9;
/// Columns between two items of what is open.
const ITEM_GAP: u16 = 2;
/// The end of a row that tells how many items had no room.
const MORE_COLUMNS: u16 = 9;
/// The most rows of the company's name.
const COMPANY_ROWS: usize = 2;

/// Whether registering and resynchronising stand in one row: the one has nothing to say.
fn is_paired(page: &Page) -> bool {
    page.sheet.verdicts.contains(&(Action::Register, Verdict::Nothing))
}

/// Whether there is a token to stop (R9.6).
fn stops(page: &Page) -> bool {
    let verdict = page.sheet.verdicts.iter().find(|(of, _)| *of == Action::Stop);
    verdict.is_some_and(|(_, verdict)| *verdict != Verdict::Nothing)
}

/// What is open in rows of so many columns, item behind item.
fn packed(page: &Page, columns: u16, at: &Ambient<'_>) -> Vec<Vec<(String, Style)>> {
    let mut rows: Vec<Vec<(String, Style)>> = vec![];
    let mut used = 0;
    for (text, style) in standing::items(&page.sheet, at) {
        let needed = width(&text);
        match rows.last_mut() {
            Some(row) if used + ITEM_GAP + needed <= columns => row.push((text, style)),
            _ => {
                rows.push(vec![(text, style)]);
                used = 0;
            }
        }
        used += needed + if used > 0 { ITEM_GAP } else { 0 };
    }
    rows
}

fn company_lines(page: &Page, columns: u16) -> Vec<String> {
    let name = page.sheet.case.contract.company.as_str();
    let mut lines = wrap(name, columns.saturating_sub(NAME_COLUMNS));
    lines.truncate(COMPANY_ROWS);
    lines
}

/// Texts of a row, each from its column.
type Texts = Vec<(u16, String, Style)>;

/// The head in so many columns, of a body of so many rows: a long company name takes two, and what is open as many as there is
/// room for.
pub(super) fn lines(page: &Page, (columns, rows): (u16, u16), at: &Ambient<'_>) -> Vec<Line> {
    let words = &at.words.finding.sheet;
    let contract = &page.sheet.case.contract;
    let mut lines: Vec<Texts> = Vec::new();
    // What the caller is asked just now stands nowhere (R10.6).
    let told = |fact, value: String| page.sheet.told(fact, value, at.words.entering.common.asked_now);
    let branch = told(
        Fact::Branch,
        format!("{} ({})", contract.branch.name, contract.branch.code),
    );
    let number = contract.number.as_str();
    lines.push(pair(columns, at, (words.number, number), (words.branch, &branch)));
    let mut name = words.company;
    for company in company_lines(page, columns) {
        lines.push(named(0, at, std::mem::take(&mut name), &company, at.theme.title));
    }
    if let Some(last) = lines.last_mut() {
        let behind = NAME_COLUMNS + last.last().map_or(0, |(_, company, _)| width(company)) + 2;
        let kana = cut(contract.kana.as_str(), columns.saturating_sub(behind)).into_owned();
        last.push((behind, kana, at.theme.value));
    }
    let (account, phone) = (
        told(
            Fact::Account,
            at.words.payments.common.named_account(contract.account.as_str()),
        ),
        contract.phone.as_str(),
    );
    lines.push(pair(columns, at, (words.account, &account), (words.phone, phone)));
    let start = told(Fact::StartDate, at.words.day(contract.start));
    let grace = told(Fact::StartDate, grace(page, at));
    lines.push(pair(columns, at, (words.start, &start), (words.grace, &grace)));
    if let Some(caution) = &page.sheet.caution {
        let since = at.words.label.soon(caution.at, at.now);
        let text = at.words.caution.stands(place::At(&since));
        let name = (1, at.words.caution.name.to_owned(), at.theme.bad);
        lines.push(vec![name, (NAME_COLUMNS, text, at.theme.bad)]);
    }
    let (text, style) = check(page, at);
    lines.push(named(0, at, words.check, &text, style));
    verdicts(&mut lines, page, columns, at);
    let room = rows.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(LIST_ROWS));
    lines.extend(open(page, columns, usize::from(room.max(1)), at));
    lines.into_iter().map(Line::new).collect()
}

/// Who could do what (R7.1, R9.2), each with its key.
fn verdicts(lines: &mut Vec<Texts>, page: &Page, columns: u16, at: &Ambient<'_>) {
    let half = (columns / 2).saturating_sub(1);
    for (action, function) in [
        (Action::Unlock, Function::Unlock),
        (Action::Revoke, Function::Revoke),
        (Action::Register, Function::Register),
    ] {
        let verdict = page.sheet.verdicts.iter().find(|(of, _)| *of == action);
        let Some((_, verdict)) = verdict else { continue };
        let style = match verdict {
            Verdict::Customer(_) => at.theme.value,
            Verdict::BankOnly(_) => at.theme.warn,
            Verdict::Nothing => at.theme.off,
        };
        let key = at.keymap.key(function).to_string();
        let name = format!("{key:<3} {}", at.words.label.action(action));
        let mut line = named(0, at, &name, &at.words.label.verdict(action, verdict), style);
        if action == Action::Register && is_paired(page) {
            line.extend(resync(page, half, columns - half, at));
        } else if action == Action::Unlock && *verdict == Verdict::Nothing && stops(page) {
            // Where nothing is suspended, the stop that is offered first when a caller is not sure stands beside it (R9.6).
            let key = at.keymap.key(Function::StopToken).to_string();
            let name = format!("{key:<3} {}", at.words.label.action(Action::Stop));
            line.extend(named(half, at, &name, at.words.finding.sheet.stop_way, at.theme.info));
        }
        lines.push(line);
    }
    if !is_paired(page) {
        lines.push(resync(page, 0, columns, at));
    }
}

/// Resynchronising, from a column on in so many columns: never the customer (R6.5), and by way of the inquiry. Where there is no
/// room for the way, that much is said.
fn resync(page: &Page, from: u16, columns: u16, at: &Ambient<'_>) -> Texts {
    let label = &at.words.label;
    let verdict = page.sheet.verdicts.iter().find(|(of, _)| *of == Action::Resync);
    let Some((action, verdict)) = verdict else {
        return Vec::new();
    };
    let mut text = label.verdict(*action, verdict);
    if matches!(verdict, Verdict::BankOnly(_)) {
        let key = at.keymap.key(Function::Execute).to_string();
        text = at.words.finding.sheet.resync_way(place::Key(&key));
        if width(&text) > columns.saturating_sub(NAME_COLUMNS) {
            label.bank_only.clone_into(&mut text);
        }
    }
    let style = if *verdict == Verdict::Nothing {
        at.theme.off
    } else {
        at.theme.warn
    };
    // No key stands before it: the one that leads there opens the inquiry, and is called so on the bar.
    let name = format!("    {}", label.action(*action));
    named(from, at, &name, &text, style)
}

/// What is open, in at most so many rows; of more than that the number is told.
fn open(page: &Page, columns: u16, rows: usize, at: &Ambient<'_>) -> Vec<Texts> {
    let packed = packed(page, columns.saturating_sub(NAME_COLUMNS + MORE_COLUMNS), at);
    let hidden: usize = packed.iter().skip(rows).map(Vec::len).sum();
    let (mut name, last) = (at.words.finding.standing.name, rows.saturating_sub(1));
    let mut lines = Vec::new();
    for (index, items) in packed.into_iter().take(rows).enumerate() {
        let mut line = vec![(1, std::mem::take(&mut name).to_owned(), at.theme.label)];
        let mut x = NAME_COLUMNS;
        for (text, style) in items {
            let text = cut(&text, columns.saturating_sub(x)).into_owned();
            let gap = x + width(&text);
            line.extend([(x, text, style), (gap, String::new(), at.theme.value)]);
            x = gap + ITEM_GAP;
        }
        if hidden > 0 && index == last {
            let more = at.words.finding.standing.more(place::Count(&hidden.to_string()));
            let end = columns.saturating_sub(MORE_COLUMNS);
            line.push((end, fit(&more, MORE_COLUMNS, Align::Right), at.theme.warn));
        }
        lines.push(line);
    }
    lines
}

/// A name and its value, from a column on.
fn named(from: u16, at: &Ambient<'_>, name: &str, value: &str, style: Style) -> Texts {
    let name = (from + 1, name.to_owned(), at.theme.label);
    vec![name, (from + NAME_COLUMNS, value.to_owned(), style)]
}

/// Two names and their values.
fn pair(columns: u16, at: &Ambient<'_>, left: (&str, &str), right: (&str, &str)) -> Texts {
    let half = columns / 2;
    let mut texts = named(0, at, left.0, left.1, at.theme.value);
    texts.push((half, right.0.to_owned(), at.theme.label));
    texts.push((half + RIGHT_NAME_COLUMNS, right.1.to_owned(), at.theme.value));
    texts
}

/// The grace period in words (R4.2): its last day is part of it.
fn grace(page: &Page, at: &Ambient<'_>) -> String {
    let words = &at.words.finding.sheet;
    let today = calendar::day_of(at.now);
    let day = at.words.day(page.grace_until);
    if today < page.sheet.case.contract.start {
        words.grace_before.to_owned()
    } else if today <= page.grace_until {
        words.grace_runs(place::Day(&day))
    } else {
        words.grace_over(place::Day(&day))
    }
}

/// The identity check that an action could rest on now (R10.1).
fn check(page: &Page, at: &Ambient<'_>) -> (String, Style) {
    let words = &at.words.finding.sheet;
    let live = page.lapses.filter(|lapses| at.now < *lapses);
    let (Some(check), Some(lapses)) = (&page.sheet.check, live) else {
        return (words.no_check.to_owned(), at.theme.off);
    };
    let label = &at.words.label;
    let methods: Vec<_> = check.methods.iter().map(|method| at.words.method(method)).collect();
    let (until, methods) = (label.soon(lapses, at.now), methods.join(label.comma));
    let person = label.person(&check.person);
    let (channel, person) = (place::Channel(label.channel(check.channel)), place::Person(&person));
    let (methods, until) = (place::Methods(&methods), place::Until(&until));
    match check.outcome {
        Outcome::Confirmed => (words.valid_check(channel, methods, person, until), at.theme.good),
        Outcome::Open => (words.open_check(channel, person), at.theme.warn),
        Outcome::Failed => (words.failed_check(channel, person), at.theme.bad),
    }
}
