//! What TKSH002 shows: the scenarios, the story with its steps, and the sheet at the end.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::training::fobs::Fobs;
use crate::training::lesson::Standing;
use crate::training::scenario::{Scenario, Text};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Row, Table};
use crate::ui::screen::Ambient;
use crate::ui::text::put;
use crate::words::{Lang, place};

/// Rows of the story below the list.
const STORY: u16 = 5;
/// Columns of the mark before a step.
const MARK: u16 = 4;

/// A text in the language of the console.
pub(super) fn text<'a>(text: &'a Text, at: &Ambient<'_>) -> &'a str {
    match at.words.lang() {
        Lang::Ja => &text.ja,
        Lang::En => &text.en,
    }
}

/// The list of scenarios, above the story of the selected one.
pub(super) fn list(scenarios: &[Scenario], area: Rect) -> Rect {
    let rows = u16::try_from(scenarios.len()).unwrap_or(u16::MAX).saturating_add(1);
    Rect {
        height: rows.min(area.height.saturating_sub(STORY)),
        ..area
    }
}

/// What can be practised; those that were named at the start, the first so many, are marked.
pub(super) fn choice(
    (scenarios, named): (&[Scenario], usize),
    table: &Table,
    area: Rect,
    buf: &mut Buffer,
    at: &Ambient<'_>,
) {
    let place = list(scenarios, area);
    table.view(place, buf, at, scenarios.len(), |index| {
        let scenario = scenarios.get(index)?;
        let title = text(&scenario.title, at);
        let title = if index < named {
            at.words.practice.named(place::Title(title))
        } else {
            title.to_owned()
        };
        Some(Row::new([title, scenario.manual.join(" ")]))
    });
    if let Some(scenario) = scenarios.get(table.selected()) {
        let below = Rect::new(
            area.x + 2,
            place.bottom() + 1,
            area.width.saturating_sub(3),
            area.bottom().saturating_sub(place.bottom() + 1),
        );
        paragraph(below, buf, text(&scenario.story, at), at.theme.value);
    }
}

/// The story, the steps, what helps, and the fobs that the story names.
pub(super) fn practice(standing: &Standing, fobs: &Fobs, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let (scenario, progress) = (&standing.scenario, &standing.progress);
    let words = &at.words.practice;
    let mut rest = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
    let mut write = |value: &str, style, indent: u16| {
        let place = Rect::new(rest.x + indent, rest.y, rest.width.saturating_sub(indent), rest.height);
        let taken = paragraph(place, buf, value, style).min(rest.height);
        rest.y += taken;
        rest.height -= taken;
    };
    write(text(&scenario.title, at), at.theme.title, 0);
    let done = progress.steps_done();
    if progress.finished(scenario) {
        write(&sheet(standing, at), at.theme.good, 0);
    } else {
        write(text(&scenario.story, at), at.theme.value, 0);
    }
    write("", at.theme.value, 0);
    for (number, step) in scenario.steps.iter().enumerate() {
        let (mark, style) = match number.cmp(&done) {
            std::cmp::Ordering::Less => ("[x]", at.theme.good),
            std::cmp::Ordering::Equal => ("[>]", at.theme.selected),
            std::cmp::Ordering::Greater => ("[ ]", at.theme.label),
        };
        let line = format!("{mark} {} {}", number + 1, text(&step.task, at));
        write(&line, style, 0);
        if number == done && progress.hinted() {
            let hint = words.hint(place::Hint(text(&step.hint, at)));
            write(&hint, at.theme.info, MARK);
        }
    }
    for wrong in progress.wrong_turns(scenario) {
        let why = text(&wrong.say, at);
        let line = words.wrong_turn(place::Rule(&wrong.rule), place::Why(why));
        write(&line, at.theme.warn, 0);
    }
    let mut y = area.bottom();
    for serial in fobs.serials().filter(|serial| names(scenario, serial.as_str())) {
        let Some(face) = fobs.code(serial, at.now) else {
            continue;
        };
        if y <= rest.y + 1 {
            break;
        }
        y -= 1;
        let seconds = format!("{:>2}", face.seconds_left);
        let (code, serial) = (place::Code(&face.code), place::Serial(serial.as_str()));
        let line = words.fob(code, place::Seconds(&seconds), serial);
        put(buf, area.x + 1, y, area.width.saturating_sub(2), &line, at.theme.value);
    }
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
fn sheet(standing: &Standing, at: &Ambient<'_>) -> String {
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
