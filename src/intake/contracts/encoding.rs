//! How a file of contracts is written: UTF-8, UTF-16 with its mark, or CP932, in which spreadsheets of Japan save.

use encoding_rs::SHIFT_JIS;

use super::columns::COLUMNS;
use crate::intake::unicode;

/// Lines within which the headings of a file stand, blank rows before them.
const HEADING_WITHIN: usize = 20;

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

/// How a file with these first bytes is written: as is asked for, as its mark says, or so that our headings stand in it.
pub(super) fn choose(asked: Option<Encoding>, marked: unicode::Encoding, first: &[u8]) -> unicode::Encoding {
    let is_marked = first.starts_with("\u{FEFF}".as_bytes()) || marked != unicode::Encoding::Utf8;
    match asked {
        Some(Encoding::Cp932) => unicode::Encoding::Cp932,
        None if !is_marked && !knows(&String::from_utf8_lossy(first)) && knows(&SHIFT_JIS.decode(first).0) => {
            unicode::Encoding::Cp932
        }
        _ => marked,
    }
}

/// Whether a text begins with headings of ours.
fn knows(text: &str) -> bool {
    let is_heading = |line: &str| COLUMNS.iter().any(|column| line.contains(column));
    text.lines().take(HEADING_WITHIN).any(is_heading)
}
