//! A list above a form: which of the two has the focus, and how one goes from one to the other.

use super::form::{Entry, Form};
use super::roster::Roster;
use super::table::Did;
use crate::ui::keys::Key;

/// Which of the two has the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    #[default]
    List,
    Form,
}

/// What is made of the words, once the screen is open: the list, the form and its fields.
#[derive(Debug)]
pub struct Parts<F> {
    pub(crate) roster: Roster,
    pub(crate) form: Form,
    pub(crate) fields: F,
}

/// A list above a form.
#[derive(Debug)]
pub struct ListForm<F> {
    pub(crate) focus: Focus,
    pub(crate) parts: Option<Parts<F>>,
}

impl<F> Default for ListForm<F> {
    fn default() -> Self {
        Self {
            focus: Focus::List,
            parts: None,
        }
    }
}

impl<F> ListForm<F> {
    /// The list, once it is there.
    pub(crate) fn roster(&mut self) -> Option<&mut Roster> {
        self.parts.as_mut().map(|parts| &mut parts.roster)
    }

    /// Takes the words of `told`, which are the same parts in another language.
    pub(crate) fn relabel(&mut self, told: Parts<F>) {
        if let Some(parts) = &mut self.parts {
            parts.roster.relabel(told.roster);
            parts.form.relabel(told.form);
        }
    }

    /// Goes to the first field of the form.
    pub(crate) fn enter(&mut self) {
        if let Some(parts) = &mut self.parts {
            parts.form.focus_first();
            self.focus = Focus::Form;
        }
    }

    /// Begins with this row selected, and in the form.
    pub(crate) fn begin_at(&mut self, row: usize) {
        if let Some(roster) = self.roster() {
            roster.select(row);
        }
        self.enter();
    }

    /// Goes to its last field.
    fn enter_backwards(&mut self) {
        if let Some(parts) = &mut self.parts {
            parts.form.focus_last();
            self.focus = Focus::Form;
        }
    }

    /// Takes a key over `rows` rows, and goes from the list into the form and back. What is done about a row that was toggled
    /// or picked is the screen's; everything else that was done is [`Did::Moved`]. `None`: the key means nothing.
    pub(crate) fn typed(&mut self, key: &Key, rows: usize) -> Option<Did> {
        let parts = self.parts.as_mut()?;
        if matches!(key, Key::PageUp | Key::PageDown) {
            self.focus = Focus::List;
        }
        if self.focus == Focus::Form {
            if leaves(key, parts.form.is_at_first(), parts.form.is_at_last()) {
                self.focus = Focus::List;
                return Some(Did::Moved);
            }
            return parts.form.typed(key).then_some(Did::Moved);
        }
        match (parts.roster.typed(key, rows), key) {
            (None, Key::Tab) => self.enter(),
            (None, Key::BackEnter) => self.enter_backwards(),
            (did, _) => return did,
        }
        Some(Did::Moved)
    }

    /// Whether something was typed into the form.
    pub(crate) fn dirty(&self) -> bool {
        self.parts.as_ref().is_some_and(|parts| parts.form.dirty())
    }
}

/// Whether a key goes from the form back to the list: before its first field, or behind its last.
pub(crate) fn leaves_form<A, B>(key: &Key, form: &Form, first: &Entry<A>, last: &Entry<B>) -> bool {
    leaves(key, form.is_focused(first), form.is_focused(last))
}

fn leaves(key: &Key, at_first: bool, at_last: bool) -> bool {
    match key {
        Key::Enter | Key::Tab | Key::Down => at_last,
        Key::BackEnter | Key::Up => at_first,
        _ => false,
    }
}
