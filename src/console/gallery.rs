//! Pictures of every screen and of every scenario, drawn by the real shell on the training bank.

#[cfg(test)]
mod english;
#[cfg(test)]
mod era;
#[cfg(test)]
mod language;
#[cfg(test)]
mod one_word;
mod page;
#[cfg(test)]
mod people;
mod walk;
#[cfg(test)]
mod wide;

use std::collections::BTreeMap;

use ratatui::layout::Size;

use super::Options;
use super::rehearsal::{Rehearsal, Stuck, Why};
use crate::clock::Clock;
use crate::training::demo;
use crate::training::scenario::Scenario;
use crate::ui::picture;
use crate::ui::testing::Harness;

pub use page::page;

/// A picture of a screen.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The ID at the right of row 1.
    pub id: String,
    /// What stands at the left of row 1.
    pub title: String,
    /// The keys since the picture before, as tests write them.
    pub keys: String,
    /// As SVG.
    pub svg: String,
    /// As lines of text.
    pub text: String,
}

impl Shown {
    fn of(console: &Harness, keys: &str) -> Self {
        let head = console.row(1);
        let title = head.split("  ").next().unwrap_or_default().to_owned();
        Self {
            id: id(console),
            svg: picture::svg(console.buffer(), &title),
            text: picture::text(console.buffer()),
            title,
            keys: keys.to_owned(),
        }
    }
}

/// The ID of the screen on top.
fn id(console: &Harness) -> String {
    let head = console.row(1);
    head.split_whitespace().last().unwrap_or_default().to_owned()
}

/// A scenario as a sequence of pictures: its beginning, and for each step those of the screens on the way.
#[derive(Debug)]
pub struct Told<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Where it begins.
    pub start: Shown,
    /// A step each.
    pub steps: Vec<Vec<Shown>>,
}

/// Plays a scenario and takes a picture whenever another screen has come on top, and at the end of each step.
///
/// # Errors
/// The first step that does not play.
pub fn tell<'a>(scenario: &'a Scenario, options: &Options, size: Size) -> Result<Told<'a>, Stuck> {
    let stuck = |why| Stuck { line: 1, why };
    let clock = Clock::fixed(demo::start());
    let desk = demo::bank_in_memory(&clock).map_err(|error| stuck(Why::Store(error)))?;
    let mut rehearsal = Rehearsal::new(scenario, desk, clock, options).map_err(stuck)?;
    rehearsal.console().resize(size.width, size.height);
    let start = Shown::of(rehearsal.console(), "");
    let (mut before, mut steps) = (start.id.clone(), Vec::new());
    loop {
        let (mut shown, mut keys) = (Vec::new(), String::new());
        let on = rehearsal.step_shown(&mut |key, console| {
            keys.push_str(key);
            let now = id(console);
            if now != before {
                shown.push(Shown::of(console, &std::mem::take(&mut keys)));
                before = now;
            }
        })?;
        if !on {
            break;
        }
        if !keys.is_empty() || shown.is_empty() {
            shown.push(Shown::of(rehearsal.console(), &keys));
        }
        steps.push(shown);
    }
    Ok(Told { scenario, start, steps })
}

/// Every screen of both sides once, by the name of its file: `branch-TKSK002`, `customer-BTOP001`; and `panes`.
///
/// # Errors
/// The training bank can't be made, or a file of the program does not read.
pub fn screens(options: &Options, size: Size) -> Result<BTreeMap<String, Shown>, Why> {
    let mut all = BTreeMap::new();
    walk::branch(options, size, &mut |shown| keep(&mut all, "branch", shown))?;
    walk::customer(options, size, &mut |shown| keep(&mut all, "customer", shown))?;
    all.insert("panes".to_owned(), walk::panes(options)?);
    Ok(all)
}

fn keep(all: &mut BTreeMap<String, Shown>, side: &str, shown: Shown) {
    all.entry(format!("{side}-{}", shown.id)).or_insert(shown);
}

#[cfg(test)]
mod tests;
