//! What the schema refuses of a contract that is closed (R16.1).

use super::{furnished, refusal};
use crate::store::Store;

const CLOSE: &str = "UPDATE contract SET closed = '2026-06-01' WHERE number = '1000001';";
const TIE: &str =
    "UPDATE user SET token = (SELECT id FROM token WHERE serial = '10000001'), registered_at = 1 WHERE login_id = 'G';";
const LOGIN: &str = "INSERT INTO session (key_hash, login_id, since, used_at) VALUES (zeroblob(32), 'G', 5000, 5000);";
const STOCKED: &str = "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, branch)
    VALUES (x'00000000000000000000000000000009', 'Sample', '10000009', 'sha1', 6, 60, 0, 'in_stock', '011');";

fn sessions(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM session";
    store.connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_contract_ends_once_and_nothing_begins_there_any_more_r16_1() {
    for (statements, refused) in [
        (vec![CLOSE], false),
        (vec![CLOSE, CLOSE], false),
        (vec![TIE, CLOSE], true),
        (vec![CLOSE, "UPDATE contract SET closed = NULL"], true),
        (vec![CLOSE, "UPDATE contract SET closed = '2026-06-02'"], true),
        (vec![CLOSE, TIE], true),
        (vec![CLOSE, LOGIN], true),
        (
            vec![
                STOCKED,
                CLOSE,
                "UPDATE token SET stock = 'issued', contract = '1000001' WHERE serial = '10000009'",
            ],
            true,
        ),
    ] {
        let store = furnished();
        let told = statements.iter().find_map(|statement| refusal(&store, statement));
        assert_eq!(told.is_some(), refused, "R16.1: {statements:?} {told:?}");
        assert!(told.is_none_or(|told| told.contains("R16.1")), "{statements:?}");
    }
}

#[test]
fn who_is_logged_in_when_the_contract_ends_is_out_r16_1() {
    let store = furnished();
    assert_eq!(refusal(&store, LOGIN), None);
    assert_eq!(sessions(&store), 1);
    assert_eq!(refusal(&store, CLOSE), None);
    assert_eq!(sessions(&store), 0);
}
