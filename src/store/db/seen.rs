//! What was said to the engine in a test: the statements of this thread.

use std::cell::RefCell;
use std::collections::BTreeSet;

thread_local! {
    static SEEN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Notes a statement.
pub(super) fn note(sql: &str) {
    SEEN.with_borrow_mut(|seen| {
        if !seen.contains(sql) {
            seen.insert(sql.to_owned());
        }
    });
}

/// All that were noted, and forgets them.
pub(in crate::store) fn take() -> BTreeSet<String> {
    SEEN.take()
}
