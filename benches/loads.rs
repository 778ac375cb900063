//! Files of any size: how many rows a second are taken in, whether that stays so with more of them, how long people wait
//! meanwhile, what it takes of memory, and what a kill leaves.
//!
//! `cargo bench --bench loads` runs all but the longest; `docs/performance.md` says how each is run alone. All in one run, since
//! machines differ: the figures are ratios of one to the other.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time, prints its figures and stops where it fails"
)]

#[path = "loads/bank.rs"]
mod bank;
#[path = "loads/beside.rs"]
mod beside;
#[path = "loads/changes.rs"]
mod changes;
#[path = "loads/kills.rs"]
mod kills;
#[path = "loads/made.rs"]
mod made;
#[path = "loads/seeds.rs"]
mod seeds;

use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let number = |text: &str| -> usize { text.parse().unwrap() };
    match args.as_slice() {
        [] => {
            beside::run(&[10_000, 100_000]);
            seeds::run(100_000);
            kills::run(20);
        }
        ["contracts", sizes @ ..] => beside::run(&sizes.iter().map(|size| number(size)).collect::<Vec<_>>()),
        ["changes", many] => changes::run(number(many)),
        ["keys", many] => seeds::run(number(many)),
        ["kills", moments] => kills::run(moments.parse().unwrap()),
        ["victim", folder] => kills::victim(Path::new(folder)),
        ["make", "contracts", many, path] => made::contracts(number(many), Path::new(path)).unwrap(),
        ["make", "keys", many, path] => made::keys(number(many), Path::new(path)).unwrap(),
        _ => println!("contracts SIZE …, changes MANY, keys MANY, kills MOMENTS, make contracts|keys MANY FILE"),
    }
}
