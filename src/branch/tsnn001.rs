//! TSNN001 承認待ち一覧: what waits for a second person: requests about customers, with what was done at once and is to be looked over
//! (R11.1), and acts without a customer (R11.5).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

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
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::ui::text::{Align, put_fit};
use crate::words::place;

/// Rows above the table.
const HEAD: u16 = 2;
/// From this width on what belongs together stands together, and the rest of the row is free.
const WIDE: u16 = 140;

/// TSNN001 承認待ち一覧. It renews itself when something changes and keeps the selected request selected.
#[derive(Debug)]
pub struct Queue {
    rows: Vec<Waits>,
    table: Option<Table>,
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
            table: None,
        }
    }

    fn selected(&self) -> Option<&Waits> {
        self.rows.get(self.table.as_ref()?.selected())
    }

    /// Takes a new list; the selection stays on its request, or where it was if that is gone.
    fn take(&mut self, rows: Vec<Waits>, at: &Ambient<'_>) {
        let before: Option<RequestId> = self.selected().map(Waits::id);
        self.rows = rows;
        let table = self.table.get_or_insert_with(|| headings(at));
        let index = before.and_then(|id| self.rows.iter().position(|row| row.id() == id));
        table.reselect(index, self.rows.len());
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

    fn table_area(area: Rect) -> Rect {
        let rows = HEAD.min(area.height);
        Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        }
    }

    /// What stands above the table: how many there are, and what the role may do with them.
    fn head(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.deciding.queue;
        let line = |y: u16| Rect::new(area.x + 1, area.y + y, area.width.saturating_sub(2), 1);
        let count = |status| {
            let rows = self.rows.iter();
            rows.filter(|row| row.is(status)).count().to_string()
        };
        let (waiting, to_look_over) = (count(Status::Waiting), count(Status::ToLookOver));
        let counts = words.counts(place::ToLookOver(&to_look_over), place::Waiting(&waiting));
        put_fit(buf, line(0), &counts, Align::Left, at.theme.value);
        let Some(role) = role(at) else { return };
        if may(role, Duty::Countersign) {
            let text = at.words.deciding.matter.administrators_only;
            put_fit(buf, line(1), text, Align::Left, at.theme.info);
        } else if !may(role, Duty::Approve) {
            let text = words.look_only(place::Role(at.words.label.role(role)));
            put_fit(buf, line(1), &text, Align::Left, at.theme.info);
        }
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
        at.words.subject(&view.shown.subject),
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

fn headings(at: &Ambient<'_>) -> Table {
    let words = &at.words.deciding.queue;
    let columns = |company, made_by, status| {
        let (at, contract, action) = (words.at, words.contract, words.action);
        let (at, contract, action) = (Column::new(at, 5), Column::new(contract, 10), Column::new(action, 13));
        vec![at, contract, company, action, made_by, status]
    };
    let wide = columns(
        Column::new(words.company, 60),
        Column::new(words.made_by, 24),
        Column::rest(words.status),
    );
    let narrow = columns(
        Column::rest(words.company),
        Column::new(words.made_by, 10),
        Column::new(words.status, 12),
    );
    Table::new(wide).or_below(WIDE, narrow)
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

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(table) = &mut self.table {
            table.retell(headings(cx.at()));
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.rows.len();
        match self.table.as_mut().and_then(|table| table.typed(key, rows)) {
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
            Msg::Read(Ok(rows)) | Msg::Looked(Ok(rows)) => self.take(rows, cx.at()),
            Msg::Read(Err(error)) => cx.say(Message::refused(&error, cx.at().words)),
            // Said when it is asked for; a message nobody asked for would hide others.
            Msg::Looked(Err(_)) => {}
        }
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        if self.table.is_some() {
            cx.look_latest("requests", waits, Msg::Looked);
        }
    }

    fn holds_until(&self) -> Option<Instant> {
        self.rows.iter().filter_map(Waits::holds_until).min()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        if let Some(reason) = off_role(at, Duty::SeeRequests) {
            paragraph(area, buf, &reason, at.theme.warn);
            return;
        }
        let Some(table) = &self.table else { return };
        self.head(area, buf, at);
        let place = Self::table_area(area);
        table.view(place, buf, at, self.rows.len(), |index| self.row(index, at));
        if self.rows.is_empty() {
            let below = Rect::new(place.x + 2, place.y + 1, place.width.saturating_sub(4), 2);
            paragraph(below, buf, at.words.deciding.queue.empty, at.theme.value);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let table = self.table.as_ref()?;
        Some(table.cursor(Self::table_area(area)))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = self.table.as_ref()?;
        Some(Listed::new(table, self.rows.len(), |index| self.row(index, at)))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.deciding.queue.hint.to_owned()
    }
}
