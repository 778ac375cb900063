//! The bytes of a file as they come: digested, counted for whoever shows how far it is, and wiped behind, as seeds may be among them.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes that are asked for at a time.
pub(super) const BLOCK: usize = 64 << 10;

/// How many bytes of a file were read so far; copies tell the same.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<AtomicU64>);

impl Progress {
    /// So many.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

/// A file while it is read.
pub(super) struct Raw<R> {
    from: R,
    buffer: Zeroizing<Vec<u8>>,
    left: Range<usize>,
    digest: Sha256,
    progress: Progress,
}

impl<R: Read> Raw<R> {
    pub(super) fn new(from: R, progress: Progress) -> Self {
        Self {
            from,
            buffer: Zeroizing::new(vec![0; BLOCK]),
            left: 0..0,
            digest: Sha256::new(),
            progress,
        }
    }

    /// The first bytes, as many as a block holds, before any is taken.
    pub(super) fn first(&mut self) -> io::Result<&[u8]> {
        while self.left.end < self.buffer.len() {
            match self.read_on(self.left.end) {
                // What fails behind some bytes is met again behind them.
                Ok(0) => break,
                Err(_) if !self.left.is_empty() => break,
                Ok(more) => self.left.end += more,
                Err(error) => return Err(error),
            }
        }
        Ok(&self.buffer[self.left.clone()])
    }

    /// Passes over that many of the first bytes.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.left.start += bytes.min(self.left.len());
    }

    /// SHA-256 over all that was read.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    fn read_on(&mut self, at: usize) -> io::Result<usize> {
        loop {
            match self.from.read(&mut self.buffer[at..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(more) => {
                    self.digest.update(&self.buffer[at..at + more]);
                    self.progress.add(more);
                    return Ok(more);
                }
            }
        }
    }
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left.is_empty() {
            self.left = 0..self.read_on(0)?;
        }
        let many = self.left.len().min(into.len());
        let from = self.left.start;
        into[..many].copy_from_slice(&self.buffer[from..from + many]);
        self.left.start += many;
        Ok(many)
    }
}
