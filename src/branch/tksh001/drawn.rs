//! What TKSH001 shows: the clock above the cards, or large beside them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::cards::{self, Cards, Grid};
use super::{Room, TrainingRoom};
use crate::domain::calendar;
use crate::ui::kit::body::Body;
use crate::ui::kit::digits;
use crate::ui::kit::lines::Line;
use crate::ui::screen::Ambient;
use crate::ui::text::{put, width};
use crate::words::place;

/// Rows above the cards where the clock stands above them: clock, filter, a blank.
const HEAD: u16 = 3;
/// Columns of the clock where it stands beside the cards.
const ASIDE: u16 = 40;
/// Columns of the box that filters, and where it begins in any language.
const FILTER: (u16, u16) = (17, 14);
/// Rows of the frame around the body.
const FRAME: u16 = 5;

impl TrainingRoom {
    pub(super) fn says<'a>(&'a self, room: &'a Room, body: Body<'a>, at: &'a Ambient<'a>) -> Body<'a> {
        let cards = Cards {
            fobs: &room.fobs,
            serials: &self.visible,
            selected: self.selected,
            in_view: self.in_view.as_ref(),
            none: at.words.deciding.room.none,
        };
        let grid = grid(at);
        let said = cards.said(grid, at);
        let draw = move |area: Rect, buf: &mut Buffer, at: &Ambient<'_>| {
            cards.view(grid, area, buf, at);
            None
        };
        let (columns, page) = (at.terminal.size.get().0, self.page(grid, at));
        let filter = |body: Body<'a>| {
            let body = body.entry(at.words.deciding.room.filter, &self.filter);
            body.named(FILTER.0 - 1, FILTER.1).indent(1)
        };
        if is_wide(at) {
            let clock = move |area: Rect, buf: &mut Buffer, at: &Ambient<'_>| {
                large_clock(area, buf, at);
                None
            };
            let left = Body::new(at).picture(clock, Vec::new()).rows(1 + digits::ROWS);
            let right = ASIDE.saturating_sub(width(&page) + 1);
            let left = filter(left)
                .lines(vec![Line::new([(right, page, at.theme.label)])])
                .indent(0);
            return body.beside(ASIDE, left, Body::new(at).picture(draw, said));
        }
        let (name, now) = (at.words.deciding.room.clock, at.words.short_second(at.now));
        let clock = Line::new([(1, name.to_owned(), at.theme.label), (FILTER.0, now, at.theme.value)]);
        let right = columns.saturating_sub(width(&page) + 2);
        let body = filter(body.lines(vec![clock]).indent(0)).behind(right, page, at.theme.label);
        body.gap(1).picture(draw, said)
    }

    fn page(&self, grid: Grid, at: &Ambient<'_>) -> String {
        let page = grid.page();
        let (number, all) = (self.selected / page + 1, self.visible.len().div_ceil(page).max(1));
        let words = &at.words.deciding.room;
        words.pages(place::Page(&number.to_string()), place::Pages(&all.to_string()))
    }
}

/// The clock where it stands beside the cards: hours and minutes large.
fn large_clock(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let now = calendar::in_japan(at.now);
    put(
        buf,
        area.x + 1,
        area.y,
        FILTER.0 - 2,
        at.words.deciding.room.clock,
        at.theme.label,
    );
    let place = (area.x + 1, area.y + 1);
    let time = now.format("%H:%M").to_string();
    digits::show(place, buf, &time, at, at.theme.title);
    let behind = place.0 + digits::columns(&time) + 1;
    let seconds = now.format(":%S").to_string();
    put(buf, behind, area.y + digits::ROWS, 3, &seconds, at.theme.value);
    let x = area.x + FILTER.0;
    let day = at.words.short_day(now.date_naive());
    put(buf, x, area.y, area.right().saturating_sub(x), &day, at.theme.value);
}

/// Whether the clock stands beside the cards.
fn is_wide(at: &Ambient<'_>) -> bool {
    !at.is_heard() && at.terminal.size.get().0 >= ASIDE + 2 * cards::COLUMNS
}

/// How many cards there is room for.
pub(super) fn grid(at: &Ambient<'_>) -> Grid {
    let (columns, rows) = at.terminal.size.get();
    let (aside, above) = if is_wide(at) { (ASIDE, 0) } else { (0, HEAD) };
    let (columns, rows) = (columns.saturating_sub(aside), rows.saturating_sub(FRAME + above));
    Grid::of(Rect::new(0, 0, columns, rows), at)
}
