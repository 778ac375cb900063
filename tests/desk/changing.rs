//! A seed file is read once, while it is sealed and written (R15.3). Whatever becomes of it meanwhile: what comes in is what was
//! read, the digest of the batch is of that, and a file that ends in the middle brings in nothing.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use data_encoding::HEXLOWER;
use madoguchi::clock::Clock;
use madoguchi::desk::{AtOnce, Desk, Error, Session};
use madoguchi::domain::policy;
use madoguchi::domain::values::Serial;
use madoguchi::entropy::Repeatable;
use madoguchi::intake::{Progress, pskc};
use madoguchi::store::{Filter, Kind, Store};
use madoguchi::training::demo;
use sha2::{Digest, Sha256};

/// Keys of the file: more than one transaction takes.
const KEYS: usize = 1_500;
/// Bytes after which something is done to it: the reader is in its midst.
const AFTER: u64 = 100_000;

fn key(n: usize) -> String {
    let seed = data_encoding::BASE64.encode(&(n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes().repeat(3));
    format!(
        "<KeyPackage><DeviceInfo><Manufacturer>SAMPLE</Manufacturer><SerialNo>{}</SerialNo></DeviceInfo>\n\
         <Key Id=\"1\" Algorithm=\"urn:ietf:params:xml:ns:keyprov:pskc:totp\"><AlgorithmParameters>\
         <ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/></AlgorithmParameters>\
         <Data><Secret><PlainValue>{seed}</PlainValue></Secret></Data></Key></KeyPackage>\n",
        60_000_000 + n
    )
}

fn text() -> String {
    let keys: String = (1..=KEYS).map(key).collect();
    format!("<KeyContainer Version=\"1.0\" xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">\n{keys}</KeyContainer>\n")
}

/// A file to which something is done once so much of it was read, and a digest of what was.
struct Meanwhile {
    file: File,
    path: PathBuf,
    read: u64,
    then: Option<fn(&Path)>,
    digest: Arc<Mutex<Sha256>>,
}

impl Read for Meanwhile {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.read >= AFTER
            && let Some(then) = self.then.take()
        {
            then(&self.path);
        }
        let many = self.file.read(into)?;
        self.read += many as u64;
        self.digest.lock().unwrap().update(&into[..many]);
        Ok(many)
    }
}

struct Place {
    folder: tempfile::TempDir,
    desk: Desk,
    administrator: Session,
}

impl Place {
    fn new() -> Self {
        let mut entropy = Repeatable(5);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let administrator = demo::session(&mut desk, "K001").unwrap();
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder,
            desk,
            administrator,
        }
    }

    /// Takes the file in while that is done to it. Gives how many came, or the refusal; and the digest of what was read.
    fn taken(&mut self, then: fn(&Path)) -> (Result<usize, String>, String) {
        let path = self.folder.path().join("fobs.xml");
        std::fs::write(&path, text()).unwrap();
        let digest = Arc::new(Mutex::new(Sha256::new()));
        let from = Meanwhile {
            file: File::open(&path).unwrap(),
            path,
            read: 0,
            then: Some(then),
            digest: Arc::clone(&digest),
        };
        let reader = pskc::Reader::new(from, self.desk.policy(), Progress::default());
        let given = self.desk.load_tokens(&self.administrator, reader, &mut AtOnce);
        let given = given.map(|imported| imported.tokens).map_err(|error| match error {
            Error::Refused(refusal) => refusal.code().to_owned(),
            Error::Store(error) => error.code().to_owned(),
        });
        let digest = digest.lock().unwrap().clone().finalize();
        (given, HEXLOWER.encode(&digest))
    }

    fn now(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(
            std::fs::read(self.folder.path().join("fobs.xml")).unwrap(),
        ))
    }

    fn is_there(&mut self, n: usize) -> bool {
        let serial = Serial::parse(&(60_000_000 + n).to_string()).unwrap();
        let rows = self.desk.ask(&self.administrator, |look| look.tokens(&serial)).unwrap();
        !rows.is_empty()
    }

    /// What the newest entry of an import says: its code and its detail.
    fn told(&mut self) -> (String, String) {
        let auditor = demo::session(&mut self.desk, "A001").unwrap();
        let filter = Filter {
            contract: None,
            limit: 20,
        };
        let entries = self.desk.ask(&auditor, |look| look.trail(&filter)).unwrap();
        let draft = entries
            .into_iter()
            .map(|entry| entry.draft)
            .find(|draft| draft.action == "import_tokens")
            .unwrap();
        (draft.code.unwrap_or_default(), draft.detail)
    }
}

fn open(path: &Path) -> File {
    OpenOptions::new().write(true).open(path).unwrap()
}

/// Writes over what stands there, and leaves the length as it is.
fn over(path: &Path, from: usize, to: usize) {
    let (whole, before) = (text(), key(from));
    let place = whole.find(&before).unwrap();
    let mut file = open(path);
    file.seek(SeekFrom::Start(place as u64)).unwrap();
    file.write_all(key(to).as_bytes()).unwrap();
}

#[test]
fn a_seed_file_that_ends_in_the_middle_brings_in_nothing_r15_3() {
    let cuts: [fn(&Path); 4] = [
        |path| open(path).set_len(0).unwrap(),
        |path| open(path).set_len(AFTER / 2).unwrap(),
        |path| open(path).set_len(text().len() as u64 - 3).unwrap(),
        // More behind its end is no end either.
        |path| {
            let more = format!("<KeyContainer Version=\"1.0\">{}</KeyContainer>", key(KEYS + 1));
            OpenOptions::new()
                .append(true)
                .open(path)
                .unwrap()
                .write_all(more.as_bytes())
                .unwrap();
        },
    ];
    for cut in cuts {
        let mut place = Place::new();
        let (given, _) = place.taken(cut);
        assert_eq!(given, Err("E1403".to_owned()));
        assert!([1, 2, KEYS, KEYS + 1].into_iter().all(|n| !place.is_there(n)));
        assert_eq!(place.told().0, "E1403", "the attempt is kept (R12.1)");
        // It comes in when it is whole.
        assert_eq!(place.taken(|_| {}).0, Ok(KEYS));
    }
}

#[test]
fn what_comes_in_is_what_was_read_and_the_digest_is_of_that_r15_3() {
    type Edit = fn(&Path);
    // Before the place where it is read, behind it, and another file under its name.
    let edits: [(Edit, bool); 3] = [
        (|path| over(path, 1, KEYS + 1), false),
        (|path| over(path, KEYS, KEYS + 1), true),
        (
            |path| {
                std::fs::remove_file(path).unwrap();
                std::fs::write(path, "another").unwrap();
            },
            false,
        ),
    ];
    for (nth, (edit, is_read)) in edits.into_iter().enumerate() {
        let mut place = Place::new();
        let (given, digest) = place.taken(edit);
        assert_eq!(given, Ok(KEYS), "{nth}");
        assert!(place.is_there(1), "{nth}");
        assert_eq!(
            (place.is_there(KEYS), place.is_there(KEYS + 1)),
            (!is_read, is_read),
            "{nth}"
        );
        assert_eq!(place.told().1, format!("{KEYS} sha256={digest}"), "{nth}");
        assert_eq!(place.now() == digest, is_read, "{nth}: who compares sees it");
    }
}
