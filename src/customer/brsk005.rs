//! BRSK005 利用者一覧: the users of the company; from here they are registered, shown, changed and deleted.

use ratatui::style::Style;

use super::brsk006::Registration;
use super::brsk007::MemberView;
use super::brsk009::{Confirmation, Wish};
use super::members::users::{self, Answer, Users};
use super::members::{ClosedWith, reason, whole};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Error, MemberSheet};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::{Words, place};

/// From this width on every state has its full words.
const WIDE: u16 = 126;
/// Rows of the reason why nothing can be changed.
const NOTE: u16 = 3;

/// BRSK005 利用者一覧.
#[derive(Default)]
pub struct Members {
    users: Option<Box<Users>>,
    table: Table,
    /// Why they can't be seen.
    refused: Option<Error>,
    /// The person asked for it: they are told when it was read.
    aloud: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F2.
    New,
    /// F4.
    Amend,
    /// F5.
    Refresh,
    /// F9.
    Remove,
    /// F10 or Enter.
    Look,
    /// The users were read.
    Read(Answer),
    /// What was begun from here is over: the list is read again as it comes on top.
    Over,
}

impl Members {
    /// The list with nothing read.
    pub fn new() -> Self {
        Self::default()
    }

    fn ask(cx: &mut Cx<'_, Msg>) {
        cx.customer_look("users", Users::read, Msg::Read);
    }

    fn selected(&self) -> Option<&MemberSheet> {
        let row = self.table.selected();
        self.users.as_ref()?.sheets.get(row)
    }

    fn login_id(&self) -> Option<LoginId> {
        Some(self.selected()?.row.user.login_id.clone())
    }

    /// Why nothing at all may be changed now: no session, no permission, or R5.2.
    fn closed(&self, at: &Ambient<'_>) -> Option<String> {
        match &self.users {
            None => Some(at.words.members.common.reading.to_owned()),
            Some(users) => users.asks_code.as_ref().err().map(|refusal| reason(refusal, at.words)),
        }
    }

    /// Why a key for the selected user is off.
    fn off(&self, at: &Ambient<'_>, why: fn(&MemberSheet) -> &Option<Refusal>) -> Option<String> {
        self.closed(at).or_else(|| {
            self.selected().map_or_else(
                || Some(at.words.members.list.empty.to_owned()),
                |sheet| why(sheet).as_ref().map(|refusal| reason(refusal, at.words)),
            )
        })
    }

    fn row(sheet: &MemberSheet, at: &Ambient<'_>, wide: bool) -> Row {
        let (row, user) = (&sheet.row, &sheet.row.user);
        Row::new([
            user.login_id.to_string(),
            user.name.to_string(),
            at.words.label.kind(user.kind).to_owned(),
            users::service(row.service, at, wide),
            users::otp(row.state, at, wide),
        ])
        .styled(users::service_style(row.service, at))
    }

    /// The selected user: kana, token, and whatever had no room above.
    fn foot(&self, at: &Ambient<'_>) -> [(String, Style); 2] {
        let Some(sheet) = self.selected() else {
            return [(String::new(), at.theme.label), (String::new(), at.theme.label)];
        };
        let (row, user, words) = (&sheet.row, &sheet.row.user, &at.words.members);
        let serial = row.serial.as_ref().map_or(words.common.none, |serial| serial.as_str());
        let first = format!(
            "{} {} ({})  {} {serial}",
            user.login_id, user.name, user.kana, words.common.serial
        );
        let service = users::service_whole(row.service, at);
        let state = at.words.label.state(row.state, at.now);
        let style = users::service_style(row.service, at);
        [(first, at.theme.label), (format!("{service}  {state}"), style)]
    }
}

fn columns(words: &Words) -> Columns {
    let common = &words.members.common;
    let columns = |id, name, kind, service, state: Column| {
        vec![
            Column::new(common.login_id, id),
            Column::new(common.name, name),
            Column::new(common.kind, kind),
            Column::new(common.service, service),
            state,
        ]
    };
    Columns::new(columns(20, 20, 14, 44, Column::rest(common.state)))
        .or_below(WIDE, columns(10, 14, 14, 21, Column::rest(common.state_narrow)))
}

impl Screen for Members {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK005
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.members.list, &at.words.members.common);
        let nobody = || self.selected().is_none().then(|| words.empty.to_owned());
        vec![
            Binding::new(Function::Add, words.new, Msg::New).unless(self.closed(at)),
            Binding::new(Function::Change, words.amend, Msg::Amend).unless(self.off(at, |sheet| &sheet.amend)),
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Remove, words.remove, Msg::Remove).unless(self.off(at, |sheet| &sheet.remove)),
            Binding::new(Function::Execute, words.look, Msg::Look).unless(nobody()),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.users.as_ref()?.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.users.as_ref().map_or(0, |users| users.sheets.len());
        match self.table.typed(key, rows) {
            Some(Did::Pick(_)) => self.update(Msg::Look, cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::New => cx.open_for(Registration::new(None), |_: ClosedWith| Msg::Over),
            Msg::Amend => {
                if let Some(login_id) = self.login_id() {
                    cx.open_for(Registration::new(Some(login_id)), |_: ClosedWith| Msg::Over);
                }
            }
            Msg::Remove => {
                if let Some(login_id) = self.login_id() {
                    cx.open_for(Confirmation::new(Wish::Remove(login_id)), |_: ClosedWith| Msg::Over);
                }
            }
            Msg::Look => {
                if let Some(login_id) = self.login_id() {
                    cx.open(MemberView::new(login_id));
                }
            }
            Msg::Refresh => {
                self.aloud = true;
                Self::ask(cx);
            }
            Msg::Read(Ok(users)) => {
                if std::mem::take(&mut self.aloud) {
                    cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
                }
                self.refused = None;
                users.replace(&mut self.users, Some(&mut self.table));
            }
            Msg::Read(Err(error)) => {
                cx.customer_refused(&error);
                self.users = None;
                self.refused = Some(error);
            }
            Msg::Over => {}
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let body = Body::new(at).hint(at.words.members.list.hint);
        let Some(users) = &self.users else {
            let text = match &self.refused {
                Some(error) => whole(error, at.words),
                None => at.words.members.common.reading.to_owned(),
            };
            return Some(body.gap(1).text(text, at.theme.warn).indent(2));
        };
        let body = match &users.asks_code {
            Ok(_) => body,
            Err(refusal) => {
                let text = whole(&refusal.clone().into(), at.words);
                body.gap(1).text(text, at.theme.warn).indent(2).rows(NOTE)
            }
        };
        let body = body.table(
            &self.table,
            columns(at.words),
            users.sheets.len(),
            move |index, wide| users.sheets.get(index).map(|sheet| Self::row(sheet, at, wide)),
        );
        let [(first, plain), (second, style)] = self.foot(at);
        Some(body.line(first, plain).indent(2).line(second, style).indent(2))
    }
}

/// Why a user who was on the list can't be shown: they are not there any more.
pub(super) fn gone(login_id: &LoginId, at: &Ambient<'_>) -> Message {
    let text = at.words.members.list.gone(place::LoginId(login_id.as_str()));
    Message::warn("W1701", text)
}
