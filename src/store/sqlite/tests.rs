//! `SQLite`'s alone: what only this engine shows of our statements.

mod plans;
mod said;
