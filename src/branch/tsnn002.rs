//! TSNN002 承認内容: exactly what was shown to the teller, for the one who decides about it (R11).

mod past;
pub(super) mod send_back;
mod standing;

use std::cell::Cell;

use self::send_back::{SendBack, SentBack};
pub(super) use self::standing::reason_in_words;
pub(super) use self::standing::standing;
use super::paper::{self, Printed};
use super::shown::{self, When};
use crate::branch::screens;
use crate::desk::{Command, Error, Look, Outcome, RequestView, Session};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::staff::{Duty, may};
use crate::domain::values::{RequestId, StaffId};
use crate::store::Entry;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::buttons::Buttons;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// TSNN002 承認内容.
#[derive(Debug)]
pub struct RequestDetail {
    id: RequestId,
    view: Option<Box<RequestView>>,
    /// What the contract went through lately.
    past: Vec<Entry>,
    /// Why there is nothing to show.
    refused: Option<Message>,
    scroll: ScrollState,
    /// Whether the content has been drawn: before that nobody can have read it.
    drawn: Cell<bool>,
    buttons: Buttons,
}

/// 戻る, where the focus is at first.
const BACK: Buttons = Buttons(0);
/// What decides.
const DECIDE: Buttons = Buttons(1);
/// Rows of the buttons, and the blank above them.
const BUTTON_ROWS: u16 = 2;
/// Where something is still to be decided.
const OPEN: [Status; 2] = [Status::Waiting, Status::ToLookOver];

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Read again.
    Again,
    /// The request.
    Read(Result<Read, Error>),
    /// The request after something changed.
    Looked(Result<Read, Error>),
    /// F10: 承認, or 確認済.
    Decide,
    /// F9.
    SendBack,
    /// F4.
    Withdraw,
    /// The person is sure to take it back.
    Sure,
    /// F9 of what was carried out.
    Print,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
    /// What came of it.
    Decided(Result<Outcome, Error>),
    /// It was sent back.
    SentBack,
}

/// The request with what its contract went through lately.
type Read = (Box<RequestView>, Vec<Entry>);

fn reading(look: &Look<'_>, id: RequestId) -> Result<Read, Error> {
    let view = look.request(id)?;
    let past = look.past(&view.shown.contract)?;
    Ok((Box::new(view), past))
}

/// Whom a key is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// The one who decides.
    Approver,
    /// The one who asked.
    Requester,
}

impl RequestDetail {
    /// The screen about a request.
    pub fn new(id: RequestId) -> Self {
        Self {
            id,
            view: None,
            past: Vec::new(),
            refused: None,
            scroll: ScrollState::default(),
            drawn: Cell::new(false),
            buttons: BACK,
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let id = self.id;
        cx.look(move |look| reading(look, id), Msg::Read);
    }

    /// Why a key for `whom`, which acts on requests that stand at one of `from`, is off (E1101, E1103, E1104, E1106, E1203).
    fn off(&self, whom: For, from: &[Status], at: &Ambient<'_>) -> Option<String> {
        let unread = || (!self.drawn.get()).then(|| at.words.deciding.request.off_asking.to_owned());
        unread().or_else(|| self.off_read(whom, from, at))
    }

    /// The same for who has read it.
    fn off_read(&self, whom: For, from: &[Status], at: &Ambient<'_>) -> Option<String> {
        let (words, label) = (&at.words.deciding.request, &at.words.label);
        let (Some(view), Some(session)) = (&self.view, at.session()) else {
            return Some(words.off_asking.to_owned());
        };
        let staff = session.staff();
        let own = staff.id == view.made_by;
        match whom {
            For::Approver if !may(staff.role, Duty::Approve) => {
                return Some(words.off_role(place::Role(label.role(staff.role))));
            }
            For::Approver if own => return Some(words.off_own.to_owned()),
            For::Requester if !own => return Some(words.off_others.to_owned()),
            For::Approver | For::Requester => {}
        }
        if view.lapsed {
            Some(words.off_lapsed.to_owned())
        } else if from.contains(&view.status) {
            None
        } else {
            Some(words.off_decided(place::Status(label.status(view.status))))
        }
    }

    /// Why nothing is approved or looked over here; nothing if it can be.
    fn off_deciding(&self, at: &Ambient<'_>) -> Option<String> {
        self.off(For::Approver, &OPEN, at)
    }

    /// Whether who has read it decides about it.
    fn is_decided_here(&self, at: &Ambient<'_>) -> bool {
        self.off_read(For::Approver, &OPEN, at).is_none()
    }

    /// Whether nobody decides about it any more.
    fn is_over(&self) -> bool {
        let over = |view: &RequestView| view.lapsed || !OPEN.contains(&view.status);
        self.view.as_deref().is_some_and(over)
    }

    /// What the button that decides is called.
    fn decides<'a>(&self, at: &'a Ambient<'_>) -> &'a str {
        let words = &at.words.deciding.request;
        if self.is_to_look_over() {
            words.look_over
        } else {
            words.approve
        }
    }

    /// Whether who looks at it is one who decides about requests of others.
    fn is_approvers(&self, at: &Ambient<'_>) -> bool {
        let staff = at.session().map(Session::staff);
        let own = |id: &StaffId| self.view.as_ref().is_some_and(|view| view.made_by == *id);
        staff.is_some_and(|staff| may(staff.role, Duty::Approve) && !own(&staff.id))
    }

    /// The number of its receipt, if it was carried out.
    fn receipt(&self) -> Option<&str> {
        self.view.as_ref()?.receipt.as_deref()
    }

    fn is_to_look_over(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.status == Status::ToLookOver)
    }

    fn decide(&mut self, cx: &mut Cx<'_, Msg>) {
        self.buttons = BACK;
        let request = self.id;
        let command = if self.is_to_look_over() {
            Command::LookOver { request }
        } else {
            Command::Approve { request }
        };
        cx.command(command, Msg::Decided);
    }

    /// Closes, and says in the list what was done.
    fn decided(&self, outcome: &Outcome, cx: &mut Cx<'_, Msg>) {
        let words = &cx.at().words.deciding.request;
        let number = self.view.as_ref().and_then(|view| view.receipt.as_deref());
        let message = match outcome {
            Outcome::Done(receipt) => Message::good("I1101", words.approved(place::Number(&receipt.number))),
            Outcome::LookedOver { .. } => {
                let number = number.unwrap_or_default();
                Message::good("I1104", words.looked_over(place::Number(number)))
            }
            Outcome::Withdrawn { .. } => Message::good("I1103", words.withdrawn.to_owned()),
            _ => Message::good("I1102", words.returned.to_owned()),
        };
        cx.close();
        cx.say(message);
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let mut lines = Lines::new(at, width);
        if let Some(message) = &self.refused {
            lines.note(&format!("{} {}", message.code, message.text), at.theme.bad);
            lines.note(message.detail.as_deref().unwrap_or_default(), at.theme.value);
        }
        if let Some(view) = &self.view {
            shown::caution(&mut lines, view.caution.as_ref());
            standing(&mut lines, view);
            let is_done = view.receipt.is_some();
            let when = if is_done { When::Settled } else { When::Planned };
            shown::describe(&mut lines, &view.shown, when);
            past::past(&mut lines, &self.past, self.id);
        }
        lines.done()
    }
}

impl Screen for RequestDetail {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TSNN002
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.deciding.request;
        match &self.view {
            Some(view) => words.title(place::Action(at.words.label.action(view.shown.action))),
            None => words.title_plain.to_owned(),
        }
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.request;
        let waiting = [Status::Waiting];
        let mut bindings = vec![
            Binding::new(Function::Withdraw, words.withdraw.to_owned(), Msg::Withdraw).unless(self.off(
                For::Requester,
                &waiting,
                at,
            )),
            Binding::new(
                Function::Refresh,
                at.words.deciding.shown.refresh.to_owned(),
                Msg::Again,
            ),
        ];
        // Both have one key: what can still be sent back is not over, and of what is over there is a slip.
        let off = self.off(For::Approver, &OPEN, at);
        let receipt = self.receipt().filter(|_| self.is_over() || !self.is_approvers(at));
        if let (Some(_), Some(number)) = (&off, receipt) {
            let print = &at.words.telling.slip.print;
            bindings.push(Binding::new(Function::Slip, *print, Msg::Print).unless(paper::off(Some(number), at)));
        } else {
            bindings.push(Binding::new(Function::SendBack, words.send_back.to_owned(), Msg::SendBack).unless(off));
        }
        // Of what is over nothing is decided. What is open is decided by a button that one moves to, so that F10 pressed twice
        // in the list approves nothing.
        if !self.is_over() {
            let elsewhere = || {
                let button = place::Button(self.decides(at));
                (self.buttons != DECIDE).then(|| words.off_button(button))
            };
            let off = self.off_deciding(at).or_else(elsewhere);
            bindings.push(Binding::new(Function::Execute, self.decides(at), Msg::Decide).unless(off));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn language_changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(message) = &mut self.refused {
            message.relabel(cx.at().words);
        }
    }

    fn uncovered(&mut self) {
        self.buttons = BACK;
        self.drawn.set(false);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if self.off_deciding(cx.at()).is_some() {
            return self.scroll.typed(key);
        }
        match key {
            Key::Left | Key::Right | Key::Tab | Key::BackEnter => {
                self.buttons = if self.buttons == BACK { DECIDE } else { BACK };
            }
            Key::Enter if self.buttons == DECIDE => self.decide(cx),
            Key::Enter => cx.close(),
            key => return self.scroll.typed(key),
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Read(Ok((view, past))) | Msg::Looked(Ok((view, past))) => {
                (self.view, self.past, self.refused) = (Some(view), past, None);
            }
            Msg::Read(Err(error)) => {
                let message = Message::refused(&error, cx.at().words);
                cx.say(message.clone());
                (self.view, self.refused) = (None, Some(message));
            }
            Msg::Looked(Err(_)) => {}
            Msg::Decide => self.decide(cx),
            Msg::SendBack => {
                let layer = AskBox::new(SendBack(self.id), cx.at());
                cx.open_for(layer, |_: SentBack| Msg::SentBack);
            }
            Msg::Withdraw => {
                let asked = |words: &Words| {
                    let words = &words.deciding.request;
                    Question::new(words.withdraw, words.withdraw_question, words.withdraw)
                };
                Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure);
            }
            Msg::Sure => cx.command(Command::Withdraw { request: self.id }, Msg::Decided),
            Msg::Decided(Ok(outcome)) => self.decided(&outcome, cx),
            Msg::Decided(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.changed(cx);
            }
            Msg::Print => {
                if let Some(number) = self.receipt() {
                    paper::print(number, None, Msg::Printed, cx);
                }
            }
            Msg::Printed(Ok(printed)) => paper::say(&printed, cx),
            Msg::Printed(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            Msg::SentBack => self.decided(&Outcome::Returned { request: self.id }, cx),
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let id = self.id;
        cx.look_latest("request", move |look| reading(look, id), Msg::Looked);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.view.as_ref()?.holds_until()
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding.request;
        let body = Body::new(at).pages(&self.scroll, |columns| {
            // Lines are made when they are drawn.
            self.drawn.set(self.view.is_some());
            self.lines(at, columns)
        });
        let is_open = self.is_decided_here(at);
        let body = if is_open {
            body.gap(1).buttons(self.buttons, &[words.back, self.decides(at)])
        } else if self.is_over() {
            body
        } else {
            body.gap(BUTTON_ROWS)
        };
        Some(body.hint(if self.is_over() {
            words.hint_over
        } else if !is_open {
            words.hint_look_only
        } else if self.is_to_look_over() {
            words.hint_look_over
        } else {
            words.hint
        }))
    }
}
