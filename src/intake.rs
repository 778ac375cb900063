//! What comes in from outside: seed files and files of contracts. They are taken as hostile (reliability of files
//! from outside): bounded in size and depth, all or nothing, and no bytes make a reader panic. What is read is parsed
//! but not yet taken; the desk takes it.

pub mod contracts;
pub mod pskc;
mod xml;

use crate::domain::refusal::{Decision, Refusal};

/// The text of a file of at most `limit` bytes without its byte order mark; otherwise E1405, or E1403 with the
/// line on which it is no UTF-8.
fn text_of(bytes: &[u8], limit: usize) -> Decision<&str> {
    if bytes.len() > limit {
        return Err(Refusal::FileTooLarge {
            limit: format!("{} MiB", limit >> 20),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| Refusal::FileDamaged {
        line: line_at(bytes, e.valid_up_to()),
        reason: "not UTF-8".into(),
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
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
    fn a_file_is_bounded_utf8_with_or_without_a_mark() {
        assert_eq!(text_of("\u{FEFF}窓口".as_bytes(), 64).unwrap(), "窓口");
        assert_eq!(text_of(b"", 64).unwrap(), "");
        assert_eq!(
            text_of(b"one\ntwo\n\x91\x8B\x8C\xFB", 64).unwrap_err(),
            Refusal::FileDamaged {
                line: 3,
                reason: "not UTF-8".into()
            }
        );
        assert_eq!(
            text_of(&vec![b' '; (1 << 20) + 1], 1 << 20).unwrap_err(),
            Refusal::FileTooLarge { limit: "1 MiB".into() }
        );
    }
}
