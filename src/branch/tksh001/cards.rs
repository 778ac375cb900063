//! The fobs as cards with big digits, as many as there is room for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::values::{ContractNumber, Serial};
use crate::training::fobs::{FobFace, Fobs};
use crate::ui::accessibility::{Control, Kind};
use crate::ui::glyphs::POINTER;
use crate::ui::kit::digits;
use crate::ui::screen::Ambient;
use crate::ui::text::{cut, put};
use crate::words::{place, read_out};

/// Columns of a card: six digits, the pointer before them and a gap behind.
pub(super) const COLUMNS: u16 = 40;
/// Rows of a card: serial, digits, bar.
const ROWS: u16 = digits::ROWS + 2;
/// Seconds at the end of a code's life in which it is better to wait for the next one.
const LAST_SECONDS: u32 = 5;
/// Columns of the bar; the words before it have the rest.
const BAR: usize = 20;
/// Where the text of a card begins, behind the pointer.
const INDENT: u16 = 2;

/// How many cards stand side by side and above one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) across: usize,
    pub(super) down: usize,
}

impl Grid {
    /// What fits into a space; always at least one.
    pub(super) fn of(area: Rect, at: &Ambient<'_>) -> Self {
        if at.is_heard() {
            return Self::in_lines(area);
        }
        Self::drawn(area)
    }

    fn drawn(area: Rect) -> Self {
        Self {
            across: usize::from(area.width / COLUMNS).max(1),
            down: usize::from(area.height / ROWS).max(1),
        }
    }

    /// One below the other, a row each.
    fn in_lines(area: Rect) -> Self {
        Self {
            across: 1,
            down: usize::from(area.height).max(1),
        }
    }

    /// Cards on one page.
    pub(super) fn page(self) -> usize {
        self.across * self.down
    }

    /// The place of the card of that number on its page.
    fn place(self, area: Rect, number: usize) -> Rect {
        let step = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        let rows = area.height / step(self.down);
        let (column, row) = (step(number % self.across), step(number / self.across));
        let place = Rect::new(
            area.x.saturating_add(COLUMNS.saturating_mul(column)),
            area.y.saturating_add(rows.saturating_mul(row)),
            COLUMNS,
            ROWS,
        );
        place.intersection(area)
    }
}

/// What the cards are drawn from.
pub(super) struct Cards<'a> {
    pub(super) fobs: &'a Fobs,
    /// The serials, in order.
    pub(super) serials: &'a [Serial],
    /// The selected one of them.
    pub(super) selected: usize,
    /// The contract that another side shows.
    pub(super) in_view: Option<&'a ContractNumber>,
    /// What stands in the place of cards where there are none.
    pub(super) none: &'static str,
}

impl Cards<'_> {
    /// The serials on the page of the selected card, each with its number.
    fn page(&self, grid: Grid) -> impl Iterator<Item = (usize, &Serial)> {
        let first = self.selected - self.selected % grid.page();
        self.serials.iter().enumerate().skip(first).take(grid.page())
    }

    /// Draws the page of the selected card.
    pub(super) fn view(&self, grid: Grid, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        if self.serials.is_empty() {
            let x = area.x.saturating_add(INDENT);
            put(
                buf,
                x,
                area.y,
                area.width.saturating_sub(INDENT),
                self.none,
                at.theme.value,
            );
        }
        for (index, serial) in self.page(grid) {
            let place = grid.place(area, index % grid.page());
            self.card(place, buf, at, serial, index == self.selected);
        }
    }

    /// What that page says: whose each fob is.
    pub(super) fn said(&self, grid: Grid, at: &Ambient<'_>) -> Vec<String> {
        if self.serials.is_empty() {
            return vec![self.none.to_owned()];
        }
        let said = self
            .page(grid)
            .map(|(_, serial)| format!("{serial}  {}", self.owner(serial, at)));
        said.collect()
    }

    fn owner(&self, serial: &Serial, at: &Ambient<'_>) -> String {
        let words = &at.words.deciding.room;
        match self.fobs.issued_to(serial) {
            Some(contract) => words.issued_to(place::Contract(contract.as_str())),
            None => words.in_stock.to_owned(),
        }
    }

    fn card(&self, place: Rect, buf: &mut Buffer, at: &Ambient<'_>, serial: &Serial, selected: bool) {
        let (x, columns) = (place.x + INDENT, place.width.saturating_sub(INDENT));
        let owner = self.fobs.issued_to(serial);
        let number = if selected { at.theme.selected } else { at.theme.title };
        let pointer = if selected { POINTER } else { " " };
        put(buf, place.x, place.y, 1, pointer, at.theme.value);
        let behind = put(buf, x, place.y, columns, &format!(" {serial} "), number);
        let text = self.owner(serial, at);
        let is_in_view = owner.is_some() && owner == self.in_view;
        let style = if is_in_view { at.theme.heading } else { at.theme.label };
        put(
            buf,
            behind + 1,
            place.y,
            place.right().saturating_sub(behind + 1),
            &text,
            style,
        );
        if at.is_heard() {
            if selected {
                self.tell(place, serial, &text, at);
            }
            return;
        }
        let Some(face) = self.fobs.code(serial, at.now) else {
            return;
        };
        let is_ending = face.seconds_left <= LAST_SECONDS;
        let style = if is_ending { at.theme.warn } else { at.theme.title };
        digits::view((x, place.y + 1), buf, &read_out(&face.code), *at.glyphs, style);
        let line = Self::bar(&face, is_ending, at);
        let style = if is_ending { at.theme.warn } else { at.theme.label };
        put(
            buf,
            x,
            place.bottom().saturating_sub(1),
            columns,
            &cut(&line, columns),
            style,
        );
    }

    /// What is heard of the selected card: of the others nobody needs the code.
    fn tell(&self, place: Rect, serial: &Serial, owner: &str, at: &Ambient<'_>) {
        let of = |text: &str| (String::new(), text.to_owned());
        let mut cells = vec![of(serial.as_str()), of(owner)];
        if let Some(face) = self.fobs.code(serial, at.now) {
            let code = (at.words.plain.shows.to_owned(), digits::spelt(&face.code));
            cells.extend([code, of(&Self::left(&face, false, at))]);
        }
        at.tell(place.as_position(), || Control {
            label: String::new(),
            required: false,
            value: String::new(),
            kind: Kind::Row {
                number: self.selected + 1,
                all: self.serials.len(),
                cells,
                checked: None,
            },
        });
    }

    /// How long a code stands yet, as a bar and in words.
    fn bar(face: &FobFace, is_ending: bool, at: &Ambient<'_>) -> String {
        let full = u64::from(face.period.max(1));
        let blocks = (u64::from(face.seconds_left) * BAR as u64).div_ceil(full);
        let blocks = usize::try_from(blocks).unwrap_or(BAR).min(BAR);
        let bar = format!("{}{}", at.glyphs.block.repeat(blocks), ".".repeat(BAR - blocks));
        format!("{bar} {}", Self::left(face, is_ending, at))
    }

    fn left(face: &FobFace, is_ending: bool, at: &Ambient<'_>) -> String {
        let words = &at.words.deciding.room;
        let seconds = format!("{:>2}", face.seconds_left);
        if is_ending {
            words.soon.to_owned()
        } else {
            words.left(place::Seconds(&seconds))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_cards_stand_on_80_by_24_and_six_beside_the_clock_below_two_sides() {
        let grid = |columns, rows| {
            let grid = Grid::drawn(Rect::new(0, 0, columns, rows));
            (grid.across, grid.down)
        };
        assert_eq!(grid(80, 16), (2, 2));
        assert_eq!(grid(120, 15), (3, 2));
        assert_eq!(grid(120, 8), (3, 1));
        assert_eq!(grid(10, 3), (1, 1));
    }

    #[test]
    fn a_code_is_read_in_two_breaths_and_has_room() {
        assert!(digits::columns(&read_out("123456")) + INDENT < COLUMNS);
    }
}
