//! What the staff are called.

use std::collections::BTreeMap;

/// What the staff of a store are called, by ID.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// How often the staff of that store were changed when they were read, where that is known.
    pub changes: Option<i64>,
    /// The names.
    pub names: BTreeMap<String, String>,
}
