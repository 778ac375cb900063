//! The books of the training bank: balances, a week of movements, and how payments are approved. All of it is invented.

use chrono::TimeDelta;

use crate::desk::{BookEntry, NewAccount, NewBooks};
use crate::domain::arrival::NewContract;
use crate::domain::calendar::Instant;
use crate::domain::payment::{Mode, Modes};
use crate::domain::refusal::Decision;
use crate::domain::values::{Account, Name};

/// What moved in the week before a demo: days and minutes before it begins, yen, the other side.
const WEEK: [(i64, i64, i64, &str); 5] = [
    (7, 15, 0, "クリコシ"),
    (5, 75, 1_280_000, "ミホンショウテン"),
    (4, 33, -46_200, "モギデンリヨク"),
    (3, 8, -318_450, "カクウウンソウ"),
    (0, 55, 756_000, "レイジブツサン"),
];

/// Contracts with a second account besides the representative one.
const SECOND: [(&str, &str); 3] = [
    ("1000001", "当座8000011"),
    ("1000003", "当座8000033"),
    ("1000023", "当座8000253"),
];

/// How the payments of the contracts are approved for which something was said.
fn modes(number: &str) -> Option<Modes> {
    let (transfer, bulk) = match number {
        "1000003" => (Mode::Single, Mode::Single),
        "1000018" | "1000023" => (Mode::Double, Mode::Double),
        _ => return None,
    };
    Some(Modes { transfer, bulk })
}

/// The books of these contracts at the beginning of a demo.
pub(super) fn of(contracts: &[NewContract], start: Instant) -> Decision<Vec<NewBooks>> {
    let books = contracts.iter().zip(1..).map(|(new, place): (_, i64)| {
        let contract = &new.contract;
        let number = contract.number.as_str();
        let second = SECOND.iter().filter(|(of, _)| *of == number);
        let second = second.map(|(_, account)| Account::parse(account));
        let accounts = std::iter::once(Ok(contract.account.clone())).chain(second);
        Ok(NewBooks {
            contract: contract.number.clone(),
            modes: modes(number),
            accounts: accounts
                .map(|account| week(account?, 18_400_000 + place * 731_000, start))
                .collect::<Decision<_>>()?,
        })
    });
    books.collect()
}

/// An account with its week, which begins with what was carried forward.
fn week(account: Account, carried: i64, start: Instant) -> Decision<NewAccount> {
    let entries = WEEK.iter().map(|(days, minutes, amount, text)| {
        Ok(BookEntry {
            at: start - TimeDelta::days(*days) - TimeDelta::minutes(*minutes),
            amount: if *amount == 0 { carried } else { *amount },
            text: Name::parse(text)?,
        })
    });
    Ok(NewAccount {
        account,
        entries: entries.collect::<Decision<_>>()?,
    })
}
