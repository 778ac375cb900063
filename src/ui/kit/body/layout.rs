//! Where each block stands, and what yields when room is short.

use ratatui::layout::Rect;

use super::{Block, BlockHeight, Body, What};
use crate::ui::kit::{facts, menu};
use crate::ui::text::wrap;

/// The rows that what takes the rest keeps.
const LEAST: u16 = 3;
/// Rows of the edges of a box.
const EDGES: u16 = 2;

/// The area that lies so many columns inside of another, at its left and at its right.
pub(super) fn inset(area: Rect, (left, right): (u16, u16)) -> Rect {
    Rect {
        x: area.x.saturating_add(left).min(area.right()),
        width: area.width.saturating_sub(left.saturating_add(right)),
        ..area
    }
}

/// A count of lines as rows.
fn count(lines: usize) -> u16 {
    u16::try_from(lines).unwrap_or(u16::MAX)
}

impl Body<'_> {
    /// The places of the blocks, one below the other; what has no room is left out at the bottom.
    pub(super) fn places(&self, area: Rect) -> Vec<Rect> {
        let mut rows: Vec<u16> = self.blocks.iter().map(|block| block.height(area.width)).collect();
        let is_rest = |block: &Block<'_>| block.rows == BlockHeight::Rest;
        let least = |block: &Block<'_>| if matches!(block.what, What::Gap) { 0 } else { LEAST };
        let kept: u16 = self.blocks.iter().filter(|block| is_rest(block)).map(least).sum();
        let mut over = rows
            .iter()
            .copied()
            .fold(kept, u16::saturating_add)
            .saturating_sub(area.height);
        let shrinks = |block: &Block<'_>| match block.what {
            What::Gap if !is_rest(block) => Some(0_u16),
            _ => None,
        };
        let yields = |block: &Block<'_>| block.yields.then_some(1_u16);
        for least in [&shrinks as &dyn Fn(&Block<'_>) -> Option<u16>, &yields] {
            for (block, rows) in self.blocks.iter().zip(&mut rows).rev() {
                let given = least(block).map_or(0, |least| rows.saturating_sub(least).min(over));
                (*rows, over) = (*rows - given, over - given);
            }
        }
        let used = rows.iter().copied().fold(0, u16::saturating_add);
        let mut left = area.height.saturating_sub(used);
        let mut sharing = count(self.blocks.iter().filter(|block| is_rest(block)).count());
        let mut y = area.y;
        let mut places = Vec::with_capacity(rows.len());
        for (block, mut height) in self.blocks.iter().zip(rows) {
            if is_rest(block) {
                height = left / sharing.max(1);
                (left, sharing) = (left - height, sharing.saturating_sub(1));
            }
            let place = Rect::new(area.x, y, area.width, height).intersection(area);
            let place = inset(place, block.indent);
            places.push(Rect {
                width: place.width.min(block.widest),
                ..place
            });
            y = y.saturating_add(height);
        }
        places
    }

    /// The rows that it needs.
    fn height(&self, columns: u16) -> u16 {
        let rows = self.blocks.iter().map(|block| block.height(columns));
        rows.fold(0, u16::saturating_add)
    }
}

impl Block<'_> {
    /// The rows that it takes before anything yields; none of what takes the rest.
    fn height(&self, columns: u16) -> u16 {
        match self.rows {
            BlockHeight::Rest => 0,
            BlockHeight::Exactly(rows) => rows,
            BlockHeight::Own => self.own(columns),
            BlockHeight::Most(rows) => self.own(columns).min(rows),
        }
    }

    /// The rows of what there is to say.
    fn own(&self, columns: u16) -> u16 {
        let inside = inset(Rect::new(0, 0, columns, 1), self.indent).width.min(self.widest);
        match &self.what {
            What::Text(text, _) if text.is_empty() => 0,
            What::Text(text, _) => count(wrap(text, inside).len()),
            What::Facts(given) => facts::height(inside, given),
            What::Form(form, _) => form.height(),
            What::Table(rowed) => count(rowed.rows.max(1))
                .saturating_add(rowed.columns.heading_rows(columns))
                .saturating_add(1),
            What::Lines(lines) | What::Pages(_, lines) => count(lines(inside).len()),
            What::Menu(items, _) => menu::height(items, inside),
            What::Group(body) => body.height(inside),
            What::Roster(_, lines) => count(lines(false).len()),
            What::Panel(_, body, most) => body.height(inside.min(*most).saturating_sub(EDGES)) + EDGES,
            What::Beside(left, first, second) => {
                let left = left.of(columns);
                first.height(left).max(second.height(columns - left))
            }
            What::Keys(keys) => keys.height(),
            What::Gap
            | What::Line(..)
            | What::Ends(..)
            | What::Required(..)
            | What::Buttons(..)
            | What::Entry(_)
            | What::Picture(..) => 1,
        }
    }
}
