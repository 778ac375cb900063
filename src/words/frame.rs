//! Words of the frame around every screen.

use serde::Deserialize;

/// What the frame of the console says, whatever the screen in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameWords {
    /// F1 on the bar.
    pub help: String,
    /// F3 on the bar.
    pub exit: String,
    /// F12 on the bar.
    pub cancel: String,
    /// F6 in help, where another side stands beside this one.
    pub turn: String,
    /// The branch's side, where the customer's stands beside it.
    pub branch_side: String,
    /// The customer's side.
    pub customer_side: String,
    /// The mark of a training store.
    pub training: String,
    /// Severity of something to know.
    pub severity_info: String,
    /// Severity of something that worked.
    pub severity_good: String,
    /// Severity of something to look at.
    pub severity_warn: String,
    /// Severity of something refused.
    pub severity_bad: String,
    /// A key without a meaning here; `{key}`.
    pub undefined_key: String,
    /// A key that is off; `{key}`, `{reason}`.
    pub key_off: String,
    /// What Esc waits for.
    pub escape: String,
    /// A change is running; keys wait for it.
    pub running: String,
    /// The terminal is too small; `{columns}`, `{rows}` as they are, `{need_columns}`, `{need_rows}`.
    pub too_small: String,
    /// Heading of help; `{id}`.
    pub help_title: String,
    /// Heading of the keys in help.
    pub help_keys: String,
    /// Heading of the focused field in help.
    pub help_field: String,
    /// Heading of the last message in help.
    pub help_message: String,
    /// Heading of cause and remedy, and F1 on the bar of help after a message.
    pub help_remedy: String,
    /// A message without cause and remedy.
    pub help_no_remedy: String,
    /// What works on every screen, one a line.
    pub help_everywhere: String,
    /// Heading of what works on every screen.
    pub help_everywhere_title: String,
    /// Heading of the palette.
    pub palette_title: String,
    /// The hint of the palette.
    pub palette_hint: String,
    /// The program may not be stopped here.
    pub no_suspend: String,
    /// The key that narrows a list, on the bar.
    pub sieve_key: String,
    /// Before what a list is narrowed to.
    pub sieve: String,
    /// How many rows of a list are to be seen; `count`, `all`.
    pub sieve_count: String,
    /// The same where not all rows were read; `count`, `all`.
    pub sieve_count_more: String,
    /// The keys that end typing what is looked for.
    pub sieve_keys: String,
    /// The key that shows all rows again.
    pub sieve_kept: String,
    /// No row holds what is typed, so that a key is not taken.
    pub sieve_none: String,
    /// The last row that held what is looked for is gone.
    pub sieve_lapsed: String,
    /// Heading of the jump box.
    pub jump_title: String,
    /// The hint of the jump box.
    pub jump_hint: String,
    /// F10 in the jump box and the palette.
    pub go: String,
    /// The jump box knows no such screen; `{id}`.
    pub jump_unknown: String,
    /// The title of the question before the program ends.
    pub quit_title: String,
    /// That question, where nothing typed is lost.
    pub quit_question: String,
    /// The button that ends it.
    pub quit_yes: String,
    /// Heading of the question before a filled form is left.
    pub leave_title: String,
    /// The question before a filled form is left.
    pub leave_question: String,
    /// The same where one goes back from a case that would otherwise stay as a draft.
    pub leave_draft: String,
    /// The button that leaves.
    pub leave_yes: String,
    /// Heading of the question before a filled form is left that is kept as a draft.
    pub keep_title: String,
    /// The question before a filled form is left that is kept as a draft.
    pub keep_question: String,
    /// The same where what stands in front of it is not kept.
    pub keep_some: String,
    /// The button that keeps and leaves.
    pub keep_yes: String,
    /// The hint of a question with two buttons.
    pub confirm_hint: String,
    /// A field that must be filled in is empty; `{field}`.
    pub required: String,
    /// The hint of a list or of help: how to move.
    pub move_hint: String,
    /// The terminal has no kanji, so that everything is in English.
    pub no_kanji: String,
    /// Standard input or output is no terminal.
    pub no_terminal: String,
    /// The terminal refused; `{error}`.
    pub terminal_failed: String,
}
