//! The list agrees with the table of tokens, whatever is asked for.

use std::fmt::Write as _;

use super::*;
use crate::domain::case::samples::at;
use crate::domain::policy;
use crate::domain::token::Token;
use crate::entropy::{Entropy, Repeatable};
use crate::store::{Kind, Store};

const BRANCHES: [&str; 3] = ["011", "012", "013"];

/// A store with fobs of every state, at branches and days that chance drew.
fn store(fobs: u32) -> Store {
    let (mut store, _) = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(3)).unwrap();
    let mut chance = Repeatable(7);
    let mut draw = |most: u8| {
        let mut byte = [0];
        chance.fill(&mut byte).unwrap();
        byte[0] % most
    };
    let mut sql = String::from(
        "INSERT INTO contract (number, company, kana, sort_key, branch_code, branch_name, account, phone, start, version)
         VALUES ('1000001', 'x', 'x', 'x', '011', 'x', '普通1234567', '0300000001', '2026-01-01', 1);
         INSERT INTO batch (number, maker, count, branch, taken_at) VALUES (1, 'x', 1, '011', 0), (2, 'x', 1, '012', 0);",
    );
    for n in 0..fobs {
        let stock = Stock::ALL[usize::from(draw(7))];
        let contract = if stock == Stock::Issued { "'1000001'" } else { "NULL" };
        let branch = BRANCHES[usize::from(draw(3))];
        let branch = if stock == Stock::Scrapped && draw(2) == 0 {
            "NULL".to_owned()
        } else {
            format!("'{branch}'")
        };
        let expires = match draw(4) {
            0 => "NULL".to_owned(),
            _ => (millis(at("2026-06-01T00:00:00")) + i64::from(draw(40)) * 86_400_000).to_string(),
        };
        // Two makers have the same serials.
        let (maker, serial) = (n % 2, 10_000_000 + n / 2);
        let _ = writeln!(
            sql,
            "INSERT INTO token (id, maker, serial, algorithm, digits, period, start, expires, stock, contract, branch, batch)
             VALUES (x'{n:032x}', 'maker {maker}', '{serial}', 'sha1', 6, 60, 0, {expires}, '{}', {contract}, {branch}, {});",
            stock.as_str(),
            1 + draw(2),
        );
    }
    store.write(|tx| tx.db.batch(&sql)).unwrap();
    store
}

/// Every fob, in the order of the list, with its batch.
fn all(store: &Store) -> Vec<(Token, u32)> {
    let sql = format!("SELECT {COLUMNS}, batch FROM token");
    let read = |tx: &Tx<'_>| tx.db.all(&sql, &[], |row| Ok((token_of(row)?, row.get(BEHIND)?)));
    let mut all = store.read(read).unwrap();
    all.sort_by_key(|(token, _)| {
        let (serial, maker) = (token.serial.to_string(), token.maker.to_string());
        (token.expires.is_none(), token.expires, serial, maker)
    });
    all
}

fn counts(tx: &Tx<'_>) -> Result<Vec<StockCount>> {
    tx.stock_counts()
}

#[test]
fn every_question_is_answered_as_one_who_looks_at_each_fob_answers_it_r15_1() {
    let store = store(400);
    let all = all(&store);
    let states = Stock::ALL.into_iter().map(Some).chain([None]);
    let branches = || {
        BRANCHES
            .iter()
            .map(|code| Some(BranchCode::parse(code).unwrap()))
            .chain([None])
    };
    let mut asked = 0;
    for (stock, branch) in states.flat_map(|stock| branches().map(move |branch| (stock, branch))) {
        for (batch, expires_by) in [
            (None, None),
            (Some(2), None),
            (None, Some(at("2026-06-21T00:00:00"))),
            (Some(1), Some(at("2026-06-21T00:00:00"))),
        ] {
            let fits = |token: &Token, of: u32| {
                stock.is_none_or(|stock| token.stock == stock)
                    && (branch.is_none() || token.branch == branch)
                    && batch.is_none_or(|batch| of == batch)
                    && expires_by.is_none_or(|by| token.expires.is_some_and(|expires| expires <= by))
            };
            let expected: Vec<_> = all.iter().filter(|(token, batch)| fits(token, *batch)).collect();
            let wanted = Wanted {
                stock,
                branch: branch.clone(),
                batch,
                expires_by,
                serial: None,
            };
            // A page at a time, of a length that divides nothing.
            let mut read = Vec::new();
            loop {
                let page = store.read(|tx| tx.stock_page(&wanted, read.len() as u64, 37)).unwrap();
                assert_eq!(page.total, expected.len() as u64, "{wanted:?}");
                if page.tokens.is_empty() {
                    break;
                }
                read.extend(page.tokens);
            }
            let ids = |token: &Token| token.id;
            let read: Vec<_> = read.iter().map(|row| ids(&row.token)).collect();
            let expected: Vec<_> = expected.iter().map(|(token, _)| ids(token)).collect();
            assert_eq!(read, expected, "{wanted:?}");
            asked += 1;
        }
    }
    assert_eq!(asked, 8 * 4 * 4);
}

#[test]
fn the_figures_are_those_of_the_list_r15_1() {
    let store = store(300);
    let counted = store.read(counts).unwrap();
    let mut left = 300;
    for StockCount { stock, branch, count } in &counted {
        let wanted = Wanted {
            stock: Some(*stock),
            branch: branch.clone(),
            ..Wanted::default()
        };
        let page = store.read(|tx| tx.stock_page(&wanted, 0, 1_000)).unwrap();
        // Of those that lie nowhere the list has no question of their own.
        let here = page.tokens.iter().filter(|row| row.token.branch == *branch);
        assert_eq!(here.count() as u64, *count, "{wanted:?}");
        left -= count;
    }
    assert_eq!(left, 0);
}

#[test]
fn a_serial_finds_the_fobs_of_every_maker_r15_2() {
    let store = store(20);
    let wanted = Wanted {
        serial: Some(Serial::parse("10000003").unwrap()),
        ..Wanted::default()
    };
    let page = store.read(|tx| tx.stock_page(&wanted, 0, 10)).unwrap();
    assert_eq!((page.total, page.tokens.len()), (2, 2));
}

/// What a load promises is in no list, and in no figure, until it is there.
#[test]
fn what_a_load_promises_is_nowhere_until_it_is_shown() {
    let mut store = store(200);
    let issued = Wanted {
        stock: Some(Stock::Issued),
        ..Wanted::default()
    };
    let count = |store: &Store| {
        let counted = store.read(counts).unwrap();
        let figures: u64 = counted
            .iter()
            .filter(|of| of.stock == Stock::Issued)
            .map(|of| of.count)
            .sum();
        let page = store.read(|tx| tx.stock_page(&issued, 0, 1_000)).unwrap();
        assert_eq!((page.total, page.tokens.len() as u64), (figures, figures));
        figures
    };
    assert!(count(&store) > 0);
    let hide = "INSERT INTO load (id, kind, first, state) VALUES (1, 'contracts', 1, 'open');
                UPDATE contract SET load = 1;";
    store.write(|tx| tx.db.batch(hide)).unwrap();
    assert_eq!(count(&store), 0);
    store
        .write(|tx| tx.db.batch("UPDATE load SET state = 'shown'"))
        .unwrap();
    assert!(count(&store) > 0);
}
