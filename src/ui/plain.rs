//! The console line by line: for screen readers, terminals without a cursor, and pipes.
//!
//! The same [`Stage`] as on a whole terminal. Each frame is laid out where nobody sees it and said in lines; a line of input
//! becomes keys. The worker has no thread of its own, so a line is dealt with before the next one is read.

mod input;
mod lines;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::keys::{Key, parse};
use super::message::Message;
use super::screen::KeyInfo;
use super::shell::{Event, Exit};
use super::stage::Stage;
use super::worker::Watched;
use crate::words::{Words, fill};
use lines::Lines;

pub(super) use input::{Heard, listen};

/// The frame that is laid out: as narrow as a terminal, so that panels come below each other, and long.
const FRAME: Rect = Rect::new(0, 0, 80, 60);
/// The longest silence, after which the stage looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// More characters than any entry has.
const LONGEST: usize = 100;

/// Runs `stage` until it ends: what is said goes to `out`.
pub(super) fn run<E: Watched>(
    stage: &mut Stage<E>,
    words: &Words,
    (events, heard): (&Receiver<Event>, &Receiver<Heard>),
    out: &mut impl Write,
) -> io::Result<Exit> {
    writeln!(out, "{}", words.stage.plain_first)?;
    let mut last = None;
    loop {
        while let Ok(event) = events.try_recv() {
            stage.handle(event);
        }
        if let Some(exit) = stage.exit() {
            return Ok(exit);
        }
        let mut frame = Buffer::empty(FRAME);
        let cursor = stage.render(&mut frame);
        let now = Lines::of(&frame, cursor, stage.said());
        say(out, &now.news(last.as_ref()))?;
        match heard.recv_timeout(TICK) {
            Ok(Heard::Line(line)) => match line.as_str() {
                "." => say(out, &now.all())?,
                "?" => say(out, &listed(&stage.actions(), words))?,
                line => obey(stage, line, words),
            },
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => stage.handle(Event::HungUp),
            Err(RecvTimeoutError::Timeout) => stage.handle(Event::Tick),
        }
        last = Some(now);
    }
}

fn say(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// The actions with their numbers, keys, and why one is off.
fn listed(actions: &[KeyInfo], words: &Words) -> Vec<String> {
    let one = |(number, info): (usize, &KeyInfo)| {
        let why = info.unless.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        format!(".{} {} .{}{why}", number + 1, info.label, info.key)
    };
    let head = std::iter::once(words.stage.plain_actions.clone());
    head.chain(actions.iter().enumerate().map(one)).collect()
}

/// Does what a line says: an action behind a dot, the value of the entry that has the keys, or Enter.
fn obey<E: Watched>(stage: &mut Stage<E>, line: &str, words: &Words) {
    if let Some(name) = line.strip_prefix('.') {
        if let Some(key) = action(name, &stage.actions()) {
            stage.handle(Event::Key(key));
        } else {
            let text = fill(&words.stage.plain_unknown, &[("name", name)]);
            stage.say(Message::warn("W0006", text));
        }
        return;
    }
    let types = stage.types();
    let mut keys: Vec<Key> = Vec::new();
    if types && !line.is_empty() {
        // The value takes the place of what stands there.
        keys.push(Key::End);
        keys.extend(std::iter::repeat_n(Key::Backspace, LONGEST));
    }
    keys.extend(line.chars().map(Key::Char));
    if types || line.is_empty() {
        keys.push(Key::Enter);
    }
    for key in keys {
        stage.handle(Event::Key(key));
    }
}

/// The key of an action's number or name.
fn action(name: &str, actions: &[KeyInfo]) -> Option<Key> {
    if let Ok(number) = name.parse::<usize>() {
        return actions.get(number.checked_sub(1)?).map(|info| info.key.clone());
    }
    let name = name
        .strip_prefix('f')
        .map_or(name.to_owned(), |rest| format!("F{rest}"));
    match parse(&format!("<{name}>")).as_slice() {
        [key] if *key != Key::Other => Some(key.clone()),
        _ => None,
    }
}
