//! A state machine: customers and staff do whatever they like in whatever order at both counters of one store, and a second,
//! tiny telling of the rules must agree after every step — every answer, every state shown, every count and every entry.
//!
//! `MADOGUCHI_WALKS=3000 cargo test --test portal machine -- --nocapture` takes so many new walks and says how many steps
//! they had; by default there are as many, always the same, as every run of the tests has the time for.

mod acting;
mod administering;
mod branch;
mod compare;
mod looking;
mod model;
mod paying;
mod seeing;
mod step;
mod walk;

use std::cell::{Cell, RefCell};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use walk::{Seen, Walker};

/// Steps of a walk; some are done again and again.
const STEPS: usize = 120;
/// Walks, unless the environment says otherwise.
const WALKS: u32 = 40;

#[test]
fn whatever_customers_and_staff_do_the_rules_hold_after_every_step_r3_to_r9_and_r13() {
    let asked: Option<u32> = std::env::var("MADOGUCHI_WALKS")
        .ok()
        .map(|walks| walks.parse().unwrap());
    let walks = asked.unwrap_or(WALKS);
    let config = Config {
        cases: walks,
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..Config::default()
    };
    let (seen, steps_taken) = (RefCell::new(Seen::new()), Cell::new(0));
    let modes = [(0..3usize).boxed(), (1..3usize).boxed()];
    let walk = (modes, prop::collection::vec(step::step(), STEPS));
    // By default the same walks every time; those that were asked for are new ones.
    let mut runner = match asked {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    let held = runner.run(&walk, |(modes, steps)| {
        let mut seen = seen.borrow_mut();
        let mut walker = Walker::new(&mut seen, modes);
        for step in &steps {
            walker.walk(step)?;
            steps_taken.set(steps_taken.get() + step.times);
        }
        walker.bank.trail();
        Ok(())
    });
    if let Err(broken) = held {
        panic!("{broken}");
    }
    assert!(steps_taken.get() > 100 * walks as usize);
    if asked.is_some() {
        println!("{} steps: {:?}", steps_taken.get(), seen.borrow());
    }
    // The walks came where the rules are.
    for (act, answer) in REACHED.into_iter().filter(|_| asked.is_none()) {
        let times = seen.borrow().get(&(act, answer)).copied().unwrap_or_default();
        assert!(
            times > 0,
            "nobody was told {answer} who would {act}: {:?}",
            seen.borrow()
        );
    }
}

/// What must have happened at least once in so many steps.
const REACHED: [(&str, &str); 52] = [
    ("login", "ok"),
    ("login", "E1605"),
    ("login", "E1602"),
    ("register", "ok"),
    ("register", "E0301"),
    ("register", "E0309"),
    ("authorise", "ok"),
    ("authorise", "E0502"),
    ("authorise", "E0305"),
    ("authorise", "E0601"),
    ("authorise", "E0602"),
    ("authorise", "E1606"),
    ("authorise in a run", "ok"),
    ("unlock", "ok"),
    ("unlock", "E0904"),
    ("revoke", "ok"),
    ("revoke", "E0701"),
    ("revoke", "E0702"),
    ("branch checks a code", "ok"),
    ("branch checks a code", "E0301"),
    ("branch checks a code", "E0603"),
    ("branch unlocks", "ok"),
    ("branch unlocks", "E0902"),
    ("branch revokes", "E1001"),
    ("branch revokes", "ok"),
    ("supervisor approves", "ok"),
    ("supervisor approves", "E1103"),
    ("supervisor approves", "E1104"),
    ("look", "ok"),
    ("look", "E1606"),
    ("login", "E1604"),
    ("pay a transfer", "ok"),
    ("pay a transfer", "E0514"),
    ("pay a transfer", "E0517"),
    ("pay a batch", "ok"),
    ("pay salaries", "ok"),
    ("pay a bill", "ok"),
    ("pay a bill", "E0516"),
    ("pay a bill", "E0528"),
    ("pay in a run", "ok"),
    ("approve a payment", "ok"),
    ("approve a payment", "E0523"),
    ("approve a payment", "E0526"),
    ("approve as the first", "ok"),
    ("approve as the last of two", "ok"),
    ("a payment is sent back", "ok"),
    ("a payment is taken back", "ok"),
    ("admit a user", "ok"),
    ("admit under a taken ID, by password and code", "E1701"),
    ("amend a user", "ok"),
    ("remove a user", "ok"),
    ("stop users", "ok"),
];
