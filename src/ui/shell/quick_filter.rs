//! `/` in every list: what is typed goes to its [`Listed`] until Enter keeps it or Esc takes it away.
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method of a type with a lifetime is not general enough to stand alone"
)]

use super::Shell;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::table::Listed;
use crate::ui::message::Message;

/// Said when a key would act on a row that is not to be seen.
const NONE: &str = "W0008";

/// What leads away, or moves, also while it is typed what a list is narrowed to.
const LEADING: [Function; 11] = [
    Function::Help,
    Function::Exit,
    Function::Turn,
    Function::PageUp,
    Function::PageDown,
    Function::Jump,
    Function::Palette,
    Function::Training,
    Function::Theme,
    Function::Language,
    Function::Echo,
];

impl<E: Send + 'static> Shell<E> {
    /// What `act` finds in the list in focus, if there is one.
    pub(super) fn with_list<T>(&self, act: impl FnOnce(&Listed<'_>) -> T) -> Option<T> {
        let screen = &self.layers.last()?.screen;
        let at = self.house.ambient(self.who.as_ref());
        if screen.typing(&at) {
            return None;
        }
        screen.list(&at).as_ref().map(act)
    }

    fn list_is(&self, what: fn(&Listed<'_>) -> bool) -> bool {
        self.with_list(what) == Some(true)
    }

    /// Whether it is being typed what a list is narrowed to.
    pub(super) fn quick_filter_is_open(&self) -> bool {
        self.list_is(|list| list.is_open())
    }

    /// Takes a key while it is typed what the list is narrowed to. The keys that move in it, and those that lead away,
    /// mean what they always do; what acts on the selected row keeps what was typed first, and waits where no row is
    /// to be seen.
    pub(super) fn quick_filter_takes(&mut self, key: &Key) -> bool {
        if !self.quick_filter_is_open() {
            return false;
        }
        let edits = key.is_text() || matches!(key, Key::Ctrl('u' | 'k'));
        match key {
            key if edits => {
                self.message = None;
                self.with_list(|list| list.typed(key));
                true
            }
            key if self.means(key, Function::Cancel) => {
                self.message = None;
                self.with_list(|list| list.forget());
                true
            }
            key if LEADING.iter().any(|function| self.means(key, *function)) => false,
            Key::Up | Key::Down | Key::PageUp | Key::PageDown | Key::Esc | Key::Other => false,
            Key::Ctrl(_) if !Function::all().any(|function| self.means(key, function)) => false,
            _ if self.list_is(|list| list.is_empty()) => {
                let words = self.house.words.frame.quick_filter_none.to_owned();
                self.message = Some(Message::warn(NONE, words));
                true
            }
            key => {
                self.message = None;
                self.with_list(|list| list.keep());
                *key == Key::Enter
            }
        }
    }

    /// `/`: begins to type what the list in focus is narrowed to. False where there is none, or nothing in it.
    pub(super) fn open_quick_filter(&self) -> bool {
        self.list_is(|list| list.open())
    }

    /// Esc: all rows are to be seen again. False if they are.
    pub(super) fn lift_quick_filter(&self) -> bool {
        let sifted = self.list_is(|list| list.is_sifted());
        if sifted {
            self.with_list(|list| list.lift());
        }
        sifted
    }

    /// What an Esc took away is put back, as it was half of another key.
    pub(super) fn lower_quick_filter(&self) {
        self.with_list(|list| {
            if list.is_lifted() {
                list.lower();
            }
        });
    }

    /// What an Esc took away is forgotten. False if it took nothing away.
    pub(super) fn forget_quick_filter(&self) -> bool {
        let lifted = self.list_is(|list| list.is_lifted());
        if lifted {
            self.with_list(|list| list.forget());
        }
        lifted
    }
}
