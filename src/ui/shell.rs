//! The program around the screens of one side: the stack, the frame, and what every key means everywhere.
//!
//! A [`Stage`](super::stage::Stage) hands it keys and answers, has it draw its frame, and takes to the worker what it
//! wants done. The shell itself reads no terminal and no clock but the one it was given, so a test drives it exactly as
//! the program does.

mod effects;
mod ending;
mod frame;
mod help;
mod house;
mod idle;
mod jump;
mod keys;
mod neighbours;
mod palette;
mod pending;
mod quick_filter;
mod show;
mod speak;
mod split;
mod told;
mod watch;

use std::any::Any;
use std::cell::Cell;
use std::collections::{HashMap, VecDeque};

use ratatui::layout::Size;

use super::event::Address;
use super::keys::{Function, Key};
use super::message::Message;
use super::screen::{Ambient, AnyScreen, Effect, Reply, Seat, Who};
use super::veil::Veil;
use super::worker::{Engine, Task};
use crate::clock::Clock;
use crate::desk::{AskedFact, Session};
use crate::domain::calendar::Instant;
use crate::domain::values::StaffId;

pub use frame::SMALLEST;
pub(crate) use frame::Sign;
pub use house::{House, Registry};
pub use idle::IdleLock;
pub(crate) use show::theme_is;
pub(crate) use speak::language_is;
pub(crate) use told::Sight;

/// Why the console ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The person ended it.
    Quit,
    /// The line hung up or the system asked for it.
    HungUp,
    /// The worker is gone; what it had not committed is rolled back.
    EngineLost,
}

/// One side of the console: screens over an engine `E`, in one frame.
pub(crate) struct Shell<E: Send + 'static = Engine> {
    house: House<E>,
    layers: Vec<Layer<E>>,
    counter: u64,
    who: Option<Who>,
    message: Option<Message>,
    /// When something was last said there by whoever is not on the screen.
    said_at: Instant,
    escaped: bool,
    /// What came behind an Esc and may be the rest of a key's spelling.
    split: String,
    running: usize,
    /// The questions that keys wait for.
    pending: pending::PendingAnswers,
    ahead: VecDeque<Key>,
    repaint: bool,
    opened: Option<u64>,
    exit: Option<Exit>,
    /// The last frame had no room for the screen.
    unseen: Cell<bool>,
    /// The size of the last frame.
    size: Cell<Size>,
    /// What the screens want done, until the stage takes it to the worker.
    wanted: Vec<(Address, Task<E>)>,
    /// When the clock was last looked at.
    looked_at: Instant,
    idle: idle::Idle,
    beside: Beside,
    /// A side with the training room stands below the others, perhaps this one.
    has_below: bool,
    /// The smallest frame that has room for the screen.
    least: Size,
    /// What the person wants of all sides.
    wish: Option<Wish>,
    /// What the terminal is to print, oldest first.
    prints: Vec<String>,
    /// The last key, while it is to be shown.
    echo: Option<String>,
}

/// What is asked on one side and done for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The next theme.
    Theme,
    /// The other language.
    Language,
    /// Show each key that is pressed, or no longer.
    Echo,
    /// To the side that stands below the others, or back from it.
    Below,
    /// Press that key on the side in focus before this one.
    HandOver(Key),
}

/// What stands beside a side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    /// Another side, which a key goes to.
    Another,
    /// Another side, and the person wants to go there.
    Wanted,
}

struct Layer<E: Send + 'static> {
    id: u64,
    screen: AnyScreen<E>,
    then: Then,
    latest: HashMap<&'static str, u64>,
}

/// What happens when a layer closes with a value.
enum Then {
    Nothing,
    Tell(Reply),
    Leave(Leaving),
    /// Nothing; in another language it is made anew.
    Remake(speak::Made),
}

/// A way of leaving screens that was held up by a question.
#[derive(Clone, Debug)]
enum Leaving {
    Back,
    Home,
    Go(String),
    Quit,
}

impl Leaving {
    /// Whether it goes elsewhere, rather than cancelling what is on top.
    fn is_away(&self) -> bool {
        !matches!(self, Self::Back)
    }
}

impl<E: Send + 'static> Shell<E> {
    /// A side that begins with `first`.
    pub(crate) fn new(house: House<E>, first: AnyScreen<E>) -> Self {
        let mut shell = Self {
            looked_at: house.clock.now(),
            said_at: house.clock.unmoved(),
            idle: idle::Idle::new(house.clock.unmoved()),
            house,
            layers: Vec::new(),
            counter: 0,
            who: None,
            message: None,
            escaped: false,
            split: String::new(),
            running: 0,
            pending: pending::PendingAnswers::default(),
            ahead: VecDeque::new(),
            repaint: false,
            opened: None,
            exit: None,
            unseen: Cell::new(false),
            size: Cell::new(SMALLEST),
            wanted: Vec::new(),
            beside: Beside::Nothing,
            has_below: false,
            least: SMALLEST,
            wish: None,
            prints: Vec::new(),
            echo: None,
        };
        shell.carry_out(vec![Effect::Open(first, None)]);
        shell
    }

    /// What the house gives every screen.
    pub(crate) fn house(&self) -> &House<E> {
        &self.house
    }

    /// Why it has ended, once it has.
    pub(crate) fn exit(&self) -> Option<Exit> {
        self.exit
    }

    /// Whether the whole terminal has to be written anew; asking takes the wish away.
    pub(crate) fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// What the screens want done since it was last asked for, oldest first.
    pub(crate) fn take_wanted(&mut self) -> Vec<(Address, Task<E>)> {
        std::mem::take(&mut self.wanted)
    }

    /// The content of the terminal is lost.
    pub(crate) fn resized(&mut self) {
        self.repaint = true;
    }

    /// The program goes on after it was stopped, which was silence like any other.
    pub(crate) fn continued(&mut self) {
        self.repaint = true;
        self.escape_lapses();
        // Nobody moves the hands of a clock while the program is stopped: it is no leap.
        self.looked_at = self.house.clock.now();
        self.idle.looks_at(self.house.clock.unmoved());
        self.look_at_the_clock();
    }

    /// The clock of the house.
    pub(crate) fn clock(&self) -> &Clock {
        &self.house.clock
    }

    /// The member of the staff who is signed in.
    pub(crate) fn staff(&self) -> Option<&Session> {
        match &self.who.as_ref()?.seat {
            Seat::Staff(session) => Some(session.as_ref()),
            _ => None,
        }
    }

    /// What they ask a caller for just now: no screen of theirs shows it (R10.6).
    pub(crate) fn veil(&mut self, whose: &StaffId, facts: Vec<AskedFact>) {
        if self.staff().is_some_and(|session| session.staff().id == *whose)
            && let Some(who) = &mut self.who
        {
            who.veil = Veil::over(facts);
        }
    }

    /// Puts a message on the message line, until the next key.
    pub(crate) fn say(&mut self, message: Message) {
        self.message = Some(message);
        self.said_at = self.house.clock.unmoved();
    }

    /// Whether an input method is wanted where the focus is.
    pub(crate) fn kana(&self) -> bool {
        let at = self.house.ambient(self.who.as_ref());
        self.layers.last().is_some_and(|layer| layer.screen.kana(&at)) || self.quick_filter_is_open()
    }

    /// Whether that key stands for that function.
    fn means(&self, key: &Key, function: Function) -> bool {
        self.house.keymap.means(key, function)
    }

    /// Takes one key.
    pub(crate) fn pressed(&mut self, key: Key) {
        self.stirred();
        match key {
            key if self.means(&key, Function::Repaint) => self.repaint = true,
            // Nobody sees what a key would do: nothing is done.
            _ if self.unseen.get() || self.is_unseen() => {}
            key if self.keys_wait() => self.keep(key),
            key => self.key(key),
        }
        self.act_on_what_was_kept();
    }

    fn act_on_what_was_kept(&mut self) {
        while !self.keys_wait() && self.exit.is_none() {
            let Some(key) = self.ahead.pop_front() else { break };
            self.key(key);
        }
    }

    /// Hears an answer.
    pub(crate) fn answered(&mut self, to: Address, message: Box<dyn Any + Send>) {
        self.answer(to, message);
        self.act_on_what_was_kept();
    }

    fn answer(&mut self, to: Address, message: Box<dyn Any + Send>) {
        let awaited = self.pending.hears(&to);
        if to.holds_keys || awaited {
            self.running = self.running.saturating_sub(usize::from(to.holds_keys));
            let is_over = !self.keys_wait();
            let says = |message: &Message| message.code == keys::RUNNING;
            if is_over && self.message.as_ref().is_some_and(says) {
                self.message = None;
            }
        }
        if to.holds_keys {
            self.stirred();
        }
        if let Some(message) = self.hold(to, message) {
            self.heard(to, message);
        }
    }

    /// Hands an answer to the layer that asked.
    fn heard(&mut self, to: Address, message: Box<dyn Any + Send>) {
        let Some(layer) = self.layers.iter_mut().find(|layer| layer.id == to.layer) else {
            return;
        };
        if to.slot.is_some_and(|slot| layer.latest.get(slot) != Some(&to.number)) {
            return;
        }
        let mut out = Vec::new();
        layer
            .screen
            .update(message, &self.house.ambient(self.who.as_ref()), &mut out);
        self.carry_out_for(to.layer, out);
    }

    fn with_top(&mut self, act: impl FnOnce(&mut AnyScreen<E>, &Ambient<'_>, &mut Vec<Effect<E>>)) {
        let Some(top) = self.layers.last_mut() else { return };
        let mut out = Vec::new();
        act(&mut top.screen, &self.house.ambient(self.who.as_ref()), &mut out);
        self.carry_out(out);
    }
}

#[cfg(test)]
mod tests;
