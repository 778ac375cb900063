//! TTRK001 トークン登録代行: what staff enter for a registration (R3.2).

mod accepted;
mod parts;

use accepted::Accepted;
use parts::{Parts, form, lines, list, parts};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::ExposeSecret;

use super::entering::{self, Answer, Focus, Standing, WIDE};
use super::shown::Finished;
use super::thkk001::IdentityCheck;
use super::tknn001::Confirmation;
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::draft::{Entered, Unfinished};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::domain::registration;
use crate::domain::values::{CheckId, ContractNumber, LoginId, Otp, ProofId, Serial};
use crate::ui::keys::Key;
use crate::ui::kit::table::{Did, Listed};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Left, Screen, Steps};
use crate::words::fill;

/// TTRK001 トークン登録代行.
pub struct RegisterEntry {
    standing: Standing,
    user: Option<LoginId>,
    accepted: Accepted,
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
    /// The code was judged, for this user, serial and check.
    Judged(LoginId, Serial, CheckId, Result<Outcome, Error>),
}

impl RegisterEntry {
    /// What would be kept of it: choices, never a code or a written reason.
    fn entered(&self) -> Entered {
        Entered {
            users: self.user.iter().cloned().collect(),
            serial: self.serial(),
            ..Entered::default()
        }
    }

    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            standing: Standing::new(contract),
            user: None,
            accepted: Accepted::default(),
            focus: Focus::List,
            parts: None,
        }
    }

    /// Chooses the user of a row and goes on, or says why it can't be (R3.1).
    fn choose(&mut self, index: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(reading) = self.standing.read() else {
            return false;
        };
        let case = &reading.sheet.case;
        let Some(user) = case.users.get(index) else {
            return false;
        };
        match registration::open_to(user, case, cx.at().now) {
            Ok(()) => {
                self.user = Some(user.login_id.clone());
                true
            }
            Err(refusal) => {
                cx.say(Message::from_refusal(&refusal, cx.at().words));
                false
            }
        }
    }

    /// The serial as it is entered now; nothing that isn't one.
    fn serial(&self) -> Option<Serial> {
        let (parts, reading) = (self.parts.as_ref()?, self.standing.read()?);
        Serial::parse_by(&parts.form.text(&parts.serial), &reading.policy).ok()
    }

    /// Chooses again what was left half-way, if it can still be chosen (R3.1); false if it can't.
    fn restore(&mut self, draft: &Unfinished, now: Instant) -> bool {
        let (Some(reading), Some(parts)) = (self.standing.read(), &mut self.parts) else {
            return false;
        };
        let still = draft.still(&reading.sheet.case, now, &reading.policy);
        self.user = still.into_iter().next();
        let entered = &draft.entered;
        let can = self.user.is_some() || entered.users.is_empty();
        if let Some(serial) = entered.serial.as_ref().filter(|_| can) {
            parts.form.set(&parts.serial, serial.as_str());
        }
        can
    }

    /// Whether the code of what is entered now was accepted already.
    fn is_accepted(&self, now: Instant, policy: &Policy) -> bool {
        let serial = self.parts.as_ref().map(|parts| parts.form.text(&parts.serial));
        let serial = serial.and_then(|text| Serial::parse(&text).ok());
        match (&self.user, serial) {
            (Some(user), Some(serial)) => self.accepted.proof(user, &serial, now, policy).is_some(),
            _ => false,
        }
    }

    /// F10: has the code judged, or goes on with the one that was accepted. Everything else is looked at first, so
    /// that no code is used up in vain.
    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let refused = |refusal: Refusal| Message::from_refusal(&refusal, at.words);
        let Some(user) = self.user.clone() else {
            self.focus = Focus::List;
            return Err(refused(Refusal::NobodyChosen));
        };
        let check = self.standing.check(Action::Register, at.now);
        let (Some(parts), Some(reading)) = (&mut self.parts, self.standing.read()) else {
            return Ok(());
        };
        self.focus = Focus::Form;
        let text = parts.form.read(&parts.serial, at.words)?;
        let serial = Serial::parse_by(&text, &reading.policy).map_err(|refusal| {
            parts.form.focus(&parts.serial);
            refused(refusal)
        })?;
        let check = check.map_err(refused)?;
        if let Some(proof) = self.accepted.proof(&user, &serial, at.now, &reading.policy) {
            self.confirm(user, serial, check, proof, cx);
            return Ok(());
        }
        let code = parts.form.read(&parts.code, at.words)?;
        // A thing of another form is no attempt (R9.1).
        if let Err(refusal) = Otp::parse(code.expose_secret(), &reading.policy) {
            parts.form.focus(&parts.code);
            return Err(refused(refusal));
        }
        let command = Command::CheckCode {
            contract: self.standing.number().clone(),
            serial: serial.clone(),
            code,
            user: Some(user.clone()),
        };
        cx.command(command, None, move |outcome| Msg::Judged(user, serial, check, outcome));
        Ok(())
    }

    /// The desk's answer about a code. A wrong or used one is wiped; the serial stays.
    fn judged(
        &mut self,
        user: LoginId,
        serial: Serial,
        check: CheckId,
        answer: Result<Outcome, Error>,
        cx: &mut Cx<'_, Msg>,
    ) {
        let Some(parts) = &mut self.parts else { return };
        match answer {
            Ok(Outcome::CodeAccepted { proof }) => {
                parts.form.clear(&parts.code);
                self.accepted.add(user.clone(), serial.clone(), proof, cx.at().now);
                self.confirm(user, serial, check, proof, cx);
            }
            Ok(_) => {}
            Err(error) => {
                let spent = matches!(
                    error,
                    Error::Refused(Refusal::WrongCode { .. } | Refusal::CodeUsed | Refusal::SuspendedNow { .. })
                );
                if spent {
                    parts.form.clear(&parts.code);
                    parts.form.focus(&parts.code);
                } else {
                    parts.form.focus(&parts.serial);
                }
                cx.say(Message::refused(&error, cx.at().words));
                self.standing.ask(cx, Msg::Read);
            }
        }
    }

    fn confirm(&mut self, user: LoginId, serial: Serial, check: CheckId, proof: ProofId, cx: &mut Cx<'_, Msg>) {
        let command = Command::Register {
            contract: self.standing.number().clone(),
            user,
            serial,
            proof: Some(proof),
            check: Some(check),
        };
        cx.open_for(Confirmation::new(command), |_: Finished| Msg::Finished);
    }
}

impl Screen for RegisterEntry {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "TTRK001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.entering.register.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(entering::steps(&at.words.entering.common, true))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.entering;
        let (up, down) = (Msg::Page(Key::PageUp), Msg::Page(Key::PageDown));
        entering::keys(
            &words.common,
            &words.register.execute,
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
            if entering::leaves_form(key, &parts.form, &parts.serial, &parts.code) {
                self.focus = Focus::List;
                return true;
            }
            return parts.form.typed(key);
        }
        match (parts.roster.typed(key, rows), key) {
            (Some(Did::Toggle(index)), _) => {
                self.choose(index, cx);
            }
            (Some(Did::Pick(index)), _) => {
                // Enter on the one who is chosen, or on another, goes on to the serial.
                if self.choose(index, cx)
                    && let Some(parts) = &mut self.parts
                {
                    parts.form.focus(&parts.serial);
                    self.focus = Focus::Form;
                }
            }
            (None, Key::Tab) => {
                parts.form.focus(&parts.serial);
                self.focus = Focus::Form;
            }
            (None, Key::BackEnter) => {
                parts.form.focus(&parts.code);
                self.focus = Focus::Form;
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
                if let Some(draft) = self.standing.found_again(Screen::id(self)) {
                    let restored = self.restore(&draft, cx.at().now);
                    self.standing
                        .tell_found(draft, (1, usize::from(restored)), cx, || Msg::Kept);
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(self.standing.number().clone())),
            Msg::Refresh => self.standing.ask_aloud(cx, Msg::Read),
            Msg::Page(key) => {
                self.focus = Focus::List;
                self.typed(&key, cx);
            }
            Msg::Execute => {
                if let Err(message) = self.execute(cx) {
                    cx.say(message);
                }
            }
            Msg::Finished => cx.close(),
            Msg::Kept => {}
            Msg::Judged(user, serial, check, answer) => self.judged(user, serial, check, answer, cx),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        self.standing.head(area, buf, at, Action::Register);
        let (Some(reading), Some(parts)) = (self.standing.read(), &self.parts) else {
            return;
        };
        let words = &at.words.entering.register;
        entering::lead(area, 2, buf, &words.ask, at.theme.value);
        let place = list(area);
        let lines = lines(reading, self.user.as_ref(), at, area.width >= WIDE);
        parts.roster.view(place, buf, at, self.focus == Focus::List, &lines);
        entering::view_form(&parts.form, form(area), buf, at, self.focus == Focus::Form);
        let below = Rect::new(
            area.x + 2,
            form(area).bottom(),
            area.width - 2,
            area.bottom() - form(area).bottom(),
        );
        if self.is_accepted(at.now, &reading.policy) {
            entering::line(below, 0, buf, &words.accepted, at.theme.good);
        }
        entering::line(below, 2, buf, &words.approval, at.theme.value);
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
        (self.focus == Focus::List).then(|| parts.roster.listed(|wide| lines(reading, self.user.as_ref(), at, wide)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        let (Some(parts), Some(reading), Focus::Form) = (&self.parts, self.standing.read(), self.focus) else {
            return at.words.entering.common.hint_one.clone();
        };
        let figure = |n: u32| n.to_string();
        let policy = &reading.policy;
        fill(
            &parts.form.hint(),
            &[
                ("min", &figure(policy.serial_min)),
                ("max", &figure(policy.serial_max)),
                ("digits", &figure(policy.otp_digits)),
            ],
        )
    }

    fn typing(&self) -> bool {
        self.focus == Focus::Form && self.parts.as_ref().is_some_and(|parts| parts.form.typing())
    }

    fn dirty(&self) -> bool {
        self.user.is_some() || self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}
