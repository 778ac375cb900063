//! What the terminal itself answers when it is asked what it is.

use std::io::{self, Write};

use crossterm::style::Print;
use crossterm::{cursor, execute};

use super::keyboard::Keyboard;
use crate::ui::facts::{Ambiguous, Facts};

/// A character of ambiguous width (U+25BD): one column on most terminals, two on some in Japan.
const AMBIGUOUS: char = '▽';
/// The question where the cursor is.
const WHERE: &str = "\x1b[6n";

/// Asks the terminal, unless there is nothing to ask: it writes the character on row 2 and asks where the cursor is then.
/// What was typed meanwhile stays to be read. The terminal has to be raw, and nobody else may read from it.
pub(super) fn ask(facts: &mut Facts, out: &mut impl Write, keyboard: &mut Keyboard) -> io::Result<()> {
    if facts.asked_for == Ambiguous::Auto && !facts.is_shared && !facts.has_no_kanji() {
        execute!(out, cursor::MoveTo(0, 1), Print(AMBIGUOUS), Print(WHERE))?;
        // A terminal that does not answer in time gets the benefit of the doubt.
        facts.answered = keyboard.answer().ok().flatten();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_asks_where_settings_decide() {
        for asked_for in [Ambiguous::One, Ambiguous::Two] {
            let mut written = Vec::new();
            ask(
                &mut Facts {
                    asked_for,
                    ..Facts::default()
                },
                &mut written,
                &mut Keyboard::default(),
            )
            .unwrap();
            assert!(written.is_empty());
        }
        let mut written = Vec::new();
        let mut inside = Facts {
            is_shared: true,
            kind: "linux".to_owned(),
            ..Facts::default()
        };
        ask(&mut inside, &mut written, &mut Keyboard::default()).unwrap();
        assert!(written.is_empty() && !inside.has_no_kanji());
    }
}
