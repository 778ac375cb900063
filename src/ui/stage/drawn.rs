//! Drawing the sides: beside each other where there is room for all, otherwise the one in focus, with the names of the
//! others in its frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::{Seat, Stage};
use crate::ui::glyphs::POINTER;
use crate::ui::shell::{SMALLEST, Shell, Sign, TURN};
use crate::ui::text::{put, width};

/// The row of the echo, counted from the bottom: that of the hint.
const ECHO_UP: u16 = 3;

impl<E: Send + 'static> Stage<E> {
    /// Draws one frame over the whole of `buf` and gives the cell where the terminal's cursor belongs: in the side that
    /// has the keys.
    pub fn render(&self, buf: &mut Buffer) -> Position {
        let (cursor, room) = match (&self.seats[..], rooms(buf.area, self.seats.len())) {
            ([only], _) => (only.shell.render(buf, &Sign::default()), Some(buf.area)),
            (_, Some(rooms)) => (self.render_beside(&rooms, buf), rooms.get(self.focus).copied()),
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
    fn render_beside(&self, rooms: &[Rect], buf: &mut Buffer) -> Position {
        buf.reset();
        let mut cursor = buf.area.as_position();
        for ((number, seat), room) in self.seats.iter().enumerate().zip(rooms) {
            // A buffer of its own: nothing that a side draws reaches into another.
            let mut own = Buffer::empty(Rect::from((Position::ORIGIN, room.as_size())));
            let at = seat.shell.render(&mut own, &self.sign_beside(number));
            for place in own.area.positions() {
                buf[(room.x + place.x, room.y + place.y)] = own[place].clone();
            }
            if number == self.focus {
                cursor = Position::new(room.x + at.x, room.y + at.y);
            }
            let house = seat.shell.house();
            for y in room.top()..room.bottom() {
                if room.right() < buf.area.right() {
                    put(buf, room.right(), y, 1, house.glyphs.down, house.theme.frame);
                }
            }
        }
        cursor
    }

    /// The names as tabs: `>[支店] F6 [お客様]`, the next one first behind the key.
    fn sign_alone(&self) -> Sign {
        let count = self.seats.len();
        let named = |by: usize| bracketed(&self.seats[(self.focus + by) % count]);
        let here = format!("{POINTER}{}", named(0));
        let others: Vec<_> = (1..count).map(named).collect();
        Sign {
            short: format!("{here} {TURN}"),
            names: vec![here, format!("{TURN} {}", others.join(" "))],
            focused: true,
            seen_beside: false,
        }
    }

    /// The name of a side that stands beside others: `>[支店]` in focus, `F6 [お客様]` on the one F6 goes to.
    fn sign_beside(&self, number: usize) -> Sign {
        let (name, focused) = (bracketed(&self.seats[number]), number == self.focus);
        let is_next = number == (self.focus + 1) % self.seats.len();
        let name = match (focused, is_next) {
            (true, _) => format!("{POINTER}{name}"),
            (false, true) => format!("{TURN} {name}"),
            (false, false) => name,
        };
        Sign {
            short: name.clone(),
            names: vec![name],
            focused,
            seen_beside: true,
        }
    }
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

/// A room of at least [`SMALLEST`] for each side with a column between them, or `None` if `area` has not so much.
fn rooms(area: Rect, sides: usize) -> Option<Vec<Rect>> {
    let sides = u16::try_from(sides).ok()?;
    let columns = area.width.checked_sub(sides.checked_sub(1)?)?;
    if columns / sides < SMALLEST.width || area.height < SMALLEST.height {
        return None;
    }
    let mut x = area.x;
    let mut rooms = Vec::new();
    for number in 0..sides {
        // What does not divide goes to the sides at the right.
        let width = columns / sides + u16::from(number >= sides - columns % sides);
        rooms.push(Rect { x, width, ..area });
        x += width + 1;
    }
    Some(rooms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_fill_the_terminal_from_161_columns_on() {
        let of = |columns, rows| {
            let rooms = rooms(Rect::new(0, 0, columns, rows), 2);
            rooms.map(|rooms| rooms.iter().map(|room| (room.x, room.width)).collect::<Vec<_>>())
        };
        assert_eq!(of(160, 24), None);
        assert_eq!(of(161, 23), None);
        assert_eq!(of(161, 24), Some(vec![(0, 80), (81, 80)]));
        assert_eq!(of(200, 50), Some(vec![(0, 99), (100, 100)]));
    }
}
