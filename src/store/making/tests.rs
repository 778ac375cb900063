use std::cell::Cell;

use super::*;
use crate::domain::policy;
use crate::entropy::Repeatable;

thread_local! {
    /// How many points are passed before the program is killed.
    static LIVES: Cell<Option<u32>> = const { Cell::new(None) };
}

pub(super) fn is_killed() -> bool {
    let lives = LIVES.get();
    LIVES.set(lives.map(|lives| lives.saturating_sub(1)));
    lives == Some(0)
}

/// Points at which a program can be killed while it makes a store.
const POINTS: u32 = 8;

fn location(folder: &Path) -> Location {
    Location {
        store: folder.join("data/madoguchi.db"),
        key: folder.join("keys/madoguchi.key"),
    }
}

fn create(at: &Location, seed: u64) -> Result<()> {
    Store::create_with(at, Kind::Training, policy::DEFAULT, &mut Repeatable(seed), |_| Ok(()))
}

fn killed_after(points: u32, at: &Location) -> Result<()> {
    LIVES.set(Some(points));
    let made = create(at, 3);
    LIVES.set(None);
    made
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn whenever_it_is_killed_the_next_one_makes_the_store_or_finds_it_whole() {
    for points in 0..POINTS {
        let folder = tempfile::tempdir().unwrap();
        let at = location(folder.path());
        assert!(killed_after(points, &at).is_err(), "{points}");
        // Nothing is placed but in the order of key and store, so a store that is there opens.
        let is_whole = at.store.exists();
        assert_eq!(Store::open(&at).is_ok(), is_whole, "{points}");
        let again = create(&at, 5).map_err(|error| error.code());
        assert_eq!(again, if is_whole { Err("E2002") } else { Ok(()) }, "{points}");
        assert!(Store::open(&at).is_ok(), "{points}");
        assert_eq!(names(&at.store), ["madoguchi.db"], "{points}");
        assert_eq!(names(&at.key), ["madoguchi.key"], "{points}");
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(
        killed_after(POINTS, &location(folder.path())).is_ok(),
        "there are no more points"
    );
}

#[test]
fn a_failure_on_the_way_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let furnish = |_| Err(Error::Full);
    let made = Store::create_with(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(3), furnish);
    assert_eq!(made.unwrap_err().code(), "E2010");
    assert!(names(&at.store).is_empty() && names(&at.key).is_empty());
}

#[test]
fn a_key_of_another_store_is_never_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    create(&at, 3).unwrap();
    let key = fs::read(&at.key).unwrap();
    fs::rename(&at.store, folder.path().join("elsewhere.db")).unwrap();
    assert_eq!(create(&at, 5).unwrap_err().code(), "E2002");
    // What another program left is not what it is called.
    fs::write(unplaced(&at.key), "x").unwrap();
    fs::write(unplaced(&at.store), "x").unwrap();
    Store::clear_unfinished(&at).unwrap();
    assert_eq!(fs::read(&at.key).unwrap(), key);
    assert_eq!(names(&at.key), ["madoguchi.key"]);
}

#[test]
fn two_at_once_do_not_meet() {
    let folder = tempfile::tempdir().unwrap();
    let at = location(folder.path());
    let furnish = |_| {
        assert_eq!(create(&at, 5).unwrap_err().code(), "E2009");
        Ok::<_, Error>(())
    };
    Store::create_with(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(3), furnish).unwrap();
    assert!(Store::open(&at).is_ok());
}
