//! TTRK003 符号照会: why a code was refused, and what to tell the customer (R6.7). Asking never helps to find a right one.

mod answer;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::{ExposeSecret, SecretString};

use super::entering::{self, Answer, Focus, Roster, Standing, fob_lines, fob_list, only_fob};
use super::off_duty;
use super::thkk001::IdentityCheck;
use super::ttrk002::ClockEntry;
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::otp::Why;
use crate::domain::staff::Duty;
use crate::domain::token::{Stock, Token};
use crate::domain::values::{ContractNumber, Otp, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::table::{Did, Listed};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, On, Screen};
use crate::words::{Words, fill};

/// TTRK003 符号照会.
pub struct CodeInquiry {
    standing: Standing,
    serial: Option<Serial>,
    /// The newest answer, about this token.
    answer: Option<(Serial, Why)>,
    focus: Focus,
    parts: Option<Parts>,
    /// TTRK002 stands below.
    over_clock: bool,
}

struct Parts {
    list: Roster,
    form: Form,
    code: Entry<SecretString>,
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
    Synchronise,
    /// F10.
    Ask,
    /// The answer about a code of this token.
    Explained(Serial, Result<Outcome, Error>),
}

/// What can be asked about: a token that is lost, scrapped or expired is the reason itself; a suspended one can.
fn fits(token: &Token, now: Instant) -> bool {
    token.stock == Stock::Issued && !token.is_expired(now)
}

impl CodeInquiry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            standing: Standing::new(contract),
            serial: None,
            answer: None,
            focus: Focus::List,
            parts: None,
            over_clock: false,
        }
    }

    /// The same over TTRK002, where F9 goes back; `serial` is chosen if it can be.
    pub(crate) fn over_clock(contract: ContractNumber, serial: Option<Serial>) -> Self {
        Self {
            serial,
            over_clock: true,
            ..Self::new(contract)
        }
    }

    fn choose(&mut self, index: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let reading = self.standing.read();
        let Some(token) = reading.and_then(|reading| reading.sheet.case.tokens.get(index)) else {
            return false;
        };
        let state = at_state(token, cx.at());
        if fits(token, cx.at().now) {
            self.serial = Some(token.serial.clone());
            return true;
        }
        let facts = [("serial", token.serial.as_str()), ("state", &state)];
        let text = fill(&cx.at().words.entering.explain.dead, &facts);
        cx.say(Message::warn("W0601", text));
        false
    }

    fn enter(&mut self) {
        let Some(parts) = &mut self.parts else { return };
        parts.form.focus(&parts.code);
        self.focus = Focus::Form;
    }

    /// After the first reading: the token that was asked for, or the only one that can be chosen, is chosen.
    fn begin(&mut self, now: Instant) {
        let (Some(reading), Some(parts)) = (self.standing.read(), &mut self.parts) else {
            return;
        };
        let tokens = &reading.sheet.case.tokens;
        let asked = |token: &Token| Some(&token.serial) == self.serial.as_ref() && fits(token, now);
        let chosen = tokens
            .iter()
            .position(asked)
            .and_then(|row| Some((row, self.serial.clone()?)));
        let chosen = chosen.or_else(|| only_fob(reading, |token| fits(token, now)));
        self.serial = chosen.as_ref().map(|(_, serial)| serial.clone());
        if let Some((row, _)) = chosen {
            parts.list.select(row);
            self.enter();
        }
    }

    /// F10: has the code explained.
    fn ask(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let Some(serial) = self.serial.clone() else {
            self.focus = Focus::List;
            return Err(Message::bad("E0009", &at.words.entering.fobs.choose_first));
        };
        let (Some(parts), Some(reading)) = (&mut self.parts, self.standing.read()) else {
            return Ok(());
        };
        self.focus = Focus::Form;
        let code = parts.form.read(&parts.code, at.words)?;
        Otp::parse(code.expose_secret(), &reading.policy)
            .map_err(|refusal| Message::from_refusal(&refusal, at.words))?;
        let command = Command::ExplainCode {
            contract: self.standing.number().clone(),
            serial: serial.clone(),
            code,
        };
        cx.command(command, None, move |outcome| Msg::Explained(serial, outcome));
        Ok(())
    }

    fn explained(&mut self, serial: Serial, answer: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(Outcome::Explained { why }) => {
                if let Some(parts) = &mut self.parts {
                    parts.form.clear(&parts.code);
                }
                self.answer = Some((serial, why));
            }
            Ok(_) => {}
            Err(error) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }
}

fn at_state(token: &Token, at: &Ambient<'_>) -> String {
    at.words.label.token(token, false, at.now).to_owned()
}

fn parts(words: &Words) -> Parts {
    let own = &words.entering.explain;
    let mut form = Form::new();
    let code = form.add_secret(Field::code(&own.code, 9).required().hint(&own.code_hint));
    Parts {
        list: fob_list(words),
        form,
        code,
    }
}

/// Rows above the list, and below it: a gap, the field, a gap, and the answer.
const ABOVE: u16 = 3;
const BELOW: u16 = 9;

fn list(area: Rect) -> Rect {
    let height = area.height.saturating_sub(ABOVE + BELOW);
    Rect::new(area.x, area.y + ABOVE, area.width, height)
}

fn form(area: Rect) -> Rect {
    Rect::new(area.x, list(area).bottom() + 1, area.width, 1)
}

impl Screen for CodeInquiry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "TTRK003"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.explain.title.clone()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, clock) = (&at.words.entering, &at.words.entering.clock);
        let (up, down) = (Msg::Page(Key::PageUp), Msg::Page(Key::PageDown));
        let mut keys = entering::keys(
            &words.common,
            &words.explain.execute,
            [Msg::Identify, Msg::Refresh, up, down, Msg::Ask],
        );
        let no_asking = off_duty(at, Duty::Identify);
        for key in &mut keys {
            if [Function::Identify, Function::Execute].map(On::from).contains(&key.on) {
                key.unless.clone_from(&no_asking);
            }
        }
        let off = off_duty(at, Duty::Resynchronise);
        keys.push(Binding::new(Function::Synchronise, clock.short.clone(), Msg::Synchronise).unless(off));
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
            if entering::leaves_form(key, &parts.form, &parts.code, &parts.code) {
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
                    self.enter();
                }
            }
            (None, Key::Tab | Key::BackEnter) => self.enter(),
            (Some(Did::Moved), _) => {}
            (None, _) => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        let number = self.standing.number().clone();
        match msg {
            Msg::Read(reading) => {
                let is_first = self.standing.read().is_none();
                self.standing.hear(reading, None, cx);
                if is_first {
                    self.begin(cx.at().now);
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(number)),
            Msg::Refresh => self.standing.ask_aloud(cx, Msg::Read),
            Msg::Page(key) => {
                self.focus = Focus::List;
                self.typed(&key, cx);
            }
            Msg::Synchronise if self.over_clock => cx.close(),
            // It takes the place of this one: the way back from there leads to the contract.
            Msg::Synchronise => cx.replace(ClockEntry::new(number, self.serial.clone())),
            Msg::Ask => {
                if let Err(message) = self.ask(cx) {
                    cx.say(message);
                }
            }
            Msg::Explained(serial, answer) => self.explained(serial, answer, cx),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.standing.name(area, buf, at);
        let (Some(reading), Some(parts)) = (self.standing.read(), &self.parts) else {
            return;
        };
        entering::lead(area, 1, buf, &at.words.entering.explain.ask, at.theme.value);
        let lines = fob_lines(reading, self.serial.as_ref(), at, |token| fits(token, at.now));
        parts.list.view(list(area), buf, at, self.focus == Focus::List, &lines);
        entering::view_form(&parts.form, form(area), buf, at, self.focus == Focus::Form);
        let top = form(area).bottom() + 1;
        let below = Rect::new(area.x, top, area.width, area.bottom().saturating_sub(top));
        answer::view(self.answer.as_ref(), below, buf, at);
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
        let lines = || fob_lines(reading, self.serial.as_ref(), at, |token| fits(token, at.now));
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
