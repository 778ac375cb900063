//! 和暦 on the command line: what people read has its dates by the calendar of the store's policy, what programs read and
//! what leaves as a file has those of ISO 8601 whatever it says.

use std::fs;

use serde_json::{Value, json};

use crate::portal::customer::{Counter, confirmation, password};
use crate::support::{Bank, Ran, at};

/// Puts a policy in force that writes dates in the years of the Japanese calendar.
pub(crate) fn wareki(bank: &Bank) {
    let text = madoguchi::domain::policy::DEFAULT.replace("\"seireki\" ", "\"wareki\" ");
    bank.puts_in_force(&text);
}

/// Whether a Western year stands in a text: four digits from 2019 to 2049 that are no part of a longer number.
fn has_western_year(text: &str) -> bool {
    let pieces = text.split(|c: char| !c.is_ascii_digit());
    pieces
        .filter(|piece| piece.len() == 4)
        .any(|piece| (2019..2050).contains(&piece.parse::<i32>().unwrap()))
}

/// What is read of a call, which has to end with that status.
fn read(ran: &Ran, status: i32) -> String {
    assert_eq!(ran.status, status, "{}{}", ran.out, ran.err);
    format!("{}{}", ran.out, ran.err)
}

/// Somebody on the telephone could not show who they are.
fn failed_check(bank: &Bank, minute: i64, contract: &str) {
    let opening =
        json!({ "begin_check": { "contract": contract, "channel": "telephone", "person": "representative" } });
    let check = bank.outcome("T001", minute, &opening)["check_begun"]["check"].clone();
    let closing = json!({ "finish_check": { "check": check, "methods": [], "confirmed": false, "why": { "reason": "wrong_facts" } } });
    bank.outcome("T001", minute, &closing);
}

/// A bank on which DEN512 was revoked, of which notices wait; and the receipt of that.
fn worked() -> (Bank, String) {
    let bank = Bank::training();
    let check = bank.check(1, "1000012", "DEN512");
    let revoke = json!({ "revoke": { "contract": "1000012", "users": ["DEN512"], "reason": "loss", "check": check } });
    let receipt = bank.outcome("T001", 2, &revoke)["done"]["number"].clone();
    (bank, receipt.as_str().unwrap().to_owned())
}

/// Whether a year of the Japanese calendar does, in words or short: `R8.6.1`, but not the rule `R10.5`.
fn has_japanese_year(text: &str) -> bool {
    let dots = |from: usize| {
        let figures = text[from + 1..].chars().take_while(|c| c.is_ascii_digit() || *c == '.');
        figures.filter(|c| *c == '.').count()
    };
    text.contains("令和") || text.match_indices('R').any(|(at, _)| dots(at) == 2)
}

#[test]
fn every_table_that_staff_read_follows_the_calendar_of_the_store() {
    let (bank, receipt) = worked();
    let calls: [(&str, &[&str]); 6] = [
        ("T001", &["contracts", "show", "1000012"]),
        ("T001", &["tokens", "show", "10000018"]),
        ("K001", &["staff", "list"]),
        ("S001", &["notices", "list"]),
        ("A001", &["audit", "list", "--limit", "20"]),
        ("T001", &["slip", &receipt]),
    ];
    let in_form = |form: &[&str]| {
        let call = |(who, args): (&str, &[&str])| read(&bank.by(who, &[form, &["--at", &at(5)], args].concat(), ""), 0);
        calls.map(call)
    };
    let forms: [&[&str]; 3] = [&["--lang", "ja"], &["--lang", "en"], &["--json"]];
    for text in forms.iter().flat_map(|form| in_form(form)) {
        assert!(has_western_year(&text), "{text}");
        assert!(!has_japanese_year(&text), "{text}");
    }
    wareki(&bank);
    for text in forms[..2].iter().flat_map(|form| in_form(form)) {
        assert!(has_japanese_year(&text), "{text}");
        assert!(!has_western_year(&text), "{text}");
    }
    for text in in_form(forms[2]) {
        assert!(has_western_year(&text), "{text}");
        assert!(!has_japanese_year(&text), "{text}");
    }
}

#[test]
fn what_was_done_and_what_is_refused_follow_it_and_programs_read_what_they_did() {
    let bank = Bank::training();
    wareki(&bank);
    let check = bank.check(2, "1000003", "DEN503");
    let revoke = json!({ "revoke": { "contract": "1000003", "users": ["DEN503"], "reason": "loss", "check": check } });
    let ran = bank.by("T001", &["--at", &at(3), "do"], &revoke.to_string());
    let told = read(&ran, 0);
    assert!(told.contains("令和8年6月1日 10:18"), "{told}");
    assert!(told.contains("再登録は 令和8年6月1日 10:48 から"), "{told}");

    // E1018: three failed checks put a caution on a contract.
    for minute in 4..7 {
        failed_check(&bank, minute, "1000001");
    }
    let opening =
        json!({ "unlock": { "contract": "1000001", "users": ["DEN501"], "check": "0123456789abcdef0123456789abcdef" } }).to_string();
    let refused = |form: &[&str]| bank.by("T001", &[form, &["--at", &at(8), "do"]].concat(), &opening);
    let told = read(&refused(&[]), 1);
    assert!(
        told.starts_with("E1018") && told.contains("令和8年6月1日 10:21"),
        "{told}"
    );
    let json = refused(&["--json"]).json()["refused"].clone();
    assert_eq!(json["facts"]["since"], "2026-06-01 10:21");
    assert!(!has_japanese_year(&json.to_string()), "{json}");
}

#[test]
fn what_customers_read_follows_it_too() {
    let counter = Counter::with(&["DEN503"]);
    wareki(&counter.bank);
    counter.login(1, "DEN503");
    let ask = |args: &[&str], given: &Value| {
        let now = at(2);
        let all = [&["--at", &now, "portal"], args].concat();
        counter.bank.run(&all, &given.to_string())
    };
    let given = json!({ "password": password("DEN503") });
    let ran = ask(&["login", "--login-id", "DEN503"], &given);
    assert!(ran.err.ends_with("前回ログイン 令和8年6月1日 10:16\n"), "{}", ran.err);
    let session = json!({ "session": ran.out.trim_end() });

    let to = json!({ "bank": "0001", "branch": "001", "account": "普通7654321", "name": "レイジシヨウジ" });
    let transfer = json!({ "transfer": { "to": to, "amount": 1000 } });
    let mut given = session.clone();
    given["order"] = json!({ "account": "普通9000033", "content": transfer, "approver": "DEN503M1" });
    given["confirmation_password"] = json!(confirmation("DEN503"));
    let told = read(&ask(&["pay"], &given), 0);
    assert!(told.contains("令和8年6月1日 10:17"), "{told}");
    let listed = ask(&["payments", "--json"], &session).json()["payments"].clone();
    let payment = listed[0]["id"].as_str().unwrap();
    for args in [
        &["status"] as &[&str],
        &["members"],
        &["member", "--user", "DEN503"],
        &["statement", "--account", "普通9000033"],
        &["payments"],
        &["payment", "--id", payment],
    ] {
        let text = read(&ask(args, &session), 0);
        assert!(text.contains("令和"), "{args:?} {text}");
        assert!(!has_western_year(&text), "{args:?} {text}");
        let json = read(&ask(&[args, &["--json"]].concat(), &session), 0);
        assert!(!has_japanese_year(&json), "{args:?} {json}");
    }

    // E1605: revoked, and the closed period runs.
    let fob = crate::support::code("0030000137", 2);
    let mut given = session.clone();
    given["confirmation_password"] = json!(confirmation("DEN503"));
    given["code"] = json!(fob);
    let told = read(&ask(&["revoke", "--user", "DEN503"], &given), 0);
    assert!(told.contains("令和8年6月1日 10:47"), "{told}");
    let again = json!({ "password": password("DEN503") });
    let told = read(&ask(&["login", "--login-id", "DEN503"], &again), 1);
    assert!(
        told.starts_with("E1605 失効したため、令和8年6月1日 10:47まで"),
        "{told}"
    );
}

#[test]
fn letters_have_it_in_their_words_and_files_for_programs_do_not_r14_1() {
    let (bank, receipt) = worked();
    failed_check(&bank, 3, "1000001");
    wareki(&bank);
    let (letters, csv) = (bank.path("letters.csv"), bank.path("trail.csv"));
    let out = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    // What a customer reads has the calendar also where a program asked for the letters.
    let (now, csv_out) = (at(6), out(&csv));
    bank.letters(6, &[], &letters);
    let text = fs::read_to_string(&letters).unwrap();
    assert!(text.contains("令和8年6月1日 10:17、ご契約 1000012 について"), "{text}");
    assert!(
        text.contains("利用開始登録ができる時刻: 令和8年6月1日 10:47から"),
        "{text}"
    );
    assert!(text.contains(",2026-06-01 10:17,1000012,"), "{text}");
    assert!(!text.contains("2026年"), "{text}");

    // So has a slip.
    let slip = out(&bank.path("slip.txt"));
    let args = ["--json", "--at", &now, "slip", &receipt, "--out", &slip];
    read(&bank.by("T001", &args, ""), 0);
    let text = fs::read_to_string(&slip).unwrap();
    assert!(
        text.contains("令和8年6月1日 10:17") && !has_western_year(&text),
        "{text}"
    );

    // A day is asked for in either form; the file has ISO 8601.
    let export = [
        "audit",
        "export",
        "--format",
        "csv",
        "--from",
        "R8.6.1",
        "--to",
        "令和8年6月1日",
    ];
    let args = [&["--at", &now], &export[..], &["--out", &csv_out]].concat();
    read(&bank.by("A001", &args, ""), 0);
    let text = fs::read_to_string(&csv).unwrap();
    assert!(text.contains(",2026-06-01 10:17:00,T001,"), "{text}");
    assert!(!has_japanese_year(&text), "{text}");
}
