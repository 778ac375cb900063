//! TSNN003 ご自身の依頼: what became of one's own requests and of those one took over, why, and what to tell the customer (R11.7).

mod colleagues;
mod told;

use std::collections::BTreeSet;

use super::paper::{self, Printed};
use super::tsnn002::RequestDetail;
use super::tsnn004::MatterDetail;
use crate::branch::screens;
use crate::desk::{Command, Error, Look, MatterView, Outcome, OwnRequest, RequestView};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::staff::Duty;
use crate::domain::values::{RequestId, StaffId};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::pick_box::PickBox;
use crate::ui::kit::scroll::ScrollState;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;
use colleagues::Colleagues;

/// Rows below it: what became of the selected request, and what to tell the customer.
const BELOW: u16 = 9;
/// How much of what became of acts is read at once.
const NEWS: u64 = 200;

/// Columns from which an action has room for its whole name.
const WIDE: u16 = 100;

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
    /// F4: whose requests are to be taken over is asked.
    Colleagues,
    /// This colleague's are (R11.7).
    TakeOver(StaffId),
    /// What came of it.
    Taken(Result<Outcome, Error>),
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

    fn selected_own(&self) -> Option<&OwnRequest> {
        self.requests.get(self.table.selected())
    }

    fn selected(&self) -> Option<&RequestView> {
        self.selected_own().map(|own| &own.view)
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
            return Some(told::matter_row(matter, self.fresh.contains(&matter.id), at));
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
        let company = if told::is_own(view, at) {
            view.shown.company.to_string()
        } else {
            words.taken_mark(place::Company(view.shown.company.as_str()))
        };
        let row = Row::new([
            label.briefly(view.made_at, at.now),
            view.shown.contract.to_string(),
            company,
            label.action(view.shown.action).to_owned(),
            status,
            view.decided_by
                .as_ref()
                .map(|by| at.words.member_short(by))
                .unwrap_or_default(),
        ]);
        Some(row.styled(match view.status {
            _ if view.lapsed => at.theme.bad,
            Status::Returned => at.theme.bad,
            Status::Waiting => at.theme.warn,
            _ => at.theme.value,
        }))
    }
}

fn requests_of(look: &Look<'_>) -> Result<Own, Error> {
    let requests = if look.sees_customers() {
        look.own_requests()?
    } else {
        Vec::new()
    };
    Ok((requests, look.own_matters()?, look.matter_news(NEWS)?))
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.deciding.own;
    let columns = |action, status, decided_by| {
        vec![
            Column::new(words.at, 5),
            Column::new(words.contract, 10),
            Column::rest(words.company),
            Column::new(words.action, action).whole(),
            Column::new(words.status, status),
            Column::new(words.decided_by, decided_by),
        ]
    };
    Columns::new(columns(24, 16, 20)).or_below(WIDE, columns(13, 12, 10))
}

impl Screen for OwnRequests {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TSNN003
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.own;
        let empty = (self.count() == 0).then(|| words.off_empty.to_owned());
        let taker = super::off_duty(at, Duty::Identify);
        vec![
            Binding::new(Function::TakeOver, words.take_over, Msg::Colleagues).unless(taker),
            Binding::new(Function::Refresh, at.words.deciding.shown.refresh, Msg::Again),
            Binding::new(Function::Slip, at.words.telling.slip.print, Msg::Print)
                .unless(paper::off(self.receipt(), at)),
            Binding::new(Function::Execute, words.open, Msg::Open).unless(empty),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        cx.look(requests_of, Msg::Read);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.is_read {
            cx.look_latest("own", requests_of, Msg::Looked);
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
            Msg::Again => cx.look(requests_of, Msg::Read),
            Msg::Print => {
                if let Some(number) = self.receipt() {
                    paper::print(number, None, Msg::Printed, cx);
                }
            }
            Msg::Printed(Ok(printed)) => paper::say(&printed, cx),
            Msg::Open => self.open(cx),
            Msg::Colleagues => cx.open_for(PickBox::new(Colleagues::default()), Msg::TakeOver),
            Msg::TakeOver(staff) => cx.command(Command::TakeOver { staff }, Msg::Taken),
            Msg::Taken(Ok(Outcome::TakenOver { staff, requests })) => {
                let count = requests.len().to_string();
                let words = cx.at().words;
                let staff = words.member(&staff);
                let text = words.cli.taken_over(place::Count(&count), place::Staff(&staff));
                cx.say(Message::good("I0542", text));
                cx.look_latest("own", requests_of, Msg::Looked);
            }
            Msg::Read(Ok(own)) | Msg::Looked(Ok(own)) => self.take(own, cx),
            Msg::Read(Err(error)) | Msg::Seen(Err(error)) | Msg::Printed(Err(error)) | Msg::Taken(Err(error)) => {
                cx.say(Message::refused(&error, cx.at().words));
            }
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) | Msg::Seen(Ok(_)) | Msg::Taken(Ok(_)) => {}
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
        let below = move |columns| match (self.selected_matter(), self.selected_own()) {
            (Some(matter), _) => told::below_matter(matter, columns, at),
            (None, Some(own)) => told::below(own, columns, at),
            (None, None) => Vec::new(),
        };
        Some(body.pages(&self.told, below).rows(BELOW).yields().without_page_keys())
    }
}
