//! BRSK010 変更完了: what was done to a user; after BRSK011 it is called BRSK012.

use super::blgi001::Login;
use super::brsk009;
use super::members::sheet::fields;
use super::members::{ClosedWith, names};
use crate::customer::screens;
use crate::portal::Outcome;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::buttons::Buttons;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::place;

/// BRSK010 and BRSK012 変更完了. It tells the screen below that it was done, or goes to the login when one's own session has ended.
pub struct Completed {
    outcome: Outcome,
    /// Whether it was done to who did it.
    is_own: bool,
    scroll: ScrollState,
}

/// What the screen is told.
#[derive(Clone, Copy, Debug)]
pub enum Msg {
    /// Back to the list, or to the login.
    Back,
    /// To the menu.
    Home,
}

impl Answers for Msg {
    type With = ClosedWith;
}

impl Completed {
    /// The screen about what was done.
    pub(super) fn new(outcome: Outcome, is_own: bool) -> Self {
        Self {
            outcome,
            is_own,
            scroll: ScrollState::default(),
        }
    }

    /// Whether who did it has to log in again.
    fn is_logged_out(&self) -> bool {
        self.is_own
            && matches!(
                self.outcome,
                Outcome::Amended {
                    logs_in_again: true,
                    ..
                }
            )
    }

    fn is_of_service(&self) -> bool {
        matches!(self.outcome, Outcome::Stopped { .. } | Outcome::Lifted { .. })
    }

    fn leave(&self, cx: &mut Cx<'_, Msg>) {
        if self.is_logged_out() {
            cx.sign_out();
            cx.restart(Login::default());
        } else {
            cx.close_with(ClosedWith::Done);
        }
        let words = &cx.at().words.members.done;
        let said = match &self.outcome {
            Outcome::Admitted { .. } => words.said_admitted,
            Outcome::Removed { .. } => words.said_removed,
            Outcome::Stopped { .. } => words.said_stopped,
            Outcome::Lifted { .. } => words.said_lifted,
            _ => words.said_amended,
        };
        cx.say(Message::good("I1707", said));
    }

    fn lines(&self, at: &Ambient<'_>, columns: u16) -> Vec<Line> {
        let (words, theme) = (&at.words.members.done, at.theme);
        let mut lines = Lines::behind(at, columns, 0);
        let mut say = |text: &str, style| lines.note(text, style);
        match &self.outcome {
            Outcome::Admitted { login_id } => {
                say(&words.admitted(place::Who(login_id.as_str())), theme.good);
                say(words.admitted_next, theme.value);
            }
            Outcome::Amended {
                login_id,
                changed,
                logs_in_again,
            } => {
                say(&words.amended(place::Who(login_id.as_str())), theme.good);
                let changed = fields(changed, at.words).1;
                say(&words.amended_fields(place::Fields(&changed)), theme.value);
                match (self.is_logged_out(), logs_in_again) {
                    (true, _) => say(words.amended_own, theme.warn),
                    (false, true) => say(words.amended_next, theme.value),
                    (false, false) => {}
                }
            }
            Outcome::Removed { login_id, serial } => {
                say(&words.removed(place::Who(login_id.as_str())), theme.good);
                if let Some(serial) = serial {
                    say(&words.removed_serial(place::Serial(serial.as_str())), theme.warn);
                }
            }
            Outcome::Stopped { users } => {
                say(&words.stopped(place::Who(&names(users, at.words))), theme.good);
                say(words.stopped_next, theme.value);
            }
            Outcome::Lifted { users } => {
                say(&words.lifted(place::Who(&names(users, at.words))), theme.good);
                say(words.lifted_next, theme.value);
            }
            _ => {}
        }
        lines.done()
    }

    fn button<'a>(&self, at: &Ambient<'a>) -> &'a str {
        let words = &at.words.members.done;
        if self.is_logged_out() { words.login } else { words.back }
    }
}

impl Screen for Completed {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        if self.is_of_service() {
            &screens::BRSK012
        } else {
            &screens::BRSK010
        }
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        if self.is_of_service() {
            return Some(super::brsk011::steps(at, 1));
        }
        let is_removal = matches!(self.outcome, Outcome::Removed { .. });
        Some(brsk009::steps(at, is_removal, true))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let back = self.button(at);
        vec![
            Binding::new(Function::Exit, at.words.frame.exit, Msg::Home),
            Binding::new(Function::Execute, back, Msg::Back),
            Binding::new(Function::Cancel, back, Msg::Back),
            Binding::new(Key::Enter, back, Msg::Back),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.scroll.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        self.leave(cx);
        if matches!(msg, Msg::Home) && !self.is_logged_out() {
            cx.home();
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at)
            .gap(1)
            .pages(&self.scroll, |columns| self.lines(at, columns));
        let body = body.gap(1).buttons(Buttons::default(), &[self.button(at)]);
        Some(body.hint(at.words.members.done.hint))
    }
}
