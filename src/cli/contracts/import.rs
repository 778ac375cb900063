//! `contracts import`: what a file would do, and doing it (R16.1).

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::cli::access::Access;
use crate::cli::failure::{Failure, REFUSED};
use crate::cli::file;
use crate::cli::pace::Paced;
use crate::cli::voice::{Voice, aligned};
use crate::desk::{Desk, Error, Fate, Imported, Judged, Listed, Meant, Session};
use crate::domain::arrival::{Mistake, NewContract};
use crate::intake::contracts::{self, Encoding, MAX_FILE, REASON, Survey};
use crate::report::contracts as report;
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file
    file: PathBuf,
    /// Carry it out; without, only what it would do is told
    #[arg(long)]
    apply: bool,
    /// Carry out what can be taken, though some rows can't
    #[arg(long, requires = "apply")]
    good: bool,
    /// How the file is written: utf8 or cp932 [default: recognised]
    #[arg(long, value_parser = ["utf8", "cp932"])]
    encoding: Option<String>,
    /// Serials stand as they are: no spreadsheet has eaten zeros before them
    #[arg(long)]
    serials_as_written: bool,
    /// Write the rows that can't be taken, with the reasons, to this new file
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
}

/// What a file would do.
#[derive(Serialize)]
struct Told<'a> {
    encoding: Encoding,
    new: usize,
    changed: usize,
    unchanged: usize,
    /// Contracts of which some row can't be taken, where their number can be read.
    refused: usize,
    contracts: &'a [Judged],
    mistakes: Vec<Wrong<'a>>,
}

/// A mistake, with what is expected in its place.
#[derive(Serialize)]
struct Wrong<'a> {
    #[serde(flatten)]
    mistake: &'a Mistake,
    why: String,
    expected: &'static str,
}

/// What was done.
#[derive(Serialize)]
struct Done {
    #[serde(flatten)]
    imported: Imported,
    changed: usize,
    unchanged: usize,
    refused: usize,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let bytes = file::read(&args.file, MAX_FILE)?;
    let encoding = args.encoding.as_deref().and_then(Encoding::from_name);
    let meant = Meant {
        serials_as_written: args.serials_as_written,
    };
    let survey = match contracts::survey(&bytes, encoding, desk.policy()) {
        Ok(survey) => survey,
        // What can't be read at all was an attempt too (R12.1).
        Err(refusal) if args.apply => return Ok(desk.import_contracts(&session, Err(refusal)).map(|_| ())?),
        Err(refusal) => return Err(refusal.into()),
    };
    let judged = desk.ask(&session, |look| look.judge(&survey.contracts, meant))?;
    let mistakes = mistakes(&survey, &judged);
    if let (Some(path), false) = (&args.refused, mistakes.is_empty()) {
        write_refused(access, path, &survey, &mistakes, voice)?;
    }
    let words = voice.words();
    let told = told(&survey, &judged, &mistakes, words);
    if !args.apply || (!mistakes.is_empty() && !args.good) {
        let Some(first) = mistakes.first() else {
            return voice.give("judged", &told, |words| lines(&told, true, words));
        };
        if args.apply {
            // Nothing is taken, and the attempt is kept.
            let _ = desk.import_contracts(&session, Err(first.refusal.clone()));
        }
        voice.fail_beside(
            &first.refusal.clone().into(),
            "judged",
            &told,
            &lines(&told, !args.apply, words),
        )?;
        return Err(Failure::Said(REFUSED));
    }
    let carried = carry_out(
        (&mut desk, &session),
        &bytes,
        &survey.contracts,
        &judged,
        (meant, voice),
    );
    let done = carried?;
    let done = Done {
        refused: done.refused + told.refused,
        ..done
    };
    voice.done("imported", &done, |words| done_lines(&done, words))
}

/// Everything that can't be taken, by line.
fn mistakes(survey: &Survey, judged: &[Judged]) -> Vec<Mistake> {
    let of_store = judged.iter().flat_map(|judged| match &judged.fate {
        Fate::Refused(mistakes) => mistakes.clone(),
        _ => vec![],
    });
    let mut all: Vec<_> = survey.mistakes.iter().cloned().chain(of_store).collect();
    all.sort_by_key(|mistake| mistake.line);
    all
}

/// Takes in what can be taken: new contracts together, all or none; those that are there one by one, so nobody waits long.
fn carry_out(
    (desk, session): (&mut Desk, &Session),
    bytes: &[u8],
    contracts: &[NewContract],
    judged: &[Judged],
    (meant, voice): (Meant, &Voice),
) -> Result<Done, Failure> {
    let with = |fits: fn(&Fate) -> bool| {
        let pairs = contracts.iter().zip(judged);
        pairs.filter(move |(_, judged)| fits(&judged.fate)).map(|(new, _)| new)
    };
    let new: Vec<_> = with(|fate| matches!(fate, Fate::New { .. })).cloned().collect();
    let mut done = Done {
        imported: Imported::default(),
        changed: 0,
        unchanged: with(|fate| matches!(fate, Fate::Unchanged)).count(),
        refused: 0,
    };
    if !new.is_empty() {
        let mut pace = Paced::of(new.iter().map(|new| new.users.len()).sum(), voice);
        done.imported = desk.load_contracts(session, Listed::of(Ok(new)).from_file(bytes), &mut pace)?;
    }
    for new in with(|fate| matches!(fate, Fate::Changed { .. })) {
        match desk.keep_up(session, new, meant) {
            Ok(Fate::Changed { .. }) => done.changed += 1,
            Ok(_) => done.unchanged += 1,
            // Something became another since the file was looked at: the others are taken.
            Err(Error::Refused(_)) => done.refused += 1,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(done)
}

fn told<'a>(survey: &Survey, judged: &'a [Judged], mistakes: &'a [Mistake], words: &Words) -> Told<'a> {
    let count = |fits: fn(&Fate) -> bool| judged.iter().filter(|judged| fits(&judged.fate)).count();
    let mut unreadable: Vec<_> = survey.rows.iter().filter_map(|row| row.contract.as_ref()).collect();
    unreadable.sort();
    unreadable.dedup();
    unreadable.retain(|number| !judged.iter().any(|judged| judged.contract == **number));
    Told {
        encoding: survey.encoding,
        new: count(|fate| matches!(fate, Fate::New { .. })),
        changed: count(|fate| matches!(fate, Fate::Changed { .. })),
        unchanged: count(|fate| matches!(fate, Fate::Unchanged)),
        refused: count(|fate| matches!(fate, Fate::Refused(_))) + unreadable.len(),
        contracts: judged,
        mistakes: mistakes
            .iter()
            .map(|mistake| Wrong {
                mistake,
                why: report::why(&mistake.refusal, words),
                expected: report::form(&mistake.column, words),
            })
            .collect(),
    }
}

/// What a file would do, for people: what is new and changed, everything that can't be taken, and the way on.
fn lines(told: &Told<'_>, is_dry: bool, words: &Words) -> Vec<String> {
    let import = &words.contracts.import;
    let counts = [told.new, told.changed, told.unchanged, told.refused].map(|count| count.to_string());
    let mut lines = vec![import.counts(
        place::Changed(&counts[1]),
        place::Encoding(told.encoding.as_str()),
        place::New(&counts[0]),
        place::Refused(&counts[3]),
        place::Unchanged(&counts[2]),
    )];
    for judged in told.contracts {
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
            Fate::New { users, tokens } => lines.push(head(
                &import.fate_new(place::Tokens(&tokens.to_string()), place::Users(&users.to_string())),
            )),
            Fate::Changed { differences, issued } => {
                lines.push(head(import.fate_changed));
                let each = differences.iter().map(|difference| report::change(difference, words));
                let tokens = issued
                    .iter()
                    .map(|serial| import.issued(place::Serial(serial.as_str())));
                lines.extend(each.chain(tokens).map(|line| format!("    {line}")));
            }
            Fate::Unchanged | Fate::Refused(_) => {}
        }
    }
    if !told.mistakes.is_empty() {
        lines.push(import.mistakes(place::Count(&told.mistakes.len().to_string())));
        let rows = told.mistakes.iter().flat_map(|wrong| {
            let line = import.line(place::Line(&wrong.mistake.line.to_string()));
            let value = match (wrong.mistake.column.as_str(), wrong.mistake.value.as_str()) {
                ("", _) => String::new(),
                (column, "") => column.to_owned(),
                (column, value) => import.value(place::Column(column), place::Value(value)),
            };
            let expected = Some(wrong.expected).filter(|expected| !expected.is_empty());
            let expected = expected.map(|expected| import.expected(place::Form(expected)));
            let first = vec![String::new(), line, value, wrong.why.clone()];
            let second = expected.map(|expected| vec![String::new(), String::new(), String::new(), expected]);
            std::iter::once(first).chain(second)
        });
        lines.extend(aligned(&rows.collect::<Vec<_>>()));
    }
    lines.push(
        match (is_dry, told.mistakes.is_empty()) {
            (true, true) if told.new + told.changed == 0 => import.nothing_to_do,
            (true, true) => import.way_apply,
            (true, false) => import.way_good,
            (false, _) => import.way_nothing,
        }
        .to_owned(),
    );
    lines
}

fn done_lines(done: &Done, words: &Words) -> Vec<String> {
    let Imported {
        contracts,
        users,
        tokens,
        ..
    } = done.imported;
    let new = [contracts, users, tokens].map(|count| count.to_string());
    let others = [done.changed, done.unchanged, done.refused].map(|count| count.to_string());
    let mut lines =
        vec![
            words
                .cli
                .imported_contracts(place::Contracts(&new[0]), place::Tokens(&new[2]), place::Users(&new[1])),
        ];
    if done.changed + done.unchanged + done.refused > 0 {
        lines.push(words.contracts.import.done(
            place::Changed(&others[0]),
            place::Refused(&others[2]),
            place::Unchanged(&others[1]),
        ));
    }
    lines
}

fn write_refused(
    access: &Access,
    path: &Path,
    survey: &Survey,
    mistakes: &[Mistake],
    voice: &Voice,
) -> Result<(), Failure> {
    let unwritten = |error: std::io::Error| crate::store::Error::System(error.to_string());
    let read = report::Read {
        headings: &survey.headings,
        rows: &survey.rows,
        reason: REASON,
    };
    let bytes = report::refused(read, |row| survey.columns(row), mistakes, voice.words()).map_err(unwritten)?;
    let left = access.outbox()?.write(path, &bytes)?;
    let path = left.path().display().to_string();
    voice.remark(&[voice.words().contracts.import.refused_written(place::Path(&path))]);
    Ok(())
}
