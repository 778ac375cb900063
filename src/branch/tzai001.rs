//! TZAI001 トークン在庫: fobs by state, branch, batch and expiry, the soonest to expire first, with figures that agree with the
//! list (R15.1).
//!
//! What is kept does not grow with the store: the rows around the selected one, and how many there are in all.

mod filter;

use std::ops::Range;

use filter::{Filter, FobFilter};

use crate::branch::screens;
use crate::branch::tzai003::Deliveries;
use crate::desk::Error;
use crate::domain::calendar;
use crate::domain::policy::Policy;
use crate::domain::token::Stock;
use crate::domain::values::BranchCode;
use crate::store::{StockCount, StockPage, StockRow};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// The rows a page is reckoned at before it was drawn.
const PAGE: usize = 15;
/// Where the wide columns begin to fit.
const WIDE: u16 = 110;

/// TZAI001 トークン在庫.
#[derive(Debug, Default)]
pub struct StockList {
    asked: FobFilter,
    read: Option<Read>,
    table: Table,
    failed: bool,
}

/// What was read: the page around the selected row, the figures, and the policy.
#[derive(Debug)]
pub struct Read {
    page: StockPage,
    counts: Vec<StockCount>,
    policy: Policy,
}

/// What the screen is told.
#[derive(Debug)]
pub enum Msg {
    /// F2.
    Filter,
    /// What is looked for.
    Asked(FobFilter),
    /// F4: the next state.
    Next,
    /// F5.
    Again,
    /// F11: the batches.
    Deliveries,
    /// What the stock holds.
    Read(Result<Box<Read>, Error>),
}

impl StockList {
    /// The stock of one's own branch.
    pub fn new() -> Self {
        Self::default()
    }

    fn total(&self) -> usize {
        let total = self.read.as_ref().map_or(0, |read| read.page.total);
        usize::try_from(total).unwrap_or(usize::MAX)
    }

    /// The fob in this row of the whole, if it is loaded.
    fn fob(&self, row: usize) -> Option<&StockRow> {
        let page = &self.read.as_ref()?.page;
        let offset = usize::try_from(page.offset).ok()?;
        page.tokens.get(row.checked_sub(offset)?)
    }

    /// The rows that are so many pages or less away from the selected one.
    fn around(&self, pages: usize) -> Range<usize> {
        let selected = self.table.selected();
        let rows = self.table.visible(self.total()).len().max(PAGE) * pages;
        selected.saturating_sub(rows)..selected.saturating_add(rows + 1)
    }

    /// Asks for the rows around the selected one, and for the figures.
    fn ask(&self, cx: &mut Cx<'_, Msg>) {
        let rows = self.around(2);
        let number = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        let (offset, limit) = (number(rows.start), number(rows.len()));
        let wanted = self.asked.wanted(cx.at());
        let look = move |look: &crate::desk::Look<'_>| {
            Ok(Box::new(Read {
                page: look.stock_page(&wanted, offset, limit)?,
                counts: look.stock_counts()?,
                policy: look.policy().clone(),
            }))
        };
        cx.look_latest("stock", look, Msg::Read);
    }

    /// Asks again when less than a page beyond the selected row is loaded.
    fn ask_beyond(&self, cx: &mut Cx<'_, Msg>) {
        let wanted = self.around(1);
        let last = wanted.end.min(self.total()).saturating_sub(1);
        if self.fob(wanted.start).is_none() || self.fob(last).is_none() {
            self.ask(cx);
        }
    }

    fn look_for(&mut self, asked: FobFilter, cx: &mut Cx<'_, Msg>) {
        (self.asked, self.read, self.table) = (asked, None, Table::default());
        self.ask(cx);
    }

    /// The selection stays on its fob.
    fn take(&mut self, read: Read) {
        let before = self.fob(self.table.selected()).map(|row| row.token.id);
        let place = read.page.tokens.iter().position(|row| Some(row.token.id) == before);
        let first = usize::try_from(read.page.offset).unwrap_or(usize::MAX);
        self.read = Some(read);
        let total = self.total();
        self.table
            .reselect(place.map(|place| first.saturating_add(place)), total);
    }

    fn row(&self, index: usize, wide: bool, at: &Ambient<'_>) -> Option<Row> {
        let StockRow { token, users, batch } = self.fob(index)?;
        let expires = token.expires.map(calendar::day_of);
        let mut cells = vec![
            token.serial.to_string(),
            at.words.label.token(token, *users > 0, at.now).to_owned(),
            token.branch.as_ref().map(ToString::to_string).unwrap_or_default(),
            expires.map_or_else(|| at.words.label.no_expiry.to_owned(), |day| at.words.short_day(day)),
            batch.map(|batch| batch.to_string()).unwrap_or_default(),
            token.contract.as_ref().map(ToString::to_string).unwrap_or_default(),
            token.maker.to_string(),
        ];
        if wide {
            cells.push(users.to_string());
            cells.push(at.words.label.drift(token.drift, token.params.period));
        }
        let style = if token.is_expired(at.now) || token.is_suspended() {
            at.theme.warn
        } else {
            at.theme.value
        };
        Some(Row::new(cells).styled(style))
    }

    /// How many of each state there are, at the branch that is looked at or at all.
    fn figures(&self, read: &Read, at: &Ambient<'_>) -> String {
        let here = self.asked.branch(at);
        let count = |stock| total(&read.counts, stock, here.as_ref());
        let of = |stock| format!("{} {}", at.words.label.stock(stock), count(stock));
        Stock::ALL.map(of).join("  ")
    }

    /// That one's own branch runs out, if it does (R15.8).
    fn low(read: &Read, at: &Ambient<'_>) -> Option<String> {
        let own = &at.session()?.staff().branch.code;
        let count = total(&read.counts, Stock::InStock, Some(own));
        let (count_said, level) = (count.to_string(), read.policy.reorder_level.to_string());
        let words = &at.words.stock.list;
        (count < u64::from(read.policy.reorder_level))
            .then(|| words.low(place::Count(&count_said), place::Level(&level)))
    }
}

/// How many fobs of that state lie at that branch, or anywhere.
fn total(counts: &[StockCount], stock: Stock, branch: Option<&BranchCode>) -> u64 {
    let of = counts.iter().filter(|of| of.stock == stock);
    let here = of.filter(|of| branch.is_none() || of.branch.as_ref() == branch);
    here.map(|of| of.count).sum()
}

fn columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.stock.list;
    let common = || {
        vec![
            Column::new(words.serial, 12),
            Column::new(words.state, 12),
            Column::new(words.branch, 4),
            Column::new(words.expires, 10),
            Column::new(words.batch, 5).right(),
            Column::new(words.contract, 10),
            Column::rest(words.maker),
        ]
    };
    let mut wide = common();
    wide.push(Column::new(words.users, 6).right());
    wide.push(Column::new(words.drift, 20));
    Columns::new(wide).or_below(WIDE, common())
}

impl Screen for StockList {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.stock.list;
        vec![
            Binding::new(Function::Conditions, words.filter, Msg::Filter),
            Binding::new(Function::OtherList, words.next, Msg::Next),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Deliveries, words.deliveries, Msg::Deliveries),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        self.ask(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        let rows = self.total();
        match self.table.typed(key, rows) {
            Some(Did::Moved) => self.ask_beyond(cx),
            Some(Did::Pick(_) | Did::Toggle(_)) => {}
            None => return false,
        }
        true
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Filter => {
                if let Some(read) = &self.read {
                    let filter = Filter::new(self.asked.clone(), read.policy.clone());
                    cx.open_for(AskBox::new(filter, cx.at()), Msg::Asked);
                }
            }
            Msg::Asked(asked) => self.look_for(asked, cx),
            Msg::Next => self.look_for(self.asked.next(), cx),
            Msg::Again => self.ask(cx),
            Msg::Deliveries => cx.open(Deliveries::default()),
            Msg::Read(Ok(read)) => {
                self.failed = false;
                self.take(*read);
            }
            Msg::Read(Err(error)) => {
                // Said once, not at every change.
                if !std::mem::replace(&mut self.failed, true) {
                    cx.say(Message::refused(&error, cx.at().words));
                }
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.stock.list;
        let body = Body::new(at).hint(words.hint);
        let Some(read) = &self.read else {
            return Some(body.line(at.words.finding.loading, at.theme.off));
        };
        let count = read.page.total.to_string();
        let conditions = self.asked.in_words(at);
        let heading = words.heading(place::Conditions(&conditions), place::Count(&count));
        let body = body.line(heading, at.theme.heading);
        let body = body.line(self.figures(read, at), at.theme.value);
        let body = match Self::low(read, at) {
            Some(low) => body.line(low, at.theme.warn),
            None => body,
        };
        let body = body.table(&self.table, columns(at), self.total(), |index, wide| {
            self.row(index, wide, at)
        });
        Some(body.or_empty(words.none, at.theme.info))
    }
}
