//! Who holds a part of a question.

use super::Bits;

/// Where fewer than one in so many rows are left, each is looked at by itself.
pub(super) const FEW: usize = 8;

/// Who of a range of rows holds it: in a name of the company, in such a name at its beginning, in anything.
pub(super) struct Holders {
    pub(super) companies: Bits,
    pub(super) begins: Bits,
    pub(super) all: Bits,
}

impl Holders {
    /// Nobody, of so many rows.
    pub(super) fn none(rows: usize) -> Self {
        Self {
            companies: Bits::none(rows),
            begins: Bits::none(rows),
            all: Bits::none(rows),
        }
    }
}
