//! What a screen binds: functions of the keymap, or fixed keys.

use crate::ui::keys::{Function, Key, Keymap};

/// What a binding is pressed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// The keys that the keymap gives that function.
    Function(Function),
    /// A key that always means the same, like Enter.
    Key(Key),
}

impl On {
    /// Whether that key presses it.
    pub(crate) fn is(&self, key: &Key, keymap: &Keymap) -> bool {
        match self {
            Self::Function(function) => keymap.means(key, *function),
            Self::Key(own) => own == key,
        }
    }

    /// The key that is shown for it.
    pub(crate) fn key(&self, keymap: &Keymap) -> Key {
        match self {
            Self::Function(function) => keymap.key(*function),
            Self::Key(key) => key.clone(),
        }
    }
}

impl From<Function> for On {
    fn from(function: Function) -> Self {
        Self::Function(function)
    }
}

impl From<Key> for On {
    fn from(key: Key) -> Self {
        Self::Key(key)
    }
}

/// Something that a key does on a screen.
#[derive(Clone, Debug)]
pub struct Binding<M> {
    /// What it is pressed with.
    pub on: On,
    /// What it does, in a word for the bar.
    pub label: String,
    /// What the screen is told when it is pressed.
    pub message: M,
    /// Why it cannot be pressed now: it stays on the bar, marked as off, and says this.
    pub unless: Option<String>,
}

impl<M> Binding<M> {
    /// A function, or a fixed key, that can be pressed.
    pub fn new(on: impl Into<On>, label: impl Into<String>, message: M) -> Self {
        Self {
            on: on.into(),
            label: label.into(),
            message,
            unless: None,
        }
    }

    /// The same, off for `reason` if there is one.
    #[must_use]
    pub fn unless(mut self, reason: Option<String>) -> Self {
        self.unless = reason;
        self
    }
}
