//! What a file would do, contract by contract: told as it is found, so that a file of any size is looked at.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

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
use crate::intake::contracts::{Counts, Encoding, How, Looked, REASON, Survey, Surveyed};
use crate::outbox::Outgoing;
use crate::report::contracts as report;
use crate::words::{Words, place};

/// Mistakes whose columns stand under each other.
const ALIGNED: usize = 500;

/// How many contracts what becomes of, and how the file is written.
#[derive(Serialize)]
struct Counted {
    encoding: Encoding,
    #[serde(flatten)]
    counts: Counts,
}

/// What a file would do.
pub(super) struct Told {
    pub(super) found: Arc<Surveyed>,
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
    file: &File,
    pace: &mut Paced,
) -> Result<Told, Failure> {
    let progress = Progress::default();
    pace.anew(progress.clone(), true);
    let policy = desk.policy().clone();
    let open = || file::from_beginning(file);
    let mut survey = Survey::begin(open, args.how(), &policy, progress)?;
    let (mut contracts, mut mistakes) = (Kept::new(), Mistakes::new());
    let mut refused = RefusedRows {
        path: args.refused.as_deref(),
        sheet: None,
    };
    while !survey.is_over() {
        for looked in survey.part(desk, session)? {
            if let Some(judged) = &looked.judged {
                contracts.push(voice, judged, |words| lines(judged, words))?;
            }
            for mistake in &looked.mistakes {
                mistakes.take(mistake, voice)?;
            }
            if !looked.mistakes.is_empty() {
                refused.write(access, survey.headings(), &looked, voice)?;
            }
        }
        if pace.looked(survey.rows()).is_break() {
            return Err(Refusal::LoadBrokenOff.into());
        }
    }
    mistakes.align(voice)?;
    refused.leave(voice)?;
    Ok(Told {
        found: Arc::new(survey.found().clone()),
        contracts,
        mistakes,
    })
}

impl Told {
    /// Gives all of it, and with something that can't be taken says that. For people the way on follows.
    pub(super) fn give(self, is_dry: bool, voice: &Voice) -> Result<(), Failure> {
        let import = &voice.words().contracts.import;
        let Counts {
            new,
            changed,
            unchanged,
            refused,
        } = self.found.counts;
        let counted = Counted {
            encoding: self.found.encoding,
            counts: self.found.counts,
        };
        let counts = [new, changed, unchanged, refused].map(|count| count.to_string());
        let counts = import.counts(
            place::Changed(&counts[1]),
            place::Encoding(counted.encoding.as_str()),
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
            self.found.first.as_ref(),
            "judged",
            &counted,
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
            expected: report::form(mistake, words),
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
    fn write(&mut self, access: &Access, headings: &[String], looked: &Looked, voice: &Voice) -> Result<(), Failure> {
        let Some(path) = self.path else { return Ok(()) };
        let mut sheet = if let Some(sheet) = self.sheet.take() {
            sheet
        } else {
            let to = access.outbox()?.begin(path)?;
            report::Refused::begin(to, headings, REASON).map_err(unwritten)?
        };
        let rows = looked.entry.rows.iter().map(|row| (row.line, row.cells.iter()));
        sheet
            .contract(rows, &looked.mistakes, voice.words())
            .map_err(unwritten)?;
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
    fn how(&self) -> How {
        How {
            encoding: self.encoding.as_deref().and_then(Encoding::from_name),
            meant: Meant {
                serials_as_written: self.serials_as_written,
            },
        }
    }
}
