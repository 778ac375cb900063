//! What is open about a contract at one look: requests, closed periods, who shares which token, who is kept out, and the last
//! refusal of the day.

use std::collections::BTreeMap;

use ratatui::style::Style;

use crate::branch::entering::drafts::deed;
use crate::desk::{OpenRequest, Sheet};
use crate::domain::access::ServiceState;
use crate::domain::approval::Status;
use crate::domain::authority::{self, Verdict, Why};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::Case;
use crate::domain::closing;
use crate::domain::draft::Unfinished;
use crate::domain::identity::{Action, Fact};
use crate::domain::token::Token;
use crate::domain::user::User;
use crate::domain::values::TokenId;
use crate::store::Written;
use crate::ui::keys::Function;
use crate::ui::screen::Ambient;
use crate::ui::text::cut;
use crate::words::place;

/// The letter by which everyone who shares a token is marked; nothing where nobody does.
pub(super) fn share_mark(case: &Case, token: TokenId) -> Option<char> {
    let shared = case.tokens.iter().filter(|token| case.sharers(token.id).count() > 1);
    let index = shared.into_iter().position(|shared| shared.id == token)?;
    ('A'..='Z').nth(index).or(Some('+'))
}

/// Columns of the newest note.
const NOTE: u16 = 36;

/// The items, what matters most first.
pub(super) fn items(sheet: &Sheet, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let mut items = ended(&sheet.case, at);
    items.extend(drafts(sheet, at));
    items.extend(requests(sheet, at));
    items.extend(notes(sheet, at));
    items.extend(closed(&sheet.case, at));
    items.extend(kept_out(&sheet.case, at));
    items.extend(shared(sheet, at));
    items.extend(refused(sheet, at));
    items
}

/// The day on which the contract was closed (R16.1), and how many fobs are still to be handed in.
fn ended(case: &Case, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let Some(day) = case.contract.closed else { return vec![] };
    let mut text = format!("{} {}", at.words.contracts.field.closed, at.words.day(day));
    let owed = closing::owed(case).len();
    if owed > 0 {
        text = format!("{text}  {} {owed}", at.words.label.owed);
    }
    vec![(text, at.theme.bad)]
}

/// The notes that stand, with the beginning of the newest one (R16.5).
fn notes(sheet: &Sheet, at: &Ambient<'_>) -> Option<(String, Style)> {
    let standing = || sheet.notes.iter().filter(|note| note.stands());
    let newest = standing().next()?;
    let (count, text) = (standing().count().to_string(), cut(newest.text.as_str(), NOTE));
    let key = at.keymap.key(Function::Notes).to_string();
    let text = at
        .words
        .contracts
        .note
        .item(place::Count(&count), place::Key(&key), place::Text(&text));
    Some((text, at.theme.info))
}

fn requests(sheet: &Sheet, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let label = &at.words.label;
    let item = |open: &OpenRequest| {
        let made_at = label.soon(open.made_at, at.now);
        let text = at.words.finding.standing.request(
            place::Action(label.action(open.action)),
            place::At(&made_at),
            place::By(&at.words.member_short(&open.made_by)),
            place::Status(label.status(open.status)),
        );
        let style = if open.status == Status::Waiting {
            at.theme.warn
        } else {
            at.theme.value
        };
        (text, style)
    };
    sheet.open.iter().map(item).collect()
}

/// What the teller left half-way today.
fn drafts(sheet: &Sheet, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let item = |draft: &Unfinished| {
        (
            at.words.finding.standing.draft(
                place::At(&at.words.label.soon(draft.at, at.now)),
                place::Deed(at.words.label.action(deed(&draft.screen))),
            ),
            at.theme.warn,
        )
    };
    sheet.drafts.iter().map(item).collect()
}

/// Closed periods by the moment at which they end, counted down (R8.3).
fn closed(case: &Case, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let mut by_moment: BTreeMap<Instant, Vec<&str>> = BTreeMap::new();
    for user in &case.users {
        if let Some(opens) = user.closed_until(at.now) {
            by_moment.entry(opens).or_default().push(user.login_id.as_str());
        }
    }
    let item = |(opens, who): (Instant, Vec<&str>)| {
        let text = at.words.finding.standing.closed(
            place::Left(&left(opens, at)),
            place::Opens(&at.words.label.soon(opens, at.now)),
            place::Who(&who.join(at.words.label.comma)),
        );
        (text, at.theme.warn)
    };
    by_moment.into_iter().map(item).collect()
}

/// The time until then, to the minute that has begun.
pub(super) fn left(until: Instant, at: &Ambient<'_>) -> String {
    let words = &at.words.finding.standing;
    let minutes = ((until - at.now).num_seconds().max(0) + 59) / 60;
    let (hours, rest) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    if minutes < 60 {
        words.left_minutes(place::Minutes(&rest))
    } else {
        words.left_hours(place::Hours(&hours), place::Minutes(&rest))
    }
}

/// Users whose password or who themselves are stopped, and that nobody of the company could lift it.
fn kept_out(case: &Case, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let words = &at.words.finding.standing;
    // Six wrong login passwords stop an address, not the login ID (R17.2): it stands there all the same, for who sits there calls.
    let is_out = |user: &&User| !user.service.can_act() || user.service.has_stopped_password();
    let stopped = case.users.iter().filter(is_out);
    let item = |user: &User| {
        let words = &at.words.members.service_state;
        let addresses = user.service.places.values().filter(|place| place.stopped).count();
        let count = addresses.to_string();
        let state = match user.service.state(at.now) {
            ServiceState::ConfirmationStopped => words.confirmation_stopped.to_owned(),
            ServiceState::Stopped => words.stopped.to_owned(),
            ServiceState::LoginPaused { .. } => {
                words.paused_addresses(place::Count(&count), place::State(words.login_stopped_narrow))
            }
            _ => words.login_stopped.to_owned(),
        };
        let who = place::Who(user.login_id.as_str());
        (
            at.words.finding.standing.stopped(place::State(&state), who),
            at.theme.bad,
        )
    };
    let mut items: Vec<_> = stopped.map(item).collect();
    // What the bank lifts has its key (R17.1).
    if authority::verdict(Action::LiftPasswords, case, at.now) == Verdict::BankOnly(Why::NobodyLifts) {
        items.push((words.bank_lifts.to_owned(), at.theme.warn));
    } else if !items.is_empty() && !authority::could_lift(case, at.now) {
        items.push((words.nobody_lifts.to_owned(), at.theme.bad));
    }
    items
}

fn shared(sheet: &Sheet, at: &Ambient<'_>) -> Vec<(String, Style)> {
    let (case, asked) = (&sheet.case, at.words.entering.common.asked_now);
    let item = |token: &Token| {
        let mark = share_mark(case, token.id)?.to_string();
        let who: Vec<_> = case.sharers(token.id).map(|user| user.login_id.as_str()).collect();
        let text = at.words.finding.standing.shared(
            place::Mark(&mark),
            place::Serial(&sheet.told(Fact::TokenSerial, token.serial.to_string(), asked)),
            place::Who(&who.join(at.words.label.comma)),
        );
        Some((text, at.theme.value))
    };
    case.tokens.iter().filter_map(item).collect()
}

/// The newest attempt of the day that was refused.
fn refused(sheet: &Sheet, at: &Ambient<'_>) -> Option<(String, Style)> {
    let today = calendar::day_of(at.now);
    let entry = sheet
        .history
        .iter()
        .find(|entry| entry.draft.result == Written::Refused)?;
    (calendar::day_of(entry.draft.at) == today).then(|| {
        let text = at.words.finding.standing.refused(
            place::At(&at.words.label.soon(entry.draft.at, at.now)),
            place::Code(entry.draft.code.as_deref().unwrap_or_default()),
            place::Deed(at.words.value(&entry.draft.action)),
        );
        (text, at.theme.label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, token, user};
    use crate::domain::identity::Action;
    use crate::domain::user::UserKind::{Admin, General, Master};
    use crate::domain::values::StaffId;
    use crate::ui::kit::testing::Around;
    use crate::ui::theme::Scheme;
    use crate::words::Lang;

    fn sheet(case: Case) -> Sheet {
        Sheet {
            at: at("2026-06-01T12:00:00"),
            case,
            rows: vec![],
            verdicts: vec![],
            history: vec![],
            check: None,
            follow: None,
            hidden: vec![],
            caution: None,
            failed_today: 0,
            left_today: 0,
            open: vec![],
            notes: vec![],
            given: vec![],
            drafts: vec![],
        }
    }

    fn said(sheet: &Sheet) -> Vec<String> {
        let around = Around::of(Lang::Ja, Scheme::None);
        let at = Ambient {
            now: sheet.at,
            ..around.at(None)
        };
        items(sheet, &at).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn who_shares_is_marked_by_one_letter_a_token() {
        let users = vec![
            user("A", Master, 1),
            user("B", General, 2),
            user("C", General, 3),
            user("D", General, 3),
            user("E", General, 1),
        ];
        let case = case(users, vec![token(1), token(2), token(3)]);
        let marks = [1, 2, 3].map(|n| share_mark(&case, token(n).id));
        assert_eq!(marks, [Some('A'), None, Some('B')]);
        assert_eq!(said(&sheet(case)), ["共有A 10000001 (A、E)", "共有B 10000003 (C、D)"]);
    }

    #[test]
    fn closed_periods_are_counted_down_together_and_requests_come_first_r8_3() {
        let (mut one, mut two, mut three) = (user("A", Master, 0), user("B", General, 0), user("C", General, 0));
        (one.reopens_at, two.reopens_at) = (Some(at("2026-06-01T12:29:01")), Some(at("2026-06-01T12:29:01")));
        three.reopens_at = Some(at("2026-06-02T08:10:00"));
        let mut sheet = sheet(case(vec![one, two, three], vec![]));
        sheet.open = vec![OpenRequest {
            action: Action::Resync,
            status: Status::Waiting,
            made_by: StaffId::parse("T001").unwrap(),
            made_at: at("2026-06-01T11:50:00"),
        }];
        let expected = [
            "承認待ち 時刻ずれ補正 (T001 11:50)",
            "再登録待ち A、B (12:29～、あと30分)",
            "再登録待ち C (06/02 08:10～、あと20時間10分)",
        ];
        assert_eq!(said(&sheet), expected);
        sheet.at = at("2026-06-02T08:10:00");
        assert_eq!(said(&sheet).len(), 1, "a period that is over is none (R2.3)");
    }

    #[test]
    fn a_stopped_password_says_when_nobody_is_left_to_lift_it_r9_3() {
        let (mut master, mut admin) = (user("M", Master, 1), user("A", Admin, 2));
        master.service.confirmation_stopped = true;
        let both = case(vec![master.clone(), admin.clone()], vec![token(1), token(2)]);
        assert_eq!(said(&sheet(both)), ["M 確認用パスワード利用停止"]);
        admin.service.login_stopped = true;
        let neither = case(vec![master, admin], vec![token(1), token(2)]);
        let said = said(&sheet(neither));
        assert_eq!(said.len(), 3);
        assert!(said[2].contains("解除できるマスター・管理者なし"), "{said:?}");
    }
}
