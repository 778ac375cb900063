//! BRSK007 利用者照会: everything of one user; nothing is changed here.

use super::brsk005::gone;
use super::members::names;
use super::members::sheet::{Entered, names_width};
use super::members::users::{holds_until, service_style, service_whole};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::members::Profile;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Error, Look, MemberSheet};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// BRSK007 利用者照会.
pub struct MemberView {
    login_id: LoginId,
    sheet: Option<(Instant, Box<MemberSheet>)>,
    scroll: ScrollState,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// Read again.
    Refresh,
    /// The user was read.
    Read(Result<(Instant, Box<MemberSheet>), Error>),
}

impl MemberView {
    /// The screen about this user.
    pub(super) fn new(login_id: LoginId) -> Self {
        Self {
            login_id,
            sheet: None,
            scroll: ScrollState::default(),
        }
    }

    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let login_id = self.login_id.clone();
        cx.customer_look("user", move |look| read(look, &login_id), Msg::Read);
    }

    fn lines(&self, at: &Ambient<'_>, columns: u16) -> Vec<Line> {
        let mut lines = Lines::behind(at, columns, names_width(at.words));
        let Some((_, sheet)) = &self.sheet else {
            lines.note(at.words.members.common.reading, at.theme.label);
            return lines.done();
        };
        let (common, list, row) = (&at.words.members.common, &at.words.members.list, &sheet.row);
        let service = service_whole(row.service, at);
        lines.fact(common.service, &service, service_style(row.service, at));
        lines.fact(common.state, &at.words.label.state(row.state, at.now), at.theme.value);
        let serial = match &row.serial {
            None => common.none,
            Some(serial) if sheet.shares_with.is_empty() => serial.as_str(),
            Some(serial) => {
                let who = names(&sheet.shares_with, at.words);
                &list.shared(place::Serial(serial.as_str()), place::Who(&who))
            }
        };
        lines.fact(common.serial, serial, at.theme.value);
        let login = row.user.service.last_login_at;
        let login = login.map_or_else(|| list.never.to_owned(), |login| at.words.moment(login));
        lines.fact(list.last_login, &login, at.theme.value);
        let entered = Entered {
            login_id: &self.login_id,
            before: None,
            after: &Profile::of(&row.user),
            passwords: None,
        };
        entered.write(&mut lines);
        lines.done()
    }
}

fn read(look: &Look<'_>, login_id: &LoginId) -> Result<(Instant, Box<MemberSheet>), Error> {
    Ok((look.now(), Box::new(look.member_sheet(login_id)?)))
}

impl Screen for MemberView {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK007
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let refresh = at.words.members.common.refresh;
        vec![Binding::new(Function::Refresh, refresh, Msg::Refresh)]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        let (at, sheet) = self.sheet.as_ref()?;
        holds_until(sheet, *at)
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.scroll.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => self.ask(cx),
            Msg::Read(Ok(sheet)) => self.sheet = Some(sheet),
            Msg::Read(Err(Error::Refused(Refusal::NoUser { .. }))) => {
                cx.close();
                cx.say(gone(&self.login_id, cx.at()));
            }
            Msg::Read(Err(error)) => cx.customer_refused(&error),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).pages(&self.scroll, |columns| self.lines(at, columns));
        Some(body.hint(at.words.members.list.sheet_hint))
    }
}
