//! Notices (R14.1): exported for letters, and sent to a mail server on loopback; and the slip of a receipt.

mod faults;
mod server;

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::{Value, json};

use self::server::Server;
use crate::support::{Bank, at, number};

/// A bank whose policy names that server.
fn bank(port: u16) -> Bank {
    bank_with(port, "seireki")
}

/// The same with dates of that calendar.
fn bank_with(port: u16, era: &str) -> Bank {
    let bank = Bank::training();
    let text = madoguchi::domain::policy::DEFAULT
        .replace("\"seireki\" ", &format!("\"{era}\" "))
        .replace("server = \"none\"", &format!("server = \"127.0.0.1:{port}\""))
        .replace("sender = \"none\"", "sender = \"madoguchi@example.jp\"")
        .replace("tls = \"starttls\"", "tls = \"plain\"");
    bank.puts_in_force(&text);
    bank
}

/// A contract whose master has a mail address, and whose admin has that one.
fn customer(bank: &Bank, admin: &str) {
    let text = format!(
        "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,利用者名カナ,\
         利用者区分,取扱権限,シリアル番号,登録日時,メールアドレス\n\
         9000001,=見本試験株式会社,ミホンシケン,011,本店営業部,普通9100001,03-0000-9001,2025-04-01,,MAIL01,見本 花子,ミホン ハナコ,\
         マスターユーザ,都度振込,,,hanako@example.jp\n\
         9000001,=見本試験株式会社,ミホンシケン,011,本店営業部,普通9100001,03-0000-9001,2025-04-01,,MAIL02,例示 太郎,レイジ タロウ,\
         管理者ユーザ,都度振込,,,{admin}\n"
    );
    let file = bank.file("contracts.csv", text.as_bytes());
    let ran = bank.by("K001", &["--at", &at(1), "contracts", "import", "--apply", &file], "");
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
}

/// Somebody on the telephone could not show who they are.
fn failed_check(bank: &Bank, contract: &str) {
    let opening =
        json!({ "begin_check": { "contract": contract, "channel": "telephone", "person": "representative" } });
    let begun = bank.outcome("T001", 2, &opening)["check_begun"]["check"].clone();
    let closing = json!({ "finish_check": { "check": begun, "methods": [], "confirmed": false, "why": { "reason": "wrong_facts" } } });
    bank.outcome("T001", 3, &closing);
}

fn waiting(bank: &Bank) -> Vec<Value> {
    let ran = bank.by("S001", &["--json", "--at", &at(5), "notices", "list"], "");
    ran.json()["notices"].as_array().unwrap().clone()
}

fn notices(bank: &Bank, args: &[&str]) -> crate::support::Ran {
    bank.by("S001", &[&["--json", "--at", &at(6), "notices"], args].concat(), "")
}

#[test]
fn a_notice_goes_by_mail_once_and_without_an_address_as_a_letter_r14_1() {
    let Server { port, mails, .. } = Server::start(false);
    let bank = bank(port);
    customer(&bank, "");
    failed_check(&bank, "9000001");
    let before = waiting(&bank).len();
    let ran = notices(&bank, &["send"]);
    let sent = &ran.json()["sent"];
    assert_eq!((ran.status, &sent["sent"], &sent["failed"]), (0, &json!(1), &json!(0)));
    assert_eq!(sent["letters"], json!(before - 1));
    let mail = mails.try_recv().unwrap();
    assert_eq!(mail.to, ["hanako@example.jp"]);
    let (head, body) = mail.text.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("From: madoguchi@example.jp"), "{head}");
    assert!(
        head.contains("Subject: =?utf-8?b?"),
        "in Japanese, as RFC 2047 has it: {head}"
    );
    assert!(head.contains("Message-ID: <notice-"), "{head}");
    assert!(head.is_ascii() && body.is_ascii() && !body.is_empty(), "{}", mail.text);

    assert_eq!(notices(&bank, &["send"]).json()["sent"]["sent"], json!(0), "once");
    assert!(mails.try_recv().is_err());
    let trail = bank
        .by("S001", &["--json", "audit", "list", "--limit", "200"], "")
        .json();
    let entries = trail["entries"].as_array().unwrap();
    let of_it = entries.iter().filter(|entry| entry["action"] == "send_notice");
    assert_eq!(of_it.clone().count(), 1);
    assert!(of_it.clone().all(|entry| entry["subject"] == "MAIL01"));
    bank.verified();
}

#[test]
fn a_mail_has_its_dates_by_the_calendar_of_the_store_r14_1() {
    let Server { port, mails, .. } = Server::start(false);
    let bank = bank_with(port, "wareki");
    customer(&bank, "");
    failed_check(&bank, "9000001");
    // In English, which needs no encoding that would have to be read back; what a customer reads is the same for `--json`.
    assert_eq!(
        notices(&bank, &["send", "--lang", "en"]).json()["sent"]["sent"],
        json!(1)
    );
    let text = mails.try_recv().unwrap().text;
    assert!(text.contains("On R8.6.1 10:18 someone"), "{text}");
}

#[test]
fn what_the_server_refuses_waits_with_its_reason_r14_1() {
    let Server { port, mails, .. } = Server::start(false);
    let bank = bank(port);
    customer(&bank, "nobody@example.jp");
    failed_check(&bank, "9000001");
    let ran = notices(&bank, &["send"]);
    let sent = &ran.json()["sent"];
    assert_eq!((ran.status, &sent["sent"], &sent["failed"]), (1, &json!(1), &json!(1)));
    assert_eq!(mails.try_iter().count(), 1);
    let left = waiting(&bank);
    let refused = left.iter().find(|row| row["login_id"] == "MAIL02").unwrap();
    assert!(refused["failed"].as_str().unwrap().contains("550"), "{refused}");

    // A server that is not there stops the run; nothing is lost.
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let other = self::bank(gone);
    customer(&other, "taro@example.jp");
    failed_check(&other, "9000001");
    let ran = other.by("S001", &["--at", &at(6), "notices", "send"], "");
    assert_eq!(ran.status, 1);
    assert!(ran.err.starts_with("E1813"), "{}", ran.err);
    assert_eq!(ran.err.matches("接続を断られた").count(), 1, "said once: {}", ran.err);
    let failed = waiting(&other).iter().filter(|row| !row["failed"].is_null()).count();
    assert_eq!(failed, 1, "one was tried");
    assert_eq!(number(&notices(&Bank::training(), &["send"])), (1, "E1811".into()));
}

#[test]
fn letters_are_exported_once_and_hold_no_formula_r14_1() {
    let bank = Bank::training();
    customer(&bank, "");
    failed_check(&bank, "9000001");
    let out = bank.path("letters.csv");
    let rows = waiting(&bank);
    let before = rows.len();
    assert_eq!(
        number(&bank.by("T001", &["--json", "notices", "list"], "")),
        (1, "E1203".into())
    );
    assert_eq!(bank.letters(6, &[], &out), 1);
    let text = fs::read_to_string(&out).unwrap();
    assert!(text.starts_with("\u{feff}番号,"), "{text}");
    assert!(text.contains(",'=見本試験株式会社,MAIL01,見本 花子,"), "{text}");
    assert!(text.contains("代表者を名乗る方から電話でお申出がありました"), "{text}");
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(waiting(&bank), Vec::<Value>::new());
    for row in rows {
        assert!(text.contains(&format!("\n{},", row["id"])), "{}: {text}", row["id"]);
    }
    assert_eq!(notices(&bank, &["export"]).json()["exported"], json!(0));
    // Where the file can't be written it is written elsewhere, by its number; so is one that somebody has deleted.
    fs::remove_file(&out).unwrap();
    let nowhere = bank.path("none/letters.csv");
    let write = |path: &Path| notices(&bank, &["export", "--number", "1", "--out", path.to_str().unwrap()]);
    assert_eq!(number(&write(&nowhere)), (3, "E2063".into()));
    assert_eq!(write(&out).json()["exported"], json!(before));
    assert_eq!(fs::read_to_string(&out).unwrap(), text);
    bank.verified();
}

/// A letter goes to the registered address, and that of a change of address to the one before as well (R14.3): each row has its own.
#[test]
fn letters_have_the_address_that_each_goes_to_r14_3() {
    let bank = Bank::training();
    let contracts = |address: &str| {
        let text = format!(
            "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,利用者名カナ,\
             利用者区分,取扱権限,シリアル番号,登録日時,届出住所\n\
             9000001,見本試験株式会社,ミホンシケン,011,本店営業部,普通9100001,03-0000-9001,2025-04-01,,MAIL01,見本 花子,ミホン ハナコ,\
             マスターユーザ,都度振込,,,\"{address}\"\n"
        );
        let file = bank.file("contracts.csv", text.as_bytes());
        let ran = bank.by("K001", &["--at", &at(1), "contracts", "import", "--apply", &file], "");
        assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    };
    let (old, new) = (
        "902-0000 架空県見本市例示町1-2, 見本ビル3階",
        "902-0001 架空県見本市例示町４－５",
    );
    contracts(old);
    failed_check(&bank, "9000001");
    contracts(new);
    let out = bank.path("letters.csv");
    bank.letters(6, &[], &out);
    let text = fs::read_to_string(&out).unwrap();
    let heading = text.lines().next().unwrap();
    assert!(heading.ends_with(",本文,送付先住所"), "{heading}");
    // A cell with a comma is quoted, so that it is one; texts have lines of their own.
    let ends = |address: &str| text.lines().filter(|line| line.ends_with(address)).count();
    assert_eq!(ends(&format!(",\"{old}\"")), 1, "{text}");
    assert_eq!(ends(&format!(",{new}")), 2, "of the check, and of the change: {text}");
    let told_before = "このお知らせは、変更前のご連絡先にお送りしています。";
    assert_eq!(text.matches(told_before).count(), 1);
    let (before, _) = text.split_once(&format!(",\"{old}\"")).unwrap();
    assert!(
        before.contains(told_before),
        "that text stands in the row of the old address: {text}"
    );
    bank.verified();
}

/// An administrator acts as the customer, exports the notice of it and deletes the file: nobody would ever know.
#[test]
fn nothing_leaves_the_queue_by_one_person_alone_r11_5() {
    let bank = Bank::training();
    customer(&bank, "");
    failed_check(&bank, "9000001");
    let before = waiting(&bank).len();
    let export = |staff: &str| bank.by(staff, &["--json", "--at", &at(6), "notices", "export"], "");
    let asked = export("K001");
    assert_eq!(asked.status, 4, "{}{}", asked.out, asked.err);
    let request = asked.json()["waiting"]["request"].clone();
    assert_eq!(waiting(&bank).len(), before, "what is asked for has not left");
    let out = bank.path("letters.csv");
    let written = notices(&bank, &["export", "--number", "1", "--out", out.to_str().unwrap()]);
    assert_eq!(number(&written), (1, "E1815".into()));
    assert!(!out.exists());
    // A file is asked for by nobody who has no number of it.
    let unasked = notices(&bank, &["export", "--out", out.to_str().unwrap()]);
    assert_eq!(number(&unasked), (2, "E3001".into()));
    assert_eq!(number(&export("S001")), (1, "E1814".into()), "one at a time");
    let approve = json!({ "approve": { "request": request } });
    assert_eq!(number(&bank.command("K001", 7, &approve)), (1, "E1101".into()));
    assert_eq!(number(&bank.command("T001", 7, &approve)), (1, "E1203".into()));
    assert_eq!(bank.command("S001", 7, &approve).status, 0);
    assert_eq!(waiting(&bank), Vec::<Value>::new());
    let written = notices(&bank, &["export", "--number", "1", "--out", out.to_str().unwrap()]);
    assert_eq!(written.json()["exported"], json!(before));
    bank.verified();
}

/// What was approved is what was shown (R11.3): a letter that went by mail meanwhile goes back to who asked.
#[test]
fn letters_of_which_one_left_meanwhile_are_sent_back_r11_3() {
    let Server { port, mails, .. } = Server::start(false);
    let bank = bank(port);
    customer(&bank, "taro@example.jp");
    failed_check(&bank, "9000001");
    let asked = notices(&bank, &["export", "--all"]);
    let request = asked.json()["waiting"]["request"].clone();
    assert_eq!(notices(&bank, &["send"]).json()["sent"]["sent"], json!(2));
    assert_eq!(mails.try_iter().count(), 2);
    let before = waiting(&bank).len();
    let approve = json!({ "approve": { "request": request } });
    assert_eq!(number(&bank.command("S002", 7, &approve)), (1, "E1102".into()));
    assert_eq!(waiting(&bank).len(), before, "none of them left");
    // It is no more in the way of the next.
    assert_eq!(bank.letters(8, &["--all"], &bank.path("letters.csv")), 1);
    bank.verified();
}

#[test]
fn a_slip_is_text_or_a_pdf_for_its_owner_alone() {
    let bank = Bank::training();
    let check = bank.check(1, "1000012", "DEN512");
    let revoke = json!({ "revoke": { "contract": "1000012", "users": ["DEN512", "DEN512J2", "DEN512M1"], "reason": "loss", "check": check } });
    let done = bank.outcome("T001", 2, &revoke)["done"]["number"].clone();
    let receipt = done.as_str().unwrap();
    let slip = |more: &[&str]| bank.by("T001", &[&["slip", receipt], more].concat(), "");
    let ran = slip(&[]);
    assert!(ran.out.contains(&format!("受付番号      {receipt}\n")), "{}", ran.out);
    assert!(ran.out.contains("DEN512M1 𠮷見 桜 (トークン 00435827)"), "{}", ran.out);
    assert!(ran.out.contains("サービス利用中 ＞ 失効済"), "{}", ran.out);
    assert!(ran.out.contains("訓練用"), "{}", ran.out);
    let verified = bank.by("A001", &["--json", "--at", &at(3), "audit", "list"], "");
    assert_eq!(verified.status, 0);
    let head = ran
        .out
        .split("記録の照合値")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();
    let (count, digits) = head.split_once(':').unwrap();
    assert!(
        count.parse::<u64>().is_ok(),
        "what `verify --expect` takes (R12.5): {head}"
    );
    assert_eq!((digits.len(), digits.chars().all(|c| c.is_ascii_hexdigit())), (8, true));
    assert!(slip(&[]).out.contains(head), "the same at every printing");

    let (pdf, text) = (bank.path("slip.pdf"), bank.path("slip.txt"));
    assert_eq!(slip(&["--out", pdf.to_str().unwrap()]).status, 0);
    assert_eq!(slip(&["--out", text.to_str().unwrap(), "--columns", "40"]).status, 0);
    assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-"));
    assert_eq!(fs::metadata(&pdf).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&text).unwrap();
    assert!(
        text.lines().all(|line| madoguchi::ui::text::width(line) <= 40),
        "{text}"
    );
    assert_eq!(
        number(&bank.by("T001", &["--json", "slip", "20260601-9999"], "")),
        (1, "E0204".into())
    );
}
