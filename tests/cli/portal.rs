//! The customer's side as a web front end calls it.

mod administering;
mod crowd;
pub(crate) mod customer;
mod input;
mod many;
mod paying;
mod people;
mod readme;
mod steps;
