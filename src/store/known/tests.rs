//! What is found among the names in memory is what the store's own index finds, whatever was named otherwise meanwhile.

use super::*;
use crate::domain::arrival::{NewContract, NewUser};
use crate::domain::case::samples;
use crate::domain::policy;
use crate::domain::user::UserKind;
use crate::domain::values::{BranchCode, ContractNumber, Kana, Name};
use crate::entropy::Repeatable;
use crate::store::Loaded;
use crate::store::db::tests::statements;
use crate::store::finds::{Found, SearchQuery, Within};
use crate::store::{Asker, Kind, Location, Store};

fn contract(number: u32, company: &str, kana: &str, user: &str) -> NewContract {
    let mut contract = samples::case(Vec::new(), Vec::new()).contract;
    contract.number = ContractNumber::parse(&number.to_string()).unwrap();
    contract.company = Name::parse(company).unwrap();
    contract.kana = Kana::parse(kana).unwrap();
    contract.branch.code = BranchCode::parse(&format!("01{}", number % 3)).unwrap();
    let mut one = samples::user(&format!("U{number}"), UserKind::Master, 0);
    one.name = Name::parse(user).unwrap();
    NewContract {
        line: 1,
        contract,
        issued: Vec::new(),
        makers: std::collections::BTreeMap::new(),
        users: vec![NewUser {
            line: 1,
            user: one,
            mail: None,
            registered: None,
        }],
    }
}

fn add(store: &mut Store, new: &NewContract) {
    store
        .write(|tx| -> Result<()> {
            let load = tx.begin_load(Loaded::Contracts, None)?;
            assert!(tx.bring(load, new)?);
            tx.show_load(load)
        })
        .unwrap();
}

/// A store that is a file, with some contracts, beside one in memory that has the same.
fn two() -> (tempfile::TempDir, Store, Store) {
    let folder = tempfile::tempdir().unwrap();
    let at = Location {
        store: folder.path().join("data/madoguchi.db"),
        key: folder.path().join("keys/madoguchi.key"),
    };
    let (mut filed, _) = Store::create(&at, Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let (mut inside, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    for (number, company, kana, user) in [
        (2_000_001, "旭商事株式会社", "アサヒショウジ", "港 花子"),
        (2_000_002, "新港運輸㈱", "シンコウウンユ", "見本 健"),
        (2_000_003, "(株)港", "カ)ミナト", "髙橋 誠"),
        (2_000_004, "港北有限会社", "コウホク(ユ", "渡邉 光"),
    ] {
        let new = contract(number, company, kana, user);
        add(&mut filed, &new);
        add(&mut inside, &new);
    }
    (folder, filed, inside)
}

fn asked<'a>(text: &'a str, within: &'a Within) -> SearchQuery<'a> {
    SearchQuery {
        text,
        within,
        offset: 0,
        limit: 50,
        now: samples::at("2026-06-01T12:00:00"),
        soon: samples::at("2026-09-01T12:00:00"),
    }
}

fn find(store: &Store, text: &str) -> Found {
    store.find(&asked(text, &Within::All), &Asker::new()).unwrap().unwrap()
}

fn numbers(found: &Found) -> Vec<u32> {
    let hits = found.hits.iter();
    hits.map(|hit| hit.contract.number.as_str().parse::<u32>().unwrap() - 2_000_000)
        .collect()
}

const TEXTS: [&str; 10] = [
    "",
    "港",
    "みなと",
    "高橋",
    "株式会社",
    "港 高橋",
    "02",
    "無い",
    "斎",
    "U2",
];

#[test]
fn memory_and_the_stores_own_index_find_the_same_while_names_change() {
    let (_folder, mut filed, mut inside) = two();
    let same = |filed: &Store, inside: &Store| {
        for text in TEXTS {
            assert_eq!(find(filed, text), find(inside, text), "{text}");
            for code in ["010", "011", "012", "099"] {
                let branch = Within::Branch(BranchCode::parse(code).unwrap());
                let both =
                    [filed, inside].map(|store| store.find(&asked(text, &branch), &Asker::new()).unwrap().unwrap());
                assert_eq!(both[0], both[1], "{text} {code}");
                assert_eq!(
                    numbers(&both[0])
                        .iter()
                        .filter(|n| code.ends_with(&((*n + 2_000_000) % 3).to_string()))
                        .count(),
                    both[0].hits.len()
                );
            }
        }
    };
    // The file's names are being read on a thread: its index answers. Then they are there.
    same(&filed, &inside);
    filed.known.wait();
    same(&filed, &inside);
    assert!(
        filed
            .read(|tx| filed.known.held(tx).map(|held| held.is_some()))
            .unwrap()
    );
    assert_eq!(numbers(&find(&filed, "港")), [4, 3, 2, 1]);
    for (number, company, kana) in [
        (2_000_005, "港", "アア"),
        (2_000_006, "斎藤工務店", "サイトウコウムテン"),
    ] {
        let new = contract(number, company, kana, "齋藤 学");
        add(&mut filed, &new);
        add(&mut inside, &new);
        same(&filed, &inside);
    }
    assert_eq!(numbers(&find(&filed, "港")), [5, 4, 3, 2, 1]);
    assert_eq!(numbers(&find(&filed, "斉藤")), [6, 5]);
    // A user of another name.
    for store in [&mut filed, &mut inside] {
        let renamed = store.write(|tx| -> Result<()> {
            tx.db
                .run(r#"UPDATE "user" SET name = '湊 一' WHERE login_id = 'U2000003'"#, &[])?;
            let number = ContractNumber::parse("2000003").unwrap();
            tx.index(&tx.case(&number)?.unwrap())
        });
        renamed.unwrap();
    }
    same(&filed, &inside);
    assert_eq!(find(&filed, "高橋").total, 0);
    assert_eq!(numbers(&find(&filed, "湊")), [3]);
}

#[test]
fn many_new_names_are_read_anew_on_the_thread_and_found_meanwhile() {
    let (_folder, mut filed, _) = two();
    filed.known.wait();
    let all = filed.write(|tx| -> Result<()> {
        let load = tx.begin_load(Loaded::Contracts, None)?;
        for number in 2_001_000..=2_001_000 + u32::try_from(BESIDE).unwrap() {
            tx.bring(load, &contract(number, "例示", "レイジ", "例示 一"))?;
        }
        tx.show_load(load)
    });
    all.unwrap();
    assert_eq!(find(&filed, "例示").total, BESIDE as u64 + 1, "by the index");
    assert!(matches!(&*filed.known.state.borrow(), State::Loading(_)));
    filed.known.wait();
    assert_eq!(find(&filed, "例示").total, BESIDE as u64 + 1);
    assert!(matches!(&*filed.known.state.borrow(), State::Held(_)));
}

/// A whole number costs a look into indices, whatever the store holds; what is typed, one question for what changed and two a row
/// that is shown, three where the company's name does not say why it is.
#[test]
fn a_question_is_a_handful_of_statements() {
    let (_folder, filed, inside) = two();
    let of = |store: &Store, text: &str| statements(|| find(store, text).hits.len());
    find(&inside, "");
    assert_eq!(of(&inside, "2000003"), (1 + 3 + 1, 1), "the number, its row, the turn");
    assert_eq!(of(&inside, "u2000003"), (5, 1));
    assert_eq!(
        of(&inside, "港"),
        (1 + 2 * 3 + 3 + 1, 4),
        "what changed, rows, the turn"
    );
    assert_eq!(of(&inside, ""), (1 + 2 * 4 + 1, 4));
    assert_eq!(of(&filed, "港"), (1 + 2 * 3 + 3 + 1, 4), "one question to the index");
    let before = find(&inside, "港");
    let now = samples::at("2026-06-01T12:00:00");
    let (count, again) = statements(|| inside.find_again(&before, now).unwrap());
    assert_eq!(
        (count, again),
        (1 + 2 * 4, Some(before)),
        "nothing is searched again while no name changed"
    );
}

#[test]
fn a_question_that_nobody_waits_for_is_given_up() {
    let (_folder, filed, inside) = two();
    let gone = Asker::new();
    gone.leaves();
    for store in [&filed, &inside] {
        for text in ["港", ""] {
            assert_eq!(store.find(&asked(text, &Within::All), &gone).unwrap(), None);
        }
        assert_eq!(store.branches(&gone).unwrap(), None);
    }
}

#[test]
fn lists_are_of_what_stands_now_and_what_is_typed_narrows_them() {
    let (_folder, mut filed, _) = two();
    let now = samples::at("2026-06-01T12:00:00");
    let at = |days: i64| (now + chrono::TimeDelta::days(days)).timestamp_millis();
    let furnished = filed.write(|tx| -> Result<()> {
        let token = "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, expires, stock, contract, suspended_at)
                     VALUES (?1, 'Sample', ?2, 'sha1', 6, 60, 0, ?3, 'issued', ?4, ?5)";
        tx.db.run(token, &[&[1_u8; 16], &"100000010", &at(400), &"2000001", &at(-1)])?;
        tx.db.run(token, &[&[2_u8; 16], &"100000028", &at(30), &"2000002", &None::<i64>])?;
        tx.db.run(token, &[&[3_u8; 16], &"100000036", &at(-3), &"2000003", &None::<i64>])?;
        tx.db.run(r#"UPDATE "user" SET reopens_at = ?1 WHERE contract = '2000004'"#, &[&at(1)])?;
        tx.db.run("INSERT INTO staff (id, name, role, branch_code, branch_name, password) VALUES ('T001', 'x', 'teller', '011', 'x', '$argon2id$')", &[])?;
        tx.db.run("INSERT INTO caution (contract, at, raised_by) VALUES ('2000003', ?1, 'T001')", &[&at(-1)])?;
        Ok(())
    });
    furnished.unwrap();
    let list = |within: Within, text: &str| {
        let found = filed.find(&asked(text, &within), &Asker::new()).unwrap().unwrap();
        assert_eq!(found.total, found.hits.len() as u64);
        numbers(&found)
    };
    assert_eq!(list(Within::Suspended, ""), [1]);
    assert_eq!(list(Within::Expiring, ""), [2]);
    assert_eq!(list(Within::Closed, ""), [4]);
    assert_eq!(list(Within::Cautioned, ""), [3]);
    assert_eq!(list(Within::Suspended, "旭"), [1]);
    assert!(list(Within::Suspended, "新港").is_empty());
    assert!(
        list(Within::Suspended, "2000002").is_empty(),
        "a list holds for a whole number too"
    );
    let hit = |text: &str| {
        let found = find(&filed, text);
        let hit = &found.hits[0];
        (hit.suspended, hit.revoked(), hit.cautioned)
    };
    assert_eq!(hit("2000001"), (true, false, false));
    assert_eq!(hit("2000003"), (false, false, true));
    assert_eq!(hit("2000004"), (false, true, false));
    let later = SearchQuery {
        now: now + chrono::TimeDelta::days(2),
        ..asked("", &Within::Closed)
    };
    assert_eq!(
        filed.find(&later, &Asker::new()).unwrap().unwrap().total,
        0,
        "the period is over"
    );
}

#[test]
fn a_store_of_an_older_version_is_indexed_anew() {
    let (_folder, mut filed, _) = two();
    let old = filed.write(|tx| -> Result<()> {
        tx.db.run("UPDATE contract SET sort_key = kana", &[])?;
        tx.db.run("DELETE FROM named", &[])?;
        for slot in 1..=4_u32 {
            tx.set_pieces(slot, "")?;
        }
        tx.index_all_anew()
    });
    old.unwrap();
    assert_eq!(numbers(&find(&filed, "港")), [4, 3, 2, 1]);
    let keys = filed.read(|tx| {
        tx.db.all("SELECT sort_key FROM contract ORDER BY slot", &[], |row| {
            row.get::<String>(0)
        })
    });
    assert_eq!(keys.unwrap()[1..3], ["シンコウウンユ".to_owned(), "ミナト".to_owned()]);
}

#[test]
fn names_are_not_read_where_memory_is_short() {
    let free = |kilobytes: u64| format!("MemTotal:       99 kB\nMemAvailable:   {kilobytes} kB\n");
    assert!(has_room(1_000_000, Some(&free(8_000_000))));
    assert!(!has_room(1_000_000, Some(&free(1_000_000))));
    assert!(has_room(1_000_000, None) && has_room(1_000_000, Some("nothing")));
}
