//! The console line by line: for screen readers, terminals without a cursor, and pipes.
//!
//! The same [`Stage`] as on a whole terminal. The layer on top is laid out where nobody sees it and said in lines; a line of
//! input becomes keys. The worker has no thread of its own, so a line is dealt with before the next one is read.

mod focus;
mod input;
mod joined;
mod prompt;
mod said;
mod typed;
mod voice;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::accessibility::Kind;
use super::event::Event;
use super::keys::{Function, Key, parse};
use super::message::Message;
use super::screen::KeyInfo;
use super::shell::{Exit, Sight};
use super::stage::Stage;
use super::text::fold_code;
use super::worker::Watched;
use crate::words::{PlainWords, place, read_out_within};
use voice::{How, Voice};

pub(crate) use input::{Heard, Quiet, listen};

/// The longest silence, after which the stage looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// In place of what is not to be repeated.
const HIDDEN: &str = ".***";
/// What opens an entry of its own wherever nothing is typed into: the jump box, the palette, the narrowing of a list.
const OPENERS: [char; 3] = ['=', ':', '/'];

/// Runs `stage` until it ends: what is said goes to `out`. `shown` says that a terminal may show what is typed, whatever this
/// program does.
pub(crate) fn run<E: Watched>(
    stage: &mut Stage<E>,
    shown: bool,
    (events, heard, quiet): (&Receiver<Event>, &Receiver<Heard>, &Quiet),
    out: &mut impl Write,
) -> io::Result<Exit> {
    let mut voice = Voice::new(shown);
    say(out, &[stage.spoken().first.to_owned()])?;
    let (mut how, mut waits) = (How::News, 1);
    loop {
        settle(stage, events);
        if let Some(exit) = stage.exit() {
            return Ok(exit);
        }
        let mut said = voice.says(stage, how);
        // Every line gets an answer.
        if said.is_empty() && matches!(how, How::News | How::Entered) {
            said = voice.stays(&stage.spoken());
        }
        say(out, &said)?;
        quiet.asks(waits, !voice.is_secret());
        how = match heard.recv_timeout(TICK) {
            Ok(Heard::Line(line)) => {
                waits += 1;
                match line.as_str() {
                    "." => How::Whole,
                    ".." => {
                        say(out, &below(stage))?;
                        How::IfNew
                    }
                    "?" => {
                        say(out, &listed(&stage.actions(), &stage.spoken()))?;
                        How::IfNew
                    }
                    line => {
                        obey(stage, events, line, voice.is_secret());
                        if line.starts_with('.') { How::News } else { How::Entered }
                    }
                }
            }
            Ok(Heard::End) | Err(RecvTimeoutError::Disconnected) => {
                stage.handle(Event::HungUp);
                How::IfNew
            }
            Err(RecvTimeoutError::Timeout) => {
                stage.handle(Event::Tick);
                How::IfNew
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

fn say(out: &mut impl Write, lines: &[String]) -> io::Result<()> {
    for line in lines {
        writeln!(out, "{}", read_out_within(line))?;
    }
    out.flush()
}

/// What the screens under this one say, the nearest first; where there is none, that. A screen that fills the body hides what
/// is under it.
fn below<E: Watched>(stage: &mut Stage<E>) -> Vec<String> {
    let words = stage.spoken();
    let mut said = Vec::new();
    let mut down = 0;
    while stage.sight(down, voice::SIZE).is_some_and(|sight| sight.is_popup) {
        down += 1;
        let under = stage.sight(down, voice::SIZE);
        said.extend(under.iter().flat_map(|sight| voice::whole(sight, &words)));
    }
    if said.is_empty() {
        stage.say(Message::info("I0008", words.over_nothing));
    }
    said
}

/// The actions with their numbers, keys, and why one is off.
fn listed(actions: &[KeyInfo], words: &PlainWords) -> Vec<String> {
    let one = |(number, info): (usize, &KeyInfo)| {
        let why = info.unless.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
        format!(".{} {} .{}{why}", number + 1, info.label, info.key)
    };
    let head = std::iter::once(words.actions.to_owned());
    head.chain(actions.iter().enumerate().map(one)).collect()
}

/// Does what a line says: an action behind a dot, the value of the entry that has the keys, or Enter. What a message said before
/// is over; help alone still wants it.
fn obey<E: Watched>(stage: &mut Stage<E>, events: &Receiver<Event>, line: &str, secret: bool) {
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
            // It may be the secret itself, which begins with a dot.
            None if secret => unknown(stage, HIDDEN),
            None => unknown(stage, line),
        }
        return;
    }
    stage.hush();
    let line = if stage.types() { escaped(line) } else { line };
    let mut rest = line.chars();
    if stage.types() && !line.is_empty() {
        // The value takes the place of what stands there.
        press(stage, events, Key::End);
        press(stage, events, Key::Ctrl('u'));
    } else if let (Some(first), Some(_)) = (line.chars().next(), line.chars().nth(1)) {
        if !OPENERS.contains(&first) {
            // It is not repeated: it may be a password that came too late.
            let text = stage.spoken().nowhere;
            return stage.say(Message::warn("W0011", text));
        }
        press(stage, events, Key::Char(first));
        rest.next();
    }
    let types = stage.types();
    for c in rest {
        press(stage, events, Key::Char(c));
        if c == ' ' && stage.has_no_place() {
            // A number may be typed as it is read out.
            stage.hush();
        } else if stage.has_no_place() {
            // A line is taken whole or not at all: nothing is left of what may be a password that was meant for elsewhere.
            press(stage, events, Key::End);
            press(stage, events, Key::Ctrl('u'));
            return stage.say_no_place();
        }
    }
    // What was typed into a search opens nothing unheard.
    let found = || types && !line.is_empty() && stage.sight(0, voice::SIZE).is_some_and(|sight| stays(&sight, line));
    if (types || line.is_empty()) && !found() {
        press(stage, events, Key::Enter);
    }
}

/// Whether what was found by a text is to be heard before it is opened: all but the one that has just that number.
fn stays(sight: &Sight, text: &str) -> bool {
    let is_search = sight
        .control
        .as_ref()
        .is_some_and(|control| control.kind == Kind::Search);
    let text = fold_code(text).trim().to_lowercase();
    let is_number = text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_graphic());
    let names = |cells: &[(String, String)]| {
        let mut words = cells.iter().flat_map(|(_, cell)| cell.split_whitespace());
        words.any(|word| word.to_lowercase() == text)
    };
    let is_it = sight.row.as_ref().is_some_and(|row| match &row.kind {
        Kind::Row { all, cells, .. } => *all == 1 && is_number && names(cells),
        _ => false,
    });
    is_search && !is_it
}

/// A value behind a backslash, where it would mean something else without one.
fn escaped(line: &str) -> &str {
    let value = line.strip_prefix('\\');
    value
        .filter(|value| value.starts_with(['.', '?', '\\']))
        .unwrap_or(line)
}

fn unknown<E: Watched>(stage: &mut Stage<E>, line: &str) {
    let text = stage.spoken().unknown(place::Name(line));
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
