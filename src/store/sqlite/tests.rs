//! `SQLite`'s alone: what only this engine shows of our statements.

mod loads;
mod plans;
mod said;
