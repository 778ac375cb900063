//! What a file would do, contract by contract: told as it is found, so that a file of any size is looked at.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher, Hash, Hasher};
use std::path::Path;

use serde::Serialize;

use super::Args;
use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::file;
use crate::cli::kept::{Kept, List};
use crate::cli::pace::Paced;
use crate::cli::voice::{Voice, aligned};
use crate::desk::{Desk, Fate, Judged, Meant, Session};
use crate::domain::Refusal;
use crate::domain::arrival::Mistake;
use crate::intake::Progress;
use crate::intake::contracts::{Apart, Encoding, Entry, REASON, Reader};
use crate::outbox::Outgoing;
use crate::report::contracts as report;
use crate::words::{Words, place};

/// Contracts that are looked at between two of others.
const AT_ONCE: usize = 200;
/// Bytes of memory that they may take until they are looked at.
const HEAVY: usize = 2 << 20;
/// Mistakes whose columns stand under each other.
const ALIGNED: usize = 500;

/// What becomes of a contract, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Will {
    New,
    Changed,
    Unchanged,
    Refused,
}

/// How many contracts what becomes of.
#[derive(Serialize)]
pub(super) struct Counts {
    encoding: Encoding,
    pub(super) new: usize,
    pub(super) changed: usize,
    pub(super) unchanged: usize,
    /// Contracts of which some row can't be taken, where their number can be read.
    pub(super) refused: usize,
}

/// What becomes of each contract of a file, in the order of the file: a byte for each, and eight by which what it says is known
/// again.
#[derive(Default)]
pub(super) struct Fates {
    key: RandomState,
    wills: Vec<Will>,
    prints: Vec<u64>,
}

impl Fates {
    fn push(&mut self, will: Will, entry: &Entry) {
        self.wills.push(will);
        self.prints.push(self.print(entry));
    }

    /// What becomes of the one at that place, if it says what it said.
    pub(super) fn of(&self, at: usize, entry: &Entry) -> Option<Will> {
        let print = self.prints.get(at).copied()?;
        self.wills.get(at).copied().filter(|_| print == self.print(entry))
    }

    fn print(&self, entry: &Entry) -> u64 {
        let mut print = self.key.build_hasher();
        for row in &entry.rows {
            row.line.hash(&mut print);
            for cell in &row.cells {
                cell.hash(&mut print);
            }
        }
        print.finish()
    }
}

/// What a file would do.
pub(super) struct Told {
    pub(super) counts: Counts,
    /// What becomes of each that was read.
    pub(super) fates: Fates,
    /// The first thing that can't be taken.
    pub(super) first: Option<Refusal>,
    /// SHA-256 of the file.
    pub(super) digest: [u8; 32],
    contracts: Kept,
    mistakes: Mistakes,
}

/// A mistake, with what is expected in its place.
#[derive(Serialize)]
struct Wrong<'a> {
    #[serde(flatten)]
    mistake: &'a Mistake,
    why: String,
    expected: &'static str,
}

/// Looks at all of a file.
pub(super) fn judge(
    (access, args, voice): (&Access, &Args, &Voice),
    (desk, session): (&mut Desk, &Session),
    (file, apart): (&File, &Apart),
    pace: &mut Paced,
) -> Result<Told, Failure> {
    let unread = |error: std::io::Error| file::unreadable(&args.file, &error);
    let progress = Progress::default();
    pace.anew(progress.clone(), true);
    let from = file::from_beginning(file).map_err(unread)?;
    let policy = desk.policy().clone();
    let mut reader = Reader::new(from, args.written(), &policy, apart, progress);
    let mut told = Told {
        counts: Counts {
            encoding: reader.encoding(),
            new: 0,
            changed: 0,
            unchanged: 0,
            refused: 0,
        },
        fates: Fates::default(),
        first: None,
        digest: [0; 32],
        contracts: Kept::new(),
        mistakes: Mistakes::new(),
    };
    let mut refused = RefusedRows {
        path: args.refused.as_deref(),
        sheet: None,
    };
    let (mut some, mut rows, mut weight) = (Vec::new(), 0, 0);
    loop {
        let entry = reader.next_contract().transpose()?;
        let is_last = entry.is_none();
        weight += entry.iter().map(Entry::weight).sum::<usize>();
        some.extend(entry);
        if some.len() < AT_ONCE && weight < HEAVY && !is_last {
            continue;
        }
        weight = 0;
        rows += some.iter().map(|entry: &Entry| entry.rows.len()).sum::<usize>();
        let contracts: Vec<_> = some.iter_mut().filter_map(|entry| entry.contract.take()).collect();
        let judged = desk.ask(session, |look| look.judge(&contracts, args.meant()))?;
        let mut judged = judged.into_iter();
        for entry in some.drain(..) {
            // Only of one that can be read was something taken out to be judged.
            let judged = if entry.mistakes.is_empty() { judged.next() } else { None };
            let mistakes = told.take(&entry, judged, voice)?;
            if !mistakes.is_empty() {
                refused.write(access, &reader, &entry, &mistakes, voice)?;
            }
        }
        if pace.looked(rows).is_break() {
            return Err(Refusal::LoadBrokenOff.into());
        }
        if is_last {
            break;
        }
    }
    told.mistakes.align(voice)?;
    told.digest = reader.digest();
    refused.leave(voice)?;
    Ok(told)
}

impl Told {
    /// Counts and tells what becomes of one. Gives what of it can't be taken.
    fn take(&mut self, entry: &Entry, judged: Option<Judged>, voice: &Voice) -> Result<Vec<Mistake>, Failure> {
        let mut mistakes = entry.mistakes.clone();
        let will = match judged.as_ref().map(|judged| &judged.fate) {
            Some(Fate::New { .. }) => Will::New,
            Some(Fate::Changed { .. }) => Will::Changed,
            Some(Fate::Unchanged) => Will::Unchanged,
            Some(Fate::Refused(more)) => {
                mistakes.extend(more.iter().cloned());
                Will::Refused
            }
            None => Will::Refused,
        };
        mistakes.sort_by_key(|mistake| mistake.line);
        let counts = &mut self.counts;
        match will {
            Will::New => counts.new += 1,
            Will::Changed => counts.changed += 1,
            Will::Unchanged => counts.unchanged += 1,
            Will::Refused => counts.refused += usize::from(entry.number.is_some()),
        }
        self.fates.push(will, entry);
        if self.first.is_none() {
            self.first = mistakes.first().map(|mistake| mistake.refusal.clone());
        }
        if let Some(judged) = &judged {
            self.contracts.push(voice, judged, |words| lines(judged, words))?;
        }
        for mistake in &mistakes {
            self.mistakes.take(mistake, voice)?;
        }
        Ok(mistakes)
    }

    /// Gives all of it, and with something that can't be taken says that. For people the way on follows.
    pub(super) fn give(self, is_dry: bool, voice: &Voice) -> Result<(), Failure> {
        let import = &voice.words().contracts.import;
        let Counts {
            new,
            changed,
            unchanged,
            refused,
            ..
        } = self.counts;
        let counts = [new, changed, unchanged, refused].map(|count| count.to_string());
        let counts = import.counts(
            place::Changed(&counts[1]),
            place::Encoding(self.counts.encoding.as_str()),
            place::New(&counts[0]),
            place::Refused(&counts[3]),
            place::Unchanged(&counts[2]),
        );
        let wrong = self.mistakes.parts.count();
        let mistakes = import.mistakes(place::Count(&wrong.to_string()));
        let way = match (is_dry, wrong) {
            (true, 0) if new + changed == 0 => import.nothing_to_do,
            (true, 0) => import.way_apply,
            (true, _) => import.way_good,
            (false, _) => import.way_nothing,
        };
        let mut lists = [
            List {
                name: "contracts",
                heading: vec![counts],
                parts: self.contracts,
            },
            List {
                name: "mistakes",
                heading: if wrong > 0 { vec![mistakes] } else { vec![] },
                parts: self.mistakes.parts,
            },
        ];
        voice.give_long(
            self.first.as_ref(),
            "judged",
            &self.counts,
            (&mut lists, &[way.to_owned()]),
        )
    }
}

/// What becomes of a contract, for people: of one that stays as it is, or can't be taken, nothing is said here.
fn lines(judged: &Judged, words: &Words) -> Vec<String> {
    let import = &words.contracts.import;
    let line = judged.line.to_string();
    let head = |fate: &str| {
        import.contract(
            place::Company(judged.company.as_str()),
            place::Contract(judged.contract.as_str()),
            place::Fate(fate),
            place::Line(&line),
        )
    };
    match &judged.fate {
        Fate::New { users, tokens } => {
            let (tokens, users) = (tokens.to_string(), users.to_string());
            vec![head(&import.fate_new(place::Tokens(&tokens), place::Users(&users)))]
        }
        Fate::Changed { differences, issued } => {
            let each = differences.iter().map(|difference| report::change(difference, words));
            let tokens = issued
                .iter()
                .map(|serial| import.issued(place::Serial(serial.as_str())));
            let each = each.chain(tokens).map(|line| format!("    {line}"));
            std::iter::once(head(import.fate_changed)).chain(each).collect()
        }
        Fate::Unchanged | Fate::Refused(_) => vec![],
    }
}

/// What can't be taken, told as it is found.
struct Mistakes {
    parts: Kept,
    /// Those of people whose columns are not put under each other yet.
    rows: Vec<Vec<String>>,
}

impl Mistakes {
    fn new() -> Self {
        Self {
            parts: Kept::new(),
            rows: vec![],
        }
    }

    fn take(&mut self, mistake: &Mistake, voice: &Voice) -> Result<(), Failure> {
        let words = voice.words();
        let wrong = Wrong {
            mistake,
            why: report::why(&mistake.refusal, words),
            expected: report::form(&mistake.column, words),
        };
        self.parts.push(voice, &wrong, |_| vec![])?;
        if !voice.is_json() {
            let import = &words.contracts.import;
            let line = import.line(place::Line(&mistake.line.to_string()));
            let value = match (mistake.column.as_str(), mistake.value.as_str()) {
                ("", _) => String::new(),
                (column, "") => column.to_owned(),
                (column, value) => import.value(place::Column(column), place::Value(value)),
            };
            self.rows.push(vec![String::new(), line, value, wrong.why]);
            if !wrong.expected.is_empty() {
                let expected = import.expected(place::Form(wrong.expected));
                self.rows
                    .push(vec![String::new(), String::new(), String::new(), expected]);
            }
        }
        if self.rows.len() >= ALIGNED {
            self.align(voice)?;
        }
        Ok(())
    }

    fn align(&mut self, voice: &Voice) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.rows);
        self.parts.say(voice, &aligned(&rows))
    }
}

/// The file of the rows that can't be taken, if one is asked for and there is any.
struct RefusedRows<'a> {
    path: Option<&'a Path>,
    sheet: Option<report::Refused<Outgoing>>,
}

impl RefusedRows<'_> {
    fn write<R: std::io::Read>(
        &mut self,
        access: &Access,
        reader: &Reader<'_, R>,
        entry: &Entry,
        mistakes: &[Mistake],
        voice: &Voice,
    ) -> Result<(), Failure> {
        let Some(path) = self.path else { return Ok(()) };
        let mut sheet = if let Some(sheet) = self.sheet.take() {
            sheet
        } else {
            let to = access.outbox()?.begin(path)?;
            report::Refused::begin(to, reader.headings(), REASON).map_err(unwritten)?
        };
        let rows = entry.rows.iter().map(|row| (row.line, row.cells.iter()));
        sheet.contract(rows, mistakes, voice.words()).map_err(unwritten)?;
        self.sheet = Some(sheet);
        Ok(())
    }

    fn leave(self, voice: &Voice) -> Result<(), Failure> {
        let Some(sheet) = self.sheet else { return Ok(()) };
        let left = sheet.done().map_err(unwritten)?.leave()?;
        let path = left.path().display().to_string();
        voice.remark(&[voice.words().contracts.import.refused_written(place::Path(&path))]);
        Ok(())
    }
}

fn unwritten(error: std::io::Error) -> Failure {
    crate::store::Error::System(error.to_string()).into()
}

/// How a file is meant, of its arguments.
impl Args {
    pub(super) fn written(&self) -> Option<Encoding> {
        self.encoding.as_deref().and_then(Encoding::from_name)
    }

    pub(super) fn meant(&self) -> Meant {
        Meant {
            serials_as_written: self.serials_as_written,
        }
    }
}
