//! What the tests of the kit have around a part of it.

use chrono::DateTime;

use crate::ui::accessibility::Accessibility;
use crate::ui::facts::Facts;
use crate::ui::glyphs::Glyphs;
use crate::ui::keys::Keymap;
use crate::ui::screen::Ambient;
use crate::ui::theme::{Scheme, Theme};
use crate::words::{Lang, Words};

/// What a body may read, by itself.
pub(crate) struct Around {
    words: Words,
    theme: Theme,
    keymap: Keymap,
    terminal: Facts,
}

impl Around {
    pub(crate) fn new() -> Self {
        Self::of(Lang::En, Scheme::None)
    }

    /// In that language and these colours.
    pub(crate) fn of(lang: Lang, scheme: Scheme) -> Self {
        Self {
            words: Words::of(lang),
            theme: Theme::load(scheme).unwrap(),
            keymap: Keymap::default(),
            terminal: Facts::default(),
        }
    }

    pub(crate) fn at<'a>(&'a self, accessibility: Option<&'a Accessibility>) -> Ambient<'a> {
        Ambient {
            words: &self.words,
            keymap: &self.keymap,
            theme: &self.theme,
            glyphs: &Glyphs::ASCII,
            now: DateTime::UNIX_EPOCH,
            who: None,
            training: false,
            store: "",
            terminal: &self.terminal,
            exports: None,
            printer: None,
            inbox: None,
            accessibility,
        }
    }
}
