//! What people write in words: names, kana, reasons, notes, addresses and makers, kept as they were written (R16.4).

use super::text::{fold_code, stored, written};
use super::{Kana, Maker, Name, NoteText, PostalAddress, Reason};
use crate::domain::refusal::{Decision, Refusal};

impl Name {
    /// Reads one that the program wrote: see [`Name::parse`] for what a person writes.
    ///
    /// # Errors
    /// E0105 when it is empty or too long.
    pub fn stored(text: &str) -> Decision<Self> {
        stored(text, 80).map(Self)
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, 80).map(Self)
    }
}

impl Reason {
    /// Reads one that the program wrote: see [`Reason::parse`] for what a person writes.
    ///
    /// # Errors
    /// E0105 when it is empty or too long.
    pub fn stored(text: &str) -> Decision<Self> {
        stored(text, 200).map(Self)
    }

    /// Reads a reason.
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, 200).map(Self)
    }
}

impl NoteText {
    /// The most characters of a note.
    pub const MOST: usize = 400;

    /// Reads a note.
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, Self::MOST).map(Self)
    }
}

impl Kana {
    /// Reads kana as it was written; searching normalises, keeping does not.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = written(text, 120).map_err(|_| Refusal::KanaForm)?;
        let fits = |c: char| {
            matches!(c, 'ァ'..='ヿ' | 'ぁ'..='ゟ' | '｡'..='ﾟ' | '\u{3000}' | '（' | '）' | '．' | '－')
                || c.is_ascii_alphanumeric()
                || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
                || " ().-&'/,".contains(c)
        };
        if text.chars().all(fits) {
            Ok(Self(text))
        } else {
            Err(Refusal::KanaForm)
        }
    }
}

impl PostalAddress {
    /// Reads one that the program wrote: see [`PostalAddress::parse`] for what a person writes.
    ///
    /// # Errors
    /// E0105 when it is empty or too long.
    pub fn stored(text: &str) -> Decision<Self> {
        stored(text, 120).map(Self)
    }

    /// Reads an address as it was written (R16.4).
    pub fn parse(text: &str) -> Decision<Self> {
        written(text, 120).map(Self)
    }
}

impl Maker {
    /// Reads one that the program wrote: see [`Maker::parse`] for what a person writes.
    ///
    /// # Errors
    /// E0105 when it is empty or too long.
    pub fn stored(text: &str) -> Decision<Self> {
        stored(text, 80).map(Self)
    }

    /// Reads a maker's name.
    pub fn parse(text: &str) -> Decision<Self> {
        let text = written(text, 80)?;
        // A name in full-width letters is that in ASCII; a Japanese one stays as it is written (R16.4).
        let folded = fold_code(&text);
        Ok(Self(if folded.is_ascii() { folded } else { text }))
    }
}
