//! Good files, damaged files with their refusals, and bytes of any kind.

mod sizes;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::domain::arrival::{Mistake, NewUser};
use crate::domain::case::samples::at;
use crate::domain::user::{Operations, UserKind};
use crate::domain::values::{Maker, Name, PostalAddress, Serial};

const GOOD: &str = "\
契約番号,会社名,会社名カナ,取引店番,取引店名,代表口座,登録電話,利用開始日,発行トークン,ログインID,利用者名,利用者名カナ,利用者区分,取扱権限,シリアル番号,登録日時
1000001,株式会社見本,カ)ミホン,011,本店営業部,普通1234567,03-0000-0001,2026-05-01,00012345;00012346,M1,見本 花子,ミホン ハナコ,マスターユーザ,都度振込;総給振;ペイジー;ユーザ・トークン管理,00012345,2026-05-02 09:30
1000002,例示工業,レイジコウギョウ,012,見本町支店,当座7654321,03-0000-0002,2026-07-01,,M2,例示 太郎,ﾚｲｼﾞ ﾀﾛｳ,マスターユーザ,都度振込,,
1000001,株式会社見本,カ)ミホン,011,本店営業部,普通1234567,03-0000-0001,2026-05-01,00012345;00012346,G1,\"見本, 次郎\",ミホン ジロウ,一般ユーザ,,,
";

/// All that a file says.
#[derive(Debug)]
struct Survey {
    encoding: Encoding,
    contracts: Vec<NewContract>,
    mistakes: Vec<Mistake>,
    rows: Vec<ReadRow>,
    digest: [u8; 32],
}

fn survey(bytes: &[u8], asked: Option<Encoding>, policy: &Policy) -> Decision<Survey> {
    let apart = Apart::of(|| Ok(bytes), asked, policy)?;
    let mut reader = Reader::new(bytes, asked, policy, &apart, Progress::default());
    let (mut contracts, mut mistakes, mut rows) = (vec![], vec![], vec![]);
    while let Some(entry) = reader.next_contract() {
        let entry = entry?;
        contracts.extend(entry.contract);
        mistakes.extend(entry.mistakes);
        rows.extend(entry.rows);
    }
    // Those of contracts whose rows stand apart come with the first of them.
    mistakes.sort_by_key(|mistake: &Mistake| mistake.line);
    rows.sort_by_key(|row: &ReadRow| row.line);
    Ok(Survey {
        encoding: reader.encoding(),
        contracts,
        mistakes,
        rows,
        digest: reader.digest(),
    })
}

fn taken(text: &str) -> Decision<Vec<NewContract>> {
    read(text.as_bytes(), &Policy::default())
}

fn changed(from: &str, to: &str) -> Refusal {
    assert!(GOOD.contains(from), "{from}");
    taken(&GOOD.replacen(from, to, 1)).unwrap_err()
}

fn row(line: u64, column: &str, reason: &str) -> Refusal {
    Refusal::RowRefused {
        line,
        column: column.into(),
        reason: reason.into(),
    }
}

#[test]
fn contracts_are_read_with_their_users_adjacent_or_not() {
    let contracts = taken(GOOD).unwrap();
    let [first, second] = contracts.as_slice() else {
        panic!("two contracts")
    };
    assert_eq!(
        (first.line, first.users.len(), second.line, second.users.len()),
        (2, 2, 3, 1)
    );
    assert_eq!(first.contract.branch.code.as_str(), "011");
    assert_eq!(first.contract.start, NaiveDate::from_ymd_opt(2026, 5, 1).unwrap());
    let serials: Vec<_> = first.issued.iter().map(Serial::as_str).collect();
    assert_eq!(serials, ["00012345", "00012346"]);
    let (serial, since) = first.users[0].registered.as_ref().unwrap();
    assert_eq!((serial.as_str(), *since), ("00012345", at("2026-05-02T09:30:00")));
    assert_eq!(
        (first.users[0].user.kind, first.users[1].user.kind),
        (UserKind::Master, UserKind::General)
    );
    let all = Operations {
        transfer: true,
        bulk: true,
        pay_easy: true,
        administration: true,
    };
    assert_eq!(first.users[0].user.operations, all);
    assert_eq!(first.users[1].user.operations, Operations::default());
    assert_eq!(
        (first.users[1].line, first.users[1].user.name.as_str()),
        (4, "見本, 次郎")
    );
    assert!(second.issued.is_empty() && second.users[0].registered.is_none());
}

#[test]
fn where_letters_go_and_who_represents_may_be_given_r16_1() {
    let mut lines = GOOD.lines();
    let mut text = format!("{},代表者名,届出住所\n", lines.next().unwrap());
    for line in lines {
        let more = if line.contains("1000001") {
            "仮名 社長,東京都架空区1-2-3"
        } else {
            ","
        };
        text.extend([line, ",", more, "\n"]);
    }
    let contracts = taken(&text).unwrap();
    let of = |place: usize| {
        let contract = &contracts[place].contract;
        (
            contract.representative.as_ref().map(Name::as_str),
            contract.address.as_ref().map(PostalAddress::as_str),
        )
    };
    assert_eq!(of(0), (Some("仮名 社長"), Some("東京都架空区1-2-3")));
    assert_eq!(of(1), (None, None));
    let other = text.replacen("仮名 社長", "例示 社長", 1);
    assert_eq!(taken(&other).unwrap_err().code(), "E1438");
}

/// Each as spreadsheets of Japan write it.
#[test]
fn a_spreadsheets_own_file_is_read_r16_1() {
    let as_was = taken(GOOD).unwrap();
    let cp932 = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let excel = GOOD
        .replace("2026-05-01", "2026/5/1")
        .replace("2026-07-01", "R8.7.1")
        .replace("2026-05-02 09:30", "2026/5/2 9:30")
        .replace('\n', "\r\n");
    let blank = format!("{}\r\n", ",".repeat(15));
    let (heading, rows) = excel.split_once("\r\n").unwrap();
    let tabs = |text: &str| {
        text.replace("見本, 次郎", "見本 次郎")
            .replace(',', "\t")
            .replace('"', "")
    };
    for (bytes, encoding) in [
        (cp932(&excel), Encoding::Cp932),
        (cp932(excel.trim_end()), Encoding::Cp932),
        (cp932(&format!("{excel}\r\n\r\n")), Encoding::Cp932),
        (format!("\u{FEFF}{excel}").into_bytes(), Encoding::Utf8),
        (
            cp932(&format!("{blank}{heading}\r\n{blank}{rows}{blank}{blank}")),
            Encoding::Cp932,
        ),
        (cp932(&tabs(&excel)), Encoding::Cp932),
        (
            format!("{},,\r\n{}", heading, rows.replace("\r\n", ",,\r\n")).into_bytes(),
            Encoding::Utf8,
        ),
    ] {
        let survey = survey(&bytes, None, &Policy::default()).unwrap();
        assert_eq!((survey.encoding, survey.mistakes), (encoding, vec![]));
        assert_eq!(survey.contracts.len(), 2);
        for (new, was) in survey.contracts.iter().zip(&as_was) {
            assert_eq!((&new.contract, &new.issued), (&was.contract, &was.issued));
            assert_eq!(new.users[0].registered, was.users[0].registered);
        }
    }
    let semicolons = GOOD
        .replace("00012345;00012346", "\"00012345;00012346\"")
        .replace("都度振込;総給振;ペイジー;ユーザ・トークン管理", "\"都度振込;総給振\"");
    let semicolons = semicolons
        .replace("見本, 次郎", "見本 次郎")
        .replace(',', ";")
        .replace("\"\"", "\"");
    let read = taken(&semicolons).unwrap();
    assert_eq!((read.len(), read[0].issued.len()), (2, 2));
    let asked = survey(GOOD.as_bytes(), Some(Encoding::Cp932), &Policy::default());
    assert!(
        asked.is_err() || !asked.unwrap().mistakes.is_empty(),
        "UTF-8 is no CP932"
    );
    let not_asked = survey(&cp932(GOOD), Some(Encoding::Utf8), &Policy::default()).unwrap_err();
    assert_eq!(not_asked.code(), "E1403");
}

#[test]
fn every_mistake_is_told_in_one_run_with_line_column_and_value_r16_1() {
    let file = GOOD
        .replacen("03-0000-0002", "300000002", 1)
        .replacen(",012,", ",3-4,", 1)
        .replacen("当座7654321", "当座321", 1)
        .replacen("一般ユーザ", "一般", 1)
        .replacen("2026-05-02 09:30", "いつか", 1);
    let survey = survey(file.as_bytes(), None, &Policy::default()).unwrap();
    let told: Vec<_> = survey
        .mistakes
        .iter()
        .map(|mistake| (mistake.line, mistake.column.as_str(), mistake.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (2, "登録日時", "いつか"),
            (3, "取引店番", "3-4"),
            (3, "代表口座", "当座321"),
            (3, "登録電話", "300000002"),
            (4, "利用者区分", "一般"),
        ]
    );
    assert!(survey.contracts.is_empty(), "a contract is taken whole or not at all");
    let rows: Vec<_> = survey.rows.iter().map(|row| (row.line, row.cells.len())).collect();
    assert_eq!(rows, [(2, 16), (3, 16), (4, 16)]);
    assert_eq!(&survey.rows[2].cells[10], "見本, 次郎");
}

#[test]
fn the_columns_of_another_bank_are_named_all_at_once_r16_1() {
    let survey = survey(
        "顧客番号,会社名,電話,会社名\n1,見本,03,見本\n".as_bytes(),
        None,
        &Policy::default(),
    )
    .unwrap();
    let told: Vec<_> = survey
        .mistakes
        .iter()
        .map(|mistake| (mistake.column.as_str(), mistake.refusal.code()))
        .collect();
    assert_eq!(
        told[..3],
        [("顧客番号", "E1401"), ("電話", "E1401"), ("会社名", "E1401")]
    );
    assert_eq!(told.len(), 3 + 15);
    assert!(told[3..].iter().all(|(_, code)| *code == "E1402"));
}

#[test]
fn the_makers_of_serials_may_be_named_r15_2() {
    let with = |makers: &str| {
        let mut lines = GOOD.lines();
        let mut text = format!("{},製造元\n", lines.next().unwrap());
        for line in lines {
            let maker = if line.contains("1000001") { makers } else { "" };
            text.extend([line, ",", maker, "\n"]);
        }
        taken(&text)
    };
    let of = |makers: &str, serial: &str| with(makers).unwrap()[0].makers[&Serial::parse(serial).unwrap()].clone();
    let maker = |name: &str| Maker::parse(name).unwrap();
    assert_eq!(of("見本製作所", "00012346"), maker("見本製作所"));
    assert_eq!(of("見本製作所;例示電機", "00012346"), maker("例示電機"));
    assert_eq!(with("a;b;c").unwrap_err().code(), "E1401");
}

#[test]
fn a_mark_line_ends_and_the_order_of_columns_do_not_matter() {
    let reordered: String = GOOD
        .replace("\"見本, 次郎\"", "見本 次郎")
        .lines()
        .map(|line| line.split(',').rev().collect::<Vec<_>>().join(",") + "\r\n")
        .collect();
    for text in [
        format!("\u{FEFF}{GOOD}"),
        GOOD.replace('\n', "\r\n"),
        GOOD.trim_end().to_owned(),
        GOOD.replace('\n', "\n\n"),
        reordered,
    ] {
        let contracts = taken(&text).unwrap();
        assert_eq!((contracts.len(), contracts[0].users.len()), (2, 2), "{text}");
    }
}

#[test]
fn a_value_that_cannot_be_taken_is_named_with_line_and_column() {
    for (from, to, refusal) in [
        ("1000002,例", "１-,例", row(3, "契約番号", "E0104")),
        ("例示工業", "", row(3, "会社名", "E0105")),
        ("例示工業", "例示\u{1b}[31m工業", row(3, "会社名", "E1122")),
        ("レイジコウギョウ", "例示", row(3, "会社名カナ", "E0106")),
        (",012,", ",12,", row(3, "取引店番", "E0110")),
        ("見本町支店", " ", row(3, "取引店名", "E0105")),
        ("当座", "定期", row(3, "代表口座", "E0111")),
        ("03-0000-0002", "0000", row(3, "登録電話", "E0107")),
        ("2026-07-01", "26-7-1", row(3, "利用開始日", "E0108")),
        ("2026-07-01", "7-1", row(3, "利用開始日", "became a date")),
        ("03-0000-0002", "300000002", row(3, "登録電話", "E1901")),
        ("03-0000-0002", "3.0E+8", row(3, "登録電話", "a shortened number")),
        (",012,", ",3-4,", row(3, "取引店番", "became a date")),
        (",012,", ",3月4日,", row(3, "取引店番", "became a date")),
        (";00012346", ";1.23E+11", row(2, "発行トークン", "a shortened number")),
        ("M2", "m1", row(3, "ログインID", "twice in the file")),
        ("2026-07-01", "2026-02-30", row(3, "利用開始日", "E0108")),
        ("2026-07-01", "+262142-01-01", row(3, "利用開始日", "E0108")),
        (";00012346", ";00012345", row(2, "発行トークン", "issued twice")),
        ("07-01,,", "07-01,00012346,", row(3, "発行トークン", "issued twice")),
        ("M2", "M 2", row(3, "ログインID", "E0103")),
        ("M2", "M1", row(3, "ログインID", "twice in the file")),
        ("例示 太郎", "例示\u{202E}太郎", row(3, "利用者名", "E1122")),
        ("ﾚｲｼﾞ ﾀﾛｳ", "?", row(3, "利用者名カナ", "E0106")),
        ("一般ユーザ", "一般", row(4, "利用者区分", "unknown kind")),
        ("一般ユーザ", "マスターユーザ", row(4, "利用者区分", "a second master")),
        (
            "マスターユーザ,都度振込,",
            "管理者ユーザ,都度振込,",
            row(3, "利用者区分", "no master"),
        ),
        ("総給振", "総振", row(2, "取扱権限", "unknown operation")),
        ("総給振", "都度振込", row(2, "取扱権限", "operation twice")),
        (
            ",00012345,2026",
            ",00012347,2026",
            row(2, "シリアル番号", "not issued to this contract"),
        ),
        (
            ",00012345,2026-05-02 09:30",
            ",,2026-05-02 09:30",
            row(2, "シリアル番号", "missing"),
        ),
        ("2026-05-02 09:30", "", row(2, "登録日時", "missing")),
        ("2026-05-02 09:30", "2026-05-02T09:30", row(2, "登録日時", "E0108")),
        ("2026-05-02 09:30", "2026-05-02 24:00", row(2, "登録日時", "E0108")),
        ("契約番号", "契約番", row(1, "契約番", "unknown column")),
        ("登録日時\n", "会社名\n", row(1, "会社名", "column twice")),
    ] {
        assert_eq!(changed(from, to), refusal, "{from} -> {to}");
        // Line ends and empty lines count in the same way.
        let spaced = GOOD.replacen(from, to, 1).replace('\n', "\r\n\r\n");
        let Refusal::RowRefused { line, .. } = refusal else {
            panic!("a row")
        };
        let Refusal::RowRefused { line: spaced_line, .. } = taken(&spaced).unwrap_err() else {
            panic!("a row")
        };
        assert_eq!(spaced_line, line * 2 - 1, "{from} -> {to}");
    }
}

#[test]
fn a_serial_of_another_length_is_told_its_length_and_what_the_policy_allows_r3_2() {
    for (from, to, column, signs) in [
        (";00012346", ";12346", "発行トークン", 5),
        (";00012346", "; 1234567890123 ", "発行トークン", 13),
        (";00012346", ";", "発行トークン", 0),
        (";00012346", ";0001-346", "発行トークン", 8),
        (",00012345,2026", ",1,2026", "シリアル番号", 1),
    ] {
        let refusal = Refusal::RowSerialForm {
            line: 2,
            column: column.into(),
            signs,
            min: 8,
            max: 12,
        };
        assert_eq!(changed(from, to), refusal, "{from} -> {to}");
    }
}

#[test]
fn rows_of_one_contract_agree_about_it() {
    let last = GOOD.lines().last().unwrap();
    for (column, from, to) in [
        ("会社名", "株式会社見本", "見本"),
        ("会社名カナ", "カ)ミホン", "ミホン"),
        ("取引店番", "011", "012"),
        ("取引店名", "本店営業部", "本店"),
        ("代表口座", "普通1234567", "普通1234568"),
        ("登録電話", "03-0000-0001", "03-0000-0003"),
        ("利用開始日", "2026-05-01", "2026-05-02"),
        ("発行トークン", "00012345;00012346", "00012345"),
    ] {
        let other = last.replacen(from, to, 1);
        let refusal = Refusal::RowDiffers {
            line: 4,
            column: column.into(),
            other: 2,
        };
        assert_eq!(changed(last, &other), refusal);
    }
}

#[test]
fn damaged_files_are_refused_with_their_line() {
    let damaged = |line, reason: &str| Refusal::FileDamaged {
        line,
        reason: reason.into(),
    };
    assert_eq!(
        changed(",登録日時", ""),
        Refusal::ColumnMissing {
            column: "登録日時".into()
        }
    );
    let columns = |columns| Refusal::RowColumns {
        line: 3,
        columns,
        expected: 16,
    };
    assert_eq!(changed("1000002,", ""), columns(15));
    assert_eq!(changed("1000002,", "1000002,,"), columns(17));
    assert_eq!(changed("例示工業", "\"例示工業"), columns(8));
    let headings = GOOD.lines().next().unwrap();
    assert_eq!(taken(headings).unwrap_err(), damaged(1, "no row"));
    assert_eq!(
        taken("").unwrap_err(),
        Refusal::ColumnMissing {
            column: "契約番号".into()
        }
    );
    let mut shift_jis = GOOD.as_bytes().to_vec();
    shift_jis.extend(b"1000003,\x8c\xa9\x96\x7b\n");
    assert_eq!(
        read(&shift_jis, &Policy::default()).unwrap_err(),
        damaged(5, "not UTF-8")
    );
}

proptest! {
    /// No bytes make it panic.
    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &Policy::default());
    }

    /// No damage to a good file makes it panic, and what is taken keeps what a file must hold.
    #[test]
    fn a_damaged_file_is_answered(damage in prop::collection::vec((any::<prop::sample::Index>(), 0u8..4, any::<u8>()), 1..6)) {
        let mut text: Vec<char> = GOOD.chars().collect();
        for (place, kind, byte) in damage {
            if text.is_empty() {
                break;
            }
            let place = place.index(text.len());
            match kind {
                0 => text[place] = char::from(byte),
                1 => text.insert(place, [',', '"', '\n', '\r', ';', '\0', '9', '\u{FEFF}'][usize::from(byte) % 8]),
                2 => { text.remove(place); }
                _ => { let other = usize::from(byte) % text.len(); text.swap(place, other); }
            }
        }
        let text: String = text.into_iter().collect();
        for contract in taken(&text).unwrap_or_default() {
            prop_assert_eq!(masters(&contract), 1);
            let issued = |user: &NewUser| user.registered.as_ref().is_none_or(|(serial, _)| contract.issued.contains(serial));
            prop_assert!(contract.users.iter().all(issued));
        }
    }
}
