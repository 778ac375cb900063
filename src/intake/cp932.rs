//! CP932, in which spreadsheets of Japan save, as a stream of UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, SHIFT_JIS};

/// Bytes that are decoded at a time.
const BLOCK: usize = 8 << 10;
/// The most bytes that one character of it becomes.
const CHARACTER: usize = 4;

/// Makes UTF-8 of CP932 while it is read. What is no CP932 gives [`io::ErrorKind::InvalidData`], behind all that came before.
pub(super) struct Cp932<R> {
    from: R,
    decoder: Decoder,
    block: Vec<u8>,
    left: std::ops::Range<usize>,
    ended: bool,
    /// The decoder has given the last of it: it must not be asked again.
    finished: bool,
    failed: bool,
}

impl<R: Read> Cp932<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            decoder: SHIFT_JIS.new_decoder_without_bom_handling(),
            block: vec![0; BLOCK],
            left: 0..0,
            ended: false,
            finished: false,
            failed: false,
        }
    }

    /// What it is read from.
    pub(super) fn inner(&self) -> &R {
        &self.from
    }
}

impl<R: Read> Read for Cp932<R> {
    /// Needs room for one character at least.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.len() < CHARACTER {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        loop {
            if self.failed {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if self.finished {
                return Ok(0);
            }
            if self.left.is_empty() && !self.ended {
                self.left = 0..self.from.read(&mut self.block)?;
                self.ended = self.left.is_empty();
            }
            let block = &self.block[self.left.clone()];
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(block, into, self.ended);
            self.left.start += read;
            match result {
                DecoderResult::Malformed(..) => self.failed = true,
                DecoderResult::InputEmpty if self.ended => self.finished = true,
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_out_however_much_is_asked_for() {
        let text = "窓口ｶﾅ①㈱髙\n".repeat(3_000);
        let bytes = SHIFT_JIS.encode(&text).0.into_owned();
        let read = |bytes: &[u8], room| {
            let mut cp932 = Cp932::new(bytes);
            let (mut all, mut some) = (vec![], vec![0; room]);
            loop {
                match cp932.read(&mut some) {
                    // Who reads on behind the end is told the end again.
                    Ok(0) => {
                        return (
                            all,
                            cp932
                                .read(&mut some)
                                .map_or(None, |more| (more > 0).then_some(io::ErrorKind::Other)),
                        );
                    }
                    Ok(many) => all.extend_from_slice(&some[..many]),
                    Err(error) => return (all, Some(error.kind())),
                }
            }
        };
        for room in [4, 5, 4096, 100_000] {
            assert_eq!(read(&bytes, room), (text.clone().into_bytes(), None), "{room}");
            let (given, error) = read(&bytes[..bytes.len() - 2], room);
            assert_eq!(error, Some(io::ErrorKind::InvalidData));
            assert_eq!(text.strip_prefix(std::str::from_utf8(&given).unwrap()), Some("髙\n"));
        }
    }
}
