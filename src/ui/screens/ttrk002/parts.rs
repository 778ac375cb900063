//! What TTRK002 is made of: its list, its fields, and where they stand.

use ratatui::layout::Rect;
use secrecy::SecretString;

use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::screens::entering::{Roster, fob_list};
use crate::words::Words;

/// What is made of the words, once the screen is open.
pub(super) struct Parts {
    pub(super) list: Roster,
    pub(super) form: Form,
    pub(super) first: Entry<SecretString>,
    pub(super) second: Entry<SecretString>,
}

/// The parts in the language of `words`.
pub(super) fn parts(words: &Words) -> Parts {
    let own = &words.entering.clock;
    let mut form = Form::new();
    let number = |name: &str| Field::code(name, 9).required().hint(&own.code_hint);
    let first = form.add_secret(number(&own.first));
    let second = form.add_secret(number(&own.second));
    Parts {
        list: fob_list(words),
        form,
        first,
        second,
    }
}

/// Rows above the list, and below it: a gap, two fields, a gap, and what to do next.
const ABOVE: u16 = 4;
const BELOW: u16 = 8;

/// Where the list stands.
pub(super) fn list(area: Rect) -> Rect {
    let height = area.height.saturating_sub(ABOVE + BELOW);
    Rect::new(area.x, area.y + ABOVE, area.width, height)
}

/// Where the form stands.
pub(super) fn form(area: Rect) -> Rect {
    Rect::new(area.x, list(area).bottom() + 1, area.width, 2)
}
