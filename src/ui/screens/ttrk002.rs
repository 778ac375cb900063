//! TTRK002 時刻ずれ補正: two numbers in a row, read out by the customer, set the clock that a token is known by (R6.5).

mod advice;
mod judging;
mod parts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use self::advice::advice;
use self::parts::{Parts, form, list, parts};
use super::entering::{self, Answer, Focus, Standing, fob_lines, only_fob};
use super::thkk001::IdentityCheck;
use super::ttrk003::CodeInquiry;
use crate::desk::{Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::synchronisation::{self, Drift};
use crate::domain::token::Token;
use crate::domain::values::{CheckId, ContractNumber, ProofId, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::table::{Did, Listed};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen, Steps};
use crate::words::fill;

/// TTRK002 時刻ずれ補正.
pub struct ClockEntry {
    standing: Standing,
    serial: Option<Serial>,
    /// What the desk found of two numbers: they are used up, so going back and on again asks for no others.
    found: Option<Found>,
    focus: Focus,
    parts: Option<Parts>,
}

#[derive(Clone)]
struct Found {
    serial: Serial,
    proof: ProofId,
    drift: Drift,
    at: Instant,
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
    /// F9.
    Explain,
    /// F10.
    Execute,
    /// The action is over: done, or left with a supervisor.
    Finished,
    /// The two numbers were judged, for this token and on this check.
    Judged(Serial, CheckId, Result<Outcome, Error>),
}

impl ClockEntry {
    /// The screen about this contract; `serial` is chosen if it can be.
    pub fn new(contract: ContractNumber, serial: Option<Serial>) -> Self {
        Self {
            standing: Standing::new(contract),
            serial,
            found: None,
            focus: Focus::List,
            parts: None,
        }
    }

    /// Chooses the token of a row and goes on to its first number, or says why it can't be.
    fn choose(&mut self, index: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(reading) = self.standing.read() else {
            return false;
        };
        let case = &reading.sheet.case;
        let Some(token) = case.tokens.get(index) else {
            return false;
        };
        match synchronisation::fit(case, &token.serial, cx.at().now) {
            Ok(token) => self.serial = Some(token.serial.clone()),
            Err(refusal) => {
                cx.say(Message::from_refusal(&refusal, cx.at().words));
                return false;
            }
        }
        true
    }

    /// Goes to a number of the form.
    fn enter(&mut self, last: bool) {
        let Some(parts) = &mut self.parts else { return };
        if last {
            parts.form.focus(&parts.second);
        } else {
            parts.form.focus(&parts.first);
        }
        self.focus = Focus::Form;
    }

    /// After the first reading: the token that was asked for, or the only one that can be chosen, is chosen.
    fn begin(&mut self, now: Instant) {
        let (Some(reading), Some(parts)) = (self.standing.read(), &mut self.parts) else {
            return;
        };
        let case = &reading.sheet.case;
        let fits = |token: &Token| synchronisation::fit(case, &token.serial, now).is_ok();
        let row = case
            .tokens
            .iter()
            .position(|token| Some(&token.serial) == self.serial.as_ref() && fits(token));
        let chosen = row.and_then(|row| Some((row, self.serial.clone()?)));
        let chosen = chosen.or_else(|| only_fob(reading, fits));
        self.serial = chosen.as_ref().map(|(_, serial)| serial.clone());
        if let Some((row, _)) = chosen {
            parts.list.select(row);
            self.enter(false);
        }
    }

    fn token(&self) -> Option<&Token> {
        let case = &self.standing.read()?.sheet.case;
        case.token_by_serial(self.serial.as_ref()?).ok()
    }

    /// What was found of the chosen token, while it serves.
    fn found(&self, now: Instant, policy: &Policy) -> Option<&Found> {
        let found = self.found.as_ref()?;
        let serves = Some(&found.serial) == self.serial.as_ref() && now < found.at + policy.check_lapse;
        serves.then_some(found)
    }
}

impl Screen for ClockEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "TTRK002"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.clock.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(entering::steps(&at.words.entering.common, true))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.entering;
        let (up, down) = (Msg::Page(Key::PageUp), Msg::Page(Key::PageDown));
        let mut keys = entering::keys(
            &words.common,
            &words.clock.execute,
            [Msg::Identify, Msg::Refresh, up, down, Msg::Execute],
        );
        keys.push(Binding::new(
            Function::Explain,
            words.explain.short.clone(),
            Msg::Explain,
        ));
        keys
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.parts.get_or_insert_with(|| parts(cx.at().words));
        self.standing.ask(cx, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.standing.ask(cx, Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let told = parts(cx.at().words);
        if let Some(parts) = &mut self.parts {
            parts.list.retell(told.list);
            parts.form.retell(told.form);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.standing.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self
            .standing
            .read()
            .map_or(0, |reading| reading.sheet.case.tokens.len());
        let Some(parts) = &mut self.parts else { return false };
        if self.focus == Focus::Form {
            if entering::leaves_form(key, &parts.form, &parts.first, &parts.second) {
                self.focus = Focus::List;
                return true;
            }
            return parts.form.typed(key);
        }
        match (parts.list.typed(key, rows), key) {
            (Some(Did::Toggle(index)), _) => {
                self.choose(index, cx);
            }
            (Some(Did::Pick(index)), _) => {
                if self.choose(index, cx) {
                    self.enter(false);
                }
            }
            (None, Key::Tab) => self.enter(false),
            (None, Key::BackEnter) => self.enter(true),
            (Some(Did::Moved), _) => {}
            (None, _) => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(reading) => {
                let is_first = self.standing.read().is_none();
                self.standing.hear(reading, None, cx);
                if is_first {
                    self.begin(cx.at().now);
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(self.standing.number().clone())),
            Msg::Refresh => self.standing.ask_aloud(cx, Msg::Read),
            Msg::Page(key) => {
                self.focus = Focus::List;
                self.typed(&key, cx);
            }
            Msg::Explain => cx.open(CodeInquiry::over_clock(
                self.standing.number().clone(),
                self.serial.clone(),
            )),
            Msg::Execute => {
                if let Err(message) = self.execute(cx) {
                    cx.say(message);
                }
            }
            Msg::Finished => cx.close(),
            Msg::Judged(serial, check, answer) => self.judged(serial, check, answer, cx),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.standing.head(area, buf, at, Action::Resync);
        let (Some(reading), Some(parts)) = (self.standing.read(), &self.parts) else {
            return;
        };
        let (words, case) = (&at.words.entering.clock, &reading.sheet.case);
        entering::lead(area, 2, buf, &words.ask, at.theme.value);
        let fits = |token: &Token| synchronisation::fit(case, &token.serial, at.now).is_ok();
        let lines = fob_lines(reading, self.serial.as_ref(), at, fits);
        parts.list.view(list(area), buf, at, self.focus == Focus::List, &lines);
        entering::view_form(&parts.form, form(area), buf, at, self.focus == Focus::Form);
        let top = form(area).bottom() + 1;
        let below = Rect::new(area.x + 2, top, area.width - 2, area.bottom().saturating_sub(top));
        let (text, style) = if let Some(Found { drift, .. }) = self.found(at.now, &reading.policy) {
            let (before, after) = (
                at.words.label.drift(drift.before, drift.period),
                at.words.label.drift(drift.after, drift.period),
            );
            let text = fill(&words.found, &[("before", &before), ("after", &after)]);
            (text, at.theme.good)
        } else {
            let typed = [&parts.first, &parts.second].map(|entry| Zeroizing::new(parts.form.text(entry)));
            advice((&typed[0], &typed[1]), self.token(), &reading.policy, at)
        };
        entering::line(below, 0, buf, &text, style);
        if let Some(token) = self.token() {
            let count = |n: u32| n.to_string();
            let left = reading.policy.wrong_codes.saturating_sub(token.wrong_codes);
            let charge = fill(
                &words.charge,
                &[("count", &count(token.wrong_codes)), ("left", &count(left))],
            );
            let style = if left > 1 { at.theme.label } else { at.theme.warn };
            entering::line(below, 2, buf, &charge, style);
        }
        entering::line(below, 3, buf, &words.approval, at.theme.label);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let parts = self.parts.as_ref()?;
        match self.focus {
            Focus::List => Some(parts.list.cursor(list(area))),
            Focus::Form => parts.form.cursor(form(area)),
        }
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let (reading, parts) = (self.standing.read()?, self.parts.as_ref()?);
        let lines = || {
            fob_lines(reading, self.serial.as_ref(), at, |token| {
                synchronisation::fit(&reading.sheet.case, &token.serial, at.now).is_ok()
            })
        };
        (self.focus == Focus::List).then(|| parts.list.listed(|_| lines()))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        let (Some(parts), Some(reading), Focus::Form) = (&self.parts, self.standing.read(), self.focus) else {
            return at.words.entering.fobs.hint.clone();
        };
        let digits = reading.policy.otp_digits.to_string();
        fill(&parts.form.hint(), &[("digits", &digits)])
    }

    fn typing(&self) -> bool {
        self.focus == Focus::Form && self.parts.as_ref().is_some_and(|parts| parts.form.typing())
    }

    fn dirty(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}
