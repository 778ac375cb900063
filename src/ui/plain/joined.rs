//! Lines as they are heard: rows of lists few at a time, and what belongs together without a stop.

use super::said::Lines;
use crate::ui::text::width;
use crate::words::PlainWords;

/// The most rows of a list that are said at once, unless all are asked for.
pub(super) const ROWS: usize = 5;
/// Columns of a heading, of a short line, and of several that are said as one.
const HEADING: u16 = 20;
const SHORT: u16 = 72;
const LONG: u16 = 200;

pub(super) fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a line is that row of a list: its texts one behind the other.
pub(super) fn is_row(line: &str, cells: &[String]) -> bool {
    let cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    // The others may be cut.
    let cells: Vec<_> = cells.take(2).collect();
    let mut rest = line;
    cells.len() > 1
        && cells.iter().all(|cell| match rest.split_once(cell) {
            Some((_, behind)) => {
                rest = behind;
                true
            }
            None => false,
        })
}

/// The lines, of those that are rows of lists at most so many.
pub(super) fn limited(lines: Vec<String>, rows: &[Vec<String>], most: usize) -> Vec<String> {
    let mut left = most;
    let mut kept = Vec::new();
    for line in lines {
        if rows.iter().any(|cells| is_row(&line, cells)) {
            if left == 0 {
                continue;
            }
            left -= 1;
        }
        kept.push(line);
    }
    kept
}

/// What was found: how much it is, and the first rows of it but the one that is said below.
pub(super) fn found(news: Vec<String>, now: &Lines, rows: &[Vec<String>]) -> Vec<String> {
    let is_listed = |line: &String| rows.iter().any(|cells| is_row(line, cells));
    let (listed, mut said): (Vec<_>, Vec<_>) = news.into_iter().partition(is_listed);
    if !listed.is_empty() {
        let all = now.rows.iter().filter(|line| is_listed(line));
        said.extend(all.skip(1).take(ROWS - 1).cloned());
    }
    said
}

/// What a line is among others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A word over what follows.
    Heading,
    /// A name of a word or two and its value.
    Named,
    /// A sentence.
    Sentence,
    /// A row of a list, or anything else.
    Alone,
}

impl Part {
    pub(super) fn of(line: &str, rows: &[Vec<String>]) -> Self {
        if rows.iter().any(|cells| is_row(line, cells)) {
            return Self::Alone;
        }
        match line.split_once("  ") {
            Some((name, _)) if width(line) <= SHORT && name.split(' ').count() <= 2 => Self::Named,
            None if line.ends_with(['。', '.']) => Self::Sentence,
            None if !line.contains(' ') && width(line) <= HEADING => Self::Heading,
            _ => Self::Alone,
        }
    }
}

/// Lines that belong together as one: a heading with what follows, names with short values, sentences. They are heard without a
/// stop.
pub(super) fn joined(lines: Vec<String>, rows: &[Vec<String>], words: &PlainWords) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let mut before = Part::Alone;
    for line in lines {
        let part = Part::of(&line, rows);
        let joint = match (before, part) {
            (Part::Heading, Part::Named | Part::Sentence) => Some(words.stop),
            (Part::Named, Part::Named) => Some(words.joint),
            (Part::Sentence, Part::Sentence) => Some(words.pause),
            _ => None,
        };
        match (said.last_mut(), joint) {
            (Some(last), Some(joint)) if width(last) + width(&line) <= LONG => {
                last.push_str(joint);
                last.push_str(&line);
            }
            _ => said.push(line),
        }
        before = part;
    }
    said
}
