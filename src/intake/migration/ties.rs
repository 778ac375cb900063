//! Who has which fob, put into a file of contracts: the columns of the registrations are filled in by login ID, and the rest of the file
//! stays as it is. What comes out is a file like any other, which `contracts import` looks at first.

use std::collections::{BTreeMap, BTreeSet};

use super::Tie;
use crate::domain::refusal::{Decision, Refusal};
use crate::intake::contracts::Sheet;

const CONTRACT: &str = "契約番号";
const LOGIN_ID: &str = "ログインID";
const ISSUED: &str = "発行トークン";
const SERIAL: &str = "シリアル番号";
const SINCE: &str = "登録日時";

/// A file of contracts with its registrations.
#[derive(Debug)]
pub struct Filled {
    /// Its rows, the headings first.
    pub rows: Vec<Vec<String>>,
    /// How many users have a fob now.
    pub tied: usize,
    /// Users of the file who have none.
    pub without: usize,
    /// Login IDs of the export that the file has not.
    pub unknown: Vec<String>,
}

/// Fills the registrations in, each since that moment as it is written.
///
/// # Errors
/// Those of the file; E1402 for a column that it lacks; E1912 for a user who has two fobs.
pub fn fill(contracts: &[u8], ties: &[Tie], since: &str) -> Decision<Filled> {
    let mut by_user: BTreeMap<String, &Tie> = BTreeMap::new();
    for tie in ties {
        let key = tie.login_id.as_str().to_ascii_lowercase();
        if let Some(before) = by_user.insert(key, tie)
            && before.serial != tie.serial
        {
            return Err(Refusal::RecordRefused {
                file: String::new(),
                line: 0,
                field: tie.login_id.to_string(),
                reason: "two tokens".to_owned(),
            });
        }
    }
    let sheet = Sheet::read(contracts)?;
    let column = |name: &str| {
        let at = sheet.headings.iter().position(|heading| heading.trim() == name);
        at.ok_or_else(|| Refusal::ColumnMissing {
            column: name.to_owned(),
        })
    };
    let (contract, login_id) = (column(CONTRACT)?, column(LOGIN_ID)?);
    let (issued, serial, moment) = (column(ISSUED)?, column(SERIAL)?, column(SINCE)?);
    let tie_of = |row: &[String]| {
        let login_id = row.get(login_id).map(|text| text.trim().to_ascii_lowercase());
        by_user.get(&login_id.unwrap_or_default()).copied()
    };
    let mut of_contract: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    for row in &sheet.rows {
        let Some(tie) = tie_of(row) else { continue };
        met.insert(tie.login_id.as_str().to_ascii_lowercase());
        let number = row.get(contract).map(|text| text.trim().to_owned()).unwrap_or_default();
        of_contract.entry(number).or_default().insert(tie.serial.to_string());
    }
    let (mut rows, mut given) = (vec![sheet.headings.clone()], 0);
    let mut without = 0;
    for mut row in sheet.rows {
        let tie = tie_of(&row);
        let number = row.get(contract).map(|text| text.trim().to_owned()).unwrap_or_default();
        row.resize(row.len().max(sheet.headings.len()), String::new());
        if let Some(serials) = of_contract.get(&number) {
            let known = row[issued].split(';').map(str::trim).filter(|text| !text.is_empty());
            let mut all: Vec<String> = known.map(str::to_owned).collect();
            all.extend(
                serials
                    .iter()
                    .filter(|serial| !row[issued].split(';').any(|known| known.trim() == *serial))
                    .cloned(),
            );
            row[issued] = all.join(";");
        }
        match tie {
            Some(tie) => {
                (row[serial], row[moment]) = (tie.serial.to_string(), since.to_owned());
                given += 1;
            }
            None => without += 1,
        }
        rows.push(row);
    }
    let unknown = by_user.iter().filter(|(key, _)| !met.contains(*key));
    let unknown = unknown.map(|(_, tie)| tie.login_id.to_string()).collect();
    Ok(Filled {
        rows,
        tied: given,
        without,
        unknown,
    })
}
