//! What kind of terminal the console stands on: what the environment says, and what was found out.

use std::cell::Cell;
use std::env;
use std::path::Path;

/// How many columns the terminal gives to characters of ambiguous width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ambiguous {
    /// As the terminal answers; one where it does not.
    #[default]
    Auto,
    /// One.
    One,
    /// Two: boxes are then drawn with ASCII.
    Two,
}

/// What is known of the terminal, for the console and for who has to find out why it looks odd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its kind, as `TERM` says.
    pub kind: String,
    /// Whether tmux or screen stands between, whose settings then decide.
    pub is_shared: bool,
    /// The columns it gave to a character of ambiguous width when it was asked.
    pub answered: Option<u16>,
    /// What was asked for by option.
    pub asked_for: Ambiguous,
    /// The language and the characters of the system, as `LC_ALL`, `LC_CTYPE` or `LANG` says.
    pub locale: String,
    /// Where the store stands.
    pub store: String,
    /// Where its key stands.
    pub key: String,
    /// The columns and rows that the last frame of this side had.
    pub size: Cell<(u16, u16)>,
}

impl Facts {
    /// What the environment says; the terminal itself is asked later.
    pub fn of_environment(asked_for: Ambiguous) -> Self {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            kind: env::var("TERM").unwrap_or_default(),
            is_shared: is_set("TMUX") || is_set("STY"),
            answered: None,
            asked_for,
            locale: ["LC_ALL", "LC_CTYPE", "LANG"]
                .iter()
                .filter_map(|name| env::var(name).ok())
                .find(|value| !value.is_empty())
                .unwrap_or_default(),
            store: String::new(),
            key: String::new(),
            size: Cell::default(),
        }
    }

    /// The same with where the store and its key stand.
    #[must_use]
    pub fn at(mut self, store: &Path, key: &Path) -> Self {
        (self.store, self.key) = (store.display().to_string(), key.display().to_string());
        self
    }

    /// Whether characters of ambiguous width take two columns.
    pub fn is_wide(&self) -> bool {
        match self.asked_for {
            Ambiguous::Auto => self.answered.is_some_and(|columns| columns > 1),
            Ambiguous::One => false,
            Ambiguous::Two => true,
        }
    }

    /// Whether it is the console of Linux, which has no kanji.
    pub fn has_no_kanji(&self) -> bool {
        self.kind == "linux" && !self.is_shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_says_more_than_the_terminal_does() {
        let known = |asked_for, answered| Facts {
            answered,
            asked_for,
            ..Facts::default()
        };
        assert!(known(Ambiguous::Auto, Some(2)).is_wide());
        assert!(!known(Ambiguous::Auto, Some(1)).is_wide());
        assert!(!known(Ambiguous::Auto, None).is_wide(), "no answer");
        assert!(!known(Ambiguous::One, Some(2)).is_wide());
        assert!(known(Ambiguous::Two, Some(1)).is_wide());
    }
}
