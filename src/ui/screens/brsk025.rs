//! BRSK025 ワンタイムパスワード利用停止解除一覧: what staff enter for an unlock (R9.3).

mod parts;

use parts::{Parts, form, list, parts};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entering::{self, Answer, Focus, Line, Mark, Reading, Seen, Standing, WIDE};
use super::shown::Finished;
use super::thkk001::IdentityCheck;
use super::tknn001::Confirmation;
use crate::desk::{Command, UserRow};
use crate::domain::calendar::Instant;
use crate::domain::draft::Entered;
use crate::domain::identity::Action;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::state::OtpState;
use crate::domain::values::{ContractNumber, LoginId, Reason, TokenId};
use crate::domain::{Case, authority, lockout};
use crate::ui::keys::Key;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Did, Listed};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Left, Screen, Steps};
use crate::words::fill;

/// BRSK025 ワンタイムパスワード利用停止解除一覧.
pub struct UnlockEntry {
    standing: Standing,
    picked: Vec<LoginId>,
    focus: Focus,
    parts: Option<Parts>,
}

/// What the screen is told.
pub enum Msg {
    /// The contract was read.
    Read(Answer),
    /// F2.
    Identify,
    /// F5.
    Refresh,
    /// F7, F8.
    Page(Key),
    /// F10.
    Execute,
    /// The action is over: done, or left with a supervisor.
    Finished,
    /// The draft was kept, or dropped.
    Kept,
}

impl UnlockEntry {
    /// What would be kept of it: choices, never a code or a written reason.
    fn entered(&self) -> Entered {
        Entered {
            users: self.picked.clone(),
            ..Entered::default()
        }
    }

    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            standing: Standing::new(contract),
            picked: Vec::new(),
            focus: Focus::List,
            parts: None,
        }
    }

    fn case(&self) -> Option<&Case> {
        self.standing.read().map(|reading| &reading.sheet.case)
    }

    /// The tokens of those who were picked.
    fn tokens(&self) -> Vec<TokenId> {
        let users = self.case().into_iter().flat_map(|case| &case.users);
        let picked = users.filter(|user| self.picked.contains(&user.login_id));
        picked.filter_map(|user| user.token).collect()
    }

    /// Who of the customer's own could unlock what is picked, or, before anything is, anything that is suspended
    /// (R9.2, R9.3).
    fn able(&self) -> Vec<LoginId> {
        let Some(reading) = self.standing.read() else {
            return Vec::new();
        };
        let mut tokens = self.tokens();
        if tokens.is_empty() {
            let suspended = reading.sheet.rows.iter().filter(|row| row.state == OtpState::Suspended);
            tokens.extend(suspended.filter_map(|row| row.user.token));
        }
        let mut able: Vec<_> = tokens
            .iter()
            .flat_map(|token| authority::could_unlock(&reading.sheet.case, *token, reading.sheet.at))
            .collect();
        able.sort();
        able.dedup();
        able
    }

    /// Picks a user, and with them everyone who shares the serial; picking one of those again takes all back.
    fn toggle(&mut self, index: usize, cx: &mut Cx<'_, Msg>) {
        let Some(case) = self.case() else { return };
        let Some(user) = case.users.get(index) else { return };
        let alone = std::slice::from_ref(&user.login_id);
        // Whether the customer could do it is asked when all are picked.
        if let Err(refusal) = lockout::decide(case, alone, true, cx.at().now) {
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return;
        }
        let sharers: Vec<_> = user
            .token
            .into_iter()
            .flat_map(|token| case.sharers(token))
            .map(|user| user.login_id.clone())
            .collect();
        let login_id = user.login_id.clone();
        let before = self.picked.len();
        self.picked.retain(|picked| !sharers.contains(picked));
        if self.picked.len() == before {
            self.picked.push(login_id);
        }
    }

    /// The command as it stands, or what is missing, with the focus there.
    fn command(&mut self, at: &Ambient<'_>) -> Result<Command, Message> {
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        if self.picked.is_empty() {
            self.focus = Focus::List;
            return Err(refused(Refusal::NobodyChosen));
        }
        let override_reason = self.override_reason().map_err(|refusal| {
            self.focus = Focus::Form;
            refused(refusal)
        })?;
        let check = self.standing.check(Action::Unlock, at.now).map_err(refused)?;
        Ok(Command::Unlock {
            contract: self.standing.number().clone(),
            users: self.picked.clone(),
            check: Some(check),
            override_reason,
        })
    }

    /// Why a supervisor is asked though the customer could do it; refused without one (R9.3).
    fn override_reason(&self) -> Decision<Option<Reason>> {
        let able = self.able();
        if able.is_empty() {
            return Ok(None);
        }
        let text = self.parts.as_ref().map(|parts| parts.form.text(&parts.reason));
        match text.filter(|text| !text.is_empty()) {
            Some(text) => Reason::parse(&text).map(Some),
            None => Err(Refusal::CustomerCanUnlock {
                who: names(&able, ", "),
            }),
        }
    }

    fn lines(&self, reading: &Reading, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
        let tokens = self.tokens();
        let line = |row: &UserRow| {
            let suspended = row.state == OtpState::Suspended;
            Line {
                mark: if suspended {
                    Mark::Many(row.user.token.is_some_and(|token| tokens.contains(&token)))
                } else {
                    Mark::Off
                },
                cells: Seen::from(row).to_unlock(at, wide),
                style: Some(if suspended { at.theme.warn } else { at.theme.off }),
            }
        };
        reading.sheet.rows.iter().map(line).collect()
    }
}

fn names(users: &[LoginId], between: &str) -> String {
    users.iter().map(LoginId::as_str).collect::<Vec<_>>().join(between)
}

impl Screen for UnlockEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "BRSK025"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.unlock.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(entering::steps(&at.words.entering.common, true))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.entering;
        let (up, down) = (Msg::Page(Key::PageUp), Msg::Page(Key::PageDown));
        entering::keys(
            &words.common,
            &words.unlock.execute,
            [Msg::Identify, Msg::Refresh, up, down, Msg::Execute],
        )
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.parts.get_or_insert_with(|| parts(cx.at().words));
        self.standing.ask(cx, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.standing.ask(cx, Msg::Read);
    }

    fn keeps(&self) -> bool {
        !self.entered().is_empty()
    }

    fn left(&mut self, why: Left, cx: &mut Cx<'_, Msg>) {
        self.standing
            .leave(why, Screen::id(self), self.entered(), cx, || Msg::Kept);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let told = parts(cx.at().words);
        if let Some(parts) = &mut self.parts {
            parts.roster.retell(told.roster);
            parts.form.retell(told.form);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.standing.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.standing.read().map_or(0, |reading| reading.sheet.rows.len());
        let asks_reason = !self.able().is_empty();
        let Some(parts) = &mut self.parts else { return false };
        if self.focus == Focus::Form {
            if entering::leaves_form(key, &parts.form, &parts.reason, &parts.reason) {
                self.focus = Focus::List;
                return true;
            }
            return parts.form.typed(key);
        }
        match (parts.roster.typed(key, rows), key) {
            (Some(Did::Toggle(index)), _) => self.toggle(index, cx),
            (Some(Did::Pick(_)), _) | (None, Key::Enter | Key::Tab | Key::BackEnter) => {
                if asks_reason {
                    self.focus = Focus::Form;
                }
            }
            (Some(Did::Moved), _) => {}
            (None, _) => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(reading) => {
                let roster = self.parts.as_mut().map(|parts| &mut parts.roster);
                self.standing.hear(reading, roster, cx);
                let found = self.standing.found_again(Screen::id(self));
                if let Some(draft) = &found {
                    self.picked.clone_from(&draft.entered.users);
                }
                let still = |case: &Case, login_id: &LoginId| {
                    lockout::decide(case, std::slice::from_ref(login_id), true, cx.at().now).is_ok()
                };
                if let Some(case) = self.standing.read().map(|reading| &reading.sheet.case) {
                    self.picked.retain(|login_id| still(case, login_id));
                }
                if let Some(draft) = found {
                    let counts = (draft.entered.users.len(), self.picked.len());
                    self.standing.tell_found(draft, counts, cx, || Msg::Kept);
                }
                if self.able().is_empty() {
                    self.focus = Focus::List;
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(self.standing.number().clone())),
            Msg::Refresh => self.standing.ask_aloud(cx, Msg::Read),
            Msg::Page(key) => {
                self.focus = Focus::List;
                self.typed(&key, cx);
            }
            Msg::Execute => match self.command(cx.at()) {
                Ok(command) => {
                    cx.open_for(Confirmation::new(command), |_: Finished| Msg::Finished);
                }
                Err(message) => cx.say(message),
            },
            Msg::Finished => cx.close(),
            Msg::Kept => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.standing.head(area, buf, at, Action::Unlock);
        let (Some(reading), Some(parts)) = (self.standing.read(), &self.parts) else {
            return;
        };
        let words = &at.words.entering.unlock;
        let place = list(area);
        let lines = self.lines(reading, at, area.width >= WIDE);
        parts.roster.view(place, buf, at, self.focus == Focus::List, &lines);
        let below = Rect::new(
            area.x + 2,
            place.bottom(),
            area.width - 2,
            area.bottom() - place.bottom(),
        );
        entering::line(below, 0, buf, &words.sharing, at.theme.value);
        let able = self.able();
        if reading.sheet.rows.iter().all(|row| row.state != OtpState::Suspended) {
            entering::line(below, 1, buf, &words.nobody, at.theme.warn);
        } else if able.is_empty() {
            entering::line(below, 1, buf, &words.bank, at.theme.info);
        } else {
            let text = fill(
                &words.customer,
                &[("who", &names(&able, &at.words.deciding.shown.separator))],
            );
            entering::line(below, 1, buf, &text, at.theme.warn);
            let remedy = Rect::new(below.x, below.y + 2, below.width, 2);
            paragraph(remedy, buf, &words.customer_remedy, at.theme.value);
            entering::view_form(&parts.form, form(area), buf, at, self.focus == Focus::Form);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let parts = self.parts.as_ref()?;
        match self.focus {
            Focus::List => Some(parts.roster.cursor(list(area))),
            Focus::Form => parts.form.cursor(form(area)),
        }
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let (reading, parts) = (self.standing.read()?, self.parts.as_ref()?);
        (self.focus == Focus::List).then(|| parts.roster.listed(|wide| self.lines(reading, at, wide)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        match (&self.parts, self.focus) {
            (Some(parts), Focus::Form) => parts.form.hint(),
            _ => at.words.entering.common.hint_many.clone(),
        }
    }

    fn typing(&self) -> bool {
        self.focus == Focus::Form && self.parts.as_ref().is_some_and(|parts| parts.form.typing())
    }

    fn kana(&self) -> bool {
        self.focus == Focus::Form && self.parts.as_ref().is_some_and(|parts| parts.form.kana())
    }

    fn dirty(&self) -> bool {
        !self.picked.is_empty() || self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}
