//! `contracts note`: the notes on a contract (覚書, R16.5).

use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::shown;
use crate::cli::voice::{Voice, aligned};
use crate::desk::Command;
use crate::domain::note::Note;
use crate::domain::values::{ContractNumber, NoteText};
use crate::words::{Words, place};

#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Args {
    /// Write one
    Add {
        /// The contract's number
        contract: String,
        /// What it says: up to 400 characters
        text: String,
    },
    /// Strike out one that you wrote; it stays and can be read
    Strike {
        /// The contract's number
        contract: String,
        /// The number of the note
        note: u64,
    },
    /// Read them, the newest first
    List {
        /// The contract's number
        contract: String,
    },
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let command = match args {
        Args::List { contract } => {
            let contract = ContractNumber::parse(&contract)?;
            let (mut desk, session) = access.desk(voice)?;
            desk.look_at_contract(&session, &contract)?;
            let (_, notes) = desk.ask(&session, |look| look.notes(&contract))?;
            return voice.give("notes", &notes, |words| lines(&notes, words));
        }
        Args::Add { contract, text } => Command::Note {
            contract: ContractNumber::parse(&contract)?,
            text: NoteText::parse(&text)?,
        },
        Args::Strike { contract, note } => Command::StrikeNote {
            contract: ContractNumber::parse(&contract)?,
            note,
        },
    };
    let (mut desk, session) = access.desk(voice)?;
    let outcome = desk.execute(&session, command)?;
    voice.done("outcome", &outcome, |words| shown::outcome(&outcome, words))
}

pub(super) fn lines(notes: &[Note], words: &Words) -> Vec<String> {
    let own = &words.contracts.note;
    if notes.is_empty() {
        return vec![own.none.to_owned()];
    }
    let heading = [own.number, own.at, own.by, own.text].map(str::to_owned).to_vec();
    let rows = notes.iter().map(|note| {
        let text = note.text.to_string();
        let struck = own.struck(place::Text(&text));
        vec![
            note.number.to_string(),
            words.moment(note.at),
            words.member(&note.by),
            if note.stands() { text } else { struck },
        ]
    });
    aligned(&std::iter::once(heading).chain(rows).collect::<Vec<_>>())
}
