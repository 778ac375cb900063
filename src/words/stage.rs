//! Words of the stage: the side of the fobs, the themes, and the echo of keys.

use serde::Deserialize;

/// What the stage says around its sides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWords {
    /// The side of the fobs and the clock.
    pub fobs_side: String,
    /// A code is to be put into a field of another side, and none waits for text.
    pub no_entry: String,
    /// The other theme is on; `{theme}`.
    pub theme_is: String,
    /// In the palette: the next theme.
    pub next_theme: String,
    /// In the palette: the other language.
    pub next_language: String,
    /// These words are on.
    pub language_is: String,
    /// The names of the themes.
    pub theme: ThemeNames,
    /// The echo of keys is on.
    pub echo_on: String,
    /// It is off.
    pub echo_off: String,
    /// What the echo shows in place of a character typed into an entry.
    pub echo_text: String,
}

/// The names of the themes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeNames {
    /// The sixteen colours of the terminal.
    pub sixteen: String,
    /// A dark ground.
    pub dark: String,
    /// A light ground.
    pub light: String,
    /// For a projector.
    pub projector: String,
    /// For every kind of colour vision.
    pub colour_safe: String,
    /// No colour.
    pub none: String,
}
