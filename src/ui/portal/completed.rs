//! What was done, with everyone whom it concerns: the last step of BRSK025 and BRSK027.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::blgi001::Login;
use crate::ui::glyphs::POINTER;
use crate::ui::keys::Key;
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Row, Table};
use crate::ui::message::Severity;
use crate::ui::screen::{Ambient, Binding, Cx, Screen, Steps};
use crate::ui::screens::entering::Seen;
use crate::ui::text::put;
use crate::words::Words;

/// Where the person goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the screen below.
    Back,
    /// To the login: the session has ended.
    Login,
}

/// A screen that says what was done. It shows what the portal answered and reads nothing again.
#[derive(Debug)]
pub(super) struct Completed {
    id: &'static str,
    title: String,
    facts: Vec<(Severity, String)>,
    rows: Vec<[String; 5]>,
    way: Way,
    table: Table,
}

/// What the screen is told.
#[derive(Clone, Debug)]
pub(super) enum Msg {
    /// F10, Enter, F12.
    Leave,
    /// F3.
    Home,
    /// F7, F8.
    Page(Key),
}

impl Completed {
    /// The screen of that ID about these users, whose state is now `state`.
    pub(super) fn new<'a>(
        (id, title): (&'static str, &str),
        facts: Vec<(Severity, String)>,
        (users, state): (impl Iterator<Item = Seen<'a>>, &str),
        way: Way,
        words: &Words,
    ) -> Self {
        let row = |seen: Seen<'_>| {
            [
                seen.user.login_id.to_string(),
                seen.user.name.to_string(),
                words.label.kind(seen.user.kind).to_owned(),
                seen.serial.map(ToString::to_string).unwrap_or_default(),
                state.to_owned(),
            ]
        };
        let common = &words.entering.common;
        let table = Table::new(vec![
            Column::new(&common.login_id, 12),
            Column::new(&common.user_name, 14),
            Column::new(&common.user_kind, 14),
            Column::new(&common.serial, 12),
            Column::rest(words.portal.top.state.clone()),
        ]);
        Self {
            id,
            title: title.to_owned(),
            facts,
            rows: users.map(row).collect(),
            way,
            table,
        }
    }

    fn leave(&self, cx: &mut Cx<'_, Msg>) {
        match self.way {
            Way::Back => cx.close(),
            Way::Login => cx.restart(Login::new()),
        }
    }

    fn label<'a>(&self, words: &'a Words) -> (&'a String, &'a String) {
        match self.way {
            Way::Back => (&words.portal.common.finished, &words.portal.common.finished_hint),
            Way::Login => (&words.portal.revoke.to_login, &words.portal.revoke.to_login_hint),
        }
    }
}

/// The row of the button.
fn button(area: Rect) -> Rect {
    Rect::new(area.x + 1, area.bottom().saturating_sub(1), area.width - 1, 1)
}

impl Screen for Completed {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        self.id
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        self.title.clone()
    }

    fn steps(&self, at: &Ambient<'_>) -> Option<Steps> {
        Some(super::steps(at.words, 1))
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let (label, _) = self.label(at.words);
        let common = &at.words.portal.common;
        vec![
            Binding::new(Key::F(3), &at.words.frame.exit, Msg::Home),
            Binding::new(Key::F(7), &common.page_up, Msg::Page(Key::F(7))),
            Binding::new(Key::F(8), &common.page_down, Msg::Page(Key::F(8))),
            Binding::new(Key::F(10), label, Msg::Leave),
            Binding::new(Key::F(12), label, Msg::Leave),
            Binding::new(Key::Enter, label, Msg::Leave),
        ]
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg>) -> bool {
        self.table.typed(key, self.rows.len()).is_some()
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match (msg, self.way) {
            (Msg::Leave, _) | (Msg::Home, Way::Login) => self.leave(cx),
            (Msg::Home, Way::Back) => cx.home(),
            (Msg::Page(key), _) => {
                self.typed(&key, cx);
            }
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let mut left = Rect::new(
            area.x + 1,
            area.y + 1,
            area.width.saturating_sub(2),
            area.height.saturating_sub(1),
        );
        for (severity, text) in &self.facts {
            let style = match severity {
                Severity::Info => at.theme.value,
                severity => at.theme.severity(*severity),
            };
            let taken = paragraph(left, buf, text, style);
            (left.y, left.height) = (left.y + taken, left.height.saturating_sub(taken));
        }
        let list = Rect::new(area.x, left.y + 1, area.width, left.height.saturating_sub(3));
        self.table.view(list, buf, at, self.rows.len(), |index| {
            self.rows.get(index).map(Row::new)
        });
        let (place, (label, _)) = (button(area), self.label(at.words));
        let x = put(buf, place.x, place.y, 1, POINTER, at.theme.value);
        put(
            buf,
            x,
            place.y,
            place.width - 1,
            &format!("[{label}]"),
            at.theme.selected,
        );
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(button(area).as_position())
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        self.label(at.words).1.clone()
    }
}
