//! A scenario played on the real screens without a terminal: what a trainer runs before a lesson, and every test.

use chrono::TimeDelta;

use super::{Options, customer_house, house as branch_house};
use crate::branch::tlgi001;
use crate::clock::Clock;
use crate::customer::blgi001;
use crate::desk::{Desk, Entry, Error};
use crate::domain::calendar;
use crate::store::Kind;
use crate::training::demo;
use crate::training::fobs::Fobs;
use crate::training::places::Places;
use crate::training::progress::{News, Progress, Score};
use crate::training::scenario::{Play, Scenario, prepare};
use crate::ui::event::Event;
use crate::ui::screen::AnyScreen;
use crate::ui::stage::Side;
use crate::ui::testing::Harness;
use crate::words::{Lang, Words};

/// Rows of the smallest terminal, the message line and the head.
const MESSAGE_ROW: u16 = 23;
const HEAD_ROW: u16 = 1;

/// Why a scenario does not play.
#[derive(Debug)]
pub struct Stuck {
    /// The line of the step.
    pub line: usize,
    /// What happened.
    pub why: Why,
}

/// What happened instead.
#[derive(Debug)]
pub enum Why {
    /// What the step is to show was not seen after its keys.
    NotSeen {
        /// The head of the screen that stands there.
        screen: String,
        /// Its message line.
        message: String,
        /// What the trail says since the step before.
        entries: Vec<Entry>,
    },
    /// It was seen before its keys were played: it would be ticked off by itself.
    SeenBefore,
    /// The keys take the wrong turn of this number, from 1 on.
    WrongTurn(usize),
    /// The store does not come to where the scenario begins.
    Store(Error),
    /// A file of the program does not read.
    Asset,
}

/// A scenario being played.
pub struct Rehearsal<'a> {
    scenario: &'a Scenario,
    console: Harness,
    clock: Clock,
    places: Places,
    progress: Progress,
}

impl<'a> Rehearsal<'a> {
    /// At the beginning of a scenario, on a training bank of its own. `desk` is one of the training bank, furnished, over
    /// `clock`.
    ///
    /// # Errors
    /// [`Why::Store`] when what is to have happened before is refused.
    pub fn new(scenario: &'a Scenario, mut desk: Desk, clock: Clock, options: &Options) -> Result<Self, Why> {
        prepare(&mut desk, scenario).map_err(Why::Store)?;
        let newest = desk.seen(0, &[]).map_err(Why::Store)?;
        let since = newest.entries.last().map_or(0, |entry| entry.seq);
        let fobs = Fobs::of_the_demo(desk.policy()).map_err(|refusal| Why::Store(refusal.into()))?;
        let house = |make: fn(Clock, Kind, &Options) -> _| make(clock.clone(), Kind::Training, options);
        let branch = house(branch_house).map_err(|_| Why::Asset)?;
        let customer = house(customer_house).map_err(|_| Why::Asset)?;
        let (teller, company) = (
            branch.words.frame.branch_side.to_owned(),
            branch.words.frame.customer_side.to_owned(),
        );
        let branch = Side::new(teller, branch, AnyScreen::new(tlgi001::Login::default()));
        let customer = Side::new(company, customer, AnyScreen::new(blgi001::Login::default()));
        Ok(Self {
            scenario,
            console: Harness::beside(desk, branch, std::iter::once(customer)),
            places: Places::new(fobs),
            progress: Progress::new(since, clock.now()),
            clock,
        })
    }

    /// The console as it stands: for pictures.
    pub fn console(&mut self) -> &mut Harness {
        &mut self.console
    }

    /// How many steps were played.
    pub fn steps_done(&self) -> usize {
        self.progress.steps_done()
    }

    /// The sheet so far.
    pub fn score(&self) -> Score {
        self.progress.score(self.scenario, self.clock.now())
    }

    /// Plays the next step; false when there is none left.
    ///
    /// # Errors
    /// What the step was to show was not seen, or something that was not to be.
    pub fn step(&mut self) -> Result<bool, Stuck> {
        self.step_shown(&mut |_, _| {})
    }

    /// The same, with each key and the console after it shown to `each`; without a key when another side came in front.
    ///
    /// # Errors
    /// Those of [`Rehearsal::step`].
    pub fn step_shown(&mut self, each: &mut dyn FnMut(&str, &Harness)) -> Result<bool, Stuck> {
        let number = self.progress.steps_done();
        let Some(step) = self.scenario.steps.get(number) else {
            return Ok(false);
        };
        let stuck = |why| Stuck { line: step.line, why };
        let before = self.progress.clone();
        if self.observe().map_err(stuck)?.contains(&News::Done(number)) {
            return Err(stuck(Why::SeenBefore));
        }
        for play in &step.play {
            self.play(play, each);
            for news in self.observe().map_err(stuck)? {
                if let News::Wrong(which) = news {
                    return Err(stuck(Why::WrongTurn(which + 1)));
                }
            }
        }
        let done = self.progress.steps_done();
        if done == number {
            return Err(stuck(self.not_seen(&before)));
        }
        if done > number + 1 {
            let next = self.scenario.steps.get(number + 1);
            let line = next.map_or(step.line, |next| next.line);
            return Err(Stuck {
                line,
                why: Why::SeenBefore,
            });
        }
        Ok(true)
    }

    fn play(&mut self, play: &Play, each: &mut dyn FnMut(&str, &Harness)) {
        let now = self.clock.now();
        match play {
            Play::Branch(keys) => {
                self.console.turn_to(0);
                let row = self.console.row(self.console.cursor().y + 1);
                self.places.asked(
                    [Lang::Ja, Lang::En]
                        .iter()
                        .find_map(|lang| Words::of(*lang).label.fact_in(&row)),
                );
                let keys = self.places.fill(keys, now);
                self.press(0, &keys, each);
            }
            Play::Customer(keys) => {
                let keys = self.places.fill(keys, now);
                self.press(1, &keys, each);
            }
            Play::Minutes(minutes) => self.wait(TimeDelta::minutes(*minutes)),
            Play::Until(time) => self.wait(calendar::next(*time, now) - now),
        }
    }

    fn press(&mut self, side: usize, keys: &str, each: &mut dyn FnMut(&str, &Harness)) {
        self.console.turn_to(side);
        each("", &self.console);
        for key in each_key(keys) {
            self.console.keys(key);
            each(key, &self.console);
        }
    }

    fn wait(&mut self, delta: TimeDelta) {
        self.clock.move_by(delta);
        self.console.event(Event::Tick);
    }

    fn observe(&mut self) -> Result<Vec<News>, Why> {
        let Some(desk) = self.console.engine() else {
            return Ok(Vec::new());
        };
        let seen = desk.seen(self.progress.since, &self.scenario.contracts());
        Ok(self.progress.observe(self.scenario, &seen.map_err(Why::Store)?))
    }

    fn not_seen(&mut self, before: &Progress) -> Why {
        let newest = before.newest();
        let seen = self.console.engine().and_then(|desk| desk.seen(newest, &[]).ok());
        Why::NotSeen {
            screen: self.console.row(HEAD_ROW),
            message: self.console.row(MESSAGE_ROW),
            entries: seen.map(|seen| seen.entries).unwrap_or_default(),
        }
    }
}

/// The keys of a notation, each as it is written: `<F10>` or a character.
pub(super) fn each_key(notation: &str) -> impl Iterator<Item = &str> {
    let mut rest = notation;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let named = rest.strip_prefix('<').and_then(|name| name.find('>'));
        let (key, behind) = rest.split_at(named.map_or(first.len_utf8(), |end| end + 2));
        rest = behind;
        Some(key)
    })
}

/// Plays a whole scenario on a training bank in memory and gives its sheet.
///
/// # Errors
/// The first step that does not play.
pub fn rehearse(scenario: &Scenario, options: &Options) -> Result<Score, Stuck> {
    let stuck = |why| Stuck { line: 1, why };
    let clock = Clock::fixed(demo::start());
    let desk = demo::bank_in_memory(&clock).map_err(|error| stuck(Why::Store(error)))?;
    let mut rehearsal = Rehearsal::new(scenario, desk, clock, options).map_err(stuck)?;
    while rehearsal.step()? {}
    Ok(rehearsal.score())
}
