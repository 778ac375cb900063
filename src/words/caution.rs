//! Words about cautions on contracts (R10.5): the same wherever one is shown.

use serde::Deserialize;

/// What is said about cautions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CautionWords {
    /// Before a contract on which one stands: a mark and a word, told apart without colours.
    pub mark: String,
    /// The name of the row.
    pub name: String,
    /// That one stands and what follows; `{at}`.
    pub stands: String,
    /// Failed checks of the day; `{count}`, `{limit}`.
    pub failed_today: String,
    /// A failed check raised one.
    pub raised: String,
    /// The key that lifts it.
    pub lift: String,
    /// Title of the layer with the reason.
    pub lift_title: String,
    /// The reason.
    pub reason: String,
    /// Help for it.
    pub reason_hint: String,
    /// The question before.
    pub question: String,
    /// The key is off: the own check raised it.
    pub off_own: String,
    /// It was lifted.
    pub lifted: String,
    /// The command line says that it was lifted; `{contract}`.
    pub lifted_line: String,
    /// Heading of what a contract went through lately.
    pub past: String,
    /// Nothing to show there.
    pub past_none: String,
    /// A row of it; `{at}`, `{deed}`, `{subject}`, `{result}`, `{actor}`.
    pub past_row: String,
    /// The result of a check that failed.
    pub past_failed: String,
}
