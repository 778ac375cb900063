//! What the terminal shows: one side, or several side by side, over one worker.
//!
//! A side is a [`House`](super::shell::House) with its screens, who is signed in there and its own message line. The stage hands keys to the
//! side in focus and answers to the side that asked; a key goes to the next. Once a second, and after each command, it
//! asks the worker for the [`Stamp`](crate::store::Stamp) of the store, and when that is another one, the screens of all
//! sides read again.
//!
//! ```text
//! key ─────────────── side in focus ──┐
//! answer ──────────── side that asked ┼── what the screens want done ── worker
//! tick, answer to a command ── stamp? ┘
//! stamp is another ── changed ── every layer that can be seen, of every side
//! figures are others ─────────── house of every side
//! ```

mod drawn;
mod heard;
mod news;
mod noticed;
mod rooms;
mod run;
mod show;
mod side;
mod wishes;

pub use run::{Pose, Surface, run};
pub use show::Show;
pub use side::Side;

use super::event::{Answer, Event, PasteLost, To};
use super::message::Message;
use super::shell::{Exit, Shell};
use super::worker::{Engine, Job, Watched, Worker};
use crate::desk::Session;
use crate::domain::values::ContractNumber;
use crate::words::Words;

/// The sides over one engine `E`.
///
/// ```text
/// let branch = Side::new(words.branch, branch_house, AnyScreen::new(Login::default()));
/// let customer = Side::new(words.customer, customer_house, AnyScreen::new(first_of_the_portal));
/// let mut stage = Stage::new(Worker::thread(desk, sender)?, branch).beside(customer);
/// console.run(&mut stage, &events)?;
/// ```
pub struct Stage<E: Send + 'static = Engine> {
    worker: Worker<E>,
    seats: Vec<Seat<E>>,
    focus: usize,
    noticed: noticed::Noticed,
    exit: Option<Exit>,
    /// The last key is shown.
    echoes: bool,
    /// The side that stands below the others, if one does.
    below: Option<usize>,
    /// The side, other than that below, that was in focus last.
    before: usize,
    /// The contract that the side below was last told of.
    in_view: Option<ContractNumber>,
    /// A scenario plays itself.
    show: Option<Show>,
}

/// A side at work.
struct Seat<E: Send + 'static> {
    name: String,
    named: Option<fn(&Words) -> &str>,
    shell: Shell<E>,
    /// What whoever is signed in there was told of their requests.
    told: news::Told,
    /// It was asked, or had nothing to be asked about, when another side wanted to end the program.
    leaves: bool,
}

impl<E: Watched> Stage<E> {
    /// A stage with one side, which then looks as if there were no stage at all. `worker` answers into the channel whose
    /// events are handed to [`Stage::handle`].
    pub fn new(worker: Worker<E>, side: Side<E>) -> Self {
        let mut stage = Self {
            worker,
            seats: Vec::new(),
            focus: 0,
            noticed: noticed::Noticed::default(),
            exit: None,
            echoes: false,
            below: None,
            before: 0,
            in_view: None,
            show: None,
        };
        // Before the first screen reads anything, so that no change falls in between.
        stage.ask_stamp();
        stage.beside(side)
    }

    /// The same stage with one more side, to the right of the others. The first one keeps the focus.
    #[must_use]
    pub fn beside(mut self, side: Side<E>) -> Self {
        self.seats.push(Seat {
            name: side.name,
            named: side.named,
            shell: Shell::new(side.house, side.first),
            told: news::Told::default(),
            leaves: false,
        });
        if self.seats.len() > 1 {
            self.seats.iter_mut().for_each(|seat| seat.shell.stands_beside());
        }
        self.settle();
        self
    }

    /// The same stage with one more side, below the others where they stand beside each other: the training room, which
    /// Ctrl+T goes to.
    #[must_use]
    pub fn below(mut self, side: Side<E>) -> Self {
        self = self.beside(side);
        let below = self.seats.len() - 1;
        self.below = Some(below);
        self.seats[below].shell.stands_below(rooms::LEAST_BELOW);
        self.seats.iter_mut().for_each(|seat| seat.shell.has_below());
        self
    }

    /// The same stage with the side of that number, counted from 0, in focus; without effect if there is none.
    #[must_use]
    pub fn facing(mut self, number: usize) -> Self {
        if number < self.seats.len() {
            self.focus = number;
            self.settle();
        }
        self
    }

    /// Why the console has ended, once it has.
    pub fn exit(&self) -> Option<Exit> {
        self.exit
    }

    /// The number of the side in focus, from 0 on.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// How many sides there are.
    pub fn sides(&self) -> usize {
        self.seats.len()
    }

    /// The engine, where the worker has no thread of its own.
    pub fn engine(&mut self) -> Option<&mut E> {
        self.worker.engine()
    }

    /// Whether the whole terminal has to be written anew; asking takes the wish away.
    pub fn take_repaint(&mut self) -> bool {
        let mut wishes = false;
        for seat in &mut self.seats {
            wishes |= seat.shell.take_repaint();
        }
        wishes
    }

    /// What the terminal is to print, oldest first; asking takes it away.
    pub fn take_prints(&mut self) -> Vec<String> {
        self.seats
            .iter_mut()
            .flat_map(|seat| seat.shell.take_prints())
            .collect()
    }

    /// The members of the staff who are signed in, on whichever side.
    pub fn staff(&self) -> Vec<Session> {
        self.seats
            .iter()
            .filter_map(|seat| seat.shell.staff())
            .cloned()
            .collect()
    }

    /// Puts a message on the message line of the side in focus, until the next key.
    pub fn say(&mut self, message: Message) {
        self.focused().say(message);
    }

    /// Waits until the worker has nothing to do.
    pub(crate) fn rest(&self) {
        self.worker.rest();
    }

    /// Whether an input method is wanted where the keys go.
    pub fn kana(&self) -> bool {
        self.seats.get(self.focus).is_some_and(|seat| seat.shell.kana())
    }

    /// Everybody leaves every screen of every side, as the program is about to end: what stops half-way is kept first.
    pub fn leave(&mut self) {
        for (number, seat) in self.seats.iter_mut().enumerate() {
            seat.shell.leave_all();
            for (to, task) in seat.shell.take_wanted() {
                let to = To::Side(number, to);
                self.worker.send(Job { to, task });
            }
        }
    }

    /// Ends the worker, which finishes what it was asked, and gives the engine back; `None` if it was lost.
    pub fn finish(self) -> Option<E> {
        self.worker.finish()
    }

    /// Takes one event.
    pub fn handle(&mut self, event: Event) {
        match event {
            Event::Key(key) => {
                // Whoever presses a key takes over.
                self.show = None;
                self.focused().pressed(key);
            }
            Event::PasteLost(why) => {
                let words = &self.focused().house().words.frame;
                let (code, said) = match why {
                    PasteLost::Unended => ("W0013", words.paste_unended),
                    PasteLost::TooLong => ("W0014", words.paste_too_long),
                };
                self.say(Message::warn(code, said));
            }
            Event::Resized => self.seats.iter_mut().for_each(|seat| seat.shell.resized()),
            // The loop that holds the terminal stops the program; where it may not, it is told so.
            Event::Suspend => {
                let house = self.focused().house();
                let said = house.words.frame.no_suspend.to_owned();
                self.say(Message::info("I0006", said));
            }
            Event::Continued => {
                self.seats.iter_mut().for_each(|seat| seat.shell.continued());
                self.ask_stamp();
            }
            Event::Tick => {
                self.seats.iter_mut().for_each(|seat| seat.shell.tick());
                self.play_on();
                self.tell_news();
                self.ask_stamp();
            }
            Event::Answer(answer) => self.answer(answer),
            Event::EngineLost => self.exit = Some(Exit::EngineLost),
            Event::HungUp => self.exit = Some(Exit::HungUp),
        }
        self.settle();
    }

    /// The side that the keys go to.
    fn focused(&mut self) -> &mut Shell<E> {
        // The focus is always on a seat, and a stage is made with one.
        &mut self.seats[self.focus].shell
    }

    fn answer(&mut self, answer: Answer) {
        match answer.to {
            To::Stage => {
                if let Ok(seen) = answer.message.downcast::<noticed::Seen>() {
                    self.notice(*seen);
                }
            }
            To::Side(number, to) => {
                if let Some(seat) = self.seats.get_mut(number) {
                    seat.shell.answered(to, answer.message);
                }
                // A command was carried out: the others are to show it at once, and it may have moved the clock.
                if to.holds_keys {
                    self.seats.iter_mut().for_each(|seat| seat.shell.look_at_the_clock());
                    self.ask_stamp();
                }
            }
        }
    }

    /// Takes to the worker what the screens want done, and goes where the person wants to go.
    fn settle(&mut self) {
        for (number, seat) in self.seats.iter_mut().enumerate() {
            for (to, task) in seat.shell.take_wanted() {
                let to = To::Side(number, to);
                self.worker.send(Job { to, task });
            }
        }
        self.grant();
        if self.focused().take_turned() {
            self.focus = (self.focus + 1) % self.seats.len();
        }
        self.tell_below();
        self.end();
    }

    /// Ends when a side has ended, after what was typed on each of the others was asked about on that side; and where nobody was
    /// signed in on the one that ended, after whoever is on another was asked there.
    fn end(&mut self) {
        let ended = self.seats.iter().position(|seat| seat.shell.exit().is_some());
        let Some(ended) = ended.filter(|_| self.exit.is_none()) else {
            // The question was answered with no, or the person turned away from it.
            if !self.focused().asks_to_quit() {
                self.seats.iter_mut().for_each(|seat| seat.leaves = false);
            }
            return;
        };
        self.seats[ended].leaves = true;
        let exit = self.seats[ended].shell.exit();
        let asked = self.seats[ended].shell.is_signed_in();
        let asks = |seat: &Seat<E>| seat.shell.is_dirty() || (!asked && seat.shell.is_signed_in());
        let to_ask = self.seats.iter().position(|seat| !seat.leaves && asks(seat));
        match to_ask {
            Some(to_ask) if self.seats[ended].shell.stay() => {
                self.focus = to_ask;
                self.focused().quit();
            }
            _ => self.exit = exit,
        }
    }
}

#[cfg(test)]
mod tests;
