//! How a side looks while it is shown to others: its theme, and the echo of the last key.

use super::Shell;
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::theme::{Scheme, Theme};
use crate::words::{Words, place};

impl<E: Send + 'static> Shell<E> {
    /// Takes another theme.
    pub(crate) fn dress(&mut self, theme: Theme) {
        self.house.theme = theme;
    }

    /// Keeps the last key to be shown from now on, or no longer.
    pub(crate) fn echo(&mut self, on: bool) {
        self.echo = on.then(String::new);
    }

    /// The last key with what it did, if it was asked to be kept and one was pressed.
    pub(crate) fn echoed(&self) -> Option<&str> {
        self.echo.as_deref().filter(|last| !last.is_empty())
    }

    /// Keeps a key for the echo. A character typed into an entry is not told, as it may be of a password.
    pub(super) fn keep_echo(&mut self, key: &Key) {
        if self.echo.is_none() {
            return;
        }
        let Some(top) = self.layers.last() else { return };
        let at = self.house.ambient(self.who.as_ref());
        let is_text = top.screen.typing(&at) && matches!(key, Key::Char(_) | Key::Paste(_));
        let told = if is_text {
            at.words.stage.echo_text.to_owned()
        } else {
            let key = key.folded();
            let mut keys = top.screen.keys(&at);
            keys.extend(self.shell_keys(&at));
            keys.extend(self.turn_key(&at));
            let bound = keys
                .into_iter()
                .find(|info| info.on.is(&key, at.keymap) && info.unless.is_none());
            let label = bound.map(|info| info.label).unwrap_or_default();
            format!("{key} {label}").trim_end().to_owned()
        };
        self.echo = Some(told);
    }
}

/// What is said when another theme is on.
pub(crate) fn theme_is(scheme: Scheme, words: &Words) -> Message {
    let names = &words.stage.theme;
    let name = match scheme {
        Scheme::Sixteen => &names.sixteen,
        Scheme::Dark => &names.dark,
        Scheme::Light => &names.light,
        Scheme::Projector => &names.projector,
        Scheme::ColourSafe => &names.colour_safe,
        Scheme::None => &names.none,
    };
    Message::info("I0003", words.stage.theme_is(place::Theme(name)))
}
