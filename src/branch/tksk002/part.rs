//! The parts of TKSK002 below its head: users, tokens, history.

use super::{history, tokens, users};
use crate::desk::Sheet;
use crate::ui::glyphs::POINTER;
use crate::ui::kit::lines::Line;
use crate::ui::kit::table::{Columns, Row};
use crate::ui::screen::Ambient;
use crate::ui::text::width;
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

    /// The columns of its table.
    pub(super) fn columns(self, words: &Words) -> Columns {
        match self {
            Self::Users => users::columns(&words.finding.sheet),
            Self::Tokens => tokens::columns(&words.finding.sheet),
            Self::History => history::columns(words),
        }
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
pub(super) fn names(shown: Part, sheet: &Sheet, at: &Ambient<'_>) -> Line {
    let (mut column, mut texts) = (0, Vec::new());
    for part in Part::ALL {
        let name = part.name(sheet, at.words);
        if at.is_heard() {
            let open = at.words.plain.open(place::Label(&name));
            texts.push((column, if part == shown { open } else { name }, at.theme.label));
            column += 1;
            continue;
        }
        let (pointer, style) = if part == shown {
            (POINTER, at.theme.selected)
        } else {
            (" ", at.theme.label)
        };
        let name = format!(" {name} ");
        let behind = column + 1 + width(&name);
        texts.push((column, pointer.to_owned(), at.theme.label));
        texts.push((column + 1, name, style));
        texts.push((behind, "  ".to_owned(), at.theme.label));
        column = behind + 2;
    }
    Line::new(texts)
}
