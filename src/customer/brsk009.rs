//! BRSK009 利用者登録確認: everything entered, what becomes another marked before ＞ after, and the last step's secrets;
//! before a deletion likewise, with the registration that goes.
//!
//! What F10 carries out is what stands here: a user whom someone else changed meanwhile is shown anew first (R11.3).

mod content;
mod wish;

use content::Content;
pub(super) use wish::Wish;

use super::brsk006;
use super::brsk010::Completed;
use super::members::asking::Asking;
use super::members::{ClosedWith, Seen, carry_out, whole};
use crate::customer::screens;
use crate::domain::refusal::Refusal;
use crate::portal::{Error, Outcome};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};

/// BRSK009 利用者登録確認. It closes with how it was left.
pub struct Confirmation {
    wish: Wish,
    state: State,
    /// What the person saw of the user.
    seen: Option<Seen>,
    asking: Option<Asking>,
    scroll: ScrollState,
    /// The person asked for it to be read again: they are told when it was.
    aloud: bool,
}

/// What is on the screen.
enum State {
    /// The store is being read.
    Asking,
    /// This would happen.
    Ready(Box<Content>),
    /// This would happen, and the user is not as the person saw them.
    Stale(Box<Content>),
    /// A rule says no.
    Refused(Error),
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Read again.
    Again,
    /// Execute.
    Execute,
    /// Cancel.
    Back,
    /// What would happen.
    #[expect(private_interfaces, reason = "what is read stays on this screen")]
    Read(Result<Box<Content>, Error>),
    /// What came of it.
    Done(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = ClosedWith;
}

impl Confirmation {
    /// The screen about what is wished.
    pub(super) fn new(wish: Wish) -> Self {
        Self {
            seen: wish.seen(),
            wish,
            state: State::Asking,
            asking: None,
            scroll: ScrollState::default(),
            aloud: false,
        }
    }

    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let wish = self.wish.clone();
        cx.customer_look("content", move |look| Content::of(look, &wish).map(Box::new), Msg::Read);
    }

    fn hear(&mut self, answer: Result<Box<Content>, Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(content) => {
                if self.asking.as_ref().map(Asking::asks_code) != Some(content.asks_code) {
                    self.asking = Some(Asking::new(cx.at().words, content.asks_code, content.digits));
                }
                if std::mem::take(&mut self.aloud) {
                    self.seen = None;
                    cx.say(Message::info("I1706", cx.at().words.members.confirm.reread));
                }
                if self.seen.is_none() {
                    self.seen.clone_from(&content.standing);
                }
                self.state = if self.seen == content.standing {
                    State::Ready(content)
                } else {
                    State::Stale(content)
                };
            }
            Err(error) => {
                cx.customer_refused(&error);
                self.state = State::Refused(error);
            }
        }
    }

    fn execute(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(asking) = &mut self.asking else { return };
        match asking.read(cx.at().words) {
            Err(message) => cx.say(message),
            Ok(secrets) => {
                let seen = self.seen.clone().map(|seen| {
                    let (login_id, see) = self.wish.sees();
                    (login_id, seen, see)
                });
                carry_out(cx, self.wish.command(secrets), seen, Msg::Done);
            }
        }
    }

    fn done(&mut self, answer: Result<Outcome, Error>, cx: &mut Cx<'_, Msg>) {
        match answer {
            Ok(outcome) => {
                let is_own = match &self.state {
                    State::Ready(content) => content.is_own,
                    _ => false,
                };
                cx.pass_on(Completed::new(outcome, is_own));
            }
            Err(Error::Refused(refusal)) if self.wish.is_about(&refusal) => {
                cx.close_with(ClosedWith::Refused(refusal));
            }
            Err(error) => {
                if let Some(asking) = &mut self.asking {
                    asking.refused(&error);
                }
                cx.customer_refused(&error);
                if !matches!(error, Error::Refused(Refusal::SessionEnded)) {
                    self.ask(cx);
                }
            }
        }
    }

    /// Why it cannot be executed.
    fn off(&self, at: &Ambient<'_>) -> Option<String> {
        let words = &at.words.members.confirm;
        match &self.state {
            State::Ready(_) => None,
            State::Asking => Some(words.off_asking.to_owned()),
            State::Stale(_) => Some(words.off_stale.to_owned()),
            State::Refused(_) => Some(words.off_refused.to_owned()),
        }
    }

    fn lines(&self, at: &Ambient<'_>, columns: u16) -> Vec<Line> {
        let words = &at.words.members.confirm;
        let mut lines = Lines::behind(at, columns, super::members::sheet::names_width(at.words));
        match &self.state {
            State::Asking => lines.note(words.reading, at.theme.label),
            State::Ready(content) => content.write(&mut lines, &self.wish),
            State::Stale(content) => {
                let text = if self.wish.is_removal() {
                    words.stale_remove
                } else {
                    words.stale
                };
                lines.note(text, at.theme.bad);
                content.write(&mut lines, &self.wish);
            }
            State::Refused(error) => {
                for text in whole(error, at.words).lines().chain([words.way]) {
                    lines.note(text, at.theme.bad);
                }
            }
        }
        lines.done()
    }
}

impl Screen for Confirmation {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK009
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.members.confirm;
        if self.wish.is_removal() {
            words.title_remove.to_owned()
        } else {
            words.title.to_owned()
        }
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, self.wish.is_removal(), false))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.members;
        vec![
            Binding::new(Function::Refresh, words.common.refresh, Msg::Again),
            Binding::new(Function::Execute, self.wish.button(&words.confirm), Msg::Execute).unless(self.off(at)),
            Binding::new(Function::Cancel, words.common.back, Msg::Back),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        if matches!(key, Key::PageUp | Key::PageDown) {
            return self.scroll.typed(key);
        }
        self.asking.as_mut().is_some_and(|asking| asking.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => {
                self.aloud = true;
                self.ask(cx);
            }
            Msg::Execute => self.execute(cx),
            Msg::Back => cx.close(),
            Msg::Read(answer) => self.hear(answer, cx),
            Msg::Done(answer) => self.done(answer, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).pages(&self.scroll, |columns| self.lines(at, columns));
        Some(match &self.asking {
            Some(asking) => asking.say(body, at.words, true),
            None => body,
        })
    }
}

/// The steps that end here, or with 変更完了.
pub(super) fn steps(at: &Ambient<'_>, of_chosen: bool, done: bool) -> Steps {
    if !of_chosen {
        return brsk006::steps(at, if done { 4 } else { 3 });
    }
    let common = &at.words.members.common;
    let labels = [common.step_choose, common.step_confirm, common.step_done];
    Steps {
        labels: labels.map(str::to_owned).to_vec(),
        current: if done { 2 } else { 1 },
    }
}
