//! A lesson: somebody practises a scenario on a training bank in memory that stands in the place of the desk's own until it ends.
//! It looks at the store after every command, and keeps it as it stood at the beginning of each step.

use super::demo;
use super::progress::{News, Progress, Score};
use super::scenario::{Scenario, prepare};
use super::stories;
use crate::desk::{Desk, Error, Kept};
use crate::domain::refusal::Refusal;
use crate::entropy::Machine;

/// A lesson going on.
struct Lesson {
    scenario: Scenario,
    progress: Progress,
    /// The store at the beginning of each step that was reached, with how far somebody was then.
    saved: Vec<(Kept, Progress)>,
    /// The desk's own store.
    home: Kept,
    news: Vec<News>,
}

/// Where a lesson stands.
#[derive(Clone, Debug)]
pub struct LessonState {
    /// What is practised.
    pub scenario: Scenario,
    /// How far somebody is.
    pub progress: Progress,
    /// The sheet so far, or at the end.
    pub score: Score,
    /// What is new since it was asked before.
    pub news: Vec<News>,
}

/// A step back or forth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the beginning of the scenario.
    Restart,
    /// To the beginning of the step that something was done of, or of the one before where nothing was.
    Back,
}

/// What a desk has for lessons.
#[derive(Default)]
struct Schoolroom {
    /// Scenarios that were named at the start, a trainer's own among them: they stand before those of the program.
    named: Vec<Scenario>,
    lesson: Option<Lesson>,
}

fn schoolroom(desk: &mut Desk) -> Option<&mut Schoolroom> {
    desk.lesson().as_mut()?.downcast_mut()
}

fn lesson(desk: &mut Desk) -> Option<&mut Lesson> {
    schoolroom(desk)?.lesson.as_mut()
}

fn take(desk: &mut Desk) -> Option<Lesson> {
    schoolroom(desk)?.lesson.take()
}

fn put(desk: &mut Desk, lesson: Lesson) {
    let mut room: Box<Schoolroom> = desk
        .lesson()
        .take()
        .and_then(|room| room.downcast().ok())
        .unwrap_or_default();
    room.lesson = Some(lesson);
    *desk.lesson() = Some(room);
}

/// Lays scenarios out on a training desk, before those of the program.
pub fn lay_out(desk: &mut Desk, named: Vec<Scenario>) {
    *desk.lesson() = Some(Box::new(Schoolroom { named, lesson: None }));
}

/// What can be practised: what was laid out first, and how many those are; then the program's, but for those of the same name.
pub fn scenarios(desk: &mut Desk) -> (Vec<Scenario>, usize) {
    let mut all = schoolroom(desk).map_or_else(Vec::new, |room| room.named.clone());
    let named = all.len();
    // A test reads each of them.
    let read = stories::STORIES
        .iter()
        .filter_map(|(name, text)| Scenario::read(name, text).ok());
    let rest: Vec<_> = read
        .filter(|story| all.iter().all(|one| one.name != story.name))
        .collect();
    all.extend(rest);
    (all, named)
}

/// Whether somebody practises.
pub fn is_going_on(desk: &mut Desk) -> bool {
    lesson(desk).is_some()
}

/// Begins a scenario on a training bank of its own.
///
/// # Errors
/// E1205 on a live store or with a clock that does not move; those of what happened before.
pub fn begin(desk: &mut Desk, scenario: Scenario) -> Result<LessonState, Error> {
    end(desk)?;
    let here = desk.keep()?;
    let terminal = here.terminal().to_owned();
    let clock = desk.clock().clone();
    let made = bank(&clock, &terminal, &scenario);
    let start = made.and_then(|made| made.keep());
    // The bank was made over the same hands, which are set anew by what is put back.
    clock.move_by(here.at() - clock.now());
    let start = start?;
    let home = desk.put_back(start)?;
    let seen = desk.seen(0, &[])?;
    let progress = Progress::new(seen.entries.last().map_or(0, |entry| entry.seq), seen.now);
    let saved = vec![(desk.keep()?, progress.clone())];
    put(
        desk,
        Lesson {
            scenario,
            progress,
            saved,
            home,
            news: Vec::new(),
        },
    );
    standing(desk).ok_or_else(|| Refusal::TrainingOnly.into())
}

fn bank(clock: &crate::clock::Clock, terminal: &str, scenario: &Scenario) -> Result<Desk, Error> {
    let mut desk = Desk::in_training(clock.clone(), Box::new(Machine), terminal)?;
    demo::furnish(&mut desk, clock)?;
    prepare(&mut desk, scenario)?;
    Ok(desk)
}

/// Ends the lesson, if there is one: the desk's own store and time are there again.
///
/// # Errors
/// Those of the store.
pub fn end(desk: &mut Desk) -> Result<(), Error> {
    if let Some(lesson) = take(desk) {
        desk.put_back(lesson.home)?;
    }
    Ok(())
}

/// Looks at the store, if there is a lesson.
///
/// # Errors
/// Those of the store.
pub fn observe(desk: &mut Desk) -> Result<(), Error> {
    let Some(mut lesson) = take(desk) else { return Ok(()) };
    let seen = desk.seen(lesson.progress.since, &lesson.scenario.contracts());
    let mut kept = Ok(());
    if let Ok(seen) = &seen {
        let news = lesson.progress.observe(&lesson.scenario, seen);
        for _ in news.iter().filter(|news| matches!(news, News::Done(_))) {
            match desk.keep() {
                Ok(now) => lesson.saved.push((now, lesson.progress.clone())),
                Err(error) => kept = Err(error),
            }
        }
        lesson.news.extend(news);
    }
    put(desk, lesson);
    seen?;
    kept
}

/// Where the lesson stands, if there is one; its news are told once.
pub fn standing(desk: &mut Desk) -> Option<LessonState> {
    let now = desk.clock().now();
    let lesson = lesson(desk)?;
    Some(LessonState {
        scenario: lesson.scenario.clone(),
        progress: lesson.progress.clone(),
        score: lesson.progress.score(&lesson.scenario, now),
        news: std::mem::take(&mut lesson.news),
    })
}

/// Asks for the hint of the present step.
pub fn hint(desk: &mut Desk) -> Option<LessonState> {
    lesson(desk)?.progress.ask_hint();
    standing(desk)
}

/// Goes back. Hints and wrong turns stay on the sheet, but for a restart.
///
/// # Errors
/// Those of the store.
pub fn go(desk: &mut Desk, go: Go) -> Result<Option<LessonState>, Error> {
    let Some(mut lesson) = take(desk) else { return Ok(None) };
    // What was done of the present step is undone first.
    let begun = lesson.saved.last().map_or(0, |(_, progress)| progress.newest());
    let has_begun = desk.seen(begun, &[]).is_ok_and(|seen| !seen.entries.is_empty());
    let to = match go {
        Go::Restart => 0,
        Go::Back if has_begun => lesson.progress.steps_done(),
        Go::Back => lesson.progress.steps_done().saturating_sub(1),
    };
    lesson.saved.truncate(to + 1);
    if let Some((kept, progress)) = lesson.saved.pop() {
        desk.put_back(kept)?;
        let before = std::mem::replace(&mut lesson.progress, progress.clone());
        lesson.saved.push((desk.keep()?, progress));
        if go == Go::Back {
            lesson.progress.remember(&before);
        }
    }
    put(desk, lesson);
    Ok(standing(desk))
}
