//! TTRK003 符号照会: why a code was refused, and what to tell the customer (R6.7). Asking never helps to find a right one.

mod answer;

use secrecy::{ExposeSecret, SecretString};

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase, first_fob, fob_lines, fob_list};
use super::off_duty;
use super::ttrk002::ClockEntry;
use crate::branch::screens;
use crate::desk::{Command, Error, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::otp::Why;
use crate::domain::policy::Policy;
use crate::domain::staff::Duty;
use crate::domain::token::{Stock, Token};
use crate::domain::values::{ContractNumber, Otp, Serial};
use crate::ui::keys::Function;
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, On};
use crate::words::{Words, place};

/// Rows of the answer.
const ANSWER: u16 = 6;

/// TTRK003 符号照会.
pub struct CodeInquiry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    serial: Option<Serial>,
    /// The newest answer, about this token.
    answer: Option<(Serial, Why)>,
    /// TTRK002 stands below.
    over_clock: bool,
}

/// The fields of its form.
pub struct Fields {
    code: Entry<SecretString>,
}

/// What the screen is told.
pub type Msg = entering::Msg<Own>;

/// What this screen alone is told.
pub enum Own {
    /// F9.
    Synchronise,
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
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            serial: None,
            answer: None,
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

    /// Has the code explained.
    fn ask(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let at = cx.at();
        let Some(serial) = self.serial.clone() else {
            self.list_form.focus = Focus::List;
            return Err(Message::bad("E0009", at.words.entering.fobs.choose_first));
        };
        let (Some(parts), Some(reading)) = (&mut self.list_form.parts, self.open_case.read()) else {
            return Ok(());
        };
        self.list_form.focus = Focus::Form;
        let code = parts.form.read(&parts.fields.code, at.words)?;
        Otp::parse(code.expose_secret(), &reading.policy)
            .map_err(|refusal| Message::from_refusal(&refusal, at.words))?;
        let command = Command::ExplainCode {
            contract: self.open_case.number().clone(),
            serial: serial.clone(),
            code,
        };
        cx.command(command, move |outcome| Msg::Own(Own::Explained(serial, outcome)));
        Ok(())
    }

    fn explained(&mut self, serial: Serial, answer: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(Outcome::Explained { why }) => {
                if let Some(parts) = &mut self.list_form.parts {
                    parts.form.clear(&parts.fields.code);
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

impl EntryScreen for CodeInquiry {
    const KIND: Kind = Kind {
        nameplate: &screens::TTRK003,
        title: |words| words.entering.explain.title,
        execute: |words| words.entering.explain.execute,
        action: None,
        chooses: Chooses::Token,
    };
    type Fields = Fields;
    type Own = Own;

    fn held(&self) -> (&OpenCase, &ListForm<Fields>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<Fields>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, policy: Option<&Policy>) -> Parts<Fields> {
        let own = &words.entering.explain;
        let mut form = Form::new();
        let digits = policy.map_or_else(String::new, |policy| policy.otp_digits.to_string());
        let hint = own.code_hint(place::Digits(&digits));
        let code = Field::code(own.code, 9).required().hint(hint);
        let code = form.add_secret(match policy {
            Some(policy) => code.digits(policy.otp_digits),
            None => code,
        });
        Parts {
            roster: fob_list(words),
            form,
            fields: Fields { code },
        }
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, _wide: bool) -> Vec<Line> {
        fob_lines(reading, self.serial.as_ref(), at, |token| fits(token, at.now))
    }

    /// Chooses the token of a row, or says why it can't be.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let reading = self.open_case.read();
        let Some(token) = reading.and_then(|reading| reading.sheet.case.tokens.get(row)) else {
            return false;
        };
        let state = at_state(token, cx.at());
        if fits(token, cx.at().now) {
            self.serial = Some(token.serial.clone());
            return true;
        }
        let text = cx
            .at()
            .words
            .entering
            .explain
            .dead(place::Serial(token.serial.as_str()), place::State(&state));
        cx.say(Message::warn("W0601", text));
        false
    }

    /// The token that was asked for, or the only one that can be chosen, is chosen at first.
    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        let Some(reading) = self.open_case.read().filter(|_| is_first) else {
            return;
        };
        let now = cx.at().now;
        let first = first_fob(reading, self.serial.as_ref(), |token| fits(token, now));
        if let Some((row, _)) = first {
            self.list_form.begin_at(row);
        }
        self.serial = first.map(|(_, serial)| serial);
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        self.ask(cx)
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let body = body.line(at.words.entering.explain.ask, at.theme.value).gap(1);
        let body = above.form(above.list(body, at).gap(1)).gap(1);
        body.group(answer::says(self.answer.as_ref(), at)).rows(ANSWER)
    }

    fn fit_keys(&self, keys: &mut Vec<Binding<Msg>>, at: &Ambient<'_>) {
        let no_asking = off_duty(at, Duty::Identify);
        for key in keys.iter_mut() {
            if [Function::Identify, Function::Execute].map(On::from).contains(&key.on) {
                key.unless.clone_from(&no_asking);
            }
        }
        let label = at.words.entering.clock.short;
        let off = off_duty(at, Duty::Resynchronise);
        keys.push(Binding::new(Function::Synchronise, label, Msg::Own(Own::Synchronise)).unless(off));
    }

    fn own(&mut self, msg: Own, cx: &mut Cx<'_, Msg>) {
        match msg {
            Own::Synchronise if self.over_clock => cx.close(),
            // It takes the place of this one: the way back from there leads to the contract.
            Own::Synchronise => {
                let number = self.open_case.number().clone();
                cx.replace(ClockEntry::new(number, self.serial.clone()));
            }
            Own::Explained(serial, answer) => self.explained(serial, answer, cx),
        }
    }
}
