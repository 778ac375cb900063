//! Upgrades: what was chained and sealed before is looked at, and the first sealing is told.

use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::open::tests::{create, location, old};
use crate::store::sqlite::{APPLICATION, Connection};
use crate::store::{Error, Flaw, Kind, Result, Store, files};

use super::VERSION;

#[test]
fn the_first_sealing_is_an_entry_that_says_it_and_binds_what_was_found_r12_6() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    old(&at);
    let (mut store, key) = Store::open(&at).unwrap();
    let trail = key.trail_key(store.id);
    assert!(!store.is_of_this_version().unwrap());
    store.upgrade(&trail, chrono::DateTime::UNIX_EPOCH, "tests").unwrap();
    assert!(store.is_of_this_version().unwrap());
    let entry = store.read(|tx| tx.entry(1)).unwrap().unwrap();
    let rows = store.read(|tx| -> Result<_> { Ok(tx.sealed_rows()?.0) }).unwrap();
    assert!(rows > 10, "{rows}");
    let told = entry.draft.detail;
    assert!(told.starts_with(&format!("1 > {VERSION} first_sealed ")), "{told}");
    assert!(
        store.read(|tx| tx.entry(2)).unwrap().is_none(),
        "no fob was there to be released"
    );
    let verified = store.verify(&trail, &key.seal_key(store.id)).unwrap();
    assert_eq!(verified.flaw, None);
    assert_eq!(verified.looked_at("rows"), rows);
}

#[test]
fn what_came_in_before_there_were_batches_is_released_by_the_upgrade_with_an_entry_r15_3() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    old(&at);
    let connection = Connection::open(&at.store).unwrap();
    let tokens = "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract) VALUES
        (x'00000000000000000000000000000001', 'Sample', '10000001', 'sha1', 6, 60, 0, 'in_stock', NULL),
        (x'00000000000000000000000000000002', 'Sample', '10000002', 'sha1', 6, 60, 0, 'issued', '1000001')";
    connection.execute_batch(tokens).unwrap();
    drop(connection);
    let (mut store, key) = Store::open(&at).unwrap();
    let trail = key.trail_key(store.id);
    store.upgrade(&trail, chrono::DateTime::UNIX_EPOCH, "tests").unwrap();
    let entry = store.read(|tx| tx.entry(2)).unwrap().unwrap().draft;
    assert_eq!(
        (entry.action.as_str(), entry.subject.as_str(), entry.detail.as_str()),
        ("release_batch", "1", "2 0 0")
    );
    let batch = store.read(|tx| tx.batch(1)).unwrap().unwrap();
    assert!(batch.released_at.is_some() && batch.released_by.is_none());
    assert_eq!(
        (batch.count, batch.waiting, batch.branch.as_str()),
        (2, 0, "011"),
        "nobody administers that store: where its teller and its supervisor work"
    );
    let verified = store.verify(&trail, &key.seal_key(store.id)).unwrap();
    assert_eq!(verified.flaw, None);
}

#[test]
fn released_fobs_lie_where_somebody_can_issue_and_move_them_r15_3_r15_9() {
    let lies_at = |staff: &[(&str, &str, u8)]| {
        let folder = tempfile::tempdir().unwrap();
        let at = location(folder.path());
        old(&at);
        let connection = Connection::open(&at.store).unwrap();
        let token = "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract) VALUES
            (x'00000000000000000000000000000001', 'Sample', '10000001', 'sha1', 6, 60, 0, 'in_stock', NULL)";
        connection.execute_batch(token).unwrap();
        // Those of the store have gone.
        connection.execute_batch("UPDATE staff SET locked = 1").unwrap();
        for (number, (role, branch, locked)) in staff.iter().enumerate() {
            let member = format!(
                "INSERT INTO staff (id, name, role, branch_code, branch_name, password, locked)
                 VALUES ('X{number:03}', '見本', '{role}', '{branch}', '見本店', '$argon2id$', {locked})"
            );
            connection.execute_batch(&member).unwrap();
        }
        drop(connection);
        let (mut store, key) = Store::open(&at).unwrap();
        let trail = key.trail_key(store.id);
        store.upgrade(&trail, chrono::DateTime::UNIX_EPOCH, "tests").unwrap();
        let batch = store.read(|tx| tx.batch(1)).unwrap().unwrap();
        batch.branch.to_string()
    };
    let (teller, head) = (("teller", "019", 0), ("administrator", "001", 0));
    // Where the store is administered, if somebody there may issue and move fobs.
    assert_eq!(lies_at(&[head, ("supervisor", "001", 0), teller, teller]), "001");
    // Otherwise, and without an administrator, where most of those are.
    assert_eq!(lies_at(&[head, ("supervisor", "012", 0), teller, teller]), "019");
    assert_eq!(lies_at(&[("supervisor", "012", 0), teller]), "012");
    assert_eq!(
        lies_at(&[("supervisor", "012", 1), ("auditor", "002", 0), teller]),
        "019"
    );
    // Where nobody may, where anybody is who can be given that work.
    assert_eq!(lies_at(&[head, ("auditor", "002", 0)]), "001");
}

#[test]
fn an_older_trail_that_is_not_whole_is_not_sealed_anew_r12_6() {
    for (edit, code) in [
        ("UPDATE trail_head SET count = 1", "E3012"),
        ("UPDATE trail_head SET mac = zeroblob(32)", "E3012"),
        (
            "DROP TRIGGER trail_in_order; INSERT INTO trail (seq, at, actor, terminal, action, subject, result, detail, mac)
               VALUES (1, 0, 'X', 't', 'unlock', '', 'done', '', zeroblob(32));
             CREATE TRIGGER trail_in_order BEFORE INSERT ON trail WHEN new.seq IS NOT (SELECT count FROM trail_head) + 1
               BEGIN SELECT RAISE(ABORT, 'x'); END",
            "E2021",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let at = location(folder.path());
        old(&at);
        let connection = Connection::open(&at.store).unwrap();
        connection.execute_batch(edit).unwrap();
        drop(connection);
        let opened = Store::open(&at).and_then(|(mut store, key)| {
            let trail = key.trail_key(store.id);
            store.upgrade(&trail, chrono::DateTime::UNIX_EPOCH, "tests")
        });
        match opened {
            Err(Error::NotUpgraded(flaw)) => assert_eq!(flaw.code(), code, "{edit}"),
            Err(other) => assert_eq!(other.code(), code, "{edit}"),
            Ok(given) => panic!("{edit}: {given:?}"),
        }
        let connection = Connection::open(&at.store).unwrap();
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version, 1, "it is as it was");
    }
}

/// Whoever has the file writes its rows into one of an older version, changes what they like, and waits for the first sealing.
#[test]
fn a_store_that_was_made_to_look_older_is_not_sealed_as_found_r12_6() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let (mut store, key) = create(&at).unwrap();
    let trail = key.trail_key(store.id);
    let draft = crate::store::Draft::new(chrono::DateTime::UNIX_EPOCH, "K001", "tests", "login");
    store.write(|tx| tx.append(&trail, draft)).unwrap();
    store.close().unwrap();
    let newer = at.store.with_extension("newer");
    std::fs::rename(&at.store, &newer).unwrap();
    drop(files::new_file(&at.store, 0o600).unwrap());
    let older = Connection::open(&at.store).unwrap();
    for statement in super::statements(3) {
        older.execute_batch(statement).unwrap();
    }
    let names = |sql: &str| -> Vec<String> {
        let mut statement = older.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(rusqlite::Result::unwrap).collect()
    };
    let triggers = names("SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
    for name in names("SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
        older.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    older.execute("ATTACH ?1 AS newer", [newer.to_str().unwrap()]).unwrap();
    for table in ["meta", "trail", "trail_head"] {
        let columns = names(&format!("SELECT name FROM pragma_table_info('{table}')")).join(", ");
        let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}");
        older.execute_batch(&copy).unwrap();
    }
    older.execute_batch(&triggers.join(";")).unwrap();
    older
        .execute_batch(&format!(
            "UPDATE meta SET policy = policy || ' '; DETACH newer;
             PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 3"
        ))
        .unwrap();
    drop(older);
    let (mut store, _) = Store::open(&at).unwrap();
    let upgraded = store.upgrade(&trail, chrono::DateTime::UNIX_EPOCH, "tests");
    assert!(
        matches!(upgraded, Err(Error::NotUpgraded(Flaw::Changed(1)))),
        "its entries hold what was sealed: {upgraded:?}"
    );
    assert!(!store.is_of_this_version().unwrap());
}

/// What an upgrade asks before it seals anew, of a store that has seals.
#[test]
fn what_was_sealed_is_looked_at_before_it_is_sealed_anew_r12_6() {
    let (store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let trail = key.trail_key(store.id);
    let flaw = |store: &Store| store.read(|tx| tx.first_flaw(&trail)).unwrap();
    assert_eq!(flaw(&store), None);
    store
        .connection
        .execute_batch("UPDATE meta SET policy = policy || ' '")
        .unwrap();
    let (part, key) = ("meta".to_owned(), "1".to_owned());
    assert_eq!(flaw(&store), Some(Flaw::Row { part, key }));
}
