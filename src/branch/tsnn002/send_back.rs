//! 差戻し: the reason that goes back to the one who asked.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::desk::{Command, Error, Outcome};
use crate::domain::values::{Reason, RequestId};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::Words;

/// Columns of the field.
const COLUMNS: u16 = 50;

/// It was sent back.
pub(in crate::branch) struct SentBack;

/// The layer with the reason. It stays, with what was typed, until the desk has taken it.
pub(in crate::branch) struct SendBack {
    request: RequestId,
    form: Form,
    reason: Entry<Reason>,
}

/// What the layer is told.
#[derive(Debug)]
pub(in crate::branch) enum Msg {
    /// Execute.
    Send,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = SentBack;
}

impl SendBack {
    pub(in crate::branch) fn new(request: RequestId, words: &Words) -> Self {
        let words = &words.deciding.request;
        let mut form = Form::new();
        let reason = form.add(
            Field::text(words.reason_field, COLUMNS)
                .required()
                .hint(words.reason_hint),
            |text, words| Reason::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words)),
        );
        Self { request, form, reason }
    }

    fn inside(area: Rect) -> Rect {
        Rect::new(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            area.height.saturating_sub(2),
        )
    }
}

impl Screen for SendBack {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.request.send_back.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(
            Function::Execute,
            at.words.deciding.request.send_back.to_owned(),
            Msg::Send,
        )]
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.form.retell(Self::new(self.request, cx.at().words).form);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Send => match self.form.read(&self.reason, cx.at().words) {
                Ok(reason) => {
                    let request = self.request;
                    cx.command(Command::Return { request, reason }, Msg::Answered);
                }
                Err(message) => cx.say(message),
            },
            Msg::Answered(Ok(_)) => cx.close_with(SentBack),
            Msg::Answered(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        panel(area, buf, at.words.deciding.request.send_back, at);
        self.form.view(Self::inside(area), buf, at);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.form.cursor(Self::inside(area))
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
        Some(Size::new(78, 3))
    }
}
