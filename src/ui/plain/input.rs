//! Lines from standard input, and the system's wish to end.

use std::io::{self, BufRead, IsTerminal, Read};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::typed::{Did, Typed};

/// What came in.
pub(crate) enum Heard {
    /// A line, without its end.
    Line(String),
    /// No more lines come, or the system asks the program to end.
    End,
}

/// The terminal's modes of before, given back when this is dropped, and whether what is typed is shown.
///
/// The program echoes by itself, when it reads: the system would do it when a key is pressed, so that a password which is typed or
/// pasted ahead of its entry would be seen. Nothing behind a line is read before that line was dealt with.
pub(crate) struct Quiet {
    before: Option<Termios>,
    leave: Arc<Leave>,
}

/// How many lines were asked for, and whether the last of them may be shown.
#[derive(Default)]
struct Leave {
    state: Mutex<(u64, bool)>,
    changed: Condvar,
}

impl Leave {
    fn state(&self) -> MutexGuard<'_, (u64, bool)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the line of that number, from 1 on, is asked for.
    fn wait(&self, number: u64) {
        let mut state = self.state();
        while state.0 < number {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Quiet {
    /// Whether a terminal is there whose echo is the program's.
    pub(crate) fn is_ours(&self) -> bool {
        self.before.is_some()
    }

    /// The line of that number, from 1 on, is waited for; it may be `shown` while it is typed.
    pub(super) fn asks(&self, number: u64, shown: bool) {
        *self.leave.state() = (number, shown);
        self.leave.changed.notify_all();
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            // Nowhere is left to tell a failure.
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, before);
        }
    }
}

/// Takes the echo of a terminal, and starts the threads that hear lines and signals. They end with the program.
pub(crate) fn listen(heard: &Sender<Heard>) -> io::Result<Quiet> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGCONT])?;
    let before = io::stdin().is_terminal().then(|| tcgetattr(io::stdin())).transpose()?;
    let ours = before.clone().map(ours);
    let ended = heard.clone();
    let again = ours.clone();
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if signal != SIGCONT {
                let _ = ended.send(Heard::End);
                return;
            }
            // A shell that lets the program go on may have taken the terminal for itself meanwhile.
            if let Some(ours) = &again {
                let _ = tcsetattr(io::stdin(), OptionalActions::Now, ours);
            }
        }
    })?;
    if let Some(ours) = &ours {
        tcsetattr(io::stdin(), OptionalActions::Now, ours)?;
    }
    let quiet = Quiet {
        before,
        leave: Arc::default(),
    };
    let (heard, leave) = (heard.clone(), Arc::clone(&quiet.leave));
    let reads = thread::Builder::new().name("lines".to_owned());
    if quiet.is_ours() {
        reads.spawn(move || typed(&heard, &leave))?;
    } else {
        reads.spawn(move || piped(&heard))?;
    }
    Ok(quiet)
}

/// Neither echo nor lines are the system's.
fn ours(mut modes: Termios) -> Termios {
    modes.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
    modes.special_codes[SpecialCodeIndex::VMIN] = 1;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    modes
}

fn piped(heard: &Sender<Heard>) {
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let Ok(line) = line else { break };
        // Editors of Windows begin a file with a byte-order mark.
        let line = match number {
            0 => line.trim_start_matches('\u{FEFF}'),
            _ => &line,
        };
        if heard.send(Heard::Line(line.trim_end_matches('\r').to_owned())).is_err() {
            return;
        }
    }
    let _ = heard.send(Heard::End);
}

/// Reads keys at a terminal. What may be shown is written to the terminal itself, wherever the output goes.
fn typed(heard: &Sender<Heard>, leave: &Leave) {
    let mut line = Typed::default();
    let mut number = 1;
    for byte in io::stdin().lock().bytes() {
        leave.wait(number);
        let Ok(byte) = byte else { break };
        let shown = leave.state().1;
        let (did, echo) = line.takes(byte);
        if shown {
            let _ = rustix::io::write(io::stdin(), echo.as_bytes());
        }
        match did {
            Did::Edited => {}
            Did::Line(line) => {
                number += 1;
                if heard.send(Heard::Line(line)).is_err() {
                    return;
                }
            }
            Did::End => break,
        }
    }
    let _ = heard.send(Heard::End);
}
