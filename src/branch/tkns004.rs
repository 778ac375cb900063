//! TKNS004 取扱明細: an entry of the trail with everything in words, and what it rests on (R12.1).

use super::off_duty;
use super::paper::{self, Printed};
use super::shown::{self, When};
use super::tkns001::told;
use super::tkns003::ContractCourse;
use super::tsnn002::{RequestDetail, standing};
use crate::branch::screens;
use crate::desk::{EntryView, Error};
use crate::domain::calendar;
use crate::domain::identity::Check;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::ContractNumber;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of the names.
const NAMES: u16 = 12;

/// TKNS004 取扱明細.
#[derive(Debug)]
pub struct EntryDetail {
    seq: u64,
    view: Option<Box<EntryView>>,
    refused: Option<Message>,
    scroll: ScrollState,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F4.
    Course,
    /// F2.
    Request,
    /// F9.
    Print,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
    /// The entry.
    Read(Result<Option<Box<EntryView>>, Error>),
}

impl EntryDetail {
    /// The screen about the entry of this number.
    pub fn new(seq: u64) -> Self {
        Self {
            seq,
            view: None,
            refused: None,
            scroll: ScrollState::default(),
        }
    }

    fn contract(&self) -> Option<ContractNumber> {
        let view = self.view.as_ref()?;
        ContractNumber::parse(view.entry.draft.contract.as_deref()?).ok()
    }

    /// The receipt of the entry, if it has one.
    fn receipt(&self) -> Option<&str> {
        self.view.as_ref()?.entry.draft.receipt.as_deref()
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let mut lines = Lines::behind(at, width, NAMES);
        if let Some(message) = self.refused.as_ref().map(|message| message.in_words(at.words)) {
            lines.note(&format!("{} {}", message.code, message.text), at.theme.bad);
        }
        if let Some(view) = &self.view {
            entry(&mut lines, view);
            let words = &at.words.trail.entry;
            if view.withheld {
                lines.row(vec![]);
                lines.note(words.withheld, at.theme.off);
            }
            if let Some(checked) = &view.checked {
                lines.row(vec![]);
                lines.heading(words.check);
                check(&mut lines, checked);
            }
            if let Some(asked) = &view.asked {
                lines.row(vec![]);
                lines.heading(words.request);
                standing(&mut lines, asked);
                let when = if asked.receipt.is_some() {
                    When::Settled
                } else {
                    When::Planned
                };
                shown::describe(&mut lines, &asked.shown, when);
            }
        }
        lines.done()
    }
}

fn entry(lines: &mut Lines<'_>, view: &EntryView) {
    let at = lines.at();
    let (words, draft, plain) = (&at.words.trail.entry, &view.entry.draft, at.theme.value);
    let contract = draft.contract.as_deref().unwrap_or_default();
    let contract = format!("{contract} {}", view.company.as_deref().unwrap_or_default());
    let (result, style) = told::result(draft, at);
    lines.fact(words.seq, &view.entry.seq.to_string(), plain);
    lines.fact(words.at, &told::second(&view.entry), plain);
    lines.fact(words.actor, &actor(view, at.words), plain);
    lines.fact(words.terminal, &draft.terminal, plain);
    lines.fact(words.action, at.words.value(&draft.action), at.theme.title);
    for (name, value) in [
        (words.contract, contract.trim()),
        (words.subject, &at.words.subject(&draft.action, &draft.subject)),
    ] {
        if !value.is_empty() {
            lines.fact(name, value, plain);
        }
    }
    lines.fact(words.result, &result, style);
    if let Some(code) = &draft.code {
        lines.fact(words.why, &told::sentence(code, at.words), style);
    }
    if let Some(receipt) = &draft.receipt {
        lines.fact(words.receipt, receipt, plain);
    }
    let detail = told::detail(draft, at.words);
    if !detail.is_empty() {
        lines.fact(words.detail, &detail, plain);
    }
}

fn actor(view: &EntryView, words: &Words) -> String {
    let (entry, actor) = (&words.trail.entry, view.entry.draft.actor.as_str());
    match (actor.split_once('/'), &view.name) {
        (Some((contract, login_id)), _) => entry.customer(place::Contract(contract), place::LoginId(login_id)),
        (None, Some(name)) => format!("{actor} {name}"),
        (None, None) if actor == "?" => words.trail.list.unknown.to_owned(),
        (None, None) => actor.to_owned(),
    }
}

fn check(lines: &mut Lines<'_>, check: &Check) {
    let at = lines.at();
    let (words, label, plain) = (&at.words.trail.entry, &at.words.label, at.theme.value);
    let made = calendar::show(check.at);
    let made = words.check_made(place::At(&made), place::By(&at.words.member(&check.by)));
    let methods: Vec<_> = check.methods.iter().map(|method| at.words.method(method)).collect();
    let methods = match methods.as_slice() {
        [] => words.check_no_method.to_owned(),
        some => some.join(label.comma),
    };
    lines.fact(words.check_begun, &made, plain);
    lines.fact(
        words.check_person,
        &words.check_whom(
            place::Channel(label.channel(check.channel)),
            place::Person(&label.person(&check.person)),
        ),
        plain,
    );
    lines.fact(words.check_methods, &methods, plain);
    lines.fact(words.check_outcome, label.outcome(check.outcome), plain);
    if let Some(called) = &check.called {
        let (at_time, who) = (calendar::show(called.at), called.who.as_str());
        let told = words.check_called(place::At(&at_time), place::Who(who));
        lines.fact(label.call_back, &told, plain);
    }
    if let Some(why) = &check.why {
        let note = why.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        let told = format!("{}{note}", label.why_not(why.reason));
        lines.fact(words.check_why, &told, plain);
    }
}

impl Screen for EntryDetail {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNS004
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (list, words) = (&at.words.trail.list, &at.words.trail.entry);
        let course = self.contract().is_none().then(|| list.off_course.to_owned());
        let asked = self.view.as_ref().is_some_and(|view| view.asked.is_some());
        let slip = &at.words.telling.slip;
        let none = || self.receipt().is_none().then(|| words.off_slip.to_owned());
        let off_slip = off_duty(at, Duty::SeeRequests)
            .or_else(none)
            .or_else(|| paper::off(self.receipt(), at));
        vec![
            Binding::new(Function::Slip, slip.print, Msg::Print).unless(off_slip),
            Binding::new(Function::Course, list.course, Msg::Course).unless(course),
            Binding::new(Function::Request, words.open_request, Msg::Request)
                .unless((!asked).then(|| words.off_request.to_owned())),
        ]
    }

    /// An entry stays as it is; what it led to may go on.
    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        let seq = self.seq;
        cx.look_latest("entry", move |look| Ok(look.entry(seq)?.map(Box::new)), Msg::Read);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.scroll.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Course => {
                if let Some(number) = self.contract() {
                    let company = self.view.as_ref().and_then(|view| view.company.clone());
                    cx.open(ContractCourse::new(number).of(&company.unwrap_or_default()));
                }
            }
            Msg::Request => {
                let asked = self.view.as_ref().and_then(|view| view.asked.as_ref());
                if let Some(asked) = asked {
                    cx.open(RequestDetail::new(asked.id));
                }
            }
            Msg::Print => {
                if let Some(number) = self.receipt() {
                    paper::print(number, None, Msg::Printed, cx);
                }
            }
            Msg::Printed(Ok(printed)) => paper::say(&printed, cx),
            Msg::Printed(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::Read(Ok(Some(view))) => (self.view, self.refused) = (Some(view), None),
            Msg::Read(Ok(None)) => {
                let refusal = Refusal::NoEntry { entry: self.seq };
                self.refused = Some(Message::from_refusal(&refusal, cx.at().words));
            }
            Msg::Read(Err(error)) => {
                let message = Message::refused(&error, cx.at().words);
                if self.refused.is_none() {
                    cx.say(message.clone());
                }
                (self.view, self.refused) = (None, Some(message));
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).pages(&self.scroll, |columns| self.lines(at, columns));
        Some(body.hint(at.words.trail.entry.hint))
    }
}
