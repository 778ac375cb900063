//! TSNN003 ご自身の依頼: what became of one's own requests, why, and what to tell the customer (R11.7).

use std::collections::BTreeSet;

use super::paper::{self, Printed};
use super::tsnn002::{RequestDetail, reason_in_words};
use super::tsnn004::MatterDetail;
use crate::branch::screens;
use crate::desk::{Command, Error, Look, MatterView, Outcome, OwnRequest, RequestView};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::countersign;
use crate::domain::values::RequestId;
use crate::report::telling::{self, Tone};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::lines::{Line, Lines};
use crate::ui::kit::scroll::ScrollState;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Rows below it: what became of the selected request, and what to tell the customer.
const BELOW: u16 = 9;
/// How much of what became of acts is read at once.
const NEWS: u64 = 200;
/// Columns of the names below the table.
const NAMES: u16 = 6;

/// TSNN003 ご自身の依頼. It renews itself when something changes and keeps the selected request selected.
#[derive(Debug, Default)]
pub struct OwnRequests {
    requests: Vec<OwnRequest>,
    /// What one asked for without a customer (R11.5), below the requests.
    matters: Vec<MatterView>,
    table: Table,
    is_read: bool,
    /// Below it.
    told: ScrollState,
    /// What was new when it was first seen here; it stays marked while the screen is open.
    fresh: BTreeSet<RequestId>,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// F9.
    Print,
    /// The slip, or what the system said.
    Printed(Result<Printed, Error>),
    /// F10.
    Open,
    /// The list.
    Read(Result<Own, Error>),
    /// The list after something changed.
    Looked(Result<Own, Error>),
    /// What was new is known.
    Seen(Result<Outcome, Error>),
}

/// One's own requests about customers, what one asked for without one, and what of that is news.
type Own = (Vec<OwnRequest>, Vec<MatterView>, Vec<MatterView>);

impl OwnRequests {
    /// The screen.
    pub fn new() -> Self {
        Self::default()
    }

    fn selected(&self) -> Option<&RequestView> {
        let own = self.requests.get(self.table.selected())?;
        Some(&own.view)
    }

    fn selected_matter(&self) -> Option<&MatterView> {
        let index = self.table.selected().checked_sub(self.requests.len())?;
        self.matters.get(index)
    }

    fn selected_id(&self) -> Option<RequestId> {
        let request = self.selected().map(|view| view.id);
        request.or_else(|| self.selected_matter().map(|view| view.id))
    }

    fn ids(&self) -> impl Iterator<Item = RequestId> {
        let requests = self.requests.iter().map(|own| own.view.id);
        requests.chain(self.matters.iter().map(|view| view.id))
    }

    fn count(&self) -> usize {
        self.requests.len() + self.matters.len()
    }

    /// Takes a new list; the selection stays on its request. What is new in it is shown now, and so it is known.
    fn take(&mut self, (requests, mut matters, fresh): Own, cx: &mut Cx<'_, Msg>) {
        let before = self.selected_id();
        let fresh_ids: Vec<_> = fresh.iter().map(|view| view.id).collect();
        let is_known = |view: &MatterView, known: &[MatterView]| known.iter().any(|known| known.id == view.id);
        let kept = std::mem::take(&mut self.matters).into_iter();
        for view in fresh
            .into_iter()
            .chain(kept.filter(|view| self.fresh.contains(&view.id)))
        {
            if !is_known(&view, &matters) {
                matters.push(view);
            }
        }
        self.matters = matters;
        // What was new stays in sight while the screen is open, though it is known by now.
        let old = std::mem::replace(&mut self.requests, requests);
        for own in old.into_iter().filter(|own| self.fresh.contains(&own.view.id)) {
            if self.requests.iter().all(|now| now.view.id != own.view.id) {
                self.requests.push(own);
            }
        }
        let index = before.and_then(|id| self.ids().position(|own| own == id));
        let count = self.count();
        self.table.reselect(index, count);
        self.is_read = true;
        let news = self.requests.iter();
        let news = news.filter(|own| own.is_news && !self.fresh.contains(&own.view.id));
        let of_matters = fresh_ids.into_iter().filter(|id| !self.fresh.contains(id));
        let news: Vec<_> = news.map(|own| own.view.id).chain(of_matters).collect();
        if !news.is_empty() {
            self.fresh.extend(news.iter().copied());
            cx.command(Command::SeeResults { requests: news }, Msg::Seen);
        }
    }

    /// The receipt of the selected request, if it was carried out.
    fn receipt(&self) -> Option<&str> {
        self.selected()?.receipt.as_deref()
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        if let Some(view) = self.selected() {
            cx.open(RequestDetail::new(view.id));
        } else if let Some(view) = self.selected_matter() {
            cx.open(MatterDetail::new(view.id));
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let Some(OwnRequest { view, .. }) = self.requests.get(index) else {
            let matter = self.matters.get(index - self.requests.len())?;
            return Some(matter_row(matter, self.fresh.contains(&matter.id), at));
        };
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
    fn below(&self, columns: u16, at: &Ambient<'_>) -> Vec<Line> {
        let words = &at.words.deciding.own;
        if let Some(matter) = self.selected_matter() {
            let mut lines = Lines::behind(at, columns, NAMES);
            lines.fact(words.reason, &reason_of(matter, at), at.theme.value);
            return lines.done();
        }
        let Some(view) = self.selected() else {
            return Vec::new();
        };
        let (reason, told) = match view.status {
            Status::Waiting if view.lapsed => (
                words.reason_lapsed.to_owned(),
                telling::came_to_nothing(&view.shown, at.words),
            ),
            Status::Waiting => (words.reason_none.to_owned(), telling::waiting(&view.shown, at.words)),
            Status::Returned => (
                reason_in_words(view.reason.as_deref(), at),
                if view.receipt.is_some() {
                    telling::taken_back(&view.shown, at.words)
                } else {
                    telling::came_to_nothing(&view.shown, at.words)
                },
            ),
            Status::Withdrawn => (words.reason_withdrawn.to_owned(), Vec::new()),
            Status::ToLookOver | Status::Done => {
                let number = view.receipt.as_deref().unwrap_or_default();
                let done = words.reason_done(place::Number(number));
                (done, telling::done(&view.shown, at.words))
            }
        };
        let mut lines = Lines::behind(at, columns, NAMES);
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
        lines.done()
    }
}

fn requests(look: &Look<'_>) -> Result<Own, Error> {
    let requests = if look.sees_customers() {
        look.own_requests()?
    } else {
        Vec::new()
    };
    Ok((requests, look.own_matters()?, look.matter_news(NEWS)?))
}

/// What one asked for without a customer: what it is about stands where the company does.
fn matter_row(view: &MatterView, is_new: bool, at: &Ambient<'_>) -> Row {
    let words = at.words;
    let status = if view.lapsed {
        words.deciding.own.lapsed
    } else {
        words.label.countersign_status(view.status)
    };
    let status = if is_new {
        format!("{} {status}", words.deciding.own.new)
    } else {
        status.to_owned()
    };
    let row = Row::new([
        words.label.briefly(view.made_at, at.now),
        words.deciding.matter.house.to_owned(),
        words.subject(&view.shown.subject),
        words.value(&view.shown.action).to_owned(),
        status,
        view.decided_by.as_ref().map(ToString::to_string).unwrap_or_default(),
    ]);
    row.styled(match view.status {
        _ if view.lapsed => at.theme.bad,
        countersign::Status::Returned => at.theme.bad,
        countersign::Status::Waiting | countersign::Status::Alone => at.theme.warn,
        _ => at.theme.value,
    })
}

/// What became of it, and why.
fn reason_of(view: &MatterView, at: &Ambient<'_>) -> String {
    let (words, matter) = (&at.words.deciding.own, &at.words.deciding.matter);
    match view.status {
        countersign::Status::Waiting if view.lapsed => matter.lapsed.to_owned(),
        countersign::Status::Waiting => words.reason_none.to_owned(),
        countersign::Status::Returned => reason_in_words(view.reason.as_deref(), at),
        countersign::Status::Withdrawn => words.reason_withdrawn.to_owned(),
        countersign::Status::Alone => matter.alone.to_owned(),
        countersign::Status::ToLookOver => matter.at_once.to_owned(),
        countersign::Status::Done => matter.approved.to_owned(),
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.deciding.own;
    Columns::new(vec![
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
        let empty = (self.count() == 0).then(|| words.off_empty.to_owned());
        vec![
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            Binding::new(Function::Slip, at.words.telling.slip.print, Msg::Print)
                .unless(paper::off(self.receipt(), at)),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look(requests, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.is_read {
            cx.look_latest("own", requests, Msg::Looked);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        let requests = self.requests.iter().filter_map(|own| own.view.holds_until());
        requests
            .chain(self.matters.iter().filter_map(MatterView::holds_until))
            .min()
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.count();
        match self.table.typed(key, rows) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => cx.look(requests, Msg::Read),
            Msg::Print => {
                if let Some(number) = self.receipt() {
                    paper::print(number, None, Msg::Printed, cx);
                }
            }
            Msg::Printed(Ok(printed)) => paper::say(&printed, cx),
            Msg::Open => self.open(cx),
            Msg::Read(Ok(own)) | Msg::Looked(Ok(own)) => self.take(own, cx),
            Msg::Read(Err(error)) | Msg::Seen(Err(error)) | Msg::Printed(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) | Msg::Seen(Ok(_)) => {}
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.deciding.own;
        let body = Body::new(at).hint(words.hint);
        if !self.is_read {
            return Some(body);
        }
        let (count, news) = (self.count().to_string(), self.fresh.len().to_string());
        let body = body.line(words.counts(place::Count(&count), place::News(&news)), at.theme.value);
        let row = |index, _| self.row(index, at);
        let body = body.table(&self.table, columns(at), self.count(), row);
        let body = body.or_none(words.empty, at.theme.value);
        let below = |columns| self.below(columns, at);
        Some(body.pages(&self.told, below).rows(BELOW).yields().without_page_keys())
    }
}
