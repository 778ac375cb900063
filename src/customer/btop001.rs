//! BTOP001 トップページ: the menus of the web banking, and beside them who is logged in.

mod me;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::entry::Section;
use super::menu::{self, Did, Menu, Standing};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::portal::{Error, Look, Me};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::panel::panel;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};

/// The number of logging out: the same whatever stands above it.
const LOGOUT: u32 = 9;
/// What it offers.
const TOP: &[Section] = &[Section::Top];
/// Columns of the box of menus on a narrow terminal.
const MENU_COLUMNS: u16 = 42;

/// BTOP001 トップページ.
#[derive(Debug)]
pub struct TopPage {
    menu: Menu,
    me: Option<Me>,
    /// The login before this one.
    last_login: Option<Instant>,
    aloud: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Refresh,
    /// F10: the selected menu.
    Choose,
    /// F11.
    Logout,
    /// Who is logged in, and how the menus stand.
    Read(Result<Box<(Me, Box<Standing>)>, Error>),
    /// The session is over.
    Gone(Result<(), Error>),
}

impl TopPage {
    /// The page for somebody whose login before this one was then.
    pub fn new(last_login: Option<Instant>) -> Self {
        Self {
            menu: Menu::new(TOP),
            me: None,
            last_login,
            aloud: false,
        }
    }

    fn read(look: &Look<'_>) -> Box<(Me, Box<Standing>)> {
        Box::new((look.me(), Menu::stand(TOP, look)))
    }

    fn ask(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("me", |look| Ok(Self::read(look)), Msg::Read);
    }

    fn choose(&self, index: usize, cx: &mut Cx<'_, Msg>) {
        if index < self.menu.entries().count() {
            self.menu.choose(index, cx);
        } else {
            cx.customer_leaves(Msg::Gone);
        }
    }
}

impl Screen for TopPage {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BTOP001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.portal;
        vec![
            Binding::new(Function::Refresh, words.common.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.common.choose, Msg::Choose),
            Binding::new(Function::Logout, words.top.logout, Msg::Logout),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("me", |look| Ok(Self::read(look)), Msg::Read);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.menu.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.menu.typed(key, Some(LOGOUT)) {
            Some(Did::Chose(index)) => self.choose(index, cx),
            Some(Did::Moved) => {}
            None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => {
                self.aloud = true;
                Self::ask(cx);
            }
            Msg::Choose => self.choose(self.menu.selected(), cx),
            Msg::Logout => cx.customer_leaves(Msg::Gone),
            Msg::Read(Ok(read)) => {
                let (me, standing) = *read;
                self.me = Some(me);
                self.menu.hear(standing);
                if std::mem::take(&mut self.aloud) {
                    cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
                }
            }
            Msg::Gone(Ok(())) => super::say_goodbye(cx),
            Msg::Read(Err(error)) | Msg::Gone(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.portal.top;
        let (left, right) = halves(area);
        let inside = panel(left, buf, words.menus, at);
        self.menu.view(entries(inside), buf, at);
        let selected = self.menu.selected() == self.menu.entries().count();
        let number = usize::try_from(LOGOUT).unwrap_or_default();
        menu::draw_line(logout(inside), buf, at, selected, false, (number, words.logout, ""));
        let inside = panel(right, buf, words.me, at);
        if let Some(me) = &self.me {
            me::view(me, self.last_login, inside, buf, at);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let (left, _) = halves(area);
        let inside = Rect::new(left.x + 1, left.y + 1, left.width - 2, left.height - 2);
        Some(if self.menu.selected() < self.menu.entries().count() {
            self.menu.cursor(entries(inside))
        } else {
            logout(inside).as_position()
        })
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.portal.common.menu_hint.to_owned()
    }
}

/// The boxes of the menus and of who is logged in.
fn halves(area: Rect) -> (Rect, Rect) {
    let left = Rect {
        width: MENU_COLUMNS.max(area.width / 2).min(area.width),
        ..area
    };
    let right = Rect {
        x: left.right(),
        width: area.width - left.width,
        ..area
    };
    (left, right)
}

/// The rows of the menus in their box: all but the last two.
fn entries(inside: Rect) -> Rect {
    Rect {
        height: inside.height.saturating_sub(2),
        ..inside
    }
}

/// The row of logging out.
fn logout(inside: Rect) -> Rect {
    Rect::new(inside.x, inside.bottom().saturating_sub(1), inside.width, 1)
}
