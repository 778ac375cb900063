//! Words of 端末診断: TKNR003 and `doctor`.

use serde::Deserialize;

/// What 端末診断 says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiagnosisWords {
    /// Heading of what is known of the terminal.
    pub terminal: String,
    /// Its kind.
    pub kind: String,
    /// Its columns and rows.
    pub size: String,
    /// Whether tmux or screen stands between.
    pub shared: String,
    /// tmux or screen stands between.
    pub is_shared: String,
    /// Nothing stands between.
    pub is_alone: String,
    /// How wide characters of ambiguous width are.
    pub ambiguous: String,
    /// So many columns, as the terminal answered; `{columns}`.
    pub answered: String,
    /// So many columns, as an option says; `{columns}`.
    pub asked_for: String,
    /// It was not asked, or did not answer.
    pub silent: String,
    /// Language and characters of the system.
    pub locale: String,
    /// The versions of program, database and store.
    pub version: String,
    /// Where the store stands.
    pub store: String,
    /// Where its key stands.
    pub key: String,
    /// Nothing is set.
    pub nothing: String,
    /// Heading of the samples.
    pub samples: String,
    /// What is right about the samples.
    pub samples_right: String,
    /// Names of the samples: half-width kana.
    pub half_width: String,
    /// Kanji.
    pub kanji: String,
    /// Latin letters and digits.
    pub latin: String,
    /// Colours by role.
    pub colours: String,
    /// Heading of the keys and the field.
    pub input: String,
    /// The field in which an input method can be tried.
    pub field: String,
    /// Help for it.
    pub field_hint: String,
    /// The keys that arrived.
    pub keys: String,
    /// F4: begin the test of the keys.
    pub test: String,
    /// Help during the test of the keys.
    pub test_hint: String,
    /// A paste of so many characters; `{count}`.
    pub pasted: String,
    /// No key of the program.
    pub unknown: String,
}
