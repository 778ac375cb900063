//! Files that can't be taken, damaged ones and bytes of any kind: what is wrong is told with its line, its column and what stands
//! there.

use super::*;

fn changed(from: &str, to: &str) -> Refusal {
    assert!(GOOD.contains(from), "{from}");
    taken(&GOOD.replacen(from, to, 1)).unwrap_err()
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
