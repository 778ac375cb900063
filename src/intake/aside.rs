//! What is set aside of a file while it is looked at: in memory as long as it is little, then in a file without a name, which nobody
//! else can open and which is gone with the program.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::ops::Range;
use std::os::unix::fs::FileExt;

use crate::domain::refusal::Refusal;

/// Bytes that are held in memory.
const HELD: usize = 256 << 10;

/// Bytes one behind another, and never more of them in memory than fit.
#[derive(Debug, Default)]
pub(super) struct Aside {
    file: Option<File>,
    /// How many stand in the file.
    written: u64,
    /// Those that stand behind them.
    held: Vec<u8>,
}

impl Aside {
    /// Puts some behind the others.
    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.held.extend_from_slice(bytes);
        if self.held.len() < HELD {
            return Ok(());
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.write_all_at(&self.held, self.written)?;
        self.written += self.held.len() as u64;
        self.held.clear();
        Ok(())
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        self.written + self.held.len() as u64
    }

    /// Those that stand there, as they are read.
    pub(super) fn part(&self, range: Range<u64>) -> Part<'_> {
        Part { aside: self, range }
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        if let Some(file) = self.file.as_ref().filter(|_| at < self.written) {
            let many = into.len().min(usize::try_from(self.written - at).unwrap_or(usize::MAX));
            return file.read_at(&mut into[..many], at);
        }
        let from = usize::try_from(at - self.written).unwrap_or(usize::MAX);
        let mut left = self.held.get(from..).ok_or(ErrorKind::UnexpectedEof)?;
        left.read(into)
    }
}

/// Some of what was set aside.
pub(super) struct Part<'a> {
    aside: &'a Aside,
    range: Range<u64>,
}

impl Read for Part<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.range.end - self.range.start).unwrap_or(usize::MAX);
        let many = left.min(into.len());
        let read = self.aside.read_at(self.range.start, &mut into[..many])?;
        self.range.start += read as u64;
        Ok(read)
    }
}

/// Nothing can be set aside of a file.
pub(super) fn no_room() -> Refusal {
    Refusal::FileDamaged {
        line: 1,
        reason: "no room beside it".into(),
    }
}

/// A file, or what was set aside of it, is there no more.
pub(super) fn gone() -> Refusal {
    Refusal::FileDamaged {
        line: 1,
        reason: "the system gives no more of it".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_is_read_from_wherever_it_stands_and_little_of_it_is_held() {
        let byte = |at: usize| u8::try_from(at % 251).unwrap();
        let mut aside = Aside::default();
        for at in 0..HELD * 3 + 7 {
            aside.put(&[byte(at)]).unwrap();
        }
        assert_eq!((aside.len(), aside.held.len()), (HELD as u64 * 3 + 7, 7));
        assert!(aside.held.capacity() <= 2 * HELD);
        // One part in the file, one over its end, one behind it, and one of nothing.
        for (from, to) in [
            (5, 905),
            (HELD * 3 - 3, HELD * 3 + 4),
            (HELD * 3 + 1, HELD * 3 + 7),
            (9, 9),
        ] {
            let mut read = Vec::new();
            aside.part(from as u64..to as u64).read_to_end(&mut read).unwrap();
            assert_eq!(read, (from..to).map(byte).collect::<Vec<_>>(), "{from}");
        }
        let mut little = Aside::default();
        little.put(b"little").unwrap();
        assert!(little.file.is_none());
    }
}
