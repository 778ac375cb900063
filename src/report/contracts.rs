//! What is told of a file of contracts: why something can't be taken and what is expected, the rows that were refused as a file,
//! and a file to begin with (R16.1).

use std::io;

use super::csv::Sheet;
use crate::domain::amendment::{Difference, Part, Worth};
use crate::domain::arrival::Mistake;
use crate::domain::refusal::Refusal;
use crate::intake::contracts::{COLUMNS, OPTIONAL, REASON, ReadRow, Survey};
use crate::words::{Words, place};

/// Why something can't be taken, without the line and the column that stand before it.
pub fn why(refusal: &Refusal, words: &Words) -> String {
    match refusal {
        Refusal::RowRefused { reason, .. } => words.value(reason).to_owned(),
        other => words.message(other.code(), &other.facts()).0,
    }
}

/// What is expected in a column; nothing where a row as a whole is meant.
pub fn form(column: &str, words: &Words) -> &'static str {
    let form = &words.contracts.form;
    match column {
        "契約番号" => form.number,
        "会社名" | "取引店名" | "利用者名" | "代表者名" => form.name,
        "会社名カナ" | "利用者名カナ" => form.kana,
        "取引店番" => form.branch,
        "代表口座" => form.account,
        "登録電話" => form.phone,
        "利用開始日" => form.day,
        "発行トークン" => form.tokens,
        "ログインID" => form.login_id,
        "利用者区分" => form.kind,
        "取扱権限" => form.operations,
        "シリアル番号" => form.serial,
        "登録日時" => form.moment,
        "メールアドレス" => form.mail,
        "届出住所" => form.address,
        "製造元" => form.maker,
        _ => "",
    }
}

/// A part in words, with the user whose it is.
pub fn part(difference: &Difference, words: &Words) -> String {
    let field = &words.contracts.field;
    let name = match difference.part {
        Part::Company => words.cli.company,
        Part::CompanyKana => field.company_kana,
        Part::Branch => words.cli.branch,
        Part::Account => words.cli.account,
        Part::Telephone => words.cli.phone,
        Part::Address => field.address,
        Part::Representative => field.representative,
        Part::Start => words.cli.start,
        Part::User => field.user,
        Part::UserName => field.user_name,
        Part::UserKana => field.user_kana,
        Part::UserKind => field.user_kind,
        Part::UserOperations => field.user_operations,
        Part::Mail => field.mail,
    };
    match &difference.whose {
        Some(login_id) => format!("{login_id} {name}"),
        None => name.to_owned(),
    }
}

/// What stands in a part; what is not there is said.
pub fn worth(worth: Option<&Worth>, words: &Words) -> String {
    match worth {
        Some(Worth::Text(text)) => text.clone(),
        Some(Worth::Kind(kind)) => words.label.kind(*kind).to_owned(),
        Some(Worth::Operations(operations)) => words.label.operations(*operations),
        Some(Worth::Day(day)) => words.day(*day),
        None => words.contracts.field.none.to_owned(),
    }
}

/// A part before and after in one line.
pub fn change(difference: &Difference, words: &Words) -> String {
    let (before, after) = (
        worth(difference.before.as_ref(), words),
        worth(difference.after.as_ref(), words),
    );
    words.contracts.field.change(
        place::After(&after),
        place::Before(&before),
        place::Part(&part(difference, words)),
    )
}

/// The rows of which something can't be taken, and the others of their contracts, as a file that can be corrected and taken in
/// again: what is wrong stands behind each, under a heading that is not read.
///
/// # Errors
/// None but a lack of memory.
pub fn refused(survey: &Survey, mistakes: &[Mistake], words: &Words) -> io::Result<Vec<u8>> {
    let of = |row: &ReadRow| {
        let line = row.line;
        mistakes.iter().filter(move |mistake| mistake.line == line)
    };
    let mut sheet = Sheet::new(Vec::new(), true)?;
    let again = survey.headings.iter().position(|heading| heading.trim() == REASON);
    let kept = |cells: Vec<String>| -> Vec<String> {
        let cells = cells.into_iter().enumerate().filter(|(at, _)| Some(*at) != again);
        cells.map(|(_, cell)| cell).collect()
    };
    let mut headings = kept(survey.headings.clone());
    let columns = headings.len();
    headings.push(REASON.to_owned());
    sheet.row(headings.iter().map(String::as_str))?;
    for row in &survey.rows {
        let wrong: Vec<_> = of(row).collect();
        let sibling = survey
            .rows
            .iter()
            .find(|other| row.contract.is_some() && other.contract == row.contract && of(other).next().is_some());
        let reason = match (wrong.is_empty(), sibling) {
            (true, None) => continue,
            (true, Some(other)) => words.contracts.import.sibling(place::Line(&other.line.to_string())),
            (false, _) => {
                let each = wrong.iter().map(|mistake| {
                    let why = why(&mistake.refusal, words);
                    if mistake.column.is_empty() {
                        why
                    } else {
                        format!("{}: {why}", mistake.column)
                    }
                });
                each.collect::<Vec<_>>().join(" / ")
            }
        };
        let mut cells = kept(survey.columns(row));
        cells.resize(columns, String::new());
        cells.push(reason);
        sheet.row(cells.iter().map(String::as_str))?;
    }
    sheet.done()
}

/// The columns of a file of contracts with an invented contract of two users below them.
///
/// # Errors
/// None but a lack of memory.
pub fn template() -> io::Result<Vec<u8>> {
    let master = [
        "9990001",
        "株式会社例示見本",
        "レイジミホン",
        "011",
        "本店営業部",
        "普通1234567",
        "03-0000-0001",
        "2026-06-01",
        "",
        "REIJI01",
        "例示 花子",
        "レイジ ハナコ",
        "マスターユーザ",
        "都度振込;総給振;ペイジー;ユーザ・トークン管理",
        "",
        "",
        "hanako@example.jp",
        "東京都架空区見本町1-2-3",
        "仮名 一郎",
        "",
    ];
    let mut general = master;
    (general[9], general[10], general[11]) = ("REIJI02", "見本 次郎", "ミホン ジロウ");
    (general[12], general[13], general[16]) = ("一般ユーザ", "都度振込", "");
    let mut sheet = Sheet::new(Vec::new(), true)?;
    sheet.row(COLUMNS.into_iter().chain(OPTIONAL))?;
    sheet.row(master)?;
    sheet.row(general)?;
    sheet.done()
}
