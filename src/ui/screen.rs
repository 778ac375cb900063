//! The contract of a screen.
//!
//! A screen is a small Elm program: state, a message type of its own, `update`, `view`. It does no input or
//! output. What it wants done it says to its [`Cx`]; answers come back as its own messages, and a screen that
//! was closed meanwhile hears nothing. Its [`Binding`]s are one table from which the F-key bar, help, the
//! palette and the documentation are made.
//!
//! ```text
//! key ── is it in bindings()? ── yes ── update(message)
//!                             └─ no ─── typed(key)          both fill a Cx: ask, execute, open, close, say …
//! answer of the worker ─────────────── update(message)
//! ```

mod binding;
mod cx;
mod desk;
mod erased;
mod key_info;
mod nameplate;
mod portal;
mod who;

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

pub use binding::{Binding, On};
pub use cx::{Answers, Cx};
pub(crate) use cx::{Effect, Heir, Reply, Work};
pub use erased::AnyScreen;
pub(crate) use erased::Pressed;
pub(crate) use key_info::KeyInfo;
pub use nameplate::{Homeward, Nameplate};
pub use who::{Seat, Who};

use super::accessibility::{Accessibility, Control};
use super::facts::Facts;
use super::glyphs::Glyphs;
use super::keys::{Key, Keymap};
use super::kit::body::Body;
use super::kit::table::Listed;
use super::theme::Theme;
use super::worker::Engine;
use crate::desk::Session;
use crate::domain::values::ContractNumber;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Printer, Tray};
use crate::portal::SessionKey;
use crate::words::Words;

/// One screen or layer of the console over an engine `E`.
pub trait Screen<E: Send + 'static = Engine>: 'static {
    /// What this screen is told: one variant for each binding and each answer. Where it closes with something they say with
    /// what ([`Answers`]).
    type Msg: Send + 'static;

    /// Its line in the table of its side's screens. A layer without one belongs to no table.
    fn nameplate(&self) -> &'static Nameplate {
        &Nameplate::NONE
    }

    /// Its ID, like `BRSK027`: shown at the right of row 1, known to the jump box.
    fn id(&self) -> &'static str {
        self.nameplate().id
    }

    /// Its path, like `利用者管理 > トークン失効`: row 1, left. The title of its place, where it says no other.
    fn title(&self, at: &Ambient<'_>) -> String {
        (self.nameplate().title)(at.words).to_owned()
    }

    /// Where in a sequence of steps it stands: row 2, left.
    fn steps(&self, _at: &Ambient<'_>) -> Option<Steps> {
        None
    }

    /// The keys that do something now. F1, F3 and F12 need none: help, back to the menu and back by one screen
    /// are the shell's, unless the screen binds them itself.
    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Self::Msg>>;

    /// Reads what it shows of the store: when it comes on top ([`Screen::opened`]), and whenever that may be another
    /// ([`Screen::changed`]). Selection, marks and what was typed stay. It only reads: a change made here would call for the next.
    fn reads(&mut self, _cx: &mut Cx<'_, Self::Msg, E>) {}

    /// It came on top: when it was opened, and again when a layer above it closed.
    fn opened(&mut self, cx: &mut Cx<'_, Self::Msg, E>) {
        self.reads(cx);
    }

    /// The idle lock that covered it was lifted: a button that carries something out has not the focus any more, and what is to be read
    /// before counts as unread.
    fn uncovered(&mut self) {}

    /// A key that is no binding, or is text while [`Screen::typing`]. False says that the key means nothing
    /// here; the shell then tells the person.
    fn typed(&mut self, _key: &Key, _cx: &mut Cx<'_, Self::Msg, E>) -> bool {
        false
    }

    /// A message: a binding was pressed, or an answer came.
    fn update(&mut self, msg: Self::Msg, cx: &mut Cx<'_, Self::Msg, E>);

    /// What is on it: rows 3 to 21 of the frame, or the box of a popup. The kit lays it out, draws it, and takes from it the
    /// cursor, the list, the hint, the page keys, and what is heard. A screen that says none draws itself (`view`, `cursor`,
    /// `hint`, `typing`, `kana`, `list`); one that does says none of these.
    fn body<'a>(&'a self, _at: &'a Ambient<'a>) -> Option<Body<'a>> {
        None
    }

    /// Draws into `area`: rows 3 to 21 of the frame, or the box of a popup. Strings go through
    /// [`put`](super::text::put) and the kit.
    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    /// The insertion point of the focused field or the mark of the selected row: where the terminal's cursor
    /// stands and an input method draws. `area` is the one `view` got.
    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }

    /// Help for the focused field: form, digits, an example. Row 22.
    fn hint(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    /// Whether the focus is in a text entry: characters and the keys that edit are then text before they are
    /// bindings, and `=` and `:` open nothing (Ctrl+G and Ctrl+P do).
    fn typing(&self) -> bool {
        false
    }

    /// Whether the focus is in an entry for names and words, where an input method is wanted: terminals that can are told
    /// to switch it on there and off elsewhere.
    fn kana(&self) -> bool {
        false
    }

    /// The list in focus, which `/` narrows: its table, and the rows as they are drawn. `None` where there is none, or a
    /// search of its own narrows it.
    fn list<'a>(&'a self, _at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        None
    }

    /// Whether something typed would be lost with it; leaving then asks first.
    fn dirty(&self) -> bool {
        false
    }

    /// The columns and rows of the box it draws in over the screen below, or `None` for the whole body.
    fn popup(&self) -> Option<Size> {
        None
    }

    /// The store was changed, by whomever, or the moment of [`Screen::holds_until`] has come: what it shows of the
    /// store is to be read again.
    ///
    /// Every layer that can be seen is told, also one under a popup; one that is covered reads again when it comes on
    /// top ([`Screen::opened`]).
    fn changed(&mut self, cx: &mut Cx<'_, Self::Msg, E>) {
        self.reads(cx);
    }

    /// The moment at which what was read ceases to be so by the passing of time alone: a closed period ends, a check
    /// lapses. `None` if there is none to come.
    fn holds_until(&self) -> Option<DateTime<Utc>> {
        None
    }

    /// Whether leaving it for elsewhere keeps what was typed as a draft, so that only [`CloseReason::Cancelled`] loses it.
    fn keeps(&self) -> bool {
        false
    }

    /// Whether the case of the screen below it is over with it: that one is left as [`CloseReason::Over`].
    fn ends_case(&self) -> bool {
        false
    }

    /// It was closed, and why. What it asks to be done here is done, but nobody hears the answer; any other wish is not
    /// granted. So too when the program ends ([`Stage::leave`](crate::ui::stage::Stage::leave)).
    fn closed(&mut self, _why: CloseReason, _cx: &mut Cx<'_, Self::Msg, E>) {}

    /// The contract it is about, if it is about one.
    fn contract(&self) -> Option<ContractNumber> {
        None
    }

    /// Another side now shows that contract, or none.
    fn seen_beside(&mut self, _contract: Option<&ContractNumber>) {}

    /// At most once a second while it is on top, for what moves by the second. What changes in the store is told by
    /// [`Screen::changed`]; nothing is to be asked here just to find out.
    fn tick(&mut self, _cx: &mut Cx<'_, Self::Msg, E>) {}
}

/// Why a screen was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// The person cancelled it and, where something was typed, said that it may be discarded.
    Cancelled,
    /// It closed by itself, or its case is over ([`Screen::ends_case`]).
    Over,
    /// The person or the program went elsewhere: home, a jump, the end of the session or of the line.
    Away,
}

/// What every screen may read.
#[derive(Clone, Copy, Debug)]
pub struct Ambient<'a> {
    /// Every string a person reads.
    pub words: &'a Words,
    /// The keys of the functions.
    pub keymap: &'a Keymap,
    /// Colours by role.
    pub theme: &'a Theme,
    /// The line-drawing characters this terminal can be trusted with.
    pub glyphs: &'a Glyphs,
    /// The present instant.
    pub now: DateTime<Utc>,
    /// Who is signed in.
    pub who: Option<&'a Who>,
    /// Whether the store is a training store.
    pub training: bool,
    /// The mark of the store; empty if there is nothing to tell it from others.
    pub store: &'a str,
    /// What is known of the terminal.
    pub terminal: &'a Facts,
    /// The folder that slips and exports are written to, if there is one.
    pub exports: Option<&'a Exports>,
    /// Where slips are printed, if that was chosen in place of a folder.
    pub printer: Option<&'a Printer>,
    /// The folder whose files are offered, if there is one.
    pub inbox: Option<&'a Inbox>,
    /// Who listens, where the console is heard line by line.
    pub accessibility: Option<&'a Accessibility>,
}

impl Ambient<'_> {
    /// Tells whoever listens what has the keys if the cursor stands `at` that cell.
    pub fn tell(&self, at: Position, control: impl FnOnce() -> Control) {
        if let Some(accessibility) = self.accessibility {
            accessibility.add(at, control());
        }
    }

    /// A text as it may be said: without what a caller is asked for just now (R10.6). What somebody types themselves is not said so.
    pub fn veiled(&self, text: impl Into<String>) -> String {
        let text = text.into();
        match self.who {
            Some(who) if !who.veil.is_lifted(self.now) => who.veil.hide(text, self.now, self.words),
            _ => text,
        }
    }

    /// Whether it is heard rather than seen: marks are words then.
    pub fn is_heard(&self) -> bool {
        self.accessibility.is_some()
    }

    /// The member of the staff who is signed in, as the desk knows them.
    pub fn session(&self) -> Option<&Session> {
        match &self.who?.seat {
            Seat::Staff(session) => Some(session.as_ref()),
            _ => None,
        }
    }

    /// What they put into the folder of the exports (R12.8): their own there, where each has one.
    pub fn tray(&self) -> Option<Tray> {
        let (exports, session) = (self.exports?, self.session()?);
        Some(exports.of(session.staff().id.as_str()))
    }

    /// What the user of the web banking who is signed in is known by.
    pub fn customer(&self) -> Option<&SessionKey> {
        match &self.who?.seat {
            Seat::Newcomer(key) | Seat::Customer(key) => Some(key),
            _ => None,
        }
    }
}

/// A sequence of steps, like 入力 確認 承認 完了.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Their names, in order; the frame numbers them from 1.
    pub labels: Vec<String>,
    /// The one the screen stands at, counted from 0.
    pub current: usize,
}
