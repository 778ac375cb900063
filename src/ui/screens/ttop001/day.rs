//! 本日の状況: a line with a figure and a bar for each thing that waits for somebody.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Day;
use crate::domain::calendar;
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

/// Draws the day, or that it is not known yet.
pub(super) fn view(day: Option<&Day>, inside: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let words = &at.words.finding.menu;
    let Some(Day { today, expiry_days }) = day else {
        let loading = at.words.finding.loading;
        put(buf, inside.x + 1, inside.y + 1, inside.width, loading, at.theme.off);
        return;
    };
    let expiring = words.expiring(place::Days(&expiry_days.to_string()));
    let lines = [
        (words.waiting, today.waiting, at.theme.warn),
        (words.to_look_over, today.to_look_over, at.theme.warn),
        (words.news, today.news, at.theme.warn),
        (words.suspended, today.suspended, at.theme.bad),
        (words.closed, today.closed, at.theme.info),
        (&expiring, today.expiring, at.theme.info),
        (words.unfinished.title, today.drafts, at.theme.warn),
    ];
    let first = inside.y + 1;
    for ((name, count, style), y) in lines.into_iter().zip((first..inside.bottom()).step_by(2)) {
        line(name, count, style, Rect { y, height: 1, ..inside }, buf, at);
    }
    let time = calendar::in_japan(at.now).format("%H:%M:%S").to_string();
    let all = words.contracts(place::At(&time), place::Count(&today.contracts.to_string()));
    let foot = Rect::new(inside.x, inside.bottom().saturating_sub(2), inside.width, 1);
    put_fit(buf, foot, &format!("{all} "), Align::Right, at.theme.label);
}

fn line(name: &str, count: u64, style: Style, row: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let style = if count == 0 { at.theme.off } else { style };
    let name_place = Rect::new(row.x + 1, row.y, NAME_COLUMNS.min(row.width.saturating_sub(1)), 1);
    put_fit(buf, name_place, name, Align::Left, at.theme.label);
    let figure = Rect::new(name_place.right(), row.y, FIGURE_COLUMNS, 1);
    put_fit(buf, figure, &count.to_string(), Align::Right, style);
    let x = figure.right() + 1;
    let room = row.right().saturating_sub(x + 1);
    if !at.is_heard() {
        put(buf, x, row.y, room, &bar(count, room), style);
    }
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
