//! TLGI001 担当者ログイン: staff ID and password. On a training store the demo's staff and passwords stand below.

use ratatui::style::Style;

use super::tlgi003::OwnPassword;
use super::ttop001::Menu;
use crate::branch::screens;
use crate::desk::{Error, Session};
use crate::domain::values::StaffId;
use crate::store;
use crate::training::demo::STAFF;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::credentials::{Credentials, Fields};
use crate::ui::kit::field::Field;
use crate::ui::kit::lines::Line;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Who};
use crate::ui::text::cut;
use crate::words::{Words, place};

/// Columns of what can be typed.
const STAFF_COLUMNS: u16 = 16;
const PASSWORD_COLUMNS: u16 = 32;
/// Columns of the name of another terminal.
const PLACE: u16 = 20;
/// Columns of the box with the staff of the demo, and where its texts begin.
const DEMO_COLUMNS: u16 = 68;
const DEMO: [u16; 4] = [0, 12, 28, 44];

/// TLGI001 担当者ログイン.
pub struct Login {
    asked: Credentials<StaffId>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F10.
    Go,
    /// The desk's answer.
    Answered(Box<Result<Session, Error>>),
}

impl Default for Login {
    /// The screen with nothing typed.
    fn default() -> Self {
        Self {
            asked: Credentials::new(fields),
        }
    }
}

impl Login {
    fn go(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some((staff, password)) = self.asked.read(cx) {
            cx.execute(
                move |desk| desk.sit_down(&staff, &password),
                |answer| Msg::Answered(Box::new(answer)),
            );
        }
    }

    fn enter(session: Session, cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        let login = &words.finding.login;
        let welcome = match session.last_login_at() {
            Some(last) => login.welcome(place::At(&words.moment(last))),
            None => login.first.to_owned(),
        };
        let beside = session.beside().map(|other| {
            let at = words.label.soon(other.began, cx.at().now);
            let place = cut(&other.place, PLACE);
            words.staff.lock.beside(place::At(&at), place::Place(&place))
        });
        let (must_change, looks_only) = (session.must_change(), session.looks_only());
        let doubt = session.clock_doubted();
        cx.sign_in(Who::of(session));
        if must_change {
            cx.restart(OwnPassword::first());
        } else {
            cx.restart(Menu::new());
        }
        cx.say(match (beside, doubt) {
            _ if looks_only => Message::refused(&store::Error::LooksOnly.into(), words),
            (Some(beside), _) => Message::warn("W1204", beside),
            (None, Some(doubt)) => Message::from_refusal(&doubt.refusal(), words),
            (None, None) => Message::good("I0101", welcome),
        });
    }
}

fn fields(words: &Words) -> Fields<StaffId> {
    let login = &words.finding.login;
    Fields::new(
        Field::code(login.staff, STAFF_COLUMNS).hint(login.staff_hint),
        Field::secret(login.password, PASSWORD_COLUMNS).hint(login.password_hint),
        StaffId::parse,
    )
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
        self.asked.opened(cx.at().words);
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.asked.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Go => self.go(cx),
            Msg::Answered(answer) => match *answer {
                Ok(session) => Self::enter(session, cx),
                Err(error) => {
                    self.asked.refused();
                    cx.say(Message::refused(&error, cx.at().words));
                }
            },
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let login = &at.words.finding.login;
        let body = Body::new(at).gap(1).line(login.lead, at.theme.value).gap(1);
        let body = body.form(self.asked.form(at.words)?);
        Some(if at.training {
            body.gap(2).panel(login.demo, DEMO_COLUMNS, demo(at)).indent(1)
        } else {
            body
        })
    }
}

/// The staff of the training bank with role and password; everything in it is invented.
fn demo<'a>(at: &'a Ambient<'a>) -> Body<'a> {
    let login = &at.words.finding.login;
    let heading = [login.staff, login.name, login.role, login.password];
    let staff = STAFF.iter().map(|(id, name, role, password)| {
        let cells = [*id, *name, at.words.label.role(*role), *password];
        (cells, at.theme.value)
    });
    let lines = std::iter::once((heading, at.theme.heading)).chain(staff);
    let line = |(cells, style): ([&str; 4], Style)| {
        Line::new(DEMO.into_iter().zip(cells).map(|(x, cell)| (x, cell.to_owned(), style)))
    };
    Body::new(at).lines(lines.map(line).collect())
}
