//! A scenario that plays itself on the sides of a stage, a key at each tick, until somebody presses one.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::TimeDelta;

use super::Stage;
use crate::clock::Clock;
use crate::domain::calendar;
use crate::training::fobs::Fobs;
use crate::training::places::Places;
use crate::training::scenario::{Play, Scenario};
use crate::ui::keys::{Key, parse};
use crate::ui::message::Message;
use crate::ui::shell::SMALLEST;
use crate::ui::worker::Watched;
use crate::words::{Lang, Words};

/// Between two keys at speed 1.
const KEY: Duration = Duration::from_millis(400);
/// Ticks for which what is to be done stands to be read, before its keys.
const READING: usize = 8;

/// A scenario playing itself.
#[derive(Debug)]
pub struct Show {
    scenario: Scenario,
    places: Places,
    clock: Clock,
    /// The sides: the branch's, the customer's.
    sides: (usize, usize),
    speed: u32,
    next: usize,
    turns: VecDeque<Turn>,
}

#[derive(Debug)]
enum Turn {
    /// What is to be done is said.
    Say(String),
    /// It stands there.
    Wait,
    /// A piece of a step; its places are filled in when its turn comes.
    Play(Play),
    /// A key on a side.
    Press(usize, Key),
}

impl Show {
    /// The scenario on a stage whose branch's and customer's side have these numbers, `speed` times as fast. `clock` is that of
    /// the desk, which was prepared for it.
    pub fn new(scenario: Scenario, fobs: Fobs, clock: Clock, sides: (usize, usize), speed: u32) -> Self {
        Self {
            scenario,
            places: Places::new(fobs),
            clock,
            sides,
            speed: speed.max(1),
            next: 0,
            turns: VecDeque::new(),
        }
    }

    /// How long the next key waits.
    fn pause(&self) -> Duration {
        KEY / self.speed
    }

    /// What comes next; `None` at the end.
    fn turn(&mut self, lang: Lang) -> Option<Turn> {
        if self.turns.is_empty() {
            let step = self.scenario.steps.get(self.next)?;
            self.next += 1;
            let task = match lang {
                Lang::Ja => &step.task.ja,
                Lang::En => &step.task.en,
            };
            self.turns.push_back(Turn::Say(format!("{} {task}", self.next)));
            self.turns.extend((0..READING).map(|_| Turn::Wait));
            self.turns.extend(step.play.iter().cloned().map(Turn::Play));
            self.turns.extend((0..READING).map(|_| Turn::Wait));
        }
        self.turns.pop_front()
    }

    /// Does a piece of a step: the clock is moved, or keys are put before what else is to come.
    fn begin(&mut self, play: &Play) {
        let now = self.clock.now();
        let (side, keys) = match play {
            Play::Branch(keys) => (self.sides.0, keys),
            Play::Customer(keys) => (self.sides.1, keys),
            Play::Minutes(minutes) => {
                self.clock.move_by(TimeDelta::minutes(*minutes));
                return;
            }
            Play::Until(time) => {
                self.clock.move_by(calendar::next(*time, now) - now);
                return;
            }
        };
        for key in parse(&self.places.fill(keys, now)).into_iter().rev() {
            self.turns.push_front(Turn::Press(side, key));
        }
    }
}

impl<E: Watched> Stage<E> {
    /// Plays a scenario from now on, until somebody presses a key. Each key is shown.
    pub fn perform(&mut self, show: Show) {
        for seat in &mut self.seats {
            seat.shell.echo(true);
        }
        self.echoes = true;
        self.show = Some(show);
    }

    /// Whether a scenario plays.
    pub fn performs(&self) -> bool {
        self.show.is_some()
    }

    /// The longest silence until the next tick, where it is shorter than usual.
    pub fn pause(&self) -> Option<Duration> {
        self.show.as_ref().map(Show::pause)
    }

    /// Plays what comes next.
    pub(super) fn play_on(&mut self) {
        let lang = self.focused().house().words.lang();
        let Some(show) = &mut self.show else { return };
        match show.turn(lang) {
            None => {
                self.show = None;
                let said = self.focused().house().words.practice.shown.to_owned();
                self.focused().say(Message::info("I1212", said));
            }
            Some(Turn::Wait) => {}
            Some(Turn::Say(task)) => self.focused().say(Message::info("I1211", task)),
            Some(Turn::Play(play)) => {
                let asked = self.seats.get(show.sides.0);
                let asked = asked.and_then(|seat| seat.shell.sight(0, SMALLEST)?.control);
                let words = |label: &str| Words::of(lang).label.fact_in(label);
                show.places.asked(asked.and_then(|asked| words(&asked.label)));
                show.begin(&play);
            }
            Some(Turn::Press(side, key)) => {
                if self.focus == side || side >= self.seats.len() {
                    self.focused().pressed(key);
                } else {
                    show.turns.push_front(Turn::Press(side, key));
                    let turn = self.turn_key();
                    self.focused().pressed(turn);
                }
            }
        }
    }
}
