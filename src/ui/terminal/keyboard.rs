//! What is typed at the terminal, as it comes.

use std::io::{self, ErrorKind};
use std::mem;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};

use super::decoder::{Decoder, Input};

/// How long a terminal may take to answer a question.
const ANSWER: Duration = Duration::from_secs(2);
/// A terminal hands out no more at once.
const PIECE: usize = 4096;

/// The keyboard of the terminal: one alone reads from it. What was typed while the terminal was asked something comes first.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    decoder: Decoder,
    ahead: Vec<Input>,
}

impl Keyboard {
    /// Waits for what comes next; nothing, where it is no whole key yet.
    ///
    /// # Errors
    /// The system's, and the end of what is typed: the line is gone.
    pub(super) fn next(&mut self) -> io::Result<Vec<Input>> {
        if !self.ahead.is_empty() {
            return Ok(mem::take(&mut self.ahead));
        }
        let patience = self.decoder.patience();
        Ok(self.read(patience)?.unwrap_or_else(|| self.decoder.give_up()))
    }

    /// The column of the cursor, once the terminal has said it; none where it says nothing. What is typed meanwhile stays to be read.
    ///
    /// # Errors
    /// As [`Keyboard::next`].
    pub(super) fn answer(&mut self) -> io::Result<Option<u16>> {
        let mut answered = None;
        while answered.is_none() {
            let Some(came) = self.read(Some(ANSWER))? else { break };
            for input in came {
                match input {
                    Input::Cursor(column) => answered = Some(column),
                    typed => self.ahead.push(typed),
                }
            }
        }
        Ok(answered)
    }

    /// What the next bytes come to; none when there are none for as long as that.
    fn read(&mut self, patience: Option<Duration>) -> io::Result<Option<Vec<Input>>> {
        let stdin = io::stdin();
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut bytes = [0; PIECE];
        loop {
            // By level: what waits is seen, whenever it came.
            let mut line = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut line, patience.as_ref()) {
                Ok(0) => return Ok(None),
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            match read(&stdin, &mut bytes) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(count) => return Ok(Some(self.decoder.take(bytes.get(..count).unwrap_or_default()))),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}
