//! Where each side stands: beside each other where there is room for all, the training room below them.

use ratatui::layout::{Rect, Size};

use crate::ui::shell::SMALLEST;

/// The smallest frame of a side below the others: clock, and one row of fobs.
pub(crate) const LEAST_BELOW: Size = Size::new(SMALLEST.width, 13);
/// The most rows that it takes from the others: two rows of fobs.
const MOST_BELOW: u16 = 20;

/// The sides of a stage, in order; one of them may stand below the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    /// How many there are.
    pub(super) count: usize,
    /// The one below the others.
    pub(super) below: Option<usize>,
    /// The one in focus.
    pub(super) focus: usize,
}

/// A room for each side that can be seen together with others, or `None` where only the one in focus has room.
///
/// Each side beside another needs [`SMALLEST`]. Where there is no room below, the side that stands there is a tab.
pub(super) fn rooms(area: Rect, sides: Sides) -> Option<Vec<Option<Rect>>> {
    let beside = sides.count.checked_sub(usize::from(sides.below.is_some()))?;
    let rows_below = area.height.saturating_sub(SMALLEST.height + 1).min(MOST_BELOW);
    let below = sides.below.filter(|_| rows_below >= LEAST_BELOW.height);
    if below.is_none() && sides.below == Some(sides.focus) {
        return None;
    }
    let height = area.height - below.map_or(0, |_| rows_below + 1);
    let mut all = columns(Rect { height, ..area }, beside)?.into_iter();
    let lowest = Rect {
        y: area.bottom() - rows_below,
        height: rows_below,
        ..area
    };
    let room = |number| match sides.below {
        Some(here) if here == number => below.map(|_| lowest),
        _ => all.next(),
    };
    Some((0..sides.count).map(room).collect())
}

/// A room of at least [`SMALLEST`] for each of `count` sides, with a column between them if there is one to spare.
fn columns(area: Rect, count: usize) -> Option<Vec<Rect>> {
    let count = u16::try_from(count).ok().filter(|count| *count > 0)?;
    let has = |columns: u16| columns / count >= SMALLEST.width && area.height >= SMALLEST.height;
    let spare = area.width.saturating_sub(count - 1);
    let (columns, gap) = if has(spare) { (spare, 1) } else { (area.width, 0) };
    if !has(columns) {
        return None;
    }
    let mut x = area.x;
    let mut rooms = Vec::new();
    for number in 0..count {
        // What does not divide goes to the sides at the right.
        let width = columns / count + u16::from(number >= count - columns % count);
        rooms.push(Rect { x, width, ..area });
        x += width + gap;
    }
    Some(rooms)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Measures = (u16, u16, u16, u16);

    fn of(columns: u16, rows: u16, sides: Sides) -> Option<Vec<Option<Measures>>> {
        let rooms = rooms(Rect::new(0, 0, columns, rows), sides)?;
        let measures = |room: Rect| (room.x, room.y, room.width, room.height);
        Some(rooms.into_iter().map(|room| room.map(measures)).collect())
    }

    #[test]
    fn two_sides_stand_beside_each_other_from_160_columns_on() {
        let two = Sides {
            count: 2,
            below: None,
            focus: 0,
        };
        assert_eq!(of(159, 24, two), None);
        assert_eq!(of(160, 23, two), None);
        let both = |left, right| Some(vec![Some(left), Some(right)]);
        assert_eq!(of(160, 24, two), both((0, 0, 80, 24), (80, 0, 80, 24)));
        assert_eq!(of(161, 24, two), both((0, 0, 80, 24), (81, 0, 80, 24)));
        assert_eq!(of(200, 50, two), both((0, 0, 99, 50), (100, 0, 100, 50)));
    }

    #[test]
    fn the_third_stands_below_where_it_has_room_and_is_a_tab_elsewhere() {
        let three = |focus| Sides {
            count: 3,
            below: Some(2),
            focus,
        };
        let (left, right) = (Some((0, 0, 80, 24)), Some((80, 0, 80, 24)));
        for focus in 0..3 {
            let all = Some(vec![left, right, Some((0, 25, 160, 20))]);
            assert_eq!(of(160, 45, three(focus)), all);
            assert_eq!(of(80, 60, three(focus)), None);
        }
        assert_eq!(of(160, 38, three(2)), Some(vec![left, right, Some((0, 25, 160, 13))]));
        assert_eq!(of(160, 37, three(0)).unwrap()[2], None);
        assert_eq!(of(160, 37, three(2)), None);
        let tall = of(160, 60, three(0)).unwrap();
        assert_eq!((tall[0], tall[2]), (Some((0, 0, 80, 39)), Some((0, 40, 160, 20))));
    }
}
