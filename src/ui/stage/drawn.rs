//! Drawing the sides: beside each other where there is room for all, otherwise the one in focus, with the names of the
//! others in its frame.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect, Size};

use super::rooms::{Sides, rooms};
use super::{Seat, Stage};
use crate::ui::glyphs::POINTER;
use crate::ui::keys::{Function, Key};
use crate::ui::shell::{Shell, Sign};
use crate::ui::text::{put, width};

/// The row of the echo, counted from the bottom: that of the hint.
const ECHO_UP: u16 = 3;

impl<E: Send + 'static> Stage<E> {
    /// Draws one frame over the whole of `buf` and gives the cell where the terminal's cursor belongs: in the side that
    /// has the keys.
    pub fn render(&self, buf: &mut Buffer) -> Position {
        let sides = Sides {
            count: self.seats.len(),
            below: self.below,
            focus: self.focus,
        };
        let (cursor, room) = match (&self.seats[..], rooms(buf.area, sides)) {
            ([only], _) => (only.shell.render(buf, &Sign::default()), Some(buf.area)),
            (_, Some(rooms)) => (
                self.render_beside(&rooms, buf),
                rooms.get(self.focus).copied().flatten(),
            ),
            (_, None) => (self.render_one(buf), Some(buf.area)),
        };
        if let (Some(seat), Some(room)) = (self.seats.get(self.focus), room) {
            echo(&seat.shell, room, buf);
            seat.shell.house().theme.lay(buf);
        }
        cursor
    }

    /// The side in focus over the whole terminal. The others have as much room as it.
    fn render_one(&self, buf: &mut Buffer) -> Position {
        let size: Size = buf.area.as_size();
        let mut cursor = buf.area.as_position();
        for (number, seat) in self.seats.iter().enumerate() {
            if number == self.focus {
                cursor = seat.shell.render(buf, &self.sign_alone());
            } else {
                seat.shell.fits(size);
            }
        }
        cursor
    }

    /// Each side in its room, and a line between them.
    fn render_beside(&self, rooms: &[Option<Rect>], buf: &mut Buffer) -> Position {
        buf.reset();
        let mut cursor = buf.area.as_position();
        for ((number, seat), room) in self.seats.iter().enumerate().zip(rooms) {
            let Some(room) = *room else {
                seat.shell.fits(buf.area.as_size());
                continue;
            };
            // The next one begins right where this one ends.
            let is_close = rooms.iter().flatten().any(|next| next.x == room.right());
            let is_next_hidden = rooms.get(self.after(number)).is_some_and(Option::is_none);
            let sign = self.sign_beside(number, is_next_hidden, u16::from(is_close));
            // A buffer of its own: nothing that a side draws reaches into another.
            let mut own = Buffer::empty(Rect::from((Position::ORIGIN, room.as_size())));
            let at = seat.shell.render(&mut own, &sign);
            for place in own.area.positions() {
                buf[(room.x + place.x, room.y + place.y)] = own[place].clone();
            }
            if number == self.focus {
                cursor = Position::new(room.x + at.x, room.y + at.y);
            }
            let house = seat.shell.house();
            let line = if is_close { room.right() - 1 } else { room.right() };
            for y in room.top()..room.bottom() {
                if room.right() < buf.area.right() && is_free(buf, line, y) {
                    put(buf, line, y, 1, house.glyphs.down, house.theme.frame);
                }
            }
            if let Some(above) = room.y.checked_sub(1) {
                let across = house.glyphs.across.repeat(usize::from(room.width));
                put(buf, room.x, above, room.width, &across, house.theme.frame);
            }
        }
        cursor
    }

    /// The key that goes to the next side.
    pub(super) fn turn_key(&self) -> Key {
        self.seats[self.focus].shell.house().keymap.key(Function::Turn)
    }

    /// The side that F6 goes to from a side.
    fn after(&self, number: usize) -> usize {
        (number + 1) % self.seats.len()
    }

    /// The names as tabs: `>[支店] F6 [お客様]`, the next one first behind the key.
    fn sign_alone(&self) -> Sign {
        let (count, turn) = (self.seats.len(), self.turn_key());
        let named = |by: usize| bracketed(&self.seats[(self.focus + by) % count]);
        let here = format!("{POINTER}{}", named(0));
        let others: Vec<_> = (1..count).map(named).collect();
        Sign {
            short: format!("{here} {turn}"),
            names: vec![here, format!("{turn} {}", others.join(" "))],
            focused: true,
            seen_beside: false,
            margin: 0,
        }
    }

    /// The name of a side that stands beside others: `>[支店]` in focus, `F6 [お客様]` on the one F6 goes to, or behind the
    /// name in focus if that one can't be seen.
    fn sign_beside(&self, number: usize, is_next_hidden: bool, margin: u16) -> Sign {
        let (name, focused) = (bracketed(&self.seats[number]), number == self.focus);
        let turn = self.turn_key();
        let is_next = number == self.after(self.focus);
        let name = match (focused, is_next) {
            (true, _) => format!("{POINTER}{name}"),
            (false, true) => format!("{turn} {name}"),
            (false, false) => name,
        };
        let next =
            (focused && is_next_hidden).then(|| format!("{turn} {}", bracketed(&self.seats[self.after(number)])));
        Sign {
            short: name.clone(),
            names: std::iter::once(name).chain(next).collect(),
            focused,
            seen_beside: true,
            margin,
        }
    }
}

/// Whether nothing stands in a cell: no character, nor the rest of a wide one, nor a ground or line of an entry.
fn is_free(buf: &Buffer, x: u16, y: u16) -> bool {
    let covered = x
        .checked_sub(1)
        .is_some_and(|left| buf[(left, y)].symbol().cell_width() > 1);
    let cell = &buf[(x, y)];
    !covered && cell.symbol() == " " && cell.modifier.is_empty()
}

/// The last key in the side that has the keys, at the end of the hint's row: its room may be short, the screen's is not.
fn echo<E: Send + 'static>(shell: &Shell<E>, room: Rect, buf: &mut Buffer) {
    let Some(last) = shell.echoed() else { return };
    let text = format!(" [{last}] ");
    let Some(y) = room.bottom().checked_sub(ECHO_UP) else {
        return;
    };
    let columns = width(&text).min(room.width);
    put(
        buf,
        room.right() - columns,
        y,
        columns,
        &text,
        shell.house().theme.selected,
    );
}

fn bracketed<E: Send + 'static>(seat: &Seat<E>) -> String {
    format!("[{}]", seat.name)
}
