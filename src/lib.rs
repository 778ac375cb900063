//! madoguchi (窓口): the console with which branch staff find a customer, make sure whom they talk to,
//! and register, revoke or unlock one-time-password fobs.
//!
//! Imports point one way: `main → cli → console → {branch, customer} → ui → {training, report, intake} → {desk, portal} → office → {store, domain}`,
//! `store → domain`, `domain → ∅`; [`clock`], [`entropy`], [`signs`], [`words`] and `ui::text` are leaves.

pub mod branch;
pub mod cli;
pub mod clock;
pub mod console;
pub mod customer;
pub mod desk;
pub mod domain;
pub mod entropy;
pub mod inbox;
pub mod intake;
pub mod office;
pub mod outbox;
pub mod portal;
pub mod report;
pub mod signs;
pub mod store;
pub mod training;
pub mod ui;
pub mod words;
