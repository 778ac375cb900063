//! A file that no single transaction takes (R12.1, R15.2): people go on working, nobody sees any of it before all of it is there,
//! and wherever it ends otherwise nothing of it ever was.

use std::ops::ControlFlow;

use madoguchi::clock::Clock;
use madoguchi::desk::{Coming, Desk, Error, Pace, Session};
use madoguchi::domain::arrival::{NewContract, NewToken};
use madoguchi::domain::policy::{self, Policy};
use madoguchi::domain::refusal::Decision;
use madoguchi::domain::token::{Algorithm, CodeParams, Stock};
use madoguchi::domain::values::{Maker, Serial};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::intake::contracts;
use madoguchi::store::{Asker, Entry, Filter, Kind, Location, Store};
use madoguchi::training::demo;

use crate::support::contract;

/// Rows that one transaction does not take.
const MANY: usize = 1_100;

struct Place {
    _folder: tempfile::TempDir,
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
        Self { _folder: folder, at }
    }

    fn desk(&self, staff: &str) -> (Desk, Session) {
        let opened = Store::open(&self.at).unwrap();
        let mut desk = Desk::new(opened, Clock::fixed(demo::start()), Box::new(Machine), "test").unwrap();
        let session = demo::session(&mut desk, staff).unwrap();
        (desk, session)
    }

    /// The store as it is on the disk at this moment, as a kill leaves it, beside the same key.
    fn killed(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        for (from, to) in [(&self.at.store, &at.store), (&self.at.key, &at.key)] {
            private(to.parent().unwrap());
            for end in ["", "-wal", "-shm"] {
                let named = |path: &std::path::Path| format!("{}{end}", path.display());
                let _ = std::fs::copy(named(from), named(to));
            }
        }
        Self { _folder: folder, at }
    }

    /// What people see of it: how many there are of whatever a file could bring, and whether the store is whole.
    fn seen(&self) -> Seen {
        let (desk, auditor) = self.desk("A001");
        assert_eq!(desk.verify(&auditor).unwrap().flaw, None);
        let (mut desk, teller) = self.desk("T001");
        let find = |desk: &mut Desk, text: &str| desk.ask(&teller, |look| look.find(text, 0, 5)).unwrap().total;
        let tokens = |desk: &mut Desk, serial: &str| {
            let serial = Serial::parse(serial).unwrap();
            let rows = desk.ask(&teller, |look| look.tokens(&serial)).unwrap();
            rows.into_iter()
                .map(|row| (row.token.stock, row.token.contract.is_some(), row.users))
                .collect()
        };
        Seen {
            all: find(&mut desk, ""),
            named: find(&mut desk, "架空積込"),
            by_number: find(&mut desk, "LOAD-7"),
            by_login: find(&mut desk, "LU7"),
            sheet: desk.ask(&teller, |look| look.sheet(&contract("LOAD-7"))).is_ok(),
            branches: desk.look(&teller).branches(&Asker::new()).unwrap().unwrap().len(),
            free: tokens(&mut desk, "80000001"),
            stock: tokens(&mut desk, "90000007"),
        }
    }
}

fn private(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::create_dir(folder).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

#[derive(Debug, Clone, PartialEq)]
struct Seen {
    all: u64,
    named: u64,
    by_number: u64,
    by_login: u64,
    sheet: bool,
    branches: usize,
    free: Vec<(Stock, bool, u32)>,
    stock: Vec<(Stock, bool, u32)>,
}

/// What comes one after another, as from a file.
struct From<I>(I);

impl<T: Send, I: Iterator<Item = Decision<T>> + Send> Coming for From<I> {
    type Item = T;

    fn next(&mut self) -> Option<Decision<T>> {
        self.0.next()
    }

    fn digest(&self) -> Option<[u8; 32]> {
        Some([0xAB; 32])
    }
}

/// What is done after each part.
struct After<F>(F);

impl<F: FnMut(usize) -> ControlFlow<()>> Pace for After<F> {
    fn rest(&mut self, rows: usize) -> ControlFlow<()> {
        (self.0)(rows)
    }
}

fn on() -> After<impl FnMut(usize) -> ControlFlow<()>> {
    After(|_| ControlFlow::Continue(()))
}

const HEAD: &str = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                    利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時\n";

fn row(n: usize, login: &str, kind: &str) -> String {
    let (issued, registered) = if n == 7 {
        ("80000001", "80000001,2026-05-01 10:00")
    } else {
        ("", ",")
    };
    format!(
        "LOAD-{n},架空積込{n},カクウツミコミ,777,積込支店,普通7777777,03-0000-7777,2026-05-01,{issued},{login},架空 人,カクウ ヒト,{kind},,{registered}\n"
    )
}

fn read(rows: &str) -> Vec<NewContract> {
    contracts::read(format!("{HEAD}{rows}").as_bytes(), &Policy::default()).unwrap()
}

/// That many contracts, each with a master; the seventh has a token out of stock.
fn companies(many: usize) -> Vec<NewContract> {
    let rows: String = (0..many).map(|n| row(n, &format!("LU{n}"), "マスターユーザ")).collect();
    read(&rows)
}

fn token(serial: usize) -> NewToken {
    NewToken {
        maker: Maker::parse("SAMPLE").unwrap(),
        serial: Serial::parse(&serial.to_string()).unwrap(),
        params: CodeParams {
            algorithm: Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: serial.to_le_bytes().repeat(3).into(),
    }
}

fn tokens(many: usize) -> impl Iterator<Item = Decision<NewToken>> + Send {
    (0..many).map(|n| Ok(token(90_000_000 + n)))
}

fn given(contracts: Vec<NewContract>) -> From<impl Iterator<Item = Decision<NewContract>> + Send> {
    From(contracts.into_iter().map(Ok))
}

fn code<T: std::fmt::Debug>(given: Result<T, Error>) -> String {
    match given.unwrap_err() {
        Error::Refused(refusal) => {
            let facts = refusal.facts();
            let facts: Vec<_> = facts.iter().map(|(_, fact)| fact.as_str()).collect();
            format!("{} {}", refusal.code(), facts.join(" ")).trim_end().to_owned()
        }
        error @ Error::Store(_) => error.code().to_owned(),
    }
}

fn of_loads(place: &Place) -> Vec<(String, String, String)> {
    let (mut desk, auditor) = place.desk("A001");
    let entries: Vec<Entry> = desk
        .ask(&auditor, |look| {
            look.trail(&Filter {
                limit: 200,
                ..Filter::default()
            })
        })
        .unwrap();
    let told = entries
        .into_iter()
        .filter(|entry| entry.draft.action.contains("load") || entry.draft.action.starts_with("import"));
    told.map(|entry| {
        (
            entry.draft.action,
            entry.draft.code.unwrap_or_default(),
            entry.draft.detail,
        )
    })
    .collect()
}

/// A place with a token in stock, and what is seen of it before anything more comes.
fn ready() -> (Place, Seen) {
    let place = Place::new();
    let (mut desk, administrator) = place.desk("K001");
    let (_, supervisor) = place.desk("S001");
    demo::deliver(&mut desk, &administrator, &supervisor, vec![token(80_000_001)]).unwrap();
    let seen = place.seen();
    assert_eq!(seen.free, [(Stock::InStock, false, 0)]);
    (place, seen)
}

#[test]
fn a_long_file_of_contracts_is_seen_when_all_of_it_is_there_r12_1() {
    let (place, before) = ready();
    let (mut desk, administrator) = place.desk("K001");
    let mut looks = 0;
    let mut meanwhile = After(|_| {
        assert_eq!(place.seen(), before, "while it is written");
        looks += 1;
        ControlFlow::Continue(())
    });
    let imported = desk
        .load_contracts(&administrator, given(companies(MANY)), &mut meanwhile)
        .unwrap();
    assert!(looks >= 2, "{looks}");
    assert_eq!((imported.contracts, imported.users, imported.tokens), (MANY, MANY, 1));
    let after = place.seen();
    let many = MANY as u64;
    let expected = Seen {
        all: before.all + many,
        named: many,
        by_number: 1,
        by_login: 1,
        sheet: true,
        branches: before.branches + 1,
        free: vec![(Stock::Issued, true, 1)],
        stock: vec![],
    };
    assert_eq!(after, expected);
    // The beginning before the first row, the end with what came in.
    let told = of_loads(&place);
    let last: Vec<_> = told
        .iter()
        .map(|(action, code, detail)| format!("{action} {code} {detail}"))
        .collect();
    let digest = "ab".repeat(32);
    assert!(last.contains(&"begin_load  import_contracts".to_owned()), "{last:?}");
    assert!(
        last.contains(&format!("import_contracts  {MANY} sha256={digest}")),
        "{last:?}"
    );
}

#[test]
fn a_long_file_of_tokens_is_seen_when_all_of_it_is_there_r15_2() {
    let (place, before) = ready();
    let (mut desk, administrator) = place.desk("K001");
    let mut meanwhile = After(|_| {
        assert_eq!(place.seen(), before, "while it is written");
        ControlFlow::Continue(())
    });
    let imported = desk
        .load_tokens(&administrator, From(tokens(MANY)), &mut meanwhile)
        .unwrap();
    assert_eq!(imported.tokens, MANY);
    // It waits for its release (R15.3).
    let stock = vec![(Stock::Arrived, false, 0)];
    assert_eq!(place.seen(), Seen { stock, ..before });
}

#[test]
fn wherever_a_program_is_killed_nothing_is_seen_and_the_same_file_comes_in_again_r12_1() {
    let (place, before) = ready();
    let mut kills = Vec::new();
    let (mut desk, administrator) = place.desk("K001");
    let mut meanwhile = After(|_| {
        kills.push(place.killed());
        ControlFlow::Continue(())
    });
    desk.load_contracts(&administrator, given(companies(MANY)), &mut meanwhile)
        .unwrap();
    let while_contracts = kills.len();
    let mut meanwhile = After(|_| {
        kills.push(place.killed());
        ControlFlow::Continue(())
    });
    desk.load_tokens(&administrator, From(tokens(MANY)), &mut meanwhile)
        .unwrap();
    assert!(kills.len() >= 4, "{}", kills.len());
    let shown = place.seen();
    for (at, killed) in kills.iter().enumerate() {
        let of_contracts = at < while_contracts;
        let expected = if of_contracts {
            before.clone()
        } else {
            Seen {
                stock: vec![],
                ..shown.clone()
            }
        };
        assert_eq!(killed.seen(), expected, "killed {at}");
        let swept: Vec<_> = of_loads(killed)
            .into_iter()
            .filter(|(action, ..)| action == "sweep_load")
            .collect();
        assert_eq!(swept.len(), 1, "the opening tells of it, once");
        let (mut desk, administrator) = killed.desk("K001");
        if of_contracts {
            desk.load_contracts(&administrator, given(companies(MANY)), &mut on())
                .unwrap();
            assert_eq!(
                killed.seen(),
                Seen {
                    stock: vec![],
                    ..shown.clone()
                }
            );
        } else {
            desk.load_tokens(&administrator, From(tokens(MANY)), &mut on()).unwrap();
            assert_eq!(killed.seen(), shown);
        }
    }
}

#[test]
fn what_is_broken_off_or_refused_on_its_last_row_was_never_there_r12_1() {
    let (place, before) = ready();
    let (mut desk, administrator) = place.desk("K001");
    let mut breaks = After(|rows| {
        if rows > 900 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(
        code(desk.load_contracts(&administrator, given(companies(MANY)), &mut breaks)),
        "E1421"
    );
    assert_eq!(place.seen(), before);
    assert_eq!(
        code(desk.load_tokens(&administrator, From(tokens(MANY)), &mut breaks)),
        "E1421"
    );
    assert_eq!(place.seen(), before);

    let mut twice = companies(MANY);
    twice.push(companies(1).remove(0));
    twice.last_mut().unwrap().users[0].line = 9_999;
    assert_eq!(
        code(desk.load_contracts(&administrator, given(twice), &mut on())),
        "E1401 9999 利用者区分 a second master"
    );
    assert_eq!(place.seen(), before);
    let again = tokens(MANY).chain([Ok(token(90_000_000))]);
    assert_eq!(
        code(desk.load_tokens(&administrator, From(again), &mut on())),
        "E1404 90000000 twice in the file"
    );
    assert_eq!(place.seen(), before);
    let there = tokens(MANY).chain([Ok(token(80_000_001))]);
    assert_eq!(
        code(desk.load_tokens(&administrator, From(there), &mut on())),
        "E1406 80000001"
    );
    let seed = NewToken {
        seed: token(90_000_001).seed,
        ..token(95_000_000)
    };
    let other = tokens(MANY).chain([Ok(seed)]);
    assert_eq!(
        code(desk.load_tokens(&administrator, From(other), &mut on())),
        "E1434 95000000 90000001"
    );
    assert_eq!(place.seen(), before);
    // All of it can still come.
    desk.load_contracts(&administrator, given(companies(MANY)), &mut on())
        .unwrap();
    desk.load_tokens(&administrator, From(tokens(MANY)), &mut on()).unwrap();
}

#[test]
fn rows_of_one_contract_may_stand_far_apart_and_must_agree_r15_2() {
    let (place, before) = ready();
    let (mut desk, administrator) = place.desk("K001");
    // The master of one comes with the last row; and one more user of the contract with a token.
    let mut far = companies(MANY);
    let general = row(7, "LG7", "一般ユーザ");
    far.extend(read(&row(9_000, "LM", "マスターユーザ")));
    let mut first = read(&row(9_000, "LX", "マスターユーザ")).remove(0);
    first.users[0].user.kind = madoguchi::domain::user::UserKind::General;
    far.insert(0, first);
    let mut more = read(&row(7, "LG7", "マスターユーザ")).remove(0);
    more.users[0].user.kind = madoguchi::domain::user::UserKind::General;
    assert!(general.contains("LG7"));
    far.push(more);
    for (changed, told) in [
        ("company", "E1401 2 会社名 differs from an earlier row"),
        ("tokens", "E1401 2 発行トークン differs from an earlier row"),
        ("login", "E1401 2 ログインID twice in the file"),
        ("issued", "E1401 2 発行トークン issued twice"),
        ("master", "E1401 2 利用者区分 no master"),
    ] {
        let mut wrong = far.clone();
        let (at, last) = (wrong.len() - 2, wrong.len() - 1);
        match changed {
            "company" => wrong[last].contract.company = wrong[at].contract.company.clone(),
            "tokens" => wrong[last].issued.clear(),
            "login" => wrong[last].users[0].user.login_id = wrong[5].users[0].user.login_id.clone(),
            "issued" => {
                wrong[last].contract.number = contract("LOAD-8888");
            }
            _ => {
                wrong.remove(at);
            }
        }
        assert_eq!(
            code(desk.load_contracts(&administrator, given(wrong), &mut on())),
            told,
            "{changed}"
        );
        assert_eq!(place.seen(), before, "{changed}");
    }
    let imported = desk.load_contracts(&administrator, given(far), &mut on()).unwrap();
    assert_eq!((imported.contracts, imported.users), (MANY + 1, MANY + 3));
    let (mut desk, teller) = place.desk("T001");
    let sheet = desk.ask(&teller, |look| look.sheet(&contract("LOAD-7"))).unwrap();
    let registered = sheet.case.users.iter().filter(|user| user.token.is_some()).count();
    assert_eq!((sheet.case.users.len(), registered), (2, 2));
    for text in ["LG7", "LU7", "LM"] {
        assert_eq!(
            desk.ask(&teller, |look| look.find(text, 0, 5)).unwrap().total,
            1,
            "{text}"
        );
    }
}

#[test]
fn one_file_at_a_time_and_a_role_that_may_not_takes_none_r12_1() {
    let (place, _) = ready();
    let (mut desk, administrator) = place.desk("K001");
    let (mut other, second) = place.desk("K001");
    let mut meanwhile = After(|_| {
        let told = code(other.import_tokens(&second, Ok(vec![token(95_000_000)])));
        assert_eq!(told, "E1420");
        // Whatever numbers it has are taken, though nobody sees them.
        ControlFlow::Continue(())
    });
    desk.load_contracts(&administrator, given(companies(MANY)), &mut meanwhile)
        .unwrap();
    desk.import_tokens(&administrator, Ok(vec![token(95_000_000)])).unwrap();
    let (mut desk, teller) = place.desk("T001");
    let told = code(desk.load_tokens(&teller, From(tokens(MANY)), &mut on()));
    assert!(told.starts_with("E1203 "), "{told}");
}
