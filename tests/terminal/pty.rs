//! A real pseudo-terminal: the program inside it, an independent reading of what it wrote outside.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// How long a program may write nothing of what is waited for before a test gives up on it.
/// Less than the minute after which the clock of the console writes by itself.
const PATIENCE: Duration = Duration::from_secs(40);

/// A bound on waiting: a clock that is shown writes as long as the program runs. Nothing depends on it but when a failure is told.
struct Patience(Instant);

impl Patience {
    #[expect(clippy::disallowed_methods, reason = "a bound on waiting")]
    fn begins() -> Self {
        Self(Instant::now())
    }

    fn left(&self) -> Duration {
        PATIENCE.saturating_sub(self.0.elapsed())
    }
}

/// The question where the cursor is.
const WHERE: &[u8] = b"\x1b[6n";

/// A program in a terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    written: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    enough: Arc<AtomicBool>,
    screen: vt100::Parser,
    is_wide: bool,
    all: Vec<u8>,
    answered: usize,
}

impl Terminal {
    /// Starts `program` with its arguments in a terminal of that size.
    pub(crate) fn start(program: &str, arguments: &[&str], columns: u16, rows: u16) -> Self {
        Self::start_in(program, arguments, &std::env::temp_dir(), columns, rows)
    }

    /// The same, with a place of its own for what the program makes for a while.
    pub(crate) fn start_in(program: &str, arguments: &[&str], place: &Path, columns: u16, rows: u16) -> Self {
        let place = [("TMPDIR", place.to_str().unwrap())];
        Self::start_with(program, arguments, &place, columns, rows)
    }

    /// The same, with these variables in its environment.
    pub(crate) fn start_with(
        program: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
        columns: u16,
        rows: u16,
    ) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(std::env::temp_dir());
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, written) = channel();
        let enough = Arc::new(AtomicBool::new(false));
        let is_enough = Arc::clone(&enough);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count) = output.read(&mut bytes) {
                let ends = count == 0 || is_enough.load(Ordering::SeqCst);
                if ends || sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            master: pair.master,
            keyboard,
            written,
            reader,
            enough,
            screen: vt100::Parser::new(rows, columns, 0),
            is_wide: false,
            all: Vec::new(),
            answered: 0,
        }
    }

    /// Reads what is written until the screen holds `text`. A clock that goes on alone is not waited for.
    pub(crate) fn wait_for(&mut self, text: &str) {
        let patience = Patience::begins();
        while !(self.contents().contains(text) && self.is_whole()) {
            let came = !patience.left().is_zero() && self.more();
            assert!(came, "{text:?} did not come:\n{}", self.contents());
        }
    }

    /// Reads the next piece of what is written; false when nothing more came.
    pub(crate) fn more(&mut self) -> bool {
        let more = self.written.recv_timeout(PATIENCE);
        more.is_ok_and(|bytes| {
            self.screen.process(&bytes);
            self.all.extend_from_slice(&bytes);
            let asked = self.all.windows(WHERE.len()).filter(|part| *part == WHERE).count();
            if asked > self.answered {
                self.answered = asked;
                self.answers();
            }
            true
        })
    }

    /// Whether the last frame that began has come to its end (DEC 2026).
    pub(crate) fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| self.all.windows(mark.len()).rposition(|part| part == mark);
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    /// Says where the cursor is, as a terminal does that is asked.
    fn answers(&mut self) {
        let (row, column) = self.screen.screen().cursor_position();
        let column = if self.is_wide { 2 * column } else { column };
        self.types(&format!("\x1b[{};{}R", row + 1, column + 1));
    }

    /// From now on characters of ambiguous width take two columns.
    pub(crate) fn widens(&mut self) {
        self.is_wide = true;
    }

    /// The screen as text, without the blanks at the ends of its rows: whether they were written or erased is all one.
    pub(crate) fn contents(&self) -> String {
        let contents = self.screen.screen().contents();
        let rows = contents.split('\n').map(str::trim_end);
        rows.collect::<Vec<_>>().join("\n")
    }
}

impl Terminal {
    /// The reading of what was written.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// All that was written, with its controls.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.all).into_owned()
    }

    /// Types.
    pub(crate) fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// The program's process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Ends the program from the menu, and waits until the terminal is given back.
    pub(crate) fn leaves(&mut self) {
        self.types("\x1bOR");
        self.wait_for("終了の確認");
        self.types("\x1b[21~");
        let patience = Patience::begins();
        while self.screen().alternate_screen() {
            let more = !patience.left().is_zero() && self.more();
            assert!(more, "it does not end:\n{}", self.contents());
        }
    }

    /// Waits for the end of the program, reading all that it still writes.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let patience = Patience::begins();
        loop {
            match self.written.recv_timeout(patience.left()) {
                Ok(bytes) => {
                    self.screen.process(&bytes);
                    self.all.extend_from_slice(&bytes);
                }
                Err(RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.contents()),
            }
        }
    }

    /// Hangs the line up: closes the terminal under the program, and waits for its end. A last key makes the program
    /// write, which lets the reader of the terminal go of it.
    pub(crate) fn hang_up(mut self) -> ExitStatus {
        self.enough.store(true, Ordering::SeqCst);
        self.types("x");
        let Self {
            mut child,
            master,
            keyboard,
            reader,
            ..
        } = self;
        reader.join().unwrap();
        drop(keyboard);
        drop(master);
        child.wait().unwrap()
    }
}
