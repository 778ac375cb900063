//! The customer's side as a web front end calls it.

mod crowd;
mod customer;
mod input;
mod many;
mod people;
mod readme;
mod steps;
