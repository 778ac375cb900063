//! What a line of a file says and what happens, as the documentation has it; and names, which come back as they were written.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use super::{HEADING, file, known, new};
use crate::support::{Bank, at};

const BEGIN: &str = "<!-- verdicts: a test writes them -->\n";
const END: &str = "<!-- end of verdicts -->\n";

/// Mistakes of one file that the table says one by one.
const SAID: usize = 5;

/// What a file says, in a word, its headings where they are others, and its rows.
fn cases() -> Vec<(&'static str, Option<String>, Vec<String>)> {
    let stands = || known("03-0000-1001", "");
    let started = |day: &str| new("9000001", "NEW01", "03-0000-9001").replace("R8.6.1", day);
    let twice = format!("{HEADING},登録電話");
    let other = "口座番号,名義,電話,支店".to_owned();
    let ends = || Some(format!("{HEADING},解約日"));
    vec![
        ("what the store has", None, vec![stands()]),
        ("another telephone", None, vec![known("03-0000-7777", "")]),
        ("a mail address", None, vec![known("03-0000-1001", "den@example.jp")]),
        (
            "a contract that is not there",
            None,
            vec![new("9000001", "NEW01", "03-0000-9001")],
        ),
        ("登録電話 `312345678`", None, vec![known("312345678", "")]),
        ("登録電話 `1.23E+11`", None, vec![known("1.23E+11", "")]),
        (
            "発行トークン `3-4`",
            None,
            vec![started("R8.6.1,3-4").replace("3-4,,", "3-4,")],
        ),
        ("利用開始日 `2026/5/1`", None, vec![started("2026/5/1")]),
        ("利用開始日 `R8.5.1`", None, vec![started("R8.5.1")]),
        ("利用開始日 `5/1`", None, vec![started("5/1")]),
        (
            "ログインID `den502`, where another contract has `DEN502`",
            None,
            vec![new("9000001", "den502", "03-0000-9001")],
        ),
        (
            "ログインID `NEW01` and `new01`",
            None,
            vec![
                new("9000001", "NEW01", "03-0000-9001"),
                new("9000002", "new01", "03-0000-9002"),
            ],
        ),
        (
            "two telephones for one contract",
            None,
            vec![
                new("9000001", "NEW01", "03-0000-9001"),
                new("9000001", "NEW02", "03-0000-9002").replace("マスターユーザ", "一般ユーザ"),
            ],
        ),
        (
            "登録電話 twice among the headings",
            Some(twice),
            vec![format!("{},03-0000-1001", stands())],
        ),
        ("解約日 `2026-06-01`", ends(), vec![format!("{},2026-06-01", stands())]),
        (
            "解約日 `2026-06-02`, a day to come",
            ends(),
            vec![format!("{},2026-06-02", stands())],
        ),
        (
            "解約日 of a contract that is not there",
            ends(),
            vec![format!("{},2026-06-01", new("9000001", "NEW01", "03-0000-9001"))],
        ),
        (
            "発行トークン `90000011`, which two makers have",
            None,
            vec![new("9000001", "NEW01", "03-0000-9001").replace("R8.6.1,,", "R8.6.1,90000011,")],
        ),
        (
            "another bank's headings",
            Some(other),
            vec!["1234567,見本商会,03-0000-0001,011".to_owned()],
        ),
    ]
}

/// What becomes of a file, in words.
fn verdict(told: &Value) -> String {
    let judged = &told["judged"];
    let (Some(mistakes), Some(contracts)) = (judged["mistakes"].as_array(), judged["contracts"].as_array()) else {
        return format!("refused: {}", told["refused"]["message"].as_str().unwrap());
    };
    if !mistakes.is_empty() {
        let said = mistakes.iter().take(SAID).map(|mistake| {
            let text = |name: &str| mistake[name].as_str().unwrap_or_default();
            format!("refused, line {}, {}: {}", mistake["line"], text("column"), text("why"))
        });
        let more = mistakes.len().saturating_sub(SAID);
        let more = (more > 0).then(|| format!("and {more} more, each with its column"));
        return said.chain(more).collect::<Vec<_>>().join("; ");
    }
    let fate = &contracts[0]["fate"];
    if fate["new"].is_object() {
        return "new".to_owned();
    }
    let Some(changed) = fate["changed"]["differences"].as_array() else {
        return fate.as_str().unwrap().to_owned();
    };
    let text = |value: &Value| value["text"].as_str().or(value["day"].as_str()).map(str::to_owned);
    let worth = |value: &Value| text(value).unwrap_or_else(|| "none".to_owned());
    let said = changed.iter().map(|difference| {
        let (before, after) = (worth(&difference["before"]), worth(&difference["after"]));
        format!("changed: {} {before} > {after}", difference["part"].as_str().unwrap())
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Puts a fob of that serial into stock for each of two makers.
fn of_two_makers(bank: &Bank, serial: &str) {
    for (maker, seed) in [("Sample A", "31"), ("Sample B", "32")] {
        let text = format!(
            "multiotp-database-format-v3\n\nmanufacturer={maker}\ntoken_serial={serial}\nalgorithm=TOTP\ntime_interval=60\ntoken_seed={}\n",
            seed.repeat(20)
        );
        let (path, now) = (bank.file("fob.db", text.as_bytes()), at(1));
        let ran = bank.by(
            "K001",
            &["--json", "--at", &now, "tokens", "import", "--from", "multiotp", &path],
            "",
        );
        assert_eq!(ran.status, 0, "{}", ran.out);
        let batch = ran.json()["imported"]["batch"].to_string();
        let note = bank.file("note.csv", format!("{serial}\n").as_bytes());
        let ran = bank.by(
            "S001",
            &["--json", "--at", &now, "tokens", "release", &batch, "--note", &note],
            "",
        );
        assert_eq!(ran.status, 0, "{}", ran.out);
    }
}

#[test]
fn what_a_line_says_and_what_happens_stands_in_the_documentation_r16_1_r16_3() {
    let bank = Bank::training();
    of_two_makers(&bank, "90000011");
    let now = at(1);
    let mut table = "| the file says | what happens |\n|---|---|\n".to_owned();
    let mut refused = 0;
    for (says, headings, rows) in cases() {
        let path = match headings {
            Some(headings) => bank.file(
                "contracts.csv",
                format!("{headings}\r\n{}\r\n", rows.join("\r\n")).as_bytes(),
            ),
            None => file(&bank, &rows),
        };
        let args = ["--json", "--lang", "en", "--at", &now, "contracts", "import", &path];
        let verdict = verdict(&bank.by("K001", &args, "").json());
        refused += usize::from(verdict.starts_with("refused"));
        writeln!(table, "| {says} | {verdict} |").unwrap();
    }
    assert_eq!(refused, 12, "{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/contracts.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let anew = format!("{before}{BEGIN}{table}{END}{after}");
    if std::env::var_os("MADOGUCHI_PICTURES").is_some() {
        std::fs::write(&path, &anew).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == anew,
        "make it anew: MADOGUCHI_PICTURES=write cargo test --test cli verdicts\n{table}"
    );
}

#[test]
fn names_come_back_as_they_were_written_on_screen_letter_and_file_r16_4() {
    // 神, 福 and 塚 of the compatibility block, a letter beyond the first plane, and one with a variation selector.
    let company = "\u{FA19}\u{FA1B}\u{FA10}\u{20BB7}商会";
    let user = "\u{20BB7}野 \u{845B}\u{E0100}子";
    let bank = Bank::training();
    let row = |phone: &str| {
        let row = new("9000001", "NEW01", phone);
        row.replace("=例示新規株式会社", company).replace("例示 太郎", user)
    };
    let import = |minute: i64, phone: &str| {
        let (path, now) = (file(&bank, &[row(phone)]), at(minute));
        let args = ["--json", "--at", &now, "contracts", "import", "--apply", &path];
        let ran = bank.by("K001", &args, "");
        assert_eq!(ran.status, 0, "{} {}", ran.out, ran.err);
    };
    import(1, "03-0000-9001");
    import(2, "03-0000-9002");
    let shown = bank
        .by("T001", &["--json", "--at", &at(3), "contracts", "show", "9000001"], "")
        .json();
    assert_eq!(shown["sheet"]["contract"]["company"], json!(company));
    assert_eq!(shown["sheet"]["users"][0]["name"], json!(user));
    let told = bank
        .by("T001", &["--at", &at(3), "contracts", "show", "9000001"], "")
        .out;
    // A terminal gets no variation selector, which it could not count; nothing else of a name is another there.
    let on_terminal = user.replace('\u{E0100}', "");
    assert!(told.contains(company) && told.contains(&on_terminal), "{told}");
    // Others find it by the letters that they have.
    let found = bank
        .by(
            "T001",
            &["--json", "--at", &at(3), "contracts", "search", "神福塚吉商会"],
            "",
        )
        .json();
    assert_eq!(
        found["found"]["hits"][0]["contract"]["company"],
        json!(company),
        "{found}"
    );
    let out = bank.path("letters.csv");
    bank.letters(4, &[], &out);
    let letters = std::fs::read_to_string(&out).unwrap();
    assert!(letters.contains(company) && letters.contains(user), "{letters}");
}
