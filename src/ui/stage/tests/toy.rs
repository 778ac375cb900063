//! A book that two sides write in, and a screen with a field, a list and a moment.

use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::store::Stamp;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::confirm::{Confirm, Question};
use crate::ui::kit::input::{Accepts, Input};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Screen, Steps};
use crate::ui::text::put;
use crate::ui::worker::Watched;

/// The engine; it counts how often it is asked for what.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) lines: Vec<String>,
    pub(super) stamps: usize,
    pub(super) readings: usize,
}

impl Watched for Book {
    fn advance(&mut self) {
        self.stamps += 1;
    }

    fn stamp(&self) -> Option<Stamp> {
        let own = u64::try_from(self.lines.len()).ok()?;
        Some(Stamp { own, others: 0 })
    }
}

pub(super) struct Page {
    id: &'static str,
    entry: Input,
    lines: Vec<String>,
    until: Option<DateTime<Utc>>,
}

pub(super) enum Msg {
    Write,
    Written,
    Read(Vec<String>),
    Ask,
    Sure,
}

impl Page {
    pub(super) fn named(id: &'static str, until: Option<DateTime<Utc>>) -> Self {
        Self {
            id,
            entry: Input::new(Accepts::Text),
            lines: Vec::new(),
            until,
        }
    }

    fn read(cx: &mut Cx<'_, Msg, Book>) {
        let read = |book: &mut Book| {
            book.readings += 1;
            book.lines.clone()
        };
        cx.ask_latest("lines", read, Msg::Read);
    }
}

impl Screen<Book> for Page {
    type Msg = Msg;

    fn id(&self) -> &'static str {
        self.id
    }

    fn title(&self, _at: &Ambient<'_>) -> String {
        format!("{} > 記入", self.id)
    }

    fn steps(&self, _at: &Ambient<'_>) -> Option<Steps> {
        let labels = ["入力", "確認", "承認", "完了"].map(str::to_owned).to_vec();
        Some(Steps { labels, current: 1 })
    }

    fn bindings(&self, _at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        vec![
            Binding::new(Key::F(9), "質問", Msg::Ask),
            Binding::new(Function::Execute, "記入", Msg::Write),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg, Book>) {
        Self::read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg, Book>) {
        self.until = None;
        Self::read(cx);
    }

    fn holds_until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    fn typed(&mut self, key: &Key, _cx: &mut Cx<'_, Msg, Book>) -> bool {
        self.entry.typed(key)
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg, Book>) {
        match msg {
            Msg::Write => {
                let line = self.entry.value().to_owned();
                cx.execute(move |book| book.lines.push(line), |()| Msg::Written);
            }
            Msg::Written => cx.say(Message::good("I0900", "記入しました")),
            Msg::Read(lines) => self.lines = lines,
            Msg::Ask => {
                Confirm::new(cx.at().words, |_| Question::new("質問", "よろしいですか。", "はい")).ask(cx, Msg::Sure);
            }
            Msg::Sure => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let entry = Rect { height: 1, ..area };
        self.entry.view(entry, buf, at.theme.entry);
        for (line, y) in self.lines.iter().zip(area.y + 1..area.bottom()) {
            put(buf, area.x, y, area.width, line, at.theme.value);
        }
        // Wider than its room on purpose: it must not reach into the other side.
        put(buf, area.x, area.bottom() - 1, 400, &"港".repeat(200), at.theme.off);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        Some(self.entry.cursor(Rect { height: 1, ..area }))
    }

    fn typing(&self) -> bool {
        true
    }

    fn dirty(&self) -> bool {
        !self.entry.value().is_empty()
    }
}
