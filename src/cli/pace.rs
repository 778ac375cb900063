//! What is done between two parts of a long import: others are let in, whoever waits at the terminal sees how far it is, and
//! Ctrl+C breaks it off.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use signal_hook::consts::SIGINT;

use super::voice::Voice;
use crate::clock::Clock;
use crate::desk::{PAUSE, Pace};
use crate::domain::calendar::Instant;
use crate::intake::Progress;
use crate::ui::text;
use crate::words::{Words, place};

/// Milliseconds between two tellings of how far it is.
const TELLING: i64 = 500;

/// How far a long work is, told at a terminal now and then.
pub(super) struct Telling {
    last: Option<Instant>,
    /// Columns of what is shown, if anything is.
    shown: Option<u16>,
    /// In whose words it is told, where somebody sees it.
    words: Option<Words>,
}

impl Telling {
    /// On standard error, where that is a terminal; programs are not told.
    pub(super) fn of(voice: &Voice) -> Self {
        let sees = !voice.is_json() && io::stderr().is_terminal();
        Self {
            last: None,
            shown: None,
            words: sees.then(|| voice.words().clone()),
        }
    }

    /// The same of a work that may be over before anybody wonders.
    pub(super) fn of_short(voice: &Voice) -> Self {
        let mut telling = Self::of(voice);
        telling.last = Some(Clock::Host.now());
        telling
    }

    pub(super) fn tell(&mut self, line: impl FnOnce(&Words, Instant) -> String) {
        let Some(words) = &self.words else { return };
        let now = Clock::Host.now();
        if self.last.is_some_and(|last| (now - last).num_milliseconds() < TELLING) {
            return;
        }
        let line = line(words, now);
        let width = text::width(&line);
        // What is longer on the screen is written over.
        let over = " ".repeat(self.shown.unwrap_or_default().saturating_sub(width).into());
        (self.last, self.shown) = (Some(now), Some(width));
        let mut screen = io::stderr().lock();
        // What can't be shown is no matter of the work.
        let _ = write!(screen, "\r{line}{over}").and_then(|()| screen.flush());
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = writeln!(io::stderr());
        }
    }
}

/// The pace of an import on the command line.
pub(super) struct Paced {
    progress: Progress,
    /// Bytes of the file, if they are known.
    whole: Option<u64>,
    began: Instant,
    telling: Telling,
    broken_off: Arc<AtomicBool>,
    is_judging: bool,
}

impl Paced {
    /// For a file of that many bytes. From now on Ctrl+C is a wish to break off.
    pub(super) fn of(progress: Progress, whole: Option<u64>, voice: &Voice) -> Self {
        let broken_off = Arc::new(AtomicBool::new(false));
        // Where the system does not take it, Ctrl+C ends the program, and nothing of the file is seen either.
        let _ = signal_hook::flag::register(SIGINT, Arc::clone(&broken_off));
        Self {
            progress,
            whole,
            began: Clock::Host.now(),
            telling: Telling::of(voice),
            broken_off,
            is_judging: false,
        }
    }

    /// The file is read from its beginning, and tells it there: only looked at, or taken in.
    pub(super) fn anew(&mut self, progress: Progress, is_judging: bool) {
        self.progress = progress;
        self.began = Clock::Host.now();
        self.is_judging = is_judging;
    }

    /// It is only looked at.
    pub(super) fn judges(&mut self) {
        self.is_judging = true;
    }

    /// The file is read; what comes now is told by its rows alone.
    pub(super) fn is_read(&mut self) {
        (self.whole, self.began) = (None, Clock::Host.now());
    }

    /// So many rows were looked at: nobody waits for the store meanwhile.
    pub(super) fn looked(&mut self, rows: usize) -> ControlFlow<()> {
        self.tell(rows);
        if self.broken_off.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn tell(&mut self, rows: usize) {
        if rows == 0 {
            return;
        }
        let (read, began, is_judging) = ((self.progress.bytes(), self.whole), self.began, self.is_judging);
        self.telling.tell(|words, now| {
            let line = told(words, rows, read, (now - began).num_milliseconds());
            if is_judging {
                words.cli.import_judging(place::Progress(&line))
            } else {
                line
            }
        });
    }
}

/// How far it is after so many milliseconds.
fn told(words: &Words, rows: usize, (bytes, whole): (u64, Option<u64>), millis: i64) -> String {
    let millis = u64::try_from(millis).unwrap_or_default().max(1);
    let rate = (rows as u64).saturating_mul(1000) / millis;
    let (rows, rate) = (rows.to_string(), rate.to_string());
    // Of what comes on standard input nobody knows how much it is.
    let Some(whole) = whole.filter(|_| bytes > 0) else {
        return words.cli.import_progress_open(place::Rate(&rate), place::Rows(&rows));
    };
    let share = bytes.min(whole).saturating_mul(100) / whole.max(1);
    let left = whole.saturating_sub(bytes).saturating_mul(millis) / bytes / 1000;
    words.cli.import_progress(
        place::Left(&left.to_string()),
        place::Rate(&rate),
        place::Rows(&rows),
        place::Share(&share.to_string()),
    )
}

impl Pace for Paced {
    fn rest(&mut self, rows: usize) -> ControlFlow<()> {
        thread::sleep(PAUSE);
        self.looked(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn how_far_it_is_has_a_rate_and_what_is_left() {
        let words = Words::of(Lang::Ja);
        assert_eq!(
            told(&words, 12_000, (3_000, Some(25_000)), 2_000),
            "12000 行 (12%)、毎秒 6000 行、残り約 14 秒"
        );
        assert_eq!(told(&words, 12_000, (3_000, None), 2_000), "12000 行、毎秒 6000 行");
        assert_eq!(told(&words, 0, (0, Some(10)), 0), "0 行、毎秒 0 行");
    }
}
