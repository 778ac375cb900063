//! 差戻し: the reason, in a box over the payment. It asks for no password, as it moves no money.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::customer::paying::{line, value};
use crate::customer::screens;
use crate::domain::values::{PaymentId, Reason};
use crate::portal::{Command, Error, Outcome, Secrets};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::Words;

/// It was sent back.
pub(super) struct SentBack;

/// The box.
pub(super) struct SendBack {
    id: PaymentId,
    form: Form,
    reason: Entry<Reason>,
}

/// What the box is told.
pub(super) enum Msg {
    /// Execute.
    Go,
    /// What came of it.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = SentBack;
}

impl SendBack {
    /// The box about a payment.
    pub(super) fn new(id: PaymentId, words: &Words) -> Self {
        let words = &words.payments.approval;
        let mut form = Form::new();
        let field = Field::text(words.reason, 44).required().hint(words.reason_hint);
        let reason = value(&mut form, field, Reason::parse);
        Self { id, form, reason }
    }
}

impl Screen for SendBack {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BSNN002
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.payments.approval.return_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(
            Function::Execute,
            at.words.payments.approval.send_back,
            Msg::Go,
        )]
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.form.retell(Self::new(self.id, cx.at().words).form);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => match self.form.read(&self.reason, cx.at().words) {
                Ok(reason) => {
                    let payment = self.id;
                    let command = Command::Return { payment, reason };
                    cx.customer_does(command, Secrets::default(), Msg::Answered);
                }
                Err(message) => cx.say(message),
            },
            Msg::Answered(Ok(_)) => cx.close_with(SentBack),
            Msg::Answered(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let inside = panel(area, buf, &self.title(at), at);
        line(inside, 0, buf, at.words.payments.approval.return_lead, at.theme.value);
        self.form.view(form_area(inside), buf, at);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let inside = Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2);
        self.form.cursor(form_area(inside))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.form.hint()
    }

    fn typing(&self) -> bool {
        self.form.typing()
    }

    fn kana(&self) -> bool {
        self.form.kana()
    }

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(66, 5))
    }
}

fn form_area(inside: Rect) -> Rect {
    Rect {
        y: inside.y + 1,
        height: 1,
        ..inside
    }
}
