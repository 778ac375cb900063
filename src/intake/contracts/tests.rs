//! Files of contracts as they are meant: what is read of each.

mod mistakes;
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
