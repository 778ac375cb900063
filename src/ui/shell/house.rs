//! What a side is given once, at the start.

use super::IdleLock;
use crate::clock::Clock;
use crate::inbox::Inbox;
use crate::outbox::{Exports, Printer};
use crate::ui::facts::Facts;
use crate::ui::glyphs::Glyphs;
use crate::ui::keys::Keymap;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, AnyScreen, Who};
use crate::ui::theme::Theme;
use crate::ui::worker::Engine;
use crate::words::Words;

/// Opens a screen by its ID: `None` if there is none of that name, or why it may not be opened now.
pub type Registry<E = Engine> = fn(&str, &Ambient<'_>) -> Option<Result<AnyScreen<E>, Message>>;

/// What the shell is given once, at the start.
pub struct House<E: Send + 'static = Engine> {
    /// Every string a person reads.
    pub words: Words,
    /// The keys of the functions.
    pub keymap: Keymap,
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
    /// What is known of the terminal.
    pub terminal: Facts,
    /// The folder that slips and exports are written to, if there is one.
    pub exports: Option<Exports>,
    /// Where slips are printed, if that was chosen in place of a folder.
    pub printer: Option<Printer>,
    /// The folder whose files are offered, if there is one.
    pub inbox: Option<Inbox>,
    /// The screens that can be opened by ID.
    pub registry: Registry<E>,
    /// The ID of the screen that Ctrl+T opens on a training store; empty where there is none.
    pub training_room: &'static str,
    /// When and how it is locked; never, where nothing is here.
    pub lock: Option<IdleLock<E>>,
}

impl<E: Send + 'static> House<E> {
    pub(super) fn ambient<'a>(&'a self, who: Option<&'a Who>) -> Ambient<'a> {
        Ambient {
            words: &self.words,
            keymap: &self.keymap,
            theme: &self.theme,
            glyphs: &self.glyphs,
            now: self.clock.now(),
            who,
            training: self.training,
            store: &self.store,
            terminal: &self.terminal,
            exports: self.exports.as_ref(),
            printer: self.printer.as_ref(),
            inbox: self.inbox.as_ref(),
            accessibility: None,
        }
    }
}
