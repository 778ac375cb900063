//! What is told of a file of contracts: why something can't be taken and what is expected, and the rows that were refused
//! as a file (R16.1).

use std::io::{self, Write};

use super::csv::Sheet;
use super::telling::yen;
use crate::domain::amendment::{Difference, Worth};
use crate::domain::arrival::Mistake;
use crate::domain::refusal::Refusal;
use crate::words::{Words, place};

/// Why something can't be taken, without the line and the column that stand before it.
pub fn why(refusal: &Refusal, words: &Words) -> String {
    match refusal {
        Refusal::RowRefused { reason, .. } => words.value(reason).to_owned(),
        other => words.message(other.code(), &other.facts()).0,
    }
}

/// What is expected where something can't be taken; nothing where a row as a whole is meant, or a heading that is there.
pub fn form(mistake: &Mistake, words: &Words) -> &'static str {
    let form = &words.contracts.form;
    if matches!(&mistake.refusal, Refusal::RowRefused { reason, .. } if reason == "column twice") {
        return "";
    }
    match mistake.column.as_str() {
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
        "解約日" => form.closed,
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
        Some(Worth::Text(text)) => words.payments.common.named_account(text),
        Some(Worth::Kind(kind)) => words.label.kind(*kind).to_owned(),
        Some(Worth::Operations(operations)) => words.label.operations(*operations),
        Some(Worth::Day(day)) => words.day(*day),
        Some(Worth::Payments(pending)) => {
            let (count, yen) = (pending.count.to_string(), yen(pending.yen));
            words
                .contracts
                .field
                .payments_value(place::Count(&count), place::Yen(&yen))
        }
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
/// again: what is wrong stands behind each. It is written contract by contract.
#[derive(Debug)]
pub struct Refused<W: Write> {
    sheet: Sheet<W>,
    columns: usize,
    /// Where the reasons of an earlier time stand: they are left out.
    again: Option<usize>,
}

impl<W: Write> Refused<W> {
    /// Begins it with these headings; the one of the reasons is `reason`.
    ///
    /// # Errors
    /// Those of writing.
    pub fn begin(to: W, headings: &[String], reason: &str) -> io::Result<Self> {
        let mut refused = Self {
            sheet: Sheet::new(to, true)?,
            columns: 0,
            again: headings.iter().position(|heading| heading.trim() == reason),
        };
        let mut kept = refused.kept(headings.iter().map(String::as_str));
        refused.columns = kept.len();
        kept.push(reason);
        refused.sheet.row(kept)?;
        Ok(refused)
    }

    /// Writes the rows of a contract, each with its line and its cells.
    ///
    /// # Errors
    /// Those of writing.
    pub fn contract<'a, C: Iterator<Item = &'a str>>(
        &mut self,
        rows: impl IntoIterator<Item = (u64, C)>,
        mistakes: &[Mistake],
        words: &Words,
    ) -> io::Result<()> {
        let first = mistakes.iter().map(|mistake| mistake.line).min().unwrap_or_default();
        for (line, cells) in rows {
            let of_row = mistakes.iter().filter(|mistake| mistake.line == line);
            let reasons: Vec<_> = of_row.map(|mistake| because(mistake, words)).collect();
            let reason = if reasons.is_empty() {
                words.contracts.import.sibling(place::Line(&first.to_string()))
            } else {
                reasons.join(" / ")
            };
            let mut cells = self.kept(cells);
            cells.resize(self.columns, "");
            cells.push(&reason);
            self.sheet.row(cells)?;
        }
        Ok(())
    }

    /// Ends it, and gives back what it was written to.
    ///
    /// # Errors
    /// Those of writing.
    pub fn done(self) -> io::Result<W> {
        self.sheet.done()
    }

    fn kept<'a>(&self, cells: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let cells = cells.enumerate().filter(|(at, _)| Some(*at) != self.again);
        cells.map(|(_, cell)| cell).collect()
    }
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
