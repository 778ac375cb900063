//! The tasks of the menu: what each is called, and where it stands in its box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::branch::{Door, door};
use crate::ui::accessibility::Control;
use crate::ui::glyphs::POINTER;
use crate::ui::screen::{Ambient, Nameplate};
use crate::ui::text::{Align, put, put_fit};

/// Rows of a task: its name, and what it is for. A blank follows where there is room for all; where there is none for two rows
/// each, what the selected one is for is told alone.
const TASK_ROWS: u16 = 2;
/// The mark of logging out: the same whatever stands above it.
const LOGOUT: char = '9';

/// A line of the menu.
#[derive(Clone, Copy)]
pub(super) enum Task {
    Open(&'static Nameplate, &'static Door, door::Task),
    Logout,
}

impl Task {
    /// The key that chooses it.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Open(.., task) => task.mark,
            Self::Logout => LOGOUT,
        }
    }
}

/// Where the tasks stand in their box.
#[derive(Clone, Copy)]
pub(super) struct TaskLayout {
    /// From one task to the next.
    step: u16,
    /// Above the first, where there is room for it.
    blank: u16,
    selected: usize,
}

impl TaskLayout {
    pub(super) fn of(tasks: usize, selected: usize, inside: Rect) -> Self {
        let tasks = u16::try_from(tasks).unwrap_or(u16::MAX);
        let rows = |each: u16| tasks.saturating_mul(each);
        let step = if rows(TASK_ROWS + 1) <= inside.height {
            TASK_ROWS + 1
        } else if rows(TASK_ROWS) <= inside.height + 1 {
            // The last one is told without what it is for where there is no room.
            TASK_ROWS
        } else {
            1
        };
        let blank = u16::from(rows(step).saturating_add(u16::from(step == 1)) < inside.height);
        Self { step, blank, selected }
    }

    /// The rows of a task.
    pub(super) fn task(self, index: usize, inside: Rect) -> Rect {
        let down = u16::try_from(index).unwrap_or(u16::MAX).saturating_mul(self.step);
        let below = u16::from(self.step == 1 && index > self.selected);
        let height = if self.step == 1 && index != self.selected {
            1
        } else {
            TASK_ROWS
        };
        let y = inside.y.saturating_add(self.blank + below).saturating_add(down);
        Rect::new(inside.x, y, inside.width, height).intersection(inside)
    }
}

impl Task {
    /// Its name, its ID, what it is for, and whether it is off: then what stands for what it is for is the reason.
    fn told(self, at: &Ambient<'_>) -> (&'static str, &'static str, String, bool) {
        let words = &at.words.finding.menu;
        match self {
            Self::Logout => (words.logout, "", words.about_logout.to_owned(), false),
            Self::Open(place, door, task) => {
                let off = door.duty.and_then(|duty| crate::branch::off_duty(at, duty));
                let is_off = off.is_some();
                let about = off.unwrap_or_else(|| (task.about)(words).to_owned());
                ((place.title)(at.words), place.id, about, is_off)
            }
        }
    }

    /// It with its mark; one that is off stands in brackets.
    fn named(self, name: &str, is_off: bool) -> String {
        let mark = self.mark();
        if is_off {
            format!("{mark}  ({name})")
        } else {
            format!("{mark}  {name}")
        }
    }

    /// It in one line, which makes sense alone.
    pub(super) fn said(self, at: &Ambient<'_>) -> String {
        let (name, id, about, is_off) = self.told(at);
        format!("{}  {id}  {about}", self.named(name, is_off))
    }
}

/// One task: mark, name, ID, and what it is for, or why it is off.
pub(super) fn draw(task: Task, selected: bool, row: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    if row.height == 0 {
        return;
    }
    if selected {
        at.tell(row.as_position(), || Control::here(task.said(at)));
    }
    let (name, id, about, is_off) = task.told(at);
    let own = if is_off { at.theme.off } else { at.theme.value };
    let style = if selected { own.patch(at.theme.selected) } else { own };
    let pointer = if selected { POINTER } else { " " };
    let line = format!("{pointer} {}", task.named(name, is_off));
    let id_columns = 8;
    let first = Rect::new(row.x, row.y, row.width.saturating_sub(id_columns), 1);
    put_fit(buf, first, &line, Align::Left, style);
    let last = Rect::new(first.right(), row.y, id_columns, 1);
    put_fit(buf, last, &format!("{id} "), Align::Right, style);
    if row.height == TASK_ROWS {
        put(buf, row.x + 5, row.y + 1, row.width - 5, &about, at.theme.off);
    }
}
