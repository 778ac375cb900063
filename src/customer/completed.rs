//! What was done, with everyone whom it concerns: the last step of BRSK025 and BRSK027.

use super::blgi001::Login;
use super::{brsk026, brsk028};
use crate::customer::screens;
use crate::domain::calendar::Instant;
use crate::domain::state::OtpState;
use crate::domain::user::UserKind;
use crate::domain::values::{LoginId, Name};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::buttons::Buttons;
use crate::ui::kit::table::{Column, Columns, Row, Table};
use crate::ui::kit::users::{self, Seen};
use crate::ui::message::Severity;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen, Steps};
use crate::words::Words;

/// Where the person goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// To the screen below.
    Back,
    /// To the login: the session has ended.
    Login,
}

/// What was done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Done {
    /// BRSK026: unlocked.
    Unlocked,
    /// BRSK028: revoked; they may register again then. Who revoked their `own` registration is logged out (R8.1).
    Revoked { reopens_at: Instant, own: bool },
}

/// A user whom it concerns.
#[derive(Debug)]
struct Whom {
    login_id: LoginId,
    name: Name,
    kind: UserKind,
    serial: Option<String>,
}

/// A screen that says what was done. It shows what the portal answered and reads nothing again.
#[derive(Debug)]
pub(super) struct Completed {
    done: Done,
    users: Vec<Whom>,
    table: Table,
}

/// What the screen is told.
#[derive(Clone, Debug)]
pub(super) enum Msg {
    /// F10, Enter, F12.
    Leave,
    /// To the menu.
    Home,
}

impl Completed {
    /// The screen about what was done to these users.
    pub(super) fn new<'a>(done: Done, users: impl IntoIterator<Item = Seen<'a>>) -> Self {
        let whom = |seen: Seen<'_>| Whom {
            login_id: seen.user.login_id.clone(),
            name: seen.user.name.clone(),
            kind: seen.user.kind,
            serial: seen.serial.map(str::to_owned),
        };
        Self {
            done,
            users: users.into_iter().map(whom).collect(),
            table: Table::default(),
        }
    }

    fn way(&self) -> Way {
        match self.done {
            Done::Revoked { own: true, .. } => Way::Login,
            _ => Way::Back,
        }
    }

    fn facts(&self, at: &Ambient<'_>) -> Vec<(Severity, String)> {
        let count = self.users.len();
        match self.done {
            Done::Unlocked => brsk026::facts(count, at.words),
            Done::Revoked { reopens_at, own } => brsk028::facts(count, reopens_at, own, at.words),
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let user = self.users.get(index)?;
        let state = match self.done {
            Done::Unlocked => at.words.label.in_use.to_owned(),
            Done::Revoked { reopens_at, .. } => users::state(OtpState::Revoked(reopens_at), at, false),
        };
        Some(Row::new([
            user.login_id.to_string(),
            user.name.to_string(),
            at.words.label.kind(user.kind).to_owned(),
            user.serial.clone().unwrap_or_default(),
            state,
        ]))
    }

    fn leave(&self, cx: &mut Cx<'_, Msg>) {
        match self.way() {
            Way::Back => cx.close(),
            Way::Login => cx.restart(Login::default()),
        }
    }

    fn label(&self, words: &Words) -> (&'static str, &'static str) {
        match self.way() {
            Way::Back => (words.portal.common.finished, words.portal.common.finished_hint),
            Way::Login => (words.portal.revoke.to_login, words.portal.revoke.to_login_hint),
        }
    }
}

fn columns(words: &Words) -> Columns {
    let common = &words.entering.common;
    Columns::new(vec![
        Column::new(common.login_id, 12),
        Column::new(common.user_name, 14),
        Column::new(common.user_kind, 14),
        Column::new(common.serial, 12),
        Column::rest(words.portal.top.state),
    ])
}

impl Screen for Completed {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        match self.done {
            Done::Unlocked => &screens::BRSK026,
            Done::Revoked { .. } => &screens::BRSK028,
        }
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(super::steps(at.words, 1))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (label, _) = self.label(at.words);
        vec![
            Binding::new(Function::Exit, at.words.frame.exit, Msg::Home),
            Binding::new(Function::Execute, label, Msg::Leave),
            Binding::new(Function::Cancel, label, Msg::Leave),
            Binding::new(Key::Enter, label, Msg::Leave),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.table.typed(key, self.users.len()).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match (msg, self.way()) {
            (Msg::Leave, _) | (Msg::Home, Way::Login) => self.leave(cx),
            (Msg::Home, Way::Back) => cx.home(),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (label, hint) = self.label(at.words);
        let style = |severity| match severity {
            Severity::Info => at.theme.value,
            severity => at.theme.severity(severity),
        };
        let facts = self.facts(at).into_iter();
        let body = facts.fold(Body::new(at).gap(1), |body, (severity, text)| {
            body.text(text, style(severity))
        });
        let body = body
            .gap(1)
            .table(&self.table, columns(at.words), self.users.len(), |index, _| {
                self.row(index, at)
            });
        Some(
            body.narrowed(false)
                .gap(1)
                .buttons(Buttons::default(), &[label])
                .hint(hint),
        )
    }
}
