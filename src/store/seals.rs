//! The state is bound (R12.6): every row of every table that is not on the list of unsealed ones is sealed with a key of the
//! store.
//!
//! The seal of a row is an HMAC over its table and all its columns. Seals are added up, so that a change takes one away and
//! adds another, however many rows there are: to a sum for each *group* — a contract's case is one, and most other rows are
//! one each —, to a sum for each table, and to one for the whole. Each sum stands in the store behind a mask that only the
//! key makes and that is never made twice. Every entry of the trail holds the sum of the whole as it stood with it, so what
//! was set back, put in or taken out past the program is found, though its own seal be a true one.
//!
//! Nobody who writes has to think of it: what a statement changed is seen from below (`sqlite/watch.rs`), and settled once
//! before the entry. A row that was changed past the program stays wrong, whatever the program changes of it later.

mod meet;
mod prove;
mod settle;
mod table;
mod whole;

use super::changes::Sum;
use super::keys::StateKey;
pub(super) use prove::Foreign;
pub(super) use table::{Columns, Table};

/// What a row is sealed with, besides its table and the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// With nothing: it is a group of its own, by its primary key.
    Itself,
    /// With the case of the contract whose number this column has.
    Contract(&'static str),
    /// With the case of the contract of the user whose login ID this column has.
    User(&'static str),
    /// With the case of the contract that this column names, or by itself while it names none.
    ContractOrItself(&'static str),
    /// With its table alone.
    Table,
}

use Belongs::{Contract, ContractOrItself, Itself, User};

/// The sealed tables, and what their rows are sealed with. What may not be missing stands in the case; what is safer
/// missing than there stands by itself.
pub(super) const SEALED: &[(&str, Belongs)] = &[
    ("access", User("login_id")),
    ("account", Itself),
    ("address", Itself),
    ("approval_mode", Contract("contract")),
    ("batch", Itself),
    ("branch_day", Belongs::Table),
    ("caution", Contract("contract")),
    ("charge", Itself),
    ("clock_confirmed", Belongs::Table),
    ("code_failure", Belongs::Table),
    ("code_question", Belongs::Table),
    ("contract", Contract("number")),
    ("count_difference", Belongs::Table),
    ("countersign", Itself),
    ("customer_password", Itself),
    ("draft", Itself),
    ("expiry_told", Belongs::Table),
    ("identity_check", Itself),
    ("issue", Contract("contract")),
    ("load", Itself),
    ("login_wait", Itself),
    ("meta", Itself),
    ("movement", Itself),
    ("note", Itself),
    ("notice", Itself),
    ("payment", Itself),
    ("proof", Itself),
    ("receipt_day", Itself),
    ("removed_user", Itself),
    ("request", Itself),
    ("seed", Belongs::Table),
    ("session", Itself),
    ("spent_step", Belongs::Table),
    ("staff", Itself),
    ("stock_count", Belongs::Table),
    ("stock_move", Belongs::Table),
    ("taken_over", Belongs::Table),
    ("token", ContractOrItself("contract")),
    ("trail_word", Belongs::Table),
    ("two_administrators", Itself),
    ("unseen_matter", Belongs::Table),
    ("unseen_result", Belongs::Table),
    ("user", Contract("contract")),
];

/// The tables that are not sealed, each with its reason.
#[cfg(test)]
pub(super) const UNSEALED: &[(&str, &str)] = &[
    ("sitting", "who sits where is told, and decides nothing"),
    (
        "stranger",
        "how often one entry tells of unknown login IDs; it decides nothing else",
    ),
    (
        "key_ring",
        "its keys are sealed with the key of the file, which opens nothing else",
    ),
    (
        "named",
        "when names were indexed: what they lead to is read from sealed tables",
    ),
    ("search", "an index: what it finds is read from sealed tables"),
    ("state", "the sum of the whole: it has a seal of its own"),
    ("state_group", "the sums of groups: each is what it seals"),
    ("state_table", "the sums of tables: each is what it seals"),
    ("trail", "its entries are chained, each sealed over the one before it"),
    ("trail_head", "it has a seal of its own"),
];

/// The group of the cases of contracts.
pub(super) const CASE: &str = "case";

/// What seals, and knows again, the rows of a store.
#[derive(Debug)]
pub(super) struct Sealer {
    key: StateKey,
    tables: Vec<Table>,
    /// One question for all rows of a contract's case, and for what they were sealed with.
    case: String,
}

impl Sealer {
    /// With the columns that the tables of the file have.
    pub(super) fn new(key: StateKey, columns: &Columns) -> Self {
        let tables = SEALED
            .iter()
            .filter_map(|(name, belongs)| Table::new(name, *belongs, columns.get(*name)?));
        let tables: Vec<_> = tables.collect();
        let case = meet::of_case(&tables);
        Self { key, tables, case }
    }

    /// The sealed tables.
    pub(super) fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The place of a table among them.
    fn place(&self, name: &str) -> Option<usize> {
        self.tables.binary_search_by_key(&name, |table| table.name).ok()
    }

    /// What hides a sum in the store: made of everything beside it, so it holds that too.
    fn mask(&self, kind: &str, part: &str, key: &str, numbers: [i64; 3]) -> Sum {
        let mut message = Vec::with_capacity(96);
        for text in ["mask", kind, part, key] {
            table::put(&mut message, b't', text.as_bytes());
        }
        for number in numbers {
            message.extend(number.to_le_bytes());
        }
        Sum::from(self.key.mac(&message))
    }
}

#[cfg(test)]
mod tests;
