//! BTOP001 トップページ: the menus of the web banking, and beside them who is logged in.

mod me;

use super::blgi002::OwnPasswords;
use super::entry::Section;
use super::menu::{Availability, Did, Menu};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::portal::{Error, Look, Me};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::menu::Item;
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
    /// F4.
    Passwords,
    /// F11.
    Logout,
    /// Who is logged in, and how the menus stand.
    Read(Result<Box<(Me, Box<Availability>)>, Error>),
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

    fn read(look: &Look<'_>) -> Box<(Me, Box<Availability>)> {
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
            Binding::new(Function::ChangePasswords, words.own.title, Msg::Passwords),
            Binding::new(Function::Refresh, words.common.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.common.choose, Msg::Choose),
            Binding::new(Function::Logout, words.top.logout, Msg::Logout),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
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
            Msg::Passwords => cx.open(OwnPasswords::new()),
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

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.portal.top;
        let (items, selected) = (self.menu.items(at.words), self.menu.selected());
        let logout = Item {
            mark: LOGOUT.to_string(),
            name: words.logout.to_owned(),
            ..Item::default()
        };
        let chosen = |is_last: bool| (selected == items.len()) == is_last;
        let (entry, last) = (chosen(false).then_some(selected), chosen(true).then_some(0));
        let menu = Body::new(at).menu(items, entry).rest().gap(1).menu(vec![logout], last);
        let me = match &self.me {
            Some(me) => me::says(me, self.last_login, at),
            None => Body::new(at),
        };
        let left = Body::framed(at, words.menus, menu);
        let body = Body::new(at).side_by_side(MENU_COLUMNS, left, Body::framed(at, words.me, me));
        Some(body.hint(at.words.portal.common.menu_hint))
    }
}
