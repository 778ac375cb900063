//! What is told of a file of contracts: why something can't be taken and what is expected, and the rows that were refused
//! as a file (R16.1).

use std::collections::BTreeMap;
use std::io;

use super::csv::Sheet;
use crate::domain::amendment::{Difference, Worth};
use crate::domain::arrival::{Mistake, ReadRow};
use crate::domain::refusal::Refusal;
use crate::domain::values::ContractNumber;
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
    let name = words.part(difference.part);
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

/// A file as it was read, for what is written of it.
#[derive(Clone, Copy, Debug)]
pub struct Read<'a> {
    /// Its headings.
    pub headings: &'a [String],
    /// Its rows.
    pub rows: &'a [ReadRow],
    /// The heading of the reasons, which is not read: where it stands already, what stands below is left out.
    pub reason: &'a str,
}

/// The rows of which something can't be taken, and the others of their contracts, as a file that can be corrected and taken in
/// again: what is wrong stands behind each. `cells` gives those of a row by its place.
///
/// # Errors
/// None but a lack of memory.
pub fn refused(
    read: Read<'_>,
    cells: impl Fn(usize) -> Vec<String>,
    mistakes: &[Mistake],
    words: &Words,
) -> io::Result<Vec<u8>> {
    let mut of: BTreeMap<u64, Vec<&Mistake>> = BTreeMap::new();
    for mistake in mistakes {
        of.entry(mistake.line).or_default().push(mistake);
    }
    let mut first: BTreeMap<&ContractNumber, u64> = BTreeMap::new();
    for row in read.rows.iter().filter(|row| of.contains_key(&row.line)) {
        if let Some(number) = &row.contract {
            first.entry(number).or_insert(row.line);
        }
    }
    let again = read.headings.iter().position(|heading| heading.trim() == read.reason);
    let kept = |cells: Vec<String>| -> Vec<String> {
        let cells = cells.into_iter().enumerate().filter(|(at, _)| Some(*at) != again);
        cells.map(|(_, cell)| cell).collect()
    };
    let mut sheet = Sheet::new(Vec::new(), true)?;
    let mut headings = kept(read.headings.to_vec());
    let columns = headings.len();
    headings.push(read.reason.to_owned());
    sheet.row(headings.iter().map(String::as_str))?;
    for (at, row) in read.rows.iter().enumerate() {
        let reason = match (
            of.get(&row.line),
            row.contract.as_ref().and_then(|number| first.get(number)),
        ) {
            (Some(wrong), _) => wrong
                .iter()
                .map(|mistake| because(mistake, words))
                .collect::<Vec<_>>()
                .join(" / "),
            (None, Some(line)) => words.contracts.import.sibling(place::Line(&line.to_string())),
            (None, None) => continue,
        };
        let mut cells = kept(cells(at));
        cells.resize(columns, String::new());
        cells.push(reason);
        sheet.row(cells.iter().map(String::as_str))?;
    }
    sheet.done()
}

fn because(mistake: &Mistake, words: &Words) -> String {
    let why = why(&mistake.refusal, words);
    match mistake.column.as_str() {
        "" => why,
        column => format!("{column}: {why}"),
    }
}

/// Rows as a file for a spreadsheet, the headings first.
///
/// # Errors
/// None but a lack of memory.
pub fn table<'a>(rows: impl IntoIterator<Item = Vec<&'a str>>) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::new(Vec::new(), true)?;
    for row in rows {
        sheet.row(row)?;
    }
    sheet.done()
}
