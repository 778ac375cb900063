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

use super::keys::{Function, Key, parse};
use super::message::Message;
use super::screen::KeyInfo;
use super::shell::{Event, Exit};
use super::stage::Stage;
use super::worker::Watched;
use crate::words::{Words, fill};
use lines::Lines;

pub(super) use input::{Heard, listen};

/// The frame that is laid out: as narrow as a terminal, so that panels come below each other, and long.
const FRAME: Rect = Rect::new(0, 0, 80, 34);
/// The longest silence, after which the stage looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// What opens an entry of its own wherever nothing is typed into: the jump box, the palette, the narrowing of a list.
const OPENERS: [char; 3] = ['=', ':', '/'];

/// Runs `stage` until it ends: what is said goes to `out`.
pub(super) fn run<E: Watched>(
    stage: &mut Stage<E>,
    words: &Words,
    (events, heard): (&Receiver<Event>, &Receiver<Heard>),
    out: &mut impl Write,
) -> io::Result<Exit> {
    writeln!(out, "{}", words.stage.plain_first)?;
    let mut last: Option<Lines> = None;
    let (mut asked, mut before) = (true, None);
    loop {
        settle(stage, events);
        if let Some(exit) = stage.exit() {
            return Ok(exit);
        }
        let mut frame = Buffer::empty(FRAME);
        let cursor = stage.render(&mut frame);
        let now = Lines::of(&frame, cursor);
        let is_other = last.as_ref().is_none_or(|last| last.title() != now.title());
        let message = stage.said().filter(|message| asked || before.as_ref() != Some(message));
        // A clock that goes on is not spoken of; a message or another screen is.
        if asked || is_other || message.is_some() {
            let mut news = now.news(last.as_ref());
            news.extend(message);
            before = stage.said();
            news.extend(is_other.then(|| briefly(&stage.actions(), words)));
            say(out, &news)?;
            last = Some(now);
        }
        asked = true;
        match heard.recv_timeout(TICK) {
            Ok(Heard::Line(line)) => match line.as_str() {
                "." => last = None,
                "?" => say(out, &listed(&stage.actions(), words))?,
                line => obey(stage, events, line, words),
            },
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => stage.handle(Event::HungUp),
            Err(RecvTimeoutError::Timeout) => {
                stage.handle(Event::Tick);
                asked = false;
            }
        }
    }
}

/// Takes every answer that has come.
fn settle<E: Watched>(stage: &mut Stage<E>, events: &Receiver<Event>) {
    while let Ok(event) = events.try_recv() {
        stage.handle(event);
    }
}

/// Presses a key and takes what is answered.
fn press<E: Watched>(stage: &mut Stage<E>, events: &Receiver<Event>, key: Key) {
    stage.handle(Event::Key(key));
    settle(stage, events);
}

/// The actions that are on, in one line.
fn briefly(actions: &[KeyInfo], words: &Words) -> String {
    let on = (1..).zip(actions).filter(|(_, info)| info.unless.is_none());
    let named: Vec<_> = on.map(|(number, info)| format!(".{number} {}", info.label)).collect();
    format!("{} {}", words.stage.plain_actions, named.join(" "))
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

/// Does what a line says: an action behind a dot, the value of the entry that has the keys, or Enter. What a message said before
/// is over; help alone still wants it.
fn obey<E: Watched>(stage: &mut Stage<E>, events: &Receiver<Event>, line: &str, words: &Words) {
    if let Some(name) = line.strip_prefix('.') {
        let key = action(name, &stage.actions());
        if key
            .as_ref()
            .is_none_or(|key| !stage.keymap().means(key, Function::Help))
        {
            stage.hush();
        }
        match key {
            Some(key) => press(stage, events, key),
            None => unknown(stage, line, words),
        }
        return;
    }
    stage.hush();
    let mut rest = line.chars();
    if stage.types() && !line.is_empty() {
        // The value takes the place of what stands there.
        press(stage, events, Key::End);
        press(stage, events, Key::Ctrl('u'));
    } else if let (Some(first), Some(_)) = (line.chars().next(), line.chars().nth(1)) {
        if !OPENERS.contains(&first) {
            return unknown(stage, line, words);
        }
        press(stage, events, Key::Char(first));
        rest.next();
    }
    let types = stage.types();
    for c in rest {
        press(stage, events, Key::Char(c));
    }
    if types || line.is_empty() {
        press(stage, events, Key::Enter);
    }
}

fn unknown<E: Watched>(stage: &mut Stage<E>, line: &str, words: &Words) {
    let text = fill(&words.stage.plain_unknown, &[("name", line)]);
    stage.say(Message::warn("W0009", text));
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
        // A character that is no action is no text either.
        [Key::Char(c)] if *c != ' ' && !actions.iter().any(|info| info.key == Key::Char(*c)) => None,
        [key] if *key != Key::Other => Some(key.clone()),
        _ => None,
    }
}
