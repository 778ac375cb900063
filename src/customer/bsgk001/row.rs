//! One row of a batch, in a box over it. It closes with the row.

use ratatui::layout::Size;

use crate::customer::paying::{PayeeFields, amount};
use crate::customer::screens;
use crate::domain::payment::BulkRow;
use crate::domain::values::Yen;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// Columns of the box.
const COLUMNS: u16 = 66;

/// The fields of a row.
pub(super) struct RowEntry {
    form: Form,
    payee: PayeeFields,
    amount: Entry<Yen>,
    place: Option<usize>,
}

/// What the box is told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
}

impl Answers for Msg {
    type With = BulkRow;
}

impl RowEntry {
    /// A new row, or the one of that place to be changed.
    pub(super) fn new(row: Option<&BulkRow>, place: Option<usize>, words: &Words) -> Self {
        let words = &words.payments;
        let mut form = Form::new();
        let payee = PayeeFields::add(&mut form, &words.common);
        let amount = amount(&mut form, words.common.transfer_amount, &words.common);
        if let Some(row) = row {
            payee.set(&mut form, &row.to);
            form.set(&amount, &row.amount.to_string());
            form.begin_here();
        }
        Self {
            form,
            payee,
            amount,
            place,
        }
    }

    fn read(&mut self, words: &Words) -> Result<BulkRow, Message> {
        let to = self.payee.read(&mut self.form, words)?;
        let amount = self.form.read(&self.amount, words)?;
        Ok(BulkRow { to, amount })
    }
}

impl Screen for RowEntry {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSGK001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let words = &at.words.payments.batch;
        match self.place {
            Some(place) => words.change_title(place::Place(&place.to_string())),
            None => words.add_title.to_owned(),
        }
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.batch;
        let go = if self.place.is_some() {
            words.change_go
        } else {
            words.add_go
        };
        vec![Binding::new(Function::Execute, go, Msg::Go)]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, Msg::Go: Msg, cx: &mut Cx<'_, Msg>) {
        match self.read(cx.at().words) {
            Ok(row) => cx.close_with(row),
            Err(message) => cx.say(message),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let form = self
            .form
            .in_words(at.words, || Self::new(None, self.place, at.words).form);
        Some(Body::framed(at, self.title(at), Body::new(at).form(form)))
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(COLUMNS, self.form.height() + 2))
    }
}
