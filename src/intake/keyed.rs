//! The keys of a file, whatever it is written in: the reading goes on behind one that can't be taken.

use crate::domain::arrival::NewToken;
use crate::domain::refusal::Decision;

/// A key of a file as it was read.
#[derive(Debug)]
pub struct Keyed {
    /// The line in which it begins.
    pub line: u64,
    /// Its serial, as far as it can be shown.
    pub serial: String,
    /// Its token, or why it can't be taken.
    pub token: Decision<NewToken>,
}

/// The keys of a file, one after another.
pub trait Keys {
    /// The next one, or why the file can't be read on; nothing at its end.
    fn next_key(&mut self) -> Option<Decision<Keyed>>;
}

/// Those of a file that is in memory.
impl Keys for std::vec::IntoIter<Decision<Keyed>> {
    fn next_key(&mut self) -> Option<Decision<Keyed>> {
        self.next()
    }
}
