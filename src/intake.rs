//! What comes in from outside: seed files and files of contracts. They are taken as hostile (reliability of files
//! from outside): bounded in size and depth, all or nothing, and no bytes make a reader panic. What is read is parsed
//! but not yet taken; the desk takes it.

pub mod contracts;
pub mod note;
pub mod pskc;
mod unicode;
mod xml;

use std::io::Read;

use zeroize::Zeroizing;

use self::unicode::{Encoding, Text, Utf16};
use crate::domain::refusal::{Decision, Refusal};

/// The text of a file of at most `limit` bytes without its byte order mark; otherwise E1405, or E1403 with the
/// line on which it is no UTF-8, or no UTF-16 where its mark says that it is.
fn text_of(bytes: &[u8], limit: usize) -> Decision<Text<'_>> {
    bounded(bytes, limit)?;
    let (encoding, mark) = Encoding::marked(bytes);
    let bytes = bytes.get(mark..).unwrap_or_default();
    let Encoding::Utf16 { big } = encoding else {
        let text = std::str::from_utf8(bytes).map_err(|e| Refusal::FileDamaged {
            line: line_at(bytes, e.valid_up_to()),
            reason: "not UTF-8".into(),
        })?;
        return Ok(Text::Utf8(text));
    };
    // Two bytes make three at most: room for all of it from the beginning, as growing would leave copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len() / 2 * 3 + 1));
    let read = Utf16::new(bytes, big).read_to_end(&mut text);
    let damaged = Refusal::FileDamaged {
        line: line_at(&text, text.len()),
        reason: "not UTF-16".into(),
    };
    match (read, String::from_utf8(std::mem::take(&mut *text))) {
        (Ok(_), Ok(text)) => Ok(Text::Utf16(Zeroizing::new(text), big)),
        _ => Err(damaged),
    }
}

/// E1405 for more bytes than that.
fn bounded(bytes: &[u8], limit: usize) -> Decision<()> {
    if bytes.len() > limit {
        return Err(Refusal::FileTooLarge {
            limit: format!("{} MiB", limit >> 20),
        });
    }
    Ok(())
}

/// The line, from 1, on which the byte at `offset` stands.
fn line_at(bytes: &[u8], offset: usize) -> u64 {
    let before = bytes.get(..offset).unwrap_or(bytes);
    before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_bounded_unicode_with_or_without_a_mark() {
        assert_eq!(&*text_of("\u{FEFF}窓口".as_bytes(), 64).unwrap(), "窓口");
        assert_eq!(&*text_of(b"", 64).unwrap(), "");
        assert_eq!(
            text_of(b"one\ntwo\n\x91\x8B\x8C\xFB", 64).unwrap_err(),
            Refusal::FileDamaged {
                line: 3,
                reason: "not UTF-8".into()
            }
        );
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
        };
        for big in [true, false] {
            let whole = utf16("窓口\n𠮷野", big);
            let text = text_of(&whole, 64).unwrap();
            assert_eq!((&*text, text.encoding().name()), ("窓口\n𠮷野", "UTF-16"));
            // Half a unit, half a pair, and half a unit behind the line's end are no text.
            for (kept, line) in [(whole.len() - 1, 2), (10, 2), (5, 1)] {
                let refusal = text_of(&whole[..kept], 64).unwrap_err();
                let reason = "not UTF-16".into();
                assert_eq!(refusal, Refusal::FileDamaged { line, reason }, "{kept}");
            }
        }
        assert_eq!(
            text_of(&vec![b' '; (1 << 20) + 1], 1 << 20).unwrap_err(),
            Refusal::FileTooLarge { limit: "1 MiB".into() }
        );
    }
}
