//! How a file of contracts is written: UTF-8, UTF-16 with its mark, or CP932, in which spreadsheets of Japan save.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, SHIFT_JIS};

use crate::domain::refusal::{Decision, Refusal};
use crate::intake::{Text, bounded, text_of};

/// How a file is written, as a person says it or as it was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// UTF-8, with a mark or without; UTF-16 with its mark counts as it too.
    Utf8,
    /// CP932 (`Shift_JIS` as Windows has it).
    Cp932,
}

/// Their names, as they are given.
const NAMES: [(Encoding, &str); 2] = [(Encoding::Utf8, "utf8"), (Encoding::Cp932, "cp932")];

impl Encoding {
    /// The encoding of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES
            .into_iter()
            .find_map(|(encoding, known)| (known == name).then_some(encoding))
    }

    /// Its name, as it is given.
    pub fn as_str(self) -> &'static str {
        NAMES
            .into_iter()
            .find_map(|(encoding, name)| (encoding == self).then_some(name))
            .unwrap_or_default()
    }
}

/// The text of a file of at most `limit` bytes and how it is written. Without a word of it what is no UTF-8 and has no mark is
/// read as CP932, if all of it can be and `known` says that it is one of ours then.
///
/// # Errors
/// E1405; E1403 with the first line that can't be read.
pub(super) fn text(
    bytes: &[u8],
    limit: usize,
    asked: Option<Encoding>,
    known: impl FnOnce(&str) -> bool,
) -> Decision<(Cow<'_, str>, Encoding)> {
    if asked == Some(Encoding::Cp932) {
        bounded(bytes, limit)?;
        return Ok((Cow::Owned(from_cp932(bytes)?), Encoding::Cp932));
    }
    match text_of(bytes, limit) {
        Ok(Text::Utf8(text)) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        Ok(Text::Utf16(text, _)) => Ok((Cow::Owned(text.to_string()), Encoding::Utf8)),
        Err(refusal @ Refusal::FileDamaged { .. }) if asked.is_none() => match from_cp932(bytes) {
            Ok(text) if known(&text) => Ok((Cow::Owned(text), Encoding::Cp932)),
            _ => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    }
}

fn from_cp932(bytes: &[u8]) -> Decision<String> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true).0 {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::OutputFull | DecoderResult::Malformed(..) => Err(Refusal::FileDamaged {
            line: text.bytes().fold(1, |line, byte| line + u64::from(byte == b'\n')),
            reason: "not CP932".into(),
        }),
    }
}
