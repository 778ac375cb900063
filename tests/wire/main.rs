//! What is written to the terminal, byte by byte: the worst names on real screens of 80×24, read back cell by cell by two
//! terminal emulators that know nothing of this program or of each other, and how many bytes a key costs.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod bank;
mod bytes;
mod golden;
mod print;
mod tmux;

use madoguchi::ui::stage::Pose;
use madoguchi::ui::terminal::Painter;
use madoguchi::ui::testing::Harness;
use ratatui::buffer::{Buffer, CellWidth};

/// A console whose frames go through the program's painter, and what came out of it.
pub(crate) struct Wire {
    pub(crate) console: Harness,
    painter: Painter<Vec<u8>>,
    last: Option<Buffer>,
    written: usize,
}

impl Wire {
    pub(crate) fn new(console: Harness) -> Self {
        Self {
            console,
            painter: Painter::new(Vec::new()),
            last: None,
            written: 0,
        }
    }

    /// Presses keys one by one, painting after each, and gives the bytes of the last frame.
    pub(crate) fn keys(&mut self, notation: &str) -> usize {
        self.console.keys(notation);
        self.paint()
    }

    /// Paints what is there, and gives how many bytes that took.
    pub(crate) fn paint(&mut self) -> usize {
        let next = self.console.buffer().clone();
        let cursor = self.console.cursor();
        let pose = Pose { cursor, kana: false };
        self.painter.paint(self.last.as_ref(), &next, pose).unwrap();
        self.last = Some(next);
        let all = self.painter.out().len();
        all - std::mem::replace(&mut self.written, all)
    }

    /// The terminal lost what it showed: the next frame is a whole one.
    pub(crate) fn forget(&mut self) {
        self.last = None;
    }

    /// Everything that was written so far.
    pub(crate) fn all(&self) -> &[u8] {
        self.painter.out()
    }

    /// The rows as they were meant, one text a row, blanks at the end left out.
    pub(crate) fn meant(&self) -> Vec<String> {
        let rows = (1..=24).map(|row| self.console.row(row));
        rows.collect()
    }

    /// The cells as they were meant: the character that begins in each, nothing under the rest of a wide one.
    pub(crate) fn cells(&self) -> Vec<Vec<Option<String>>> {
        let buffer = self.console.buffer();
        let row = |y: u16| {
            let mut cells = vec![None; usize::from(buffer.area.width)];
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                cells[usize::from(x)] = Some(symbol.to_owned());
                x += symbol.cell_width().max(1);
            }
            cells
        };
        (0..buffer.area.height).map(row).collect()
    }
}
