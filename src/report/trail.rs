//! The trail as a file: CSV for spreadsheets, or JSON Lines (R12).
//!
//! It is written in parts, the oldest entry first, so that no more than a part is ever held, and under another name until
//! the trail itself says that it leaves. Whoever stops half-way leaves nothing behind.

pub mod told;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::csv::Sheet;
use crate::desk::{Desk, Error, Session};
use crate::domain::calendar;
use crate::outbox::{self, Outgoing};
use crate::signs;
use crate::store::{self, Entry, Place, Sought};
use crate::words::Words;

/// Entries of a part.
const PART: u64 = 1_000;

/// How a file of entries is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Format {
    /// CSV in UTF-8 with its mark, in words, no cell of it a formula.
    #[serde(rename = "csv")]
    Csv,
    /// One entry a line, as `audit list --json` gives it.
    #[serde(rename = "jsonl")]
    JsonLines,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::JsonLines];

    /// Its name, which is the ending of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Where it stands.
    pub path: PathBuf,
    /// How it is written.
    pub format: Format,
    /// How many entries it holds.
    pub count: u64,
}

/// A file that is being written.
#[derive(Debug)]
pub struct TrailExport {
    session: Session,
    sought: Sought,
    words: Box<Words>,
    exported: Exported,
    to: Out,
    /// The number of the last entry that was looked at, and of the last one that is to be.
    at: u64,
    of: u64,
}

/// What became of a part.
#[derive(Debug)]
pub enum Step {
    /// There is more to write.
    More(Box<TrailExport>),
    /// It stands under its name.
    Done(Exported),
}

#[derive(Debug)]
enum Out {
    Csv(Box<Sheet<Outgoing>>),
    JsonLines(Box<Outgoing>),
}

impl TrailExport {
    /// Begins a file that its owner alone may read, where `to` begins it.
    ///
    /// # Errors
    /// E1203 for a role that may not read the trail, which is in it; those of the outbox.
    pub fn begin(
        desk: &mut Desk,
        session: &Session,
        sought: Sought,
        format: Format,
        to: impl FnOnce() -> Result<Outgoing, outbox::Error>,
        words: Words,
    ) -> Result<Self, Error> {
        let of = desk.ask(session, |look| -> Result<_, Error> { look.trail_count() })?;
        let file = to().map_err(store::Error::from)?;
        let path = file.path().to_owned();
        let to = match format {
            Format::Csv => head(file, &words).map(|sheet| Out::Csv(Box::new(sheet))),
            Format::JsonLines => Ok(Out::JsonLines(Box::new(file))),
        };
        Ok(Self {
            to: to.map_err(|error| failed(&path, &error))?,
            session: session.clone(),
            sought,
            words: Box::new(words),
            exported: Exported { path, format, count: 0 },
            at: 0,
            of,
        })
    }

    /// The number of the entry that it has come to, and of the last one.
    pub fn progress(&self) -> (u64, u64) {
        (self.at, self.of)
    }

    /// Writes the next part; after the last, the entry that says so, and the file gets its name.
    ///
    /// # Errors
    /// As of [`TrailExport::begin`]: nothing stays of the file then.
    pub fn step(mut self, desk: &mut Desk) -> Result<Step, Error> {
        let (sought, place) = (&self.sought, Place::After(self.at));
        let read = desk.ask(&self.session, |look| look.trail_page(sought, place, PART))?;
        let (page, names) = (read.page, read.names);
        for entry in page.entries.iter().rev().filter(|entry| entry.seq <= self.of) {
            let name = names.get(&entry.draft.actor).map_or("", String::as_str);
            self.to
                .write(entry, name, &self.words)
                .map_err(|error| failed(&self.exported.path, &error))?;
            self.exported.count += 1;
        }
        // What is written meanwhile is not part of it, and this entry least of all.
        let last = page
            .entries
            .first()
            .map(|entry| entry.seq)
            .filter(|last| *last < self.of);
        if let Some(last) = last.filter(|_| page.more) {
            self.at = last;
            return Ok(Step::More(Box::new(self)));
        }
        self.finish(desk).map(Step::Done)
    }

    /// Writes all that is left.
    ///
    /// # Errors
    /// As of [`TrailExport::step`].
    pub fn run(self, desk: &mut Desk) -> Result<Exported, Error> {
        let mut step = self.step(desk)?;
        loop {
            step = match step {
                Step::More(export) => export.step(desk)?,
                Step::Done(exported) => return Ok(exported),
            };
        }
    }

    fn finish(self, desk: &mut Desk) -> Result<Exported, Error> {
        let Exported { path, format, count } = &self.exported;
        let mut file = match self.to {
            Out::Csv(sheet) => sheet.done().map_err(|error| failed(path, &error))?,
            Out::JsonLines(file) => *file,
        };
        file.settle().map_err(store::Error::from)?;
        desk.note_export(&self.session, format.as_str(), *count, &self.sought)?;
        file.leave().map_err(store::Error::from)?;
        Ok(self.exported)
    }
}

impl Out {
    fn write(&mut self, entry: &Entry, name: &str, words: &Words) -> io::Result<()> {
        match self {
            Self::Csv(sheet) => row(sheet, entry, name, words),
            Self::JsonLines(file) => {
                let actor_name = (!name.is_empty()).then_some(name);
                let line = serde_json::to_string(&Named { entry, actor_name })?;
                file.write_all(signs::escaped(&line).as_bytes())?;
                file.write_all(b"\n")
            }
        }
    }
}

/// An entry with the name of the member of the staff who acted; a customer has none here.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    #[serde(skip_serializing_if = "Option::is_none")]
    actor_name: Option<&'a str>,
}

/// A table with its headings.
fn head(file: Outgoing, words: &Words) -> io::Result<Sheet<Outgoing>> {
    let (list, entry, export) = (&words.trail.list, &words.trail.entry, &words.trail.export);
    let mut sheet = Sheet::new(file, true)?;
    let headings = [
        list.seq,
        list.at,
        list.actor,
        export.actor_name,
        list.terminal,
        list.action,
        export.action_name,
        entry.contract,
        entry.subject,
        entry.result,
        export.code,
        entry.check,
        entry.request,
        entry.receipt,
        entry.detail,
    ];
    sheet.row(headings)?;
    Ok(sheet)
}

fn row<W: Write>(sheet: &mut Sheet<W>, entry: &Entry, name: &str, words: &Words) -> io::Result<()> {
    let draft = &entry.draft;
    let (seq, local) = (entry.seq.to_string(), calendar::in_japan(draft.at));
    let moment = local.format("%Y-%m-%d %H:%M:%S").to_string();
    let optional = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    let (contract, code, receipt) = (
        optional(&draft.contract),
        optional(&draft.code),
        optional(&draft.receipt),
    );
    let ended = words.ended(&draft.action, draft.result.as_str(), &draft.detail);
    let (check, request) = (optional(&draft.check), optional(&draft.request));
    sheet.row([
        seq.as_str(),
        &moment,
        &draft.actor,
        name,
        &draft.terminal,
        words.value(&draft.action),
        &draft.action,
        &contract,
        &words.subject(&draft.action, &draft.subject),
        ended,
        &code,
        &check,
        &request,
        &receipt,
        &told::detail(draft, words),
    ])
}

fn failed(path: &Path, error: &io::Error) -> Error {
    store::Error::from(outbox::failed(path, error)).into()
}
