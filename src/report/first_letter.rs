//! The sealed letter with a user's first passwords (R17.1): a page that is printed, sealed and gone. It is made in the language of the
//! bank's customers.

use std::io;

use secrecy::ExposeSecret;

use super::pdf;
use super::slip::{Kind, Line, letterhead};
use crate::desk::FirstLetter;
use crate::ui::text::wrap;
use crate::words::{Lang, Words, place};

/// Columns of the page.
const COLUMNS: u16 = 80;
/// The column of values behind their names.
const VALUES: u16 = 26;

/// The letter as a PDF.
///
/// # Errors
/// The font, which is part of the program, does not read.
pub fn page(letter: &FirstLetter) -> io::Result<Vec<u8>> {
    pdf::page(&lines(letter, &Words::of(Lang::Ja)), &letter.receipt)
}

/// Its lines. They hold the passwords.
fn lines(letter: &FirstLetter, words: &Words) -> Vec<Line> {
    let own = &words.telling.first_letter;
    let mut lines = Vec::new();
    let mut add = |text: &str, kind: &Kind| {
        let columns = if *kind == Kind::Large { COLUMNS / 2 } else { COLUMNS };
        lines.extend(wrap(text, columns).into_iter().map(|part| Line {
            texts: vec![(0, part)],
            kind: kind.clone(),
        }));
    };
    let address = letter.address.as_ref().map_or("", |address| address.as_str());
    add(address, &Kind::Plain);
    add(letter.company.as_str(), &Kind::Plain);
    add(&own.to(place::Name(letter.name.as_str())), &Kind::Large);
    add("", &Kind::Plain);
    // It is made for paper on live stores alone.
    for text in letterhead(&letter.letterhead, &letter.branch, false, words) {
        if !text.is_empty() {
            add(&text, &Kind::Plain);
        }
    }
    add("", &Kind::Plain);
    add(own.title, &Kind::Large);
    add(own.lead, &Kind::Plain);
    add("", &Kind::Plain);
    let at = words.moment(letter.at);
    for (name, value, kind) in [
        (own.contract, letter.contract.as_str(), Kind::Plain),
        (own.login_id, letter.login_id.as_str(), Kind::Plain),
        (own.login, letter.login.expose_secret(), Kind::Large),
        (own.confirmation, letter.confirmation.expose_secret(), Kind::Large),
        (own.receipt, letter.receipt.as_str(), Kind::Plain),
        (own.at, at.as_str(), Kind::Plain),
    ] {
        lines.push(Line {
            texts: vec![(0, name.to_owned()), (VALUES, value.to_owned())],
            kind,
        });
    }
    lines.push(Line::default());
    for text in [own.change, own.never_asks, own.open] {
        lines.extend(wrap(text, COLUMNS).into_iter().map(|part| Line {
            texts: vec![(0, part)],
            kind: Kind::Plain,
        }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, login};
    use crate::domain::values::{ContractNumber, Name, PostalAddress};

    #[test]
    fn the_letter_says_who_where_and_both_passwords_r17_1() {
        let letter = FirstLetter {
            receipt: "20260601-0007".into(),
            at: at("2026-06-01T12:00:00"),
            letterhead: ["架空銀行".into(), "電話 03-0000-0000".into()],
            branch: case(vec![], vec![]).contract.branch,
            contract: ContractNumber::parse("1000001").unwrap(),
            company: Name::parse("見本株式会社").unwrap(),
            address: Some(PostalAddress::parse("100-0000 架空県見本市例示町1-2-3").unwrap()),
            login_id: login("DEN501"),
            name: Name::parse("見本 花子").unwrap(),
            login: "ABCD2345EFGH".into(),
            confirmation: "JKLM6789NPQR".into(),
        };
        let said: Vec<_> = lines(&letter, &Words::of(Lang::Ja))
            .into_iter()
            .flat_map(|line| line.texts.into_iter().map(|text| text.1))
            .collect();
        let said = said.join("\n");
        for part in [
            "架空銀行 011",
            "電話 03-0000-0000",
            "見本株式会社",
            "架空県見本市",
            "見本 花子",
            "DEN501",
            "ABCD2345EFGH",
            "JKLM6789NPQR",
            "20260601-0007",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(page(&letter).unwrap().starts_with(b"%PDF"));
        assert!(!format!("{letter:?}").contains("ABCD2345EFGH"), "R12.3");
    }
}
