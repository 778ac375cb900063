//! The head of TKSK002: the company, the identity check at a glance, and who could do what.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Page, standing};
use crate::domain::authority::Verdict;
use crate::domain::calendar;
use crate::domain::identity::{Action, Fact, Outcome};
use crate::ui::keys::Function;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, cut, put, put_fit, width, wrap};
use crate::words::place;

/// Columns of a name with the gap behind it, at the left edge and in the right half.
const NAME_COLUMNS: u16 = 20;
const RIGHT_NAME_COLUMNS: u16 = 10;
/// Rows beside those of the company's name.
const OTHER_ROWS: u16 = 7;
/// Rows that the list below keeps at least, with the names of the parts and what is said of the selected row.
const LIST_ROWS: u16 = 9;
/// Columns between two items of what is open.
const ITEM_GAP: u16 = 2;
/// The end of a row that tells how many items had no room.
const MORE_COLUMNS: u16 = 9;
/// The most rows of the company's name.
const COMPANY_ROWS: usize = 2;

/// The rows of the head in an area: a long company name takes two, and what is open as many as there is room for.
pub(super) fn rows(page: &Page, area: Rect, at: &Ambient<'_>) -> u16 {
    let company = u16::try_from(company_lines(page, area.width).len()).unwrap_or(1);
    let caution = u16::from(page.sheet.caution.is_some());
    let fixed = OTHER_ROWS + caution + company + u16::from(!is_paired(page));
    let room = area.height.saturating_sub(fixed + LIST_ROWS).max(1);
    let open = packed(page, area.width.saturating_sub(NAME_COLUMNS + MORE_COLUMNS), at).len();
    fixed + u16::try_from(open).unwrap_or(u16::MAX).min(room)
}

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

/// Draws the head.
pub(super) fn view(page: &Page, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let words = &at.words.finding.sheet;
    let contract = &page.sheet.case.contract;
    let mut rows = (area.top()..area.bottom()).map(|y| Rect { y, height: 1, ..area });
    let mut row = || rows.next().unwrap_or_default();

    // What the caller is asked just now stands nowhere (R10.6).
    let told = |fact, value: String| page.sheet.told(fact, value, at.words.entering.common.asked_now);
    let branch = told(
        Fact::Branch,
        format!("{} ({})", contract.branch.name, contract.branch.code),
    );
    let number = contract.number.as_str();
    pair(row(), buf, at, (words.number, number), (words.branch, &branch));
    let (mut name, mut place) = (words.company, Rect::default());
    let mut behind = 0;
    for company in company_lines(page, area.width) {
        place = row();
        line(place, buf, at, std::mem::take(&mut name), &company, at.theme.title);
        behind = place.x + NAME_COLUMNS + width(&company) + 2;
    }
    let room = place.right().saturating_sub(behind);
    put(
        buf,
        behind,
        place.y,
        room,
        &cut(contract.kana.as_str(), room),
        at.theme.value,
    );
    let (account, phone) = (
        told(Fact::Account, contract.account.to_string()),
        contract.phone.as_str(),
    );
    pair(row(), buf, at, (words.account, &account), (words.phone, phone));
    let start = told(Fact::StartDate, at.words.day(contract.start));
    pair(
        row(),
        buf,
        at,
        (words.start, &start),
        (words.grace, &told(Fact::StartDate, grace(page, at))),
    );
    if let Some(caution) = &page.sheet.caution {
        let since = at.words.label.soon(caution.at, at.now);
        let text = at.words.caution.stands(place::At(&since));
        let place = row();
        line(place, buf, at, at.words.caution.name, &text, at.theme.bad);
        put_fit(
            buf,
            inward(split(place, NAME_COLUMNS).0),
            at.words.caution.name,
            Align::Left,
            at.theme.bad,
        );
    }
    let (text, style) = check(page, at);
    line(row(), buf, at, words.check, &text, style);
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
        if action == Action::Register && is_paired(page) {
            let (half, other) = split(row(), (area.width / 2).saturating_sub(1));
            line(half, buf, at, &name, &at.words.label.verdict(action, verdict), style);
            resync(page, other, buf, at);
            continue;
        }
        // Where nothing is suspended, the stop that is offered first when a caller is not sure stands beside it (R9.6).
        if action == Action::Unlock && *verdict == Verdict::Nothing && stops(page) {
            let (half, other) = split(row(), (area.width / 2).saturating_sub(1));
            line(half, buf, at, &name, &at.words.label.verdict(action, verdict), style);
            let key = at.keymap.key(Function::StopToken).to_string();
            let name = format!("{key:<3} {}", at.words.label.action(Action::Stop));
            line(other, buf, at, &name, words.stop_way, at.theme.info);
            continue;
        }
        line(row(), buf, at, &name, &at.words.label.verdict(action, verdict), style);
    }
    if !is_paired(page) {
        resync(page, row(), buf, at);
    }
    open(page, area, row, buf, at);
}

/// Resynchronising: never the customer (R6.5), and by way of the inquiry. Where there is no room for the way, that much is said.
fn resync(page: &Page, place: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let label = &at.words.label;
    let verdict = page.sheet.verdicts.iter().find(|(of, _)| *of == Action::Resync);
    let Some((action, verdict)) = verdict else { return };
    let mut text = label.verdict(*action, verdict);
    if matches!(verdict, Verdict::BankOnly(_)) {
        let key = at.keymap.key(Function::Execute).to_string();
        text = at.words.finding.sheet.resync_way(place::Key(&key));
        if width(&text) > place.width.saturating_sub(NAME_COLUMNS) {
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
    line(place, buf, at, &name, &text, style);
}

/// What is open, as far as there is room; of more than that the number is told.
fn open(page: &Page, area: Rect, mut row: impl FnMut() -> Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let packed = packed(page, area.width.saturating_sub(NAME_COLUMNS + MORE_COLUMNS), at);
    let mut name = at.words.finding.standing.name;
    let mut rest = packed.iter().peekable();
    while let Some(items) = rest.next() {
        let place = row();
        if place.height == 0 {
            break;
        }
        line(place, buf, at, std::mem::take(&mut name), "", at.theme.value);
        let mut x = place.x + NAME_COLUMNS;
        for (text, style) in items {
            let room = place.right().saturating_sub(x);
            x = put(buf, x, place.y, room, &cut(text, room), *style) + ITEM_GAP;
        }
        if rest.peek().is_some() && place.y + 1 == area.bottom() {
            let count: usize = rest.clone().map(Vec::len).sum();
            let more = at.words.finding.standing.more(place::Count(&count.to_string()));
            let end = Rect::new(place.right().saturating_sub(MORE_COLUMNS), place.y, MORE_COLUMNS, 1);
            put_fit(buf, end, &more, Align::Right, at.theme.warn);
        }
    }
}

/// A name and its value in a row.
fn line(row: Rect, buf: &mut Buffer, at: &Ambient<'_>, name: &str, value: &str, style: Style) {
    let (name_place, value_place) = split(row, NAME_COLUMNS);
    put_fit(buf, inward(name_place), name, Align::Left, at.theme.label);
    put_fit(buf, value_place, value, Align::Left, style);
}

/// Two names and their values in a row.
fn pair(row: Rect, buf: &mut Buffer, at: &Ambient<'_>, left: (&str, &str), right: (&str, &str)) {
    let (half, other) = split(row, row.width / 2);
    line(half, buf, at, left.0, left.1, at.theme.value);
    let (name_place, value_place) = split(other, RIGHT_NAME_COLUMNS);
    put_fit(buf, name_place, right.0, Align::Left, at.theme.label);
    put_fit(buf, value_place, right.1, Align::Left, at.theme.value);
}

/// The same place a column in, where the body of every screen begins.
fn inward(place: Rect) -> Rect {
    Rect {
        x: place.x.saturating_add(1),
        width: place.width.saturating_sub(1),
        ..place
    }
}

fn split(row: Rect, columns: u16) -> (Rect, Rect) {
    let columns = columns.min(row.width);
    let (x, width) = (row.x + columns, row.width - columns);
    (Rect { width: columns, ..row }, Rect { x, width, ..row })
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
