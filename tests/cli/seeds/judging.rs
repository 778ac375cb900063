//! A dry run of a seed file, as a user has it (R15.3): every key's verdict, and nothing taken in.

use serde_json::{Value, json};

use super::{container, imported, key, seed};
use crate::support::{Bank, Ran, at, number};

/// A file in which much is wrong: what of it can be taken, and with what numbers the others are told.
fn mixed() -> String {
    let expired = "<ExpiryDate>2026-05-01T00:00:00</ExpiryDate>";
    let drift = "<TimeDrift><PlainValue>3</PlainValue></TimeDrift>";
    container(&[
        key("70000001", &seed(1), expired, ""),
        key("70000002", &seed(2), "", drift),
        key("7000003", &seed(3), "", ""),
        key("70000001", &seed(4), "", ""),
        key("70000005", &seed(2), "", ""),
        key("70000006", &[0; 20], "", ""),
        key("70000099", &seed(99), "", ""),
        key("70000008", &seed(98), "", ""),
        key("70000010", &seed(10), "", ""),
    ])
}

/// A bank that has two of the tokens' like: one by its serial, and one by its seed.
fn bank() -> Bank {
    let bank = Bank::training();
    let there = container(&[key("70000099", &seed(99), "", ""), key("70000098", &seed(98), "", "")]);
    assert_eq!(imported(&bank, &bank.file("there.xml", there.as_bytes()), "").status, 0);
    bank
}

const WRONG: [(&str, &str); 6] = [
    ("7000003", "E1431"),
    ("70000001", "E1404"),
    ("70000005", "E1434"),
    ("70000006", "E1433"),
    ("70000099", "E1406"),
    ("70000008", "E1434"),
];

fn look(bank: &Bank, more: &[&str], file: &str, stdin: &str) -> Ran {
    let at = at(1);
    let args = [&["--json", "--at", &at, "tokens", "import"], more, &[file]].concat();
    bank.by("K001", &args, stdin)
}

/// The serials and numbers of what can't be taken.
fn wrong(told: &Value) -> Vec<(String, String)> {
    let mistakes = told["judged"]["mistakes"].as_array().unwrap().iter();
    let text = |mistake: &Value, name: &str| mistake[name].as_str().unwrap().to_owned();
    mistakes
        .map(|mistake| (text(mistake, "serial"), text(mistake, "code")))
        .collect()
}

fn expected() -> Vec<(String, String)> {
    let all = WRONG.iter();
    all.map(|(serial, code)| ((*serial).to_owned(), (*code).to_owned()))
        .collect()
}

fn without_seeds(ran: &Ran) {
    for n in [1, 2, 3, 4, 10, 98, 99] {
        let written = data_encoding::BASE64.encode(&seed(n));
        let hex = data_encoding::HEXLOWER.encode(&seed(n));
        for said in [&ran.out, &ran.err] {
            assert!(!said.contains(&written) && !said.contains(&hex), "R12.3: {said}");
        }
    }
}

#[test]
fn a_dry_run_tells_of_every_key_and_takes_none_in_from_a_file_and_from_a_pipe_r15_3() {
    let bank = bank();
    let (text, file) = (mixed(), bank.file("mixed.xml", mixed().as_bytes()));
    let entries = bank.verified();
    for (file, stdin) in [(file.as_str(), ""), ("-", text.as_str())] {
        let ran = look(&bank, &["--dry-run"], file, stdin);
        without_seeds(&ran);
        let told = ran.json();
        assert_eq!(number(&ran), (1, "E1431".into()), "the first in the file");
        assert_eq!(wrong(&told), expected());
        let judged = &told["judged"];
        let counts = [
            "new",
            "there",
            "twice",
            "same_seed",
            "unfit",
            "expired",
            "expiring",
            "not_yet",
            "drifting",
        ];
        assert_eq!(
            counts.map(|name| judged[name].as_u64().unwrap()),
            [3, 1, 1, 2, 2, 1, 0, 0, 1]
        );
        assert_eq!(judged["keys"].as_array().unwrap().len(), 9);
        assert_eq!(judged["keys"][0]["fate"]["new"]["remarks"], json!(["expired"]));
        assert_eq!(judged["keys"][1]["fate"]["new"]["drift"], 3);
        assert_eq!(judged["keys"][2]["fate"], json!({ "refused": "E1431" }));
        // Each with its line, its reason and its way out.
        let same = &judged["mistakes"][2];
        assert_eq!(
            (&same["line"], &same["facts"]["other"]),
            (&json!(18), &json!("70000002"))
        );
        assert_eq!(same["rule"], "R15.2");
        assert!(same["message"].as_str().unwrap().contains("70000005"));
        assert!(!same["remedy"].as_str().unwrap().is_empty());
    }
    // Each call is a login, and a verification is one too: nothing else is in the trail.
    assert_eq!(bank.verified(), entries + 2 * 2 + 2, "a look leaves no entry");
    assert!(
        bank.by("K001", &["tokens", "show", "70000010"], "")
            .err
            .starts_with("E0301")
    );
    // What is good is told as that, and comes in afterwards.
    let good = bank.file("good.xml", container(&[key("70000010", &seed(10), "", "")]).as_bytes());
    let ran = look(&bank, &["--dry-run"], &good, "");
    assert_eq!((ran.status, &ran.json()["judged"]["new"]), (0, &json!(1)));
    assert_eq!(ran.json()["judged"]["mistakes"], json!([]));
    assert_eq!(look(&bank, &[], &good, "").json()["imported"]["tokens"], 1);
    let ran = look(&bank, &["--dry-run"], &good, "");
    assert_eq!(wrong(&ran.json()), [("70000010".to_owned(), "E1406".to_owned())]);
}

#[test]
fn a_load_that_is_refused_tells_of_every_key_that_is_in_the_way_r15_3() {
    let bank = bank();
    let file = bank.file("mixed.xml", mixed().as_bytes());
    let ran = look(&bank, &[], &file, "");
    without_seeds(&ran);
    assert_eq!(ran.status, 1);
    let told = ran.json();
    assert!(told["refused"]["code"].is_string(), "as before: {told}");
    assert_eq!(wrong(&told), expected());
    assert_eq!(
        told["judged"]["keys"],
        Value::Null,
        "what is not in the way is in a dry run"
    );
    // Of standard input the first one alone, with the way to the others.
    let ran = look(&bank, &[], "-", &mixed());
    assert_eq!((ran.status, &ran.json()["judged"]), (1, &Value::Null));
    let ran = imported(&bank, "-", &mixed());
    assert!(
        ran.err.starts_with("E14") && ran.err.contains("--dry-run"),
        "{}",
        ran.err
    );
    assert!(
        bank.by("K001", &["tokens", "show", "70000010"], "")
            .err
            .starts_with("E0301")
    );
    let trail = bank.by("A001", &["--json", "audit", "list", "--limit", "20"], "");
    assert!(trail.out.matches("import_tokens").count() >= 3, "{}", trail.out);
    without_seeds(&trail);
    bank.verified();
}

#[test]
fn a_dry_run_of_seeds_reads_to_people_in_both_languages_r15_3() {
    let bank = bank();
    let file = bank.file("mixed.xml", mixed().as_bytes());
    for (lang, first, parts) in [
        (
            "ja",
            "E1431 シリアル番号 7000003 は 7 文字です",
            [
                "トークン: 新規 3 個、取込済み 1 個、ファイル内の重複 1 個、鍵の重複 2 個、不備 2 個",
                "2 行目 トークン 70000001 株式会社見本メーカー: 新規 (期限切れ: 2026年05月01日 00時00分)",
                "新規 (時計のずれ 3 回分)",
                "取り込めないトークン 6 個:",
                "E1434 トークン 70000005 の鍵は、トークン 70000002 の鍵と同じです",
                "何も取り込んでいません。取り込めないトークンが 1 個でもあると",
            ],
        ),
        (
            "en",
            "E1431 Serial 7000003 has 7 characters",
            [
                "Tokens: 3 new, 1 there already, 1 twice in the file, 2 with the seed of another, 2 not as they must be",
                "Line 2, token 70000001 株式会社見本メーカー: new (expired 2026-05-01 00:00)",
                "new (clock 3 steps off)",
                "Tokens that can't be taken, 6 in all:",
                "E1434 The seed of token 70000005 is that of token 70000002",
                "Nothing is taken in: with one token that can't be, none of the file is.",
            ],
        ),
    ] {
        let args = ["--lang", lang, "--at", &at(1), "tokens", "import", "--dry-run", &file];
        let ran = bank.by("K001", &args, "");
        without_seeds(&ran);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""));
        assert!(ran.err.starts_with(first), "{}", ran.err);
        for part in parts {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
        // The way out of a number is said once.
        let remedy = ran
            .err
            .lines()
            .filter(|line| line.contains("70000008") || line.contains("70000005"));
        assert_eq!(remedy.count(), 2, "{}", ran.err);
    }
    let good = bank.file("good.xml", container(&[key("70000010", &seed(10), "", "")]).as_bytes());
    let ran = bank.by("K001", &["--at", &at(1), "tokens", "import", "--dry-run", &good], "");
    assert!(
        ran.status == 0 && ran.out.contains("--dry-run を外して"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_dry_run_that_ends_in_the_middle_tells_what_it_found_and_who_may_not_is_kept_r12_1_r15_3() {
    let bank = bank();
    let text = mixed();
    let cut = &text[..text.find("70000006").unwrap()];
    let ran = look(&bank, &["--dry-run"], &bank.file("cut.xml", cut.as_bytes()), "");
    assert_eq!(number(&ran), (1, "E1403".into()));
    assert_eq!(wrong(&ran.json()), expected()[..3]);
    // Where no key is in the way, nothing is said of one.
    let unread = bank.file("unread.xml", text.replace("<Secret>", "<Secret><ValueMAC/>").as_bytes());
    for (lang, cut, way) in [
        ("ja", "終わりまで読めない", "1 個でもあると"),
        ("en", "be read to its end", "with one token"),
    ] {
        let args = ["--lang", lang, "--at", &at(1), "tokens", "import", "--dry-run", &unread];
        let ran = bank.by("K001", &args, "");
        assert!(ran.status == 1 && ran.err.starts_with("E1407 "), "{}", ran.err);
        assert!(ran.err.contains(cut) && !ran.err.contains(way), "{}", ran.err);
    }
    let file = bank.file("mixed.xml", text.as_bytes());
    let ran = look(&bank, &["--dry-run", "--branch", "999"], &file, "");
    assert_eq!(number(&ran), (1, "E1479".into()));
    let before = bank.verified();
    let args = ["--json", "--at", &at(1), "tokens", "import", "--dry-run", &file];
    assert_eq!(number(&bank.by("T001", &args, "")), (1, "E1203".into()));
    let after = bank.verified();
    assert_eq!(after - before, 2 * 2 + 1, "two logins, and the look that was refused");
}

#[test]
fn an_export_of_another_product_has_its_dry_run_r15_3() {
    let bank = Bank::training();
    let record = |n: u8, serial: &str, key: &str| {
        format!(
            "dn: ipatokenuniqueid={n},cn=otp,dc=example,dc=jp\nobjectClass: ipatokentotp\nipatokenSerial: {serial}\n\
             ipatokenVendor: Sample\nipatokenOTPkey:: {key}\nipatokenTOTPtimeStep: 60\n\n"
        )
    };
    let written = |n: u8| data_encoding::BASE64.encode(&seed(n));
    let text = [
        "version: 1\n\n".to_owned(),
        record(1, "90000011", &written(1)),
        record(2, "900", &written(2)),
        record(3, "90000013", &written(1)),
        record(4, "90000011", &written(4)),
    ];
    let file = bank.file("tokens.ldif", text.concat().as_bytes());
    let codes = ["E1912", "E1434", "E1404"];
    for more in [&["--from", "freeipa", "--dry-run"][..], &["--from", "freeipa"]] {
        let ran = look(&bank, more, &file, "");
        without_seeds(&ran);
        assert_eq!(number(&ran), (1, "E1912".into()));
        let told: Vec<_> = wrong(&ran.json()).into_iter().map(|(_, code)| code).collect();
        assert_eq!(told, codes, "{more:?}");
    }
    assert!(
        bank.by("K001", &["tokens", "show", "90000011"], "")
            .err
            .starts_with("E0301")
    );
}
