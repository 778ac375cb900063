//! The customer's counter over the training bank at 10:15 of its first day.

use chrono::TimeDelta;
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error};
use madoguchi::domain::payment::{BatchKind, BulkRow, BulkRows, Content, Order, Payee};
use madoguchi::domain::policy;
use madoguchi::domain::values::{
    Account, BankCode, BillCheckNumber, BillerNumber, BranchCode, Kana, LoginId, PaymentId, PaymentNumber, Yen,
};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::portal::{Command, Look, Outcome, Paid, Portal, Secrets, SessionKey};
use madoguchi::store::{AccountRow, Kind, Location, Store};
use madoguchi::training::fobs::Fobs;
use madoguchi::training::{self, demo};

/// What a user gives beside a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Give {
    Nothing,
    Confirmation,
    Both,
}

/// A user with a session.
#[derive(Clone)]
pub(crate) struct Customer {
    pub(crate) login_id: LoginId,
    pub(crate) key: SessionKey,
}

pub(crate) struct Counter {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) fobs: Fobs,
}

impl Counter {
    pub(crate) fn open() -> Self {
        let mut entropy = Repeatable(42);
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        Self::over(desk, clock)
    }

    /// A new store in a file, furnished.
    pub(crate) fn in_file(at: &Location) -> Self {
        let opened = Store::create(at, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Machine), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        Self::over(desk, clock)
    }

    /// Another program on the same file.
    pub(crate) fn beside(at: &Location) -> Self {
        let clock = Clock::fixed(demo::start());
        let desk = Desk::new(Store::open(at).unwrap(), clock.clone(), Box::new(Machine), "test").unwrap();
        Self::over(desk, clock)
    }

    fn over(desk: Desk, clock: Clock) -> Self {
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self { desk, clock, fobs }
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.clock.move_by(TimeDelta::seconds(seconds));
    }

    pub(crate) fn portal(&mut self) -> Portal<'_> {
        Portal::over(self.desk.office())
    }

    pub(crate) fn login(&mut self, login_id: &str) -> Customer {
        let login_id = LoginId::parse(login_id).unwrap();
        let password = training::login_password(&login_id);
        let key = self.portal().login(&login_id, &password).unwrap().key;
        Customer { login_id, key }
    }

    pub(crate) fn ask<T>(
        &mut self,
        who: &Customer,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.portal().ask(&who.key, query)
    }

    /// The code that this user's fob shows now.
    pub(crate) fn code(&mut self, who: &Customer) -> String {
        let serial = self.ask(who, |look| Ok(look.me().serial)).unwrap().unwrap();
        self.fobs.code(&serial, self.clock.now()).unwrap().code
    }

    pub(crate) fn secrets(&mut self, who: &Customer, give: Give) -> Secrets {
        Secrets {
            confirmation: (give != Give::Nothing).then(|| training::confirmation_password(&who.login_id)),
            code: (give == Give::Both).then(|| self.code(who).into()),
            ..Secrets::default()
        }
    }

    pub(crate) fn run(&mut self, who: &Customer, command: Command, give: Give) -> Result<Paid, Error> {
        let secrets = self.secrets(who, give);
        match self.portal().execute(&who.key, command, &secrets)? {
            Outcome::Payment(paid) => Ok(paid),
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn pay(&mut self, who: &Customer, order: &Order, give: Give) -> Result<Paid, Error> {
        self.run(who, Command::Pay(order.clone()), give)
    }

    pub(crate) fn approve(&mut self, who: &Customer, payment: PaymentId, give: Give) -> Result<Paid, Error> {
        self.run(who, Command::Approve { payment }, give)
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the path of a method is not general over the lifetime of a look"
    )]
    pub(crate) fn accounts(&mut self, who: &Customer) -> Vec<AccountRow> {
        self.ask(who, |look| look.accounts()).unwrap()
    }

    /// The balance of an account that this user may use.
    pub(crate) fn balance(&mut self, who: &Customer, account: &str) -> u64 {
        let rows = self.accounts(who);
        let row = rows.iter().find(|row| row.account.as_str() == account).unwrap();
        row.balance
    }

    /// Whether the trail is whole.
    pub(crate) fn is_whole(&mut self) -> bool {
        let auditor = demo::session(&mut self.desk, "A001").unwrap();
        self.desk.verify(&auditor).unwrap().flaw.is_none()
    }
}

pub(crate) fn yen(amount: u64) -> Yen {
    Yen::new(amount).unwrap()
}

pub(crate) fn account(text: &str) -> Account {
    Account::parse(text).unwrap()
}

fn payee() -> Payee {
    Payee {
        bank: BankCode::parse("0001").unwrap(),
        branch: BranchCode::parse("001").unwrap(),
        account: account("普通7654321"),
        name: Kana::parse("レイジシヨウジ").unwrap(),
    }
}

fn order(from: &str, content: Content, approvers: &[&str]) -> Order {
    let approver = |place: usize| approvers.get(place).map(|id| LoginId::parse(id).unwrap());
    Order {
        account: account(from),
        content,
        approver: approver(0),
        final_approver: approver(1),
    }
}

pub(crate) fn transfer(from: &str, amount: u64, approvers: &[&str]) -> Order {
    let (to, amount) = (payee(), yen(amount));
    order(from, Content::Transfer { to, amount }, approvers)
}

pub(crate) fn batch(from: &str, kind: BatchKind, amounts: &[u64], approvers: &[&str]) -> Order {
    let rows = amounts.iter().map(|amount| BulkRow {
        to: payee(),
        amount: yen(*amount),
    });
    let rows = BulkRows::new(rows.collect()).unwrap();
    order(from, Content::Bulk { kind, rows }, approvers)
}

pub(crate) fn bill(from: &str, amount: u64) -> Order {
    let content = Content::PayEasy {
        biller: BillerNumber::parse("00100").unwrap(),
        number: PaymentNumber::parse("1234567890").unwrap(),
        check_number: BillCheckNumber::parse("123456").unwrap(),
        amount: yen(amount),
    };
    order(from, content, &[])
}

pub(crate) fn refused<T: std::fmt::Debug>(given: Result<T, Error>) -> &'static str {
    match given {
        Err(error) => error.code(),
        Ok(given) => panic!("not refused: {given:?}"),
    }
}
