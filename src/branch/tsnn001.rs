//! TSNN001 承認待ち一覧: what waits for a second person: requests about customers, with what was done at once and is to be looked over
//! (R11.1), and acts without a customer (R11.5).

use super::marked;
use super::tsnn002::RequestDetail;
use super::tsnn004::MatterDetail;
use crate::branch::screens;
use crate::desk::{Error, Look, MatterView, RequestView};
use crate::domain::approval::Status;
use crate::domain::calendar::Instant;
use crate::domain::countersign;
use crate::domain::staff::{Duty, Role, may};
use crate::domain::values::RequestId;
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// Columns from which an action has room for its whole name.
const WIDE: u16 = 100;

/// TSNN001 承認待ち一覧. It renews itself when something changes and keeps the selected request selected.
#[derive(Debug)]
pub struct Queue {
    rows: Vec<Waits>,
    table: Table,
    is_read: bool,
}

/// One row.
#[derive(Debug)]
pub enum Waits {
    /// A request about a customer.
    Request(Box<RequestView>),
    /// An act without a customer.
    Matter(Box<MatterView>),
}

impl Waits {
    fn id(&self) -> RequestId {
        match self {
            Self::Request(view) => view.id,
            Self::Matter(view) => view.id,
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        match self {
            Self::Request(view) => view.holds_until(),
            Self::Matter(view) => view.holds_until(),
        }
    }

    fn is(&self, status: Status) -> bool {
        match self {
            Self::Request(view) => view.status == status,
            Self::Matter(view) => view.status.as_str() == status.as_str(),
        }
    }
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F5.
    Again,
    /// The list.
    Read(Result<Vec<Waits>, Error>),
    /// The list after something changed.
    Looked(Result<Vec<Waits>, Error>),
    /// F10.
    Open,
}

impl Default for Queue {
    fn default() -> Self {
        Self::new()
    }
}

impl Queue {
    /// The screen.
    pub fn new() -> Self {
        Self {
            rows: Vec::new(),
            table: Table::default(),
            is_read: false,
        }
    }

    fn selected(&self) -> Option<&Waits> {
        self.rows.get(self.table.selected())
    }

    /// Takes a new list; the selection stays on its request, or where it was if that is gone.
    fn take(&mut self, rows: Vec<Waits>) {
        let before: Option<RequestId> = self.selected().map(Waits::id);
        (self.rows, self.is_read) = (rows, true);
        let index = before.and_then(|id| self.rows.iter().position(|row| row.id() == id));
        self.table.reselect(index, self.rows.len());
    }

    fn open(&self, cx: &mut Cx<'_, Msg>) {
        match self.selected() {
            Some(Waits::Request(view)) => cx.open(RequestDetail::new(view.id)),
            Some(Waits::Matter(view)) => cx.open(MatterDetail::new(view.id)),
            None => {}
        }
    }

    fn row(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let view = match self.rows.get(index)? {
            Waits::Request(view) => view,
            Waits::Matter(view) => return Some(matter_row(view, at)),
        };
        let (words, label) = (&at.words.deciding.queue, &at.words.label);
        let own = at.session().is_some_and(|session| session.staff().id == view.made_by);
        let status = label.status(view.status);
        let row = Row::new([
            label.briefly(view.made_at, at.now),
            view.shown.contract.to_string(),
            marked(view.shown.company.as_str(), view.caution.is_some(), at),
            label.action(view.shown.action).to_owned(),
            if own {
                words.own.to_owned()
            } else {
                view.made_by_name.clone()
            },
            status.to_owned(),
        ]);
        Some(row.styled(match (&view.caution, view.status) {
            (Some(_), _) => at.theme.bad,
            (None, Status::Waiting) => at.theme.warn,
            (None, _) => at.theme.value,
        }))
    }

    /// What stands above the table: how many there are, and what the role may do with them.
    fn head<'a>(&self, body: Body<'a>, at: &Ambient<'a>) -> Body<'a> {
        let words = &at.words.deciding.queue;
        let count = |status| {
            let rows = self.rows.iter();
            rows.filter(|row| row.is(status)).count().to_string()
        };
        let (waiting, to_look_over) = (count(Status::Waiting), count(Status::ToLookOver));
        let counts = words.counts(place::ToLookOver(&to_look_over), place::Waiting(&waiting));
        let may = match role(at) {
            Some(role) if may(role, Duty::Countersign) => at.words.deciding.matter.administrators_only.to_owned(),
            Some(role) if !may(role, Duty::Approve) => words.look_only(place::Role(at.words.label.role(role))),
            _ => String::new(),
        };
        body.line(counts, at.theme.value).line(may, at.theme.info)
    }
}

fn waits(look: &Look<'_>) -> Result<Vec<Waits>, Error> {
    let matters = look.matters()?.into_iter().map(|view| Waits::Matter(Box::new(view)));
    let requests = if look.sees_customers() {
        look.requests()?
    } else {
        Vec::new()
    };
    let requests = requests.into_iter();
    Ok(matters
        .chain(requests.map(|view| Waits::Request(Box::new(view))))
        .collect())
}

/// An act without a customer: what it is about stands where the company does.
fn matter_row(view: &MatterView, at: &Ambient<'_>) -> Row {
    let (words, label) = (&at.words.deciding.queue, &at.words.label);
    let own = at.session().is_some_and(|session| session.staff().id == view.made_by);
    let row = Row::new([
        label.briefly(view.made_at, at.now),
        at.words.deciding.matter.house.to_owned(),
        at.words.subject(&view.shown.action, &view.shown.subject),
        at.words.value(&view.shown.action).to_owned(),
        if own {
            words.own.to_owned()
        } else {
            view.made_by_name.clone()
        },
        label.countersign_status(view.status).to_owned(),
    ]);
    row.styled(match view.status {
        countersign::Status::ToLookOver => at.theme.value,
        _ => at.theme.warn,
    })
}

/// Asks for the list, for a role that may see it.
fn read(cx: &mut Cx<'_, Msg>) {
    if off_role(cx.at(), Duty::SeeRequests).is_none() {
        cx.look(waits, Msg::Read);
    }
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.deciding.queue;
    let columns = |company, action, made_by, status| {
        let (at, contract) = (Column::new(words.at, 5), Column::new(words.contract, 10));
        let (action, made_by) = (
            Column::new(words.action, action).whole(),
            Column::new(words.made_by, made_by),
        );
        vec![at, contract, company, action, made_by, status]
    };
    let wide = columns(Column::rest(words.company), 24, 20, Column::new(words.status, 16));
    let narrow = columns(Column::rest(words.company), 13, 10, Column::new(words.status, 12));
    Columns::new(wide).or_below(WIDE, narrow)
}

fn role(at: &Ambient<'_>) -> Option<Role> {
    at.session().map(|session| session.staff().role)
}

/// Why the role has no business here, in words (E1203).
fn off_role(at: &Ambient<'_>, duty: Duty) -> Option<String> {
    let role = role(at)?;
    let words = &at.words.deciding.queue;
    (!may(role, duty)).then(|| words.off_role(place::Role(at.words.label.role(role))))
}

impl Screen for Queue {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TSNN001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.deciding.queue;
        let off = off_role(at, Duty::SeeRequests);
        let empty = self.rows.is_empty().then(|| words.off_empty.to_owned());
        vec![
            Binding::new(
                Function::Refresh,
                at.words.deciding.shown.refresh.to_owned(),
                Msg::Again,
            )
            .unless(off.clone()),
            Binding::new(Function::Execute, words.open.to_owned(), Msg::Open).unless(off.or(empty)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        match self.table.typed(key, self.rows.len()) {
            Some(Did::Pick(_)) => self.open(cx),
            Some(Did::Moved) => {}
            Some(Did::Toggle(_)) | None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Again => read(cx),
            Msg::Open => self.open(cx),
            Msg::Read(Ok(rows)) | Msg::Looked(Ok(rows)) => self.take(rows),
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) => {}
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.is_read {
            cx.look_latest("requests", waits, Msg::Looked);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.rows.iter().filter_map(Waits::holds_until).min()
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let (body, words) = (Body::new(at), &at.words.deciding.queue);
        let body = body.hint(words.hint);
        if let Some(reason) = off_role(at, Duty::SeeRequests) {
            return Some(body.text(reason, at.theme.warn).indent(0));
        }
        if !self.is_read {
            return Some(body);
        }
        let row = |index, _| self.row(index, at);
        let body = self
            .head(body, at)
            .table(&self.table, columns(at), self.rows.len(), row);
        Some(body.or_none(words.empty, at.theme.value).without_page_keys())
    }
}
