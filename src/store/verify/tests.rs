use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::{Draft, Kind};

fn made() -> (Store, TrailKey, SealKey) {
    let (mut store, key) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(7)).unwrap();
    let (trail, seal) = (key.trail_key(store.id()), key.seal_key(store.id()));
    for _ in 0..7 {
        entry(&mut store, &trail);
    }
    (store, trail, seal)
}

fn entry(store: &mut Store, key: &TrailKey) {
    let draft = Draft::new(chrono::DateTime::UNIX_EPOCH, "T001", "tests", "test");
    let subject = "a word".to_owned();
    store.write(|tx| tx.append(key, Draft { subject, ..draft })).unwrap();
}

#[test]
fn everything_is_looked_at_and_counted_r12_6() {
    let (store, trail, seal) = made();
    let verified = store.verify(&trail, &seal).unwrap();
    let parts: Vec<_> = verified.looked.iter().map(|looked| looked.part).collect();
    assert_eq!(parts, ["schema", "file", "references", "trail", "rows", "seeds"]);
    assert_eq!((verified.flaw.clone(), verified.count), (None, 7));
    assert_eq!((verified.looked_at("trail"), verified.looked_at("rows")), (7, 1 + 14));
}

#[test]
fn parts_say_what_one_at_once_would_say_also_while_others_write() {
    let (mut store, trail, seal) = made();
    let mut so_far = Verifying::default();
    let mut parts = 0;
    let verified = loop {
        parts += 1;
        let found = store.verify_on(&trail, &seal, &mut so_far, 3).unwrap();
        assert!(so_far.count() <= so_far.of());
        if let Some(verified) = found {
            break verified;
        }
        // The trail does not grow faster than it is looked at.
        if parts % 3 == 0 {
            entry(&mut store, &trail);
        }
    };
    assert_eq!(verified.flaw, None);
    assert!(parts > SEALED.len(), "{parts}");
}

#[test]
fn the_first_bad_thing_is_named_whatever_it_is_r12_6() {
    let (store, trail, seal) = made();
    let free = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    for (edit, flaw) in [
        ("CREATE TABLE friend (a)", Flaw::Schema("table friend".into())),
        (
            "INSERT INTO access (login_id, rights, limits, accounts) VALUES ('X', '[]', '{}', '[]')",
            Flaw::Reference("access".into()),
        ),
        ("UPDATE trail_head SET count = 6", Flaw::Head(7)),
        (
            "INSERT INTO receipt_day VALUES ('20260601', 1)",
            Flaw::Row {
                part: "receipt_day".into(),
                key: "20260601".into(),
            },
        ),
        ("UPDATE state SET loose = 1", Flaw::State),
        (
            "UPDATE state_table SET rows = 9 WHERE part = 'meta'",
            Flaw::SetBack("meta".into()),
        ),
        (
            "INSERT INTO state_group VALUES ('staff', 'X', 1, 1, zeroblob(32))",
            Flaw::Row {
                part: "staff".into(),
                key: "X".into(),
            },
        ),
        (
            "UPDATE meta SET policy = 5",
            Flaw::Row {
                part: "meta".into(),
                key: "1".into(),
            },
        ),
    ] {
        let copy = store.copy_in_memory().unwrap();
        copy.connection.execute_batch(&format!("{free} {edit}")).unwrap();
        assert_eq!(copy.verify(&trail, &seal).unwrap().flaw, Some(flaw), "{edit}");
    }
}
