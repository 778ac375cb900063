//! The terminal: taken, listened to, and given back on every way out.
//!
//! Input has a thread of its own, which reads by itself (`terminal/decoder.rs`): what has begun and does not go on, a key or a paste,
//! gives up after a moment. A second thread waits for what the system tells, a third for the line to hang up; without them a reader of
//! a dead line would neither end nor rest. All of them only send [`Event`]s.

mod decoder;
mod keyboard;
mod listen;
mod painter;
mod probe;
mod sgr;
mod stop;

use std::io::{self, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};

use keyboard::Keyboard;
pub use painter::Painter;

use super::event::Event;
use super::facts::Facts;
use super::shell::Exit;
use super::stage::{Pose, Stage, Surface, run};
use super::worker::Watched;
use crate::words::{Words, place};

/// The input method as it was, kept and given back by the terminals that know it (Tera Term, `RLogin`, mintty).
const IME_SAVE: &str = "\x1b[<s";
const IME_RESTORE: &str = "\x1b[<r";

/// The keypad sends digits and Enter, whatever the program before left behind.
const NUMERIC_KEYPAD: &str = "\x1b>";

/// Whether the terminal is ours and has to be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal could not be taken or was lost.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard input or standard output is a file or a pipe.
    #[error("standard input or standard output is no terminal")]
    NoTerminal,
    /// The system refused.
    #[error("the terminal failed")]
    Io(#[from] io::Error),
}

impl Error {
    /// What the person reads.
    pub fn message(&self, words: &Words) -> String {
        match self {
            Self::NoTerminal => words.frame.no_terminal.to_owned(),
            Self::Io(error) => words
                .frame
                .terminal_failed(place::Error(&words.foreign(&error.to_string()))),
        }
    }
}

/// A terminal that is ours: raw, on its alternate screen, with pastes in one piece. Dropping it gives it back.
pub struct Console {
    backend: Held,
    keyboard: Option<Keyboard>,
}

/// What frames are painted on while the terminal is ours.
struct Held {
    painter: Painter<WhileTaken<Stdout>>,
    may_stop: bool,
}

impl Surface for Held {
    fn size(&self) -> io::Result<Size> {
        Surface::size(&self.painter)
    }

    fn paint(&mut self, last: Option<&Buffer>, next: &Buffer, pose: Pose) -> io::Result<()> {
        self.painter.paint(last, next, pose)
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        self.painter.print(text)
    }

    fn suspend(&mut self) -> io::Result<bool> {
        if !self.may_stop || !stop::is_controlled() {
            return Ok(false);
        }
        restore();
        if let Err(error) = stop::stop() {
            self.take_again()?;
            return Err(error);
        }
        Ok(true)
    }

    fn take_again(&mut self) -> io::Result<()> {
        // Whoever had the terminal meanwhile may have left it in any mode, and nobody was there to see it.
        disable_raw_mode()?;
        self.painter = Painter::new(take_anew()?);
        Ok(())
    }
}

/// Writes while the terminal is ours. What is left of a frame when it has been given back goes nowhere, rather
/// than over the report of a panic.
struct WhileTaken<W>(W);

impl<W: Write> Write for WhileTaken<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if TAKEN.load(Ordering::SeqCst) {
            self.0.write(bytes)
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Console {
    /// Takes the terminal and asks it what `facts` leave open. Refuses if standard input or standard output is none.
    /// `may_stop` says whether job control may stop the program.
    pub fn take(facts: &mut Facts, may_stop: bool) -> Result<Self, Error> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Error::NoTerminal);
        }
        restore_before_panics();
        // NO_COLOR is resolved by the theme: crossterm would take reverse video away with the colours.
        crossterm::style::force_color_output(true);
        let mut keyboard = Keyboard::default();
        let taken = enter(facts, &mut keyboard);
        if taken.is_err() {
            restore();
        }
        let painter = Painter::new(taken?);
        Ok(Self {
            backend: Held { painter, may_stop },
            keyboard: Some(keyboard),
        })
    }

    /// Starts the threads that turn what happens to the terminal into events, once. They end with the program.
    pub fn listen(&mut self, events: &Sender<Event>) -> io::Result<()> {
        self.keyboard
            .take()
            .map_or(Ok(()), |keyboard| listen::listen(keyboard, events))
    }

    /// Runs `stage` until it ends. `events` is the end of the channel whose other end [`Console::listen`] and the worker got.
    pub fn run<E: Watched>(&mut self, stage: &mut Stage<E>, events: &Receiver<Event>) -> Result<Exit, Error> {
        match run(stage, &mut self.backend, events) {
            Ok(exit) => Ok(exit),
            // A line that hung up refuses to be written to, perhaps before anybody noticed it otherwise.
            Err(_) if hung_up() => Ok(Exit::HungUp),
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        restore();
    }
}

fn enter(facts: &mut Facts, keyboard: &mut Keyboard) -> io::Result<WhileTaken<Stdout>> {
    let mut out = take_anew()?;
    probe::ask(facts, &mut out, keyboard)?;
    Ok(out)
}

/// Takes the terminal, of which everything is known.
fn take_anew() -> io::Result<WhileTaken<Stdout>> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = WhileTaken(io::stdout());
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        Print(NUMERIC_KEYPAD),
        Print(IME_SAVE)
    )?;
    Ok(out)
}

/// Gives the terminal back as it was, once; failures are passed over, as there is nowhere left to tell them.
pub fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = give_back(&mut out);
        let _ = disable_raw_mode();
    }
}

fn give_back(out: &mut impl Write) -> io::Result<()> {
    execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        Print(IME_RESTORE),
        SetAttribute(Attribute::Reset),
        LeaveAlternateScreen,
        cursor::Show
    )
}

/// Puts giving back before whatever a panic does already, so that its report is readable.
fn restore_before_panics() {
    static ONCE: AtomicBool = AtomicBool::new(false);
    if !ONCE.swap(true, Ordering::SeqCst) {
        let then = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            restore();
            then(info);
        }));
    }
}

fn hung_up() -> bool {
    let stdin = io::stdin();
    let mut line = [PollFd::new(&stdin, PollFlags::empty())];
    let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut line, Some(&now)).is_ok_and(|ready| ready > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn giving_back_undoes_each_thing_that_was_taken() {
        let mut written = Vec::new();
        give_back(&mut written).unwrap();
        let mut parser = vt100::Parser::new(24, 80, 0);
        parser.process(b"\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[7m");
        parser.process(&written);
        let screen = parser.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor() && !screen.inverse());
        assert!(written.starts_with(b"\x1b[?2026l"));
        let text = String::from_utf8(written).unwrap();
        assert!(text.contains(IME_RESTORE), "{text:?}");
    }

    #[test]
    fn a_frame_that_comes_too_late_goes_nowhere() {
        let mut written = Vec::new();
        assert_eq!(WhileTaken(&mut written).write(b"late").unwrap(), 4);
        assert!(written.is_empty());
    }

    #[test]
    fn the_refusal_of_a_pipe_is_told_in_words() {
        let words = Words::of(crate::words::Lang::Ja);
        assert!(Error::NoTerminal.message(&words).contains("端末"));
    }
}
