//! Notes on a contract (覚書, R16.5): written, read and struck out, never deleted.

use madoguchi::desk::{Command, Outcome};
use madoguchi::domain::note::Note;
use madoguchi::domain::values::NoteText;
use madoguchi::store::Filter;

use crate::support::{Branch, code_of, contract};

const NUMBER: &str = "1000001";

fn write(text: &str) -> Command {
    Command::Note {
        contract: contract(NUMBER),
        text: NoteText::parse(text).unwrap(),
    }
}

fn strike(note: u64) -> Command {
    Command::StrikeNote {
        contract: contract(NUMBER),
        note,
    }
}

impl Branch {
    fn notes(&mut self) -> Vec<Note> {
        let session = self.session("A001");
        self.desk.look(&session).notes(&contract(NUMBER)).unwrap().1
    }
}

#[test]
fn a_note_is_written_by_one_read_by_all_and_struck_out_by_its_author_r16_5() {
    let mut branch = Branch::open();
    let (teller, supervisor) = (branch.teller.clone(), branch.session("S001"));
    let Ok(Outcome::Noted { note, .. }) = branch.desk.execute(&teller, write("社印は本店で確認")) else {
        panic!("not written")
    };
    assert_eq!((note.number, note.by.as_str(), note.struck_at), (1, "T001", None));
    branch.desk.execute(&supervisor, write("折返しは 10 時以降に")).unwrap();
    let numbers: Vec<_> = branch.notes().iter().map(|note| note.number).collect();
    assert_eq!(numbers, [2, 1], "the newest first");

    assert_eq!(code_of(branch.desk.execute(&teller, strike(2))), "E1921");
    assert_eq!(code_of(branch.desk.execute(&teller, strike(3))), "E1920");
    branch.wait(5);
    let Ok(Outcome::NoteStruck { note, .. }) = branch.desk.execute(&teller, strike(1)) else {
        panic!("not struck out")
    };
    assert_eq!(note.text.as_str(), "社印は本店で確認");
    assert_eq!(code_of(branch.desk.execute(&teller, strike(1))), "E1922");
    let notes = branch.notes();
    assert_eq!(notes.len(), 2, "it stays to be read");
    assert!(notes[0].stands() && !notes[1].stands());

    // Who reads everything writes nothing, and a contract that is not there has no notes.
    let auditor = branch.session("A001");
    assert_eq!(code_of(branch.desk.execute(&auditor, write("監査の覚え"))), "E1203");
    let nowhere = Command::Note {
        contract: contract("9999999"),
        text: NoteText::parse("どこの").unwrap(),
    };
    assert_eq!(code_of(branch.desk.execute(&teller, nowhere)), "E0201");
}

#[test]
fn an_entry_has_the_number_of_the_note_and_not_what_it_says_r12_1() {
    let mut branch = Branch::open();
    let (teller, auditor) = (branch.teller.clone(), branch.session("A001"));
    branch
        .desk
        .execute(&teller, write("お電話口の合言葉はひまわり"))
        .unwrap();
    branch.desk.execute(&teller, strike(1)).unwrap();
    let recent = Filter {
        limit: 2,
        ..Filter::default()
    };
    let entries = branch.desk.look(&auditor).trail(&recent).unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.draft.action.as_str(), entry.draft.detail.as_str()))
        .collect();
    assert_eq!(told, [("strike_note", "1"), ("note", "1")]);
    assert!(
        entries
            .iter()
            .all(|entry| entry.draft.contract.as_deref() == Some(NUMBER))
    );
}
