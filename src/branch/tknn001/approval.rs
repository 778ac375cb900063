//! 役席承認 at the requester's own terminal: another person's staff ID and password under the very content (R11.1).

use secrecy::SecretString;

use crate::branch::screens;
use crate::branch::shown::{self, Step, When};
use crate::desk::{Error, Outcome, Shown};
use crate::domain::refusal::Refusal;
use crate::domain::values::{RequestId, StaffId};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::lines::Lines;
use crate::ui::kit::scroll::ScrollState;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::{Words, place};

/// Rows of the box with the two fields.
const ENTRY_ROWS: u16 = 4;
/// Columns of each field.
const COLUMNS: u16 = 24;

/// What came of it.
#[derive(Debug)]
pub enum Decision {
    /// Approved and carried out.
    Done(Box<Outcome>),
    /// It stays in the queue.
    Left(RequestId, Box<Shown>),
    /// It can't be approved any more, by anyone.
    Gone(Message),
}

/// 役席承認: the content stays visible above the fields.
pub(super) struct Approval {
    request: RequestId,
    shown: Box<Shown>,
    form: Form,
    staff: Entry<StaffId>,
    password: Entry<SecretString>,
    scroll: ScrollState,
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Approve,
    /// Cancel.
    Leave,
    /// What the desk says.
    Answered(Result<Outcome, Error>),
}

impl Answers for Msg {
    type With = Decision;
}

impl Approval {
    /// The layer over a request that waits.
    pub(super) fn new(request: RequestId, shown: Box<Shown>, words: &Words) -> Self {
        let words = &words.deciding.approval;
        let mut form = Form::new();
        let staff = form.add(
            Field::code(words.staff, COLUMNS).required().hint(words.staff_hint),
            |text, words| StaffId::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words)),
        );
        let password = form.add_secret(
            Field::secret(words.password, COLUMNS)
                .required()
                .hint(words.password_hint),
        );
        Self {
            request,
            shown,
            form,
            staff,
            password,
            scroll: ScrollState::default(),
        }
    }

    fn typed_in(&mut self, words: &Words) -> Result<(StaffId, SecretString), Message> {
        let staff = self.form.read(&self.staff, words)?;
        Ok((staff, self.form.read(&self.password, words)?))
    }

    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        let message = Message::refused(error, cx.at().words);
        match error {
            Error::Refused(Refusal::Changed | Refusal::RequestLapsed | Refusal::AlreadyDecided { .. }) => {
                cx.close_with(Decision::Gone(message));
            }
            Error::Refused(refusal) => {
                self.form.clear(&self.password);
                if matches!(refusal, Refusal::WrongPassword) {
                    self.form.focus(&self.password);
                } else {
                    self.form.focus(&self.staff);
                }
                cx.say(message);
            }
            Error::Store(_) => cx.say(message),
        }
    }
}

impl Screen for Approval {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNN001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        let action = at.words.label.action(self.shown.action);
        at.words.deciding.approval.title(place::Action(action))
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(shown::steps(at, Some(self.shown.action), Step::Approve))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.approval;
        vec![
            Binding::new(Function::Execute, words.approve.to_owned(), Msg::Approve),
            Binding::new(Function::Cancel, words.leave.to_owned(), Msg::Leave),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key) || self.scroll.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Approve => match self.typed_in(cx.at().words) {
                Ok((staff, password)) => {
                    let request = self.request;
                    cx.execute(move |desk| desk.approve_here(&staff, &password, request), Msg::Answered);
                }
                Err(message) => cx.say(message),
            },
            Msg::Leave => cx.close_with(Decision::Left(self.request, self.shown.clone())),
            Msg::Answered(Ok(outcome)) => cx.close_with(Decision::Done(Box::new(outcome))),
            Msg::Answered(Err(error)) => self.refused(&error, cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).pages(&self.scroll, |columns| {
            let mut lines = Lines::new(at, columns);
            shown::describe(&mut lines, &self.shown, When::Planned);
            lines.done()
        });
        let told = || Self::new(self.request, self.shown.clone(), at.words).form;
        let inside = Body::new(at).form(self.form.in_words(at.words, told));
        let panel = at.words.deciding.approval.panel;
        Some(body.panel(panel, u16::MAX, inside).rows(ENTRY_ROWS))
    }
}
