//! Words of the pages that show a scenario, and of the command that writes them.

use serde::Deserialize;

/// What stands around the pictures of a scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// A picture back.
    pub previous: String,
    /// A picture on.
    pub next: String,
    /// Before anything was done.
    pub start: String,
    /// Before the keys that led to a picture.
    pub keys: String,
    /// What was written; `{screens}`, `{pages}`, `{folder}`.
    pub written: String,
}
