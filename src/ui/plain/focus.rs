//! What has the keys, as it is heard.

use super::joined::without_blanks;
use super::prompt;
use super::said::Lines;
use crate::ui::accessibility::{Control, Kind};
use crate::ui::kit::input::Accepts;
use crate::ui::shell::Sight;
use crate::words::{PlainWords, place};

/// What has the keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Focus {
    pub(super) control: Option<Control>,
    pub(super) row: Option<Control>,
    /// Where no part of the kit told: the row of the cursor, or its button.
    place: Option<String>,
    is_button: bool,
    hint: String,
}

impl Focus {
    pub(super) fn of(sight: &Sight, now: &Lines, words: &PlainWords) -> Self {
        let button = now.button.as_ref().map(|label| words.button(place::Label(label)));
        let place = || now.marked.as_ref().map(|row| format!("{}{row}", words.here));
        // An entry that nobody told of may be a secret.
        let untold = || {
            let label = now.marked.clone().unwrap_or_default();
            sight.types.then(|| Control::entry(label, Accepts::Secret, ""))
        };
        let control = sight.control.clone().or_else(untold);
        Self {
            is_button: button.is_some(),
            place: control.is_none().then(|| button.or_else(place)).flatten(),
            row: sight.row.clone(),
            hint: sight.hint.clone(),
            control,
        }
    }

    /// Whether what it is asked for with says the row that it stands in.
    pub(super) fn says_row(&self) -> bool {
        self.control.is_some() || self.place.is_some()
    }

    /// Whether a text is looked for.
    pub(super) fn searches(&self) -> bool {
        self.control
            .as_ref()
            .is_some_and(|control| control.kind == Kind::Search)
    }

    /// Whether something of a form has the keys.
    pub(super) fn is_filled(&self) -> bool {
        let kind = self.control.as_ref().map(|control| &control.kind);
        matches!(kind, Some(Kind::Entry(_) | Kind::One(_) | Kind::Many(_)))
    }

    /// The headings of the row that has the keys or lies beside what has, without blanks.
    pub(super) fn headings(&self) -> String {
        let listed = self.control.iter().chain(&self.row);
        let cells = listed.map(|control| &control.kind).find_map(|kind| match kind {
            Kind::Row { cells, .. } => Some(cells),
            _ => None,
        });
        let headings = cells.into_iter().flatten().map(|(heading, _)| without_blanks(heading));
        headings.collect()
    }

    /// Whether a row has the keys, rather than something in it.
    pub(super) fn is_a_row(&self) -> bool {
        match &self.control {
            Some(control) => matches!(control.kind, Kind::Row { .. } | Kind::Here),
            None => self.place.is_some(),
        }
    }

    /// What is to be said of it: all of it when the screen was said `anew`, otherwise what is another than `before`.
    pub(super) fn news(&self, before: &Self, anew: bool, shown: bool, words: &PlainWords) -> Vec<String> {
        let is_other = |now: &Option<Control>, before: &Option<Control>| match (now, before) {
            (Some(now), Some(before)) => anew || prompt::is_other(now, before),
            (now, _) => now.is_some(),
        };
        let heard = |control: &Option<Control>| control.as_ref().map(|control| prompt::of(control, shown, words));
        let row = heard(&self.row).filter(|_| is_other(&self.row, &before.row));
        let control = heard(&self.control).filter(|_| is_other(&self.control, &before.control));
        // At the top of a text that was just said it would be said twice.
        let place = self.place.clone().filter(|_| self.is_button || !anew);
        let place = place.filter(|_| anew || self.place != before.place);
        let hint = Some(&self.hint).filter(|hint| !hint.is_empty() && (anew || **hint != before.hint));
        let control: Vec<_> = control.into_iter().chain(place).chain(hint.cloned()).collect();
        let control = Some(control.join(words.stop)).filter(|control| !control.is_empty());
        row.into_iter().chain(control).collect()
    }
}
