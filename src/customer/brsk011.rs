//! BRSK011 利用者停止・解除一覧: the service state of every user; the chosen ones are stopped, or what keeps them out is
//! lifted.

mod said;

use std::collections::BTreeSet;

use super::brsk010::Completed;
use super::members::asking::Asking;
use super::members::users::{Answer, Users};
use super::members::{ClosedWith, carry_out, reason};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Command, Error, MemberSheet, Outcome};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};

/// BRSK011 利用者停止・解除一覧.
#[derive(Default)]
pub struct Service {
    users: Option<Box<Users>>,
    chosen: BTreeSet<LoginId>,
    table: Table,
    asking: Option<Asking>,
    /// The focus is in what is asked for, not in the list.
    in_fields: bool,
    refused: Option<Error>,
    aloud: bool,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Refresh,
    /// F9.
    Stop,
    /// F10.
    Lift,
    /// The users were read.
    Read(Answer),
    /// What came of it.
    Done(Result<Outcome, Error>),
    /// The screen that says so was left: the list is read again as it comes on top.
    Over,
}

impl Service {
    /// The list with nobody chosen.
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

    fn hear(&mut self, users: Box<Users>, cx: &mut Cx<'_, Msg>) {
        if std::mem::take(&mut self.aloud) {
            cx.say(Message::info("I1605", cx.at().words.portal.common.refreshed));
        }
        let asks_code = *users.asks_code.as_ref().unwrap_or(&false);
        if self.asking.as_ref().map(Asking::asks_code) != Some(asks_code) {
            self.asking = Some(Asking::new(cx.at().words, asks_code, users.digits));
        }
        let may = |login_id: &LoginId| {
            let sheet = users.place(login_id).and_then(|place| users.sheets.get(place));
            sheet.is_some_and(is_choosable)
        };
        self.chosen.retain(|login_id| may(login_id));
        self.refused = None;
        users.replace(&mut self.users, Some(&mut self.table));
    }

    /// Chooses the user of a row or takes them out; who can be neither stopped nor lifted can't be chosen.
    fn toggle(&mut self, row: usize, cx: &mut Cx<'_, Msg>) {
        let Some(sheet) = self.users.as_ref().and_then(|users| users.sheets.get(row)) else {
            return;
        };
        if !is_choosable(sheet) {
            if let Some(refusal) = &sheet.stop {
                cx.say(Message::from_refusal(refusal, cx.at().words));
            }
            return;
        }
        let login_id = sheet.row.user.login_id.clone();
        if !self.chosen.remove(&login_id) {
            self.chosen.insert(login_id);
        }
    }

    /// Why the chosen can't be stopped, or lifted.
    fn off(&self, at: &Ambient<'_>, why: fn(&MemberSheet) -> &Option<Refusal>) -> Option<String> {
        let words = &at.words.members;
        let Some(users) = &self.users else {
            return Some(words.common.reading.to_owned());
        };
        if let Err(refusal) = &users.asks_code {
            return Some(reason(refusal, at.words));
        }
        if self.chosen.is_empty() {
            return Some(words.service.nobody.to_owned());
        }
        let mut chosen = users
            .sheets
            .iter()
            .filter(|sheet| self.chosen.contains(&sheet.row.user.login_id));
        chosen
            .find_map(|sheet| why(sheet).as_ref())
            .map(|refusal| reason(refusal, at.words))
    }

    fn execute(&mut self, command: fn(Vec<LoginId>) -> Command, cx: &mut Cx<'_, Msg>) {
        let Some(asking) = &mut self.asking else { return };
        match asking.read(cx.at().words) {
            Ok(secrets) => {
                let users = self.chosen.iter().cloned().collect();
                carry_out(cx, (command(users), secrets), None, Msg::Done);
            }
            Err(message) => {
                self.in_fields = true;
                cx.say(message);
            }
        }
    }

    /// The choice stays, the secret that was refused does not.
    fn refused(&mut self, error: &Error, cx: &mut Cx<'_, Msg>) {
        if let Some(asking) = &mut self.asking {
            asking.refused(error);
            self.in_fields = true;
        }
        cx.customer_refused(error);
        if !matches!(error, Error::Refused(Refusal::SessionEnded)) {
            Self::ask(cx);
        }
    }
}

/// Whether anything can be done to the user here.
fn is_choosable(sheet: &MemberSheet) -> bool {
    sheet.stop.is_none() || sheet.lift.is_none()
}

/// The steps: 対象利用者を選択, 変更完了.
pub(super) fn steps(at: &Ambient<'_>, current: usize) -> Steps {
    let common = &at.words.members.common;
    Steps {
        labels: vec![common.step_choose.to_owned(), common.step_done.to_owned()],
        current,
    }
}

impl Screen for Service {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BRSK011
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(steps(at, 0))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (words, common) = (&at.words.members.service, &at.words.members.common);
        vec![
            Binding::new(Function::Refresh, common.refresh, Msg::Refresh),
            Binding::new(Function::Stop, words.stop, Msg::Stop).unless(self.off(at, |sheet| &sheet.stop)),
            Binding::new(Function::Execute, words.lift, Msg::Lift).unless(self.off(at, |sheet| &sheet.lift)),
        ]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        Self::ask(cx);
    }

    fn holds_until(&self) -> Option<Instant> {
        self.users.as_ref()?.holds_until()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if matches!(key, Key::PageUp | Key::PageDown) {
            self.in_fields = false;
        }
        if let Some(asking) = self.asking.as_mut().filter(|_| self.in_fields) {
            if asking.leaves(key) {
                self.in_fields = false;
                return true;
            }
            return asking.typed(key);
        }
        let rows = self.users.as_ref().map_or(0, |users| users.sheets.len());
        match (self.table.typed(key, rows), key) {
            (Some(Did::Toggle(row)), _) => self.toggle(row, cx),
            (Some(Did::Pick(_)), _) | (None, Key::Enter | Key::Tab | Key::BackEnter) => {
                if let Some(asking) = &mut self.asking {
                    asking.begin();
                    self.in_fields = true;
                }
            }
            (Some(Did::Moved), _) => {}
            (None, _) => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Refresh => {
                self.aloud = true;
                Self::ask(cx);
            }
            Msg::Stop => self.execute(|users| Command::Stop { users }, cx),
            Msg::Lift => self.execute(|users| Command::Lift { users }, cx),
            Msg::Read(Ok(users)) => self.hear(users, cx),
            Msg::Read(Err(error)) => {
                cx.customer_refused(&error);
                (self.users, self.asking) = (None, None);
                self.refused = Some(error);
            }
            Msg::Done(Ok(outcome)) => {
                self.chosen.clear();
                (self.asking, self.in_fields) = (None, false);
                cx.open_for(Completed::new(outcome, false), |_: ClosedWith| Msg::Over);
            }
            Msg::Done(Err(error)) => self.refused(&error, cx),
            Msg::Over => {}
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        Some(self.said(at))
    }

    fn dirty(&self) -> bool {
        !self.chosen.is_empty() || self.asking.as_ref().is_some_and(Asking::dirty)
    }
}
