//! Words of TKSH002, where scenarios are practised.

use serde::Deserialize;

use super::Lang;

/// What TKSH002 says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeWords {
    /// The language in which scenarios are told.
    pub lang: Lang,
    /// The path in row 1.
    pub title: String,
    /// The heading of the titles.
    pub scenario: String,
    /// The heading of the sections of the manual.
    pub manual: String,
    /// What to do while choosing.
    pub choose: String,
    /// How practice goes.
    pub how: String,
    /// F5 of TKSH001.
    pub open: String,
    /// F10.
    pub begin: String,
    /// F2.
    pub ask_hint: String,
    /// F4.
    pub restart: String,
    /// F9.
    pub back: String,
    /// F11.
    pub end: String,
    /// The hint of a step; `{hint}`.
    pub hint: String,
    /// A step was ticked off; `{step}`.
    pub step_done: String,
    /// The last one was.
    pub finished: String,
    /// A scenario played itself to its end.
    pub shown: String,
    /// A wrong turn; `{rule}`, `{why}`.
    pub wrong_turn: String,
    /// A fob; `{serial}`, `{code}`, `{seconds}`.
    pub fob: String,
    /// The sheet; `{done}`, `{of}`, `{wrong}`, `{hints}`, `{minutes}`.
    pub sheet: String,
}
