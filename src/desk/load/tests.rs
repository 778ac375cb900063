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
    let (few, many) = (counted(1_000), counted(4_000));
    let [of_contracts, of_tokens] = many;
    // What looks at a seal on the way settles nothing that it does not look at.
    assert!(
        of_contracts / 4_000 <= 16,
        "{} of a contract of two users",
        of_contracts / 4_000
    );
    assert!(of_tokens / 4_000 <= 5, "{} of a token", of_tokens / 4_000);
    for (few, many) in few.into_iter().zip(many) {
        assert!(few >= 1_000, "it counts: {few}");
        // What does not grow with the file makes it less than four times; nothing makes it more.
        assert!(many <= few * 4, "{few} -> {many}");
        assert!(many * 10 >= few * 35, "{few} -> {many}");
    }
}
