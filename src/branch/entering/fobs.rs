//! The list of a contract's tokens, one of which is chosen: TTRK002 and TTRK003.

use super::CaseData;
use crate::domain::identity::Fact;
use crate::domain::token::Token;
use crate::domain::values::Serial;
use crate::ui::kit::roster::{Col, Line, Mark, Roster};
use crate::ui::screen::Ambient;
use crate::words::Words;

/// The list in the language of `words`.
pub(crate) fn fob_list(words: &Words) -> Roster {
    let (common, own) = (&words.entering.common, &words.entering.fobs);
    let columns = vec![
        Col::new(common.serial, 12, 12),
        Col::new(own.state, 14, 14),
        Col::new(own.users, 18, 50),
        Col::new(own.wrong_codes, 5, 8),
        Col::new(own.clock, 18, 30),
    ];
    Roster::new(common.choose, columns)
}

/// The tokens as rows; `chosen` has its mark, and what `fits` says no to can't be chosen.
pub(crate) fn fob_lines(
    reading: &CaseData,
    chosen: Option<&Serial>,
    at: &Ambient<'_>,
    fits: impl Fn(&Token) -> bool,
) -> Vec<Line> {
    let case = &reading.sheet.case;
    let line = |token: &Token| {
        let users: Vec<_> = case.sharers(token.id).map(|user| user.login_id.as_str()).collect();
        let fits = fits(token);
        Line {
            mark: if fits {
                Mark::One(chosen == Some(&token.serial))
            } else {
                Mark::Off
            },
            cells: vec![
                reading.sheet.told(
                    Fact::TokenSerial,
                    token.serial.to_string(),
                    at.words.entering.common.asked_now,
                ),
                at.words.label.token(token, !users.is_empty(), at.now).to_owned(),
                users.join(" "),
                token.wrong_codes.to_string(),
                at.words.label.drift(token.drift, token.params.period),
            ],
            style: (!fits).then_some(at.theme.off),
        }
    };
    case.tokens.iter().map(line).collect()
}

/// The token that is chosen when the screen is opened, and its row: the one that was asked for, or the only one that can be.
pub(crate) fn first_fob(
    reading: &CaseData,
    asked: Option<&Serial>,
    fits: impl Fn(&Token) -> bool,
) -> Option<(usize, Serial)> {
    let tokens = &reading.sheet.case.tokens;
    let mut fit = tokens.iter().enumerate().filter(|(_, token)| fits(token));
    let wanted = fit.clone().find(|(_, token)| Some(&token.serial) == asked);
    let only = fit.next().filter(|_| fit.next().is_none());
    wanted.or(only).map(|(row, token)| (row, token.serial.clone()))
}
