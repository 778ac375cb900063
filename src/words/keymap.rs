//! Functions in words, by the names that a keymap knows them by.

use super::KeymapWords;

impl KeymapWords {
    /// What that function does, in a word or two.
    pub fn function<'a>(&self, name: &'a str) -> &'a str {
        super::by_name(self.function, name).unwrap_or(name)
    }

    /// The functions that have words.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        self.function.iter().map(|(name, _)| *name)
    }
}
