//! Contracts kept up by files, as a user runs it (R16.1, R16.3).

mod heavy;
mod migrating;
mod verdicts;

use madoguchi::training::CONTRACTS;
use serde_json::{Value, json};

use crate::support::{Bank, at, number};

const HEADING: &str = "契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,\
                       利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時,メールアドレス,届出住所";

/// A contract of the training bank as its file has it, with a telephone and a mail address for its master.
fn known(phone: &str, mail: &str) -> String {
    format!(
        "1000001,株式会社見本商会,ミホンショウカイ,011,本店営業部,普通9000011,{phone},2025-04-01,10000018,DEN501,見本 花子,ミホン ハナコ,\
         マスターユーザ,都度振込;総給振;ペイジー;ユーザ・トークン管理,10000018,2025-04-02 09:31,{mail},"
    )
}

fn new(number: &str, login_id: &str, phone: &str) -> String {
    format!(
        "{number},=例示新規株式会社,レイジシンキ,011,本店営業部,普通9100001,{phone},R8.6.1,,{login_id},例示 太郎,レイジ タロウ,マスターユーザ,\
         都度振込,,,,東京都架空区1-2-3"
    )
}

fn file(bank: &Bank, rows: &[String]) -> String {
    let text = format!("{HEADING}\r\n{}\r\n", rows.join("\r\n"));
    bank.file("contracts.csv", text.as_bytes())
}

fn import(bank: &Bank, more: &[&str], file: &str) -> (i32, Value) {
    let at = at(1);
    let args = [&["--json", "--at", &at, "contracts", "import"], more, &[file]].concat();
    let ran = bank.by("K001", &args, "");
    (ran.status, ran.json())
}

#[test]
fn a_file_is_told_apart_before_anything_is_taken_in_r16_1() {
    let bank = Bank::training();
    let same = bank.file("same.csv", CONTRACTS);
    let (status, told) = import(&bank, &[], &same);
    assert_eq!(status, 0);
    let counts = |told: &Value| ["new", "changed", "unchanged", "refused"].map(|name| told["judged"][name].clone());
    assert_eq!(counts(&told), [json!(0), json!(0), json!(38), json!(0)], "said again");

    let rows = [
        known("03-0000-7777", "den@example.jp"),
        new("9000001", "NEW01", "03-0000-9001"),
    ];
    let path = file(&bank, &rows);
    let (status, told) = import(&bank, &[], &path);
    assert_eq!((status, counts(&told)), (0, [json!(1), json!(1), json!(0), json!(0)]));
    let changed = &told["judged"]["contracts"][0]["fate"]["changed"]["differences"];
    assert_eq!(
        changed[0],
        json!({ "whose": null, "part": "telephone", "before": { "text": "03-0000-1001" }, "after": { "text": "03-0000-7777" } })
    );
    assert_eq!(changed[1]["part"], "mail");
    let shown = |bank: &Bank| {
        bank.by("T001", &["--json", "--at", &at(2), "contracts", "show", "1000001"], "")
            .json()
    };
    assert_eq!(
        shown(&bank)["sheet"]["contract"]["phone"],
        "03-0000-1001",
        "nothing was taken in"
    );

    let (status, done) = import(&bank, &["--apply"], &path);
    assert_eq!(status, 0, "{done}");
    let done = &done["imported"];
    assert_eq!(
        [&done["contracts"], &done["users"], &done["changed"], &done["refused"]],
        [&json!(1), &json!(1), &json!(1), &json!(0)]
    );
    let sheet = shown(&bank);
    assert_eq!(sheet["sheet"]["contract"]["phone"], "03-0000-7777");
    assert!(
        sheet["sheet"]["contract"]["phone_since"].is_string(),
        "R10.7 counts from the change"
    );
    assert_eq!(
        sheet["sheet"]["users"].as_array().unwrap().len(),
        3,
        "who is left out stays"
    );
    let (_, again) = import(&bank, &[], &path);
    assert_eq!(counts(&again), [json!(0), json!(0), json!(2), json!(0)]);
    let notices = bank.by("S001", &["--json", "--at", &at(3), "notices", "list"], "").out;
    assert!(
        notices.contains("telephone") && notices.contains("mail"),
        "R14.3: {notices}"
    );
    bank.verified();
}

#[test]
fn what_cannot_be_taken_is_told_all_at_once_and_comes_back_as_a_file_r16_1_r16_3() {
    let bank = Bank::training();
    let rows = [
        known("312345678", ""),
        new("9000001", "den502", "03-0000-9001"),
        new("9000002", "NEW02", "1.23E+11"),
        new("9000003", "NEW03", "03-0000-9003"),
        new("9000004", "NEW04", "03-0000-9004").replace("R8.6.1,,", "R8.6.1,3-4,"),
        new("9000005", "NEW05", "+81-3-0000-9005"),
    ];
    let path = file(&bank, &rows);
    let refused = bank.path("refused.csv").display().to_string();
    let (status, told) = import(&bank, &["--refused", &refused], &path);
    assert_eq!((status, &told["refused"]["code"]), (1, &json!("E1401")));
    let mistakes: Vec<_> = told["judged"]["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| {
            (
                mistake["line"].as_u64().unwrap(),
                mistake["column"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let expected = [(2, "登録電話"), (3, "ログインID"), (4, "登録電話"), (6, "発行トークン")];
    assert_eq!(mistakes, expected.map(|(line, column)| (line, column.to_owned())));
    assert!(
        told["judged"]["mistakes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|mistake| mistake["expected"] != "")
    );

    let text = std::fs::read_to_string(&refused).unwrap();
    assert_eq!(text.lines().count(), 1 + 4, "{text}");
    assert!(text.lines().next().unwrap().ends_with(",取り込めない理由"));
    assert!(text.contains("'=例示新規株式会社"), "nothing in it is a formula");

    let (status, told) = import(&bank, &["--apply"], &path);
    assert_eq!(
        (status, &told["refused"]["code"]),
        (1, &json!("E1401")),
        "none or all that can be"
    );
    let (status, done) = import(&bank, &["--apply", "--good"], &path);
    assert_eq!(
        (status, &done["imported"]["contracts"], &done["imported"]["refused"]),
        (0, &json!(2), &json!(4))
    );

    let corrected = text
        .replace("312345678", "03-0000-1001")
        .replace("den502", "NEW01")
        .replace("1.23E+11", "03-0000-9002")
        .replace(",3-4,", ",,");
    let corrected = bank.file("corrected.csv", corrected.as_bytes());
    let (status, done) = import(&bank, &["--apply"], &corrected);
    assert_eq!((status, &done["imported"]["contracts"]), (0, &json!(3)), "{done}");
    bank.verified();
}

/// Standard input can't be read twice, so it is copied: it is looked at, and taken in, as a file is.
#[test]
fn a_hyphen_reads_contracts_from_standard_input_r16_1() {
    let bank = Bank::training();
    let text = |rows: &[String]| format!("{HEADING}\r\n{}\r\n", rows.join("\r\n"));
    let import = |more: &[&str], stdin: &str| {
        let at = at(1);
        let args = [&["--json", "--at", &at, "contracts", "import"], more, &["-"]].concat();
        let ran = bank.by("K001", &args, stdin);
        (ran.status, ran.json())
    };
    let rows = [known("03-0000-7777", ""), new("9000001", "NEW01", "03-0000-9001")];
    let (status, told) = import(&[], &text(&rows));
    assert_eq!(
        (status, &told["judged"]["new"], &told["judged"]["changed"]),
        (0, &json!(1), &json!(1))
    );
    let (status, done) = import(&["--apply"], &text(&rows));
    assert_eq!(
        (status, &done["imported"]["contracts"], &done["imported"]["changed"]),
        (0, &json!(1), &json!(1))
    );
    let (_, again) = import(&[], &text(&rows));
    assert_eq!(again["judged"]["unchanged"], json!(2));
    // What can't be taken comes back as a file, and nothing else is taken in.
    let refused = bank.path("refused.csv").display().to_string();
    let rows = [
        new("9000002", "NEW02", "312345678"),
        new("9000003", "NEW03", "03-0000-9003"),
    ];
    let (status, told) = import(&["--apply", "--refused", &refused], &text(&rows));
    assert_eq!((status, &told["refused"]["code"]), (1, &json!("E1401")));
    assert!(std::fs::read_to_string(&refused).unwrap().contains("9000002"));
    let (status, told) = import(&["--apply"], "");
    assert_eq!((status, &told["refused"]["code"]), (1, &json!("E1402")), "{told}");
    let shown = bank.by(
        "T001",
        &["--json", "--at", &at(2), "contracts", "search", "例示新規"],
        "",
    );
    assert_eq!(shown.json()["found"]["total"], json!(1));
    bank.verified();
}

#[test]
fn the_template_is_a_file_that_can_be_taken_in_r16_1() {
    let bank = Bank::training();
    let path = bank.path("template.csv").display().to_string();
    let ran = bank.by("K001", &["--json", "contracts", "template", &path], "");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let (status, told) = import(&bank, &[], &path);
    assert_eq!(
        (status, &told["judged"]["new"], &told["judged"]["mistakes"]),
        (0, &json!(1), &json!([])),
        "{told}"
    );
    let again = bank.by("K001", &["--json", "contracts", "template", &path], "");
    assert_ne!(number(&again).0, 0, "no file is replaced");
}

#[test]
fn a_dry_run_reads_to_people_in_both_languages_r16_1() {
    let bank = Bank::training();
    let path = file(
        &bank,
        &[known("03-0000-7777", ""), new("9000002", "NEW02", "312345678")],
    );
    for (lang, parts) in [
        (
            "ja",
            [
                "登録電話: 03-0000-1001 ＞ 03-0000-7777",
                "登録電話「312345678」",
                "正しい形: 0 か + で始まる",
            ],
        ),
        (
            "en",
            [
                "03-0000-1001 > 03-0000-7777",
                "登録電話 \"312345678\"",
                "expected: 9 to 15 digits that begin with 0 or +",
            ],
        ),
    ] {
        let ran = bank.by(
            "K001",
            &["--lang", lang, "--at", &at(1), "contracts", "import", &path],
            "",
        );
        assert_eq!(ran.status, 1);
        for part in parts {
            assert!(ran.err.contains(part), "{part}: {}", ran.err);
        }
    }
}

#[test]
fn notes_are_written_struck_out_and_read_from_the_command_line_r16_5() {
    let bank = Bank::training();
    let by = |staff: &str, args: &[&str]| {
        let at = at(1);
        let ran = bank.by(
            staff,
            &[&["--json", "--at", &at, "contracts", "note"], args].concat(),
            "",
        );
        (ran.status, ran.json())
    };
    let (status, told) = by("T001", &["add", "1000001", "社印は本店で確認"]);
    assert_eq!((status, &told["outcome"]["noted"]["note"]["number"]), (0, &json!(1)));
    let (status, told) = by("S001", &["strike", "1000001", "1"]);
    assert_eq!((status, &told["refused"]["code"]), (1, &json!("E1921")));
    let (status, told) = by("T001", &["add", "1000001", &"字".repeat(401)]);
    assert_eq!((status, &told["refused"]["code"]), (1, &json!("E0105")));
    assert_eq!(by("T001", &["strike", "1000001", "1"]).0, 0);
    let (_, told) = by("A001", &["list", "1000001"]);
    assert_eq!(told["notes"][0]["text"], "社印は本店で確認");
    assert!(told["notes"][0]["struck_at"].is_string(), "{told}");
    let shown = bank.by("T001", &["--at", &at(1), "contracts", "show", "1000001"], "");
    assert!(shown.out.contains("(抹消) 社印は本店で確認"), "{}", shown.out);
}
