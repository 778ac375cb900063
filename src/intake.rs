//! What comes in from outside: seed files and files of contracts. They are taken as hostile (reliability of files
//! from outside): read bit by bit, bounded in each record and in depth, all or nothing, and no bytes make a reader panic. What is
//! read is parsed but not yet taken; the desk takes it.

mod aside;
pub mod contracts;
mod cp932;
mod keyed;
pub mod keys;
pub mod migration;
pub mod note;
pub mod pskc;
mod raw;
mod repeats;
mod source;
mod unicode;
mod xml;

pub use self::raw::Progress;
