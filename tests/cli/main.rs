//! The program as a shell runs it: arguments in, lines or JSON and an exit status out.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod actions;
mod contracts;
mod era;
mod fob;
mod keeping;
mod keymap;
mod kills;
mod letters;
mod live;
mod notices;
mod outputs;
mod people;
mod plain;
mod portal;
mod printing;
mod readme;
mod report;
mod requests;
mod seeds;
mod staff;
mod stock;
mod stores;
mod support;
mod terminal;
mod trail;
mod units;
mod unwritable;
mod usage;
mod veil;
