//! Bytes from the terminal as keys. Pure: who reads says what came, or that nothing did for a while.
//!
//! Own work rather than crossterm's reader: that one keeps a paste until its end comes, whatever it grows to and however long it takes,
//! and gives no key meanwhile; and it takes an Esc for the key as soon as the rest of an F-key is in another packet.

mod sequence;

use std::mem;
use std::time::Duration;

use sequence::{ESC, Read};

use crate::ui::event::PasteLost;
use crate::ui::keys::Key;

/// The bytes of the longest paste that is taken: the serials of any delivery, many times over.
const LONGEST: usize = 1 << 20;
/// How long nothing comes before the end of a paste, or the rest of a key, is not waited for any more.
const GIVES_UP: Duration = Duration::from_secs(2);
/// The same for what may follow an Esc: nobody notices it, and a line that cuts an F-key in two is quicker.
const AFTER_ESC: Duration = Duration::from_millis(25);
/// What ends a paste.
const END: &[u8] = b"\x1b[201~";
/// No sequence that says anything is longer.
const LONGEST_SEQUENCE: usize = 64;

/// What bytes came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A key, or a whole paste.
    Key(Key),
    /// A paste of which nothing is taken.
    PasteLost(PasteLost),
    /// The answer to the question where the cursor is: its column, from 0 on.
    Cursor(u16),
}

/// What came and is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    begun: Vec<u8>,
    paste: Option<Paste>,
}

#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    is_too_long: bool,
}

impl Decoder {
    /// What these bytes, behind those before, come to.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut came = Vec::new();
        for byte in bytes {
            self.take_byte(*byte, &mut came);
        }
        came
    }

    /// How long to wait for the next byte before [`Decoder::give_up`]; for ever, if nothing has begun.
    pub(super) fn patience(&self) -> Option<Duration> {
        match (&self.paste, &self.begun[..]) {
            (None, []) => None,
            (None, [ESC]) => Some(AFTER_ESC),
            _ => Some(GIVES_UP),
        }
    }

    /// Nothing came for as long as that: what has begun is over. A paste is taken whole or not at all.
    pub(super) fn give_up(&mut self) -> Vec<Input> {
        if let Some(paste) = self.paste.take() {
            return vec![Input::PasteLost(if paste.is_too_long {
                PasteLost::TooLong
            } else {
                PasteLost::Unended
            })];
        }
        sequence::cut_off(&mem::take(&mut self.begun))
    }

    fn take_byte(&mut self, byte: u8, came: &mut Vec<Input>) {
        if let Some(paste) = &mut self.paste {
            if paste.ends_with(byte) {
                came.extend(self.paste.take().map(Paste::whole));
            }
            return;
        }
        self.begun.truncate(LONGEST_SEQUENCE);
        self.begun.push(byte);
        match sequence::read(&self.begun) {
            Read::Begun => return,
            Read::Whole(inputs) => came.extend(inputs),
            Read::Paste => self.paste = Some(Paste::default()),
            Read::Broken(inputs) => {
                came.extend(inputs);
                self.begun.clear();
                // Alone it breaks nothing off.
                self.take_byte(byte, came);
                return;
            }
        }
        self.begun.clear();
    }
}

impl Paste {
    /// Takes one byte more, and says whether it was the last one. Of what is too long nothing is kept but what may be its end.
    fn ends_with(&mut self, byte: u8) -> bool {
        self.text.push(byte);
        if byte == b'~' && self.text.ends_with(END) {
            return true;
        }
        if self.text.len() >= LONGEST + END.len() {
            self.is_too_long = true;
            self.text.drain(..=LONGEST);
        }
        false
    }

    fn whole(self) -> Input {
        if self.is_too_long {
            return Input::PasteLost(PasteLost::TooLong);
        }
        let text = self.text.strip_suffix(END).unwrap_or(&self.text);
        Input::Key(Key::Paste(String::from_utf8_lossy(text).into_owned()))
    }
}

#[cfg(test)]
mod tests;
