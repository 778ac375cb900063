//! Sums of seals: numbers of 256 bits that are added and taken away without end.

/// A sum of seals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::store) struct Sum([u64; 4]);

impl From<[u8; 32]> for Sum {
    fn from(bytes: [u8; 32]) -> Self {
        let (words, _) = bytes.as_chunks::<8>();
        let mut sum = [0; 4];
        for (word, bytes) in sum.iter_mut().zip(words) {
            *word = u64::from_le_bytes(*bytes);
        }
        Self(sum)
    }
}

impl Sum {
    /// As it stands in a column.
    pub(in crate::store) fn bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let (places, _) = bytes.as_chunks_mut::<8>();
        for (place, word) in places.iter_mut().zip(self.0) {
            *place = word.to_le_bytes();
        }
        bytes
    }

    pub(in crate::store) fn plus(self, other: Self) -> Self {
        let (mut sum, mut carry) = ([0; 4], false);
        for (place, (a, b)) in sum.iter_mut().zip(self.0.into_iter().zip(other.0)) {
            let (word, over) = a.overflowing_add(b);
            let (word, again) = word.overflowing_add(u64::from(carry));
            (*place, carry) = (word, over || again);
        }
        Self(sum)
    }

    pub(in crate::store) fn minus(self, other: Self) -> Self {
        let one = Self([1, 0, 0, 0]);
        self.plus(Self(other.0.map(|word| !word)).plus(one))
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn what_is_added_and_taken_away_leaves_what_was() {
        let (most, odd) = (Sum::from([0xFF; 32]), Sum::from(*b"an odd number of thirty-two byte"));
        for (one, other) in [(most, odd), (odd, most), (odd, odd), (Sum::default(), most)] {
            assert_eq!(one.plus(other).minus(other), one);
            assert_eq!(one.minus(other).plus(other), one);
            assert_eq!(one.plus(other), other.plus(one));
            assert_eq!(Sum::from(one.bytes()), one);
        }
        assert_eq!(most.plus(Sum([1, 0, 0, 0])), Sum::default());
        assert_eq!(odd.minus(odd), Sum::default());
    }
}
