//! BZND001 残高照会・入出金明細照会: the accounts with their balances, and what moved on one of them. It needs no token, ever
//! (R5.1).

use crate::customer::screens;
use crate::domain::calendar;
use crate::domain::payment::{Kind, Movement};
use crate::domain::values::{Account, in_threes};
use crate::portal::{Error, Look};
use crate::store::{AccountRow, Part};
use crate::ui::keys::{Function, Key};
use crate::ui::kit::body::Body;
use crate::ui::kit::table::{Column, Columns, Did, Row, Table};
use crate::ui::screen::{Ambient, Binding, Cx, Nameplate, Screen};
use crate::words::place;

/// How many movements are read at a time.
const BATCH: u64 = 100;
/// The most accounts that are seen at once.
const ACCOUNTS: u16 = 5;

/// BZND001 残高照会・入出金明細照会.
#[derive(Default)]
pub struct Balances {
    /// Once they were read.
    accounts: Option<Vec<AccountRow>>,
    movements: Vec<Movement>,
    limit: u64,
    by_account: Table,
    by_movement: Table,
}

/// What was read: the accounts, and the statement of one of them.
type Answer = Result<(Vec<AccountRow>, Vec<Movement>), Error>;

/// What the screen is told.
pub enum Msg {
    /// Accounts and statement.
    Read(Answer),
    /// F5.
    Refresh,
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
        let row = self.accounts.as_ref()?.get(self.by_account.selected())?;
        Some(&row.account)
    }

    fn read(&self, cx: &mut Cx<'_, Msg>) {
        let (chosen, limit) = (self.selected().cloned(), self.limit);
        cx.customer_look("books", move |look| books(look, chosen, limit), Msg::Read);
    }

    fn take(&mut self, accounts: Vec<AccountRow>, movements: Vec<Movement>) {
        let before = self.selected().cloned();
        let index = before.and_then(|account| accounts.iter().position(|row| row.account == account));
        self.by_account.reselect(index, accounts.len());
        self.by_movement.reselect(None, movements.len());
        (self.accounts, self.movements) = (Some(accounts), movements);
    }

    /// Whether there may be more than was read.
    fn reads_on(&self) -> bool {
        u64::try_from(self.movements.len()).is_ok_and(|read| read >= self.limit)
    }

    /// Turns the pages of the statement; at the end of what was read the next part is.
    fn page(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) {
        let read = self.movements.len();
        self.by_movement.typed(key, read);
        let at_end = self.by_movement.reach(read) + 1 >= read;
        if at_end && self.reads_on() {
            self.limit += BATCH;
            self.read(cx);
        }
    }

    /// Another account: its statement from the newest line on.
    fn turn(&mut self, cx: &mut Cx<'_, Msg>) {
        self.by_movement.select(0);
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

fn account_columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.payments.balance;
    Columns::new(vec![
        Column::new(words.account, 16),
        Column::new(words.balance, 17).right(),
    ])
}

fn movement_columns(at: &Ambient<'_>) -> Columns {
    let words = &at.words.payments.balance;
    let wide = vec![
        Column::new(words.at, 10),
        Column::rest(words.text),
        Column::new(words.out, 15).right(),
        Column::new(words.into, 15).right(),
        Column::new(words.balance, 14).right(),
    ];
    let narrow = vec![
        Column::new(words.at, 10),
        Column::rest(words.text),
        Column::new(words.out.replacen(" (", "\n(", 1), 13).right(),
        Column::new(words.into.replacen(" (", "\n(", 1), 13).right(),
        Column::new(words.balance.replacen(" (", "\n(", 1), 14).right(),
    ];
    Columns::new(wide).or_below(90, narrow)
}

impl Screen for Balances {
    type Msg = Msg;

    fn nameplate(&self) -> &'static Nameplate {
        &screens::BZND001
    }

    fn bindings(&self, at: &Ambient<'_>) -> Vec<Binding<Msg>> {
        let refresh = at.words.payments.common.refresh;
        vec![Binding::new(Function::Refresh, refresh, Msg::Refresh)]
    }

    fn reads(&mut self, cx: &mut Cx<'_, Msg>) {
        self.read(cx);
    }

    fn typed(&mut self, key: &Key, cx: &mut Cx<'_, Msg>) -> bool {
        if let Key::PageUp | Key::PageDown = key {
            self.page(key, cx);
            return true;
        }
        let Some(accounts) = &self.accounts else { return false };
        let before = self.by_account.selected();
        let did = self.by_account.typed(key, accounts.len());
        if self.by_account.selected() != before {
            self.turn(cx);
        }
        matches!(did, Some(Did::Moved))
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_, Msg>) {
        match msg {
            Msg::Read(Ok((accounts, movements))) => self.take(accounts, movements),
            Msg::Read(Err(error)) => cx.customer_refused(&error),
            Msg::Refresh => self.read(cx),
        }
    }

    fn body<'a>(&'a self, at: &'a Ambient<'a>) -> Option<Body<'a>> {
        let words = &at.words.payments.balance;
        let body = Body::new(at).hint(words.hint);
        let Some(accounts) = &self.accounts else {
            return Some(body.line(at.words.payments.common.reading, at.theme.info));
        };
        let Some(account) = self.selected() else {
            return Some(body.gap(1).text(words.no_account, at.theme.warn));
        };
        let now = at.words.moment(at.now);
        let body = body.heading(words.accounts(place::At(&now)));
        let body = body.table(&self.by_account, account_columns(at), accounts.len(), |index, _| {
            let row = accounts.get(index)?;
            let account = at.words.payments.common.named_account(row.account.as_str());
            Some(Row::new([account, in_threes(row.balance)]))
        });
        // Headings, rows, and the position.
        let body = body.narrowed(false).most(ACCOUNTS + 2);
        let account = at.words.payments.common.named_account(account.as_str());
        let body = body.heading(words.statement(place::Account(&account)));
        let count = self.movements.len();
        // The keys choose the account: of its statement no row is marked as selected.
        let body = body.table(&self.by_movement, movement_columns(at), count, |index, _| {
            self.movement(index, at)
        });
        let body = body.or_empty(words.empty, at.theme.info).of_more(self.reads_on());
        Some(body.focused(false).narrowed(true))
    }
}
