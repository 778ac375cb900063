//! What BRSK025 is made of: its list, its field, and where they stand.

use ratatui::layout::Rect;

use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::screens::entering::{self, Roster};
use crate::words::Words;

/// What is made of the words, once the screen is open.
pub(super) struct Parts {
    pub(super) roster: Roster,
    pub(super) form: Form,
    pub(super) reason: Entry<String>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words) -> Parts {
    let (common, own) = (&words.entering.common, &words.entering.unlock);
    let mut form = Form::new();
    let field = Field::text(&own.reason, 56).hint(&own.reason_hint);
    let reason = form.add(field, entering::as_typed);
    Parts {
        roster: Roster::new(&common.choose, entering::unlock_columns(words)),
        form,
        reason,
    }
}

/// Rows below the list: that sharers are unlocked too, a gap, who could do it, what then, and the reason.
const BELOW: u16 = 6;
/// Rows above it.
const ABOVE: u16 = 3;

/// Where the list stands.
pub(super) fn list(area: Rect) -> Rect {
    Rect::new(
        area.x,
        area.y + ABOVE,
        area.width,
        area.height.saturating_sub(ABOVE + BELOW),
    )
}

/// Where the form stands.
pub(super) fn form(area: Rect) -> Rect {
    Rect::new(area.x, area.bottom().saturating_sub(1), area.width, 1)
}
