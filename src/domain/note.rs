//! Notes on a contract (覚書, R16.5): who wrote them and when; never deleted, struck out by their author.

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::refusal::{Decision, Refusal};
use super::values::{NoteText, StaffId};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Its number within the contract, from 1.
    pub number: u64,
    /// When it was written.
    pub at: Instant,
    /// Who wrote it.
    pub by: StaffId,
    /// What it says.
    pub text: NoteText,
    /// When its author struck it out.
    pub struck_at: Option<Instant>,
}

impl Note {
    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.struck_at.is_none()
    }

    /// Lets its author strike it out, once (E1921, E1922).
    pub fn strikable(&self, by: &StaffId) -> Decision<()> {
        if self.by != *by {
            return Err(Refusal::NoteOfAnother {
                number: self.number,
                staff: self.by.to_string(),
            });
        }
        if self.stands() {
            return Ok(());
        }
        Err(Refusal::NoteStruck { number: self.number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::at;

    #[test]
    fn its_author_strikes_a_note_out_once_r16_5() {
        let staff = |id| StaffId::parse(id).unwrap();
        let mut note = Note {
            number: 3,
            at: at("2026-06-01T10:00:00"),
            by: staff("T001"),
            text: NoteText::parse("社印は本店で確認").unwrap(),
            struck_at: None,
        };
        let code = |note: &Note, by| note.strikable(&staff(by)).err().map(|refusal| refusal.code());
        assert_eq!((code(&note, "T001"), code(&note, "S001")), (None, Some("E1921")));
        note.struck_at = Some(at("2026-06-01T10:01:00"));
        assert_eq!(
            (code(&note, "T001"), code(&note, "S001")),
            (Some("E1922"), Some("E1921"))
        );
        assert!(NoteText::parse(&"字".repeat(400)).is_ok());
        assert!(NoteText::parse(&"字".repeat(401)).is_err());
    }
}
