//! How texts from outside are written: UTF-8, CP932 or, with a byte order mark, UTF-16, of which a stream of UTF-8 is made.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, with a mark or without.
    Utf8,
    /// UTF-16 with a mark, its units big end first or not.
    Utf16 { big: bool },
    /// CP932 (`Shift_JIS` as Windows has it), which has no mark.
    Cp932,
}

impl Encoding {
    /// What the first bytes of a text say, and how many of them are the mark.
    pub(super) fn marked(first: &[u8]) -> (Self, usize) {
        match first {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFE, 0xFF, ..] => (Self::Utf16 { big: true }, 2),
            [0xFF, 0xFE, ..] => (Self::Utf16 { big: false }, 2),
            _ => (Self::Utf8, 0),
        }
    }

    /// The name that XML gives it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 { .. } => "UTF-16",
            Self::Cp932 => "Shift_JIS",
        }
    }

    /// What is said of a text that is none of it.
    pub(super) fn fault(self) -> &'static str {
        match self {
            Self::Utf8 => "not UTF-8",
            Self::Utf16 { .. } => "not UTF-16",
            Self::Cp932 => "not CP932",
        }
    }
}

/// Makes UTF-8 of UTF-16 while it is read, its mark aside. What is no UTF-16 gives [`io::ErrorKind::InvalidData`].
pub(super) struct Utf16<R> {
    from: R,
    big: bool,
    /// Bytes of a character that are not all given yet.
    kept: Zeroizing<[u8; 4]>,
    left: std::ops::Range<usize>,
    /// Why it can't be read on: said when all that came before is given.
    failed: Option<io::ErrorKind>,
}

impl<R: Read> Utf16<R> {
    /// Reads on from behind the mark. `from` is asked for two bytes at a time.
    pub(super) fn new(from: R, big: bool) -> Self {
        Self {
            from,
            big,
            kept: Zeroizing::new([0; 4]),
            left: 0..0,
            failed: None,
        }
    }

    /// What it is read from.
    pub(super) fn inner(&self) -> &R {
        &self.from
    }

    fn unit(&mut self) -> io::Result<Option<u16>> {
        let mut unit = Zeroizing::new([0; 2]);
        let mut have = 0;
        while have < unit.len() {
            match self.from.read(&mut unit[have..]) {
                Ok(0) if have == 0 => return Ok(None),
                Ok(0) => return Err(io::ErrorKind::InvalidData.into()),
                Ok(more) => have += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let read = if self.big {
            u16::from_be_bytes
        } else {
            u16::from_le_bytes
        };
        Ok(Some(read(*unit)))
    }

    fn character(&mut self) -> io::Result<Option<char>> {
        let none = || io::Error::from(io::ErrorKind::InvalidData);
        let Some(first) = self.unit()? else { return Ok(None) };
        // A character beyond the first 65,536 is a pair of units; only the first of a pair can stand alone and be none.
        if !matches!(first, 0xD800..=0xDBFF) {
            return char::from_u32(u32::from(first)).map(Some).ok_or_else(none);
        }
        let second = self.unit()?.ok_or_else(none)?;
        let mut pair = char::decode_utf16([first, second]);
        pair.next().and_then(Result::ok).map(Some).ok_or_else(none)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < into.len() {
            if self.left.is_empty() {
                if let Some(kind) = self.failed {
                    return if written > 0 { Ok(written) } else { Err(kind.into()) };
                }
                let next = match self.character() {
                    Ok(Some(next)) => next,
                    Ok(None) => break,
                    Err(error) => {
                        self.failed = Some(error.kind());
                        continue;
                    }
                };
                self.left = 0..next.encode_utf8(&mut *self.kept).len();
            }
            let many = self.left.len().min(into.len() - written);
            let kept = &self.kept[self.left.start..self.left.start + many];
            into[written..written + many].copy_from_slice(kept);
            self.left.start += many;
            written += many;
        }
        Ok(written)
    }
}
