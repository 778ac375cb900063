//! What a layer draws as lines to be read aloud: no lines of boxes, no cells, no marks that are signs.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Position;

use crate::ui::glyphs::{CHECKED, CHOSEN, POINTER, UNCHECKED, UNCHOSEN};
use crate::ui::kit::body::Told;
use crate::words::PlainWords;

/// In place of the edges of a box.
const EDGE: &str = "\u{0}";

/// What a layer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    /// The rows, boxes side by side one below the other.
    pub(super) rows: Vec<String>,
    /// Which of the rows has the cursor, as it stands there.
    pub(super) marked: Option<String>,
    /// The button that the cursor stands before.
    pub(super) button: Option<String>,
}

impl Lines {
    /// The lines of what a screen of that title says is on it: signs among its words are words here.
    pub(super) fn told(told: &Told, title: &str, words: &PlainWords) -> Self {
        let spoken = |row: &String| without_signs(&blanks(row), words);
        let rows = told.rows.iter().filter(|row| !is_title(row, title)).map(spoken);
        Self {
            rows: rows.filter(|row| !row.is_empty()).collect(),
            marked: told.marked.as_ref().map(spoken),
            button: told.button.clone(),
        }
    }

    /// The lines of what a layer of that title drew, whose cursor stands at `cursor`.
    pub(super) fn of(buf: &Buffer, cursor: Option<Position>, title: &str, words: &PlainWords) -> Self {
        let area = buf.area;
        let spoken = |y| {
            parts(buf, y)
                .into_iter()
                .map(|part| without_marks(&part, words))
                .collect()
        };
        let mut rows = in_order((area.top()..area.bottom()).map(spoken));
        rows.retain(|row| !row.is_empty() && !is_title(row, title));
        Self {
            rows,
            marked: cursor.and_then(|at| place(&spoken(at.y), at.x < area.width / 2)),
            button: cursor.and_then(|at| button(buf, at)),
        }
    }

    /// The rows that were not there before.
    pub(super) fn news(&self, before: &Self) -> impl Iterator<Item = &String> {
        self.rows.iter().filter(|row| !before.rows.contains(row))
    }
}

/// Whether a row is the title that was said before it, with which a box begins.
fn is_title(row: &str, title: &str) -> bool {
    let id = title.strip_prefix(row);
    id.is_some_and(|id| id.is_empty() || id.starts_with("  "))
}

/// The part of a row that has the keys.
fn place(parts: &[String], left: bool) -> Option<String> {
    let part = if left { parts.first() } else { parts.last() };
    part.filter(|part| !part.is_empty()).cloned()
}

/// `[取消]` behind the pointer of a button.
fn button(buf: &Buffer, at: Position) -> Option<String> {
    if !buf.area.contains(at) {
        return None;
    }
    let rest = text(buf, at.x, at.y);
    let rest = rest.strip_prefix(POINTER).unwrap_or(&rest);
    let (label, _) = rest.strip_prefix('[')?.split_once(']')?;
    (!rest.starts_with(CHECKED) && !label.trim().is_empty()).then(|| label.to_owned())
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
    all
}

/// A row from a column on, with its edges.
fn text(buf: &Buffer, from: u16, y: u16) -> String {
    let mut text = String::new();
    let mut x = from;
    while x < buf.area.right() && (buf.area.top()..buf.area.bottom()).contains(&y) {
        let symbol = buf[(x, y)].symbol();
        text.push_str(match symbol {
            "│" | "┌" | "┐" | "└" | "┘" => EDGE,
            symbol if symbol.contains(is_drawn) => " ",
            symbol => symbol,
        });
        x += symbol.cell_width().max(1);
    }
    text
}

/// What a row says in each of the boxes side by side, or as a whole where there are none.
fn parts(buf: &Buffer, y: u16) -> Vec<String> {
    let text = text(buf, buf.area.left(), y);
    let cells: Vec<&str> = text.split(EDGE).collect();
    match cells.len() {
        0..=2 => vec![blanks(&text.replace(EDGE, " "))],
        3 | 4 => cells.iter().skip(1).take(1).map(|cell| blanks(cell)).collect(),
        _ => cells.iter().skip(1).step_by(2).map(|cell| blanks(cell)).collect(),
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

/// A row without its pointer, and with words for the mark before it. A row of bars alone says nothing.
fn without_marks(row: &str, words: &PlainWords) -> String {
    let row = row.replace(">[", "[");
    let row = row.strip_prefix("> ").unwrap_or(&row);
    let marks = [
        (CHECKED, words.checked),
        (CHOSEN, words.checked),
        (UNCHECKED, words.unchecked),
        (UNCHOSEN, words.unchecked),
    ];
    let marked = marks.iter().find_map(|(mark, word)| {
        let rest = row.strip_prefix(mark)?;
        Some(format!("{word}  {}", rest.trim_start()))
    });
    let row = marked.unwrap_or_else(|| row.to_owned());
    without_signs(&row, words).trim().to_owned()
}

/// A row without the brackets around its words, and a word for the sign between before and after. Buttons alone say nothing:
/// they stand among the actions.
fn without_signs(row: &str, words: &PlainWords) -> String {
    let is_button = |part: &str| part.starts_with('[') && part.ends_with(']');
    if row.split("  ").all(is_button) {
        return String::new();
    }
    let part = |part: &str| {
        part.strip_prefix('[')
            .map_or(part.to_owned(), |rest| rest.replacen(']', "", 1))
    };
    let parts: Vec<_> = row.split(' ').map(part).collect();
    let becomes = format!(" {} ", words.becomes);
    parts.join(" ").replace(" ＞ ", &becomes).replace(" > ", &becomes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Lang, Words};

    fn lines(rows: &[&str], cursor: (u16, u16)) -> Lines {
        let words = Words::of(Lang::En);
        let buf = Buffer::with_lines(rows.iter().copied());
        Lines::of(&buf, Some(cursor.into()), "Title  TTST001", &words.plain)
    }

    #[test]
    fn boxes_side_by_side_are_read_one_after_the_other() {
        let rows = ["┌ x ┐┌ y ┐", "│ a ││ b │", "│ c ││ d │", "└───┘└───┘", "end"];
        let now = lines(&rows, (7, 2));
        assert_eq!(now.rows, ["x", "a", "c", "y", "b", "d", "end"]);
        assert_eq!(now.marked.as_deref(), Some("d"));
    }

    #[test]
    fn signs_are_words_and_neither_a_title_nor_buttons_are_said_again() {
        let rows = [
            "┌ Title ──────────────┐",
            "│ [x] a   on > off    │",
            "│>[ ] b   [ok] to 10  │",
            "│ >[Cancel]  [Go]     │",
            "└─────────────────────┘",
        ];
        let now = lines(&rows, (2, 3));
        assert_eq!(now.rows, ["picked  a  on becomes off", "not picked  b  ok to 10"]);
        assert_eq!(now.button.as_deref(), Some("Cancel"));
    }

    #[test]
    fn what_a_screen_says_is_heard_without_signs_too() {
        let told = Told {
            rows: vec!["Title".to_owned(), "a   [ok] on > off".to_owned()],
            marked: Some("a  [ok] on > off".to_owned()),
            button: Some("Cancel".to_owned()),
        };
        let now = Lines::told(&told, "Title  TTST001", &Words::of(Lang::En).plain);
        assert_eq!(now.rows, ["a  ok on becomes off"]);
        assert_eq!(
            (now.marked.as_deref(), now.button.as_deref()),
            (Some("a  ok on becomes off"), Some("Cancel"))
        );
    }

    #[test]
    fn only_what_was_not_there_is_new() {
        let (before, now) = (lines(&["> a", "b"], (0, 0)), lines(&["a", "> c"], (0, 1)));
        assert_eq!(now.news(&before).collect::<Vec<_>>(), ["c"]);
        assert_eq!(now.button, None);
    }
}
