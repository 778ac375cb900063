//! 注意解除: the reason for which a supervisor lifts a caution, and a question before it (R10.5).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::desk::{Command, Error, Outcome};
use crate::domain::values::{ContractNumber, Reason};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Screen};
use crate::words::Words;

/// Columns of the field.
const COLUMNS: u16 = 50;

/// It was lifted.
pub(super) struct Lifted;

/// The layer with the reason. It stays, with what was typed, until the desk has taken it.
pub(super) struct Lift {
    contract: ContractNumber,
    form: Form,
    reason: Entry<Reason>,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Ask,
    /// The person is sure.
    Sure,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = Lifted;
}

impl Lift {
    pub(super) fn new(contract: ContractNumber, words: &Words) -> Self {
        let words = &words.caution;
        let mut form = Form::new();
        let reason = form.add(
            Field::text(words.reason, COLUMNS).required().hint(words.reason_hint),
            |text, words| Reason::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words)),
        );
        Self { contract, form, reason }
    }

    fn inside(area: Rect) -> Rect {
        let (width, height) = (area.width.saturating_sub(2), area.height.saturating_sub(2));
        Rect::new(area.x + 1, area.y + 1, width, height)
    }
}

fn question(words: &Words) -> Question {
    let words = &words.caution;
    Question::new(words.lift_title, words.question, words.lift)
}

impl Screen for Lift {
    type Msg = Msg;

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.caution.lift_title.to_owned()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Function::Execute, at.words.caution.lift, Msg::Ask)]
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        self.form.retell(Self::new(self.contract.clone(), cx.at().words).form);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Ask => match self.form.read(&self.reason, cx.at().words) {
                Ok(_) => Confirm::new(cx.at().words, question).ask(cx, Msg::Sure),
                Err(message) => cx.say(message),
            },
            Msg::Sure => {
                if let Ok(reason) = self.form.read(&self.reason, cx.at().words) {
                    let contract = self.contract.clone();
                    cx.command(Command::LiftCaution { contract, reason }, Msg::Answered);
                }
            }
            Msg::Answered(Ok(_)) => cx.close_with(Lifted),
            Msg::Answered(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        panel(area, buf, at.words.caution.lift_title, at);
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

    fn dirty(&self) -> bool {
        self.form.dirty()
    }

    fn popup(&self) -> Option<Size> {
        Some(Size::new(78, 3))
    }
}
