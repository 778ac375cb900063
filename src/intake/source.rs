//! The text of a file of any size as UTF-8, bit by bit: its lines counted, and no piece of it longer than is asked for.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::Range;

use zeroize::Zeroizing;

use super::cp932::Cp932;
use super::raw::{BLOCK, Progress, Raw};
use super::unicode::{Encoding, Utf16};
use crate::domain::refusal::Refusal;

/// Why a text can't be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stopped {
    /// It is no text of its encoding.
    Text(&'static str),
    /// A piece is longer than so many bytes.
    Long(usize),
    /// The system gives no more.
    System,
}

/// The bytes with what makes UTF-8 of them.
enum Coded<R> {
    Utf8(Raw<R>),
    Utf16(Utf16<Raw<R>>),
    Cp932(Cp932<Raw<R>>),
}

/// A text while it is read.
pub(super) struct Source<R> {
    coded: Coded<R>,
    encoding: Encoding,
    buffer: Zeroizing<Vec<u8>>,
    /// What is UTF-8 and not taken yet.
    left: Range<usize>,
    /// Where what was read ends: behind what is left a part of a character may stand.
    filled: usize,
    /// The line in which what is counted ends, and where that is: nothing is counted twice, however often it is asked.
    counted: Cell<(u64, usize)>,
    most: usize,
    /// Bytes that the piece may still have.
    room: usize,
    stopped: Option<Stopped>,
}

impl<R: Read> Source<R> {
    /// Reads `from`, whose first bytes say how it is written, unless `choose` knows better. Pieces may have `most` bytes.
    pub(super) fn new(
        from: R,
        progress: Progress,
        most: usize,
        choose: impl FnOnce(Encoding, &[u8]) -> Encoding,
    ) -> Self {
        let mut raw = Raw::new(from, progress);
        let mut stopped = None;
        let (encoding, mark) = if let Ok(first) = raw.first() {
            let (marked, mark) = Encoding::marked(first);
            match choose(marked, first) {
                // What is asked for as CP932 has no mark of another encoding.
                Encoding::Cp932 => (Encoding::Cp932, 0),
                encoding => (encoding, mark),
            }
        } else {
            stopped = Some(Stopped::System);
            (Encoding::Utf8, 0)
        };
        raw.skip(mark);
        let coded = match encoding {
            Encoding::Utf8 => Coded::Utf8(raw),
            Encoding::Utf16 { big } => Coded::Utf16(Utf16::new(raw, big)),
            Encoding::Cp932 => Coded::Cp932(Cp932::new(raw)),
        };
        Self {
            coded,
            encoding,
            buffer: Zeroizing::new(vec![0; BLOCK]),
            left: 0..0,
            filled: 0,
            counted: Cell::new((1, 0)),
            most,
            room: most,
            stopped,
        }
    }

    /// How it is written.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The line in which what is not taken yet begins.
    pub(super) fn line(&self) -> u64 {
        let (before, from) = self.counted.get();
        let more = &self.buffer[from..self.left.start];
        let line = before + memchr::memchr_iter(b'\n', more).count() as u64;
        self.counted.set((line, self.left.start));
        line
    }

    /// The next piece begins here.
    pub(super) fn piece(&mut self) {
        self.room = self.most;
    }

    /// SHA-256 over all bytes that were read.
    pub(super) fn digest(&self) -> [u8; 32] {
        match &self.coded {
            Coded::Utf8(raw) => raw.digest(),
            Coded::Utf16(coded) => coded.inner().digest(),
            Coded::Cp932(coded) => coded.inner().digest(),
        }
    }

    /// Why it can't be read on, where it can't, in that line.
    pub(super) fn refusal(&self, line: u64) -> Option<Refusal> {
        let reason = match self.stopped? {
            Stopped::Text(reason) => reason,
            Stopped::System => "the system gives no more of it",
            Stopped::Long(bytes) => return Some(Refusal::PieceTooLong { line, bytes }),
        };
        let reason = reason.to_owned();
        Some(Refusal::FileDamaged { line, reason })
    }

    /// Reads on when nothing is left.
    fn fill(&mut self) {
        while self.left.is_empty() && self.stopped.is_none() {
            self.counted.set((self.line(), 0));
            let part = self.left.end..self.filled;
            let kept = part.len();
            self.buffer.copy_within(part, 0);
            let into = &mut self.buffer[kept..];
            let read = match &mut self.coded {
                Coded::Utf8(raw) => raw.read(into),
                Coded::Utf16(coded) => coded.read(into),
                Coded::Cp932(coded) => coded.read(into),
            };
            (self.left, self.filled) = (0..0, kept);
            match read {
                Ok(0) => {
                    // Half a character at the end is none.
                    self.stopped = (kept > 0).then_some(Stopped::Text("not UTF-8"));
                    return;
                }
                Ok(more) => {
                    self.filled += more;
                    match std::str::from_utf8(&self.buffer[..self.filled]) {
                        Ok(_) => self.left = 0..self.filled,
                        Err(error) => {
                            self.left = 0..error.valid_up_to();
                            if error.error_len().is_some() {
                                self.stopped = Some(Stopped::Text("not UTF-8"));
                            }
                        }
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    self.stopped = Some(Stopped::Text(self.encoding.fault()));
                }
                Err(_) => self.stopped = Some(Stopped::System),
            }
        }
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.fill();
        let many = self.left.len().min(self.room);
        if many == 0 {
            if !self.left.is_empty() {
                self.stopped = Some(Stopped::Long(self.most));
            }
            if self.stopped.is_some() {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
        Ok(&self.buffer[self.left.start..self.left.start + many])
    }

    fn consume(&mut self, many: usize) {
        let many = many.min(self.left.len());
        self.left.start += many;
        self.room = self.room.saturating_sub(many);
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let many = from.len().min(into.len());
        into[..many].copy_from_slice(&from[..many]);
        self.consume(many);
        Ok(many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives as many bytes as that at a time, and then fails as a disk does.
    struct Bits<'a>(&'a [u8], usize, bool);

    impl Read for Bits<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let many = self.0.len().min(self.1).min(into.len());
            if many == 0 && self.2 {
                return Err(io::ErrorKind::TimedOut.into());
            }
            into[..many].copy_from_slice(&self.0[..many]);
            self.0 = &self.0[many..];
            Ok(many)
        }
    }

    fn read(from: impl Read, most: usize) -> (String, Option<Refusal>) {
        let mut source = Source::new(from, Progress::default(), most, |marked, _| marked);
        let mut text = String::new();
        let mut bytes = vec![];
        let _ = source.read_to_end(&mut bytes);
        text.push_str(std::str::from_utf8(&bytes).unwrap());
        let line = source.line();
        (text, source.refusal(line))
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the source gives it")]
    fn damaged(line: u64, reason: &str) -> Option<Refusal> {
        let reason = reason.into();
        Some(Refusal::FileDamaged { line, reason })
    }

    #[test]
    fn a_text_is_unicode_with_or_without_a_mark_however_it_comes() {
        for at_a_time in [1, 2, 3, 1000] {
            let all = |bytes: &[u8]| read(Bits(bytes, at_a_time, false), 1 << 20);
            assert_eq!(all("\u{FEFF}窓口".as_bytes()), ("窓口".into(), None));
            assert_eq!(all(b""), (String::new(), None));
            let bad = all(b"one\ntwo\n\x91\x8B\x8C\xFB");
            assert_eq!(bad, ("one\ntwo\n".into(), damaged(3, "not UTF-8")));
            let cut = all(&"one\n窓".as_bytes()[..6]);
            assert_eq!(cut, ("one\n".into(), damaged(2, "not UTF-8")));
            let utf16 = |text: &str, big: bool| -> Vec<u8> {
                let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
                format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
            };
            for big in [true, false] {
                let whole = utf16("窓口\n𠮷野", big);
                assert_eq!(all(&whole), ("窓口\n𠮷野".into(), None));
                // Half a unit, half a pair, and half a unit behind the line's end are no text.
                for (kept, line) in [(whole.len() - 1, 2), (10, 2), (5, 1)] {
                    assert_eq!(all(&whole[..kept]).1, damaged(line, "not UTF-16"), "{kept}");
                }
            }
        }
    }

    #[test]
    fn a_piece_is_bounded_and_a_disk_that_fails_is_no_end() {
        let text = format!("a\n{}", "窓".repeat(100_000));
        assert_eq!(read(text.as_bytes(), 400_000), (text.clone(), None));
        let (given, refusal) = read(text.as_bytes(), 200_000);
        assert_eq!(
            (given.len(), refusal.map(|refusal| refusal.code())),
            (200_000, Some("E1442"))
        );
        let broken = read(Bits(b"one\ntwo", 2, true), 64);
        assert_eq!(
            broken,
            ("one\ntwo".into(), damaged(2, "the system gives no more of it"))
        );
    }

    #[test]
    fn the_digest_is_that_of_the_file_and_the_bytes_are_counted() {
        use sha2::Digest;
        let text = "\u{FEFF}窓口".repeat(40_000);
        let progress = Progress::default();
        let mut source = Source::new(text.as_bytes(), progress.clone(), usize::MAX, |marked, _| marked);
        source.read_to_end(&mut vec![]).unwrap();
        assert_eq!(source.digest(), <[u8; 32]>::from(sha2::Sha256::digest(text.as_bytes())));
        assert_eq!(progress.bytes(), text.len() as u64);
    }
}
