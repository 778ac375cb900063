//! Another language, or another calendar, at run time: everything a side shows is said anew, and nothing typed is lost.

use std::sync::Arc;

use chrono::TimeDelta;
use ratatui::buffer::Buffer;

use super::{Shell, Sign, Then};
use crate::domain::staff::People;
use crate::ui::keys::Function;
use crate::ui::message::{Message, RUNNING, Severity};
use crate::ui::screen::KeyInfo;
use crate::ui::worker::Figures;
use crate::words::{Lang, Words};

/// How long a mere word stays on the message line when there is news (R11.7).
const READ: TimeDelta = TimeDelta::seconds(5);
/// The same of what asks to be looked at.
const UNDERSTOOD: TimeDelta = TimeDelta::seconds(30);

impl<E: Send + 'static> Shell<E> {
    /// Takes the words of another language, in which every layer is drawn from now on. What stands on the message line is said
    /// again if the words still know it.
    pub(crate) fn speak(&mut self, words: Words) {
        let last = self.message.take();
        let made = self.unmake();
        self.house.words = words;
        // Which keys there are may depend on how much room the words take.
        self.render(&mut Buffer::empty(self.size.get().into()), &Sign::default());
        match made {
            Some(Made::Help(last)) => self.open_help(last.and_then(|last| last.again(&self.house.words))),
            Some(Made::Palette) => self.open_palette(),
            None => {}
        }
        self.message = last.and_then(|last| last.again(&self.house.words));
    }

    /// Keeps to other figures of the store's policy. A side that never locks goes on so.
    pub(crate) fn keep_to(&mut self, figures: Figures) {
        if let Some(lock) = &mut self.house.lock {
            (lock.after, lock.ends) = (figures.idle_lock, figures.session);
        }
        if self.house.words.era() != figures.era {
            let said = self.message.clone();
            self.speak(self.house.words.clone().of_era(figures.era));
            // Nothing that was said is taken away by what another terminal did.
            self.message = self.message.take().or(said);
        }
    }

    /// Knows what the staff are called: their names stand beside their IDs from now on.
    pub(crate) fn knows(&mut self, people: Arc<People>) {
        let words = std::mem::replace(&mut self.house.words, Words::of(Lang::default()));
        self.house.words = words.knowing(people);
    }

    /// Whether something stands on the message line.
    pub(crate) fn says(&self) -> bool {
        self.message.is_some()
    }

    /// Whether what stands on the message line keeps it from what others did: until it can have been read, since nobody may press a key
    /// for long. What runs keeps it until it is over.
    pub(crate) fn keeps_line(&self) -> bool {
        let now = self.house.clock.unmoved();
        let since = self.idle.stirred_at.max(self.said_at);
        self.message.as_ref().is_some_and(|message| {
            let read = match message.severity {
                Severity::Info | Severity::Good => READ,
                Severity::Warn | Severity::Bad => UNDERSTOOD,
            };
            message.code == RUNNING || now < since + read
        })
    }

    /// Closes what was made of the words of the layer below it, to be made of others: help, or the palette.
    fn unmake(&mut self) -> Option<Made> {
        let is_made = |layer: &&mut super::Layer<E>| matches!(layer.then, Then::Remake(_));
        let Then::Remake(made) = self.layers.pop_if(|layer| is_made(&layer))?.then else {
            return None;
        };
        self.opened = self.layers.last().map(|layer| layer.id);
        Some(made)
    }

    /// The keys of the shell that work everywhere and stand in the palette.
    pub(super) fn everywhere(&self) -> Vec<KeyInfo> {
        let at = self.house.ambient(self.who.as_ref());
        let words = &at.words.stage;
        vec![
            KeyInfo::new(Function::Theme, words.next_theme, &at),
            KeyInfo::new(Function::Language, words.next_language, &at),
        ]
    }
}

/// A layer that is made of the words of the layer below it.
pub(super) enum Made {
    /// Help, with the message it explains.
    Help(Option<Message>),
    /// The palette.
    Palette,
}

/// What is said when another language is on: in it.
pub(crate) fn language_is(words: &Words) -> Message {
    Message::info("I0007", words.stage.language_is)
}
