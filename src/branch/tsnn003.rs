//! TSNN003 ご自身の依頼: what became of one's own requests, why, and what to tell the customer (R11.7).

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::tsnn002::{RequestDetail, reason_in_words};
use crate::branch::screens;
use crate::desk::{Command, Error, Look, Outcome, OwnRequest, RequestView};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::values::RequestId;
use crate::report::telling::{self, Tone};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::lines::Lines;
use crate::ui::kit::reading::Reading;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, put_fit};
use crate::words::place;

/// Rows above the table.
const HEAD: u16 = 1;
/// Rows below it: what became of the selected request, and what to tell the customer.
const BELOW: u16 = 9;
/// Columns of the names below the table.
const NAMES: u16 = 6;

/// TSNN003 ご自身の依頼. It renews itself when something changes and keeps the selected request selected.
#[derive(Debug, Default)]
pub struct OwnRequests {
    requests: Vec<OwnRequest>,
    table: Option<Table>,
    /// What was new when it was first seen here; it stays marked while the screen is open.
    fresh: BTreeSet<RequestId>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F10.
    Open,
    /// The list.
    Read(Result<Vec<OwnRequest>, Error>),
    /// The list after something changed.
    Looked(Result<Vec<OwnRequest>, Error>),
    /// What was new is known.
    Seen(Result<Outcome, Error>),
}

impl OwnRequests {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&RequestView> {
        let own = self.requests.get(self.table.as_ref()?.selected())?;
        Some(&own.view)
    }

    /// Takes a new list; the selection stays on its request. What is new in it is shown now, and so it is known.
    fn take(&mut self, requests: Vec<OwnRequest>, cx: &mut Cx<'_, Msg>) {
        let before = self.selected().map(|view| view.id);
        // What was new stays in sight while the screen is open, though it is known by now.
        let old = std::mem::replace(&mut self.requests, requests);
        for own in old.into_iter().filter(|own| self.fresh.contains(&own.view.id)) {
            if self.requests.iter().all(|now| now.view.id != own.view.id) {
                self.requests.push(own);
            }
        }
        let table = self.table.get_or_insert_with(|| headings(cx.at()));
        let index = before.and_then(|id| self.requests.iter().position(|own| own.view.id == id));
        table.reselect(index, self.requests.len());
        let news = self.requests.iter();
        let news = news.filter(|own| own.is_news && !self.fresh.contains(&own.view.id));
        let news: Vec<_> = news.map(|own| own.view.id).collect();
        if !news.is_empty() {
            self.fresh.extend(news.iter().copied());
            cx.command(Command::SeeResults { requests: news }, Msg::Seen);
        }
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(view) = self.selected() {
            cx.open(RequestDetail::new(view.id));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let view = &self.requests.get(index)?.view;
        let (words, label) = (&at.words.deciding.own, &at.words.label);
        let status = if view.lapsed {
            words.lapsed
        } else {
            label.status(view.status)
        };
        let status = if self.fresh.contains(&view.id) {
            format!("{} {status}", words.new)
        } else {
            status.to_owned()
        };
        let row = Row::new([
            label.briefly(view.made_at, at.now),
            view.shown.contract.to_string(),
            view.shown.company.to_string(),
            label.action(view.shown.action).to_owned(),
            status,
            view.decided_by.as_ref().map(ToString::to_string).unwrap_or_default(),
        ]);
        Some(row.styled(match view.status {
            _ if view.lapsed => at.theme.bad,
            Status::Returned => at.theme.bad,
            Status::Waiting => at.theme.warn,
            _ => at.theme.value,
        }))
    }

    /// What became of the selected request, and what to tell the customer.
    fn below(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let Some(view) = self.selected() else { return };
        let words = &at.words.deciding.own;
        let (reason, told) = match view.status {
            Status::Waiting if view.lapsed => (
                words.reason_lapsed.to_owned(),
                telling::came_to_nothing(&view.shown, at.words),
            ),
            Status::Waiting => (words.reason_none.to_owned(), telling::waiting(&view.shown, at.words)),
            Status::Returned => (
                reason_in_words(view.reason.as_deref(), at),
                telling::came_to_nothing(&view.shown, at.words),
            ),
            Status::Withdrawn => (words.reason_withdrawn.to_owned(), Vec::new()),
            Status::ToLookOver | Status::Done => {
                let number = view.receipt.as_deref().unwrap_or_default();
                let done = words.reason_done(place::Number(number));
                (done, telling::done(&view.shown, at.words))
            }
        };
        let mut lines = Lines::behind(at, area.width, NAMES);
        lines.fact(words.reason, &reason, at.theme.value);
        if !told.is_empty() {
            lines.heading(words.tell);
        }
        for (tone, text) in told {
            let style = match tone {
                Tone::Plain => at.theme.value,
                Tone::Warning => at.theme.warn,
            };
            lines.note(&text, style);
        }
        Reading::default().view(area, buf, at, &lines.done());
    }

    fn places(area: Rect) -> (Rect, Rect) {
        let below = BELOW.min(area.height.saturating_sub(HEAD + 3));
        let table = Rect {
            y: area.y + HEAD,
            height: area.height.saturating_sub(HEAD + below),
            ..area
        };
        let below = Rect {
            y: table.bottom(),
            height: below,
            ..area
        };
        (table, below)
    }
}

fn requests(look: &Look<'_>) -> Result<Vec<OwnRequest>, Error> {
    look.own_requests()
}

fn headings(at: &Ambient<'_>) -> Table {
    let words = &at.words.deciding.own;
    Table::new(vec![
        Column::new(words.at, 5),
        Column::new(words.contract, 10),
        Column::rest(words.company),
        Column::new(words.action, 13),
        Column::new(words.status, 12),
        Column::new(words.decided_by, 10),
    ])
}

impl Screen for OwnRequests {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TSNN003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.own;
        let empty = self.requests.is_empty().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look(requests, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.table.is_some() {
            cx.look_latest("own", requests, Msg::Looked);
        }
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at()));
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.requests.iter().filter_map(|own| own.view.holds_until()).min()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.requests.len();
        match self.table.as_mut().and_then(|table| table.typed(key, rows)) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => cx.look(requests, Msg::Read),
            Msg::Open => self.open(cx),
            Msg::Read(Ok(requests)) | Msg::Looked(Ok(requests)) => self.take(requests, cx),
            Msg::Read(Err(error)) | Msg::Seen(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) | Msg::Seen(Ok(_)) => {}
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let Some(table) = &self.table else { return };
        let words = &at.words.deciding.own;
        let (place, below) = Self::places(area);
        let counts = words.counts(
            place::Count(&self.requests.len().to_string()),
            place::News(&self.fresh.len().to_string()),
        );
        let line = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), 1);
        put_fit(buf, line, &counts, Align::Left, at.theme.value);
        table.view(place, buf, at, self.requests.len(), |index| self.row(index, at));
        if self.requests.is_empty() {
            let text = Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), 2);
            paragraph(text, buf, words.empty, at.theme.value);
        }
        self.below(below, buf, at);
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let (place, _) = Self::places(area);
        Some(self.table.as_ref()?.cursor(place))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = self.table.as_ref()?;
        Some(Listed::new(table, self.requests.len(), |index| self.row(index, at)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.own.hint.to_owned()
    }
}
