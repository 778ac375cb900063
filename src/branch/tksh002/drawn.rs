//! What TKSH002 shows: the scenarios, the story with its steps, and the sheet at the end.

use crate::training::fobs::Fobs;
use crate::training::lesson::LessonState;
use crate::training::scenario::{Scenario, Text};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::Line;
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::screen::Ambient;
use crate::ui::text::wrap;
use crate::words::{Lang, place, read_out};

/// Columns of the mark before a step.
const MARK: u16 = 4;

/// A text in the language of the console.
pub(super) fn text<'a>(text: &'a Text, at: &Ambient<'_>) -> &'a str {
    match at.words.lang() {
        Lang::Ja => &text.ja,
        Lang::En => &text.en,
    }
}

/// What can be practised, above the story of the selected one; those that were named at the start, the first so many, are marked.
pub(super) fn choice<'a>(
    (scenarios, named): (&'a [Scenario], usize),
    table: &'a Table,
    body: Body<'a>,
    at: &'a Ambient<'a>,
) -> Body<'a> {
    let words = &at.words.practice;
    let columns = Columns::new(vec![Column::new(words.scenario, 36), Column::rest(words.manual)]);
    let row = move |index: usize, _| {
        let scenario = scenarios.get(index)?;
        let title = text(&scenario.title, at);
        let title = if index < named {
            words.named(place::Title(title))
        } else {
            title.to_owned()
        };
        let manual = scenario.manual.iter().map(|part| at.words.value(part));
        Some(Row::new([title, manual.collect::<Vec<_>>().join(at.words.label.comma)]))
    };
    let rows = u16::try_from(scenarios.len()).unwrap_or(u16::MAX).saturating_add(1);
    let body = body
        .table(table, columns, scenarios.len(), row)
        .rows(rows)
        .yields()
        .gap(1);
    let story = scenarios
        .get(table.selected())
        .map_or("", |scenario| text(&scenario.story, at));
    body.text(story, at.theme.value).indent(2)
}

/// The story, the steps, what helps, and the fobs that the story names.
pub(super) fn practice<'a>(standing: &'a LessonState, fobs: &'a Fobs, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a> {
    let (scenario, progress) = (&standing.scenario, &standing.progress);
    let words = &at.words.practice;
    let mut body = body.text(text(&scenario.title, at), at.theme.title);
    let done = progress.steps_done();
    body = if progress.finished(scenario) {
        body.text(sheet(standing, at), at.theme.good)
    } else {
        body.text(text(&scenario.story, at), at.theme.value)
    };
    body = body.gap(1);
    for (number, step) in scenario.steps.iter().enumerate() {
        let (mark, style) = match number.cmp(&done) {
            std::cmp::Ordering::Less => ("[x] ", at.theme.good),
            std::cmp::Ordering::Equal => ("[>] ", at.theme.selected),
            std::cmp::Ordering::Greater => ("[ ] ", at.theme.label),
        };
        let mark = match number.cmp(&done) {
            _ if !at.is_heard() => mark.to_owned(),
            std::cmp::Ordering::Less => format!("{}  ", at.words.plain.checked),
            std::cmp::Ordering::Equal => at.words.plain.here.to_owned(),
            std::cmp::Ordering::Greater => format!("{}  ", at.words.plain.unchecked),
        };
        body = body.text(format!("{mark}{} {}", number + 1, text(&step.task, at)), style);
        if number == done && progress.hinted() {
            let hint = words.hint(place::Hint(text(&step.hint, at)));
            body = body.lines_for(move |columns| {
                let parts = wrap(&hint, columns.saturating_sub(MARK)).into_iter();
                parts.map(|part| Line::new([(MARK, part, at.theme.info)])).collect()
            });
        }
    }
    for wrong in progress.wrong_turns(scenario) {
        let why = text(&wrong.say, at);
        let line = words.wrong_turn(place::Rule(&wrong.rule), place::Why(why));
        body = body.text(line, at.theme.warn);
    }
    body = body.stretch();
    let named: Vec<_> = fobs
        .serials()
        .filter(|serial| names(scenario, serial.as_str()))
        .collect();
    for serial in named.into_iter().rev() {
        let Some(face) = fobs.code(serial, at.now) else {
            continue;
        };
        let seconds = format!("{:>2}", face.seconds_left);
        let (code, serial) = (read_out(&face.code), read_out(serial.as_str()));
        let (code, serial) = (place::Code(&code), place::Serial(&serial));
        body = body.line(words.fob(code, place::Seconds(&seconds), serial), at.theme.value);
    }
    body
}

/// Whether the story or a step tells of that fob.
fn names(scenario: &Scenario, serial: &str) -> bool {
    let told = scenario.steps.iter().map(|step| &step.task).chain([&scenario.story]);
    let words = |text: &Text| {
        let mut parts = text.ja.split(|c: char| !c.is_ascii_digit());
        parts.any(|part| part == serial)
    };
    told.into_iter().any(words)
}

/// The sheet at the end.
fn sheet(standing: &LessonState, at: &Ambient<'_>) -> String {
    let score = standing.score;
    let number = |value: usize| value.to_string();
    at.words.practice.sheet(
        place::Done(&number(score.done)),
        place::Hints(&number(score.hints)),
        place::Minutes(&score.took.num_minutes().to_string()),
        place::Of(&number(score.of)),
        place::Wrong(&number(score.wrong)),
    )
}
