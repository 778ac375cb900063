//! Countings in words (R15.7).

use super::CountingWords;
use crate::domain::stock::Difference;

impl CountingWords {
    /// How a counting differs from the store.
    pub fn kind(&self, kind: Difference) -> &'static str {
        match kind {
            Difference::Missing => self.missing,
            Difference::Extra => self.extra,
        }
    }
}
