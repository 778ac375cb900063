//! Files of any size: what is told of them is what is told of small ones, and what is kept of them has bounds.

use sha2::{Digest, Sha256};

use super::*;

fn headings() -> &'static str {
    GOOD.lines().next().unwrap()
}

/// A row of a user of that contract.
fn row(contract: usize, user: usize, kind: &str) -> String {
    format!(
        "{contract},架空商事,カクウ,011,本店,普通1234567,03-0000-0001,2026-05-01,,U{contract}-{user},架空 人,カクウ ヒト,{kind},,,\r\n"
    )
}

#[test]
fn a_long_file_is_read_as_a_short_one_in_every_writing() {
    let mut text = format!("{}\r\n", headings());
    for contract in 1_000..4_000 {
        text += &row(contract, 0, "マスターユーザ");
        // A value over two lines is none, and the lines are counted all the same.
        text += &row(
            contract,
            1,
            if contract % 1_000 == 7 {
                "\"一般\nユーザ\""
            } else {
                "一般ユーザ"
            },
        );
        text += "\r\n";
    }
    let expected: Vec<_> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.ends_with("\"一般"))
        .map(|(at, _)| at as u64 + 1)
        .collect();
    assert_eq!(expected.len(), 3);
    let wide: Vec<u8> = format!("\u{FEFF}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        text.clone().into_bytes(),
        encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(),
        wide,
    ] {
        let survey = survey(&bytes, None, &Policy::default()).unwrap();
        let lines: Vec<_> = survey.mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, expected);
        assert_eq!((survey.contracts.len(), survey.rows.len()), (2_997, 6_000));
        assert_eq!(
            survey.digest,
            <[u8; 32]>::from(Sha256::digest(&bytes)),
            "of the bytes as they are"
        );
    }
    let broken = text.replacen("3999,", "\u{1}\u{2}", 1).replace("3990", "39\u{FFFD}");
    let broken: Vec<u8> = broken
        .into_bytes()
        .into_iter()
        .map(|b| if b == 2 { 0xFF } else { b })
        .collect();
    let line = line_of(&broken, 0xFF);
    let reason = "not UTF-8".into();
    assert_eq!(
        read(&broken, &Policy::default()).unwrap_err(),
        Refusal::FileDamaged { line, reason }
    );
}

fn line_of(bytes: &[u8], sign: u8) -> u64 {
    let before = bytes.iter().take_while(|byte| **byte != sign);
    before.fold(1, |line, byte| line + u64::from(*byte == b'\n'))
}

#[test]
fn rows_that_stand_apart_come_together_and_no_more_of_them_than_are_kept_r16_1() {
    let file = |rows: &str| format!("{}\n{rows}", headings());
    let apart = row(102, 1, "一般ユーザ")
        + &row(101, 0, "マスターユーザ")
        + &row(102, 0, "マスターユーザ")
        + &row(101, 1, "一般ユーザ");
    let contracts = taken(&file(&apart)).unwrap();
    let told: Vec<_> = contracts
        .iter()
        .map(|new| {
            (
                new.contract.number.as_str(),
                new.line,
                new.users.iter().map(|user| user.line).collect::<Vec<_>>(),
            )
        })
        .collect();
    assert_eq!(told, [("102", 2, vec![2, 4]), ("101", 3, vec![3, 5])]);
    // Every row of two contracts in turn, and every row of one.
    let short = |contract: usize, user: usize| row(contract, user, "一般ユーザ");
    let turns: String = (0..=MOST_ROWS).map(|user| short(100 + user % 2, user)).collect();
    let one: String = (0..=MOST_ROWS).map(|user| short(100, user)).collect();
    let line = MOST_ROWS as u64 + 2;
    for rows in [turns, one] {
        let refusal = taken(&file(&rows)).unwrap_err();
        assert_eq!(refusal, Refusal::RowsApart { line, rows: MOST_ROWS });
    }
}

/// A row may be long, and many may be of one contract: not both.
#[test]
fn rows_that_are_held_together_are_bounded_in_bytes_too_r16_1() {
    let long =
        |contract: usize, user: usize| row(contract, user, "一般ユーザ").replace("架空 人", &"人".repeat(20_000));
    let many = MOST_BYTES / 60_000 + 2;
    for contracts in [1, 2] {
        let rows: String = (0..many).map(|user| long(100 + user % contracts, user)).collect();
        let refusal = taken(&format!("{}\n{rows}", headings())).unwrap_err();
        assert_eq!(refusal.code(), "E1409", "{contracts}");
    }
    // Each by itself is only a long row.
    let rows: String = (0..3).map(|n| long(100 + n, 0)).collect();
    assert_eq!(taken(&format!("{}\n{rows}", headings())).unwrap_err().code(), "E1401");
}

/// The record into which rows are read never becomes smaller again; what is kept of it does.
#[test]
fn a_row_after_a_long_one_takes_no_more_than_it_is() {
    let (long, short) = (",".repeat(60_000), row(100, 0, "マスターユーザ"));
    let text = format!("{}\n{long}\n{short}", headings());
    let policy = Policy::default();
    let apart = Apart::of(|| Ok(text.as_bytes()), None, &policy).unwrap();
    let mut reader = Reader::new(text.as_bytes(), None, &policy, &apart, Progress::default());
    let mut weights = Vec::new();
    while let Some(entry) = reader.next_contract() {
        weights.extend(entry.unwrap().rows.iter().map(ReadRow::weight));
    }
    // Of the blank row nothing is kept.
    assert_eq!(weights.len(), 1);
    assert!(weights[0] < 2 * short.len() + 400, "{weights:?}");
}

#[test]
fn a_row_is_bounded_and_told_with_its_line() {
    let good = format!("{}\n{}", headings(), row(100, 0, "マスターユーザ"));
    // A quote that is never closed takes in the rest.
    for more in ["\"", "x"] {
        let text = format!("{good}{more}{}", "窓口,\n".repeat(100_000));
        let told = taken(&text).unwrap_err();
        match more {
            "\"" => assert_eq!(told.code(), "E1442"),
            _ => assert_eq!(told.code(), "E1439"),
        }
        assert_eq!(told.facts()[0], ("line", "3".to_owned()), "{told:?}");
    }
}

/// Of a file whose values stand once nothing is kept, however many there are; of those that stand twice only they are.
#[test]
fn what_is_kept_does_not_grow_with_the_file_and_what_stands_twice_is_found_r16_1() {
    let policy = Policy::default();
    let issued = |contract: usize, serial: usize| {
        let row = row(contract, 0, "マスターユーザ").replace(",2026-05-01,,", &format!(",2026-05-01,{serial:08},"));
        row.clone()
            + &row
                .replace(&format!("U{contract}-0"), &format!("U{contract}-1"))
                .replace("マスター", "一般")
    };
    let mut text = format!("{}\n", headings());
    for contract in 1_000..6_000 {
        text += &issued(contract, contract);
    }
    let apart = Apart::of(|| Ok(text.as_bytes()), None, &policy).unwrap();
    assert!(apart.rows.is_empty() && !apart.suspects.login_ids.is_any() && !apart.suspects.issued.is_any());
    // The last one has the fob of the first, and its user is another's in other letters.
    text += &issued(7_000, 1_000).replace("U7000-1", "u1000-1");
    let survey = survey(text.as_bytes(), None, &policy).unwrap();
    let told: Vec<_> = survey.mistakes.iter().map(|mistake| mistake.refusal.clone()).collect();
    let last = 2 * 5_000 + 2;
    let expected = [
        super::row(last, "発行トークン", "issued twice"),
        super::row(last + 1, "ログインID", "twice in the file"),
    ];
    assert_eq!(told, expected);
}

/// A row that can't be told whose it is parts the rows before it from those behind it.
#[test]
fn rows_about_one_that_names_no_contract_are_of_one_contract_r16_1() {
    let about = |between: &str| {
        let rows = row(101, 0, "マスターユーザ") + between + &row(101, 1, "一般ユーザ");
        survey(format!("{}\n{rows}", headings()).as_bytes(), None, &Policy::default()).unwrap()
    };
    for between in [
        row(102, 0, "マスターユーザ").replacen("102", "契約", 1),
        "too,few\n".to_owned(),
    ] {
        let survey = about(&between);
        assert_eq!((survey.contracts.len(), survey.mistakes.len()), (1, 1), "{between}");
        assert_eq!(survey.contracts[0].users.len(), 2);
    }
}
