//! What a load costs grows as its file does: statements are counted (R12.1).

use secrecy::SecretSlice;

use super::*;
use crate::clock::Clock;
use crate::domain::arrival::{NewContract, NewToken};
use crate::domain::policy::Policy;
use crate::domain::token::CodeParams;
use crate::domain::values::{Maker, Serial};
use crate::intake::contracts;
use crate::store::statements;
use crate::training::demo;

fn token(n: usize) -> NewToken {
    NewToken {
        maker: Maker::parse("SAMPLE").unwrap(),
        serial: Serial::parse(&(70_000_000 + n).to_string()).unwrap(),
        params: CodeParams {
            algorithm: crate::domain::token::Algorithm::Sha1,
            digits: 6,
            period: 60,
            start: 0,
        },
        starts: None,
        expires: None,
        drift: 0,
        last_step: None,
        seed: SecretSlice::from(n.to_le_bytes().repeat(3)),
    }
}

/// So many contracts of two users.
fn companies(many: usize) -> Vec<NewContract> {
    let heading = contracts::COLUMNS.join(",");
    let row = |n: usize, user: &str, kind: &str| {
        format!(
            "L{n:06},架空商事{n},カクウ,011,本店,普通1234567,03-0000-0001,2026-05-01,,L{n}{user},架空 人,カクウ ヒト,{kind},,,\n"
        )
    };
    let rows: String = (0..many)
        .map(|n| row(n, "A", "マスターユーザ") + &row(n, "B", "一般ユーザ"))
        .collect();
    contracts::read(format!("{heading}\n{rows}").as_bytes(), &Policy::default()).unwrap()
}

/// Statements of taking in so many contracts, and so many tokens, each on a bank of its own.
fn counted(many: usize) -> [usize; 2] {
    let bank = || {
        let mut desk = demo::bank_in_memory(&Clock::fixed(demo::start())).unwrap();
        let administrator = demo::session(&mut desk, "K001").unwrap();
        (desk, administrator)
    };
    let (mut desk, administrator) = bank();
    let coming = Listed::of(Ok(companies(many)));
    let (of_contracts, taken) = statements(|| desk.load_contracts(&administrator, coming, &mut AtOnce));
    assert_eq!(taken.unwrap().contracts, many);
    let (mut desk, administrator) = bank();
    let coming = Listed::of(Ok((0..many).map(token).collect()));
    let (of_tokens, taken) = statements(|| desk.load_tokens(&administrator, coming, &mut AtOnce));
    assert_eq!(taken.unwrap().tokens, many);
    [of_contracts, of_tokens]
}

#[test]
fn statements_of_a_load_grow_as_its_rows_do_r12_1() {
    // Whole parts of a load, of contracts and of tokens.
    let (few, more, many) = (counted(1_200), counted(1_800), counted(3_000));
    let [of_contracts, of_tokens] = many;
    // A contract of two users is found by its pieces with a statement of its own; all else is written many rows at once.
    assert!(of_contracts <= 2 * 3_000, "{of_contracts} of 3,000 contracts");
    assert!(of_tokens <= 3_000 / 4, "{of_tokens} of 3,000 tokens");
    for ((few, more), many) in few.into_iter().zip(more).zip(many) {
        // What does not grow with the file falls out: twice as many more are twice as many statements more.
        let (first, second) = (more - few, many - more);
        assert!(first >= 40, "it counts: {few} -> {more}");
        assert!(
            second * 20 <= first * 41 && second * 20 >= first * 39,
            "{few} -> {more} -> {many}"
        );
    }
}
