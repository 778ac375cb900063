//! The real shell, driven by keys and read as rows of text.
//!
//! [`Harness`] runs the same [`Stage`] as the program, with the worker on the test's own thread, so every key
//! and every answer has been dealt with when a call returns. Nothing here sleeps.

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};

use chrono::{DateTime, Utc};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

use super::event::Event;
use super::facts::Facts;
use super::glyphs::Glyphs;
use super::keys::{Key, Keymap, parse};
#[cfg(test)]
use super::screen::KeyInfo;
use super::screen::{Ambient, AnyScreen, Screen};
use super::shell::{Exit, House, Registry, SMALLEST};
use super::stage::{Show, Side, Stage};
use super::theme::{Scheme, Theme};
use super::worker::{Engine, Watched, Worker};
use crate::clock::Clock;
use crate::words::{Lang, Words};

/// A console in a test.
pub struct Harness<E: Send + 'static = Engine> {
    stage: Stage<E>,
    events: Receiver<Event>,
    buffer: Buffer,
    cursor: Position,
    hold: bool,
}

impl<E: Send + 'static> House<E> {
    /// A house for tests: Japanese, the default theme, boxes of lines, a clock that stands at `now`, no training
    /// mark, no screen that could be jumped to. Fails if a file of the program does not parse.
    pub fn for_tests(now: DateTime<Utc>) -> Result<Self, toml::de::Error> {
        let registry: Registry<E> = |_: &str, _: &Ambient<'_>| None;
        Ok(Self {
            words: Words::of(Lang::Ja),
            keymap: Keymap::default(),
            theme: Theme::load(Scheme::Sixteen)?,
            glyphs: Glyphs::LINES,
            clock: Clock::fixed(now),
            training: false,
            store: String::new(),
            terminal: Facts::default(),
            exports: None,
            printer: None,
            inbox: None,
            registry,
            training_room: "",
            lock: None,
        })
    }
}

impl<E: Watched> Harness<E> {
    /// A console of 80×24 over `engine` that begins with `first`.
    pub fn new(house: House<E>, engine: E, first: impl Screen<E>) -> Self {
        Self::with(house, |events| Worker::inline(engine, events), AnyScreen::new(first))
    }

    /// The same with a worker of the test's choice.
    pub fn with(house: House<E>, worker: impl FnOnce(Sender<Event>) -> Worker<E>, first: AnyScreen<E>) -> Self {
        Self::staged(|events| Stage::new(worker(events), Side::new("", house, first)))
    }

    /// Several sides over one engine, the first of them in focus. The terminal is of 80×24 until [`Harness::resize`].
    pub fn beside(engine: E, first: Side<E>, others: impl IntoIterator<Item = Side<E>>) -> Self {
        Self::staged(|events| {
            let stage = Stage::new(Worker::inline(engine, events), first);
            others.into_iter().fold(stage, Stage::beside)
        })
    }

    /// Any stage; its worker answers into the channel that is handed in.
    pub fn staged(stage: impl FnOnce(Sender<Event>) -> Stage<E>) -> Self {
        let (sender, events) = channel();
        Self::shown(stage(sender), events)
    }

    /// The same where the stage may not come about.
    ///
    /// # Errors
    /// That of `stage`.
    pub fn try_staged<X>(stage: impl FnOnce(Sender<Event>) -> Result<Stage<E>, X>) -> Result<Self, X> {
        let (sender, events) = channel();
        Ok(Self::shown(stage(sender)?, events))
    }

    fn shown(stage: Stage<E>, events: Receiver<Event>) -> Self {
        let buffer = Buffer::empty(Rect::from((Position::ORIGIN, SMALLEST)));
        let mut harness = Self {
            stage,
            events,
            buffer,
            cursor: Position::ORIGIN,
            hold: false,
        };
        harness.settle();
        harness
    }

    /// Presses keys written as `<F10>港<Enter>`: a name in angle brackets, or the character itself. Names are
    /// those of the bar (`F1` … `Enter`, `Shift+Tab`, `PageUp`, `Space`, `Ctrl+L`); `<lt>` is `<`. A name that
    /// is no key is pressed as a key without meaning.
    pub fn keys(&mut self, notation: &str) -> &mut Self {
        for key in parse(notation) {
            self.event(Event::Key(key));
        }
        self
    }

    /// What the terminal was asked to print since this was asked last.
    pub fn printed(&mut self) -> Vec<String> {
        self.stage.take_prints()
    }

    /// Whether the whole terminal has to be written anew; asking takes the wish away.
    pub fn takes_repaint(&mut self) -> bool {
        self.stage.take_repaint()
    }

    /// Pastes `text` in one piece.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Key(Key::Paste(text.to_owned())))
    }

    /// Goes to the side of that number with F6.
    pub fn turn_to(&mut self, side: usize) -> &mut Self {
        for _ in 0..self.stage.sides() {
            if self.stage.focus() == side {
                break;
            }
            self.event(Event::Key(Key::F(6)));
        }
        self
    }

    /// Plays a scenario with each tick from now on.
    pub fn perform(&mut self, show: Show) -> &mut Self {
        self.stage.perform(show);
        self
    }

    /// Whether a scenario plays.
    pub fn performs(&self) -> bool {
        self.stage.performs()
    }

    /// The engine, where the worker has no thread of its own.
    pub fn engine(&mut self) -> Option<&mut E> {
        self.stage.engine()
    }

    /// Hands one event to the stage, and the answers that follow from it.
    pub fn event(&mut self, event: Event) -> &mut Self {
        self.stage.handle(event);
        self.settle();
        self
    }

    /// Keeps answers back until [`Harness::deliver`], as a slow worker would.
    pub fn hold_answers(&mut self) -> &mut Self {
        self.hold = true;
        self
    }

    /// Hands over the answers that were kept back, oldest first.
    pub fn deliver(&mut self) -> &mut Self {
        self.hold = false;
        self.settle();
        self
    }

    fn settle(&mut self) {
        while !self.hold
            && let Ok(event) = self.events.try_recv()
        {
            self.stage.handle(event);
        }
        self.cursor = self.stage.render(&mut self.buffer);
    }

    /// What can be pressed now, and the sentences of what lies on top alone.
    #[cfg(test)]
    pub(crate) fn named(&mut self) -> (Vec<KeyInfo>, Vec<String>) {
        let keys = self.stage.actions();
        let sight = self.stage.sight(0, self.buffer.area.as_size());
        let said = sight.map_or_else(Vec::new, |sight| [sight.told.rows, vec![sight.hint]].concat());
        self.settle();
        (keys, said)
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.buffer = Buffer::empty(Rect::from((Position::ORIGIN, Size::new(columns, rows))));
        self.event(Event::Resized)
    }

    /// All rows, without the blanks at their ends.
    pub fn screen(&self) -> String {
        let rows: Vec<String> = (1..=self.buffer.area.height).map(|number| self.row(number)).collect();
        rows.join("\n")
    }

    /// One row, counted from 1 as in the frame's description, without the blanks at its end.
    pub fn row(&self, number: u16) -> String {
        let area = self.buffer.area;
        let mut text = String::new();
        let mut x = area.left();
        while x < area.right() && (1..=area.height).contains(&number) {
            let symbol = self.buffer[(x, area.y + number - 1)].symbol();
            text.push_str(symbol);
            // The cells under the rest of a wide character are not text.
            x += symbol.cell_width().max(1);
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Where the terminal's cursor stands, counted from (0, 0).
    pub fn cursor(&self) -> Position {
        self.cursor
    }

    /// Whether an input method is wanted where the focus is.
    pub fn kana(&self) -> bool {
        self.stage.kana()
    }

    /// The style of a cell, counted from (0, 0); the default outside.
    pub fn style_at(&self, x: u16, y: u16) -> Style {
        self.buffer
            .cell((x, y))
            .map_or_else(Style::default, ratatui::buffer::Cell::style)
    }

    /// What was drawn, for pictures.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Why the console ended, once it has.
    pub fn exit(&self) -> Option<Exit> {
        self.stage.exit()
    }

    /// Ends the console, as the program does, and gives the engine back.
    pub fn finish(mut self) -> Option<E> {
        self.stage.leave();
        self.stage.finish()
    }
}

/// What a failed assertion shows: the screen.
impl<E: Watched> fmt::Debug for Harness<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.screen())
    }
}
