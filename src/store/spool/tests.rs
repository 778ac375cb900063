use std::os::unix::fs::PermissionsExt;

use super::*;

fn point(count: u64) -> Checkpoint {
    Checkpoint {
        store: "0a".repeat(16),
        count,
        head: "1b".repeat(32),
        at: Instant::from_timestamp(1_780_000_000, 0).unwrap(),
        seal: "2c".repeat(32),
    }
}

fn bits(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

#[test]
fn an_item_is_put_once_and_whole_and_for_its_owner_alone_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let spool = Spool::new(folder.path().join("spool"));
    assert!(spool.waiting().unwrap().is_empty() && spool.lock().unwrap().is_none());
    assert!(spool.put(&point(12)).unwrap());
    let before = fs::read(&spool.waiting().unwrap()[0]).unwrap();
    assert!(!spool.put(&point(12)).unwrap(), "the same one is there");
    assert!(spool.put(&point(9)).unwrap());
    let items = spool.waiting().unwrap();
    let counts: Vec<_> = items.iter().map(|item| spool.read(item).unwrap().count).collect();
    assert_eq!(counts, [9, 12], "the oldest first");
    assert_eq!(fs::read(&items[1]).unwrap(), before);
    assert_eq!((bits(spool.folder()), bits(&items[0])), (0o700, 0o600));
    let all = fs::read_dir(spool.folder()).unwrap().count();
    assert_eq!(all, 2, "nothing half-written is left");

    fs::set_permissions(spool.folder(), fs::Permissions::from_mode(0o777)).unwrap();
    assert!(matches!(spool.put(&point(13)), Err(Error::Exposed { .. })));
    fs::set_permissions(spool.folder(), fs::Permissions::from_mode(0o770)).unwrap();
    spool.put(&point(13)).unwrap();
    assert_eq!(bits(&spool.waiting().unwrap()[2]), 0o640, "for a group that takes it");
}

#[test]
fn one_call_at_a_time_takes_and_what_was_brought_is_kept_r12_8() {
    let folder = tempfile::tempdir().unwrap();
    let spool = Spool::new(folder.path().join("spool"));
    spool.put(&point(1)).unwrap();
    let lock = spool.lock().unwrap();
    assert!(lock.is_some() && spool.lock().unwrap().is_none());
    drop(lock);
    assert!(spool.lock().unwrap().is_some());
    let item = spool.waiting().unwrap().remove(0);
    assert!(!spool.is_brought(&item, "file /a"));
    spool.brought(&item, "file /a").unwrap();
    spool.brought(&item, "file /a").unwrap();
    assert!(spool.is_brought(&item, "file /a") && !spool.is_brought(&item, "file /b"));
    assert_eq!(spool.waiting().unwrap().len(), 1, "a mark is no item");
    spool
        .taken(&item, &["file /a".to_owned(), "file /b".to_owned()])
        .unwrap();
    assert_eq!(fs::read_dir(spool.folder()).unwrap().count(), 0);
    let at = point(1).at;
    spool.stamp(Run::Spool, at).unwrap();
    spool.stamp(Run::Spool, at).unwrap();
    assert_eq!((spool.last(Run::Spool), spool.last(Run::DayEnd)), (Some(at), None));
}

#[test]
fn a_file_of_checkpoints_is_read_with_what_a_log_puts_around_them_r12_5() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("anchors");
    let line = |count| serde_json::to_string(&point(count)).unwrap();
    let text = format!(
        "{}\n\nNov 29 host madoguchi: {}\nno checkpoint\n{{\"a\":1}}\n{}",
        line(1),
        line(2),
        line(3)
    );
    fs::write(&path, text).unwrap();
    let read = Anchors::of_file(&path).unwrap();
    let counts: Vec<_> = read.points.iter().map(|point| point.count).collect();
    assert_eq!((counts.as_slice(), read.unreadable), (&[1, 2, 3][..], 2));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    assert!(matches!(Anchors::of_file(&path), Err(Error::Exposed { .. })));
    assert!(matches!(
        Anchors::of_file(&folder.path().join("none")),
        Err(Error::Missing(_))
    ));
    assert!(Anchors::of_file(folder.path()).is_err());
}
