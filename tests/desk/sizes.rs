//! Files of any size (R12.1, R15.3): they are read no further than is written, and what they leave in the store grows as they do.

use std::io::Read;
use std::ops::ControlFlow;

use madoguchi::clock::Clock;
use madoguchi::desk::{Coming, Desk, Pace, Session};
use madoguchi::domain::arrival::NewContract;
use madoguchi::domain::draft::Entered;
use madoguchi::domain::policy;
use madoguchi::domain::refusal::Decision;
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::intake::contracts::{Apart, COLUMNS, Reader};
use madoguchi::intake::keys::KeySurvey;
use madoguchi::intake::{Progress, pskc};
use madoguchi::store::{Kind, Location, Store};
use madoguchi::training::demo;

use crate::support::contract;

/// Bytes that are read at a time, and again for what is made of them.
const BLOCKS: u64 = 3 * (64 << 10);
/// Rows that are read ahead of those that are written: what is written, what waits, and what is being made (400 each).
const AHEAD: u64 = 5 * 400;

/// A file that is made while it is read.
struct Made<F> {
    row: F,
    next: usize,
    end: usize,
    left: Vec<u8>,
}

impl<F: FnMut(usize) -> String> Read for Made<F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.left.is_empty() && self.next < self.end {
            self.left = (self.row)(self.next).into_bytes();
            self.next += 1;
        }
        let many = self.left.len().min(into.len());
        into[..many].copy_from_slice(&self.left[..many]);
        self.left.drain(..many);
        Ok(many)
    }
}

/// Rows between the first, which begins the file, and the last, which ends it.
fn made(end: usize, row: impl FnMut(usize) -> String) -> Made<impl FnMut(usize) -> String> {
    Made {
        row,
        next: 0,
        end,
        left: vec![],
    }
}

fn keys(many: usize) -> Made<impl FnMut(usize) -> String> {
    made(many + 2, move |n| match n {
        0 => r#"<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">"#.to_owned(),
        n if n == many + 1 => "</KeyContainer>".to_owned(),
        n => {
            let mixed = (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let seed = data_encoding::BASE64.encode(&mixed.to_le_bytes().repeat(3));
            format!(
                r#"<KeyPackage><DeviceInfo><Manufacturer>SAMPLE</Manufacturer><SerialNo>{}</SerialNo></DeviceInfo>
<Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/>
</AlgorithmParameters><Data><Secret><PlainValue>{seed}</PlainValue></Secret></Data></Key></KeyPackage>"#,
                60_000_000 + n
            )
        }
    })
}

fn companies(many: usize) -> Made<impl FnMut(usize) -> String> {
    made(many + 1, |n| match n {
        0 => COLUMNS.join(",") + "\n",
        n => format!(
            "S{n:06},架空商事{n},カクウ,011,本店,普通1234567,03-0000-0001,2026-05-01,,S{n},架空 人,カクウ ヒト,マスターユーザ,,,\n"
        ),
    })
}

struct Contracts<'a, R: Read>(Reader<'a, R>);

impl<R: Read + Send> Coming for Contracts<'_, R> {
    type Item = NewContract;

    fn next(&mut self) -> Option<Decision<NewContract>> {
        let entry = self.0.next_contract()?;
        Some(entry.map(|entry| entry.contract.unwrap()))
    }
}

/// Looks, after each part, how far the file was read.
struct Behind {
    progress: Progress,
    row: u64,
    looks: usize,
}

impl Pace for Behind {
    fn rest(&mut self, rows: usize) -> ControlFlow<()> {
        let written = rows as u64 * self.row;
        let most = written + AHEAD * self.row + BLOCKS;
        assert!(
            self.progress.bytes() <= most,
            "{} of {most} after {rows} rows",
            self.progress.bytes()
        );
        self.looks += 1;
        ControlFlow::Continue(())
    }
}

/// Somebody acts after each part, and the log is looked at.
struct Beside<'a> {
    desk: &'a mut Desk,
    teller: &'a Session,
    log: std::path::PathBuf,
    /// How long it was after each part.
    lengths: Vec<u64>,
}

impl Pace for Beside<'_> {
    fn rest(&mut self, _rows: usize) -> ControlFlow<()> {
        let (number, now) = (contract("1000001"), demo::start());
        let kept = self
            .desk
            .keep_draft(self.teller, "TKNN001", &number, Entered::default(), now);
        kept.unwrap();
        self.lengths.push(std::fs::metadata(&self.log).unwrap().len());
        ControlFlow::Continue(())
    }
}

struct Place {
    folder: tempfile::TempDir,
    at: Location,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        let opened = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        Self { folder, at }
    }

    fn desk(&self) -> (Desk, Session) {
        self.desk_of("K001")
    }

    fn desk_of(&self, staff: &str) -> (Desk, Session) {
        let opened = Store::open(&self.at).unwrap();
        let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(Machine), "test").unwrap();
        let session = demo::session(&mut desk, staff).unwrap();
        (desk, session)
    }

    /// Pages of 4,096 bytes of the store, when nobody has it open.
    fn pages(&self) -> u64 {
        assert!(self.folder.path().exists());
        std::fs::metadata(&self.at.store).unwrap().len() / 4096
    }
}

fn load_contracts(place: &Place, many: usize) -> usize {
    let (mut desk, administrator) = place.desk();
    let policy = desk.policy().clone();
    let apart = Apart::of(|| Ok(companies(many)), None, &policy).unwrap();
    let progress = Progress::default();
    let reader = Reader::new(companies(many), None, &policy, &apart, progress.clone());
    let row = companies(many).map_len(1);
    let mut behind = Behind {
        progress,
        row,
        looks: 0,
    };
    let imported = desk
        .load_contracts(&administrator, Contracts(reader), &mut behind)
        .unwrap();
    assert_eq!(imported.contracts, many);
    behind.looks
}

fn load_tokens(place: &Place, many: usize) -> usize {
    let (mut desk, administrator) = place.desk();
    let progress = Progress::default();
    let reader = pskc::Reader::new(keys(many), desk.policy(), progress.clone());
    let row = keys(many).map_len(1);
    let mut behind = Behind {
        progress,
        row,
        looks: 0,
    };
    let imported = desk.load_tokens(&administrator, reader, &mut behind).unwrap();
    assert_eq!(imported.tokens, many);
    behind.looks
}

impl<F: FnMut(usize) -> String> Made<F> {
    /// The bytes of that row, and some: numbers grow.
    fn map_len(mut self, row: usize) -> u64 {
        (self.row)(row).len() as u64 + 8
    }
}

#[test]
fn a_file_is_read_no_further_than_it_is_written_and_its_pages_grow_as_it_does_r12_1() {
    for load in [load_contracts as fn(&Place, usize) -> usize, load_tokens] {
        let place = Place::new();
        let before = place.pages();
        assert!(load(&place, 1_000) >= 2);
        let few = place.pages() - before;
        let place = Place::new();
        assert!(load(&place, 4_000) >= 10);
        let many = place.pages() - before;
        // A page of each index that is not full is what there may be besides.
        assert!(few > 20 && many <= few * 4 + 40, "{few} -> {many}");
    }
}

#[test]
fn the_log_stays_short_however_often_somebody_commits_beside_a_load() {
    let place = Place::new();
    let (mut desk, administrator) = place.desk();
    let (mut other, teller) = place.desk_of("T001");
    let log = place.at.store.with_extension("db-wal");
    let mut beside = Beside {
        desk: &mut other,
        teller: &teller,
        log,
        lengths: vec![],
    };
    let reader = pskc::Reader::new(keys(16_000), desk.policy(), Progress::default());
    desk.load_tokens(&administrator, reader, &mut beside).unwrap();
    // It is brought in after twenty parts, and then written from its beginning again.
    let (first, longest) = (beside.lengths[19], beside.lengths.iter().max().unwrap());
    assert!(
        beside.lengths.len() == 80 && *longest < first * 2,
        "{first} -> {longest}"
    );
}

/// A look is read no further than what is set aside of it, and leaves nothing in the store.
#[test]
fn a_seed_file_is_looked_at_in_parts_and_leaves_nothing_in_the_store_r15_3() {
    let place = Place::new();
    let before = place.pages();
    let (mut desk, administrator) = place.desk();
    let (many, part) = (4_000, 200);
    let progress = Progress::default();
    let reader = pskc::Reader::new(keys(many), desk.policy(), progress.clone());
    let row = keys(many).map_len(1);
    let (mut survey, mut parts, mut judged) = (KeySurvey::begin(reader), 0, 0);
    while !survey.is_over() {
        let some = survey.part(&mut desk, &administrator).unwrap();
        // The file is read before anything is judged: what stands in it twice can't be known earlier.
        assert!(some.is_empty() || survey.rows() == many);
        assert!(some.len() <= part);
        let most = (survey.rows() + part) as u64 * row + BLOCKS;
        assert!(progress.bytes() <= most, "{} of {most}", progress.bytes());
        (parts, judged) = (parts + 1, judged + some.len());
    }
    assert_eq!((judged, survey.found.counts.new), (many, many));
    assert!(parts >= 2 * many / part, "{parts}");
    drop(desk);
    assert!(place.pages() <= before + 4, "the login alone");
}
