//! BRSK005 利用者一覧: the users of the company; from here they are registered, shown, changed and deleted.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::brsk006::Registration;
use super::brsk007::MemberView;
use super::brsk009::{Confirmation, Wish};
use super::members::users::{self, Answer, Users};
use super::members::{Left, reason, whole};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Error, MemberSheet};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::put;
use crate::words::{Words, place};

/// From this width on every state has its full words.
const WIDE: u16 = 126;
/// Rows below the list: the selected user in full.
const FOOT: u16 = 2;
/// Rows of the reason why nothing can be changed.
const NOTE: u16 = 3;

/// BRSK005 利用者一覧.
#[derive(Default)]
pub struct Members {
    users: Option<Box<Users>>,
    table: Option<Table>,
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
    /// F7, F8.
    Page(Key),
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
        let row = self.table.as_ref()?.selected();
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

    /// The list, below the reason why nothing can be changed if there is one.
    fn list(&self, area: Rect) -> Rect {
        let is_closed = self.users.as_ref().is_some_and(|users| users.asks_code.is_err());
        let head = if is_closed { NOTE + 1 } else { 0 };
        Rect::new(
            area.x,
            area.y + head,
            area.width,
            area.height.saturating_sub(FOOT + head),
        )
    }

    /// The selected user: kana, token, and whatever had no room above.
    fn foot(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let Some(sheet) = self.selected() else { return };
        let (row, user, words) = (&sheet.row, &sheet.row.user, &at.words.members);
        let serial = row.serial.as_ref().map_or(words.common.none, |serial| serial.as_str());
        let first = format!(
            "{} {} ({})  {} {serial}",
            user.login_id, user.name, user.kana, words.common.serial
        );
        let service = users::service_whole(row.service, at);
        let state = at.words.label.state(row.state, at.now);
        let second = format!("{service}  {state}");
        let columns = area.width.saturating_sub(2);
        put(buf, area.x + 2, area.y, columns, &first, at.theme.label);
        let style = users::service_style(row.service, at);
        put(buf, area.x + 2, area.y + 1, columns, &second, style);
    }
}

fn headings(words: &Words) -> Table {
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
    Table::new(columns(20, 24, 14, 36, Column::rest(common.state)))
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
            Binding::new(Function::PageUp, common.page_up, Msg::Page(Key::PageUp)),
            Binding::new(Function::PageDown, common.page_down, Msg::Page(Key::PageDown)),
            Binding::new(Function::Remove, words.remove, Msg::Remove).unless(self.off(at, |sheet| &sheet.remove)),
            Binding::new(Function::Execute, words.look, Msg::Look).unless(nobody()),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.table.get_or_insert_with(|| headings(cx.at().words));
        Self::ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.customer_glance("users", Users::read, Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at().words));
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.users.as_ref()?.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.users.as_ref().map_or(0, |users| users.sheets.len());
        let Some(table) = &mut self.table else { return false };
        match table.typed(key, rows) {
            Some(Did::Pick(_)) => self.update(Msg::Look, cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::New => cx.open_for(Registration::new(None), |_: Left| Msg::Over),
            Msg::Amend => {
                if let Some(login_id) = self.login_id() {
                    cx.open_for(Registration::new(Some(login_id)), |_: Left| Msg::Over);
                }
            }
            Msg::Remove => {
                if let Some(login_id) = self.login_id() {
                    cx.open_for(Confirmation::new(Wish::Remove(login_id)), |_: Left| Msg::Over);
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
            Msg::Page(key) => {
                self.typed(&key, cx);
            }
            Msg::Read(Ok(users)) => {
                if std::mem::take(&mut self.aloud) {
                    cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
                }
                self.refused = None;
                users.replace(&mut self.users, self.table.as_mut());
            }
            Msg::Read(Err(error)) => {
                cx.customer_refused(&error);
                self.users = None;
                self.refused = Some(error);
            }
            Msg::Over => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let inside = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height - 1);
        let (Some(users), Some(table)) = (&self.users, &self.table) else {
            let text = match &self.refused {
                Some(error) => whole(error, at.words),
                None => at.words.members.common.reading.to_owned(),
            };
            paragraph(inside, buf, &text, at.theme.warn);
            return;
        };
        let wide = !table.is_narrow(area);
        let rows = users.sheets.len();
        let foot = Rect::new(area.x, area.bottom().saturating_sub(FOOT), area.width, FOOT);
        table.view(self.list(area), buf, at, rows, |index| {
            users.sheets.get(index).map(|sheet| Self::row(sheet, at, wide))
        });
        self.foot(foot, buf, at);
        if let Err(refusal) = &users.asks_code {
            let note = Rect { height: NOTE, ..inside };
            let text = whole(&refusal.clone().into(), at.words);
            paragraph(note, buf, &text, at.theme.warn);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        self.users.as_ref()?;
        Some(self.table.as_ref()?.cursor(self.list(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let (users, table) = (self.users.as_ref()?, self.table.as_ref()?);
        let wide = !table.was_narrow();
        Some(Listed::new(table, users.sheets.len(), move |index| {
            users.sheets.get(index).map(|sheet| Self::row(sheet, at, wide))
        }))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.members.list.hint.to_owned()
    }
}

/// Why a user who was on the list can't be shown: they are not there any more.
pub(super) fn gone(login_id: &LoginId, at: &Ambient<'_>) -> Message {
    let text = at.words.members.list.gone(place::LoginId(login_id.as_str()));
    Message::warn("W1701", text)
}
