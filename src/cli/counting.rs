//! `tokens count`, `tokens counts`: a drawer against what the store says (R15.7).

use std::path::Path;

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use super::{file, shown};
use crate::desk::{Command, Counts};
use crate::domain::stock::Counted;
use crate::domain::values::Serial;
use crate::words::{Words, place};

pub(super) fn count(
    access: &Access,
    (serials, path): (&[String], Option<&Path>),
    dry_run: bool,
    voice: &Voice,
) -> Result<(), Failure> {
    let mut texts = serials.to_vec();
    if let Some(path) = path {
        let text = file::small_text(Some(path))?;
        texts.extend(file::without_mark(&text).split_whitespace().map(str::to_owned));
    }
    let serials = texts
        .iter()
        .map(|text| Serial::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let (mut desk, session) = access.desk(voice)?;
    if dry_run {
        let counted = desk.ask(&session, |look| look.judge_count(&serials, None))?;
        return voice.give("counted", &counted, |words| judged(&counted, words));
    }
    let outcome = desk.execute(&session, Command::Count { serials, began: None })?;
    voice.done_as(outcome.number(), "outcome", &outcome, |words| {
        shown::outcome(&outcome, words)
    })
}

fn judged(counted: &Counted, words: &Words) -> Vec<String> {
    let own = &words.counting;
    let [present, missing, extra] = [
        counted.present + counted.moved,
        counted.missing.len(),
        counted.extra.len(),
    ]
    .map(|count| count.to_string());
    let mut lines = vec![own.result(place::Extra(&extra), place::Missing(&missing), place::Present(&present))];
    let missing = counted.missing.iter().map(|fob| (own.missing, &fob.serial));
    let extra = counted.extra.iter().map(|serial| (own.extra, serial));
    lines.extend(missing.chain(extra).map(|(kind, serial)| format!("  {kind}  {serial}")));
    lines
}

pub(super) fn list(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    let counts = desk.ask(&session, |look| look.counts())?;
    voice.give("counts", &counts, |words| lines(&counts, words))
}

fn lines(counts: &Counts, words: &Words) -> Vec<String> {
    let own = &words.counting;
    let mut lines = vec![own.open(place::Count(&counts.open.len().to_string()))];
    let rows: Vec<_> = counts
        .open
        .iter()
        .map(|row| {
            let at = words.moment(row.counted_at);
            vec![
                row.count.to_string(),
                at,
                own.kind(row.kind).to_owned(),
                row.serial.to_string(),
            ]
        })
        .collect();
    lines.extend(aligned(&rows));
    lines.push(own.past.to_owned());
    let rows: Vec<_> = counts
        .counts
        .iter()
        .map(|count| {
            let people = [words.member(&count.counted_by), words.member(&count.signed_by)].join(words.label.comma);
            let differences = count.differences.len().to_string();
            vec![
                count.number.to_string(),
                words.moment(count.counted_at),
                people,
                own.found(
                    place::Differences(&differences),
                    place::Present(&count.present.to_string()),
                ),
            ]
        })
        .collect();
    lines.extend(aligned(&rows));
    lines
}
