//! Seed files at the command line: who may read them, from where they come, and what is said of what is in them.

mod judging;
mod said;

use std::path::Path;

use data_encoding::BASE64;
use serde_json::json;

use super::support::{Bank, Ran, at, mode, number};

/// A key of the sample maker: its serial, its seed, and what stands in `DeviceInfo` and `Data` besides.
fn key(serial: &str, seed: &[u8], device: &str, data: &str) -> String {
    format!(
        "<KeyPackage><DeviceInfo><Manufacturer>株式会社見本メーカー</Manufacturer><SerialNo>{serial}</SerialNo>{device}</DeviceInfo>
         <Key Id=\"1\" Algorithm=\"urn:ietf:params:xml:ns:keyprov:pskc:totp\">
         <AlgorithmParameters><ResponseFormat Length=\"6\" Encoding=\"DECIMAL\"/></AlgorithmParameters>
         <Data><Secret><PlainValue>{}</PlainValue></Secret>{data}</Data></Key></KeyPackage>\n",
        BASE64.encode(seed)
    )
}

fn container(keys: &[String]) -> String {
    let namespace = "urn:ietf:params:xml:ns:keyprov:pskc";
    format!(
        "<KeyContainer Version=\"1.0\" xmlns=\"{namespace}\">\n{}</KeyContainer>\n",
        keys.concat()
    )
}

fn seed(n: u8) -> Vec<u8> {
    (0..20)
        .map(|place: u8| place.wrapping_mul(37).wrapping_add(n))
        .collect()
}

fn imported(bank: &Bank, file: &str, stdin: &str) -> Ran {
    bank.by("K001", &["--at", &at(1), "tokens", "import", file], stdin)
}

#[test]
fn a_seed_file_that_others_can_reach_is_refused_and_the_message_names_the_way_out_r12_3() {
    let bank = Bank::training();
    let text = container(&[key("70000001", &seed(1), "", "")]);
    let file = bank.file("fobs.xml", text.as_bytes());
    for bits in [0o640, 0o604, 0o620, 0o602, 0o610] {
        mode(Path::new(&file), bits);
        let ran = imported(&bank, &file, "");
        assert_eq!(ran.status, 3, "{bits:o} {}", ran.out);
        assert!(
            ran.err.starts_with("E1443 ") && ran.err.contains("chmod go="),
            "{bits:o} {}",
            ran.err
        );
    }
    mode(Path::new(&file), 0o600);
    let link = bank.path("link.xml");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    for (file, says) in [
        (link.as_path(), "通常のファイルでない"),
        (link.parent().unwrap(), "通常のファイルでない"),
    ] {
        let ran = imported(&bank, file.to_str().unwrap(), "");
        assert!(ran.err.starts_with("E1443 ") && ran.err.contains(says), "{}", ran.err);
    }
    let ran = bank.by("K001", &["--json", "tokens", "import", "/nowhere/at/all"], "");
    assert_eq!(number(&ran), (3, "E3006".into()));
    // Nothing of it was taken in; now all of it is.
    let ran = imported(&bank, &file, "");
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (
            0,
            "トークン 1 個を取り込みました (納品 2)。納品書との確認を待っています\n"
        ),
        "{}",
        ran.err
    );
    bank.verified();
}

#[test]
fn a_hyphen_reads_standard_input() {
    let bank = Bank::training();
    let text = container(&[key("70000001", &seed(1), "", "")]);
    let ran = imported(&bank, "-", &text);
    assert_eq!(
        (ran.status, ran.out.as_str()),
        (
            0,
            "トークン 1 個を取り込みました (納品 2)。納品書との確認を待っています\n"
        ),
        "{}",
        ran.err
    );
    let ran = imported(&bank, "-", "");
    assert!(ran.err.starts_with("E1403 "), "{}", ran.err);
}

#[test]
fn utf_16_is_read_as_utf_8_is() {
    let bank = Bank::training();
    let text = container(&[key("70000001", &seed(1), "", "")]);
    let text = format!("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n{text}");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ran = imported(&bank, &bank.file("fobs.xml", &wide), "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let shown = bank.by("K001", &["--json", "tokens", "show", "70000001"], "").json();
    assert_eq!(shown["tokens"][0]["maker"], "株式会社見本メーカー");
}

#[test]
fn what_is_over_and_what_soon_will_be_is_said_with_how_many_r14_3() {
    let bank = Bank::training();
    let expires = |day: &str| format!("<ExpiryDate>{day}T00:00:00</ExpiryDate>");
    // The training bank's day is 2026-06-01; 90 days later it is 2026-08-30.
    let keys = [
        key("70000001", &seed(1), &expires("2026-06-01"), ""),
        key("70000002", &seed(2), &expires("2026-06-02"), ""),
        key("70000003", &seed(3), &expires("2026-08-30"), ""),
        key("70000004", &seed(4), &expires("2026-08-31"), ""),
        key("70000005", &seed(5), "", ""),
    ];
    let file = bank.file("fobs.xml", container(&keys).as_bytes());
    let ran = bank.by("K001", &["--json", "--at", &at(1), "tokens", "import", &file], "");
    let told = json!({ "contracts": 0, "users": 0, "tokens": 5, "batch": 2, "expired": 1, "expiring": 2 });
    assert_eq!(ran.json()["imported"], told);

    let bank = Bank::training();
    let file = bank.file("fobs.xml", container(&keys).as_bytes());
    let told = "トークン 5 個を取り込みました (納品 2)。納品書との確認を待っています
うち 1 個は有効期限を過ぎています。登録には使えません
うち 2 個は 90 日以内に有効期限が来ます
";
    assert_eq!(imported(&bank, &file, "").out, told);
}

#[test]
fn the_seed_of_another_serial_is_refused_by_name_whether_in_the_file_or_in_stock_r15_2() {
    let bank = Bank::training();
    let one = key("70000001", &seed(1), "", "");
    let told = |file: &str| {
        let ran = bank.by("K001", &["--json", "--at", &at(1), "tokens", "import", file], "");
        let refused = ran.json()["refused"].clone();
        (refused["code"].clone(), refused["facts"].clone())
    };
    let twice = bank.file(
        "twice.xml",
        container(&[one.clone(), key("70000002", &seed(1), "", "")]).as_bytes(),
    );
    let another = (json!("E1434"), json!({ "serial": "70000002", "other": "70000001" }));
    assert_eq!(told(&twice), another);
    assert_eq!(
        imported(
            &bank,
            &bank.file("one.xml", container(std::slice::from_ref(&one)).as_bytes()),
            ""
        )
        .status,
        0
    );
    let later = bank.file("later.xml", container(&[key("70000002", &seed(1), "", "")]).as_bytes());
    assert_eq!(told(&later), another);
    // Of another maker it is another token, and its seed is known again all the same.
    let maker = one.replace("株式会社見本メーカー", "OTHER");
    let other = bank.file("maker.xml", container(&[maker]).as_bytes());
    assert_eq!(told(&other).0, "E1434");
    // The same key again is the token that is there already.
    assert_eq!(told(&bank.file("again.xml", container(&[one]).as_bytes())).0, "E1406");
    bank.verified();
}

#[test]
fn drift_and_start_are_kept_and_shown_r6_2() {
    let bank = Bank::training();
    let drift = "<TimeDrift><PlainValue>-7</PlainValue></TimeDrift>";
    let file = container(&[key(
        "70000001",
        &seed(1),
        "<StartDate>2026-07-01T09:00:00</StartDate>",
        drift,
    )]);
    assert_eq!(imported(&bank, &bank.file("fobs.xml", file.as_bytes()), "").status, 0);
    let shown = bank.by("K001", &["--json", "tokens", "show", "70000001"], "").json();
    assert_eq!(shown["tokens"][0]["drift"], -7);
    assert_eq!(shown["tokens"][0]["starts"], "2026-07-01T00:00:00Z");
    let lines = bank.by("K001", &["tokens", "show", "70000001"], "").out;
    assert!(
        lines.contains("利用できる日時") && lines.contains("2026年07月01日 09時00分"),
        "{lines}"
    );
}

#[test]
fn a_refusal_says_the_same_in_both_languages_r3_2() {
    let bank = Bank::training();
    let file = bank.file("fobs.xml", container(&[key("7000001", &seed(1), "", "")]).as_bytes());
    for (lang, says) in [
        ("ja", "E1431 シリアル番号 7000001 は 7 文字です (規定は 8～12 桁の数字)"),
        ("en", "E1431 Serial 7000001 has 7 characters, not 8 to 12 digits"),
    ] {
        let ran = bank.by("K001", &["--lang", lang, "tokens", "import", &file], "");
        assert_eq!(ran.err.lines().next(), Some(says));
    }
}
