//! What BRSK011 looks like: the list, the selected user in full, and what is asked for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Service, is_choosable};
use crate::customer::members::asking::Asking;
use crate::customer::members::{reason, required_note, users, whole};
use crate::portal::MemberSheet;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Row, Table};
use crate::ui::screen::Ambient;
use crate::ui::text::put;
use crate::words::{Words, place};

/// Rows above the list.
const HEAD: u16 = 3;
/// Rows below it about the selected user.
const NOTE: u16 = 2;
/// Columns of 選択 over the marks.
const MARK: u16 = 4;
/// From this width on names have more room.
const WIDE: u16 = 110;

/// The list's columns.
pub(super) fn table(words: &Words) -> Table {
    let common = &words.members.common;
    let columns = |id, name| {
        vec![
            Column::new(common.login_id, id),
            Column::new(common.name, name),
            Column::new(common.kind, 14),
            Column::rest(common.service),
        ]
    };
    Table::new(columns(24, 24)).or_below(WIDE, columns(10, 11))
}

impl Service {
    pub(super) fn row(&self, sheet: &MemberSheet, at: &Ambient<'_>) -> Row {
        let (row, user) = (&sheet.row, &sheet.row.user);
        let cells = Row::new([
            user.login_id.to_string(),
            user.name.to_string(),
            at.words.label.kind(user.kind).to_owned(),
            users::service(row.service, at, true),
        ]);
        if is_choosable(sheet) {
            let checked = self.chosen.contains(&user.login_id);
            cells.checked(checked).styled(users::service_style(row.service, at))
        } else {
            cells.styled(at.theme.off)
        }
    }

    /// Of the selected user: until when, and what can't be done to them.
    fn note(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.members.service;
        let Some(sheet) = self.selected() else {
            return String::new();
        };
        let mut text = format!(
            "{} {}",
            sheet.row.user.login_id,
            users::service_whole(sheet.row.service, at)
        );
        if let Some(refusal) = &sheet.stop {
            let why = reason(refusal, at.words);
            let why = if sheet.lift.is_some() {
                words.why_neither(place::Why(&why))
            } else {
                words.why_not_stop(place::Why(&why))
            };
            text = format!("{text}  {why}");
        }
        text
    }

    /// The list, the rows about the selected user, and what is asked for.
    pub(super) fn places(&self, area: Rect) -> [Rect; 3] {
        let asked = self.asking.as_ref().map_or(0, Asking::height);
        let below = area.bottom().saturating_sub(asked);
        let list = area.y + HEAD;
        [
            Rect::new(area.x, list, area.width, below.saturating_sub(list + NOTE)),
            Rect::new(
                area.x + 2,
                below.saturating_sub(NOTE),
                area.width.saturating_sub(2),
                NOTE,
            ),
            Rect::new(area.x, below, area.width, asked),
        ]
    }

    /// Draws the screen.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.members.service;
        let head = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), HEAD);
        let (Some(users), Some(table)) = (&self.users, &self.table) else {
            let text = match &self.refused {
                Some(error) => whole(error, at.words),
                None => at.words.members.common.reading.to_owned(),
            };
            paragraph(head, buf, &text, at.theme.warn);
            return;
        };
        if let Err(refusal) = &users.asks_code {
            paragraph(head, buf, &whole(&refusal.clone().into(), at.words), at.theme.warn);
        } else {
            put(buf, head.x, head.y, head.width, words.lead, at.theme.value);
            let x = put(buf, head.x, head.y + 1, head.width, words.lead_more, at.theme.value);
            required_note(x + 1, head.y + 1, head, buf, at);
        }
        let [list, note, asked] = self.places(area);
        // Without the focus no row is marked as selected.
        let calm = at.theme.calm();
        let calm = Ambient { theme: &calm, ..*at };
        let shown = if self.in_fields { &calm } else { at };
        table.view(list, buf, shown, users.sheets.len(), |index| {
            users.sheets.get(index).map(|sheet| self.row(sheet, at))
        });
        let choose = at.words.members.common.choose;
        put(buf, list.x + 2, list.y, MARK, choose, at.theme.heading);
        paragraph(note, buf, &self.note(at), at.theme.label);
        if let Some(asking) = &self.asking {
            asking.view(asked, buf, at, self.in_fields);
        }
    }
}
