//! What the store refuses even a program that forgets the rules.

mod branch;
mod checking;
mod closing;
mod deciding;
mod persons;

use super::{Error, Kind, Store};
use crate::domain::policy;
use crate::domain::values::TokenId;
use crate::entropy::Repeatable;

/// A store with a contract, a token in each state and two users, one of them in the closed period until 2000.
fn furnished() -> Store {
    let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let tokens = [(1, "issued"), (2, "lost"), (3, "scrapped")].map(|(id, stock)| {
        format!(
            "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract, last_step)
             VALUES (x'{id:032}', 'Sample', '1000000{id}', 'sha1', 6, 60, 0, '{stock}', '1000001', 77);"
        )
    });
    let fill = "INSERT INTO contract (number, company, kana, sort_key, branch_code, branch_name, account, phone, start, version)
                VALUES ('1000001', 'x', 'x', 'x', '011', 'x', 'x', 'x', '2026-05-01', 1);
                INSERT INTO user (login_id, contract, name, kana, kind, operations, reopens_at)
                VALUES ('M', '1000001', 'x', 'x', 'master', 15, 2000), ('G', '1000001', 'x', 'x', 'general', 1, NULL);";
    store.connection.execute_batch(fill).unwrap();
    store.connection.execute_batch(&tokens.join("\n")).unwrap();
    store
}

/// The rule that the schema names when it refuses, or nothing when it does not.
fn refusal(store: &Store, statement: &str) -> Option<String> {
    let given = store.connection.execute_batch(statement);
    given.err().map(|error| error.to_string())
}

#[test]
fn lost_and_scrapped_are_for_ever_but_a_found_fob_is_scrapped_r15_1() {
    for (serial, to, refused) in [
        ("10000001", "lost", false),
        ("10000001", "scrapped", false),
        ("10000002", "issued", true),
        ("10000002", "in_stock", true),
        ("10000002", "scrapped", false),
        ("10000003", "issued", true),
        ("10000003", "in_stock", true),
        ("10000003", "lost", true),
    ] {
        let statement = format!("UPDATE token SET stock = '{to}' WHERE serial = '{serial}'");
        let told = refusal(&furnished(), &statement);
        assert_eq!(told.is_some(), refused, "R15.1: {serial} {to}");
        assert!(told.is_none_or(|told| told.contains("R15.1")), "{serial} {to}");
    }
}

#[test]
fn an_accepted_step_is_never_taken_back_r6_3() {
    for (step, refused) in [("76", true), ("NULL", true), ("77", false), ("78", false)] {
        let told = refusal(&furnished(), &format!("UPDATE token SET last_step = {step}"));
        assert_eq!(told.is_some(), refused, "R6.3: {step}");
        assert!(told.is_none_or(|told| told.contains("R6.3")), "{step}");
    }
}

/// One conditional UPDATE decides, whatever was read before it.
#[test]
fn a_step_that_is_not_later_than_the_last_is_not_used_r6_3() {
    let mut token = TokenId([0; 16]);
    token.0[15] = 1;
    let mut store = furnished();
    for (step, used) in [
        (77, false),
        (76, false),
        (78, true),
        (78, false),
        (80, true),
        (79, false),
    ] {
        let given = store.write(|tx| tx.use_step(token, step, 0));
        assert_eq!(
            given.map_err(|error: Error| error.to_string()),
            Ok(used),
            "R6.3: {step}"
        );
    }
}

#[test]
fn nobody_shortens_a_closed_period_and_only_a_registration_after_it_ends_it_r8_3() {
    let token = "(SELECT id FROM token WHERE serial = '10000001')";
    for (change, refused) in [
        ("reopens_at = 1999".to_owned(), true),
        ("reopens_at = NULL".to_owned(), true),
        (
            format!("reopens_at = NULL, token = {token}, registered_at = 1999"),
            true,
        ),
        (
            format!("reopens_at = NULL, token = {token}, registered_at = 2000"),
            false,
        ),
        ("reopens_at = 2001".to_owned(), false),
    ] {
        let told = refusal(&furnished(), &format!("UPDATE user SET {change} WHERE login_id = 'M'"));
        assert_eq!(told.is_some(), refused, "R8.3: {change}");
        assert!(told.is_none_or(|told| told.contains("R8.3")), "{change}");
    }
}

#[test]
fn who_is_revoked_is_logged_out_by_the_schema_r8_1() {
    let connection = furnished().connection;
    let sessions = "INSERT INTO session (key_hash, login_id, since, used_at) VALUES (zeroblob(32), 'G', 1, 1)";
    connection.execute_batch(sessions).unwrap();
    connection
        .execute_batch("UPDATE user SET reopens_at = 3000 WHERE login_id = 'G'")
        .unwrap();
    let left: i64 = connection
        .query_row("SELECT count(*) FROM session", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "R8.1");
}

#[test]
fn no_registration_stands_in_a_closed_period_r8_1() {
    let tie = "UPDATE user SET token = (SELECT id FROM token WHERE serial = '10000001'), registered_at = 1 WHERE login_id = 'M'";
    assert!(refusal(&furnished(), tie).is_some(), "R8.1");
}

/// [`furnished`] with who may get in, accounts, a payment that waits for two, and what was paid.
fn with_customers() -> Store {
    let store = furnished();
    let fill = "INSERT INTO access (login_id, rights, limits, accounts) VALUES ('M', '[]', '{}', '[]'), ('G', '[]', '{}', '[]');
                INSERT INTO contract (number, company, kana, sort_key, branch_code, branch_name, account, phone, start, version)
                VALUES ('1000002', 'x', 'x', 'x', '011', 'x', 'x', 'x', '2026-05-01', 1);
                INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract)
                VALUES (x'00000000000000000000000000000009', 'Sample', '10000009', 'sha1', 6, 60, 0, 'issued', '1000002');
                INSERT INTO account VALUES ('1000001', 'a', 100);
                INSERT INTO payment (id, contract, account, kind, content, amount, made_by, made_at, approver, final_approver, status)
                VALUES (zeroblob(16), '1000001', 'a', 'transfer', '{}', 10, 'G', 1, 'M', 'N', 'waiting_final');
                INSERT INTO movement VALUES ('1000001', 'a', 1, 1, 5, 100, 'x', NULL);
                INSERT INTO removed_user VALUES ('Gone', '1000001', 1);";
    store.connection.execute_batch(fill).unwrap();
    store
}

/// Each of these the program never does; the schema refuses it all the same.
#[test]
fn the_schema_refuses_what_no_use_case_does_r3_3_r5_3_r8_1() {
    let session = |who: &str, since: u32| {
        format!(
            "INSERT INTO session (key_hash, login_id, since, used_at) VALUES (zeroblob(32), '{who}', {since}, {since})"
        )
    };
    let tie = |id: u32| format!("UPDATE user SET token = x'{id:032}', registered_at = 1 WHERE login_id = 'G'");
    let paid = |what: &str| format!("UPDATE payment SET {what}");
    for (statement, refused) in [
        (session("M", 1_999), true),
        (session("M", 2_000), false),
        (session("G", 1), false),
        (format!("UPDATE access SET stopped = 1; {}", session("G", 1)), true),
        (tie(1), false),
        (tie(2), true),
        (tie(9), true),
        ("UPDATE user SET kind = 'admin' WHERE login_id = 'M'".into(), true),
        ("UPDATE user SET kind = 'admin' WHERE login_id = 'G'".into(), false),
        ("UPDATE user SET kind = 'master' WHERE login_id = 'G'".into(), true),
        ("UPDATE user SET contract = '1000002' WHERE login_id = 'G'".into(), true),
        ("DELETE FROM user WHERE login_id = 'G'".into(), true),
        ("INSERT INTO removed_user VALUES ('G', '1000001', 1); DELETE FROM user WHERE login_id = 'G'".into(), false),
        ("UPDATE removed_user SET login_id = 'x'".into(), true),
        ("DELETE FROM removed_user".into(), true),
        ("INSERT INTO user (login_id, contract, name, kana, kind, operations) VALUES ('gONE', '1000001', 'x', 'x', 'general', 0)".into(), true),
        ("INSERT INTO user (login_id, contract, name, kana, kind, operations) VALUES ('g', '1000002', 'x', 'x', 'general', 0)".into(), true),
        (paid("amount = 20"), true),
        (paid("final_approver = 'X'"), true),
        (paid("made_by = 'X'"), true),
        (paid("status = 'executed', receipt = 'r'"), true),
        (paid("status = 'executed', receipt = 'r', approved_at = 1"), false),
        (paid("status = 'executed', approved_at = 1"), true),
        (paid("status = 'void'; UPDATE payment SET status = 'waiting'"), true),
        ("DELETE FROM payment".into(), true),
        ("UPDATE movement SET amount = 6".into(), true),
        ("DELETE FROM movement".into(), true),
        ("UPDATE account SET balance = -1".into(), true),
    ] {
        let told = refusal(&with_customers(), &statement);
        assert_eq!(told.is_some(), refused, "{statement}: {told:?}");
    }
}

/// A request for a drift of 7 steps on what two codes said, waiting or done.
fn resync(status: &str, proof: &str, said: &str) -> String {
    let decided = if status == "done" {
        "'S001', 7, '20260601-0001'"
    } else {
        "NULL, NULL, NULL"
    };
    let (id, drift) = (format!("x'{:032}'", 1), said);
    format!(
        "PRAGMA foreign_keys = OFF; DROP TRIGGER request_begins_so;
         INSERT INTO proof (id, contract, token, by, at, drift) VALUES (x'abababababababababababababababab', '1000001', {id}, 'T001', 5, {drift});
         INSERT INTO request (id, contract, action, command, shown, digest, made_by, made_as, made_at, status, decided_by, decided_at,
                              receipt, check_id, branch)
         VALUES ({id}, '1000001', 'resync', '{{\"resync\":{{\"proof\":\"{proof}\"}}}}', '', zeroblob(32), 'T001', 'teller', 6, '{status}',
                 {decided}, {id}, '011');"
    )
}

#[test]
fn only_an_approved_request_moves_a_drift_by_more_than_a_step_r6_2_r6_5_r11_1() {
    let ours = "ab".repeat(16);
    let set = "UPDATE token SET drift = 7 WHERE serial = '10000001'";
    for (status, proof, said, refused) in [
        ("done", ours.as_str(), "7", false),
        ("done", ours.as_str(), "8", true),
        ("done", &"cd".repeat(16), "7", true),
        ("waiting", ours.as_str(), "7", true),
    ] {
        let store = furnished();
        store.connection.execute_batch(&resync(status, proof, said)).unwrap();
        let given = refusal(&store, set);
        assert_eq!(
            given.is_some_and(|text| text.contains("R6.5")),
            refused,
            "{status} {proof} {said}"
        );
    }
    let store = furnished();
    for (drift, refused) in [(1, false), (0, false), (-1, false), (1, true)] {
        let given = refusal(
            &store,
            &format!("UPDATE token SET drift = {drift} WHERE serial = '10000001'"),
        );
        assert_eq!(given.is_some(), refused, "{drift}");
    }
}
