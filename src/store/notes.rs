//! Notes on contracts (覚書, R16.5).

use super::db::Row;
use super::row::{instant, instant_at, millis, parsed};
use super::{Result, Tx};
use crate::domain::calendar::Instant;
use crate::domain::note::Note;
use crate::domain::values::{ContractNumber, NoteText, StaffId};

const NOTE: &str = "number, at, by, text, struck_at";

fn note_of(row: &Row<'_>) -> Result<Note> {
    Ok(Note {
        number: row.get(0)?,
        at: instant(row, 1, "note.at")?,
        by: parsed(row, 2, StaffId::parse)?,
        text: parsed(row, 3, NoteText::parse)?,
        struck_at: instant_at(row, 4, "note.struck_at")?,
    })
}

impl Tx<'_> {
    /// The notes on a contract, the newest first.
    ///
    /// # Errors
    /// [`Error::Forged`](super::Error::Forged) when one was changed past the program (R12.6).
    pub fn notes(&self, contract: &ContractNumber) -> Result<Vec<Note>> {
        let sql = format!("SELECT {NOTE} FROM note WHERE contract = ?1 ORDER BY number DESC");
        let notes = self.db.all(&sql, &[&contract.as_str()], note_of)?;
        for note in &notes {
            self.met("note", &[&contract.as_str(), &note.number])?;
        }
        Ok(notes)
    }

    /// The note of that number.
    ///
    /// # Errors
    /// As [`Tx::notes`].
    pub fn note(&self, contract: &ContractNumber, number: u64) -> Result<Option<Note>> {
        self.met("note", &[&contract.as_str(), &number])?;
        let sql = format!("SELECT {NOTE} FROM note WHERE contract = ?1 AND number = ?2");
        self.db.optional(&sql, &[&contract.as_str(), &number], note_of)
    }

    /// Writes a note under the next number of its contract.
    pub fn add_note(&self, contract: &ContractNumber, by: &StaffId, text: &NoteText, at: Instant) -> Result<Note> {
        let sql = "SELECT count(*) + 1 FROM note WHERE contract = ?1";
        let number: u64 = self.db.one(sql, &[&contract.as_str()], |row| row.get(0))?;
        let sql = "INSERT INTO note (contract, number, at, by, text) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.db.run(
            sql,
            &[&contract.as_str(), &number, &millis(at), &by.as_str(), &text.as_str()],
        )?;
        Ok(Note {
            number,
            at,
            by: by.clone(),
            text: text.clone(),
            struck_at: None,
        })
    }

    /// Strikes a note out.
    pub fn strike_note(&self, contract: &ContractNumber, number: u64, at: Instant) -> Result<()> {
        let sql = "UPDATE note SET struck_at = ?3 WHERE contract = ?1 AND number = ?2";
        self.db.run(sql, &[&contract.as_str(), &number, &millis(at)])?;
        Ok(())
    }
}
