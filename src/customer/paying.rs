//! What the screens of payments share: what is read before anything is typed, the form that stands on it and its fields,
//! the facts of a payment, and the confirmation step with its secrets.

mod ask;
mod entry;
mod fields;
mod filling;
mod ground;
mod shown;

use crate::domain::payment::{Content, Order};
use crate::domain::refusal::Refusal;
use crate::portal::Error;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::Table;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Steps};

pub(crate) use ask::Ask;
pub(crate) use entry::{Payable, PaymentEntry};
pub(crate) use fields::{Approvers, PayeeFields, account, amount, begin, field_at_fault, value};
pub(crate) use filling::{Filling, Parts, preview};
pub(crate) use ground::{Ground, People};
pub(crate) use shown::{Fact, batch_columns, batch_row, of_order, sums, yen};

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

/// Says why it can't be done now, and the way out.
pub(crate) fn says_refused<'a>(body: Body<'a>, message: &Message, at: &Ambient<'a>) -> Body<'a> {
    let text = format!("{} {}", message.code, message.text);
    let detail = message.detail.clone().unwrap_or_default();
    body.text(text, at.theme.bad).text(detail, at.theme.value)
}

/// The content of a payment: its facts and, of a batch, its rows; `foot` stands at the bottom.
pub(crate) fn says_content<'a>(
    body: Body<'a>,
    (facts, order, table): (Vec<Fact>, &'a Order, &'a Table),
    foot: Body<'a>,
    at: &'a Ambient<'a>,
) -> Body<'a> {
    let body = body.facts(facts);
    let body = match &order.content {
        Content::Bulk { rows, .. } => {
            let (rows, columns) = (rows.as_slice(), batch_columns(&at.words.payments.batch));
            body.table(table, columns, rows.len(), |index, _| {
                batch_row(rows, index, &at.words.payments.common)
            })
            .narrowed(false)
        }
        _ => body.stretch(),
    };
    body.group(foot).rows(Ask::FOOT)
}
