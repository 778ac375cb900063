//! Drawing the blocks where they stand.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::inset;
use super::{Block, Body, Entry, Rowed, What};
use crate::ui::accessibility::Control;
use crate::ui::glyphs::{POINTER, REQUIRED, REQUIRED_COLUMNS};
use crate::ui::kit::facts::{facts, paragraph};
use crate::ui::kit::lines;
use crate::ui::kit::menu;
use crate::ui::kit::panel::panel;
use crate::ui::kit::roster::WIDE;
use crate::ui::kit::table;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit, width};

impl Body<'_> {
    /// Draws it and gives the cell of the cursor: that of what has the keys, or the first.
    pub(crate) fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Position {
        self.draw_blocks(area, buf, at).unwrap_or(area.as_position())
    }

    fn draw_blocks(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        let mut cursor = None;
        for (block, place) in self.blocks.iter().zip(self.places(area)) {
            if place.height > 0 {
                cursor = block.draw(place, buf, at).or(cursor);
            }
        }
        cursor
    }
}

impl Block<'_> {
    /// Gives the cell of the cursor, if it has the keys.
    fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) -> Option<Position> {
        let cursor = match &self.what {
            What::Gap => None,
            What::Text(text, style) => {
                paragraph(area, buf, text, *style);
                None
            }
            What::Line(text, style) => {
                put_fit(buf, Rect { height: 1, ..area }, text, Align::Left, *style);
                None
            }
            What::Ends((left, plain), (right, style)) => {
                let columns = width(right).min(area.width);
                let first = Rect {
                    width: area.width.saturating_sub(columns + 1),
                    ..area
                };
                lines::lead(first, 0, buf, left, *plain);
                put(buf, area.right() - columns, area.y, columns, right, *style);
                None
            }
            What::Required(text, required) => {
                let mut x = put(buf, area.x, area.y, area.width, text, at.theme.value);
                if !at.is_heard() {
                    x += u16::from(!text.is_empty());
                    put(
                        buf,
                        x,
                        area.y,
                        area.right().saturating_sub(x),
                        REQUIRED,
                        at.theme.required,
                    );
                    x += REQUIRED_COLUMNS;
                    put(buf, x, area.y, area.right().saturating_sub(x), required, at.theme.value);
                }
                None
            }
            What::Facts(given) => {
                let given: Vec<_> = given
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                facts(area, buf, at, &given);
                None
            }
            What::Lines(lines) => {
                for (line, y) in lines(area.width).iter().zip(area.top()..area.bottom()) {
                    line.view(Rect { y, height: 1, ..area }, buf);
                }
                None
            }
            What::Pages(reading, lines) => {
                reading.view(area, buf, at, &lines(area.width));
                None
            }
            What::Table(Rowed {
                rows: 0,
                empty: Some((text, style, false)),
                ..
            }) => {
                lines::lead(area, 1, buf, text, *style);
                Some(area.as_position())
            }
            What::Table(rowed) => {
                let (columns, table) = (&rowed.columns, rowed.table);
                let wide = !columns.is_narrow(area.width);
                let row = |index| (rowed.row)(index, wide);
                if self.focused || self.lit {
                    table.view_in(columns, area, buf, at, rowed.rows, row);
                } else {
                    let calm = at.theme.calm();
                    let calm = Ambient { theme: &calm, ..*at };
                    table.view_in(columns, area, buf, &calm, rowed.rows, row);
                    no_pointer(area, buf, at);
                }
                if let (Some(foot), false) = (&rowed.foot, at.is_heard()) {
                    let last = Rect::new(area.x, area.bottom() - 1, area.width, 1);
                    put_fit(buf, last, foot, Align::Right, at.theme.label);
                }
                if let (0, Some((text, style, _))) = (rowed.rows, &rowed.empty) {
                    let head = columns.heading_rows(area.width).min(area.height);
                    let below = inset(area, (table::POINTER_COLUMNS, table::POINTER_COLUMNS));
                    let (y, height) = (area.y + head, area.height - head);
                    paragraph(Rect { y, height, ..below }, buf, text, *style);
                }
                Some(table.cursor_in(columns, area))
            }
            What::Roster(roster, lines) => {
                roster.view(area, buf, at, self.focused, &lines(area.width >= WIDE));
                Some(roster.cursor(area))
            }
            What::Form(form, beside) => {
                form.view(area, buf, at);
                if !self.focused {
                    no_pointer(area, buf, at);
                }
                for ((column, text, style), down) in beside.iter().zip(0..) {
                    let beside = Rect {
                        x: area.x.saturating_add(*column),
                        width: area.width.saturating_sub(*column),
                        ..area
                    };
                    lines::line(beside, down, buf, text, *style);
                }
                form.cursor(area)
            }
            What::Buttons(chosen, labels, step) => {
                let labels: Vec<_> = labels.iter().map(String::as_str).collect();
                chosen.view(area, buf, at, &labels, *step);
                Some(chosen.cursor(area, *step))
            }
            What::Entry(entry) => Some(entry.draw(area, buf, at, self.focused)),
            What::Picture(draw, ..) => return draw(area, buf, at),
            What::Keys(keys) => Some(keys.view(area, buf, at)),
            What::Panel(heading, body, columns) => {
                let area = Rect {
                    width: area.width.min(*columns),
                    ..area
                };
                let inside = panel(area, buf, heading, at);
                return body.draw_blocks(inside, buf, at);
            }
            What::Menu(items, selected) => menu::view(items, *selected, area, buf, at),
            What::Group(body) => return body.draw_blocks(area, buf, at),
            What::Beside(columns, left, right) => {
                let (columns, all) = (columns.of(area.width), area);
                let first = Rect { width: columns, ..all };
                let second = Rect {
                    x: first.right(),
                    width: all.width - columns,
                    ..all
                };
                let cursor = left.draw_blocks(first, buf, at);
                return right.draw_blocks(second, buf, at).or(cursor);
            }
        };
        cursor.filter(|_| self.focused)
    }
}

impl Entry<'_> {
    /// Gives the insertion point.
    fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, focused: bool) -> Position {
        let mut place = Rect { height: 1, ..area };
        if let Some((column, columns)) = self.place {
            let column = column.min(area.width);
            let mut label = Rect { width: column, ..place };
            if self.searches {
                put(buf, area.x, area.y, 1, POINTER, at.theme.label);
                label = Rect {
                    x: area.x.saturating_add(table::POINTER_COLUMNS),
                    width: column.saturating_sub(table::POINTER_COLUMNS),
                    ..label
                };
            }
            put(buf, label.x, label.y, label.width, &self.label, at.theme.label);
            place.x = area.x + column;
            place.width = columns.min(area.width - column);
        }
        self.input.view(place, buf, at.theme.entry);
        let cursor = self.input.cursor(place);
        if focused {
            at.tell(cursor, || {
                let (label, value) = (self.label.as_str(), self.input.value());
                if self.searches {
                    Control::search(label, value)
                } else {
                    Control::entry(label, self.input.accepts(), value)
                }
            });
        }
        if let Some((column, text, style)) = &self.behind {
            let x = area.x.saturating_add(*column);
            put(buf, x, area.y, area.right().saturating_sub(x), text, *style);
        }
        cursor
    }
}

/// Takes the pointers of a form or list away that has not the keys.
fn no_pointer(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    for y in area.top()..area.bottom() {
        put_fit(buf, Rect::new(area.x, y, 1, 1), "", Align::Left, at.theme.value);
    }
}
