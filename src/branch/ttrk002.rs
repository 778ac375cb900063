//! TTRK002 時刻ずれ補正: two numbers in a row, read out by the customer, set the clock that a token is known by (R6.5).

mod advice;
mod judging;
mod parts;

use zeroize::Zeroizing;

use self::advice::advice;
use self::parts::{Fields, parts};
use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase, first_fob, fob_lines};
use super::ttrk003::CodeInquiry;
use crate::branch::screens;
use crate::desk::{Error, Outcome};
use crate::domain::Case;
use crate::domain::calendar::Instant;
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::synchronisation::{self, Drift};
use crate::domain::token::Token;
use crate::domain::values::{CheckId, ContractNumber, ProofId, Serial};
use crate::ui::keys::Function;
use crate::ui::kit::body::Body;
use crate::ui::kit::list_form::{ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx};
use crate::words::{Words, place};

/// TTRK002 時刻ずれ補正.
pub struct ClockEntry {
    open_case: OpenCase,
    list_form: ListForm<Fields>,
    serial: Option<Serial>,
    /// What the desk found of two numbers: they are used up, so going back and on again asks for no others.
    found: Option<Found>,
}

#[derive(Clone)]
struct Found {
    serial: Serial,
    proof: ProofId,
    drift: Drift,
    at: Instant,
}

/// What the screen is told.
pub type Msg = entering::Msg<Own>;

/// What this screen alone is told.
pub enum Own {
    /// F9.
    Explain,
    /// The two numbers were judged, for this token and on this check.
    Judged(Serial, CheckId, Result<Outcome, Error>),
}

/// What can be chosen.
fn fits(token: &Token, case: &Case, now: Instant) -> bool {
    synchronisation::fit(case, &token.serial, now).is_ok()
}

impl ClockEntry {
    /// The screen about this contract; `serial` is chosen if it can be.
    pub fn new(contract: ContractNumber, serial: Option<Serial>) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            serial,
            found: None,
        }
    }

    fn token(&self) -> Option<&Token> {
        let case = &self.open_case.read()?.sheet.case;
        case.token_by_serial(self.serial.as_ref()?).ok()
    }

    /// What was found of the chosen token, while it serves.
    fn found(&self, now: Instant, policy: &Policy) -> Option<&Found> {
        let found = self.found.as_ref()?;
        let serves = Some(&found.serial) == self.serial.as_ref() && now < found.at + policy.check_lapse;
        serves.then_some(found)
    }
}

impl EntryScreen for ClockEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::TTRK002,
        title: |words| words.entering.clock.title,
        execute: |words| words.entering.clock.execute,
        action: Some(Action::Resync),
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
        parts(words, policy)
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, _wide: bool) -> Vec<Line> {
        let case = &reading.sheet.case;
        fob_lines(reading, self.serial.as_ref(), at, |token| fits(token, case, at.now))
    }

    /// Chooses the token of a row, or says why it can't be.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(reading) = self.open_case.read() else {
            return false;
        };
        let case = &reading.sheet.case;
        let Some(token) = case.tokens.get(row) else {
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

    /// The token that was asked for, or the only one that can be chosen, is chosen at first.
    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        let Some(reading) = self.open_case.read().filter(|_| is_first) else {
            return;
        };
        let (case, now) = (&reading.sheet.case, cx.at().now);
        let first = first_fob(reading, self.serial.as_ref(), |token| fits(token, case, now));
        if let Some((row, _)) = first {
            self.list_form.begin_at(row);
        }
        self.serial = first.map(|(_, serial)| serial);
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        self.judge(cx)
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let (words, reading) = (&at.words.entering.clock, above.reading);
        let body = above.list(body.line(words.ask, at.theme.value).gap(1), at);
        let body = above.form(body.gap(1)).gap(1);
        let (text, style) = if let Some(Found { drift, .. }) = self.found(at.now, &reading.policy) {
            let (before, after) = (
                at.words.label.drift(drift.before, drift.period),
                at.words.label.drift(drift.after, drift.period),
            );
            let text = words.found(place::After(&after), place::Before(&before));
            (text, at.theme.good)
        } else {
            let Parts { form, fields, .. } = above.parts;
            let typed = [&fields.first, &fields.second].map(|entry| Zeroizing::new(form.text(entry)));
            advice((&typed[0], &typed[1]), self.token(), &reading.policy, at)
        };
        let body = body.line(text, style).inward(2).gap(1);
        let (charge, style) = self.token().map_or_else(Default::default, |token| {
            let count = |n: u32| n.to_string();
            let left = reading.policy.wrong_codes.saturating_sub(token.wrong_codes);
            let charge = words.charge(place::Count(&count(token.wrong_codes)), place::Left(&count(left)));
            (charge, if left > 1 { at.theme.label } else { at.theme.warn })
        });
        let body = body.line(charge, style).inward(2);
        body.line(words.approval, at.theme.label).inward(2)
    }

    fn fit_keys(&self, keys: &mut Vec<Binding<Msg>>, at: &Ambient<'_>) {
        let label = at.words.entering.explain.short;
        keys.push(Binding::new(Function::Explain, label, Msg::Own(Own::Explain)));
    }

    fn own(&mut self, msg: Own, cx: &mut Cx<'_, Msg>) {
        match msg {
            Own::Explain => cx.open(CodeInquiry::over_clock(
                self.open_case.number().clone(),
                self.serial.clone(),
            )),
            Own::Judged(serial, check, answer) => self.judged(serial, check, answer, cx),
        }
    }
}
