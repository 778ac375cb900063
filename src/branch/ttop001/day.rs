//! 本日の状況: a line with a figure and a bar for each thing that waits for somebody.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use chrono::TimeDelta;

use super::Day;
use crate::branch::paper;
use crate::desk::{Keeping, Power};
use crate::domain::calendar::{self, Instant};
use crate::domain::staff::Duty;
use crate::ui::accessibility::Control;
use crate::ui::glyphs::POINTER;
use crate::ui::screen::Ambient;
use crate::ui::text::{Align, put, put_fit};
use crate::words::place;

/// One mark of a bar is one request, token or user.
const MARK: &str = "#";
/// Behind a bar that is longer than its room.
const MORE: &str = "+";
/// Columns of the names and of the figures, the rest is for the bars.
const NAME_COLUMNS: u16 = 20;
const FIGURE_COLUMNS: u16 = 5;

/// What is counted, from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Waiting,
    ToLookOver,
    News,
    Suspended,
    Closed,
    Expiring,
    Drafts,
}

pub(super) const FIGURES: [Figure; 7] = [
    Figure::Waiting,
    Figure::ToLookOver,
    Figure::News,
    Figure::Suspended,
    Figure::Closed,
    Figure::Expiring,
    Figure::Drafts,
];

/// The row of a figure.
fn row(inside: Rect, figure: usize) -> Rect {
    let down = u16::try_from(figure).unwrap_or(u16::MAX).saturating_mul(2);
    let y = inside.y.saturating_add(1).saturating_add(down);
    Rect { y, height: 1, ..inside }
}

/// What is counted, with its figure.
fn counted(day: &Day, at: &Ambient<'_>) -> Vec<(String, u64, Style)> {
    let (words, today) = (&at.words.finding.menu, &day.today);
    let expiring = words.expiring(place::Days(&day.expiry_days.to_string()));
    let counted = FIGURES.into_iter().map(|figure| match figure {
        Figure::Waiting => (words.waiting, today.waiting, at.theme.warn),
        Figure::ToLookOver => (words.to_look_over, today.to_look_over, at.theme.warn),
        Figure::News => (words.news, today.news, at.theme.warn),
        Figure::Suspended => (words.suspended, today.suspended, at.theme.bad),
        Figure::Closed => (words.closed, today.closed, at.theme.info),
        Figure::Expiring => (expiring.as_str(), today.expiring, at.theme.info),
        Figure::Drafts => (words.unfinished.title, today.drafts, at.theme.warn),
    });
    counted
        .map(|(name, count, style)| (name.to_owned(), count, style))
        .collect()
}

/// How many contracts there are, with the minutes of the clock in the frame, so that nothing is written in between.
fn all(day: &Day, at: &Ambient<'_>) -> String {
    let time = calendar::in_japan(at.now).format("%H:%M").to_string();
    let count = day.today.contracts.to_string();
    at.words.finding.menu.contracts(place::At(&time), place::Count(&count))
}

/// That there are many stops on a caller's word within the hour (R7.6).
fn stops(day: &Day, at: &Ambient<'_>) -> Option<String> {
    let count = day.today.stops?.to_string();
    Some(at.words.finding.menu.stops(place::Count(&count)))
}

/// That one's own branch is to order fobs (R15.8).
fn low(day: &Day, at: &Ambient<'_>) -> Option<String> {
    let low = day.today.low.as_ref()?;
    let (count, level) = (low.count.to_string(), low.level.to_string());
    Some(at.words.finding.menu.low(place::Count(&count), place::Level(&level)))
}

/// That slips of the branch have waited long to be printed (R12.8).
fn unprinted(day: &Day, at: &Ambient<'_>) -> Option<String> {
    let stuck = paper::stuck(day.printing, at)?;
    let (count, minutes) = (stuck.pages.to_string(), stuck.minutes.to_string());
    Some(
        at.words
            .finding
            .menu
            .unprinted(place::Count(&count), place::Minutes(&minutes)),
    )
}

/// What the day says.
pub(super) fn said(day: Option<&Day>, at: &Ambient<'_>) -> Vec<String> {
    let Some(day) = day else {
        return vec![at.words.finding.loading.to_owned()];
    };
    let figures = counted(day, at).into_iter();
    let figures = figures.map(|(name, count, _)| format!("{name}  {count}"));
    let kept = day.keeping.as_ref().and_then(|keeping| kept(keeping, at));
    let below = [
        kept.map(|(line, _)| line),
        Some(all(day, at)),
        power(&day.today.power, at),
        stops(day, at),
        low(day, at),
        unprinted(day, at),
    ];
    figures.chain(below.into_iter().flatten()).collect()
}

/// Draws the day, or that it is not known yet; gives the cell of the chosen figure.
pub(super) fn view(
    day: Option<&Day>,
    chosen: Option<usize>,
    inside: Rect,
    buf: &mut Buffer,
    at: &Ambient<'_>,
) -> Option<Position> {
    let Some(day) = day else {
        let loading = at.words.finding.loading;
        put(buf, inside.x + 1, inside.y + 1, inside.width, loading, at.theme.off);
        return None;
    };
    let Day { today, keeping, .. } = day;
    for (place, (name, count, style)) in counted(day, at).into_iter().enumerate() {
        let row = row(inside, place);
        if row.y < inside.bottom() {
            line(&name, count, style, chosen == Some(place), row, buf, at);
        }
    }
    // Every figure has a blank row below it.
    let below = [
        (Figure::News, unprinted(day, at), at.theme.warn),
        (Figure::Suspended, stops(day, at), at.theme.bad),
        (Figure::Expiring, low(day, at), at.theme.warn),
    ];
    for (figure, line, style) in below {
        let place = FIGURES.iter().position(|known| *known == figure);
        if let (Some(line), Some(place)) = (line, place) {
            let row = row(inside, place);
            let below = Rect::new(row.x + 3, row.y + 1, row.width.saturating_sub(4), 1);
            if below.y < inside.bottom() {
                put_fit(buf, below, &line, Align::Left, style);
            }
        }
    }
    if let Some(line) = power(&today.power, at) {
        let y = inside.bottom().saturating_sub(1);
        let row = Rect::new(inside.x + 1, y, inside.width.saturating_sub(2), 1);
        put_fit(buf, row, &line, Align::Left, at.theme.warn);
    }
    if let Some((line, style)) = keeping.as_ref().and_then(|keeping| kept(keeping, at)) {
        let row = Rect::new(
            inside.x + 1,
            inside.bottom().saturating_sub(3),
            inside.width.saturating_sub(2),
            1,
        );
        put_fit(buf, row, &line, Align::Left, style);
    }
    let foot = Rect::new(inside.x, inside.bottom().saturating_sub(2), inside.width, 1);
    put_fit(buf, foot, &format!("{} ", all(day, at)), Align::Right, at.theme.label);
    chosen.map(|figure| row(inside, figure).as_position())
}

/// What is to be told of the power of administrators: that one of them acts alone, or who has no number yet (R11.4, R11.5).
fn power(power: &Power, at: &Ambient<'_>) -> Option<String> {
    let words = &at.words.deciding.matter;
    if let Some((staff, moment)) = &power.rescued {
        let moment = at.words.label.briefly(*moment, at.now);
        return Some(words.rescued(place::At(&moment), place::Staff(&at.words.member(staff))));
    }
    if let Some(alone) = power.alone {
        return Some(words.single(place::Count(&alone.to_string())));
    }
    (power.numberless > 0).then(|| words.numberless(place::Count(&power.numberless.to_string())))
}

/// What is amiss in how the store is looked after (R2.5, R12.5, R12.8), the gravest of it; nothing when all is well.
fn kept(keeping: &Keeping, at: &Ambient<'_>) -> Option<(String, Style)> {
    let words = &at.words.keeping;
    let standing = &keeping.standing;
    if keeping.doubted.is_some() {
        // Who confirms it is told where; everybody else, whom to ask.
        let may = crate::branch::off_duty(at, Duty::KeepStore).is_none();
        let said = if may { words.clock.go_there } else { words.clock.ask };
        return Some((said.to_owned(), at.theme.bad));
    }
    if standing.anchored.is_rolled_back() {
        return Some((words.rolled_back.to_owned(), at.theme.bad));
    }
    let late = |run: Option<Instant>| run.is_none_or(|run| at.now - run > TimeDelta::days(1));
    if late(keeping.day_end) {
        let said = match keeping.day_end {
            Some(run) => words.late(place::At(&at.words.moment(run))),
            None => words.never.to_owned(),
        };
        return Some((said, at.theme.warn));
    }
    let waiting = standing.waiting.to_string();
    (standing.waiting > 0 && late(standing.spool_run)).then(|| (words.spooled(place::Waiting(&waiting)), at.theme.warn))
}

fn line(name: &str, count: u64, style: Style, chosen: bool, row: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let style = if count == 0 { at.theme.off } else { style };
    let name_place = Rect::new(row.x + 1, row.y, NAME_COLUMNS.min(row.width.saturating_sub(1)), 1);
    let label = if chosen {
        at.theme.label.patch(at.theme.selected)
    } else {
        at.theme.label
    };
    if chosen {
        at.tell(row.as_position(), || Control::here(format!("{name} {count}")));
        put(buf, row.x, row.y, 1, POINTER, label);
    }
    put_fit(buf, name_place, name, Align::Left, label);
    let figure = Rect::new(name_place.right(), row.y, FIGURE_COLUMNS, 1);
    put_fit(buf, figure, &count.to_string(), Align::Right, style);
    let x = figure.right() + 1;
    let room = row.right().saturating_sub(x + 1);
    put(buf, x, row.y, room, &bar(count, room), style);
}

/// One mark for each, as many as there is room for.
fn bar(count: u64, room: u16) -> String {
    let marks = usize::try_from(count).unwrap_or(usize::MAX);
    let room = usize::from(room);
    if marks <= room {
        MARK.repeat(marks)
    } else {
        format!("{}{MORE}", MARK.repeat(room.saturating_sub(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_says_when_there_is_more_than_it_shows() {
        assert_eq!(
            (bar(0, 5).as_str(), bar(3, 5).as_str(), bar(5, 5).as_str()),
            ("", "###", "#####")
        );
        assert_eq!((bar(6, 5).as_str(), bar(u64::MAX, 1).as_str()), ("####+", "+"));
    }
}
