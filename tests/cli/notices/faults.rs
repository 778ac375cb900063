//! What can go wrong between the bank and its mail server (R14.2): nothing that waits is lost or sent twice, and one bad message
//! holds nobody up.

use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use super::server::{Real, Server};
use super::{bank, failed_check, notices, waiting};
use crate::support::{Bank, Ran, at, mode, number};

/// A contract whose users, the first of them the master, have these mail addresses.
fn customer(bank: &Bank, mails: &[&str]) {
    let mut text =
        "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                    利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時,メールアドレス\n"
            .to_owned();
    for (n, mail) in mails.iter().enumerate() {
        let kind = if n == 0 {
            "マスターユーザ"
        } else {
            "管理者ユーザ"
        };
        let row = format!(
            "9000001,見本試験株式会社,ミホンシケン,011,本店営業部,普通9100001,03-0000-9001,2025-04-01,,MAIL{n:02},例示 太郎,\
             レイジ タロウ,{kind},都度振込,,,{mail}\n"
        );
        text.push_str(&row);
    }
    let file = bank.file("contracts.csv", text.as_bytes());
    let ran = bank.by("K001", &["--at", &at(1), "contracts", "import", "--apply", &file], "");
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}

/// A bank with that server, and a notice for each of these addresses beside what waits in it for letters.
fn begun(port: u16, mails: &[&str]) -> Bank {
    let bank = bank(port);
    customer(&bank, mails);
    failed_check(&bank, "9000001");
    bank
}

fn figures(ran: &Ran) -> [u64; 3] {
    let sent = &ran.json()["sent"];
    ["sent", "failed", "unsure"].map(|name| sent[name].as_u64().unwrap())
}

fn of(bank: &Bank, login_id: &str) -> Value {
    let rows = waiting(bank);
    rows.into_iter().find(|row| row["login_id"] == login_id).unwrap()
}

fn id(row: &Value) -> String {
    row["id"].to_string()
}

#[test]
fn one_bad_message_holds_nobody_up_and_an_address_refused_for_good_gets_a_letter_r14_2() {
    let server = Server::start(false);
    let mails = ["a", "dropped", "nobody", "later", "b"].map(|name| format!("{name}@example.jp"));
    let bank = begun(server.port, &mails.each_ref().map(String::as_str));
    let ran = notices(&bank, &["send"]);
    assert_eq!((ran.status, figures(&ran)), (1, [2, 3, 0]));
    let to: Vec<_> = server.mails.try_iter().map(|mail| mail.to[0].clone()).collect();
    assert_eq!(to, ["a@example.jp", "b@example.jp"], "who came after the bad ones too");
    // The first line until it dropped, a second that says it was not for being old, and one for all the others.
    assert_eq!(server.lines(), 3);
    for (user, stage, why) in [
        ("MAIL01", "waiting", ""),
        ("MAIL02", "letter", "550"),
        ("MAIL03", "waiting", "451"),
    ] {
        let row = of(&bank, user);
        assert_eq!(row["stage"], stage, "{row}");
        assert!(row["failed"].as_str().unwrap().contains(why), "{row}");
    }

    // Those that failed are tried again; the letter is not.
    let ran = notices(&bank, &["send"]);
    assert_eq!(figures(&ran), [0, 2, 0]);
    let out = bank.path("letters.csv");
    bank.letters(6, &[], &out);
    let text = std::fs::read_to_string(out).unwrap();
    assert!(text.contains("MAIL02") && !text.contains("MAIL01"), "{text}");
    let listed = bank.by("S001", &["--at", &at(6), "notices", "list", "--which", "sent"], "");
    assert!(listed.out.contains("郵送 (書出し番号 1)"), "{}", listed.out);
    assert!(listed.out.contains("メール送信済"), "{}", listed.out);
    bank.verified();
}

#[test]
fn many_messages_go_over_one_line_and_say_who_wrote_them_r14_2() {
    let server = Server::start(false);
    let bank = begun(server.port, &["a@example.jp", "b@example.jp", "c@example.jp"]);
    assert_eq!(figures(&notices(&bank, &["send"])), [3, 0, 0]);
    assert_eq!(server.lines(), 1);
    let mails: Vec<_> = server.mails.try_iter().collect();
    assert_eq!(mails.len(), 3);
    for mail in mails {
        let (head, _) = mail.text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("MIME-Version: 1.0\r\n"), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated\r\n"), "{head}");
        let id = head.lines().find(|line| line.starts_with("Message-ID: ")).unwrap();
        assert!(id.ends_with("@example.jp>"), "the sender's domain: {id}");
        assert!(head.contains("Date: Mon, 01 Jun 2026 "), "the store's time: {head}");
    }
}

#[test]
fn a_line_that_breaks_after_the_text_leaves_it_to_a_person_r14_2() {
    let server = Server::start(false);
    let bank = begun(server.port, &["unsure@example.jp", "a@example.jp"]);
    let ran = bank.by("S001", &["--at", &at(6), "notices", "send"], "");
    assert_eq!(ran.status, 1);
    assert!(ran.err.starts_with("E1818 "), "{}", ran.err);
    assert_eq!(server.mails.try_iter().count(), 2, "the other one was sent too");
    assert_eq!(of(&bank, "MAIL00")["stage"], "unsure");
    // It is neither sent again nor exported until somebody has decided.
    assert_eq!(figures(&notices(&bank, &["send"])), [0, 0, 0]);
    let out = bank.path("letters.csv");
    bank.letters(6, &["--all"], &out);
    assert!(!std::fs::read_to_string(&out).unwrap().contains("MAIL00"));
    let number_of_it = id(&of(&bank, "MAIL00"));
    let failed = bank.by("S001", &["--at", &at(6), "notices", "list", "--which", "failed"], "");
    assert!(failed.out.contains("送信不明"), "{}", failed.out);
    assert_eq!(notices(&bank, &["decide", &number_of_it, "again"]).status, 0);
    assert_eq!(figures(&notices(&bank, &["send"])), [0, 0, 1]);
    assert_eq!(server.mails.try_iter().count(), 1, "as decided");
    assert_eq!(notices(&bank, &["decide", &number_of_it, "letter"]).status, 0);
    assert_eq!(of(&bank, "MAIL00")["stage"], "letter");
    assert_eq!(
        number(&notices(&bank, &["decide", &number_of_it, "again"])),
        (1, "E1816".into())
    );
    assert_eq!(
        number(&notices(&bank, &["decide", "999999", "letter"])),
        (1, "E1816".into())
    );
    bank.verified();
}

/// The program sending, beside the test.
fn sending(bank: &Bank, minute: i64) -> Child {
    let (store, key) = (bank.at.store.to_str().unwrap(), bank.at.key.to_str().unwrap());
    let password = bank.path("S001.password");
    Command::new(assert_cmd::cargo::cargo_bin("madoguchi"))
        .args(["--store", store, "--key", key, "--staff", "S001", "--password-file"])
        .arg(password)
        .args(["--json", "--at", &at(minute), "notices", "send"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_send_that_was_killed_half_way_is_neither_lost_nor_sent_twice_r14_2() {
    let server = Server::start(false);
    let bank = begun(server.port, &["stalls@example.jp"]);
    let mut child = sending(&bank, 6);
    server.mails.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(of(&bank, "MAIL00")["stage"], "sending");
    assert_eq!(
        figures(&notices(&bank, &["send"])),
        [0, 0, 0],
        "another send leaves it alone"
    );
    let stage = |minute| {
        let ran = bank.by(
            "S001",
            &["--json", "--at", &at(minute), "notices", "list", "--which", "failed"],
            "",
        );
        let rows = ran.json()["notices"].as_array().unwrap().clone();
        rows.first().map(|row| row["stage"].clone())
    };
    assert_eq!(
        (stage(20), stage(21)),
        (None, Some(json!("unsure"))),
        "after a quarter of an hour"
    );
    let decide = |minute, id: &str| {
        bank.by(
            "S001",
            &["--json", "--at", &at(minute), "notices", "decide", id, "letter"],
            "",
        )
    };
    let number_of_it = id(&of(&bank, "MAIL00"));
    assert_eq!(number(&decide(20, &number_of_it)), (1, "E1816".into()));
    assert_eq!(decide(21, &number_of_it).status, 0);
    bank.verified();
}

#[test]
fn two_sends_at_once_send_nothing_twice_r14_2() {
    let server = Server::start(false);
    let mails: Vec<_> = (0..8).map(|n| format!("m{n}@example.jp")).collect();
    let bank = begun(server.port, &mails.iter().map(String::as_str).collect::<Vec<_>>());
    let both = [sending(&bank, 6), sending(&bank, 6)];
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    let mut to: Vec<_> = server.mails.try_iter().map(|mail| mail.to[0].clone()).collect();
    to.sort();
    assert_eq!(to, mails);
    bank.verified();
}

#[test]
fn an_export_is_repeated_by_its_number_and_replaces_nothing_r14_2() {
    let bank = Bank::training();
    super::customer(&bank, "");
    failed_check(&bank, "9000001");
    let path = |name: &str| bank.path(name).display().to_string();
    let write = |number: &str, out: &str| notices(&bank, &["export", "--number", number, "--out", out]);
    assert_eq!(bank.letters(6, &[], &bank.path("one.csv")), 1);
    assert_eq!(
        number(&write("1", &path("one.csv"))),
        (3, "E2002".into()),
        "what is there stays"
    );
    failed_check(&bank, "9000001");
    assert_eq!(bank.letters(6, &[], &bank.path("two.csv")), 2);
    for (number, first) in [("1", "one.csv"), ("2", "two.csv")] {
        let again = path(&format!("again{number}.csv"));
        assert_eq!(write(number, &again).status, 0);
        let read = |path: &str| std::fs::read(path).unwrap();
        assert_eq!(read(&again), read(&path(first)), "{number}");
    }
    assert_eq!(number(&write("3", &path("three.csv"))), (1, "E1815".into()));
    assert!(!bank.path("three.csv").exists());
    let trail = bank
        .by("S001", &["--json", "audit", "list", "--limit", "50"], "")
        .json();
    let entries = trail["entries"].as_array().unwrap();
    let again = entries.iter().filter(|entry| entry["action"] == "export_notices_again");
    assert_eq!(again.count(), 5, "each is an entry, the refused one too");
    bank.verified();
}

#[test]
fn a_server_that_asks_gets_a_password_from_a_file_of_its_owner_alone_r14_2() {
    let server = Server::start(true);
    let bank = begun(server.port, &["a@example.jp"]);
    let ran = notices(&bank, &["send"]);
    assert_eq!((ran.status, figures(&ran)), (1, [0, 1, 0]), "nobody is let in");
    assert_eq!(
        of(&bank, "MAIL00")["stage"],
        "waiting",
        "which is not the address's fault"
    );
    let file = bank.file("mail.password", b"Wrong-2026\n");
    let send = || {
        notices(
            &bank,
            &["send", "--server-user", "madoguchi", "--server-password-file", &file],
        )
    };
    assert_eq!(figures(&send()), [0, 1, 0]);
    assert!(of(&bank, "MAIL00")["failed"].as_str().unwrap().contains("535"));
    bank.file("mail.password", b"Mihon-2026\n");
    mode(file.as_ref(), 0o644);
    assert_eq!(number(&send()), (3, "E3004".into()));
    mode(file.as_ref(), 0o600);
    assert_eq!(figures(&send()), [1, 0, 0]);
    assert_eq!(server.mails.try_iter().count(), 1);
    let trail = bank.by("S001", &["--json", "audit", "list", "--limit", "50"], "");
    assert!(!trail.out.contains("Mihon-2026"), "R12.3");
}

#[test]
fn a_real_server_takes_them_all_over_one_line_r14_2() {
    let folder = tempfile::tempdir().unwrap();
    let Some(real) = Real::start(folder.path()) else {
        println!("skipped: aiosmtpd is not installed (package python3-aiosmtpd)");
        return;
    };
    let bank = begun(real.port, &["a@example.jp", "b@example.jp"]);
    assert_eq!(figures(&notices(&bank, &["send"])), [2, 0, 0]);
    let kept = real.kept();
    assert_eq!(kept.len(), 2);
    for text in kept {
        for part in [
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
            "X-RcptTo: ",
            "Message-ID: <notice-",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert_eq!(figures(&notices(&bank, &["send"])), [0, 0, 0]);
}
