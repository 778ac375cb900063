//! What a side tells the console that speaks line by line.

use super::Shell;
use crate::ui::keys::Key;
use crate::ui::screen::KeyInfo;

impl<E: Send + 'static> Shell<E> {
    /// What can be pressed now, in the order of the screen: the table of bar, help and palette.
    pub(crate) fn actions(&self) -> Vec<KeyInfo> {
        let at = self.house.ambient(self.who.as_ref());
        let mut keys = self.layers.last().map_or_else(Vec::new, |top| top.screen.keys(&at));
        keys.extend(self.shell_keys(&at));
        keys.extend(self.turn_key(&at));
        keys.retain(|info| !matches!(info.key, Key::Paste(_) | Key::Other));
        keys
    }

    /// The message in full.
    pub(crate) fn said(&self) -> Option<String> {
        let message = self.message.as_ref()?;
        let severity = self.house.words.frame.severity(message.severity);
        Some(format!("{} {severity} {}", message.code, message.text))
    }

    /// The message is over.
    pub(crate) fn hush(&mut self) {
        self.message = None;
    }

    /// Whether what is typed goes into an entry.
    pub(crate) fn types(&self) -> bool {
        self.layers.last().is_some_and(|top| top.screen.typing())
    }
}
