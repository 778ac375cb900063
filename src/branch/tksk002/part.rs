//! The parts of TKSK002 below its head: users, tokens, history.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{history, tokens, users};
use crate::desk::Sheet;
use crate::ui::glyphs::POINTER;
use crate::ui::kit::table::{Row, Table};
use crate::ui::screen::Ambient;
use crate::ui::text::put;
use crate::words::{Words, place};

/// What is shown below the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Users,
    Tokens,
    History,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Users, Self::Tokens, Self::History];

    /// The tables, in the order of [`Part::ALL`].
    pub(super) fn tables(words: &Words) -> Vec<Table> {
        let sheet = &words.finding.sheet;
        vec![users::table(sheet), tokens::table(sheet), history::table(words)]
    }

    pub(super) fn index(self) -> usize {
        match self {
            Self::Users => 0,
            Self::Tokens => 1,
            Self::History => 2,
        }
    }

    pub(super) fn turned(self, by: usize) -> Self {
        Self::ALL[(self.index() + by) % Self::ALL.len()]
    }

    pub(super) fn rows(self, sheet: &Sheet) -> usize {
        match self {
            Self::Users => sheet.rows.len(),
            Self::Tokens => sheet.case.tokens.len(),
            Self::History => sheet.history.len(),
        }
    }

    /// Where the user, token or entry in that row of one reading stands in another.
    pub(super) fn same(self, row: usize, before: &Sheet, now: &Sheet) -> Option<usize> {
        match self {
            Self::Users => {
                let user = &before.rows.get(row)?.user;
                now.rows.iter().position(|other| other.user.login_id == user.login_id)
            }
            Self::Tokens => {
                let token = before.case.tokens.get(row)?;
                now.case.tokens.iter().position(|other| other.id == token.id)
            }
            Self::History => {
                let entry = before.history.get(row)?;
                now.history.iter().position(|other| other.seq == entry.seq)
            }
        }
    }

    /// Its name with the number of its rows.
    fn name(self, sheet: &Sheet, words: &Words) -> String {
        let words = &words.finding.sheet;
        let count = self.rows(sheet).to_string();
        match self {
            Self::Users => words.users(place::Count(&count)),
            Self::Tokens => words.tokens(place::Count(&count)),
            Self::History => words.history(place::Count(&count)),
        }
    }

    pub(super) fn row(self, index: usize, sheet: &Sheet, narrow: bool, at: &Ambient<'_>) -> Option<Row> {
        match self {
            Self::Users => Some(users::row(sheet.rows.get(index)?, sheet, narrow, at)),
            Self::Tokens => Some(tokens::row(sheet.case.tokens.get(index)?, sheet, at)),
            Self::History => Some(history::row(sheet.history.get(index)?, at)),
        }
    }

    /// The selected row at length, below the table.
    pub(super) fn line(self, index: usize, sheet: &Sheet, at: &Ambient<'_>) -> Option<String> {
        match self {
            Self::Users => Some(users::line(sheet.rows.get(index)?, at)),
            Self::Tokens => Some(tokens::line(sheet.case.tokens.get(index)?, sheet, at)),
            Self::History => Some(history::line(sheet.history.get(index)?, at)),
        }
    }
}

/// The names of the parts; the one that is shown is reversed and has a pointer before it.
pub(super) fn names(shown: Part, sheet: &Sheet, row: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let mut x = row.x;
    for part in Part::ALL {
        if at.is_heard() {
            let name = part.name(sheet, at.words);
            let open = || at.words.plain.open(place::Label(&name));
            let name = if part == shown { open() } else { name.clone() };
            x = put(buf, x, row.y, row.right().saturating_sub(x), &name, at.theme.label) + 2;
            continue;
        }
        let (pointer, style) = if part == shown {
            (POINTER, at.theme.selected)
        } else {
            (" ", at.theme.label)
        };
        let room = |x: u16| row.right().saturating_sub(x);
        x = put(buf, x, row.y, room(x), pointer, at.theme.label);
        x = put(
            buf,
            x,
            row.y,
            room(x),
            &format!(" {} ", part.name(sheet, at.words)),
            style,
        );
        x = put(buf, x, row.y, room(x), "  ", at.theme.label);
    }
}
