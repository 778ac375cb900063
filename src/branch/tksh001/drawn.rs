//! Drawing: the clock above the cards, or large beside them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cards::{self, Cards, Grid};
use super::{Room, TrainingRoom};
use crate::domain::calendar;
use crate::ui::ear::Asked;
use crate::ui::kit::digits;
use crate::ui::kit::input::Accepts;
use crate::ui::screen::Ambient;
use crate::ui::text::{put, width};
use crate::words::place;

/// Rows above the cards where the clock stands above them: clock, filter, a blank.
const HEAD: u16 = 3;
/// Columns of the clock where it stands beside the cards.
const ASIDE: u16 = 40;
/// Columns of the box that filters, and where it begins in any language.
const FILTER: (u16, u16) = (17, 14);

impl TrainingRoom {
    pub(super) fn draw(&self, room: &Room, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.deciding.room;
        clock(area, buf, at);
        let (row, place) = (entry(area), cards_area(area, at));
        put(buf, area.x + 1, row.y, FILTER.0 - 2, words.filter, at.theme.label);
        self.filter.view(row, buf, at.theme.entry);
        at.tell(self.filter.cursor(row), || {
            Asked::entry(words.filter, Accepts::Code, self.filter.value())
        });
        self.page(area, buf, at);
        self.grid.set(Grid::of(place, at));
        let cards = Cards {
            fobs: &room.fobs,
            serials: &self.visible,
            selected: self.selected,
            in_view: self.in_view.as_ref(),
        };
        cards.view(place, buf, at);
        if self.visible.is_empty() {
            put(buf, place.x + 2, place.y, place.width, words.none, at.theme.value);
        }
    }

    fn page(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let page = Grid::of(cards_area(area, at), at).page();
        let (number, all) = (self.selected / page + 1, self.visible.len().div_ceil(page).max(1));
        let text = at
            .words
            .deciding
            .room
            .pages(place::Page(&number.to_string()), place::Pages(&all.to_string()));
        let row = entry(area);
        let right = if is_wide(area) { area.x + ASIDE } else { area.right() };
        let x = right.saturating_sub(width(&text) + 1);
        let y = if is_wide(area) { row.y + 1 } else { row.y };
        put(buf, x, y, width(&text), &text, at.theme.label);
    }
}

/// The clock in one row, or large where it stands beside the cards.
fn clock(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let words = &at.words.deciding.room;
    let now = calendar::in_japan(at.now);
    put(buf, area.x + 1, area.y, FILTER.0 - 2, words.clock, at.theme.label);
    let (text, x) = if is_wide(area) && !at.is_heard() {
        let place = (area.x + 1, area.y + 1);
        let time = now.format("%H:%M").to_string();
        digits::show(place, buf, &time, at, at.theme.title);
        let behind = place.0 + digits::columns(&time) + 1;
        let seconds = now.format(":%S").to_string();
        put(buf, behind, area.y + digits::ROWS, 3, &seconds, at.theme.value);
        (at.words.short_day(now.date_naive()), area.x + FILTER.0)
    } else {
        (at.words.short_second(at.now), area.x + FILTER.0)
    };
    let room = area.right().saturating_sub(x);
    put(buf, x, area.y, room, &text, at.theme.value);
}

/// Whether the clock stands beside the cards.
fn is_wide(area: Rect) -> bool {
    area.width >= ASIDE + 2 * cards::COLUMNS
}

fn cards_area(area: Rect, at: &Ambient<'_>) -> Rect {
    if at.is_heard() {
        // Below what stands beside them otherwise.
        let rows = (digits::ROWS + 3).min(area.height);
        return Rect::new(area.x, area.y + rows, area.width, area.height - rows);
    }
    let (columns, rows) = if is_wide(area) {
        (ASIDE, 0)
    } else {
        (0, HEAD.min(area.height))
    };
    Rect::new(
        area.x + columns,
        area.y + rows,
        area.width - columns,
        area.height - rows,
    )
}

/// The box that filters.
pub(super) fn entry(area: Rect) -> Rect {
    let down = if is_wide(area) { 1 + digits::ROWS } else { 1 };
    Rect::new(area.x + FILTER.0, area.y + down, FILTER.1, 1)
}
