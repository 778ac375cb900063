//! TZAI001 トークン在庫: fobs by state, branch, batch and expiry, the soonest to expire first, with figures that agree with the
//! list (R15.1).
//!
//! What is kept does not grow with the store: the rows around the selected one, and how many there are in all.

mod acts;
mod filter;
mod recall;
mod rows;
mod which;

use std::ops::Range;

use acts::{Act, Acts};
use filter::{Filter, FobFilter};
use recall::Recalls;
use which::{ForWhom, Found, Which, Whom};

use crate::branch::screens;
use crate::branch::tzai003::Deliveries;
use crate::branch::tzai004::IssueEntry;
use crate::branch::tzai005::Handling;
use crate::branch::tzai006::Counting;
use crate::desk::{Error, FobName, Low};
use crate::domain::policy::Policy;
use crate::domain::token::Stock;
use crate::domain::values::{BranchCode, Maker, Serial};
use crate::store::{StockCount, StockPage, StockRow};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::ask_box::AskBox;
use crate::ui::kit::body::Body;
use crate::ui::kit::pick_box::PickBox;
use crate::ui::kit::table::{Did, Table};
use crate::ui::message::Message;
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// The rows a page is reckoned at before it was drawn.
const PAGE: usize = 15;

/// TZAI001 トークン在庫.
#[derive(Debug, Default)]
pub struct StockList {
    asked: FobFilter,
    read: Option<Read>,
    table: Table,
    /// Why it could not be read, if so.
    failed: Option<Error>,
    /// The fob that is to be issued once it is said to whom.
    out: Option<Serial>,
}

/// What was read: the page around the selected row, the figures, whether one's own branch is to order, and the policy.
#[derive(Debug)]
pub struct Read {
    page: StockPage,
    counts: Vec<StockCount>,
    low: Option<Low>,
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
    /// F10: the list of what is done from here.
    Acts,
    /// One of it.
    Act(Act),
    /// What shows the codes.
    Found(Found),
    /// To whom a fob is issued.
    Whom(ForWhom),
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
                low: look.low_stock()?,
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

    /// Does what was chosen, or says why it can't be done.
    fn act(&mut self, act: Act, cx: &mut Cx<'_, Msg>) {
        if let Some(off) = act.off(cx.at()) {
            return cx.say(Message::warn("W1471", off));
        }
        match act {
            Act::Which => cx.open_for(AskBox::new(Which, cx.at()), Msg::Found),
            Act::Recall => cx.open(Recalls::default()),
            Act::Deliveries => cx.open(Deliveries::default()),
            Act::Issue => self.issue(cx),
            Act::Handle => cx.open(Handling::new()),
            Act::Count => cx.open(Counting::new()),
        }
    }

    /// The selected fob goes to somebody; one that a customer has, or had, is replaced.
    fn issue(&mut self, cx: &mut Cx<'_, Msg>) {
        let selected = self.fob(self.table.selected()).map(|row| &row.token);
        let of = selected.filter(|token| matches!(token.stock, Stock::Issued | Stock::Lost));
        if let Some((number, token)) = of.and_then(|token| token.contract.clone().zip(Some(token))) {
            return cx.open(IssueEntry::new(number, Some(token.serial.clone()), None));
        }
        let in_stock = selected.filter(|token| token.stock == Stock::InStock);
        self.out = in_stock.map(|token| token.serial.clone());
        cx.open_for(AskBox::new(Whom, cx.at()), Msg::Whom);
    }

    /// The list is that of the fob which shows the codes; several are named.
    fn found(&mut self, fobs: &[FobName], cx: &mut Cx<'_, Msg>) {
        let words = cx.at().words;
        match fobs {
            [one] => {
                let said = words.stock.which.found(place::Serial(one.serial.as_str()));
                self.look_for(FobFilter::of(one.serial.clone()), cx);
                cx.say(Message::good("I1478", said));
            }
            several => {
                let named = several.iter().map(|fob| {
                    let maker = fob.maker.as_ref().map(Maker::as_str).unwrap_or_default();
                    format!("{} {maker}", fob.serial)
                });
                let named = named.collect::<Vec<_>>().join(words.label.comma);
                let said = words
                    .stock
                    .which
                    .several(place::Count(&several.len().to_string()), place::Serials(&named));
                cx.say(Message::warn("W1472", said));
            }
        }
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

    /// How many of each state there are, at the branch that is looked at or at all.
    fn figures(&self, read: &Read, at: &Ambient<'_>) -> String {
        let here = self.asked.branch(at);
        let count = |stock| total(&read.counts, stock, here.as_ref());
        let of = |stock| format!("{} {}", at.words.label.stock(stock), count(stock));
        Stock::ALL.map(of).join("  ")
    }

    /// That one's own branch runs out, if it does (R15.8).
    fn low(read: &Read, at: &Ambient<'_>) -> Option<String> {
        let low = read.low.as_ref()?;
        let (count, level) = (low.count.to_string(), low.level.to_string());
        let words = &at.words.stock.list;
        Some(words.low(place::Count(&count), place::Level(&level)))
    }
}

/// How many fobs of that state lie at that branch, or anywhere.
fn total(counts: &[StockCount], stock: Stock, branch: Option<&BranchCode>) -> u64 {
    let of = counts.iter().filter(|of| of.stock == stock);
    let here = of.filter(|of| branch.is_none() || of.branch.as_ref() == branch);
    here.map(|of| of.count).sum()
}

impl Screen for StockList {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::TZAI001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.stock.list;
        let act = |on, act: Act| Binding::new(on, act.label(at.words), Msg::Act(act)).unless(act.off(at));
        vec![
            Binding::new(Function::Conditions, words.filter, Msg::Filter),
            Binding::new(Function::OtherList, words.next, Msg::Next),
            Binding::new(Function::Refresh, words.refresh, Msg::Again),
            Binding::new(Function::Execute, words.acts, Msg::Acts),
            Binding::new(Function::Deliveries, words.deliveries, Msg::Act(Act::Deliveries)),
            act(Function::WhichFob, Act::Which),
            act(Function::RecallList, Act::Recall),
            act(Function::Issue, Act::Issue),
            act(Function::HandleFobs, Act::Handle),
            act(Function::CountDrawer, Act::Count),
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
            Some(Did::Pick(_)) => cx.open_for(PickBox::new(Acts), Msg::Act),
            Some(Did::Toggle(_)) => {}
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
            Msg::Acts => cx.open_for(PickBox::new(Acts), Msg::Act),
            Msg::Act(act) => self.act(act, cx),
            Msg::Found(Found(fobs)) => self.found(&fobs, cx),
            Msg::Whom(ForWhom(number)) => cx.open(IssueEntry::new(number, None, None).out_of_stock(self.out.take())),
            Msg::Read(Ok(read)) => {
                self.failed = None;
                self.take(*read);
            }
            Msg::Read(Err(error)) => {
                // Said once, not at every change.
                if self.failed.is_none() {
                    cx.say(Message::refused(&error, cx.at().words));
                }
                self.failed = Some(error);
            }
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.stock.list;
        let body = Body::new(at).hint(words.hint);
        let Some(read) = &self.read else {
            return Some(match &self.failed {
                Some(error) => body.text(Message::refused(error, at.words).text, at.theme.bad),
                None => body.line(at.words.finding.loading, at.theme.off),
            });
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
        let body = body.table(&self.table, rows::columns(at), self.total(), |index, wide| {
            Some(rows::of(self.fob(index)?, wide, at))
        });
        Some(body.or_empty(words.none, at.theme.info).without_page_keys())
    }
}
