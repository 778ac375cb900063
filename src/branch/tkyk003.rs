//! TKYK003 覚書: the notes on a contract, with who wrote them and when; one's own are struck out, never deleted (R16.5).

mod entry;

use self::entry::NoteEntry;
use super::off_duty;
use crate::branch::screens;
use crate::desk::{Command, Error, Outcome};
use crate::domain::note::Note;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, Name};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Rows of the selected note at length: the longest one on 80 columns.
const WHOLE: u16 = 11;

/// TKYK003 覚書.
pub struct ContractNotes {
    contract: ContractNumber,
    company: Option<Name>,
    notes: Option<Vec<Note>>,
    table: Table,
}

/// What the screen is told.
pub enum Msg {
    /// Reads again.
    Again,
    /// Writes one.
    Write,
    /// One was written.
    Written(Note),
    /// Strikes the selected one out.
    Strike,
    /// The person is sure about that one.
    Sure(u64),
    /// It is struck out.
    Struck(Result<Outcome, Error>),
    /// The notes.
    Read(Result<(Name, Vec<Note>), Error>),
}

impl ContractNotes {
    /// The notes on this contract.
    pub fn new(contract: ContractNumber) -> Self {
        Self {
            contract,
            company: None,
            notes: None,
            table: Table::default(),
        }
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let contract = self.contract.clone();
        cx.look_latest("notes", move |look| look.notes(&contract), Msg::Read);
    }

    fn notes(&self) -> &[Note] {
        self.notes.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&Note> {
        self.notes().get(self.table.selected())
    }

    /// Why the selected one is not struck out by who is here.
    fn fixed(&self, at: &Ambient<'_>) -> Option<String> {
        let Some(note) = self.selected() else {
            return Some(at.words.contracts.note.off_none.to_owned());
        };
        let refusal = note.strikable(&at.session()?.staff().id).err()?;
        Some(Message::from_refusal(&refusal, at.words).text)
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let note = self.notes().get(index)?;
        let words = &at.words.contracts.note;
        let text = note.text.to_string();
        let text = if note.stands() {
            text
        } else {
            words.struck(place::Text(&text))
        };
        let row = Row::new([
            note.number.to_string(),
            at.words.short_minute(note.at),
            at.words.member_short(&note.by),
            text,
        ]);
        Some(if note.stands() { row } else { row.styled(at.theme.off) })
    }

    /// The selected note at length.
    fn whole(&self, at: &Ambient<'_>) -> Option<String> {
        let note = self.selected()?;
        let struck = note.struck_at.map(|when| at.words.moment(when));
        let struck = struck.map(|when| at.words.contracts.note.struck_on(place::At(&when)));
        let lines = struck.into_iter().chain([note.text.to_string()]);
        Some(lines.collect::<Vec<_>>().join("\n"))
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.contracts.note;
    Columns::new(vec![
        Column::new(words.number, 4).right(),
        Column::new(words.at, 16),
        Column::new(words.by, 10),
        Column::rest(words.text),
    ])
}

fn question(words: &Words) -> Question {
    let words = &words.contracts.note;
    Question::new(words.strike_title, words.strike_question, words.strike)
}

impl Screen for ContractNotes {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKYK003
    }

    fn contract(&self) -> Option<ContractNumber> {
        Some(self.contract.clone())
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.contracts.note.title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.contracts.note;
        let off = || off_duty(at, Duty::Identify);
        vec![
            Binding::new(Function::Add, words.write, Msg::Write).unless(off()),
            Binding::new(Function::Refresh, at.words.finding.sheet.refresh, Msg::Again),
            Binding::new(Function::Remove, words.strike, Msg::Strike).unless(off().or_else(|| self.fixed(at))),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.notes().len();
        self.table.typed(key, rows).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => self.read(cx),
            Msg::Write => cx.open_for(NoteEntry::new(self.contract.clone(), cx.at().words), Msg::Written),
            Msg::Written(note) => {
                self.read(cx);
                let number = note.number.to_string();
                let said = cx.at().words.contracts.note.written(place::Number(&number));
                cx.say(Message::good("I1920", said));
            }
            Msg::Strike => {
                if let Some(note) = self.selected() {
                    Confirm::new(cx.at().words, question).ask(cx, Msg::Sure(note.number));
                }
            }
            Msg::Sure(note) => {
                let contract = self.contract.clone();
                cx.command(Command::StrikeNote { contract, note }, Msg::Struck);
            }
            Msg::Struck(Ok(_)) => {
                self.read(cx);
                cx.say(Message::good(
                    "I1921",
                    cx.at().words.contracts.note.was_struck.to_owned(),
                ));
            }
            Msg::Read(Ok((company, notes))) => {
                let before = self.selected().map(|note| note.number);
                let index = before.and_then(|number| notes.iter().position(|note| note.number == number));
                self.table.reselect(index, notes.len());
                (self.company, self.notes) = (Some(company), Some(notes));
            }
            Msg::Struck(Err(error)) | Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.contracts.note;
        let body = Body::new(at).hint(words.hint);
        let (Some(notes), Some(company)) = (&self.notes, &self.company) else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let head = words.head(place::Company(company.as_str()), place::Number(self.contract.as_str()));
        let body = body.line(head, at.theme.value).gap(1);
        let body = body.table(&self.table, columns(at), notes.len(), |index, _| self.row(index, at));
        let body = body.or_empty(words.none, at.theme.off);
        let style = match self.selected() {
            Some(note) if !note.stands() => at.theme.off,
            _ => at.theme.value,
        };
        Some(body.text(self.whole(at).unwrap_or_default(), style).most(WHOLE))
    }
}
