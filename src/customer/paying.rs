//! What the screens of payments share: what is read before anything is typed, the form that stands on it and its fields,
//! the facts of a payment, and the confirmation step with its secrets.

mod ask;
mod fields;
mod filling;
mod ground;
mod shown;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::refusal::Refusal;
use crate::portal::Error;
use crate::ui::kit::form::Form;
use crate::ui::screen::{Ambient, Steps};
use crate::ui::text::{Align, put_fit};

pub(crate) use ask::Ask;
pub(crate) use fields::{Approvers, PayeeFields, account, amount, begin, field_at_fault, value};
pub(crate) use filling::{Filling, Parts, preview};
pub(crate) use ground::{Ground, People};
pub(crate) use shown::{Fact, batch_row, batch_table, of_order, sums, view_facts, yen};

/// Where in the course of a payment a screen stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Enter,
    Confirm,
    End,
}

/// The steps of a payment: 入力 確認 完了, or 承認待ち at the end where somebody approves.
pub(crate) fn steps(at: &Ambient<'_>, stage: Stage, waits: bool) -> Steps {
    let words = &at.words.payments.common;
    let end = if waits { words.step_waiting } else { words.step_done };
    Steps {
        labels: vec![
            words.step_enter.to_owned(),
            words.step_confirm.to_owned(),
            end.to_owned(),
        ],
        current: match stage {
            Stage::Enter => 0,
            Stage::Confirm => 1,
            Stage::End => 2,
        },
    }
}

/// Whether the session has ended: then no screen of it stays.
pub(crate) fn ended(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::SessionEnded))
}

/// Writes one line of a body, `down` rows from its top; cut where it does not fit.
pub(crate) fn line(area: Rect, down: u16, buf: &mut Buffer, text: &str, style: Style) {
    if down < area.height {
        let row = Rect::new(area.x + 1, area.y + down, area.width.saturating_sub(2), 1);
        put_fit(buf, row, text, Align::Left, style);
    }
}

/// The rows of `area` from `down` on, at most `height` of them.
pub(crate) fn rows(area: Rect, down: u16, height: u16) -> Rect {
    let down = down.min(area.height);
    Rect::new(area.x, area.y + down, area.width, height.min(area.height - down))
}

/// Draws a form; without the focus no field of it has the pointer.
pub(crate) fn view_form(form: &Form, area: Rect, buf: &mut Buffer, at: &Ambient<'_>, focused: bool) {
    form.view(area, buf, at);
    if !focused {
        no_pointer(area, buf, at);
    }
}

/// Takes the pointers of a form or list away that has not the focus.
pub(crate) fn no_pointer(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    for y in area.top()..area.bottom() {
        put_fit(buf, Rect::new(area.x, y, 1, 1), "", Align::Left, at.theme.value);
    }
}
