//! The sum of the whole: one row, behind a mask and with a seal of its own.

use subtle::ConstantTimeEq;

use super::Sealer;
use crate::store::changes::Sum;

/// The sum of the whole as it stands in the store.
#[derive(Clone, Copy, Debug)]
pub(in crate::store) struct Whole {
    pub(super) made: i64,
    /// The last entry then.
    pub(in crate::store) seq: i64,
    /// How often it was settled since without an entry.
    pub(in crate::store) loose: i64,
    /// Behind its mask.
    pub(in crate::store) sum: [u8; 32],
    pub(super) seal: [u8; 32],
}

impl Whole {
    /// What all rows add up to.
    pub(super) fn bare(&self, sealer: &Sealer) -> Sum {
        Sum::from(self.sum).minus(sealer.mask("whole", "", "", [self.made, self.seq, self.loose]))
    }

    pub(super) fn new(sealer: &Sealer, bare: Sum, [made, seq, loose]: [i64; 3]) -> Self {
        let sum = bare.plus(sealer.mask("whole", "", "", [made, seq, loose])).bytes();
        Self {
            made,
            seq,
            loose,
            sum,
            seal: sealer.seal(&sum, [made, seq, loose]),
        }
    }

    /// Whether it is as the program wrote it.
    pub(super) fn is_sealed(&self, sealer: &Sealer) -> bool {
        let seal = sealer.seal(&self.sum, [self.made, self.seq, self.loose]);
        bool::from(seal.ct_eq(&self.seal))
    }
}

impl Sealer {
    fn seal(&self, sum: &[u8; 32], numbers: [i64; 3]) -> [u8; 32] {
        let mut message = b"whole ".to_vec();
        message.extend(sum);
        for number in numbers {
            message.extend(number.to_le_bytes());
        }
        self.key.mac(&message)
    }
}
