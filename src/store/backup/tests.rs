use std::os::unix::fs::MetadataExt;

use super::*;
use crate::domain::calendar::Instant;
use crate::domain::policy;
use crate::entropy::Repeatable;
use crate::store::{Draft, Kind};

/// What a test breaks off with.
const KILLED: &str = "killed";

/// A program that is killed removes nothing: neither does this one, when a test has broken it off.
pub(super) fn leave_as_a_kill_would(error: &Error, mut part: Part) {
    if matches!(error, Error::System(what) if what == KILLED) {
        part.kept = true;
    }
}

fn killed_after(step: Step) -> impl FnMut(Step) -> Result<()> {
    move |done| {
        if done == step {
            Err(Error::System(KILLED.to_owned()))
        } else {
            Ok(())
        }
    }
}

fn made(folder: &Path, entries: u64) -> (Location, Store, TrailKey) {
    let at = Location {
        store: folder.join("data/store.db"),
        key: folder.join("keys/store.key"),
    };
    let (mut store, key) = Store::create(&at, Kind::Live, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let key = key.trail_key(store.id());
    write(&mut store, &key, entries);
    (at, store, key)
}

fn write(store: &mut Store, key: &TrailKey, entries: u64) {
    for _ in 0..entries {
        let now = Instant::from_timestamp(1_780_000_000, 0).unwrap();
        store
            .write(|tx| tx.append(key, Draft::new(now, "T001", "test", "unlock")).map(drop))
            .unwrap();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let listed = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = listed
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_of_a_store_in_use_has_what_the_file_beside_it_has_r12_7() {
    let folder = tempfile::tempdir().unwrap();
    let (at, store, key) = made(folder.path(), 25);
    // What a plain copy of the file lacks: these 25 stand in the file beside it.
    let to = folder.path().join("backups");
    let backup = store.back_up(&key, &to).unwrap();
    assert_eq!(backup.head().count, 25);
    let path = backup.place("today.db").unwrap();
    assert_eq!(names(&to), ["today.db"], "one file, and nothing beside it");
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&to).unwrap().mode() & 0o777, 0o700);
    assert_eq!(store.sound_copy(&key, &path).unwrap().count, 25);
    let again = store.back_up(&key, &to).unwrap();
    assert!(
        matches!(again.place("today.db"), Err(Error::Exists(_))),
        "none is replaced"
    );
    assert_eq!(names(&to), ["today.db"]);
    assert!(at.is_beside(&folder.path().join("data")) && at.is_beside(&folder.path().join("keys")));
    assert!(at.is_beside(folder.path()) && !at.is_beside(&to), "nor above the key");
}

#[test]
fn a_backup_that_is_killed_leaves_none_that_is_not_whole_r12_7() {
    let folder = tempfile::tempdir().unwrap();
    let (_, store, key) = made(folder.path(), 3);
    let to = folder.path().join("backups");
    for step in [Step::Made, Step::Copied, Step::Verified, Step::Synced] {
        let killed = store.back_up_in_steps(&key, &to, &mut killed_after(step));
        assert!(killed.is_err());
        let left = names(&to);
        assert!(!left.contains(&format!("{step:?}.db")), "{left:?}");
        assert!(left.iter().any(|name| name.starts_with(PART)), "{step:?} {left:?}");
        store
            .back_up(&key, &to)
            .unwrap()
            .place(&format!("{step:?}.db"))
            .unwrap();
        assert!(names(&to).iter().all(|name| !name.starts_with(PART)), "{step:?}");
    }
    for name in names(&to) {
        assert_eq!(store.sound_copy(&key, &to.join(name)).unwrap().count, 3);
    }
}

#[test]
fn a_copy_that_does_not_verify_is_no_backup_r12_7() {
    let folder = tempfile::tempdir().unwrap();
    let (at, store, key) = made(folder.path(), 3);
    let to = folder.path().join("backups");
    let path = store.back_up(&key, &to).unwrap().place("a.db").unwrap();
    let bytes = fs::read(&path).unwrap();
    let place = bytes.windows(6).rposition(|found| found == b"unlock").unwrap();
    let mut bent = bytes.clone();
    bent[place] = b'U';
    fs::write(&path, bent).unwrap();
    assert!(matches!(store.sound_copy(&key, &path), Err(Error::Damaged(_))));
    let restoring = Restoring::begin(&path, &at).unwrap();
    assert!(matches!(restoring.open(None), Err(Error::Damaged(_))));
    // Nor is the file of a store in use, which lacks what stands beside it.
    assert!(matches!(Restoring::begin(&at.store, &at), Err(Error::Damaged(_))));
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    assert!(store.sound_copy(&key, &path).is_err());
}

#[test]
fn a_restore_that_is_killed_leaves_both_stores_whole_r12_7() {
    for step in [Step::Synced, Step::MovedAside, Step::Placed] {
        let folder = tempfile::tempdir().unwrap();
        let (at, mut store, key) = made(folder.path(), 3);
        let path = store
            .back_up(&key, &folder.path().join("backups"))
            .unwrap()
            .place("a.db")
            .unwrap();
        write(&mut store, &key, 4);
        let restoring = Restoring::begin(&path, &at).unwrap();
        assert!(matches!(restoring.replaced(None), Err(Error::Busy)), "it is in use");
        drop(store);
        assert_eq!(restoring.replaced(None).unwrap().map(|head| head.count), Some(7));
        let (copy, ..) = restoring.open(None).unwrap();
        copy.close().unwrap();
        assert!(restoring.place_in_steps("x", &mut killed_after(step)).is_err());

        let aside = at.store.with_file_name("store.db.replaced-x");
        let sound = |path: &Path| {
            let store = path.to_owned();
            let (store, _) = Store::open(&Location { store, ..at.clone() }).unwrap();
            store.sound(&key).unwrap().count
        };
        let stands: Vec<_> = [&at.store, &aside].into_iter().filter(|path| path.exists()).collect();
        let counts: Vec<_> = stands.iter().map(|path| sound(path)).collect();
        match step {
            Step::Synced | Step::MovedAside => assert_eq!(counts, [7]),
            _ => assert_eq!(counts, [3, 7]),
        }
        // Done again, it is done; what was left half-way is gone.
        if at.store.exists() {
            fs::remove_file(&at.store).unwrap();
        }
        let restoring = Restoring::begin(&path, &at).unwrap();
        restoring.open(None).unwrap().0.close().unwrap();
        restoring.place("y").unwrap();
        assert_eq!(sound(&at.store), 3);
        assert!(
            names(&folder.path().join("data"))
                .iter()
                .all(|name| !name.starts_with(PART))
        );
    }
}
