//! BZND001 残高照会・入出金明細照会: the accounts with their balances, and what moved on one of them. It needs no token, ever
//! (R5.1).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::paying::{line, no_pointer, rows};
use crate::customer::screens;
use crate::domain::calendar;
use crate::domain::payment::{Kind, Movement};
use crate::domain::values::{Account, in_threes};
use crate::portal::{Error, Look};
use crate::store::{AccountRow, Part};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::facts::paragraph;
use crate::ui::kit::table::{Column, Did, Listed, Row, Table};
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// How many movements are read at a time.
const BATCH: u64 = 100;
/// The most accounts that are seen at once.
const ACCOUNTS: u16 = 5;

/// BZND001 残高照会・入出金明細照会.
#[derive(Default)]
pub struct Balances {
    accounts: Vec<AccountRow>,
    movements: Vec<Movement>,
    limit: u64,
    tables: Option<Tables>,
}

struct Tables {
    accounts: Table,
    movements: Table,
}

/// What was read: the accounts, and the statement of one of them.
type Answer = Result<(Vec<AccountRow>, Vec<Movement>), Error>;

/// What the screen is told.
pub enum Msg {
    /// Accounts and statement.
    Read(Answer),
    /// F5.
    Refresh,
    /// F7 and F8.
    Page(Key),
}

impl Balances {
    /// The screen.
    pub fn new() -> Self {
        Self {
            limit: BATCH,
            ..Self::default()
        }
    }

    fn selected(&self) -> Option<&Account> {
        let row = self.accounts.get(self.tables.as_ref()?.accounts.selected())?;
        Some(&row.account)
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let (chosen, limit) = (self.selected().cloned(), self.limit);
        cx.customer_look("books", move |look| books(look, chosen, limit), Msg::Read);
    }

    fn take(&mut self, accounts: Vec<AccountRow>, movements: Vec<Movement>, at: &Ambient<'_>) {
        let before = self.selected().cloned();
        (self.accounts, self.movements) = (accounts, movements);
        let index = before.and_then(|account| self.accounts.iter().position(|row| row.account == account));
        let tables = self.tables.get_or_insert_with(|| tables(at));
        tables.accounts.reselect(index, self.accounts.len());
        tables.movements.reselect(None, self.movements.len());
    }

    /// Whether there may be more than was read.
    fn reads_on(&self) -> bool {
        u64::try_from(self.movements.len()).is_ok_and(|read| read >= self.limit)
    }

    /// Turns the pages of the statement; at the end of what was read the next part is.
    fn page(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) {
        let read = self.movements.len();
        let Some(tables) = &mut self.tables else { return };
        tables.movements.typed(key, read);
        let at_end = tables.movements.reach(read) + 1 >= read;
        if at_end && self.reads_on() {
            self.limit += BATCH;
            self.read(cx);
        }
    }

    /// Another account: its statement from the newest line on.
    fn turn(&mut self, cx: &mut Cx<'_, Msg>) {
        if let Some(tables) = &mut self.tables {
            tables.movements.select(0);
        }
        self.limit = BATCH;
        self.read(cx);
    }

    fn movement(&self, index: usize, at: &Ambient<'_>) -> Option<Row> {
        let movement = self.movements.get(index)?;
        let amount = in_threes(movement.amount.unsigned_abs());
        let (out, into) = if movement.amount < 0 {
            (amount, String::new())
        } else {
            (String::new(), amount)
        };
        let kind = movement.payment.map(|(_, kind)| at.words.payments.common.kind_of(kind));
        let text = match (kind, movement.payment) {
            (Some(kind), Some((_, Kind::Transfer | Kind::PayEasy))) => format!("{kind} {}", movement.text),
            (Some(kind), _) => kind.to_owned(),
            (None, _) => movement.text.clone(),
        };
        let day = at.words.short_day(calendar::day_of(movement.at));
        let cells = [day, text, out, into];
        Some(Row::new(cells.into_iter().chain([in_threes(movement.balance)])))
    }
}

/// The accounts, and the statement of the chosen one or of the first.
fn books(look: &Look<'_>, chosen: Option<Account>, limit: u64) -> Answer {
    let accounts = look.accounts()?;
    let account = chosen
        .filter(|chosen| accounts.iter().any(|row| row.account == *chosen))
        .or_else(|| accounts.first().map(|row| row.account.clone()));
    let part = Part { skip: 0, limit };
    let movements = account.map(|account| look.statement(&account, part)).transpose()?;
    Ok((accounts, movements.unwrap_or_default()))
}

fn tables(at: &Ambient<'_>) -> Tables {
    let words = &at.words.payments.balance;
    Tables {
        accounts: Table::new(vec![
            Column::new(words.account, 16),
            Column::new(words.balance, 17).right(),
        ]),
        movements: Table::new(vec![
            Column::new(words.at, 10),
            Column::rest(words.text),
            Column::new(words.out, 15).right(),
            Column::new(words.into, 15).right(),
            Column::new(words.balance, 14).right(),
        ])
        .or_below(
            90,
            vec![
                Column::new(words.at, 10),
                Column::rest(words.text),
                Column::new(words.out.replacen(" (", "\n(", 1), 13).right(),
                Column::new(words.into.replacen(" (", "\n(", 1), 13).right(),
                Column::new(words.balance.replacen(" (", "\n(", 1), 14).right(),
            ],
        ),
    }
}

/// Where the accounts stand, and where the statement does below them.
fn places(area: Rect, accounts: usize) -> (Rect, Rect) {
    let height = u16::try_from(accounts).unwrap_or(ACCOUNTS).clamp(1, ACCOUNTS) + 2;
    let above = rows(area, 1, height);
    let down = 1 + height;
    (above, rows(area, down + 1, area.height.saturating_sub(down + 1)))
}

impl Screen for Balances {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BZND001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let words = &at.words.payments.common;
        vec![
            Binding::new(Function::Refresh, words.refresh, Msg::Refresh),
            Binding::new(Function::PageUp, words.page_up, Msg::Page(Key::PageUp)),
            Binding::new(Function::PageDown, words.page_down, Msg::Page(Key::PageDown)),
        ]
    }

    fn opened(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn changed(&mut self, cx: &mut Cx<'_, Msg>) {
        let (chosen, limit) = (self.selected().cloned(), self.limit);
        cx.customer_glance("books", move |look| books(look, chosen, limit), Msg::Read);
    }

    fn retold(&mut self, cx: &mut Cx<'_, Msg>) {
        let told = tables(cx.at());
        if let Some(tables) = &mut self.tables {
            tables.accounts.retell(told.accounts);
            tables.movements.retell(told.movements);
        }
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if let Key::PageUp | Key::PageDown = key {
            self.page(key, cx);
            return true;
        }
        let count = self.accounts.len();
        let Some(tables) = &mut self.tables else { return false };
        let before = tables.accounts.selected();
        let did = tables.accounts.typed(key, count);
        if tables.accounts.selected() != before {
            self.turn(cx);
        }
        matches!(did, Some(Did::Moved))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok((accounts, movements))) => self.take(accounts, movements, cx.at()),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => self.read(cx),
            Msg::Page(key) => self.page(&key, cx),
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, at: &Ambient<'_>) {
        let words = &at.words.payments.balance;
        let Some(tables) = &self.tables else {
            line(area, 0, buf, at.words.payments.common.reading, at.theme.info);
            return;
        };
        let Some(account) = self.selected() else {
            let inside = Rect::new(area.x + 1, area.y + 1, area.width - 2, 3);
            paragraph(inside, buf, words.no_account, at.theme.warn);
            return;
        };
        let (above, below) = places(area, self.accounts.len());
        let now = at.words.moment(at.now);
        line(area, 0, buf, &words.accounts(place::At(&now)), at.theme.heading);
        tables.accounts.view(above, buf, at, self.accounts.len(), |index| {
            let row = self.accounts.get(index)?;
            Some(Row::new([row.account.to_string(), in_threes(row.balance)]))
        });
        let text = words.statement(place::Account(account.as_str()));
        let down = below.y.saturating_sub(area.y + 1);
        line(area, down, buf, &text, at.theme.heading);
        let count = self.movements.len();
        if count == 0 {
            line(below, 0, buf, words.empty, at.theme.info);
        } else {
            // The keys choose the account: of its statement no row is marked as selected.
            let calm = at.theme.calm();
            let calm = Ambient { theme: &calm, ..*at };
            tables
                .movements
                .view(below, buf, &calm, count, |index| self.movement(index, at));
            no_pointer(below, buf, at);
        }
    }

    fn cursor(&self, area: Rect) -> Option<Position> {
        let (above, _) = places(area, self.accounts.len());
        Some(self.tables.as_ref()?.accounts.cursor(above))
    }

    fn list<'a>(&'a self, at: &'a Ambient<'_>) -> Option<Listed<'a>> {
        let table = &self.tables.as_ref()?.movements;
        let list = Listed::new(table, self.movements.len(), |index| self.movement(index, at));
        Some(list.of_more(self.reads_on()))
    }

    fn hint(&self, at: &Ambient<'_>) -> String {
        at.words.payments.balance.hint.to_owned()
    }
}
