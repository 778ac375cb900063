//! Lines from standard input, and the system's wish to end.

use std::io::{self, BufRead, IsTerminal};
use std::sync::mpsc::Sender;
use std::thread;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// What came in.
pub(in crate::ui) enum Heard {
    /// A line, without its end.
    Line(String),
    /// No more lines come, or the system asks the program to end.
    End,
}

/// The terminal's echo, off until this is dropped: a line may be a password. What was entered is said by the screen.
pub(in crate::ui) struct Quiet(Option<Termios>);

impl Quiet {
    /// Whether a terminal is there whose echo is off.
    pub(in crate::ui) fn is_ours(&self) -> bool {
        self.0.is_some()
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // Nowhere is left to tell a failure.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

/// Turns echo off where there is one, and starts the threads that hear lines and signals. They end with the program.
pub(in crate::ui) fn listen(heard: &Sender<Heard>) -> io::Result<Quiet> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    let ended = heard.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if signals.forever().next().is_some() {
            let _ = ended.send(Heard::End);
        }
    })?;
    let quiet = quiet()?;
    let heard = heard.clone();
    thread::Builder::new().name("lines".to_owned()).spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if heard.send(Heard::Line(line.trim_end_matches('\r').to_owned())).is_err() {
                return;
            }
        }
        let _ = heard.send(Heard::End);
    })?;
    Ok(quiet)
}

fn quiet() -> io::Result<Quiet> {
    if !io::stdin().is_terminal() {
        return Ok(Quiet(None));
    }
    let before = tcgetattr(io::stdin())?;
    let mut without = before.clone();
    without.local_modes.remove(LocalModes::ECHO);
    tcsetattr(io::stdin(), OptionalActions::Now, &without)?;
    Ok(Quiet(Some(before)))
}
