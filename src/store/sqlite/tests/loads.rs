//! `SQLite`'s alone: no statement sees a load that nobody sees. Whatever reads contracts, users or tokens leaves those of such a
//! load out, or stands on a list with the reason why it may see them.

use std::collections::BTreeSet;

use super::plans::forms;
use super::said::statements;
use crate::store::loads::UNSEEN;

/// The tables whose rows a load brings in.
const OF_LOADS: [&str; 6] = ["contract", "\"user\"", "token", "access", "seed", "search"];

/// What stands in a statement that sees all there is, in which file, and why it may.
const SEES_ALL: &[(&str, &str, &str)] = &[
    ("arrivals.rs", "SELECT ", "the load's own, and what is there already"),
    (
        "loads.rs",
        "FROM contract WHERE slot >= ?1 AND load = ?2",
        "the load's own, to be shown or swept out",
    ),
    (
        "loads.rs",
        "FROM token WHERE id >= ?1 AND id <= ?2 AND load = ?3",
        "the load's own, to be swept out",
    ),
    ("seals/table.rs", "SELECT ", "a seal is of every row"),
    ("seals/meet.rs", "FROM state_group", "a seal is of every row"),
    (
        "seals/settle.rs",
        "SELECT contract FROM \"user\"",
        "a seal is of every row",
    ),
    (
        "users.rs",
        "SELECT 1 FROM \"user\"",
        "a login ID is given once, also by a load that nobody sees",
    ),
    ("tokens.rs", "FROM token JOIN seed", "a verification opens every seed"),
    ("tokens.rs", "FROM seed JOIN token", "a rotation seals every seed anew"),
    (
        "tokens.rs",
        "FROM token WHERE contract = ?1",
        "of a contract that was seen",
    ),
    ("tokens.rs", "SELECT 1 FROM token WHERE id", "of a token that was seen"),
    (
        "handling.rs",
        "FROM \"user\" WHERE token = ?1",
        "of a token that was seen",
    ),
    (
        "charges.rs",
        "FROM charge JOIN token",
        "a fob that was issued for a fee was seen",
    ),
    ("tokens.rs", "SELECT sealed FROM seed", "of a token that was seen"),
    ("contracts.rs", "SELECT login_id, name", "of a contract that was seen"),
    (
        "finds.rs",
        "SELECT slot FROM contract WHERE number = ?1",
        "of a contract that was seen",
    ),
    (
        "finds.rs",
        "SELECT contract FROM token",
        "a part of a statement that leaves them out",
    ),
    (
        "finds.rs",
        "SELECT contract FROM \"user\"",
        "a part of a statement that leaves them out",
    ),
    (
        "figures.rs",
        "SELECT count(*) FROM token WHERE suspended_at",
        "a token in stock is suspended by nobody",
    ),
    ("figures.rs", "SELECT count(*) FROM \"user\"", "a load closes nobody"),
    (
        "pouring.rs",
        "SELECT coalesce(max(slot), 0) + 1 FROM contract",
        "the next slot of all, whoever has the one before",
    ),
    (
        "figures.rs",
        "SELECT min(at)",
        "a moment too early has the figures looked at once more",
    ),
    (
        "figures.rs",
        "SELECT count(*) FROM contract",
        "less those that nobody sees",
    ),
    ("notices.rs", "FROM notice JOIN contract", "of a contract that was seen"),
    (
        "notices.rs",
        "SELECT login_id, mail FROM \"user\"",
        "of a contract that was seen",
    ),
    (
        "sessions.rs",
        "SELECT login_id, contract",
        "of a user who has logged in",
    ),
    ("drafts.rs", "SELECT ", "of a contract that was seen"),
    (
        "access.rs",
        "SELECT login_id FROM \"user\" JOIN customer_password",
        "of a contract that was seen",
    ),
    (
        "access.rs",
        "WHERE paused_until > ?1",
        "of a user who has tried to log in",
    ),
];

fn reads_what_loads_bring(statement: &str) -> bool {
    let words: Vec<&str> = statement.split([' ', '\n', '(', ')', ',']).collect();
    words
        .windows(2)
        .any(|pair| ["FROM", "JOIN"].contains(&pair[0]) && OF_LOADS.contains(&pair[1]))
}

#[test]
fn no_statement_sees_a_load_that_nobody_sees_but_those_that_are_listed() {
    let run = super::plans::run();
    let (mut used, mut unseen) = (BTreeSet::new(), Vec::new());
    for said in statements() {
        for statement in forms(&said, &run) {
            if !statement.starts_with("SELECT ") && !statement.starts_with("WITH ") {
                continue;
            }
            let leaves_out = statement.contains(UNSEEN);
            if !reads_what_loads_bring(statement) || leaves_out {
                continue;
            }
            let listed = SEES_ALL
                .iter()
                .position(|(file, part, _)| said.file == *file && statement.contains(part));
            match listed {
                Some(place) => {
                    used.insert(place);
                }
                None => unseen.push(format!("{}: {statement}", said.file)),
            }
        }
    }
    assert!(unseen.is_empty(), "they see what nobody sees: {unseen:#?}");
    let left: Vec<_> = (0..SEES_ALL.len()).filter(|place| !used.contains(place)).collect();
    assert!(
        left.is_empty(),
        "listed, but not said any more: {:?}",
        left.iter().map(|at| SEES_ALL[*at]).collect::<Vec<_>>()
    );
}
