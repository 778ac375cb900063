//! A line that is typed at a terminal, byte by byte, with what a terminal would show of it.

use crate::ui::text::width;

const BACKSPACE: char = '\u{8}';
const DELETE: char = '\u{7f}';
const CONTROL_D: char = '\u{4}';
const CONTROL_U: char = '\u{15}';
const ESCAPE: char = '\u{1b}';
/// The most bytes of a line.
const LIMIT: usize = 4096;

/// What a byte did.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Did {
    /// It changed the line, or nothing.
    Edited,
    /// It ended it.
    Line(String),
    /// It ended all.
    End,
}

/// The line so far.
#[derive(Default)]
pub(super) struct Typed {
    line: String,
    /// The bytes of a character that is not yet whole.
    part: Vec<u8>,
    key: Key,
}

/// How far a key is that spells itself behind an Esc.
#[derive(Default, PartialEq, Eq)]
enum Key {
    #[default]
    None,
    Escaped,
    Sequence,
}

impl Typed {
    /// Takes a byte, and says what is to be written of it where the line is shown.
    pub(super) fn takes(&mut self, byte: u8) -> (Did, String) {
        self.part.push(byte);
        let c = match std::str::from_utf8(&self.part) {
            Ok(text) => text.chars().next(),
            // More is to come.
            Err(error) if error.error_len().is_none() => None,
            Err(_) => Some(char::REPLACEMENT_CHARACTER),
        };
        let Some(c) = c else {
            return (Did::Edited, String::new());
        };
        self.part.clear();
        if self.spells(c) {
            return (Did::Edited, String::new());
        }
        match c {
            '\n' | '\r' => return (Did::Line(std::mem::take(&mut self.line)), "\n".to_owned()),
            CONTROL_D if self.line.is_empty() => return (Did::End, String::new()),
            BACKSPACE | DELETE => return (Did::Edited, self.line.pop().map(rubbed).unwrap_or_default()),
            CONTROL_U => {
                return (
                    Did::Edited,
                    std::mem::take(&mut self.line).chars().map(rubbed).collect(),
                );
            }
            ESCAPE => self.key = Key::Escaped,
            c if !c.is_control() && self.line.len() < LIMIT => {
                self.line.push(c);
                return (Did::Edited, c.to_string());
            }
            _ => {}
        }
        (Did::Edited, String::new())
    }

    /// Whether the character is of a key that is no text, such as an arrow.
    fn spells(&mut self, c: char) -> bool {
        let before = std::mem::take(&mut self.key);
        self.key = match (&before, c) {
            (Key::Escaped, '[' | 'O') => Key::Sequence,
            (Key::Sequence, c) if !('\u{40}'..='\u{7e}').contains(&c) && !c.is_control() => Key::Sequence,
            _ => Key::None,
        };
        before == Key::Sequence && !c.is_control() || self.key == Key::Sequence
    }
}

/// What takes a character off the screen: nothing but steps back and blanks.
fn rubbed(c: char) -> String {
    "\u{8} \u{8}".repeat(usize::from(width(c.encode_utf8(&mut [0; 4]))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, and all that is shown.
    fn typed(keys: &str) -> (Vec<Did>, String) {
        let mut line = Typed::default();
        let all: Vec<_> = keys.bytes().map(|byte| line.takes(byte)).collect();
        let shown = all.iter().map(|(_, echo)| echo.as_str()).collect();
        let did = all.into_iter().map(|(did, _)| did).filter(|did| *did != Did::Edited);
        (did.collect(), shown)
    }

    #[test]
    fn a_line_is_shown_as_it_is_typed_and_taken_back_by_columns() {
        let line = |text: &str| vec![Did::Line(text.to_owned())];
        assert_eq!(typed("T001\n"), (line("T001"), "T001\n".to_owned()));
        assert_eq!(typed("ab\u{7f}c\r"), (line("ac"), "ab\u{8} \u{8}c\n".to_owned()));
        let two = "\u{8} \u{8}\u{8} \u{8}";
        assert_eq!(typed("港\u{8}x\n"), (line("x"), format!("港{two}x\n")));
        assert_eq!(typed("ab\u{15}\u{7f}\n"), (line(""), format!("ab{two}\n")));
    }

    #[test]
    fn keys_that_are_no_text_leave_nothing_and_the_end_is_one_of_an_empty_line_alone() {
        let line = |text: &str| vec![Did::Line(text.to_owned())];
        assert_eq!(typed("a\u{1b}[Ab\u{1b}[3~c\u{1b}OPd\u{1}\u{4}\n").0, line("abcd"));
        assert_eq!(typed("a\u{1b}\n").0, line("a"));
        assert_eq!(typed("a\u{1b}b\n").0, line("ab"));
        assert_eq!(typed("\u{4}").0, [Did::End]);
        let mut line = Typed::default();
        assert!(b"\xff\xe3\x81".iter().all(|byte| line.takes(*byte).0 == Did::Edited));
        assert_eq!(line.takes(0x82).1, "あ");
    }
}
