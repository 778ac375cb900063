//! A frame as lines to be read aloud: no lines of boxes, no cells, a mark where the keys go.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;

/// Before the line where an entry has the keys.
const MARK: &str = "> ";
/// Rows of the head: the title and ID, then steps, store and time.
const HEAD: u16 = 2;
/// Rows of message and bar.
const FOOT: u16 = 2;

/// In place of the edges of a box.
const EDGE: &str = "\u{0}";

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
    /// The lines of a frame whose cursor stands at `cursor`.
    pub(super) fn of(buf: &Buffer, cursor: Position) -> Self {
        let area = buf.area;
        let body = area.top() + HEAD..area.bottom().saturating_sub(FOOT);
        Self {
            title: parts(buf, area.top()).join("  "),
            rows: in_order(body.map(|y| parts(buf, y))),
            marked: place(&parts(buf, cursor.y), cursor.x < area.width / 2),
        }
    }

    /// Title and ID.
    pub(super) fn title(&self) -> &str {
        &self.title
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

/// The part of a row that has the keys.
fn place(parts: &[String], left: bool) -> Option<String> {
    let part = if left { parts.first() } else { parts.last() };
    part.filter(|part| !part.is_empty()).cloned()
}

/// The rows one below the other: of boxes side by side the left one first.
fn in_order(rows: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let (mut all, mut right) = (Vec::new(), Vec::new());
    for mut parts in rows {
        if parts.len() < 2 {
            all.append(&mut right);
        }
        right.extend(parts.drain(1.min(parts.len())..));
        all.append(&mut parts);
    }
    all.append(&mut right);
    all.retain(|row| !row.is_empty());
    all
}

/// What a row says in each of the boxes side by side, or as a whole where there are none. Of a box over something else it is
/// what the box says.
fn parts(buf: &Buffer, y: u16) -> Vec<String> {
    let mut text = String::new();
    let mut x = buf.area.left();
    while x < buf.area.right() && (buf.area.top()..buf.area.bottom()).contains(&y) {
        let symbol = buf[(x, y)].symbol();
        text.push_str(match symbol {
            "│" | "┌" | "┐" | "└" | "┘" => EDGE,
            symbol if symbol.contains(is_drawn) => " ",
            symbol => symbol,
        });
        x += symbol.cell_width().max(1);
    }
    let cells: Vec<&str> = text.split(EDGE).collect();
    let all = || cells.iter().map(|cell| blanks(cell));
    // Between the edges of two boxes there is nothing, unless a third lies over them.
    let over = all()
        .enumerate()
        .filter(|(index, cell)| index % 2 == 0 && !cell.is_empty());
    let over = over.map(|(_, cell)| cell).next();
    match (cells.len(), over) {
        (0..=2, _) => vec![blanks(&text.replace(EDGE, " "))],
        (3 | 4, _) => all().skip(1).take(1).collect(),
        (_, Some(over)) => vec![over],
        (_, None) => all().skip(1).step_by(2).collect(),
    }
}

/// Lines and blocks are drawings, and a control character is nothing to be read.
fn is_drawn(c: char) -> bool {
    ('\u{2500}'..='\u{259f}').contains(&c) || c.is_control()
}

/// Two blanks where there were more.
fn blanks(text: &str) -> String {
    let parts = text.split("  ").map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(rows: &[&str], y: u16) -> Lines {
        Lines::of(&Buffer::with_lines(rows.iter().copied()), Position::new(0, y))
    }

    #[test]
    fn only_what_is_new_is_said_and_boxes_are_not() {
        let one = frame(&["Menu   T1", "12:00", "┌─────┐", "│ a   │", "b", "", "bar"], 4);
        assert_eq!(one.news(None), ["Menu  T1", "a", "> b"]);
        let two = frame(&["Menu   T1", "12:01", "┌─────┐", "│ a   │", "b", "", "bar"], 3);
        assert_eq!(two.news(Some(&one)), ["> a"], "the keys went there");
        let three = frame(&["Menu   T1", "12:01", "", "a", "c", "", "bar"], 3);
        assert_eq!(three.news(Some(&two)), ["c"]);
    }

    #[test]
    fn boxes_side_by_side_are_read_one_after_the_other_and_a_box_over_something_alone() {
        let rows = [
            "T",
            "",
            "┌ x ┐┌ y ┐",
            "│ a ││ b │",
            "│ c ││ d │",
            "└───┘└───┘",
            "end",
            "m",
            "bar",
        ];
        assert_eq!(frame(&rows, 6).all(), ["T", "x", "a", "c", "y", "b", "d", "> end"]);
        let rows = [
            "T",
            "",
            "under┌ x ┐neath",
            "under│ a │neath",
            "under└───┘neath",
            "m",
            "bar",
        ];
        assert_eq!(frame(&rows, 3).all(), ["T", "x", "> a"]);
    }
}
