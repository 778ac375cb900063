//! 解約: the day on which the contract ends, and the fobs that are handed in with it (R16.1). What else becomes of it is shown on
//! TKNN001.

use chrono::NaiveDate;

use crate::branch::entering::{Answer, OpenCase, reading};
use crate::branch::screens;
use crate::branch::shown::Finished;
use crate::branch::thkk001::IdentityCheck;
use crate::branch::tknn001::Confirmation;
use crate::desk::{Act, Close};
use crate::domain::calendar::{self, Instant};
use crate::domain::era;
use crate::domain::identity::Action;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Stock;
use crate::domain::values::{ContractNumber, Serial};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::choice::Choosable;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};

/// Columns of the day.
const DAY: u16 = 16;

/// The screen.
pub(super) struct ClosingEntry {
    open_case: OpenCase,
    fields: Option<Fields>,
}

struct Fields {
    form: Form,
    on: Entry<NaiveDate>,
    handed_in: Entry<Vec<Serial>>,
}

/// What the screen is told.
pub(super) enum Msg {
    /// The contract was read.
    Read(Answer),
    /// The identity check.
    Identify,
    /// Read again.
    Refresh,
    /// To the confirmation.
    Execute,
    /// The action is over: done, or left with a supervisor.
    Finished,
}

impl Answers for Msg {
    type With = Finished;
}

impl ClosingEntry {
    pub(super) fn new(contract: ContractNumber) -> Self {
        Self {
            open_case: OpenCase::new(contract),
            fields: None,
        }
    }

    fn made(&self, at: &Ambient<'_>) -> Option<Fields> {
        let tokens = &self.open_case.read()?.sheet.case.tokens;
        let words = &at.words.contracts.closing;
        let mut form = Form::new();
        let today = calendar::day_of(at.now).to_string();
        let day = |text: &str| -> Decision<NaiveDate> { era::read(text).ok_or(Refusal::DateForm) };
        let on = Field::code(at.words.contracts.field.closed, DAY);
        let on = on.required().hint(words.on_hint).initially(&today);
        let issued = tokens.iter().filter(|token| token.stock == Stock::Issued);
        let issued: Vec<_> = issued
            .map(|token| Choosable::new(token.serial.as_str(), token.serial.as_str()))
            .collect();
        let none = issued.is_empty();
        let handed_in = Field::many(words.handed_in, issued).hint(words.handed_in_hint);
        let handed_in = if none { handed_in.off(words.no_fobs) } else { handed_in };
        let serials = |text: &str| -> Decision<Vec<Serial>> {
            let each = text.split(',').filter(|text| !text.is_empty());
            each.map(Serial::parse).collect()
        };
        Some(Fields {
            on: form.add(on, reading(day)),
            handed_in: form.add(handed_in, reading(serials)),
            form,
        })
    }

    /// Shows what would happen; or says what is missing.
    fn execute(&mut self, cx: &mut Cx<'_, Msg>) -> Result<(), Message> {
        let (words, now) = (cx.at().words, cx.at().now);
        let Some(fields) = &mut self.fields else { return Ok(()) };
        let on = fields.form.read(&fields.on, words)?;
        let handed_in = fields.form.read(&fields.handed_in, words)?;
        let later = (on > calendar::day_of(now)).then_some(Refusal::ClosedLater);
        let check = match later {
            Some(refusal) => Err(refusal),
            None => self.open_case.check(Action::Close, now),
        };
        let check = check.map_err(|refusal| Message::from_refusal(&refusal, words))?;
        let act = Act::Close(Close {
            contract: self.open_case.number().clone(),
            on,
            handed_in,
            branch: cx.at().session().map(|who| who.staff().branch.code.clone()),
            check: Some(check),
        });
        cx.open_for(Confirmation::new(act), |_: Finished| Msg::Finished);
        Ok(())
    }
}

impl Screen for ClosingEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK001
    }

    fn contract(&self) -> Option<ContractNumber> {
        Some(self.open_case.number().clone())
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.closing.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let common = &at.words.entering.common;
        vec![
            Binding::new(Function::Identify, common.identify, Msg::Identify),
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Execute, at.words.contracts.entry.execute, Msg::Execute),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.open_case.ask(cx, Msg::Read);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.open_case.holds_until()
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.fields.as_mut().is_some_and(|fields| fields.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(answer) => {
                self.open_case.hear(answer, None, cx);
                if self.fields.as_ref().is_none_or(|fields| !fields.form.dirty()) {
                    self.fields = self.made(cx.at()).or(self.fields.take());
                }
            }
            Msg::Identify => cx.open(IdentityCheck::new(self.open_case.number().clone())),
            Msg::Refresh => self.open_case.ask_aloud(cx, Msg::Read),
            Msg::Execute => {
                if let Err(message) = self.execute(cx) {
                    cx.say(message);
                }
            }
            Msg::Finished => cx.close_with(Finished),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (head, _) = self.open_case.says(Body::new(at), Some(Action::Close), at);
        let body = Body::new(at).group(head).rows(2).gap(1);
        let Some(fields) = &self.fields else { return Some(body) };
        let words = &at.words.contracts.closing;
        let told = || self.made(at).map_or_else(Form::new, |told| told.form);
        let body = body.form(fields.form.in_words(at.words, told)).gap(1);
        let notes = [words.ends, words.void, words.owed, words.approval];
        Some(
            notes
                .into_iter()
                .fold(body, |body, note| body.text(note, at.theme.label)),
        )
    }

    fn dirty(&self) -> bool {
        self.fields.as_ref().is_some_and(|fields| fields.form.dirty())
    }
}
