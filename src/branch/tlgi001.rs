//! TLGI001 担当者ログイン: staff ID and password. On a training store the demo's staff and passwords stand below.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use secrecy::SecretString;

use super::tlgi003::OwnPassword;
use super::ttop001::Menu;
use crate::branch::screens;
use crate::desk::{Error, Session};
use crate::domain::values::StaffId;
use crate::store;
use crate::training::demo::STAFF;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::field::Field;
use crate::ui::kit::form::{Entry, Form};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Who};
use crate::ui::text::{Align, put, put_fit};
use crate::words::{Words, place};

/// Columns of what can be typed.
const STAFF_COLUMNS: u16 = 16;
const PASSWORD_COLUMNS: u16 = 32;
/// Columns of the box with the staff of the demo, and of its columns.
const DEMO_COLUMNS: u16 = 68;
const DEMO: [u16; 4] = [12, 16, 16, 20];

/// TLGI001 担当者ログイン.
#[derive(Default)]
pub struct Login {
    asked: Option<Asked>,
}

/// The form, made when the words are known.
struct Asked {
    form: Form,
    staff: Entry<StaffId>,
    password: Entry<SecretString>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// The desk's answer.
    Answered(Result<Session, Error>),
}

impl Login {
    /// The screen with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        let Some(asked) = &mut self.asked else { return };
        let words = cx.at().words;
        let read = asked
            .form
            .read(&asked.staff, words)
            .and_then(|staff| Ok((staff, asked.form.read(&asked.password, words)?)));
        match read {
            Ok((staff, password)) => cx.execute(move |desk| desk.login(&staff, &password), Msg::Answered),
            Err(message) => cx.say(message),
        }
    }

    fn enter(session: Session, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let login = &words.finding.login;
        let welcome = match session.last_login_at() {
            Some(last) => login.welcome(place::At(&words.moment(last))),
            None => login.first.to_owned(),
        };
        let (must_change, looks_only) = (session.must_change(), session.looks_only());
        cx.sign_in(Who::of(session));
        if must_change {
            cx.restart(OwnPassword::first());
        } else {
            cx.restart(Menu::new());
        }
        cx.say(if looks_only {
            Message::refused(&store::Error::LooksOnly.into(), words)
        } else {
            Message::good("I0101", welcome)
        });
    }
}

impl Asked {
    fn new(words: &Words) -> Self {
        let login = &words.finding.login;
        let mut form = Form::new();
        let staff = Field::code(login.staff, STAFF_COLUMNS)
            .required()
            .hint(login.staff_hint);
        let staff = form.add(staff, |text, words| {
            StaffId::parse(text).map_err(|refusal| Message::from_refusal(&refusal, words))
        });
        let password = Field::secret(login.password, PASSWORD_COLUMNS)
            .required()
            .hint(login.password_hint);
        let password = form.add_secret(password);
        Self { form, staff, password }
    }
}

impl Screen for Login {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TLGI001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Function::Execute, at.words.finding.login.go, Msg::Go)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.asked.is_none() {
            self.asked = Some(Asked::new(cx.at().words));
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(asked) = &mut self.asked {
            asked.form.retell(Asked::new(cx.at().words).form);
        }
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.as_mut().is_some_and(|asked| asked.form.typed(key))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(Ok(session)) => Self::enter(session, cx),
            Msg::Answered(Err(error)) => {
                if let Some(asked) = &mut self.asked {
                    asked.form.clear(&asked.password);
                    asked.form.focus(&asked.password);
                }
                cx.say(Message::refused(&error, cx.at().words));
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let lead = at.words.finding.login.lead;
        put(buf, area.x + 1, area.y + 1, area.width - 1, lead, at.theme.value);
        if let Some(asked) = &self.asked {
            asked.form.view(form_area(area), buf, at);
        }
        if at.training {
            demo(area, buf, at);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.asked.as_ref()?.form.cursor(form_area(area))
    }

    fn hint(&self, _at: &Ambient<'_>) -> String {
        self.asked.as_ref().map(|asked| asked.form.hint()).unwrap_or_default()
    }

    fn typing(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.form.typing())
    }
}

fn form_area(area: Rect) -> Rect {
    Rect::new(area.x, area.y + 3, area.width, 2)
}

/// The staff of the training bank with role and password; everything in it is invented.
fn demo(area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
    let login = &at.words.finding.login;
    let rows = u16::try_from(STAFF.len()).unwrap_or(u16::MAX).saturating_add(3);
    let place = Rect::new(area.x + 1, area.y + 7, DEMO_COLUMNS.min(area.width - 2), rows);
    let inside = panel(place.intersection(area), buf, login.demo, at);
    let inside = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    let heading = [login.staff, login.name, login.role, login.password];
    let staff = STAFF.iter().map(|(id, name, role, password)| {
        let cells = [*id, *name, at.words.label.role(*role), *password];
        (cells, at.theme.value)
    });
    let lines = std::iter::once((heading, at.theme.heading)).chain(staff);
    for ((cells, style), y) in lines.zip(inside.top()..inside.bottom()) {
        let mut x = inside.x;
        for (cell, columns) in cells.into_iter().zip(DEMO) {
            let columns = columns.min(inside.right().saturating_sub(x));
            put_fit(buf, Rect::new(x, y, columns, 1), cell, Align::Left, style);
            x += columns;
        }
    }
}
