//! The keys of a screen as the bar, help and the palette show them.

use super::{Ambient, On};
use crate::ui::keys::{Function, Key};

/// A binding without its message, as the bar, help and the palette show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyInfo {
    pub(crate) on: On,
    /// The key that is shown.
    pub(crate) key: Key,
    pub(crate) label: String,
    pub(crate) unless: Option<String>,
}

impl KeyInfo {
    pub(crate) fn new(on: impl Into<On>, label: impl Into<String>, at: &Ambient<'_>) -> Self {
        let on = on.into();
        Self {
            key: on.key(at.keymap),
            on,
            label: label.into(),
            unless: None,
        }
    }

    /// The same, off for `reason` if there is one.
    pub(crate) fn unless(self, reason: Option<String>) -> Self {
        Self { unless: reason, ..self }
    }

    /// Whether it is that function.
    pub(crate) fn does(&self, function: Function) -> bool {
        self.on == On::Function(function)
    }

    /// The number of its F-key, or of that of the standard keymap where it has become another key.
    pub(crate) fn f_number(&self) -> Option<u8> {
        let standard = match &self.on {
            On::Function(function) => function.standard().first(),
            On::Key(_) => None,
        };
        let keys = [Some(&self.key), standard].into_iter().flatten();
        keys.into_iter().find_map(|key| match key {
            Key::F(number) => Some(*number),
            _ => None,
        })
    }
}

/// Adds the page keys, before what comes behind them on the bar, where the screen binds none itself.
pub(super) fn add_pages(keys: &mut Vec<KeyInfo>, at: &Ambient<'_>) {
    let words = &at.words.frame;
    for (function, label) in [(Function::PageUp, words.page_up), (Function::PageDown, words.page_down)] {
        if !keys.iter().any(|info| info.does(function)) {
            let page = KeyInfo::new(function, label, at);
            let behind = |info: &KeyInfo| info.f_number().is_none_or(|number| Some(number) > page.f_number());
            let place = keys.iter().position(behind).unwrap_or(keys.len());
            keys.insert(place, page);
        }
    }
}
