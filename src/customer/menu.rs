//! A menu of the web banking: numbered entries with what they are for, or why they are off now.

use super::entry::{Entry, Section};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::refusal::Refusal;
use crate::portal::Look;
use crate::ui::keys::Key;
use crate::ui::kit::menu::Item;
use crate::ui::message::Message;
use crate::ui::screen::{Cx, Nameplate};
use crate::words::Words;

/// How the entries stand for the user, in the order of the menu.
#[derive(Clone, Debug)]
pub struct Availability {
    refused: Vec<Option<Refusal>>,
    policy: Policy,
    until: Option<Instant>,
}

/// Sections of entries, one of which is selected.
#[derive(Debug)]
pub(super) struct Menu {
    sections: &'static [Section],
    selected: usize,
    availability: Option<Box<Availability>>,
}

/// What a key did to a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// The selection moved, or could not.
    Moved,
    /// This entry was chosen; the number of entries stands for the last line.
    Chose(usize),
}

impl Menu {
    /// The menu with its first entry selected.
    pub(super) fn new(sections: &'static [Section]) -> Self {
        Self {
            sections,
            selected: 0,
            availability: None,
        }
    }

    /// How its entries stand for the user who asks.
    pub(super) fn stand(sections: &'static [Section], look: &Look<'_>) -> Box<Availability> {
        Box::new(Availability {
            refused: entries(sections).map(|(_, entry)| entry.needs.refused(look)).collect(),
            policy: look.policy().clone(),
            until: look.holds_until(),
        })
    }

    /// Until when the reading holds.
    pub(super) fn holds_until(&self) -> Option<Instant> {
        self.availability.as_ref()?.until
    }

    /// Takes a reading.
    pub(super) fn hear(&mut self, availability: Box<Availability>) {
        self.availability = Some(availability);
    }

    /// All entries, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'static Nameplate, &'static Entry)> {
        entries(self.sections)
    }

    fn refused(&self, index: usize) -> Option<&Refusal> {
        self.availability.as_ref()?.refused.get(index)?.as_ref()
    }

    /// The selected line.
    pub(super) fn selected(&self) -> usize {
        self.selected
    }

    /// The lines that can be selected: the entries, and one more where the screen has a `last` of its own.
    fn count(&self, last: bool) -> usize {
        self.entries().count() + usize::from(last)
    }

    /// Takes a key. `last` is the number of a line below the entries that belongs to the screen.
    pub(super) fn typed(&mut self, key: &Key, last: Option<u32>) -> Option<Did> {
        let (entries, end) = (self.count(false), self.count(last.is_some()).saturating_sub(1));
        self.selected = match key {
            Key::Up => self.selected.saturating_sub(1),
            Key::Down => (self.selected + 1).min(end),
            Key::Home => 0,
            Key::End => end,
            Key::Enter => return Some(Did::Chose(self.selected)),
            Key::Char(c) => {
                let number = c.to_digit(10)?;
                let index = usize::try_from(number).ok()?.checked_sub(1)?;
                self.selected = if index < entries {
                    index
                } else if last == Some(number) {
                    entries
                } else {
                    return None;
                };
                return Some(Did::Chose(self.selected));
            }
            _ => return None,
        };
        Some(Did::Moved)
    }

    /// Opens an entry, or says why it is off.
    pub(super) fn choose<M: Send + 'static>(&self, index: usize, cx: &mut Cx<'_, M>) {
        if let Some(refusal) = self.refused(index) {
            cx.say(Message::from_refusal(refusal, cx.at().words));
        } else if let Some((_, entry)) = self.entries().nth(index) {
            cx.open_any((entry.open)());
        }
    }

    /// What is shown of them.
    pub(super) fn items(&self, words: &Words) -> Vec<Item> {
        let mut items = Vec::new();
        for section in self.sections {
            let mut heading = section.heading(words).map(str::to_owned);
            for (place, entry) in section.entries() {
                let (about, remedy) = self.about(items.len(), entry, words);
                items.push(Item {
                    heading: heading.take(),
                    mark: (items.len() + 1).to_string(),
                    name: (entry.name)(words).to_owned(),
                    id: place.id,
                    about,
                    remedy,
                    off: self.refused(items.len()).is_some(),
                });
            }
        }
        items
    }

    /// What an entry is for, or why it is off and the way out.
    fn about(&self, index: usize, entry: &Entry, words: &Words) -> (String, String) {
        match (self.refused(index), &self.availability) {
            (Some(refusal), _) => words.message(refusal.code(), &refusal.facts()),
            (None, Some(availability)) => ((entry.about)(words, &availability.policy), String::new()),
            (None, None) => (String::new(), String::new()),
        }
    }
}

/// The entries of those sections, in order.
fn entries(sections: &'static [Section]) -> impl Iterator<Item = (&'static Nameplate, &'static Entry)> {
    sections.iter().flat_map(|section| section.entries())
}
