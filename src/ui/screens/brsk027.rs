//! BRSK027 トークン失効: what staff enter for a revocation (R7.3).

mod chosen;

use chosen::Chosen;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entering::{self, Answer, Focus, Line, Mark, Reading, Roster, Seen, Standing, WIDE};
use super::shown::Finished;
use super::thkk001::IdentityCheck;
use super::tknn001::Confirmation;
use crate::desk::{Command, UserRow};
use crate::domain::authority::Verdict;
use crate::domain::calendar::{self, Instant};
use crate::domain::draft::{Entered, Unfinished};
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::revocation::{self, Reason};
use crate::domain::values::{ContractNumber, LoginId};
use crate::ui::keys::Key;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::table::{Did, Listed};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Left, Screen, Steps};
use crate::words::{Words, fill};

/// BRSK027 トークン失効.
pub struct RevokeEntry {
    standing: Standing,
    chosen: Chosen,
    focus: Focus,
    parts: Option<Parts>,
}

/// What is made of the words, once the screen is open.
struct Parts {
    roster: Roster,
    form: Form,
    reason: Entry<Reason>,
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

impl RevokeEntry {
    /// What would be kept of it: choices, never a code or a written reason.
    fn entered(&self) -> Entered {
        Entered {
            users: self.users(),
            reason: self.reason(),
            ..Entered::default()
        }
    }

    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            standing: Standing::new(contract),
            chosen: Chosen::default(),
            focus: Focus::List,
            parts: None,
        }
    }

    /// The reason as it is chosen now.
    fn reason(&self) -> Option<Reason> {
        let parts = self.parts.as_ref()?;
        reason_of(&parts.form.text(&parts.reason))
    }

    fn users(&self) -> Vec<LoginId> {
        let reading = self.standing.read();
        reading.map_or_else(Vec::new, |reading| {
            self.chosen.users(&reading.sheet.case, self.reason())
        })
    }

    /// Chooses a user or takes one out, or says why that can't be (R7.5).
    fn toggle(&mut self, index: usize, cx: &mut Cx<'_, Msg>) {
        let reason = self.reason();
        let Some(reading) = self.standing.read() else { return };
        let (case, policy) = (&reading.sheet.case, &reading.policy);
        let Some(user) = case.users.get(index) else { return };
        let alone = std::slice::from_ref(&user.login_id);
        match revocation::decide(case, alone, Reason::Exchange, cx.at().now, policy) {
            Ok(_) => self.chosen.toggle(&user.login_id, case, reason),
            Err(refusal) => cx.say(Message::from_refusal(&refusal, cx.at().words)),
        }
    }

    /// Chooses again what was left half-way, but those who can't be chosen any more (R7.5); gives how many of how many.
    fn restore(&mut self, draft: &Unfinished, now: Instant) -> (usize, usize) {
        let (Some(reading), Some(parts)) = (self.standing.read(), &mut self.parts) else {
            return (0, 0);
        };
        let (case, entered) = (&reading.sheet.case, &draft.entered);
        let users = draft.still(case, now, &reading.policy);
        let only_reason = entered.users.is_empty();
        if users.is_empty() && !only_reason {
            return (entered.users.len(), 0);
        }
        self.chosen = Chosen::of(&users, case, entered.reason);
        let number = Reason::ALL.iter().position(|reason| Some(*reason) == entered.reason);
        if let Some(number) = number {
            parts.form.set(&parts.reason, &number.to_string());
        }
        let reason = usize::from(only_reason);
        (entered.users.len() + reason, users.len() + reason)
    }

    /// The command as it stands, or what is missing, with the focus there.
    fn command(&mut self, at: &Ambient<'_>) -> Result<Command, Message> {
        let refused = |refusal: &Refusal| Message::from_refusal(refusal, at.words);
        let users = self.users();
        if users.is_empty() {
            self.focus = Focus::List;
            return Err(refused(&Refusal::NobodyChosen));
        }
        let parts = self.parts.as_mut().ok_or_else(|| refused(&Refusal::NobodyChosen))?;
        let reason = parts
            .form
            .read(&parts.reason, at.words)
            .inspect_err(|_| self.focus = Focus::Form)?;
        let check = self.standing.check(Action::Revoke, at.now).map_err(|r| refused(&r))?;
        Ok(Command::Revoke {
            contract: self.standing.number().clone(),
            users,
            reason,
            check: Some(check),
        })
    }

    fn lines(&self, reading: &Reading, at: &Ambient<'_>, wide: bool) -> Vec<Line> {
        let chosen = self.users();
        let line = |row: &UserRow| Line {
            mark: match row.user.token {
                Some(_) => Mark::Many(chosen.contains(&row.user.login_id)),
                None => Mark::Off,
            },
            cells: Seen::from(row).to_revoke(at, wide),
            style: Seen::from(row).style(at),
        };
        reading.sheet.rows.iter().map(line).collect()
    }
}

fn reason_of(key: &str) -> Option<Reason> {
    let number: usize = key.parse().ok()?;
    Reason::ALL.get(number).copied()
}

fn parts(words: &Words) -> Parts {
    let (common, own) = (&words.entering.common, &words.entering.revoke);
    let mut form = Form::new();
    let options = Reason::ALL.iter().enumerate();
    let options = options.map(|(number, reason)| Choosable::new(number.to_string(), words.label.reason(*reason)));
    let field = Field::one(&own.reason, options.collect())
        .required()
        .hint(&own.reason_hint);
    let reason = form.add(field, |text, words| {
        reason_of(text).ok_or_else(|| Message::from_refusal(&Refusal::ReasonNeeded, words))
    });
    Parts {
        roster: Roster::new(&common.choose, entering::revoke_columns(words)),
        form,
        reason,
    }
}

/// Rows below the list: the selected user, a gap, the reason, and three lines about what it does.
const BELOW: u16 = 6;
/// Rows above it.
const ABOVE: u16 = 3;

fn list(area: Rect) -> Rect {
    Rect::new(
        area.x,
        area.y + ABOVE,
        area.width,
        area.height.saturating_sub(ABOVE + BELOW),
    )
}

fn form(area: Rect) -> Rect {
    Rect::new(area.x, list(area).bottom() + 2, area.width, 1)
}

impl Screen for RevokeEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "BRSK027"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.revoke.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(entering::steps(&at.words.entering.common, false))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.entering;
        let (up, down) = (Msg::Page(Key::PageUp), Msg::Page(Key::PageDown));
        entering::keys(
            &words.common,
            &words.revoke.execute,
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
            (Some(Did::Pick(_)), _) | (None, Key::Enter | Key::Tab | Key::BackEnter) => self.focus = Focus::Form,
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
                if let Some(draft) = self.standing.found_again(Screen::id(self)) {
                    let counts = self.restore(&draft, cx.at().now);
                    self.standing.tell_found(draft, counts, cx, || Msg::Kept);
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
        self.standing.head(area, buf, at, Action::Revoke);
        let (Some(reading), Some(parts)) = (self.standing.read(), &self.parts) else {
            return;
        };
        let (words, label) = (&at.words.entering.revoke, &at.words.label);
        let verdict = reading
            .sheet
            .verdicts
            .iter()
            .find(|(action, _)| *action == Action::Revoke);
        let (text, style) = match verdict.map(|(_, verdict)| verdict) {
            Some(Verdict::Customer(who)) => {
                let who: Vec<_> = who.iter().map(LoginId::as_str).collect();
                (
                    fill(
                        &words.customer,
                        &[("who", &who.join(&at.words.deciding.shown.separator))],
                    ),
                    at.theme.info,
                )
            }
            Some(Verdict::BankOnly(_)) => (words.bank.clone(), at.theme.info),
            Some(Verdict::Nothing) | None => (words.nobody.clone(), at.theme.warn),
        };
        entering::lead(area, 2, buf, &text, style);
        let place = list(area);
        let lines = self.lines(reading, at, area.width >= WIDE);
        parts.roster.view(place, buf, at, self.focus == Focus::List, &lines);
        let below = Rect::new(area.x, place.bottom(), area.width, area.bottom() - place.bottom());
        if let Some(row) = reading.sheet.rows.get(parts.roster.selected()) {
            let text = format!("  {}", Seen::from(row).whole(label, at.now));
            entering::line(below, 0, buf, &text, at.theme.label);
        }
        entering::view_form(&parts.form, form(area), buf, at, self.focus == Focus::Form);
        let opens = label.moment(calendar::reopens(at.now, &reading.policy));
        let reopens = fill(&words.reopens, &[("opens", &opens)]);
        entering::line(below, 3, buf, &format!("  {reopens}"), at.theme.value);
        entering::line(below, 4, buf, &format!("  {}", words.effect), at.theme.value);
        if self.reason().is_some_and(Reason::loses_the_fob) && !self.users().is_empty() {
            entering::line(below, 5, buf, &format!("  {}", words.loss), at.theme.warn);
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

    fn dirty(&self) -> bool {
        !self.chosen.is_empty() || self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}
