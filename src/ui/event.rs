//! What happens to the console: keys, answers, and what the system tells. Whoever listens or works sends it, and the stage
//! takes it.

use std::any::Any;
use std::fmt;

use super::keys::Key;

/// Something happened.
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// A paste of which nothing is taken.
    PasteLost(PasteLost),
    /// The terminal has another size, or its content is lost.
    Resized,
    /// About a second has passed without anything else.
    Tick,
    /// The worker answers.
    Answer(Answer),
    /// The worker died of a panic.
    EngineLost,
    /// The program is to be stopped for a while, as job control does.
    Suspend,
    /// It goes on after it was stopped.
    Continued,
    /// The line hung up, or the system asks the program to end.
    HungUp,
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key",
            Self::PasteLost(_) => "PasteLost",
            Self::Resized => "Resized",
            Self::Tick => "Tick",
            Self::Answer(_) => "Answer",
            Self::EngineLost => "EngineLost",
            Self::Suspend => "Suspend",
            Self::Continued => "Continued",
            Self::HungUp => "HungUp",
        })
    }
}

/// Why nothing of a paste is taken: it is taken whole or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteLost {
    /// Its end did not come.
    Unended,
    /// It is longer than any that is meant.
    TooLong,
}

/// Who waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum To {
    /// The stage, for its own question; only the newest matters.
    Stage,
    /// A layer of the side of this number.
    Side(usize, Address),
}

impl To {
    /// Whether a question that waits becomes idle by this one.
    pub(super) fn supersedes(&self, old: &Self) -> bool {
        match (self, old) {
            (Self::Stage, Self::Stage) => true,
            (Self::Side(side, new), Self::Side(before, old)) => {
                side == before && new.slot.is_some() && (new.layer, new.slot) == (old.layer, old.slot)
            }
            _ => false,
        }
    }
}

/// Which layer of a side waits for an answer, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The layer that asked.
    pub(crate) layer: u64,
    /// The slot of a question of which only the newest matters.
    pub(crate) slot: Option<&'static str>,
    /// The number of the question, counting up.
    pub(crate) number: u64,
    /// Whether keys wait for the answer.
    pub(crate) holds_keys: bool,
}

/// An answer on its way to the screen that asked.
pub struct Answer {
    pub(crate) to: To,
    pub(crate) message: Box<dyn Any + Send>,
}
