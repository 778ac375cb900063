//! Notes on a contract (覚書, R16.5): what one member of the staff tells the others about it.

use super::attempt::{About, Settled};
use super::command::Outcome;
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::note::Note;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, NoteText};

impl Desk {
    /// Writes a note. The entry has its number; what it says stands in the note alone.
    ///
    /// # Errors
    /// E0201 without such a contract, E1203 for a role that does not deal with customers.
    pub(super) fn add_note(
        &mut self,
        session: &Session,
        contract: ContractNumber,
        text: &NoteText,
    ) -> Result<Outcome, Error> {
        self.attempt(session, Duty::Identify, about("note", &contract, None), |tx, ground| {
            load(tx, &contract)?;
            let note = tx.add_note(&contract, &ground.who.id, text, ground.now)?;
            Ok(Settled {
                detail: Some(note.number.to_string()),
                ..Settled::new(Ok(Outcome::Noted { contract, note }))
            })
        })
    }

    /// Strikes a note out, which stays to be read.
    ///
    /// # Errors
    /// E0201, E1920 without such a note, E1921 for another than its author, E1922 when it is struck out already.
    pub(super) fn strike_note(
        &mut self,
        session: &Session,
        contract: ContractNumber,
        number: u64,
    ) -> Result<Outcome, Error> {
        let about = about("strike_note", &contract, Some(number));
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            load(tx, &contract)?;
            let note = tx.note(&contract, number)?.ok_or(Refusal::NoNote { number })?;
            note.strikable(&ground.who.id)?;
            tx.strike_note(&contract, number, ground.now)?;
            let struck_at = Some(ground.now);
            let note = Note { struck_at, ..note };
            Ok(Settled::new(Ok(Outcome::NoteStruck { contract, note })))
        })
    }
}

fn about(action: &'static str, contract: &ContractNumber, note: Option<u64>) -> About {
    About {
        action,
        contract: Some(contract.clone()),
        detail: note.map(|number| number.to_string()).unwrap_or_default(),
        ..About::default()
    }
}
