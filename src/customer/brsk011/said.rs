//! What is on BRSK011: the list, the selected user in full, and what is asked for.

use super::{Service, is_choosable};
use crate::customer::members::{reason, users, whole};
use crate::portal::MemberSheet;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Row};
use crate::ui::screen::Ambient;
use crate::words::{Words, place};

/// Rows above the list.
const HEAD: u16 = 3;
/// Rows below it about the selected user.
const NOTE: u16 = 2;
/// From this width on names have more room.
const WIDE: u16 = 110;

/// The list's columns.
fn columns(words: &Words) -> Columns {
    let common = &words.members.common;
    let columns = |id, name| {
        vec![
            Column::new(common.login_id, id),
            Column::new(common.name, name),
            Column::new(common.kind, 14),
            Column::rest(common.service),
        ]
    };
    let columns = Columns::new(columns(24, 24)).or_below(WIDE, columns(10, 11));
    columns.marks(common.choose)
}

impl Service {
    fn row(&self, sheet: &MemberSheet, at: &Ambient<'_>, wide: bool) -> Row {
        let (row, user) = (&sheet.row, &sheet.row.user);
        let cells = Row::new([
            user.login_id.to_string(),
            user.name.to_string(),
            at.words.label.kind(user.kind).to_owned(),
            users::service_counted(row.service, at, wide),
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

    /// What is on the screen.
    pub(super) fn said<'a>(&'a self, at: &'a Ambient<'a>) -> Body<'a> {
        let words = &at.words.members.service;
        let body = Body::new(at).hint(words.hint);
        let Some(users) = &self.users else {
            let text = match &self.refused {
                Some(error) => whole(error, at.words),
                None => at.words.members.common.reading.to_owned(),
            };
            return body.text(text, at.theme.warn);
        };
        let body = match &users.asks_code {
            Ok(_) => {
                let body = body.line(words.lead, at.theme.value);
                body.line_required(words.lead_more).gap(1)
            }
            Err(refusal) => {
                let text = whole(&refusal.clone().into(), at.words);
                body.text(text, at.theme.warn).rows(HEAD)
            }
        };
        let body = body.table(
            &self.table,
            columns(at.words),
            users.sheets.len(),
            move |index, wide| users.sheets.get(index).map(|sheet| self.row(sheet, at, wide)),
        );
        let focused = self.in_fields && self.asking.is_some();
        let body = body.focused(!focused);
        let body = body.text(self.note(at), at.theme.label).indent(2).rows(NOTE);
        match &self.asking {
            Some(asking) => asking.say(body, at.words, focused),
            None => body,
        }
    }
}
