//! A delivery note as a file (R15.3): text in UTF-8, UTF-16 with its mark, or CP932, as spreadsheets write it.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

use crate::domain::delivery::serials;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::Serial;

/// Bytes of a note that are taken.
pub const MAX_FILE: usize = 16 << 20;

/// The serials that a note names.
///
/// # Errors
/// E1405 too large, E1403 in no encoding that is known, E1449 with the line of what is no serial.
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<Serial>> {
    if bytes.len() > MAX_FILE {
        let limit = format!("{} MiB", MAX_FILE >> 20);
        return Err(Refusal::FileTooLarge { limit });
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    let text = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text(encoding)
        .or_else(|| text(SHIFT_JIS))
        .ok_or_else(|| Refusal::FileDamaged {
            line: 1,
            reason: "not UTF-8".into(),
        })?;
    serials(&text, policy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_in_the_encodings_of_spreadsheets_r15_3() {
        let text = "品名,シリアル番号\r\nトークン,0010000018\r\n";
        let wide = |text: &str| -> Vec<u8> {
            format!("\u{FEFF}{text}")
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{FEFF}{text}").into_bytes(),
            SHIFT_JIS.encode(text).0.into_owned(),
            wide(text),
        ] {
            let read = read(&bytes, &Policy::default()).unwrap();
            assert_eq!(read.iter().map(Serial::as_str).collect::<Vec<_>>(), ["0010000018"]);
        }
        let told = |bytes: &[u8]| read(bytes, &Policy::default()).unwrap_err().code();
        assert_eq!(told(&[0xFF, 0xFF, 0xFF]), "E1403");
        assert_eq!(told(&vec![b'1'; MAX_FILE + 1]), "E1405");
    }
}
