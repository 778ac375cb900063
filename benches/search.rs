//! A search as it is typed, key by key, among 10,000, 100,000 and 1,000,000 contracts, beside a scan with LIKE over the same
//! store, and fzf over its lines where that is installed, in one run, since machines differ.
//!
//! `cargo bench --bench search` (with `-- 100000` only up to so many). Names are drawn so that some are everywhere and most are rare.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time, prints its figures and stops where it fails"
)]

use std::cell::Cell;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, Utc};
use madoguchi::domain::access::{Access, Service};
use madoguchi::domain::arrival::{NewContract, NewUser};
use madoguchi::domain::contract::{Branch, Contract};
use madoguchi::domain::policy;
use madoguchi::domain::user::{Operations, User, UserKind};
use madoguchi::domain::values::{Account, BranchCode, ContractNumber, Kana, LoginId, Name, Phone};
use madoguchi::entropy::Machine;
use madoguchi::store::{Arriving, Asker, Error, Kind, Loaded, Location, SearchQuery, Store, Within};

const SIZES: [u32; 3] = [10_000, 100_000, 1_000_000];
/// Contracts that are written at a time.
const CHUNK: u32 = 5_000;
const ROUNDS: usize = 3;
/// Rows that a console of 24 rows asks for while one types.
const ROWS: u64 = 16;

/// What is typed, key by key.
const TYPED: [&str; 14] = [
    "みなと商事",
    "ミナトショウジ",
    "港",
    "株式会社港",
    "さくら 高橋",
    "髙橋",
    "サトウ マコト",
    "ｱｻﾋ",
    "渡邉",
    "アイ",
    "03-0012",
    "+81-3-0012-3456",
    "011 2001234",
    "無い名前",
];
/// What is asked for in full; of each size the last of each is there.
const NAMED: [(&str, [&str; 2]); 3] = [
    ("a whole number", ["1234567", "1009999"]),
    ("a login ID", ["u1234567m", "u1004321m"]),
    ("a serial", ["3001234567", "3001009999"]),
];

/// Surnames are two of these, as most are: thousands, of which some are common.
const SYLLABLES: [(&str, &str); 48] = [
    ("佐", "サ"),
    ("藤", "トウ"),
    ("髙", "タカ"),
    ("橋", "ハシ"),
    ("田", "タ"),
    ("中", "ナカ"),
    ("渡", "ワタ"),
    ("邉", "ナベ"),
    ("山", "ヤマ"),
    ("﨑", "サキ"),
    ("齋", "サイ"),
    ("濵", "ハマ"),
    ("嶋", "シマ"),
    ("𠮷", "ヨシ"),
    ("村", "ムラ"),
    ("林", "ハヤシ"),
    ("小", "コ"),
    ("川", "カワ"),
    ("木", "キ"),
    ("井", "イ"),
    ("上", "ウエ"),
    ("松", "マツ"),
    ("本", "モト"),
    ("石", "イシ"),
    ("森", "モリ"),
    ("池", "イケ"),
    ("野", "ノ"),
    ("原", "ハラ"),
    ("岡", "オカ"),
    ("谷", "タニ"),
    ("坂", "サカ"),
    ("清", "キヨ"),
    ("水", "ミズ"),
    ("前", "マエ"),
    ("平", "ヒラ"),
    ("内", "ウチ"),
    ("近", "チカ"),
    ("長", "ナガ"),
    ("福", "フク"),
    ("永", "ナガ"),
    ("西", "ニシ"),
    ("東", "ヒガシ"),
    ("宮", "ミヤ"),
    ("大", "オオ"),
    ("竹", "タケ"),
    ("杉", "スギ"),
    ("久", "ク"),
    ("保", "ボ"),
];
const GIVEN: [(&str, &str); 10] = [
    ("誠", "マコト"),
    ("花子", "ハナコ"),
    ("健", "ケン"),
    ("光", "ヒカル"),
    ("学", "マナブ"),
    ("恵", "メグミ"),
    ("一郎", "イチロウ"),
    ("直子", "ナオコ"),
    ("翔", "ショウ"),
    ("葵", "アオイ"),
];
const FIRST: [(&str, &str); 16] = [
    ("港", "ミナト"),
    ("旭", "アサヒ"),
    ("みなと", "ミナト"),
    ("さくら", "サクラ"),
    ("架空", "カクウ"),
    ("例示", "レイジ"),
    ("模擬", "モギ"),
    ("東", "ヒガシ"),
    ("北", "キタ"),
    ("大", "オオ"),
    ("新", "シン"),
    ("愛", "アイ"),
    ("富", "トミ"),
    ("森", "モリ"),
    ("光", "ヒカリ"),
    ("丸", "マル"),
];
const SECOND: [(&str, &str); 14] = [
    ("商事", "ショウジ"),
    ("運輸", "ウンユ"),
    ("建設", "ケンセツ"),
    ("サービス", "サービス"),
    ("工業", "コウギョウ"),
    ("水産", "スイサン"),
    ("食品", "ショクヒン"),
    ("電機", "デンキ"),
    ("不動産", "フドウサン"),
    ("青果", "セイカ"),
    ("印刷", "インサツ"),
    ("繊維", "センイ"),
    ("倉庫", "ソウコ"),
    ("製作所", "セイサクショ"),
];
const KINDS: [&str; 4] = ["株式会社", "㈱", "有限会社", "合同会社"];

/// Numbers that look drawn, the same in every run.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    /// One of them, the first ones far more often than the last ones.
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        let end = 1 + self.below(of.len());
        of[self.below(end)]
    }
}

fn surname(drawn: &mut Drawn) -> (String, String) {
    let (one, other) = (drawn.one(&SYLLABLES), drawn.one(&SYLLABLES));
    (format!("{}{}", one.0, other.0), format!("{}{}", one.1, other.1))
}

fn user(drawn: &mut Drawn, login_id: &str, kind: UserKind) -> NewUser {
    let (surname, given) = (surname(drawn), drawn.one(&GIVEN));
    let operations = Operations::default();
    let account = Account::parse("普通1234567").unwrap();
    let user = User {
        login_id: LoginId::parse(login_id).unwrap(),
        name: Name::parse(&format!("{} {}", surname.0, given.0)).unwrap(),
        kana: Kana::parse(&format!("{} {}", surname.1, given.1)).unwrap(),
        kind,
        operations,
        access: Access::usual(kind, operations, &account),
        service: Service::default(),
        token: None,
        registered_at: None,
        reopens_at: None,
    };
    NewUser {
        line: 1,
        user,
        mail: None,
        registered: None,
    }
}

fn contract(drawn: &mut Drawn, number: u32) -> NewContract {
    let (first, second, third) = (drawn.one(&FIRST), surname(drawn), drawn.one(&SECOND));
    let kind = drawn.one(&KINDS);
    let branch = drawn.below(60) + 11;
    NewContract {
        line: 1,
        contract: Contract {
            number: ContractNumber::parse(&number.to_string()).unwrap(),
            company: Name::parse(&format!("{kind}{}{}{}", first.0, second.0, third.0)).unwrap(),
            kana: Kana::parse(&format!("{}{}{}", first.1, second.1, third.1)).unwrap(),
            branch: Branch {
                code: BranchCode::parse(&format!("{branch:03}")).unwrap(),
                name: Name::parse(&format!("見本{branch}支店")).unwrap(),
            },
            account: Account::parse(&format!("普通{:07}", number - 1_000_000 + 2_000_000)).unwrap(),
            phone: Phone::parse(&format!("03-{:04}-{:04}", number / 10_000 % 10_000, number % 10_000)).unwrap(),
            phone_since: None,
            address: None,
            address_since: None,
            representative: None,
            closed: None,
            start: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            version: 0,
        },
        issued: Vec::new(),
        makers: std::collections::BTreeMap::new(),
        users: vec![
            user(drawn, &format!("U{number}M"), UserKind::Master),
            user(drawn, &format!("U{number}A"), UserKind::Admin),
            user(drawn, &format!("U{number}G"), UserKind::General),
        ],
    }
}

fn fill(store: &mut Store, drawn: &mut Drawn, from: u32, to: u32) {
    for chunk in (from..to).step_by(usize::try_from(CHUNK).unwrap()) {
        let contracts =
            (chunk..to.min(chunk + CHUNK)).map(|number| Arriving::of(contract(drawn, 1_000_000 + number)).unwrap());
        let contracts: Vec<_> = contracts.collect();
        let written = store.write(|tx| -> Result<(), Error> {
            let load = tx.begin_load(Loaded::Contracts, None)?;
            let slots = tx.pour_contracts(load, &contracts)?..;
            let mut people = Vec::new();
            for (slot, contract) in slots.zip(&contracts) {
                contract.people(|_| Ok::<_, Error>(None), &mut people)?;
                tx.add_pieces(slot, contract.pieces())?;
            }
            assert!(tx.pour_users(&people)?);
            tx.count_load(load, contracts.len())?;
            tx.show_load(load)
        });
        written.unwrap();
    }
}

/// A fob for each contract that has none: past the program, since nothing of it is acted on here.
fn equip(path: &Path) {
    let line = rusqlite::Connection::open(path).unwrap();
    let sql = "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, stock, contract)
               SELECT randomblob(16), 'BENCH SAMPLE', '300' || number, 'sha1', 6, 60, 0, 'issued', number FROM contract
               WHERE NOT EXISTS (SELECT 1 FROM token WHERE contract = number)";
    line.execute(sql, []).unwrap();
}

/// How long each question takes that stands in the box while a text is typed.
fn typed(texts: &[&str], mut ask: impl FnMut(&str)) -> Vec<(Duration, String)> {
    let mut times = Vec::new();
    for text in texts {
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            for _ in 0..ROUNDS {
                let began = Instant::now();
                ask(&text[..end]);
                times.push((began.elapsed(), text[..end].to_owned()));
            }
        }
    }
    times.sort();
    times
}

fn told(what: &str, times: &[(Duration, String)]) {
    let at = |share: usize| times[(times.len() - 1) * share / 100].0.as_secs_f64() * 1e3;
    let (worst, text) = times.last().unwrap();
    println!(
        "  {what:<34} p50 {:>9.3} ms   p99 {:>9.3} ms   worst {:>9.3} ms ({text})",
        at(50),
        at(99),
        worst.as_secs_f64() * 1e3
    );
}

fn find(store: &Store, text: &str) {
    let now: DateTime<Utc> = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
    let asked = SearchQuery {
        text,
        within: &Within::All,
        offset: 0,
        limit: ROWS,
        now,
        soon: now,
    };
    let found = store.find(&asked, &Asker::new()).unwrap().unwrap();
    assert!(black_box(found).total <= u64::from(SIZES[2]));
}

fn like(path: &Path) -> impl Fn(&str) {
    let line = rusqlite::Connection::open(path).unwrap();
    move |text| {
        let sql = r#"SELECT number FROM contract c WHERE number LIKE ?1 OR company LIKE ?1 OR kana LIKE ?1 OR phone LIKE ?1 OR account LIKE ?1
                     OR EXISTS (SELECT 1 FROM "user" WHERE contract = c.number AND (login_id LIKE ?1 OR name LIKE ?1 OR kana LIKE ?1))
                     ORDER BY sort_key, number"#;
        let mut statement = line.prepare_cached(sql).unwrap();
        let found = statement
            .query_map([format!("%{text}%")], |row| row.get::<_, String>(0))
            .unwrap();
        assert!(found.count() < usize::MAX);
    }
}

/// The most memory that a process had, in MB, as far as the system tells.
fn highest(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}

/// A line for each user, as somebody would pipe them into fzf; nothing where it is not installed.
fn fzf<'a>(path: &Path, lines: &Path, memory: &'a Cell<u64>) -> Option<impl Fn(&str) + use<'a>> {
    let fzf = Command::new("fzf").arg("--version").stdout(Stdio::null()).status();
    if !fzf.is_ok_and(|status| status.success()) {
        println!("  fzf is not installed here (apt-get install fzf)");
        return None;
    }
    let line = rusqlite::Connection::open(path).unwrap();
    let sql = r#"SELECT number || ' ' || company || ' ' || c.kana || ' ' || phone || ' ' || account || ' ' || login_id || ' ' || name || ' ' || u.kana
                 FROM contract c JOIN "user" u ON u.contract = c.number"#;
    let mut statement = line.prepare(sql).unwrap();
    let mut file = BufWriter::new(File::create(lines).unwrap());
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        writeln!(file, "{}", row.get::<_, String>(0).unwrap()).unwrap();
    }
    file.flush().unwrap();
    let lines = lines.to_owned();
    // A process for each question, as `--filter` has it: reading the lines is part of its time.
    Some(move |text: &str| {
        let from = File::open(&lines).unwrap();
        let mut fzf = Command::new("fzf");
        fzf.args(["--exact", "--filter", text])
            .stdin(from)
            .stdout(Stdio::null());
        let mut fzf = fzf.spawn().unwrap();
        let status = loop {
            memory.set(memory.get().max(highest(fzf.id())));
            if let Some(status) = fzf.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        assert!(status.code().is_some_and(|code| code < 2), "1: nothing is found");
    })
}

fn main() {
    let asked: Option<u32> = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/madoguchi.db"),
        key: folder.path().join("keys/madoguchi.key"),
    };
    let (mut store, _) = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
    let (mut drawn, mut filled) = (Drawn(42), 0);
    for size in SIZES.into_iter().filter(|size| asked.is_none_or(|most| *size <= most)) {
        let began = Instant::now();
        fill(&mut store, &mut drawn, filled, size);
        println!(
            "{size} contracts, {} users (written in {:.0} s)",
            size * 3,
            began.elapsed().as_secs_f64()
        );
        equip(&at.store);
        filled = size;
        let (fresh, _) = Store::open(&at).unwrap();
        find(&fresh, "");
        if size < SIZES[2] {
            told(
                "by the store's own index",
                &typed(&TYPED[..4], |text| find(&fresh, text)),
            );
        }
        let began = Instant::now();
        fresh.begin_to_know();
        let bytes = loop {
            if let Some(bytes) = fresh.bytes_of_names() {
                break bytes;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        println!(
            "  read into memory in {:.0} ms, {} MB",
            began.elapsed().as_secs_f64() * 1e3,
            bytes / 1_000_000
        );
        told("as it is typed", &typed(&TYPED, |text| find(&fresh, text)));
        for (what, texts) in NAMED {
            let mut times = Vec::new();
            for text in texts.iter().flat_map(|text| [text; 200]) {
                let began = Instant::now();
                find(&fresh, text);
                times.push((began.elapsed(), (*text).to_owned()));
            }
            times.sort();
            told(what, &times);
        }
        told("everything, the first page", &typed(&[" "], |text| find(&fresh, text)));
        let scan = like(&at.store);
        told("LIKE", &typed(&TYPED[2..3], |text| scan(text)));
        let memory = Cell::new(0);
        if let Some(fzf) = fzf(&at.store, &folder.path().join("lines"), &memory) {
            told("fzf --exact --filter", &typed(&TYPED[2..3], |text| fzf(text)));
            println!("  fzf had {} MB", memory.get());
        }
    }
}
