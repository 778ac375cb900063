//! The console over a desk: what a program calls, and the house that tests and pictures share with it.

use std::io;
use std::sync::mpsc::channel;

use super::glyphs::Glyphs;
use super::portal;
use super::screen::AnyScreen;
use super::screens::{self, tksh001::TrainingRoom, tlgi001::Login};
use super::shell::{Exit, House};
use super::stage::{Side, Stage};
use super::terminal::{self, Console};
use super::theme::{Scheme, Theme};
use super::worker::Worker;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::domain::refusal::Refusal;
use crate::store::Kind;
use crate::words::{Lang, Words};

/// How the console is to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of every string a person reads.
    pub lang: Lang,
    /// The theme that it begins with.
    pub scheme: Scheme,
    /// Boxes and bars of ASCII, for a terminal that draws line-drawing characters two columns wide.
    pub ascii: bool,
    /// The mark of the store in row 2; may be empty.
    pub store_mark: String,
}

/// Why the console could not be opened, or was lost.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file of words or colours that is part of the program does not read.
    #[error("a file of the program does not read")]
    Asset(#[from] toml::de::Error),
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The terminal could not be taken or was lost.
    #[error(transparent)]
    Terminal(#[from] terminal::Error),
}

impl Error {
    /// What the person reads.
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::Asset(error) => error.to_string(),
            Self::Refused(refusal) => words.message(refusal.code(), &refusal.facts()).0,
            Self::Terminal(error) => error.message(words),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Terminal(error.into())
    }
}

/// The house of the branch's console: words, colours, clock and the screens that can be jumped to.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn house(clock: Clock, kind: Kind, options: &Options) -> Result<House, toml::de::Error> {
    Ok(House {
        words: Words::load(options.lang)?,
        theme: Theme::load(options.scheme)?,
        glyphs: if options.ascii { Glyphs::ASCII } else { Glyphs::LINES },
        clock,
        training: kind == Kind::Training,
        store: options.store_mark.clone(),
        registry: screens::registry,
    })
}

/// The house of the web banking's screens, over the same desk: a customer's terminal beside the branch's.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn customer_house(clock: Clock, kind: Kind, options: &Options) -> Result<House, toml::de::Error> {
    Ok(House {
        registry: portal::registry,
        ..house(clock, kind, options)?
    })
}

/// The house of the training room: nothing else opens there.
fn room_house(clock: Clock, kind: Kind, options: &Options) -> Result<House, toml::de::Error> {
    Ok(House {
        registry: |_, _| None,
        ..house(clock, kind, options)?
    })
}

/// The sides of a console over a store of that kind, with the branch's in focus: on a training store the customer's web
/// banking at its left, and the fobs and the clock below both.
///
/// # Errors
/// A file of the program does not read; a test reads each of them.
pub fn stage(worker: Worker<Desk>, clock: &Clock, kind: Kind, options: &Options) -> Result<Stage, toml::de::Error> {
    let house = house(clock.clone(), kind, options)?;
    let name = house.words.frame.branch_side.clone();
    let branch = Side::new(name, house, AnyScreen::new(Login::new()));
    Ok(match kind {
        Kind::Live => Stage::new(worker, branch),
        Kind::Training => {
            let house = room_house(clock.clone(), kind, options)?;
            let name = house.words.stage.fobs_side.clone();
            let room = Side::new(name, house, AnyScreen::new(TrainingRoom::below()));
            let customer = customer_side(clock.clone(), kind, options)?;
            Stage::new(worker, customer).beside(branch).below(room).facing(1)
        }
    })
}

/// Runs the branch's console over `desk` on the terminal of this process until the person ends it, the line hangs up or the
/// desk's thread is lost; on a training store with the other sides of [`stage`]. The terminal is given back on every way
/// out, and what was asked of the desk is finished before this returns.
///
/// # Errors
/// Standard input or output is no terminal, or the system refuses it.
pub fn run(desk: Desk, options: &Options) -> Result<Exit, Error> {
    let (clock, kind) = (desk.clock().clone(), desk.kind());
    on_terminal(desk, |worker| stage(worker, &clock, kind, options))
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
    let customer = customer_side(desk.clock().clone(), desk.kind(), options)?;
    on_terminal(desk, |worker| Ok(Stage::new(worker, customer)))
}

fn customer_side(clock: Clock, kind: Kind, options: &Options) -> Result<Side<Desk>, toml::de::Error> {
    let house = customer_house(clock, kind, options)?;
    let name = house.words.frame.customer_side.clone();
    Ok(Side::new(&name, house, AnyScreen::new(portal::blgi001::Login::new())))
}

fn on_terminal(desk: Desk, stage: impl FnOnce(Worker<Desk>) -> Result<Stage, toml::de::Error>) -> Result<Exit, Error> {
    let mut console = Console::take()?;
    let (sender, events) = channel();
    terminal::listen(&sender)?;
    let mut stage = stage(Worker::thread(desk, sender)?)?;
    Ok(console.run(&mut stage, &events)?)
}
