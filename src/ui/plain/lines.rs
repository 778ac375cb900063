//! A frame as lines to be read aloud: no lines of boxes, no cells, a mark where the keys go.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;

/// Before the line where an entry has the keys.
const MARK: &str = "> ";
/// Rows of the head: the title and ID, then steps, store and time.
const HEAD: u16 = 2;
/// Rows of message and bar.
const FOOT: u16 = 2;

/// A frame in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// Title and ID.
    title: String,
    /// What stands below the head, but for the bar of keys.
    rows: Vec<String>,
    /// Which of the rows has the keys.
    marked: Option<String>,
}

impl Lines {
    /// The lines of a frame whose cursor stands at `cursor`, with the message `said` in full.
    pub(super) fn of(buf: &Buffer, cursor: Position, said: Option<String>) -> Self {
        let area = buf.area;
        let rows = (area.top() + HEAD..area.bottom().saturating_sub(FOOT)).map(|y| row(buf, y));
        Self {
            title: row(buf, area.top()),
            rows: rows.filter(|row| !row.is_empty()).chain(said).collect(),
            marked: Some(row(buf, cursor.y)).filter(|row| !row.is_empty()),
        }
    }

    /// What is to be said after `before`: all of another screen, of the same one what is new and where the keys go now.
    pub(super) fn news(&self, before: Option<&Self>) -> Vec<String> {
        let Some(before) = before.filter(|before| before.title == self.title) else {
            return self.all();
        };
        let moved = before.marked != self.marked;
        let is_new = |row: &&String| !before.rows.contains(row) || (moved && self.marked.as_ref() == Some(*row));
        self.rows.iter().filter(is_new).map(|row| self.spoken(row)).collect()
    }

    /// The whole screen.
    pub(super) fn all(&self) -> Vec<String> {
        let rows = self.rows.iter().map(|row| self.spoken(row));
        std::iter::once(self.title.clone()).chain(rows).collect()
    }

    fn spoken(&self, row: &String) -> String {
        let mark = if self.marked.as_ref() == Some(row) && !row.starts_with(MARK) {
            MARK
        } else {
            ""
        };
        format!("{mark}{row}")
    }
}

/// A row without what is drawn, and with two blanks where there were more.
fn row(buf: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut x = buf.area.left();
    while x < buf.area.right() && (buf.area.top()..buf.area.bottom()).contains(&y) {
        let symbol = buf[(x, y)].symbol();
        // Lines and blocks are drawings, and a control character is nothing to be read.
        let is_drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c) || c.is_control();
        text.push_str(if symbol.contains(is_drawn) { " " } else { symbol });
        x += symbol.cell_width().max(1);
    }
    let parts = text.split("  ").map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(rows: &[&str], y: u16) -> Lines {
        Lines::of(
            &Buffer::with_lines(rows.iter().copied()),
            Position::new(0, y),
            Some("E1 no".to_owned()),
        )
    }

    #[test]
    fn only_what_is_new_is_said_and_boxes_are_not() {
        let one = frame(&["Menu   T1", "12:00", "┌─────┐", "│ a │ │", "b", "", "bar"], 4);
        assert_eq!(one.news(None), ["Menu  T1", "a", "> b", "E1 no"]);
        let two = frame(&["Menu   T1", "12:01", "┌─────┐", "│ a │ │", "b", "", "bar"], 3);
        assert_eq!(two.news(Some(&one)), ["> a"], "the keys went there");
        let three = frame(&["Menu   T1", "12:01", "", "a", "c", "", "bar"], 3);
        assert_eq!(three.news(Some(&two)), ["c"]);
    }
}
