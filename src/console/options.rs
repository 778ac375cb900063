//! How the console is to look, and why it could not be opened.

use std::io;

use chrono::TimeDelta;

use crate::domain::era::Era;
use crate::domain::refusal::Refusal;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Printer};
use crate::ui::facts::Facts;
use crate::ui::keys::Keymap;
use crate::ui::terminal;
use crate::ui::theme::Scheme;
use crate::words::{Lang, Words};

/// How the console is to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of every string a person reads.
    pub lang: Lang,
    /// The theme that it begins with.
    pub scheme: Scheme,
    /// The keys of the functions.
    pub keymap: Keymap,
    /// Why the keymap that was asked for is not used, if it is not.
    pub no_keymap: Option<String>,
    /// What is known of the terminal; where it draws line-drawing characters two columns wide, boxes are of ASCII.
    pub terminal: Facts,
    /// Line by line, without a terminal: for screen readers and pipes.
    pub plain: bool,
    /// The mark of the store in row 2; may be empty.
    pub store_mark: String,
    /// How long no key comes before the branch's side locks; it never does, where nothing is here. The program takes the
    /// policy's figure when it opens, and follows it.
    pub idle_lock: Option<TimeDelta>,
    /// How long somebody stays signed in at a side that locks; without a figure, as long as they like. The program takes the policy's
    /// when it opens, and follows it.
    pub session: Option<TimeDelta>,
    /// In which years dates are written. The program takes the policy's when it opens, and follows it.
    pub era: Era,
    /// Whether job control (Ctrl+Z) may stop the program: not where the console is all that a person has.
    pub may_stop: bool,
    /// The folder that slips (受付票) and exports are written to; without one there are none.
    pub exports: Option<Exports>,
    /// Where slips are printed, if that was chosen in place of a folder.
    pub printer: Option<Printer>,
    /// The folder whose files are offered to be taken in; without one none is.
    pub inbox: Option<Inbox>,
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
