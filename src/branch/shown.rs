//! What an action does, before ＞ after, in words: the same lines for the teller (TKNN001), the supervisor (TSNN002)
//! and the receipt (TKNR009), made from one [`Shown`] (R11.3).

use crate::desk::{Shown, StoppedFirst, TokenChange, UserChange};
use crate::domain::approval::{self, Approval};
use crate::domain::caution::Caution;
use crate::domain::identity::Action;
use crate::domain::state::OtpState;
use crate::domain::values::Serial;
use crate::report::contracts as report;
use crate::report::telling;
use crate::ui::kit::lines::Lines;
use crate::ui::screen::{Ambient, Steps};
use crate::ui::text::{Align, fit, width};
use crate::words::place;

/// What TKNR009 closes with: the action is over, so an entry screen that opened TKNN001 for this closes itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished;

/// Columns of the widest mark before a user and the gap behind it.
const GAP: u16 = 1;
/// A name with less room than this goes to a line of its own.
const NAME_AT_LEAST: u16 = 9;
/// A login ID or name longer than this is cut where several stand beside each other.
const ID_AT_MOST: u16 = 20;

/// Whether the action lies ahead or is over: the closed period of R8.2 begins only when it is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// It would be so now.
    Planned,
    /// It was so.
    Settled,
}

/// A step of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Confirm,
    Approve,
    Done,
}

/// The steps of an action: 入力 確認 承認 完了, without 承認 where it is done at once (R11.1).
pub(super) fn steps(at: &Ambient<'_>, action: Option<Action>, step: Step) -> Steps {
    let words = &at.words.deciding.shown;
    // What is waited for is approved, whatever of its kind is done at once (R7.6).
    let approved = step == Step::Approve || action.is_none_or(|action| approval::needed(action) == Approval::Before);
    let mut labels = vec![words.step_entry.to_owned(), words.step_confirm.to_owned()];
    labels.extend(approved.then(|| words.step_approve.to_owned()));
    labels.push(words.step_done.to_owned());
    let current = match step {
        Step::Confirm => 1,
        Step::Approve => 2,
        Step::Done => labels.len() - 1,
    };
    Steps { labels, current }
}

/// That a caution stands on the contract (R10.5).
pub(super) fn caution(lines: &mut Lines<'_>, caution: Option<&Caution>) {
    let at = lines.at();
    if let Some(caution) = caution {
        let since = at.words.label.soon(caution.at, at.now);
        let text = at.words.caution.stands(place::At(&since));
        lines.fact(at.words.caution.name, &text, at.theme.bad);
    }
}

/// All lines of an action: what, for whom, on which identity check, and what becomes of users and tokens.
pub(super) fn describe(lines: &mut Lines<'_>, shown: &Shown, when: When) {
    subject(lines, shown);
    issue(lines, shown);
    grounds(lines, shown);
    identity(lines, shown);
    effects(lines, shown, when);
}

/// What was done to what, for a receipt: why and on what it was decided stand on the screens before.
pub(super) fn brief(lines: &mut Lines<'_>, shown: &Shown) {
    subject(lines, shown);
    issue(lines, shown);
    effects(lines, shown, When::Settled);
}

fn subject(lines: &mut Lines<'_>, shown: &Shown) {
    let at = lines.at();
    let (words, label, style) = (&at.words.deciding.shown, &at.words.label, at.theme.value);
    let action = match shown.reason {
        Some(reason) => format!("{} ({})", label.action(shown.action), label.reason(reason)),
        None => label.action(shown.action).to_owned(),
    };
    lines.fact(words.action, &action, style);
    let contract = format!("{} {}", shown.contract, shown.company);
    lines.fact(words.contract, &contract, style);
}

/// The fob that is issued, and on what terms (R15.5).
fn issue(lines: &mut Lines<'_>, shown: &Shown) {
    let Some(issue) = &shown.issue else { return };
    let at = lines.at();
    let (words, label, theme) = (&at.words.deciding.shown, &at.words.label, at.theme);
    let terms = &issue.terms;
    let expires = issue
        .expires
        .map_or_else(|| label.no_expiry.to_owned(), |expires| at.words.moment(expires));
    let fob = words.issue_fob_value(
        place::Branch(issue.from.as_str()),
        place::Expires(&expires),
        place::Serial(issue.serial.as_str()),
    );
    lines.fact(words.issue_fob, &fob, theme.good);
    lines.fact(words.issue_cause, label.cause(terms.cause), theme.value);
    if let Some(old) = &issue.old {
        let old = if issue.owed {
            words.issue_owed(place::Serial(old.as_str()))
        } else {
            old.to_string()
        };
        lines.fact(words.issue_old, &old, theme.value);
    }
    lines.fact(words.issue_way, label.way(terms.way), theme.value);
    let (applied, style) = match terms.applied {
        Some(day) => (words.issue_applied_value(place::Day(&at.words.day(day))), theme.value),
        None => (words.issue_awaited.to_owned(), theme.warn),
    };
    lines.fact(words.issue_applied, &applied, style);
    let yen = telling::yen(terms.fee);
    let fee = match &terms.waived {
        _ if terms.fee == 0 => words.issue_free.to_owned(),
        Some(reason) => words.issue_waived(place::Reason(reason.as_str()), place::Yen(&yen)),
        None => words.issue_fee_value(place::Yen(&yen)),
    };
    lines.fact(words.issue_fee, &fee, theme.value);
}

fn grounds(lines: &mut Lines<'_>, shown: &Shown) {
    let at = lines.at();
    let (words, label, theme) = (&at.words.deciding.shown, &at.words.label, at.theme);
    lines.fact(words.could, &label.verdict(shown.action, &shown.could), theme.value);
    if let Some(reason) = &shown.override_reason {
        lines.fact(words.override_reason, reason.as_str(), theme.warn);
    }
    let approval = match shown.approval {
        Approval::Before => words.approval_before,
        Approval::After => words.approval_after,
    };
    lines.fact(words.approval, approval, theme.value);
    if let Some(stopped) = &shown.stopped {
        lines.note(&first_stopped(stopped, at), theme.warn);
    }
}

/// What is stopped at once while a revocation waits (R7.6).
fn first_stopped(stopped: &StoppedFirst, at: &Ambient<'_>) -> String {
    let words = &at.words.deciding.shown;
    let serials: Vec<_> = stopped.serials.iter().map(Serial::as_str).collect();
    let serials = serials.join(at.words.label.comma);
    let times = stopped.times.to_string();
    match &stopped.receipt {
        _ if serials.is_empty() => words.stopped_already(place::Times(&times)),
        Some(receipt) => words.stopped_now(place::Receipt(receipt), place::Serials(&serials), place::Times(&times)),
        None => words.stopped_first(place::Serials(&serials), place::Times(&times)),
    }
}

fn identity(lines: &mut Lines<'_>, shown: &Shown) {
    let at = lines.at();
    let (words, label, check) = (&at.words.deciding.shown, &at.words.label, &shown.check);
    let value = words.check_value(
        place::At(&label.soon(check.at, at.now)),
        place::By(&at.words.member(&check.by)),
        place::Channel(label.channel(check.channel)),
        place::Outcome(label.outcome(check.outcome)),
        place::Person(&label.person(&check.person)),
    );
    lines.fact(words.check, &value, at.theme.value);
    let methods: Vec<_> = check.methods.iter().map(|method| at.words.method(method)).collect();
    let methods = if methods.is_empty() {
        words.no_methods.to_owned()
    } else {
        methods.join(words.separator)
    };
    lines.fact(words.methods, &methods, at.theme.value);
}

/// What becomes of users and tokens, and what that means.
fn effects(lines: &mut Lines<'_>, shown: &Shown, when: When) {
    let at = lines.at();
    let words = &at.words.deciding.shown;
    if let Some(opens) = shown.reopens_at {
        let opens = at.words.moment(opens);
        let value = match when {
            When::Planned => words.reopens_planned(place::At(&opens)),
            When::Settled => words.reopens_value(place::At(&opens)),
        };
        lines.fact(words.reopens, &value, at.theme.warn);
    }
    if !shown.differences.is_empty() {
        lines.heading(words.differences);
        for difference in &shown.differences {
            lines.note(&report::change(difference, at.words), at.theme.value);
        }
    }
    if let Some(passwords) = &shown.passwords {
        lines.heading(at.words.entering.passwords.heading);
        let login_id = passwords.login_id.as_str();
        let user = shown.users.iter().find(|user| user.login_id == passwords.login_id);
        let name = user.map_or("", |user| user.name.as_str());
        lines.note(format!("{login_id} {name}").trim(), at.theme.value);
        for change in telling::passwords(passwords, at.words) {
            lines.note(&change, at.theme.warn);
        }
        return;
    }
    // A change of the contract concerns no registration, unless it does.
    if shown.action == Action::Amend && shown.users.is_empty() {
        return;
    }
    let sharing = shown.users.iter().filter(|user| !user.chosen).count();
    let (chosen, sharing_text) = ((shown.users.len() - sharing).to_string(), sharing.to_string());
    let is_clock = shown.action == Action::Resync;
    let is_closing = shown.action == Action::Close;
    // A fob that is only issued is nobody's yet.
    if shown.users.is_empty() && (shown.issue.is_some() || shown.action == Action::Unlock) {
    } else if is_clock {
        lines.heading(&words.users_of_token(place::Count(&sharing_text)));
    } else if is_closing {
        lines.heading(&words.users_of_closed(place::Count(&sharing_text)));
    } else {
        lines.heading(&words.users(place::Chosen(&chosen), place::Shared(&sharing_text)));
    }
    users(lines, shown);
    if sharing > 0 && !is_clock && !is_closing {
        lines.note(&words.shared_note(place::Count(&sharing_text)), at.theme.warn);
    }
    if !shown.tokens.is_empty() || !shown.owed.is_empty() {
        lines.heading(words.tokens);
    }
    for token in &shown.tokens {
        lines.row(vec![(2, token_change(at, token), at.theme.value)]);
        if when == When::Planned && token.becomes_lost() {
            let serial = token.serial.as_str();
            lines.note(&words.lost_note(place::Serial(serial)), at.theme.bad);
        }
    }
    for serial in &shown.owed {
        let owed = format!("{serial}  {}", at.words.label.owed);
        lines.row(vec![(2, owed, at.theme.warn)]);
    }
}

/// A user a line where it fits, otherwise two: who, and below it what changes.
fn users(lines: &mut Lines<'_>, shown: &Shown) {
    let at = lines.at();
    let words = &at.words.deciding.shown;
    let widest = |of: &dyn Fn(&UserChange) -> String| shown.users.iter().map(|user| width(&of(user))).max();
    let mark = width(words.chosen).max(width(words.shared));
    let id = widest(&|user| user.login_id.to_string()).unwrap_or(0).min(ID_AT_MOST);
    let serial = widest(&|user| serial_of(user).to_owned()).unwrap_or(0);
    let kind = widest(&|user| at.words.label.kind(user.kind).to_owned()).unwrap_or(0);
    let change = widest(&|user| user_change(at, user)).unwrap_or(0);
    let fixed = 2 + mark + GAP + id + GAP + GAP + serial + 2 * GAP;
    let name_alone = lines.width().saturating_sub(fixed + change);
    let one_line = name_alone >= NAME_AT_LEAST;
    let with_kind = !one_line || name_alone >= 2 * NAME_AT_LEAST + kind + GAP;
    let kind = if with_kind { kind + GAP } else { 0 };
    let rest = if one_line {
        name_alone
    } else {
        lines.width().saturating_sub(fixed)
    };
    let name = rest.saturating_sub(kind).min(2 * ID_AT_MOST);
    for user in &shown.users {
        let (mark_text, style) = if user.chosen {
            (words.chosen, at.theme.value)
        } else if matches!(shown.action, Action::Resync | Action::Close) {
            (words.uses, at.theme.value)
        } else {
            (words.shared, at.theme.warn)
        };
        let mut who = format!(
            "{} {} {} ",
            fit(mark_text, mark, Align::Left),
            fit(user.login_id.as_str(), id, Align::Left),
            fit(user.name.as_str(), name, Align::Left),
        );
        if with_kind {
            who.push_str(&fit(at.words.label.kind(user.kind), kind, Align::Left));
        }
        who.push_str(&fit(serial_of(user), serial, Align::Left));
        let becomes = user_change(at, user);
        if one_line {
            let x = 2 + width(&who) + 2 * GAP;
            lines.row(vec![(2, who, style), (x, becomes, style)]);
        } else {
            lines.row(vec![(2, who, style)]);
            lines.row(vec![(2 + mark + GAP, becomes, style)]);
        }
    }
}

fn serial_of(user: &UserChange) -> &str {
    user.serial.as_ref().map_or("", |serial| serial.as_str())
}

fn user_change(at: &Ambient<'_>, user: &UserChange) -> String {
    let words = &at.words.deciding.shown;
    let state = |state: OtpState| match state {
        OtpState::NotNeeded => words.blank_state.to_owned(),
        state => at.words.label.state(state, at.now),
    };
    let (before, after) = (state(user.before), state(user.after));
    if before == after {
        return before;
    }
    words.change(place::After(&after), place::Before(&before))
}

fn token_change(at: &Ambient<'_>, token: &TokenChange) -> String {
    let (words, label) = (&at.words.deciding.shown, &at.words.label);
    let change = |before: &str, after: &str| words.change(place::After(after), place::Before(before));
    let suspended = |is: bool| {
        if is { words.token_suspended } else { words.token_running }
    };
    let mut parts = vec![token.serial.to_string()];
    if token.was_suspended != token.is_suspended {
        parts.push(change(suspended(token.was_suspended), suspended(token.is_suspended)));
    }
    parts.extend(token.held.map(|held| label.held(held).to_owned()));
    if token.before != token.after {
        parts.push(change(label.stock(token.before), label.stock(token.after)));
    }
    if let Some(drift) = token.drift {
        let (before, after) = (
            label.drift(drift.before, drift.period),
            label.drift(drift.after, drift.period),
        );
        parts.push(words.token_clock(place::After(&after), place::Before(&before)));
    }
    parts.join("  ")
}
