//! Randomness, handed in like the time: the machine's in a program, a seeded one in a test.

/// A source of random bytes.
pub trait Entropy: Send {
    /// Fills `bytes`. The machine's source failing is an error, never weak bytes.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Failed>;
}

/// The machine has no randomness to give.
#[derive(Debug, thiserror::Error)]
#[error("the machine's source of randomness failed")]
pub struct Failed;

/// The machine's randomness.
#[derive(Debug, Default)]
pub struct Machine;

impl Entropy for Machine {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Failed> {
        getrandom::fill(bytes).map_err(|_| Failed)
    }
}

/// What stands in the place of a source that is lent to another thread.
#[derive(Debug)]
pub struct Lent;

impl Entropy for Lent {
    fn fill(&mut self, _bytes: &mut [u8]) -> Result<(), Failed> {
        Err(Failed)
    }
}

/// A repeatable sequence for tests and pictures (SplitMix64): never for secrets.
#[derive(Debug)]
pub struct Repeatable(pub u64);

impl Entropy for Repeatable {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Failed> {
        for chunk in bytes.chunks_mut(8) {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let word = (z ^ (z >> 31)).to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}
