//! `SQLite`'s alone: how a store's file is made, opened, refused and upgraded.

use std::os::unix::fs::PermissionsExt;

use rusqlite::config::DbConfig;

use super::*;
use crate::domain::approval::Status;
use crate::domain::policy;
use crate::domain::values::RequestId;
use crate::entropy::Repeatable;
use crate::store::sqlite::{APPLICATION, connect};

pub(in crate::store) fn location(folder: &Path) -> Location {
    Location {
        store: folder.join("data/madoguchi.db"),
        key: folder.join("keys/madoguchi.key"),
    }
}

pub(in crate::store) fn create(at: &Location) -> Result<(Store, KeyFile)> {
    Store::create(at, Kind::Live, policy::DEFAULT, &mut Repeatable(3))
}

#[test]
fn one_open_sets_everything() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    create(&at).unwrap();
    let (store, _) = Store::open(&at).unwrap();
    let value = |name| {
        store
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
    };
    for (name, expected) in [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("mmap_size", 0),
        ("synchronous", 2),
        ("wal_autocheckpoint", 8_000),
        ("cache_size", -2_000),
        ("application_id", APPLICATION),
        ("user_version", VERSION),
    ] {
        assert_eq!(value(name).unwrap(), expected.into(), "{name}");
    }
    assert_eq!(value("journal_mode").unwrap(), "wal".to_owned().into());
    assert!(store.connection.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
    assert_eq!(store.kind(), Kind::Live);
    let lax: i64 = store
        .connection
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(lax, 0, "every table of ours is STRICT");
}

#[test]
fn the_store_and_its_companions_are_for_their_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let (mut store, _) = create(&at).unwrap();
    store.write(|tx| tx.set_policy(policy::DEFAULT)).unwrap();
    let bits = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let data = at.store.parent().unwrap();
    assert_eq!((bits(data), bits(at.key.parent().unwrap())), (0o700, 0o700));
    let files: Vec<_> = std::fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(files.len() >= 3, "store, WAL and shared memory: {files:?}");
    assert!(files.iter().all(|file| bits(file) == 0o600), "{files:?}");
}

#[test]
fn what_is_no_store_of_ours_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let code = |result: Result<(Store, KeyFile)>| result.err().map(|error| error.code());
    assert_eq!(code(Store::open(&at)), Some("E2001"));
    drop(create(&at).unwrap());
    assert_eq!(code(create(&at)), Some("E2002"));
    assert_eq!(code(Store::open(&at)), None);

    let set = |pragma: &str| Connection::open(&at.store).unwrap().execute_batch(pragma).unwrap();
    set(&format!("PRAGMA user_version = {}", VERSION + 1));
    assert_eq!(code(Store::open(&at)), Some("E2004"));
    set(&format!("PRAGMA user_version = {VERSION}; PRAGMA application_id = 7"));
    assert_eq!(code(Store::open(&at)), Some("E2003"));
    set(&format!("PRAGMA application_id = {APPLICATION}"));

    let mode = |bits| std::fs::set_permissions(&at.store, std::fs::Permissions::from_mode(bits)).unwrap();
    mode(0o640);
    assert_eq!(code(Store::open(&at)), Some("E2005"));
    mode(0o600);
    let data = at.store.parent().unwrap();
    let (link, away) = (
        data.join("link.db"),
        Location {
            store: data.join("link.db"),
            key: at.key.clone(),
        },
    );
    std::os::unix::fs::symlink(&at.store, link).unwrap();
    assert_eq!(code(Store::open(&away)), Some("E2005"));
    std::fs::write(
        data.join("text.db"),
        "no store, but long enough to be looked at\n".repeat(100),
    )
    .unwrap();
    std::fs::set_permissions(data.join("text.db"), std::fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(
        code(Store::open(&Location {
            store: data.join("text.db"),
            key: at.key.clone()
        })),
        Some("E2003")
    );

    let foreign = Location {
        store: data.join("foreign.db"),
        key: at.key.clone(),
    };
    Connection::open(&foreign.store)
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    std::fs::set_permissions(&foreign.store, std::fs::Permissions::from_mode(0o600)).unwrap();
    let before = std::fs::read(&foreign.store).unwrap();
    assert_eq!(code(Store::open(&foreign)), Some("E2003"));
    assert_eq!(
        std::fs::read(&foreign.store).unwrap(),
        before,
        "not a byte of it was changed"
    );

    let other = Location {
        store: folder.path().join("b/x.db"),
        key: folder.path().join("c/x.key"),
    };
    let _ = Store::create(&other, Kind::Training, policy::DEFAULT, &mut Repeatable(4)).unwrap();
    assert_eq!(
        code(Store::open(&Location {
            store: at.store.clone(),
            key: other.key
        })),
        Some("E2007")
    );
    let inside = Location {
        store: folder.path().join("d/x.db"),
        key: folder.path().join("d/x.key"),
    };
    assert_eq!(code(create(&inside)), Some("E2005"));
}

#[test]
fn a_store_stays_what_it_is() {
    let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(5)).unwrap();
    for cheat in [
        "UPDATE meta SET kind = 'live'",
        "DELETE FROM meta",
        "DELETE FROM trail_head; DELETE FROM meta",
    ] {
        assert!(store.connection.execute_batch(cheat).is_err(), "{cheat}");
    }
}

/// A store of version 1 with a contract, as the first release made it.
pub(in crate::store) fn old(at: &Location) {
    drop(create(at).unwrap());
    let (_, key) = Store::open(at).unwrap();
    std::fs::remove_file(&at.store).unwrap();
    drop(super::files::new_file(&at.store, 0o600).unwrap());
    let connection = connect(&at.store).unwrap();
    let id = [9; 16];
    let check = key.check(id, Kind::Live);
    connection.execute_batch(include_str!("../upgrades/1.sql")).unwrap();
    let policy = policy::DEFAULT.split("[portal]").next().unwrap().trim_end();
    connection
        .execute(
            "INSERT INTO meta (one, store_id, kind, key_check, policy, policy_version) VALUES (1, ?1, 'live', ?2, ?3, 1)",
            (&id[..], &check[..], policy),
        )
        .unwrap();
    connection
        .execute_batch(&format!(
            "INSERT INTO contract VALUES (1, '1000001', '見本商会', 'ミホン', 'ミホン', '011', '本店', '普通1234567', '03-0000-0000', '2026-05-01', 1);
             INSERT INTO user (login_id, contract, name, kana, kind, operations) VALUES
               ('M', '1000001', '見本', 'ミホン', 'master', 15), ('A', '1000001', '見本', 'ミホン', 'admin', 8),
               ('G', '1000001', '見本', 'ミホン', 'general', 1), ('N', '1000001', '見本', 'ミホン', 'general', 0);
             INSERT INTO staff (id, name, role, branch_code, branch_name, password) VALUES
               ('T001', '見本', 'teller', '011', '本店', '$argon2id$'), ('S001', '例示', 'supervisor', '011', '本店', '$argon2id$');
             INSERT INTO identity_check VALUES (x'{id}', '1000001', 'counter', '\"representative\"', '[]', '[]', 'confirmed', 'T001', 5, x'{id}');
             INSERT INTO request VALUES (x'{id}', '1000001', 'unlock', '{{}}', '{{}}', x'{id}{id}', 'T001', 'teller', 6, 'done', 'S001', 7,
               NULL, '20260501-0001', x'{id}');
             PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 1",
            id = "07".repeat(16)
        ))
        .unwrap();
    let mut store = Store {
        connection,
        id,
        kind: Kind::Live,
        commits: 0,
        seals: Seals::new(key.state_key(id)),
        known: Known::default(),
        appended: None,
    };
    store
        .write(|tx| -> Result<()> { tx.begin_trail(&key.trail_key(id)) })
        .unwrap();
    sqlite::checkpoint(&store.connection).unwrap();
}

#[test]
fn an_old_store_becomes_what_schema_sql_makes() {
    let folder = tempfile::tempdir().unwrap();
    let (at, other) = (
        location(&folder.path().join("old")),
        location(&folder.path().join("new")),
    );
    old(&at);
    let now = chrono::DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let (mut store, key) = Store::open(&at).unwrap();
    store.upgrade(&key.trail_key(store.id), now, "tests").unwrap();
    store.upgrade(&key.trail_key(store.id), now, "tests").unwrap();
    let verified = store.verify(&key.trail_key(store.id), &key.seal_key(store.id)).unwrap();
    assert_eq!((verified.count, verified.flaw), (1, None), "one entry says it");
    let (fresh, _) = create(&other).unwrap();
    let schema = |store: &Store| -> Vec<String> {
        let sql = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name";
        let mut statement = store.connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(rusqlite::Result::unwrap).collect()
    };
    assert_eq!(schema(&store), schema(&fresh));
    drop(store);
    // The file itself says its version now, and a second program finds nothing to do.
    let (store, _) = Store::open(&at).unwrap();
    let version: i64 = store
        .connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, VERSION);
    store
        .read(|tx| -> Result<()> {
            // Who logged in over SSH before the upgrade still does.
            let expected = policy::Policy {
                bound_over_ssh: false,
                ..policy::Policy::default()
            };
            assert!(policy::Policy::parse(&tx.policy()?).is_ok_and(|policy| policy == expected));
            let number = crate::domain::values::ContractNumber::parse("1000001").unwrap();
            let case = tx.case(&number)?.unwrap();
            for user in &case.users {
                let usual = crate::domain::access::Access::usual(user.kind, user.operations, &case.contract.account);
                assert_eq!(user.access, usual, "{}", user.login_id);
            }
            assert_eq!(case.users.len(), 4);
            let request = tx.request(RequestId([7; 16]))?.unwrap();
            assert_eq!((request.made_by.as_str(), request.status), ("T001", Status::Done));
            assert_eq!(tx.all_staff()?.len(), 2);
            Ok(())
        })
        .unwrap();
}

/// A new version, or a new table, is written with `MADOGUCHI_SCHEMAS=write`.
#[test]
fn the_digest_of_every_version_s_schema_stands_in_the_program_r12_6() {
    let mut lines = String::new();
    for version in 1..=VERSION {
        let connection = sqlite::connect_in_memory().unwrap();
        let db = Db::reading(&connection).unwrap();
        for statement in crate::store::upgrades::statements(version) {
            db.batch(statement).unwrap();
        }
        lines.push_str(&[&version.to_string(), " ", &db.digest_of_schema().unwrap(), "\n"].concat());
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/upgrades/schemas.txt");
    if std::env::var_os("MADOGUCHI_SCHEMAS").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        lines,
        "MADOGUCHI_SCHEMAS=write"
    );
}

#[test]
fn what_was_planted_in_the_schema_is_named_before_anything_runs_r12_6() {
    let planted = "CREATE TRIGGER friend AFTER INSERT ON trail BEGIN UPDATE contract SET phone = '03-9999-9999'; END";
    for (plant, name) in [
        (planted, "trigger friend"),
        ("CREATE VIEW friend AS SELECT * FROM staff", "view friend"),
        ("CREATE TABLE friend (a)", "table friend"),
        ("DROP TRIGGER trail_no_delete", "trigger trail_no_delete"),
        ("DROP INDEX user_one_master", "index user_one_master"),
        ("ALTER TABLE staff ADD COLUMN friend TEXT", "table staff"),
        (
            "DROP TRIGGER trail_no_delete;
             CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail WHEN old.actor <> 'X' BEGIN SELECT RAISE(ABORT, 'x'); END",
            "trigger trail_no_delete",
        ),
    ] {
        // In a store of this version, and in one that would be upgraded.
        for make in [|at: &Location| drop(create(at).unwrap()), old] {
            let folder = tempfile::tempdir().unwrap();
            let at = location(folder.path());
            make(&at);
            let connection = Connection::open(&at.store).unwrap();
            if connection.execute_batch(plant).is_err() {
                continue;
            }
            let dump = |connection: &Connection| -> Vec<u8> {
                connection.query_row("SELECT group_concat(mac) || count(*) FROM trail", [], |row| row.get(0)).unwrap_or_default()
            };
            let before = dump(&connection);
            match Store::open(&at) {
                Err(Error::Strange(found)) => assert_eq!(found, name, "{plant}"),
                other => panic!("{plant}: {other:?}"),
            }
            assert_eq!(dump(&connection), before, "nothing was written");
        }
    }
}

#[test]
fn a_store_that_can_t_be_written_is_looked_at_all_the_same_r12_6() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let (store, key) = create(&at).unwrap();
    let keys = (key.trail_key(store.id), key.seal_key(store.id));
    let of_open = Store::open_to_look(&at, None).unwrap().0;
    assert_eq!(of_open.verify(&keys.0, &keys.1).unwrap().flaw, None);
    drop((store, of_open));
    for file in std::fs::read_dir(at.store.parent().unwrap()).unwrap() {
        let path = file.unwrap().path();
        if path == at.store {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
        } else {
            std::fs::remove_file(&path).unwrap();
        }
    }
    let (mut store, _) = Store::open_to_look(&at, None).unwrap();
    let verified = store.verify(&keys.0, &keys.1).unwrap();
    assert_eq!((verified.flaw.clone(), verified.looked_at("file")), (None, 1));
    assert!(store.write(|tx| tx.set_policy("x")).is_err());
    let left = std::fs::read_dir(at.store.parent().unwrap()).unwrap().count();
    assert_eq!(left, 1, "nothing stands beside it");
}

#[test]
fn the_stamp_tells_of_every_commit_and_of_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let (mut one, _) = create(&at).unwrap();
    let (mut other, _) = Store::open(&at).unwrap();
    let both = |one: &Store, other: &Store| (one.stamp().unwrap(), other.stamp().unwrap());
    let before = both(&one, &other);
    one.read(|tx| -> Result<String> { tx.policy() }).unwrap();
    let undone = other.write(|tx| -> Result<()> {
        tx.set_policy(policy::DEFAULT)?;
        Err(Error::Damaged("as planned".into()))
    });
    assert!(undone.is_err());
    assert_eq!(both(&one, &other), before);
    other.write(|tx| tx.set_policy(policy::DEFAULT)).unwrap();
    let after = both(&one, &other);
    assert!(after.0 != before.0 && after.1 != before.1);
    assert_eq!(both(&one, &other), after);
    one.write(|tx| tx.set_policy(policy::DEFAULT)).unwrap();
    assert!(one.stamp().unwrap() != after.0 && other.stamp().unwrap() != after.1);
}

/// After a load everything is synced again, though its own tuning could not be put back.
#[test]
fn what_is_committed_after_a_load_is_synced_whatever_became_of_its_tuning() {
    let (store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let synced = || -> i64 {
        let value = store
            .connection
            .pragma_query_value(None, "synchronous", |row| row.get(0));
        value.unwrap()
    };
    store.pour(true).unwrap();
    assert_eq!(synced(), 1);
    store.connection.execute_batch("DROP TABLE search").unwrap();
    store.pour(false).unwrap();
    assert_eq!(synced(), 2);
}
