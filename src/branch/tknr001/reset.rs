//! PW再設定: a new first password for a member, typed twice.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use secrecy::SecretString;

use super::entry::{first_password, inside, read_twice};
use crate::branch::screens;
use crate::desk::{Carried, Error};
use crate::domain::staff::Staff;
use crate::domain::values::{Name, StaffId};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Answers, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Columns and rows of the box.
const SIZE: Size = Size::new(78, 4);

/// Who has a new first password.
#[derive(Debug)]
pub struct WasReset {
    pub(super) id: StaffId,
    pub(super) carried: Carried,
}

/// The layer.
pub(super) struct Reset {
    id: StaffId,
    name: Name,
    form: Form,
    passwords: [Entry<SecretString>; 2],
}

/// What the layer is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// Execute.
    Go,
    /// What the desk says.
    Answered(Result<Carried, Error>),
}

impl Answers for Msg {
    type With = WasReset;
}

impl Reset {
    pub(super) fn new(staff: &Staff, at: &Ambient<'_>) -> Self {
        let mut form = Form::new();
        let passwords = first_password(&mut form, at.words);
        Self {
            id: staff.id.clone(),
            name: staff.name.clone(),
            form,
            passwords,
        }
    }

    fn heading(&self, at: &Ambient<'_>) -> String {
        at.words
            .staff
            .entry
            .reset_title(place::Name(self.name.as_str()), place::Staff(self.id.as_str()))
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(session) = cx.at().session().cloned() else {
            return;
        };
        match read_twice(&mut self.form, &self.passwords, cx.at().words) {
            Ok(password) => {
                let id = self.id.clone();
                cx.execute(move |desk| desk.reset_password(&session, &id, &password), Msg::Answered);
            }
            Err(message) => cx.say(message),
        }
    }
}

impl Screen for Reset {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TKNR001
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        self.heading(at)
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Function::Execute, at.words.staff.entry.reset, Msg::Go)]
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let mut told = Form::new();
        first_password(&mut told, cx.at().words);
        self.form.retell(told);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.form.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(Ok(carried)) => {
                let id = self.id.clone();
                cx.close_with(WasReset { id, carried });
            }
            Msg::Answered(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let inside = panel(area, buf, &self.heading(at), at);
        self.form.view(inside, buf, at);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.form.cursor(inside(area))
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
        Some(SIZE)
    }
}
