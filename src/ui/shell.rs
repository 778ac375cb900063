//! The program around the screens: the stack, the frame, and what every key means everywhere.
//!
//! [`Shell::handle`] takes one [`Event`], [`Shell::render`] draws one frame; the shell itself reads no terminal
//! and no clock but the one it was given, so a test drives it exactly as the program does.

mod effects;
mod frame;
mod help;
mod jump;
mod palette;
mod run;

use std::cell::Cell;
use std::collections::{HashMap, VecDeque};
use std::fmt;

use super::glyphs::Glyphs;
use super::keys::Key;
use super::message::Message;
use super::screen::{Ambient, AnyScreen, Effect, Pressed, Reply, Who};
use super::theme::Theme;
use super::worker::{Answer, Engine, Worker};
use crate::clock::Clock;
use crate::words::{Words, fill};

pub use frame::SMALLEST;
pub use run::{Synchronized, run};

/// Something happened.
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// The terminal has another size, or its content is lost.
    Resized,
    /// About a second has passed without anything else.
    Tick,
    /// The worker answers.
    Answer(Answer),
    /// The worker died of a panic.
    EngineLost,
    /// The line hung up, or the system asks the program to end.
    HungUp,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key",
            Self::Resized => "Resized",
            Self::Tick => "Tick",
            Self::Answer(_) => "Answer",
            Self::EngineLost => "EngineLost",
            Self::HungUp => "HungUp",
        })
    }
}

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

/// The screen that Ctrl+T opens on a training store.
const TRAINING_ROOM: &str = "TKSH001";

/// Opens a screen by its ID: `None` if there is none of that name, or why it may not be opened now.
pub type Registry<E = Engine> = fn(&str, &Ambient<'_>) -> Option<Result<AnyScreen<E>, Message>>;

/// What the shell is given once, at the start.
pub struct House<E: Send + 'static = Engine> {
    /// Every string a person reads.
    pub words: Words,
    /// Colours by role.
    pub theme: Theme,
    /// The line-drawing characters.
    pub glyphs: Glyphs,
    /// The time that is shown and handed to screens.
    pub clock: Clock,
    /// Whether the store is a training store.
    pub training: bool,
    /// The mark of the store, beside 訓練; may be empty.
    pub store: String,
    /// The screens that can be opened by ID.
    pub registry: Registry<E>,
}

/// The console: screens over an engine `E`, in one frame.
pub struct Shell<E: Send + 'static = Engine> {
    house: House<E>,
    worker: Worker<E>,
    layers: Vec<Layer<E>>,
    counter: u64,
    who: Option<Who>,
    message: Option<Message>,
    escaped: bool,
    running: usize,
    ahead: VecDeque<Key>,
    repaint: bool,
    opened: Option<u64>,
    exit: Option<Exit>,
    /// The last frame had no room for the screen.
    unseen: Cell<bool>,
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
}

/// A way of leaving screens that was held up by a question.
#[derive(Clone, Debug)]
enum Leaving {
    Back,
    Home,
    Go(String),
    Quit,
}

impl<E: Send + 'static> House<E> {
    fn ambient<'a>(&'a self, who: Option<&'a Who>) -> Ambient<'a> {
        Ambient {
            words: &self.words,
            theme: &self.theme,
            glyphs: &self.glyphs,
            now: self.clock.now(),
            who,
            training: self.training,
            store: &self.store,
        }
    }
}

impl<E: Send + 'static> Shell<E> {
    /// A console that begins with `first`, asking `worker`.
    pub fn new(house: House<E>, worker: Worker<E>, first: AnyScreen<E>) -> Self {
        let mut shell = Self {
            house,
            worker,
            layers: Vec::new(),
            counter: 0,
            who: None,
            message: None,
            escaped: false,
            running: 0,
            ahead: VecDeque::new(),
            repaint: false,
            opened: None,
            exit: None,
            unseen: Cell::new(false),
        };
        shell.carry_out(vec![Effect::Open(first, None)]);
        shell
    }

    /// Why the console has ended, once it has.
    pub fn exit(&self) -> Option<Exit> {
        self.exit
    }

    /// Whether the whole terminal has to be written anew; asking takes the wish away.
    pub fn take_repaint(&mut self) -> bool {
        std::mem::take(&mut self.repaint)
    }

    /// Ends the worker, which finishes what it was asked, and gives the engine back; `None` if it was lost.
    pub fn finish(self) -> Option<E> {
        self.worker.finish()
    }

    /// Takes one event.
    pub fn handle(&mut self, event: Event) {
        match event {
            Event::Key(Key::Ctrl('l')) | Event::Resized => self.repaint = true,
            // Nobody sees what a key would do: nothing is done.
            Event::Key(_) if self.unseen.get() => {}
            Event::Key(key) if self.running > 0 => {
                self.ahead.push_back(key);
                let words = &self.house.words.frame;
                self.message = Some(Message::info("I0002", words.running.clone()));
            }
            Event::Key(key) => self.key(key),
            Event::Tick => {
                self.escape_lapses();
                self.with_top(AnyScreen::tick);
            }
            Event::Answer(answer) => self.answer(answer),
            Event::EngineLost => self.exit = Some(Exit::EngineLost),
            Event::HungUp => self.exit = Some(Exit::HungUp),
        }
        while self.running == 0 && self.exit.is_none() {
            let Some(key) = self.ahead.pop_front() else { break };
            self.key(key);
        }
    }

    /// An Esc that nothing followed for a tick is forgotten, so that no later digit becomes an F-key.
    fn escape_lapses(&mut self) {
        if std::mem::take(&mut self.escaped) {
            self.message = None;
        }
    }

    /// Esc and a digit are an F-key, Esc twice is F12; before any other key an Esc means nothing.
    fn key(&mut self, key: Key) {
        let escaped = std::mem::take(&mut self.escaped);
        let twin = match &key {
            Key::Char(c) if escaped => Key::twin(*c),
            _ => None,
        };
        match (escaped, twin, key) {
            (true, Some(twin), _) => self.press(&twin),
            (true, None, Key::Esc) => self.press(&Key::F(12)),
            (false, _, Key::Esc) => {
                self.escaped = true;
                self.message = Some(Message::info("I0001", self.house.words.frame.escape.clone()));
            }
            (_, _, key) => self.press(&key),
        }
    }

    /// One key: a binding of the top screen, or text for it, or a key of the shell, or nothing at all.
    fn press(&mut self, key: &Key) {
        let last = self.message.take();
        let Some(top) = self.layers.last_mut() else { return };
        let at = self.house.ambient(self.who.as_ref());
        let mut out = Vec::new();
        let text = top.screen.typing() && key.is_text();
        let folded = if text { key.clone() } else { key.folded() };
        let pressed = if text {
            Pressed::Unbound
        } else {
            top.screen.press(&folded, &at, &mut out)
        };
        let taken = match pressed {
            Pressed::Done => true,
            Pressed::Off(reason) => {
                let words = fill(
                    &at.words.frame.key_off,
                    &[("key", &key.to_string()), ("reason", &reason)],
                );
                self.message = Some(Message::warn("W0001", words));
                true
            }
            Pressed::Unbound => top.screen.typed(&folded, &at, &mut out),
        };
        let typing = top.screen.typing();
        self.carry_out(out);
        if !taken && !self.own_key(&folded, typing, last) {
            let words = fill(&self.house.words.frame.undefined_key, &[("key", &key.to_string())]);
            self.message = Some(Message::bad("E0001", words));
        }
    }

    /// The keys that mean the same on every screen that does not bind them.
    fn own_key(&mut self, key: &Key, typing: bool, last: Option<Message>) -> bool {
        let popup = self.layers.last().is_some_and(|layer| layer.screen.popup().is_some());
        match key {
            Key::F(1) => self.open_help(last),
            Key::Char('?') if !typing => self.open_help(last),
            Key::F(3) => self.leave(if self.layers.len() > 1 {
                Leaving::Home
            } else {
                Leaving::Quit
            }),
            Key::F(12) if self.layers.len() > 1 => self.leave(Leaving::Back),
            Key::Ctrl('g') if !popup => self.open(jump::Jump::new()),
            Key::Ctrl('p') if !popup => self.open_palette(),
            Key::Ctrl('t') if self.house.training && !popup => self.open_training(),
            Key::Char('=') if !typing && !popup => self.open(jump::Jump::new()),
            Key::Char(':') if !typing && !popup => self.open_palette(),
            _ => return false,
        }
        true
    }

    /// Opens the training room over whatever is there: a fob is looked at in the middle of a form.
    fn open_training(&mut self) {
        let open = (self.house.registry)(TRAINING_ROOM, &self.house.ambient(self.who.as_ref()));
        let is_there = self
            .layers
            .last()
            .is_some_and(|layer| layer.screen.id() == TRAINING_ROOM);
        match open {
            Some(Ok(screen)) if !is_there => self.open_over(screen),
            Some(Err(message)) => self.message = Some(message),
            _ => {}
        }
    }

    fn answer(&mut self, answer: Answer) {
        let to = answer.to;
        if to.holds_keys {
            self.running = self.running.saturating_sub(1);
            if self.running == 0 && self.message.as_ref().is_some_and(|message| message.code == "I0002") {
                self.message = None;
            }
        }
        let Some(layer) = self.layers.iter_mut().find(|layer| layer.id == to.layer) else {
            return;
        };
        if to.slot.is_some_and(|slot| layer.latest.get(slot) != Some(&to.number)) {
            return;
        }
        let mut out = Vec::new();
        layer
            .screen
            .update(answer.message, &self.house.ambient(self.who.as_ref()), &mut out);
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
