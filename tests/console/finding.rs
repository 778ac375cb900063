//! Logging in, the menu, finding a customer, and the contract (TLGI001, TTOP001, TKSK001, TKSK002).

use crate::support::Counter;

#[test]
fn the_login_screen_stands_first() {
    let counter = Counter::closed();
    assert!(counter.row(1).ends_with("TLGI001"), "{}", counter.screen());
}
