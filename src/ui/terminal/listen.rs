//! The threads that turn what happens to the terminal into events. They end with the program.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::decoder::Input;
use super::keyboard::Keyboard;
use crate::ui::event::Event;
use crate::ui::keys::Key;

/// Starts them.
pub(super) fn listen(keyboard: Keyboard, events: &Sender<Event>) -> io::Result<()> {
    let sender = events.clone();
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || read_keys(keyboard, &sender))?;
    let sender = events.clone();
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGTSTP => Event::Suspend,
                SIGCONT => Event::Continued,
                SIGWINCH => Event::Resized,
                _ => Event::HungUp,
            };
            // One end is enough; a second one while the program ends changes nothing.
            let ends = matches!(event, Event::HungUp);
            if sender.send(event).is_err() || ends {
                return;
            }
        }
    })?;
    let sender = events.clone();
    thread::Builder::new()
        .name("line".to_owned())
        .spawn(move || watch_line(&sender))?;
    Ok(())
}

fn read_keys(mut keyboard: Keyboard, events: &Sender<Event>) {
    loop {
        let Ok(came) = keyboard.next() else {
            let _ = events.send(Event::HungUp);
            return;
        };
        for event in came.into_iter().filter_map(of_input) {
            if events.send(event).is_err() {
                return;
            }
        }
    }
}

/// What is typed, to the program: without the raw mode the terminal itself would make a signal of Ctrl+Z. An answer that comes
/// too late is nothing.
fn of_input(input: Input) -> Option<Event> {
    match input {
        Input::Key(Key::Ctrl('z')) => Some(Event::Suspend),
        Input::Key(key) => Some(Event::Key(key)),
        Input::PasteLost(why) => Some(Event::PasteLost(why)),
        Input::Cursor(_) => None,
    }
}

/// Waits until the other end of the line is gone; sleeps in the kernel until then.
fn watch_line(events: &Sender<Event>) {
    let stdin = io::stdin();
    loop {
        // Without a wish, poll reports hang-up and error alone.
        let mut line = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut line, None) {
            Err(rustix::io::Errno::INTR) => {}
            _ => break,
        }
    }
    let _ = events.send(Event::HungUp);
}
