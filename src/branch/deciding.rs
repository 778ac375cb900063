//! What another person asked for, as it was shown to them, for the one who decides about it (R11.1, R11.5): read to its end, then
//! a button that one moves to. TSNN002 and TSNN004 say what is their own ([`Decided`]).

mod send_back;

use std::cell::Cell;

use self::send_back::{SendBack, SentBack};
use crate::desk::{Command, Error, Look, Outcome};
use crate::domain::calendar::Instant;
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
use crate::words::{DecidingRequestWords, Words, place};

/// 戻る, where the focus is at first.
const BACK: Buttons = Buttons(0);
/// What decides.
const DECIDE: Buttons = Buttons(1);
/// Rows of the buttons, and the blank above them.
const BUTTON_ROWS: u16 = 2;

/// How far a decision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It waits.
    Waits,
    /// It was done at once, and is to be looked over.
    ToLookOver,
    /// Nobody decides about it any more.
    Over,
}

/// What is decided about.
pub(crate) trait Decided: Sized + 'static {
    /// It, as it was read.
    type View: Send + 'static;
    /// What the screen alone is told.
    type Own: Send + 'static;

    /// The screen's line in the table of screens.
    fn nameplate() -> &'static Nameplate;

    /// What is called what it is; before it was read, the screen itself.
    fn title(view: Option<&Self::View>, words: &Words) -> String;

    /// Reads it.
    fn read(look: &Look<'_>, id: RequestId) -> Result<Self::View, Error>;

    /// Until when what was read holds.
    fn holds_until(view: &Self::View) -> Option<Instant>;

    /// How far it is.
    fn stage(view: &Self::View) -> Stage;

    /// Why who is signed in and has read it doesn't decide about it; nothing if they do.
    fn off_deciding(view: &Self::View, at: &Ambient<'_>) -> Option<String>;

    /// Why they don't send it back.
    fn off_sending_back(view: &Self::View, at: &Ambient<'_>) -> Option<String>;

    /// Why they don't take it back.
    fn off_withdrawing(view: &Self::View, at: &Ambient<'_>) -> Option<String>;

    /// Whether it is to be taken back.
    fn question(words: &Words) -> &'static str;

    /// Help for who decides about what waits.
    fn hint(words: &Words) -> &'static str;

    /// What is said in the list when it was approved or looked over.
    fn decided(outcome: &Outcome, view: Option<&Self::View>, words: &Words) -> Option<Message>;

    /// Says all of it.
    fn says(lines: &mut Lines<'_>, view: &Self::View, id: RequestId);

    /// A key of its own in place of that which sends back, where there is one.
    fn own_key(_view: &Self::View, _at: &Ambient<'_>) -> Option<Binding<Msg<Self>>> {
        None
    }

    /// Something of its own.
    fn own(_own: Self::Own, _view: Option<&Self::View>, _cx: &mut Cx<'_, Msg<Self>>) {}
}

/// The screen.
pub(crate) struct DecisionScreen<X: Decided> {
    id: RequestId,
    view: Option<Box<X::View>>,
    /// Why there is nothing to show.
    refused: Option<Message>,
    scroll: ScrollState,
    /// Whether the content has been drawn: before that nobody can have read it.
    drawn: Cell<bool>,
    buttons: Buttons,
}

/// What the screen is told.
pub(crate) enum Msg<X: Decided> {
    /// Read again.
    Again,
    /// What is decided about.
    Read(Result<X::View, Error>),
    /// The same after something changed.
    Looked(Result<X::View, Error>),
    /// F10: 承認, or 確認済.
    Decide,
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
    /// Something of its own.
    Own(X::Own),
}

impl<X: Decided> DecisionScreen<X> {
    /// The screen about a request.
    pub(crate) fn new(id: RequestId) -> Self {
        Self {
            id,
            view: None,
            refused: None,
            scroll: ScrollState::default(),
            drawn: Cell::new(false),
            buttons: BACK,
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg<X>>) {
        let id = self.id;
        cx.look(move |look| X::read(look, id), Msg::Read);
    }

    fn stage(&self) -> Option<Stage> {
        self.view.as_deref().map(X::stage)
    }

    /// What `why` says to who has read it.
    fn off_read(&self, at: &Ambient<'_>, why: fn(&X::View, &Ambient<'_>) -> Option<String>) -> Option<String> {
        match self.view.as_deref() {
            Some(view) => why(view, at),
            None => Some(at.words.deciding.request.off_asking.to_owned()),
        }
    }

    /// The same; who can't have read it yet has to.
    fn off(&self, at: &Ambient<'_>, why: fn(&X::View, &Ambient<'_>) -> Option<String>) -> Option<String> {
        let unread = || (!self.drawn.get()).then(|| at.words.deciding.request.off_asking.to_owned());
        unread().or_else(|| self.off_read(at, why))
    }

    /// What the button that decides is called.
    fn deciding(&self, words: &DecidingRequestWords) -> &'static str {
        match self.stage() {
            Some(Stage::ToLookOver) => words.look_over,
            _ => words.approve,
        }
    }

    fn decide(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        self.buttons = BACK;
        let request = self.id;
        let command = match self.stage() {
            Some(Stage::ToLookOver) => Command::LookOver { request },
            _ => Command::Approve { request },
        };
        cx.command(command, Msg::Decided);
    }

    /// Closes, and says in the list what was done.
    fn decided(&self, outcome: &Outcome, cx: &mut Cx<'_, Msg<X>>) {
        let words = &cx.at().words.deciding.request;
        let message = match X::decided(outcome, self.view.as_deref(), cx.at().words) {
            Some(message) => message,
            None if matches!(outcome, Outcome::Withdrawn { .. }) => Message::good("I1103", words.withdrawn),
            None => Message::good("I1102", words.returned),
        };
        cx.close();
        cx.say(message);
    }

    fn lines(&self, at: &Ambient<'_>, width: u16) -> Vec<Line> {
        let mut lines = Lines::new(at, width);
        if let Some(message) = self.refused.as_ref().map(|message| message.in_words(at.words)) {
            lines.note(&format!("{} {}", message.code, message.text), at.theme.bad);
            lines.note(message.detail.as_deref().unwrap_or_default(), at.theme.value);
        }
        if let Some(view) = &self.view {
            X::says(&mut lines, view, self.id);
        }
        lines.done()
    }
}

impl<X: Decided> Screen for DecisionScreen<X> {
    type Msg = Msg<X>;

    fn nameplate(&self) -> &'static Nameplate {
        X::nameplate()
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        X::title(self.view.as_deref(), at.words)
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg<X>>> {
        let words = &at.words.deciding.request;
        let withdraw = Binding::new(Function::Withdraw, words.withdraw, Msg::Withdraw);
        let send_back = || {
            let off = self.off(at, X::off_sending_back);
            Binding::new(Function::SendBack, words.send_back, Msg::SendBack).unless(off)
        };
        let own = self.view.as_deref().and_then(|view| X::own_key(view, at));
        let mut bindings = vec![
            withdraw.unless(self.off(at, X::off_withdrawing)),
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            own.unwrap_or_else(send_back),
        ];
        // Of what is over nothing is decided. What is open is decided by a button that one moves to, so that F10 pressed twice
        // in the list approves nothing.
        if self.stage() != Some(Stage::Over) {
            let deciding = self.deciding(words);
            let elsewhere = || (self.buttons != DECIDE).then(|| words.off_button(place::Button(deciding)));
            let off = self.off(at, X::off_deciding).or_else(elsewhere);
            bindings.push(Binding::new(Function::Execute, deciding, Msg::Decide).unless(off));
        }
        bindings
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        self.read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg<X>>) {
        let id = self.id;
        cx.look_latest("decided", move |look| X::read(look, id), Msg::Looked);
    }

    fn holds_until(&self) -> Option<Instant> {
        X::holds_until(self.view.as_deref()?)
    }

    fn uncovered(&mut self) {
        self.buttons = BACK;
        self.drawn.set(false);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg<X>>) -> bool {
        if self.off(cx.at(), X::off_deciding).is_some() {
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

    fn update(&mut self, msg: Msg<X>, cx: &mut Cx<'_, Msg<X>>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Read(Ok(view)) | Msg::Looked(Ok(view)) => (self.view, self.refused) = (Some(Box::new(view)), None),
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
                    let withdraw = words.deciding.request.withdraw;
                    Question::new(withdraw, X::question(words), withdraw)
                };
                Confirm::new(cx.at().words, asked).ask(cx, Msg::Sure);
            }
            Msg::Sure => cx.command(Command::Withdraw { request: self.id }, Msg::Decided),
            Msg::Decided(Ok(outcome)) => self.decided(&outcome, cx),
            Msg::Decided(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
                self.changed(cx);
            }
            Msg::SentBack => self.decided(&Outcome::Returned { request: self.id }, cx),
            Msg::Own(own) => X::own(own, self.view.as_deref(), cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding.request;
        let body = Body::new(at).pages(&self.scroll, |columns| {
            // Lines are made when they are drawn.
            self.drawn.set(self.view.is_some());
            self.lines(at, columns)
        });
        let is_open = self.off_read(at, X::off_deciding).is_none();
        Some(match self.stage() {
            Some(Stage::Over) => body.hint(words.hint_over),
            stage if is_open => {
                let body = body.gap(1).buttons(self.buttons, &[words.back, self.deciding(words)]);
                body.hint(match stage {
                    Some(Stage::ToLookOver) => words.hint_look_over,
                    _ => X::hint(at.words),
                })
            }
            _ => body.gap(BUTTON_ROWS).hint(words.hint_look_only),
        })
    }
}
