//! BTOP001 トップページ: the menus of the web banking.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::blgi001::Login;
use crate::portal::{Error, Me};
use crate::ui::keys::Key;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen};
use crate::ui::text::put;

/// BTOP001 トップページ.
#[derive(Debug, Default)]
pub struct TopPage {
    me: Option<Me>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F11.
    Logout,
    /// Who is logged in.
    Read(Result<Me, Error>),
    /// The session is over.
    Gone(Result<(), Error>),
}

impl TopPage {
    /// The page.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Screen for TopPage {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        "BTOP001"
    }

    fn title(&self, at: &Ambient<'_>) -> String {
        at.words.portal.top.title.clone()
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![Binding::new(Key::F(11), &at.words.portal.top.logout, Msg::Logout)]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_look("me", |look| Ok(look.me()), Msg::Read);
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Logout => cx.customer_leaves(Msg::Gone),
            Msg::Read(Ok(me)) => self.me = Some(me),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Gone(given) => {
                cx.sign_out();
                cx.restart(Login::new());
                if let Err(error) = given {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        if let Some(me) = &self.me {
            let state = at.words.label.state(me.state, at.now);
            put(buf, area.x + 1, area.y + 1, area.width - 1, &state, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(area.as_position())
    }
}

/// What `=BTOP001` opens: back to the page that is there already.
#[derive(Clone, Copy, Debug)]
pub(super) struct Homeward;

impl Screen for Homeward {
    type Msg = ();

    fn id(&self) -> &'static str {
        "BTOP001"
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        String::new()
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<()>> {
        Vec::new()
    }

    fn opened(&mut self, cx: &mut Cx<'_, ()>) {
        cx.home();
    }

    fn update(&mut self, (): (), _cx: &mut Cx<'_, ()>) {}

    fn view(&self, _area: Rect, _buf: &mut Buffer, _at: &Ambient<'_>) {}

    fn cursor(&self, _area: Rect) -> Option<Position> {
        None
    }
}
