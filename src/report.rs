//! What leaves the console on paper or as a file: tables for spreadsheets, slips, and what the customer is told.

pub mod anchor;
pub mod charges;
pub mod contracts;
pub mod count;
pub mod cover;
pub mod csv;
pub mod day;
mod exported;
pub mod first_letter;
pub mod letters;
mod lines;
pub mod mail;
pub mod notice;
pub mod pdf;
pub mod review;
pub mod slip;
pub mod telling;
pub mod trail;
