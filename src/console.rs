//! The console over a desk: what a program calls, and the house that tests and pictures share with it.

pub mod bound;
pub mod gallery;
mod options;
pub mod rehearsal;

use std::io;
use std::sync::mpsc::channel;

use chrono::TimeDelta;

use crate::branch::{self, tksh001::TrainingRoom, tlgi001::Login};
use crate::clock::Clock;
use crate::customer;
use crate::desk::Desk;
use crate::domain::refusal::Refusal;
use crate::store::Kind;
use crate::training::fobs::Fobs;
use crate::training::scenario::Scenario;
use crate::ui::glyphs::Glyphs;
use crate::ui::keys::Keymap;
use crate::ui::message::Message;
use crate::ui::plain;
use crate::ui::screen::AnyScreen;
use crate::ui::shell::{Exit, House, IdleLock};
use crate::ui::stage::{Show, Side, Stage};
use crate::ui::terminal::Console;
use crate::ui::theme::{Scheme, Theme};
use crate::ui::worker::{Watched, Worker};
use crate::words::{Lang, Words, place};

pub use options::{Error, Options};

/// The numbers of the customer's and the branch's side on the [`stage`] of a training store.
const CUSTOMER: usize = 0;
const BRANCH: usize = 1;

/// The house of the branch's console: words, colours, clock and the screens that can be jumped to.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn house(clock: Clock, kind: Kind, options: &Options) -> Result<House, toml::de::Error> {
    Ok(House {
        registry: branch::registry,
        training_room: branch::screens::TKSH001.id,
        lock: options.idle_lock.map(|after| IdleLock {
            after,
            screen: || AnyScreen::new(branch::tlgi002::Locked::new()),
            ends: options.session.unwrap_or(TimeDelta::MAX),
            first: || AnyScreen::new(Login::default()),
        }),
        ..bare_house(clock, kind, options)?
    })
}

/// The house of the web banking's screens, over the same desk: a customer's terminal beside the branch's. It never locks, as a
/// customer's session lapses by itself.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn customer_house(clock: Clock, kind: Kind, options: &Options) -> Result<House, toml::de::Error> {
    Ok(House {
        // The training room is a screen of the branch: whoever practises has it beside either counter.
        registry: |id, at| {
            if id == branch::screens::TKSH001.id && at.training {
                Some(Ok(AnyScreen::new(branch::tksh001::TrainingRoom::new())))
            } else {
                customer::registry(id, at)
            }
        },
        training_room: branch::screens::TKSH001.id,
        ..bare_house(clock, kind, options)?
    })
}

/// A house in which nothing else opens and nobody is signed in.
fn bare_house<E: Send + 'static>(clock: Clock, kind: Kind, options: &Options) -> Result<House<E>, toml::de::Error> {
    Ok(House {
        words: Words::of(options.lang)
            .with_keys(&options.keymap.names())
            .of_era(options.era),
        keymap: options.keymap.clone(),
        theme: Theme::load(options.scheme)?,
        glyphs: if options.terminal.is_wide() || options.terminal.has_no_kanji() {
            Glyphs::ASCII
        } else {
            Glyphs::LINES
        },
        clock,
        training: kind == Kind::Training,
        store: options.store_mark.clone(),
        terminal: options.terminal.clone(),
        exports: options.exports.clone(),
        printer: options.printer.clone(),
        inbox: options.inbox.clone(),
        registry: |_, _| None,
        training_room: "",
        lock: None,
    })
}

/// The sides of a console over a store of that kind, with the branch's in focus: on a training store the customer's web
/// banking at its left, and the fobs and the clock below both.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn stage(worker: Worker<Desk>, clock: &Clock, kind: Kind, options: &Options) -> Result<Stage, toml::de::Error> {
    let house = house(clock.clone(), kind, options)?;
    let branch = Side::named(|words| words.frame.branch_side, house, AnyScreen::new(Login::default()));
    let mut stage = match kind {
        Kind::Live => Stage::new(worker, branch),
        Kind::Training => {
            let house = bare_house(clock.clone(), kind, options)?;
            let first = AnyScreen::new(TrainingRoom::below());
            let room = Side::named(|words| words.stage.fobs_side, house, first);
            let customer = customer_side(clock.clone(), kind, options)?;
            Stage::new(worker, customer).beside(branch).below(room).facing(1)
        }
    };
    warn_of_keymap(&mut stage, options);
    Ok(stage)
}

/// Says that the keymap that was asked for is not used, where it is not.
fn warn_of_keymap(stage: &mut Stage, options: &Options) {
    if let Some(why) = &options.no_keymap {
        let words = Words::of(options.lang);
        stage.say(Message::warn("W0010", words.keymap.unused(place::Why(why))));
    }
}

/// Says that the store is not as it was (R12.5), where it is not. The menu says it as long as it is so.
fn warn_of_rollback(stage: &mut Stage, is_rolled_back: bool, options: &Options) {
    if is_rolled_back {
        let words = Words::of(options.lang);
        stage.say(Message::warn("W0040", words.keeping.rolled_back));
    }
}

/// Runs the branch's console over `desk` on the terminal of this process until the person ends it, the line hangs up or the
/// desk's thread is lost; on a training store with the other sides of [`stage`]. The terminal is given back on every way
/// out, and what was asked of the desk is finished before this returns.
///
/// # Errors
/// Standard input or output is no terminal, or the system refuses it.
pub fn run(desk: Desk, options: &Options) -> Result<Exit, Error> {
    run_with(desk, None, options)
}

/// The same, with a scenario that plays itself until somebody presses a key. The desk was prepared for it. Training stores only.
///
/// # Errors
/// As [`run`], and E1205 on a live store.
pub fn run_show(desk: Desk, scenario: Scenario, speed: u32, options: &Options) -> Result<Exit, Error> {
    if desk.kind() != Kind::Training {
        return Err(Error::Refused(Refusal::TrainingOnly));
    }
    let fobs = Fobs::of_the_demo(desk.policy())?;
    let show = Show::new(scenario, fobs, desk.clock().clone(), (BRANCH, CUSTOMER), speed);
    run_with(desk, Some(show), options)
}

fn run_with(desk: Desk, show: Option<Show>, options: &Options) -> Result<Exit, Error> {
    let mut options = options.clone();
    if show.is_some() {
        // A scenario presses the keys of the standard keymap.
        options.keymap = Keymap::default();
    }
    let options = &options;
    let (clock, kind) = (desk.clock().clone(), desk.kind());
    let (idle_lock, era) = (Some(desk.policy().idle_lock), desk.policy().era);
    let session = Some(desk.policy().staff_session);
    let is_rolled_back = desk.standing().anchored.is_rolled_back();
    if options.plain {
        let options = &Options {
            idle_lock,
            session,
            era,
            scheme: Scheme::None,
            ..options.clone()
        };
        return in_lines(desk, options, show);
    }
    let (console, options) = take(options)?;
    let options = &Options {
        idle_lock,
        session,
        era,
        ..options
    };
    on_terminal(console, desk, options, |worker| {
        let mut stage = stage(worker, &clock, kind, options)?;
        warn_of_rollback(&mut stage, is_rolled_back, options);
        if let Some(show) = show {
            stage.perform(show);
        }
        Ok(stage)
    })
}

/// Runs the web banking's screens alone over `desk`, as [`run`] does the branch's. Training stores only: on a live one nobody
/// is led to type a customer's password at a terminal of the branch.
///
/// # Errors
/// As [`run`], and E1205 on a live store.
pub fn run_customer(desk: Desk, options: &Options) -> Result<Exit, Error> {
    if desk.kind() != Kind::Training {
        return Err(Error::Refused(Refusal::TrainingOnly));
    }
    let era = desk.policy().era;
    let (console, options) = take(options)?;
    let options = Options { era, ..options };
    let customer = customer_side(desk.clock().clone(), desk.kind(), &options)?;
    on_terminal(console, desk, &options, |worker| {
        let mut stage = Stage::new(worker, customer);
        warn_of_keymap(&mut stage, &options);
        Ok(stage)
    })
}

/// Runs 端末診断 alone, over no store: for who can't log in because a key does not arrive.
///
/// # Errors
/// As [`run`].
pub fn diagnose(clock: Clock, options: &Options) -> Result<Exit, Error> {
    struct Nothing;
    impl Watched for Nothing {}
    let (mut console, options) = take(options)?;
    let (sender, events) = channel();
    console.listen(&sender)?;
    let house = bare_house::<Nothing>(clock, Kind::Live, &options)?;
    let screen = AnyScreen::new(branch::tknr003::Diagnosis::new());
    let mut stage = Stage::new(Worker::inline(Nothing, sender), Side::new("", house, screen));
    Ok(console.run(&mut stage, &events)?)
}

/// Takes the terminal, asks it what the options leave open, and settles on what it can show: one without kanji is spoken to
/// in English.
fn take(options: &Options) -> Result<(Console, Options), Error> {
    let mut options = options.clone();
    let console = Console::take(&mut options.terminal, options.may_stop)?;
    if options.terminal.has_no_kanji() {
        options.lang = Lang::En;
    }
    Ok((console, options))
}

fn customer_side(clock: Clock, kind: Kind, options: &Options) -> Result<Side<Desk>, toml::de::Error> {
    let house = customer_house(clock, kind, options)?;
    let first = AnyScreen::new(customer::blgi001::Login::default());
    Ok(Side::named(|words| words.frame.customer_side, house, first))
}

/// Runs the console line by line, until standard input ends.
fn in_lines(desk: Desk, options: &Options, show: Option<Show>) -> Result<Exit, Error> {
    let (clock, kind) = (desk.clock().clone(), desk.kind());
    let is_rolled_back = desk.standing().anchored.is_rolled_back();
    let (sender, events) = channel();
    let mut stage = stage(Worker::inline(desk, sender), &clock, kind, options)?;
    warn_of_rollback(&mut stage, is_rolled_back, options);
    if let Some(show) = show {
        stage.perform(show);
    }
    let (sender, heard) = channel();
    let quiet = plain::listen(&sender)?;
    // A client over SSH without a terminal here has one of its own, which shows what is typed.
    let shown = !options.may_stop && !quiet.is_ours();
    let exit = plain::run(&mut stage, shown, (&events, &heard, &quiet), &mut io::stdout().lock());
    end(stage, matches!(exit, Ok(Exit::HungUp)));
    Ok(exit?)
}

/// Everybody leaves, also when the terminal was lost; a line that hung up is noted of everyone who was signed in.
fn end(mut stage: Stage, hung_up: bool) {
    stage.leave();
    let staff = stage.staff();
    let Some(mut desk) = stage.finish() else { return };
    for session in staff {
        if hung_up {
            // A store that refuses has nowhere left to say so.
            let _ = desk.line_lost(&session);
        } else {
            desk.stand_up(&session);
        }
    }
}

fn on_terminal(
    mut console: Console,
    desk: Desk,
    options: &Options,
    stage: impl FnOnce(Worker<Desk>) -> Result<Stage, toml::de::Error>,
) -> Result<Exit, Error> {
    let (sender, events) = channel();
    console.listen(&sender)?;
    let mut stage = stage(Worker::thread(desk, sender)?)?;
    if options.terminal.has_no_kanji() {
        let why = &crate::words::Words::of(options.lang).frame.no_kanji;
        stage.say(Message::warn("W0005", *why));
    }
    let exit = console.run(&mut stage, &events);
    end(stage, matches!(exit, Ok(Exit::HungUp)));
    Ok(exit?)
}

#[cfg(test)]
mod tests;
