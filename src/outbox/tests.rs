use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

/// A store's folder and a key's beside each other, and one for what leaves.
struct House {
    folder: tempfile::TempDir,
    outbox: Outbox,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["data", "keys", "out"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let at = |name| folder.path().join(name);
        fs::write(at("data/madoguchi.db"), "store").unwrap();
        fs::write(at("keys/madoguchi.key"), "key").unwrap();
        let outbox = Outbox::beside(&at("data/madoguchi.db"), &at("keys/madoguchi.key"));
        Self { folder, outbox }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn exports(&self) -> Tray {
        Tray::new(self.at("out"), self.outbox.clone())
    }

    /// What is in a folder, hidden things too.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    }

    fn kept(&self) {
        assert_eq!(fs::read(self.at("data/madoguchi.db")).unwrap(), b"store");
        assert_eq!(fs::read(self.at("keys/madoguchi.key")).unwrap(), b"key");
        assert_eq!(self.names("data"), ["madoguchi.db"]);
        assert_eq!(self.names("keys"), ["madoguchi.key"]);
    }
}

fn kind(done: Result<WrittenFile, Error>) -> &'static str {
    match done {
        Ok(_) => "left",
        Err(Error::Taken(_)) => "taken",
        Err(Error::Beside(_)) => "beside",
        Err(Error::Name(_)) => "name",
        Err(Error::NoRoom(_)) => "no room",
        Err(Error::System { .. }) => "system",
    }
}

#[test]
fn what_leaves_is_a_new_file_for_its_owner_alone() {
    let house = House::new();
    let left = house.outbox.write(&house.at("out/letters.csv"), b"one").unwrap();
    assert_eq!(fs::read(left.path()).unwrap(), b"one");
    let mode = fs::metadata(left.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(house.names("out"), ["letters.csv"], "nothing else is left");
    left.withdraw();
    assert!(house.names("out").is_empty());
}

#[test]
fn nothing_that_is_there_is_replaced_whatever_it_is() {
    let house = House::new();
    let out = |name: &str| house.at("out").join(name);
    fs::write(out("file"), "mine").unwrap();
    fs::create_dir(out("folder")).unwrap();
    symlink(house.at("keys/madoguchi.key"), out("to the key")).unwrap();
    symlink(house.at("nowhere"), out("to nothing")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        out("pipe"),
        rustix::fs::FileType::Fifo,
        Mode::RUSR | Mode::WUSR,
        0,
    )
    .unwrap();
    let before = house.names("out");
    for name in &before {
        assert_eq!(kind(house.outbox.write(&out(name), b"x")), "taken", "{name}");
    }
    assert_eq!(house.names("out"), before);
    assert_eq!(fs::read(out("file")).unwrap(), b"mine");
    assert!(!house.at("nowhere").exists());
    house.kept();
}

#[test]
fn nothing_is_written_beside_the_store_or_its_key_however_the_folder_is_called() {
    let house = House::new();
    symlink(house.at("data"), house.at("link")).unwrap();
    for path in [
        "data/x.csv",
        "keys/x.csv",
        "link/x.csv",
        "out/../data/x.csv",
        "./data/./x.csv",
    ] {
        assert_eq!(kind(house.outbox.write(&house.at(path), b"x")), "beside", "{path}");
    }
    fs::rename(house.at("data"), house.at("moved")).unwrap();
    symlink(house.at("moved"), house.at("data")).unwrap();
    assert_eq!(kind(house.outbox.write(&house.at("moved/x.csv"), b"x")), "beside");
}

#[test]
fn no_file_gets_a_name_of_stores_and_keys() {
    let house = House::new();
    for name in [
        "madoguchi.db",
        "madoguchi.db-journal",
        "x-WAL",
        "x.db-shm",
        "x.KEY",
        "..",
    ] {
        assert_eq!(
            kind(house.outbox.write(&house.at("out").join(name), b"x")),
            "name",
            "{name}"
        );
    }
    assert!(house.names("out").is_empty());
}

#[test]
fn the_console_names_a_file_and_no_place() {
    let house = House::new();
    let exports = house.exports();
    for name in [
        "",
        ".",
        "..",
        "a/b",
        "/tmp/x",
        "../data/x",
        "x/",
        ".hidden",
        "a\nb",
        "trail.db-journal",
    ] {
        let refused = exports.begin(name).map(drop);
        assert!(matches!(refused, Err(Error::Name(_))), "{name:?} {refused:?}");
    }
    let mut file = exports.begin("控え.csv").unwrap();
    file.write_all(b"x").unwrap();
    file.leave().unwrap();
    assert_eq!(house.names("out"), ["控え.csv"]);
    let gone = Tray::new(house.at("none"), house.outbox.clone());
    assert!(matches!(gone.begin("x.csv").map(drop), Err(Error::System { what, .. }) if what == "not found"));
}

#[test]
fn the_same_slip_again_is_that_slip_and_another_stands_beside_it() {
    let house = House::new();
    let exports = house.exports();
    let name = |bytes: &[u8]| {
        let path = exports.write_another("1", "pdf", bytes).unwrap();
        path.file_name().unwrap().to_str().unwrap().to_owned()
    };
    assert_eq!(
        [name(b"one"), name(b"one"), name(b"two"), name(b"two")],
        ["1.pdf", "1.pdf", "1-2.pdf", "1-2.pdf"]
    );
    symlink(house.at("out/1.pdf"), house.at("out/1-3.pdf")).unwrap();
    assert_eq!(name(b"six"), "1-4.pdf", "a link is never read for a slip");
}

#[test]
fn what_does_not_leave_leaves_nothing() {
    let house = House::new();
    let mut file = house.outbox.begin(&house.at("out/half.csv")).unwrap();
    file.write_all(b"half").unwrap();
    file.settle().unwrap();
    drop(file);
    assert!(house.names("out").is_empty());
    // Someone takes the name while it is being written.
    let file = house.outbox.begin(&house.at("out/late.csv")).unwrap();
    fs::write(house.at("out/late.csv"), "first").unwrap();
    assert_eq!(kind(file.leave()), "taken");
    assert_eq!(fs::read(house.at("out/late.csv")).unwrap(), b"first");
    assert_eq!(house.names("out"), ["late.csv"]);
}

#[test]
fn no_room_is_told_as_that() {
    for full in [
        rustix::io::Errno::NOSPC,
        rustix::io::Errno::DQUOT,
        rustix::io::Errno::FBIG,
    ] {
        let error = failed(Path::new("/x"), &full.into());
        assert!(matches!(error, Error::NoRoom(path) if path == "/x"), "{full}");
    }
}

/// R12.8: what leaves over SSH lies where its person alone finds it.
#[test]
fn each_person_has_a_folder_of_their_own_where_that_is_said() {
    let base = tempfile::tempdir().unwrap();
    let shared = Exports::new(base.path().to_owned(), Outbox::default());
    assert_eq!(shared.of("T001").folder(), base.path());
    let each = shared.clone().for_people(true, Some("sftp bank-<id> <ID>".into()));
    let own = each.of("T001");
    let path = own.write_another("slip", "pdf", b"1").unwrap();
    assert_eq!(path, base.path().join("T001/slip.pdf"));
    assert_eq!(std::fs::read(&path).unwrap(), b"1");
    let mode = std::fs::metadata(own.folder()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(own.says(&path), "slip.pdf (sftp bank-t001 T001)");
    assert_eq!(shared.of("T001").says(&path), path.display().to_string());
    // The same again lies beside it, and another person has another one.
    assert!(
        own.write_another("slip", "pdf", b"2")
            .unwrap()
            .ends_with("T001/slip-2.pdf")
    );
    assert!(
        each.of("T002")
            .write_another("slip", "pdf", b"1")
            .unwrap()
            .ends_with("T002/slip.pdf")
    );
    let gone = Exports::new(base.path().join("gone"), Outbox::default()).for_people(true, None);
    assert!(gone.of("T001").write_another("slip", "pdf", b"1").is_err());
}
