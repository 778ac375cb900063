//! What becomes of the keys of a file, told as it is found, so that a file of any size is looked at. No seed is told.

use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;

use crate::cli::failure::{Failure, REFUSED};
use crate::cli::kept::{Kept, List};
use crate::cli::pace::Paced;
use crate::cli::voice::{Voice, aligned};
use crate::desk::{Desk, Session};
use crate::domain::Refusal;
use crate::domain::arrival::Remark;
use crate::domain::values::{BranchCode, Maker};
use crate::intake::keys::{KeyCounts, KeyFate, KeyJudged, KeySurvey, Keys, KeysFound, Newcomer};
use crate::words::{Words, place};

/// Mistakes whose columns stand under each other.
const ALIGNED: usize = 500;

/// What becomes of the keys of a file.
pub(super) struct Told {
    found: KeysFound,
    /// The policy's days of notice.
    days: String,
    /// All of them, in a dry run.
    keys: Option<Kept>,
    mistakes: Mistakes,
}

/// A key that can't be taken.
#[derive(Serialize)]
struct Wrong<'a> {
    line: u64,
    serial: &'a str,
    #[serde(flatten)]
    refused: Value,
}

/// A dry run: nothing is taken in, whatever is found.
pub(super) fn look_at(
    keys: impl Keys,
    branch: Option<&BranchCode>,
    (desk, session): (&mut Desk, &Session),
    mut pace: Paced,
    voice: &Voice,
) -> Result<(), Failure> {
    desk.ask(session, |look| look.may_receive(branch))?;
    pace.judges();
    judge(keys, true, (desk, session), pace, voice)?.give(None, voice)
}

/// Judges all keys; those that can be taken are listed where that is asked for.
pub(super) fn judge(
    keys: impl Keys,
    lists_all: bool,
    (desk, session): (&mut Desk, &Session),
    mut pace: Paced,
    voice: &Voice,
) -> Result<Told, Failure> {
    let mut told = Told {
        found: KeysFound::default(),
        days: desk.policy().expiry_notice_days.to_string(),
        keys: lists_all.then(Kept::new),
        mistakes: Mistakes::new(),
    };
    let mut survey = KeySurvey::begin(keys);
    while !survey.is_over() {
        let was_read = !survey.is_reading();
        for judged in survey.part(desk, session)? {
            if let Some(keys) = &mut told.keys {
                keys.push(voice, &judged, |words| lines(&judged, words))?;
            }
            if let KeyFate::Refused(refusal) = &judged.fate {
                told.mistakes.take(&judged, refusal, voice)?;
            }
        }
        if !was_read && !survey.is_reading() {
            pace.is_read();
        }
        let rows = if was_read {
            survey.found.counts.all()
        } else {
            survey.rows()
        };
        if pace.looked(rows).is_break() {
            return Err(Refusal::LoadBrokenOff.into());
        }
    }
    told.mistakes.align(voice)?;
    told.found = survey.found;
    Ok(told)
}

impl Told {
    /// Gives all of it: with the refusal of a load, or in a dry run with the first thing that is in the way.
    pub(super) fn give(self, of_load: Option<Refusal>, voice: &Voice) -> Result<(), Failure> {
        let (words, found) = (&voice.words().stock.dry_run, self.found);
        let refusal = of_load.or_else(|| found.ended.clone()).or(found.first);
        let mut lists = Vec::new();
        let mut heading = counted(&found.counts, &self.days, voice.words());
        if let Some(parts) = self.keys {
            lists.push(List {
                name: "keys",
                heading: std::mem::take(&mut heading),
                parts,
            });
        }
        let wrong = self.mistakes.parts.count();
        if wrong > 0 {
            heading.push(words.mistakes(place::Count(&wrong.to_string())));
        }
        lists.push(List {
            name: "mistakes",
            heading,
            parts: self.mistakes.parts,
        });
        let cut = found.ended.is_some().then_some(words.way_cut);
        let way = match (&refusal, wrong) {
            (None, _) => Some(words.way_take),
            (Some(_), 0) => None,
            (Some(_), _) => Some(words.way_correct),
        };
        let after: Vec<_> = cut.into_iter().chain(way).map(str::to_owned).collect();
        voice.give_long(refusal.as_ref(), "judged", &found.counts, (&mut lists, &after))?;
        match refusal {
            Some(_) => Err(Failure::Said(REFUSED)),
            None => Ok(()),
        }
    }
}

/// How many keys what becomes of, for people.
fn counted(counts: &KeyCounts, days: &str, words: &Words) -> Vec<String> {
    let own = &words.stock.dry_run;
    let [new, there, twice, same_seed, unfit] =
        [counts.new, counts.there, counts.twice, counts.same_seed, counts.unfit].map(|count| count.to_string());
    let mut lines = vec![own.counts(
        place::New(&new),
        place::SameSeed(&same_seed),
        place::There(&there),
        place::Twice(&twice),
        place::Unfit(&unfit),
    )];
    let remarks = [counts.expired, counts.expiring, counts.not_yet, counts.drifting];
    if remarks.iter().any(|count| *count > 0) {
        let [expired, expiring, not_yet, drifting] = remarks.map(|count| count.to_string());
        lines.push(own.of_new(
            place::Days(days),
            place::Drifting(&drifting),
            place::Expired(&expired),
            place::Expiring(&expiring),
            place::NotYet(&not_yet),
        ));
    }
    lines
}

/// What becomes of a key, for people: of one that can't be taken nothing is said here.
fn lines(judged: &KeyJudged, words: &Words) -> Vec<String> {
    let KeyFate::New(newcomer) = &judged.fate else {
        return vec![];
    };
    let (own, line) = (&words.stock.dry_run, judged.line.to_string());
    let said: Vec<_> = newcomer
        .remarks
        .iter()
        .map(|remark| said(*remark, newcomer, words))
        .collect();
    let fate = if said.is_empty() {
        own.fate_new.to_owned()
    } else {
        own.fate_said(place::Said(&said.join(words.label.comma)))
    };
    vec![own.key(
        place::Fate(&fate),
        place::Line(&line),
        place::Maker(judged.maker.as_ref().map(Maker::as_str).unwrap_or_default()),
        place::Serial(&judged.serial),
    )]
}

fn said(remark: Remark, newcomer: &Newcomer, words: &Words) -> String {
    let own = &words.stock.dry_run;
    let moment = |at: Option<_>| at.map(|at| words.moment(at)).unwrap_or_default();
    match remark {
        Remark::Expired => own.expired(place::At(&moment(newcomer.expires))),
        Remark::Expiring => own.expiring(place::At(&moment(newcomer.expires))),
        Remark::NotYet => own.not_yet(place::At(&moment(newcomer.starts))),
        Remark::Drift => own.drift(place::Steps(&newcomer.drift.to_string())),
    }
}

/// The keys that can't be taken, told as they are found.
struct Mistakes {
    parts: Kept,
    /// Those of people whose columns are not put under each other yet.
    rows: Vec<Vec<String>>,
    /// The numbers whose way out was told to people: it is the same for each.
    ways: HashSet<&'static str>,
}

impl Mistakes {
    fn new() -> Self {
        Self {
            parts: Kept::new(),
            rows: vec![],
            ways: HashSet::new(),
        }
    }

    fn take(&mut self, judged: &KeyJudged, refusal: &Refusal, voice: &Voice) -> Result<(), Failure> {
        let wrong = voice.is_json().then(|| Wrong {
            line: judged.line,
            serial: &judged.serial,
            refused: voice.refusal(refusal),
        });
        self.parts.push(voice, &wrong, |_| vec![])?;
        if !voice.is_json() {
            let words = voice.words();
            let (why, way) = words.message(refusal.code(), &refusal.facts());
            let line = words.contracts.import.line(place::Line(&judged.line.to_string()));
            let why = format!("{} {why}", refusal.code());
            self.rows.push(vec![String::new(), line, judged.serial.clone(), why]);
            if self.ways.insert(refusal.code()) {
                self.rows.push(vec![String::new(), String::new(), String::new(), way]);
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
