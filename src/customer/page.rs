//! A page that is a menu and nothing else (BSSK001, BRSK001).

use super::entry::Section;
use super::menu::{Availability, Did, Menu};
use crate::domain::calendar::Instant;
use crate::portal::Error;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};

/// A page with a menu.
pub(super) struct MenuPage {
    place: &'static Nameplate,
    sections: &'static [Section],
    menu: Menu,
    /// The person asked for it: they are told when it was read.
    aloud: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub(super) enum Msg {
    /// F5.
    Refresh,
    /// F10: the selected entry.
    Choose,
    /// F12.
    Back,
    /// How the entries stand.
    Read(Result<Box<Availability>, Error>),
}

impl MenuPage {
    /// The page at that place with those sections.
    pub(super) fn new(place: &'static Nameplate, sections: &'static [Section]) -> Self {
        Self {
            place,
            sections,
            menu: Menu::new(sections),
            aloud: false,
        }
    }

    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let sections = self.sections;
        cx.customer_look("menu", move |look| Ok(Menu::stand(sections, look)), Msg::Read);
    }
}

impl Screen for MenuPage {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        self.place
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.portal.common;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::Execute, words.choose, Msg::Choose),
            Binding::new(Function::Cancel, words.back, Msg::Back),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.menu.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.menu.typed(key, None) {
            Some(Did::Chose(index)) => self.menu.choose(index, cx),
            Some(Did::Moved) => {}
            None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => {
                self.aloud = true;
                self.ask(cx);
            }
            Msg::Choose => self.menu.choose(self.menu.selected(), cx),
            Msg::Back => cx.back(),
            Msg::Read(Ok(standing)) => {
                self.menu.hear(standing);
                if std::mem::take(&mut self.aloud) {
                    cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
                }
            }
            Msg::Read(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (items, selected) = (self.menu.items(at.words), self.menu.selected());
        let body = Body::new(at).gap(1).menu(items, Some(selected)).indent(1).rest();
        Some(body.hint(at.words.portal.common.menu_hint))
    }
}
