//! What verification can find to be bad, each with its number.

use serde::Serialize;

use crate::store::seals::Foreign;

/// The first bad thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// This entry was changed, moved or inserted.
    Changed(u64),
    /// The entry of this number is not there.
    Missing(u64),
    /// The head of the trail was changed, or entries after this one were cut off.
    Head(u64),
    /// This entry says that something was accepted at a moment before its mark (R2.4, R2.5).
    Early(u64),
    /// Something of the schema is not what the program makes.
    Schema(String),
    /// The file is damaged.
    File(String),
    /// A row of this table refers to one that is not there.
    Reference(String),
    /// A row was changed, put in or taken out past the program.
    Row {
        /// Of which table, or of the case of a contract.
        part: String,
        /// Which.
        key: String,
    },
    /// Rows of this table were set back to what they once were.
    SetBack(String),
    /// The sum of the state is not the one that the last entry holds.
    State,
    /// The sealed seed of the token with this serial does not open.
    Seed(String),
}

impl Flaw {
    /// The number of its message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Changed(_) => "E3010",
            Self::Missing(_) => "E3011",
            Self::Head(_) => "E3012",
            Self::Early(_) => "E1229",
            Self::Row { .. } => "E2020",
            Self::Schema(_) => "E2021",
            Self::SetBack(_) => "E2022",
            Self::State => "E2023",
            Self::File(_) => "E2024",
            Self::Reference(_) => "E2025",
            Self::Seed(_) => "E2026",
        }
    }

    /// What fills the places of its message.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let what = |what: &str| ("what", what.to_owned());
        match self {
            Self::Changed(entry) | Self::Missing(entry) | Self::Head(entry) | Self::Early(entry) => {
                vec![("entry", entry.to_string())]
            }
            Self::Row { part, key } => vec![what(&format!("row_{part}")), ("key", key.clone())],
            Self::SetBack(part) | Self::Reference(part) => vec![what(&format!("row_{part}"))],
            Self::Schema(name) | Self::File(name) => vec![what(name)],
            Self::Seed(serial) => vec![("serial", serial.clone())],
            Self::State => vec![],
        }
    }

    /// Every number with the names of its facts.
    pub const PLACES: &[(&str, &[&str])] = &[
        ("E3010", &["entry"]),
        ("E3011", &["entry"]),
        ("E3012", &["entry"]),
        ("E1229", &["entry"]),
        ("E2020", &["what", "key"]),
        ("E2021", &["what"]),
        ("E2022", &["what"]),
        ("E2023", &[]),
        ("E2024", &["what"]),
        ("E2025", &["what"]),
        ("E2026", &["serial"]),
    ];

    /// The rule that it breaks.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Changed(_) | Self::Missing(_) | Self::Head(_) => "R12.2",
            Self::Early(_) => "R2.5",
            _ => "R12.6",
        }
    }

    /// The entry that is bad, where one is.
    pub fn entry(&self) -> Option<u64> {
        match self {
            Self::Changed(entry) | Self::Early(entry) => Some(*entry),
            _ => None,
        }
    }
}

impl From<Foreign> for Flaw {
    fn from(foreign: Foreign) -> Self {
        match foreign {
            Foreign::Row(part, key) => Self::Row { part, key },
            Foreign::SetBack(part) => Self::SetBack(part),
            Foreign::Whole => Self::State,
        }
    }
}
