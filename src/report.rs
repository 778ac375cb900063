//! What leaves the console on paper or as a file: tables for spreadsheets.

pub mod csv;
pub mod trail;
