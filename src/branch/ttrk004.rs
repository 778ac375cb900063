//! TTRK004 申出停止: one token is stopped at once on a caller's word; nobody is revoked (R9.6).

use std::convert::Infallible;

use super::entering::{self, Above, CaseData, Chooses, EntryScreen, Kind, OpenCase, first_fob, fob_lines, fob_list};
use crate::branch::screens;
use crate::desk::{Act, Stop};
use crate::domain::identity::Action;
use crate::domain::policy::Policy;
use crate::domain::stop;
use crate::domain::values::{ContractNumber, Serial};
use crate::ui::kit::body::Body;
use crate::ui::kit::form::Form;
use crate::ui::kit::list_form::{Focus, ListForm, Parts};
use crate::ui::kit::roster::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Cx};
use crate::words::{Words, place};

/// TTRK004 申出停止.
pub struct StopEntry {
    open_case: OpenCase,
    list_form: ListForm<()>,
    serial: Option<Serial>,
}

/// What the screen is told.
pub type Msg = entering::Msg<Infallible>;

impl StopEntry {
    /// The screen about this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            list_form: ListForm::default(),
            serial: None,
        }
    }

    /// The action as it stands, or what is missing.
    fn act(&self, at: &Ambient<'_>) -> Result<Act, Message> {
        let Some(serial) = self.serial.clone() else {
            return Err(Message::bad("E0009", at.words.entering.fobs.choose_first));
        };
        let check = self.open_case.check(Action::Stop, at.now);
        let check = check.map_err(|refusal| Message::from_refusal(&refusal, at.words))?;
        Ok(Act::Stop(Stop {
            contract: self.open_case.number().clone(),
            serial,
            also: Vec::new(),
            check: Some(check),
        }))
    }
}

impl EntryScreen for StopEntry {
    const KIND: Kind = Kind {
        nameplate: &screens::TTRK004,
        title: |words| words.entering.stop.title,
        execute: |words| words.entering.stop.execute,
        action: Some(Action::Stop),
        chooses: Chooses::Token,
    };
    type Fields = ();
    type Own = Infallible;

    fn held(&self) -> (&OpenCase, &ListForm<()>) {
        (&self.open_case, &self.list_form)
    }

    fn held_mut(&mut self) -> (&mut OpenCase, &mut ListForm<()>) {
        (&mut self.open_case, &mut self.list_form)
    }

    fn parts(words: &Words, _: Option<&Policy>) -> Parts<()> {
        Parts {
            roster: fob_list(words),
            form: Form::new(),
            fields: (),
        }
    }

    fn lines(&self, reading: &CaseData, at: &Ambient<'_>, _wide: bool) -> Vec<Line> {
        let case = &reading.sheet.case;
        fob_lines(reading, self.serial.as_ref(), at, |token| {
            stop::decide(case, &token.serial, at.now).is_ok()
        })
    }

    /// Chooses the token of a row, or says why it can't be stopped.
    fn choose(&mut self, row: usize, cx: &mut Cx<'_, Msg>) -> bool {
        let Some(case) = self.open_case.read().map(|reading| &reading.sheet.case) else {
            return false;
        };
        let Some(token) = case.tokens.get(row) else {
            return false;
        };
        if let Err(refusal) = stop::decide(case, &token.serial, cx.at().now) {
            cx.say(Message::from_refusal(&refusal, cx.at().words));
            return false;
        }
        self.serial = Some(token.serial.clone());
        true
    }

    /// The only token that can be stopped is chosen at first; one that can't be any more is chosen no longer.
    fn heard(&mut self, is_first: bool, cx: &mut Cx<'_, Msg>) {
        let Some(reading) = self.open_case.read() else { return };
        let (case, now) = (&reading.sheet.case, cx.at().now);
        let fits = |serial: &Serial| stop::decide(case, serial, now).is_ok();
        let first = first_fob(reading, self.serial.as_ref(), |token| fits(&token.serial)).filter(|_| is_first);
        let still = self.serial.take().filter(|serial| fits(serial));
        if let Some((row, _)) = &first {
            self.list_form.begin_at(*row);
            self.list_form.focus = Focus::List;
        }
        self.serial = still.or(first.map(|(_, serial)| serial));
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        entering::confirm(self.act(cx.at())?, cx);
        Ok(())
    }

    fn says<'a>(&'a self, body: Body<'a>, above: Above<'a, Self>, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.entering.stop;
        let body = above.list(body.line(words.ask, at.theme.value).gap(1), at).gap(1);
        let case = &above.reading.sheet.case;
        let serial = self.serial.as_ref();
        let token = serial.and_then(|serial| case.token_by_serial(serial).ok());
        // Before one is chosen nobody is meant.
        let body = match token {
            Some(token) => {
                let who: Vec<_> = case.sharers(token.id).map(|user| user.login_id.as_str()).collect();
                let effect = if who.is_empty() {
                    words.effect_nobody.to_owned()
                } else {
                    words.effect(place::Who(&who.join(at.words.label.comma)))
                };
                body.line(effect, at.theme.warn).inward(2)
            }
            None => body,
        };
        let body = body.line(words.lifted, at.theme.value).inward(2);
        let body = body.line(words.sure, at.theme.value).inward(2);
        body.line(words.approval, at.theme.label).inward(2)
    }

    fn has_form(&self) -> bool {
        false
    }

    fn has_chosen(&self) -> bool {
        false
    }
}
