//! TSNN004 管理の承認: an act without a customer, before → after, for the second person who decides about it (R11.5).

use std::cell::Cell;

use super::tsnn002::reason_in_words;
use super::tsnn002::send_back::{SendBack, SentBack};
use crate::branch::screens;
use crate::desk::{Command, Error, Look, MatterView, Outcome};
use crate::domain::calendar::Instant;
use crate::domain::countersign::Status;
use crate::domain::values::RequestId;
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

/// 戻る, where the focus is at first.
const BACK: Buttons = Buttons(0);
/// 承認.
const APPROVE: Buttons = Buttons(1);

/// TSNN004 管理の承認.
#[derive(Debug)]
pub struct MatterDetail {
    id: RequestId,
    view: Option<Box<MatterView>>,
    scroll: ScrollState,
    /// Whether the content has been drawn: before that nobody can have read it.
    drawn: Cell<bool>,
    buttons: Buttons,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Read again.
    Again,
    /// The act.
    Read(Result<Box<MatterView>, Error>),
    /// The act after something changed.
    Looked(Result<Box<MatterView>, Error>),
    /// F10: 承認.
    Approve,
    /// F9.
    SendBack,
    /// F4.
    Withdraw,
    /// The person is sure to take it back.
    Sure,
    /// What came of it.
    Decided(Result<Outcome, Error>),
    /// It was sent back.
    SentBack,
}

fn reading(look: &Look<'_>, id: RequestId) -> Result<Box<MatterView>, Error> {
    look.matter(id).map(Box::new)
}

impl MatterDetail {
    /// The screen about an act.
    pub fn new(id: RequestId) -> Self {
        Self {
            id,
            view: None,
            scroll: ScrollState::default(),
            drawn: Cell::new(false),
            buttons: BACK,
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let id = self.id;
        cx.look(move |look| reading(look, id), Msg::Read);
    }

    fn waits(&self) -> bool {
        let waits = |view: &MatterView| view.status == Status::Waiting && !view.lapsed;
        self.view.as_deref().is_some_and(waits)
    }

    /// Done at once, and to be looked over (R11.1).
    fn is_to_look_over(&self) -> bool {
        self.view
            .as_deref()
            .is_some_and(|view| view.status == Status::ToLookOver)
    }

    /// What the button that decides says.
    fn deciding<'w>(&self, words: &'w Words) -> &'w str {
        let request = &words.deciding.request;
        if self.is_to_look_over() {
            request.look_over
        } else {
            request.approve
        }
    }

    fn is_own(&self, at: &Ambient<'_>) -> bool {
        let me = at.session().map(|session| &session.staff().id);
        self.view.as_deref().is_some_and(|view| me == Some(&view.made_by))
    }

    /// Why who is signed in does not decide about it; nothing if they do.
    fn off_deciding(&self, at: &Ambient<'_>) -> Option<String> {
        let unread = || (!self.drawn.get()).then(|| at.words.deciding.request.off_asking.to_owned());
        unread().or_else(|| self.off_deciding_read(at))
    }

    /// The same for who has read it.
    fn off_deciding_read(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.deciding.request;
        let Some(view) = self.view.as_deref() else {
            return Some(words.off_asking.to_owned());
        };
        if view.lapsed {
            return Some(words.off_lapsed.to_owned());
        }
        if !matches!(view.status, Status::Waiting | Status::ToLookOver) {
            let status = at.words.label.countersign_status(view.status);
            return Some(words.off_decided(place::Status(status)));
        }
        if self.is_own(at) {
            return Some(words.off_own.to_owned());
        }
        let matter = &at.words.deciding.matter;
        (!view.is_mine_to_decide).then(|| matter.off_decider(place::Role(decider(view, at.words))))
    }

    /// Why it can't be taken back.
    fn off_withdrawing(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.deciding.request;
        if !self.is_own(at) {
            Some(words.off_others.to_owned())
        } else if self.waits() {
            None
        } else {
            self.off_deciding(at)
        }
    }

    /// Why what was done at once can't be sent back (R7.7 aside): it is done.
    fn off_sending_back(&self, at: &Ambient<'_>) -> Option<String> {
        self.is_to_look_over()
            .then(|| at.words.deciding.matter.off_done.to_owned())
    }

    fn approve(&mut self, cx: &mut Cx<'_, Msg>) {
        self.buttons = BACK;
        let command = if self.is_to_look_over() {
            Command::LookOver { request: self.id }
        } else {
            Command::Approve { request: self.id }
        };
        cx.command(command, Msg::Decided);
    }

    fn decided(outcome: &Outcome, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let message = match outcome {
            Outcome::Countersigned { .. } => Message::good("I1214", words.deciding.matter.approved),
            Outcome::LookedOver { .. } => Message::good("I1470", words.deciding.matter.looked_over),
            Outcome::Withdrawn { .. } => Message::good("I1103", words.deciding.request.withdrawn.to_owned()),
            _ => Message::good("I1102", words.deciding.request.returned.to_owned()),
        };
        cx.close();
        cx.say(message);
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let mut lines = Lines::new(at, width);
        let Some(view) = self.view.as_deref() else {
            return lines.done();
        };
        let (words, request) = (&at.words.deciding.matter, &at.words.deciding.request);
        let style = if self.waits() || self.is_to_look_over() {
            at.theme.warn
        } else {
            at.theme.info
        };
        let status = if view.lapsed {
            words.lapsed
        } else {
            at.words.label.countersign_status(view.status)
        };
        lines.fact(request.status, status, style);
        let made_by = request.made_by_value(
            place::At(&at.words.label.soon(view.made_at, at.now)),
            place::Id(view.made_by.as_str()),
            place::Name(&view.made_by_name),
        );
        lines.fact(request.made_by, &made_by, at.theme.value);
        lines.fact(words.decider, decider(view, at.words), at.theme.value);
        if let Some(by) = &view.decided_by {
            lines.fact(request.decided_by, by.as_str(), at.theme.value);
        }
        if view.reason.is_some() {
            let reason = reason_in_words(view.reason.as_deref(), at);
            lines.fact(request.reason, &reason, at.theme.warn);
        }
        lines.heading(at.words.value(&view.shown.action));
        lines.fact(words.subject, &at.words.subject(&view.shown.subject), at.theme.value);
        for (what, becomes) in changes(view, at.words) {
            lines.fact(&what, &becomes, at.theme.value);
        }
        lines.done()
    }
}

/// Who decides about an act, in words.
fn decider<'a>(view: &MatterView, words: &'a Words) -> &'a str {
    words.label.decider(view.shown.decider)
}

/// What an act changes, before and after, in words: values that have words are said with them.
pub(crate) fn changes(view: &MatterView, words: &Words) -> Vec<(String, String)> {
    crate::words::countersign::changes(&view.shown.lines, words)
}

impl Screen for MatterDetail {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TSNN004
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        match &self.view {
            Some(view) => {
                let action = at.words.value(&view.shown.action);
                at.words.deciding.matter.title(place::Action(action))
            }
            None => at.words.finding.screen.tsnn004.to_owned(),
        }
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.request;
        let mut bindings = vec![
            Binding::new(Function::Withdraw, words.withdraw, Msg::Withdraw).unless(self.off_withdrawing(at)),
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            Binding::new(Function::SendBack, words.send_back, Msg::SendBack)
                .unless(self.off_deciding(at).or_else(|| self.off_sending_back(at))),
        ];
        if self.view.is_none() || self.waits() || self.is_to_look_over() {
            let elsewhere = || {
                let button = place::Button(self.deciding(at.words));
                (self.buttons != APPROVE).then(|| words.off_button(button))
            };
            let off = self.off_deciding(at).or_else(elsewhere);
            bindings.push(Binding::new(Function::Execute, self.deciding(at.words), Msg::Approve).unless(off));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if self.off_deciding(cx.at()).is_some() {
            return self.scroll.typed(key);
        }
        match key {
            Key::Left | Key::Right | Key::Tab | Key::BackEnter => {
                self.buttons = if self.buttons == BACK { APPROVE } else { BACK };
            }
            Key::Enter if self.buttons == APPROVE => self.approve(cx),
            Key::Enter => cx.close(),
            key => return self.scroll.typed(key),
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Read(Ok(view)) | Msg::Looked(Ok(view)) => self.view = Some(view),
            Msg::Read(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.view = None;
            }
            Msg::Looked(Err(_)) => {}
            Msg::Approve => self.approve(cx),
            Msg::SendBack => {
                let layer = AskBox::new(SendBack(self.id), cx.at());
                cx.open_for(layer, |_: SentBack| Msg::SentBack);
            }
            Msg::Withdraw => {
                let asked = |words: &Words| {
                    let request = &words.deciding.request;
                    Question::new(
                        request.withdraw,
                        words.deciding.matter.withdraw_question,
                        request.withdraw,
                    )
                };
                Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure);
            }
            Msg::Sure => cx.command(Command::Withdraw { request: self.id }, Msg::Decided),
            Msg::Decided(Ok(outcome)) => Self::decided(&outcome, cx),
            Msg::Decided(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.changed(cx);
            }
            Msg::SentBack => Self::decided(&Outcome::Returned { request: self.id }, cx),
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let id = self.id;
        cx.look_latest("matter", move |look| reading(look, id), Msg::Looked);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.view.as_ref()?.holds_until()
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding;
        let body = Body::new(at).pages(&self.scroll, |columns| {
            // Lines are made when they are drawn.
            self.drawn.set(self.view.is_some());
            self.lines(at, columns)
        });
        let request = &words.request;
        Some(if self.off_deciding_read(at).is_none() {
            let buttons = [request.back, self.deciding(at.words)];
            body.gap(1)
                .buttons(self.buttons, &buttons)
                .hint(if self.is_to_look_over() {
                    request.hint_look_over
                } else {
                    words.matter.hint
                })
        } else if self.waits() {
            body.hint(request.hint_look_only)
        } else {
            body.hint(request.hint_over)
        })
    }
}
