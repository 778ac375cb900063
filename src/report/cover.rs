//! 送付状: the letter that goes with a fob to the customer, with the day from which it is used (R15.5, R3.1).

use std::io;

use super::slip::{COLUMNS, Kind, Line, letterhead};
use crate::desk::Cover;
use crate::domain::calendar;
use crate::ui::text::{width, wrap};
use crate::words::{Words, place};

fn plain(column: u16, text: impl Into<String>) -> Line {
    Line {
        texts: vec![(column, text.into())],
        kind: Kind::Plain,
    }
}

fn right(text: &str) -> Line {
    plain(COLUMNS.saturating_sub(width(text)), text)
}

/// The letter in lines: to whom, what is sent, from when it is used, and what is to be done with it.
pub fn lines(cover: &Cover, words: &Words) -> Vec<Line> {
    let (own, Cover { issue, contract, .. }) = (&words.handling, cover);
    let mut lines = vec![right(&words.day(calendar::day_of(cover.now))), plain(0, "")];
    if let Some(address) = &contract.address {
        lines.extend(
            wrap(address.as_str(), COLUMNS / 2)
                .into_iter()
                .map(|text| plain(0, text)),
        );
    }
    lines.push(plain(0, own.letter_to(place::Company(contract.company.as_str()))));
    lines.push(plain(0, ""));
    let from = letterhead(&cover.letterhead, &contract.branch, cover.training, words);
    for text in from.iter().flat_map(|text| wrap(text, COLUMNS / 2)) {
        lines.push(right(&text));
    }
    lines.push(Line {
        texts: vec![(0, own.letter_title.to_owned())],
        kind: Kind::Large,
    });
    if cover.training {
        lines.push(plain(0, words.telling.slip.training));
    }
    lines.extend(wrap(own.letter_lead, COLUMNS).into_iter().map(|text| plain(0, text)));
    lines.push(plain(0, ""));
    let start = contract.start.max(calendar::day_of(issue.at));
    let mut facts = vec![
        (own.letter_contract, contract.number.to_string()),
        (own.letter_serial, issue.serial.to_string()),
        (own.letter_cause, words.label.cause(issue.cause).to_owned()),
        (own.letter_start, words.day(start)),
    ];
    facts.extend(issue.old.as_ref().map(|old| (own.letter_old, old.to_string())));
    facts.extend(issue.item.as_ref().map(|item| (own.letter_item, item.clone())));
    lines.extend(facts.into_iter().map(|(name, value)| Line {
        texts: vec![(2, name.to_owned()), (24, value)],
        kind: Kind::Plain,
    }));
    lines.push(plain(0, ""));
    let mut steps = vec![own.letter_check, own.letter_register];
    steps.extend(issue.owed.then_some(own.letter_owed));
    for (number, step) in steps.into_iter().enumerate() {
        for (row, text) in wrap(step, COLUMNS - 4).into_iter().enumerate() {
            let mark = if row == 0 {
                format!("{}.", number + 1)
            } else {
                String::new()
            };
            lines.push(Line {
                texts: vec![(0, mark), (4, text)],
                kind: Kind::Plain,
            });
        }
    }
    lines
}

/// The letter as a PDF.
///
/// # Errors
/// The font, which is part of the program, does not read.
pub fn page(cover: &Cover, words: &Words) -> io::Result<Vec<u8>> {
    super::pdf::page(&lines(cover, words), words.handling.letter_title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case};
    use crate::domain::stock::{Cause, Delivery, Way};
    use crate::domain::values::{BranchCode, ContractNumber, Serial, TokenId};
    use crate::store::IssueRow;
    use crate::words::Lang;

    #[test]
    fn the_letter_says_which_bank_sends_what_to_whom_r15_5() {
        let cover = Cover {
            issue: IssueRow {
                token: TokenId([1; 16]),
                serial: Serial::parse("10000026").unwrap(),
                at: at("2026-06-01T12:00:00"),
                contract: ContractNumber::parse("1000001").unwrap(),
                cause: Cause::Defect,
                old: Some(Serial::parse("10000018").unwrap()),
                owed: true,
                way: Way::Mail,
                from: BranchCode::parse("011").unwrap(),
                delivery: Delivery::ToSend,
                applied: None,
                fee: 0,
                waived: None,
                item: None,
            },
            contract: case(vec![], vec![]).contract,
            letterhead: ["架空銀行".into(), "電話 03-0000-0000".into()],
            training: true,
            now: at("2026-06-01T12:00:00"),
        };
        let said = super::super::slip::plain(&lines(&cover, &Words::of(Lang::Ja)), COLUMNS);
        for part in [
            "架空銀行 011",
            "電話 03-0000-0000",
            "10000026",
            "10000018",
            "訓練用",
            "御中",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(page(&cover, &Words::of(Lang::Ja)).unwrap().starts_with(b"%PDF"));
    }
}
