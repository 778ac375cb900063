//! Words of the console that is heard line by line.

use serde::Deserialize;

/// What is said around the screens, and what has the keys.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainWords {
    /// How the console is used line by line, in one line.
    pub first: String,
    /// Before the actions of a screen.
    pub actions: String,
    /// No action has that number or name; `{name}`.
    pub unknown: String,
    /// A text was typed where nothing takes one.
    pub nowhere: String,
    /// The screen lies over no other one.
    pub over_nothing: String,
    /// Between two parts of a line.
    pub joint: String,
    /// Between two lines that are said as one.
    pub stop: String,
    /// An entry has the keys; `{label}`.
    pub entry: String,
    /// A choice has the keys; `{label}`.
    pub choice: String,
    /// A row of a list has the keys; `{number}`, `{all}`.
    pub row: String,
    /// A line of a menu or another place has the keys.
    pub here: String,
    /// A button has the keys; `{label}`.
    pub button: String,
    /// It must be filled in.
    pub required: String,
    /// An entry for any text.
    pub text: String,
    /// An entry for digits or a code.
    pub code: String,
    /// An entry whose text is not shown.
    pub secret: String,
    /// The same, where the console can't keep a terminal from showing it.
    pub secret_shown: String,
    /// One of the options, by its number.
    pub one: String,
    /// Any of the options, by their numbers.
    pub many: String,
    /// A numbered option; `{number}`, `{label}`.
    pub option: String,
    /// What stands in it; `{value}`.
    pub now: String,
    /// Nothing stands in it.
    pub empty: String,
    /// Nothing of it is chosen.
    pub unchosen: String,
    /// That many characters of a secret; `{count}`.
    pub characters: String,
    /// A row with a mark.
    pub checked: String,
    /// A row without one.
    pub unchecked: String,
    /// A value under its heading; `{heading}`, `{value}`.
    pub cell: String,
    /// Before the digits that a fob shows.
    pub shows: String,
    /// Between what was and what is to be.
    pub becomes: String,
    /// Behind the part of a screen that is shown; `{label}`.
    pub open: String,
    /// The narrowing of a list.
    pub sieve: String,
}
