use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::{Flaw, Kind, Store};

fn draft(n: i64) -> Draft {
    Draft {
        contract: Some("1000001".into()),
        subject: format!("user {n}"),
        ..Draft::new(moment(n * 1000, "").unwrap(), "T001", "t1", "unlock")
    }
}

/// The first bad entry, if there is one.
fn chained(store: &Store, key: &TrailKey) -> Option<Flaw> {
    let chain = store.read(|tx| tx.verify_chain(key, &mut Chain::default(), i64::MAX.unsigned_abs()));
    chain.unwrap().break_value().unwrap()
}

fn trail_of(n: i64) -> (Store, TrailKey) {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let key = key.trail_key(store.id());
    for i in 1..=n {
        store.write(|tx| tx.append(&key, draft(i))).unwrap();
    }
    (store, key)
}

#[test]
fn no_interface_edits_or_deletes_an_entry_r12_2() {
    let (store, _) = trail_of(3);
    for cheat in [
        "UPDATE trail SET actor = 'X'",
        "DELETE FROM trail WHERE seq = 3",
        "INSERT OR REPLACE INTO trail SELECT 2, at, 'X', terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac, bound FROM trail WHERE seq = 2",
    ] {
        assert!(
            store
                .connection
                .execute_batch(cheat)
                .unwrap_err()
                .to_string()
                .contains("R12.2"),
            "{cheat}"
        );
    }
}

#[test]
fn verify_names_the_first_bad_entry_r12_2() {
    let without = "DROP TRIGGER trail_no_update; DROP TRIGGER trail_no_delete; DROP TRIGGER trail_in_order;";
    for (cheat, flaw) in [
        ("", None),
        (
            "UPDATE trail SET subject = 'user 9' WHERE seq = 4",
            Some(Flaw::Changed(4)),
        ),
        ("UPDATE trail SET code = '' WHERE seq = 4", Some(Flaw::Changed(4))),
        ("UPDATE trail SET result = 'what' WHERE seq = 4", Some(Flaw::Changed(4))),
        ("DELETE FROM trail WHERE seq = 2", Some(Flaw::Missing(2))),
        ("DELETE FROM trail WHERE seq >= 5", Some(Flaw::Missing(5))),
        (
            "DELETE FROM trail WHERE seq = 6; UPDATE trail_head SET count = 5",
            Some(Flaw::Head(5)),
        ),
        (
            "DELETE FROM trail WHERE seq = 6; UPDATE trail_head SET count = 5, mac = (SELECT mac FROM trail WHERE seq = 5)",
            Some(Flaw::Head(5)),
        ),
        (
            "UPDATE trail SET seq = 100 WHERE seq = 2; UPDATE trail SET seq = 2 WHERE seq = 3; UPDATE trail SET seq = 3 WHERE seq = 100",
            Some(Flaw::Changed(2)),
        ),
        (
            "INSERT INTO trail SELECT 7, at, actor, terminal, action, contract, subject, result, code, check_id, request, receipt, detail, mac, bound FROM trail WHERE seq = 6",
            Some(Flaw::Changed(7)),
        ),
    ] {
        let (store, key) = trail_of(6);
        // A thief with the file in hand is bound by no trigger and no check.
        let cheat = format!("PRAGMA ignore_check_constraints = ON; {without} {cheat}");
        store.connection.execute_batch(&cheat).unwrap();
        assert_eq!(chained(&store, &key), flaw, "{cheat}");
    }
}

/// More than are checked at a time, so another thread has its part in it; and in parts, whose ends fall elsewhere.
#[test]
fn the_first_bad_entry_of_many_is_named_wherever_it_stands_r12_2() {
    const BATCH: u64 = check::BATCH as u64;
    const MANY: u64 = 3 * BATCH + 40;
    let (mut store, key) = trail_of(0);
    let fill = |tx: &Tx<'_>| (1..=i64::try_from(MANY).unwrap()).try_for_each(|n| tx.append(&key, draft(n)).map(drop));
    store.write(fill).unwrap();
    let found = |store: &Store, entries: u64| {
        let mut chain = Chain::default();
        let flaw = loop {
            let part = store.read(|tx| tx.verify_chain(&key, &mut chain, entries)).unwrap();
            if let std::ops::ControlFlow::Break(flaw) = part {
                break flaw;
            }
        };
        (flaw, chain.count())
    };
    let sizes = [i64::MAX.unsigned_abs(), 300, BATCH, 7];
    for entries in sizes {
        assert_eq!(found(&store, entries), (None, MANY));
    }
    let without = "DROP TRIGGER trail_no_update; DROP TRIGGER trail_no_delete;";
    for bad in [1, 2, BATCH - 1, BATCH, BATCH + 1, 2 * BATCH + 1, MANY - 1, MANY] {
        let changed = format!("UPDATE trail SET detail = 'x' WHERE seq = {bad};");
        let mac = format!("UPDATE trail SET mac = zeroblob(32) WHERE seq = {bad};");
        let gone = |n: u64| format!("DELETE FROM trail WHERE seq = {n};");
        for (edit, flaw) in [
            (changed.clone(), Flaw::Changed(bad)),
            (mac, Flaw::Changed(bad)),
            (gone(bad), Flaw::Missing(bad)),
            // What comes later was read by then, and is not what is told.
            (format!("{changed} {}", gone(bad + 2)), Flaw::Changed(bad)),
        ] {
            let copy = store.copy_in_memory().unwrap();
            copy.connection.execute_batch(&format!("{without} {edit}")).unwrap();
            for entries in sizes {
                assert_eq!(found(&copy, entries), (Some(flaw.clone()), bad - 1), "{edit} {entries}");
            }
        }
    }
}

/// The trigger dropped, the last entries deleted, the head set back to an older entry with its MAC, the trigger put back.
#[test]
fn a_cut_tail_is_never_sealed_anew_wherever_it_was_cut_r12_5() {
    const ENTRIES: i64 = 40;
    let (store, key) = trail_of(ENTRIES);
    let sql = "SELECT sql FROM sqlite_schema WHERE name = 'trail_no_delete'";
    let trigger: String = store.connection.query_row(sql, [], |row| row.get(0)).unwrap();
    for left in 0..ENTRIES {
        let mut copy = store.copy_in_memory().unwrap();
        let genesis = key.mac(&[b"genesis", &copy.id()]);
        let mac = format!(
            "coalesce((SELECT mac FROM trail WHERE seq = {left}), x'{}')",
            data_encoding::HEXLOWER.encode(&genesis)
        );
        let cut = format!(
            "DROP TRIGGER trail_no_delete; DELETE FROM trail WHERE seq > {left};
             UPDATE trail_head SET count = {left}, mac = {mac}; {trigger}"
        );
        copy.connection.execute_batch(&cut).unwrap();
        let head = u64::try_from(left).unwrap();
        assert_eq!(chained(&copy, &key), Some(Flaw::Head(head)));
        let appended = copy.write(|tx| tx.append(&key, draft(99)));
        assert!(
            matches!(&appended, Err(error) if error.code() == "E2011"),
            "{left}: {appended:?}"
        );
        assert_eq!(
            chained(&copy, &key),
            Some(Flaw::Head(head)),
            "it is found afterwards as before"
        );
    }
}

/// As above, with the head as it once stood, its seal too: the state tells that there was more.
#[test]
fn a_trail_that_was_set_back_with_its_own_head_does_not_fit_the_state_r12_5() {
    let (mut store, key) = trail_of(5);
    store
        .connection
        .execute_batch("CREATE TEMP TABLE head_was AS SELECT * FROM trail_head")
        .unwrap();
    store.write(|tx| tx.append(&key, draft(6))).unwrap();
    let back = "DROP TRIGGER trail_no_delete; DELETE FROM trail WHERE seq > 5;
                DELETE FROM trail_head; INSERT INTO trail_head SELECT * FROM temp.head_was";
    store.connection.execute_batch(back).unwrap();
    assert_eq!(chained(&store, &key), None, "the chain alone does not tell");
    assert!(matches!(
        store.write(|tx| tx.append(&key, draft(7))),
        Err(Error::Damaged(_))
    ));
}

#[test]
fn another_key_does_not_verify_and_the_newest_come_first() {
    let (store, _) = trail_of(3);
    let other = crate::store::KeyFile::generate(&mut Repeatable(8))
        .unwrap()
        .trail_key(store.id());
    assert_eq!(chained(&store, &other), Some(Flaw::Changed(1)));
    let newest = store
        .read(|tx| {
            tx.entries(&Filter {
                contract: None,
                limit: 2,
            })
        })
        .unwrap();
    assert_eq!(newest.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [3, 2]);
    assert_eq!(newest[0].draft, draft(3));
}

#[test]
fn no_entry_no_change_r12_1() {
    let (mut store, key) = trail_of(1);
    store.connection.execute_batch("DROP TABLE trail").unwrap();
    let changed = store.write(|tx| -> Result<u64> {
        tx.set_policy("changed")?;
        tx.append(&key, draft(2))
    });
    assert!(changed.is_err());
    assert_eq!(store.read(|tx| -> Result<_> { tx.policy() }).unwrap(), policy::DEFAULT);
}
