//! TKNN001 内容確認: what will happen, re-read from the store, before anything happens.
//!
//! What F10 submits is bound to what is on the screen by its digest (R11.3). While it is shown it is read again when the
//! store changes and when the minute is over: the moment of R8.2 goes along, and anything else that changed takes F10
//! away until F5.

mod approval;

use std::cell::Cell;

use self::approval::{Approval, Decision};
use super::shown::{self, Finished, Step, When};
use super::tknr009::Completed;
use crate::branch::screens;
use crate::desk::{Act, Error, Outcome, Shown};
use crate::domain::calendar::{self, Instant};
use crate::domain::staff::Role;
use crate::domain::values::RequestId;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::buttons::Buttons;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// 取消, where the focus is at first.
const CANCEL: Buttons = Buttons(0);
/// 実行.
const EXECUTE: Buttons = Buttons(1);

/// TKNN001 内容確認.
///
/// It is opened for [`Finished`]: TKNR009 takes its place when the action is over.
#[derive(Debug)]
pub struct Confirmation {
    act: Act,
    state: State,
    buttons: Buttons,
    scroll: ScrollState,
    /// Whether the content has been drawn: before that nobody can have seen it (R11.3).
    drawn: Cell<bool>,
    /// When the store was last asked.
    asked_at: Option<Instant>,
}

/// What is on the screen.
#[derive(Debug)]
enum State {
    /// The store is being read.
    Asking,
    /// This would happen.
    Ready(Box<Shown>),
    /// This was shown, and is not so any more.
    Stale(Box<Shown>),
    /// A rule says no.
    Refused(Message),
    /// It waits for a supervisor.
    Submitted(Box<Shown>),
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Read again.
    Again,
    /// The content, or why it is refused.
    Read(Result<Shown, Error>),
    /// The content after something changed.
    Looked(Result<Shown, Error>),
    /// Carry it out.
    Execute,
    /// What came of it.
    Submitted(Result<Outcome, Error>),
    /// What the supervisor said.
    Decided(Decision),
}

impl Answers for Msg {
    type With = Finished;
}

impl Confirmation {
    /// The screen about an action.
    pub fn new(act: Act) -> Self {
        Self {
            act,
            state: State::Asking,
            buttons: CANCEL,
            scroll: ScrollState::default(),
            drawn: Cell::new(false),
            asked_at: None,
        }
    }

    fn read(&mut self, cx: &mut Cx<'_, Msg>) {
        self.state = State::Asking;
        self.buttons = CANCEL;
        self.drawn.set(false);
        self.asked_at = Some(cx.at().now);
        cx.preview(self.act.clone(), Msg::Read);
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) {
        match (&self.state, self.off(cx.at())) {
            (_, Some(reason)) => cx.say(Message::warn("W1102", reason)),
            (State::Ready(shown), None) => {
                let seen = shown.digest();
                cx.submit(self.act.clone(), seen, Msg::Submitted);
            }
            (_, None) => {}
        }
    }

    fn submitted(&mut self, result: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match result {
            Ok(Outcome::Waiting { request, shown }) => {
                self.buttons = CANCEL;
                self.state = State::Submitted(shown.clone());
                // The support desk's requests go to a branch (E1107): nobody here could approve.
                let role = cx.at().session().map(|session| session.staff().role);
                if role == Some(Role::SupportDesk) {
                    left(request, shown, cx);
                } else {
                    cx.open_for(Approval::new(request, shown, cx.at().words), Msg::Decided);
                }
            }
            Ok(outcome) => cx.pass_on(Completed::new(outcome)),
            Err(error) => {
                if matches!(error, Error::Refused(_)) {
                    self.gone_stale();
                }
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn gone_stale(&mut self) {
        self.buttons = CANCEL;
        self.state = match std::mem::replace(&mut self.state, State::Asking) {
            State::Ready(shown) | State::Submitted(shown) => State::Stale(shown),
            other => other,
        };
    }

    /// Why it cannot be executed.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.deciding.confirmation;
        let reason = match self.state {
            State::Ready(_) if self.drawn.get() => return None,
            State::Asking | State::Ready(_) => words.off_asking,
            State::Stale(_) => words.off_stale,
            State::Refused(_) => words.off_refused,
            State::Submitted(_) => words.off_submitted,
        };
        Some(reason.to_owned())
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let words = &at.words.deciding.confirmation;
        let mut lines = Lines::new(at, width);
        match &self.state {
            State::Asking => lines.note(words.asking, at.theme.label),
            State::Ready(shown) | State::Submitted(shown) => {
                shown::caution(&mut lines, shown.caution.as_ref());
                shown::describe(&mut lines, shown, When::Planned);
            }
            State::Stale(shown) => {
                lines.note(words.off_stale, at.theme.warn);
                shown::describe(&mut lines, shown, When::Planned);
            }
            State::Refused(message) => {
                let message = message.in_words(at.words);
                lines.heading(words.refused_title);
                lines.note(&format!("{} {}", message.code, message.text), at.theme.bad);
                for detail in message.detail.as_deref().into_iter().chain([words.refused_way]) {
                    lines.note(detail, at.theme.value);
                }
            }
        }
        lines.done()
    }
}

/// The request stays in the queue; TKNR009 says so.
fn left(request: RequestId, shown: Box<Shown>, cx: &mut Cx<'_, Msg>) {
    cx.pass_on(Completed::new(Outcome::Waiting { request, shown }));
    cx.say(Message::info("I1105", cx.at().words.deciding.approval.left.to_owned()));
}

impl Screen for Confirmation {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNN001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let action = at.words.label.action(self.act.action());
        at.words.deciding.confirmation.title(place::Action(action))
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(shown::steps(at, Some(self.act.action()), Step::Confirm))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.deciding.confirmation, &at.words.deciding.shown);
        vec![
            Binding::new(Function::Refresh, common.refresh, Msg::Again),
            Binding::new(Function::Execute, words.execute.to_owned(), Msg::Execute).unless(self.off(at)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if matches!(self.state, State::Asking) {
            self.read(cx);
        }
    }

    fn uncovered(&mut self) {
        self.buttons = CANCEL;
        self.drawn.set(false);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match key {
            Key::Left | Key::Right | Key::Tab | Key::BackEnter => {
                self.buttons = if self.buttons == CANCEL { EXECUTE } else { CANCEL };
            }
            Key::Enter if self.buttons == EXECUTE => self.execute(cx),
            Key::Enter => cx.close(),
            key => return self.scroll.typed(key),
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match (msg, &mut self.state) {
            (Msg::Again, State::Submitted(_)) => {}
            (Msg::Again, _) => self.read(cx),
            (Msg::Read(Ok(shown)), _) => self.state = State::Ready(Box::new(shown)),
            (Msg::Read(Err(error)), _) => {
                let message = Message::refused(&error, cx.at().words);
                cx.say(message.clone());
                self.state = State::Refused(message);
            }
            (Msg::Looked(Ok(now)), State::Ready(seen)) if now.digest() == seen.digest() => **seen = now,
            // That the store could not be read just now changes nothing of what was seen.
            (Msg::Looked(Ok(_) | Err(Error::Refused(_))), State::Ready(_)) => {
                self.gone_stale();
                let words = &cx.at().words.deciding.confirmation;
                cx.say(Message::warn("W1101", words.changed.to_owned()));
            }
            (Msg::Looked(_), _) => {}
            (Msg::Execute, _) => self.execute(cx),
            (Msg::Submitted(result), _) => self.submitted(result, cx),
            (Msg::Decided(Decision::Done(outcome)), _) => cx.pass_on(Completed::new(*outcome)),
            (Msg::Decided(Decision::Left(request, shown)), _) => left(request, shown, cx),
            (Msg::Decided(Decision::Gone(message)), _) => {
                self.gone_stale();
                cx.say(message);
            }
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if matches!(self.state, State::Ready(_)) {
            self.asked_at = Some(cx.at().now);
            let act = self.act.clone();
            cx.look_latest("content", move |look| look.preview(&act), Msg::Looked);
        }
    }

    /// A request that waits is no draft any more.
    fn ends_case(&self) -> bool {
        matches!(self.state, State::Submitted(_))
    }

    /// The moment of R8.2 is shown to the minute and moves with the clock; a check lapses.
    fn holds_until(&self) -> Option<Instant> {
        let asked_at = self.asked_at.filter(|_| matches!(self.state, State::Ready(_)))?;
        Some(calendar::next_minute(asked_at))
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding.confirmation;
        let body = Body::new(at).pages(&self.scroll, |columns| {
            // Lines are made when they are drawn.
            self.drawn.set(matches!(self.state, State::Ready(_)));
            self.lines(at, columns)
        });
        let buttons = [at.words.frame.cancel, words.execute];
        Some(body.gap(1).buttons(self.buttons, &buttons).hint(words.hint))
    }
}
