//! Payments whose people are stopped, changed or removed in between, and what the schema holds by itself.

use super::*;
use crate::clock::Clock;
use crate::desk::{Desk, Error};
use crate::domain::access::Right;
use crate::domain::payment::{BatchKind, BulkRow, BulkRows, Content, Payee};
use crate::domain::policy;
use crate::domain::user::User;
use crate::domain::values::{BankCode, BranchCode, Kana, Yen};
use crate::entropy::Repeatable;
use crate::portal::{Command, Outcome, Paid, Portal, Secrets, SessionKey};
use crate::store::{Kind as StoreKind, Store};
use crate::training::fobs::Fobs;
use crate::training::{confirmation_password, demo, login_password};

/// Something that happens to a user in between.
type Change = fn(&mut User);

const ACCOUNT: &str = "普通9000253";
const ALL: Part = Part { skip: 0, limit: 100 };

struct Company {
    desk: Desk,
    fobs: Fobs,
    clock: Clock,
}

fn login(text: &str) -> LoginId {
    LoginId::parse(text).unwrap()
}

fn number() -> ContractNumber {
    ContractNumber::parse("1000023").unwrap()
}

fn order(amount: u64) -> Order {
    let to = Payee {
        bank: BankCode::parse("0001").unwrap(),
        branch: BranchCode::parse("001").unwrap(),
        account: Account::parse("普通7654321").unwrap(),
        name: Kana::parse("レイジ").unwrap(),
    };
    let rows = vec![BulkRow {
        to,
        amount: Yen::new(amount).unwrap(),
    }];
    Order {
        account: Account::parse(ACCOUNT).unwrap(),
        content: Content::Bulk {
            kind: BatchKind::Payroll,
            rows: BulkRows::new(rows).unwrap(),
        },
        approver: Some(login("DEN523M1")),
        final_approver: Some(login("DEN523")),
    }
}

impl Company {
    fn open() -> Self {
        let mut entropy = Repeatable(3);
        let opened = Store::in_memory(StoreKind::Training, policy::DEFAULT, &mut entropy).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(entropy), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        Self { desk, fobs, clock }
    }

    fn login(&mut self, name: &str) -> SessionKey {
        let mut portal = Portal::over(self.desk.office());
        portal.login(&login(name), &login_password(&login(name))).unwrap().key
    }

    fn run(&mut self, name: &str, command: Command) -> std::result::Result<Paid, &'static str> {
        let key = self.login(name);
        let mut portal = Portal::over(self.desk.office());
        let serial = portal.ask(&key, |look| Ok(look.me().serial)).unwrap().unwrap();
        let code = self.fobs.code(&serial, self.clock.now()).unwrap().code;
        let secrets = Secrets {
            confirmation: Some(confirmation_password(&login(name))),
            code: Some(code.into()),
            ..Secrets::default()
        };
        match portal.execute(&key, command, &secrets) {
            Ok(Outcome::Payment(paid)) => Ok(paid),
            Ok(other) => panic!("{other:?}"),
            Err(error) => Err(Error::code(&error)),
        }
    }

    fn store(&mut self) -> &mut Store {
        self.desk.office().store_mut()
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut User)) {
        let write = |tx: &Tx<'_>| -> Result<()> {
            let mut user = tx.case(&number())?.unwrap().user(&login(name)).unwrap().clone();
            change(&mut user);
            tx.set_access(&user.login_id, &user.access)?;
            tx.set_service(&user.login_id, &user.service)
        };
        self.store().write(write).unwrap();
    }

    fn kept(&mut self, id: PaymentId) -> Payment {
        self.store().read(|tx| tx.payment(&number(), id)).unwrap().unwrap()
    }

    /// A batch of 1,000,000 yen that DEN523J1 entered, approved by so many.
    fn waiting(&mut self, approvals: usize) -> PaymentId {
        let payment = self.run("DEN523J1", Command::Pay(order(1_000_000))).unwrap().payment;
        for _ in 0..approvals {
            self.run("DEN523M1", Command::Approve { payment }).unwrap();
        }
        payment
    }
}

#[test]
fn who_entered_it_is_looked_at_again_and_refused_it_stays_waiting() {
    let changes: [(Change, &str); 3] = [
        (|user| user.service.stopped = true, "E0526"),
        (|user| user.access.limits.payroll = 999_999, "E0526"),
        (|user| user.access.accounts.clear(), "E0526"),
    ];
    for (n, (change, code)) in changes.into_iter().enumerate() {
        let mut company = Company::open();
        let payment = company.waiting(1);
        company.change("DEN523J1", change);
        assert_eq!(company.run("DEN523", Command::Approve { payment }), Err(code), "{n}");
        assert_eq!(company.kept(payment).status, Status::WaitingFinal);
        // The code was not looked at, so it is good for what can be done.
        company.change("DEN523J1", |user| {
            user.service.stopped = false;
            user.access.limits.payroll = 1_000_000;
            user.access.accounts.insert(Account::parse(ACCOUNT).unwrap());
        });
        let paid = company.run("DEN523", Command::Approve { payment }).unwrap();
        assert_eq!((paid.status, paid.code_taken), (Status::Executed, true));
    }
}

#[test]
fn an_approver_who_lost_the_right_sends_back_but_does_not_approve() {
    let mut company = Company::open();
    let payment = company.waiting(0);
    company.change("DEN523M1", |user| {
        user.access.rights.remove(&Right::Approve);
    });
    assert_eq!(company.run("DEN523M1", Command::Approve { payment }), Err("E0519"));
    let reason = Reason::parse("承認者の変更").unwrap();
    let paid = company.run("DEN523M1", Command::Return { payment, reason }).unwrap();
    assert_eq!(paid.status, Status::Returned);
    let refused = company.run("DEN523J1", Command::Pay(order(1)));
    assert_eq!(refused, Err("E0519"), "nor can they be chosen any more");
}

#[test]
fn without_its_people_a_payment_is_void() {
    for (approvals, removed, voided) in [
        (0, "DEN523J1", 1),
        (0, "DEN523M1", 1),
        (0, "DEN523", 1),
        (1, "DEN523J1", 1),
        (1, "DEN523M1", 1),
        (1, "DEN523", 1),
        (1, "DEN502", 0),
    ] {
        let mut company = Company::open();
        let payment = company.waiting(approvals);
        let now = company.clock.now();
        let count = company
            .store()
            .write(|tx| tx.void_payments_of(&number(), &login(removed), now));
        assert_eq!(count.unwrap().len(), voided, "{removed}");
        let kept = company.kept(payment);
        assert_eq!(kept.status == Status::Void, voided == 1, "{approvals} {removed}");
        assert_eq!(kept.decided_at, (voided == 1).then_some(now));
        let approver = if approvals == 0 { "DEN523M1" } else { "DEN523" };
        let given = company.run(approver, Command::Approve { payment });
        assert_eq!(given.err(), (voided == 1).then_some("E0524"));
        // What has ended stays what it is.
        let again = company
            .store()
            .write(|tx| tx.void_payments_of(&number(), &login(removed), now));
        assert_eq!(again.unwrap(), []);
    }
}

#[test]
fn the_schema_holds_it_even_against_a_program_that_forgets() {
    let mut company = Company::open();
    let payment = company.waiting(1);
    company.run("DEN523", Command::Approve { payment }).unwrap();
    let store = company.store();
    for cheat in [
        "UPDATE payment SET status = 'waiting', receipt = NULL",
        "UPDATE payment SET amount = 1",
        "DELETE FROM payment",
        "UPDATE account SET balance = -1",
        "INSERT INTO movement SELECT contract, account, line + 1, at, amount, balance, text, payment FROM movement WHERE payment IS NOT NULL",
        "INSERT INTO payment SELECT randomblob(16), contract, account, kind, content, amount, made_by, made_at, made_by, NULL, 'waiting', NULL, NULL, NULL, NULL FROM payment",
    ] {
        assert!(store.connection.execute_batch(cheat).is_err(), "{cheat}");
    }
    let lines = store.read(|tx| {
        tx.statement(&number(), &Account::parse(ACCOUNT)?, ALL)
            .map_err(Error::from)
    });
    assert_eq!(lines.unwrap()[0].amount, -1_000_000);
}

#[test]
fn modes_of_a_contract_are_the_usual_ones_until_something_is_said() {
    let mut company = Company::open();
    let other = ContractNumber::parse("1000002").unwrap();
    let modes = company.store().read(|tx| tx.modes(&other)).unwrap();
    assert_eq!(modes, Modes::default());
    let said = Modes {
        transfer: Mode::Double,
        bulk: Mode::None,
    };
    company.store().write(|tx| tx.set_modes(&other, said)).unwrap();
    let modes = company.store().read(|tx| tx.modes(&other)).unwrap();
    assert_eq!((modes.transfer, modes.bulk), (Mode::Double, Mode::Single));
}
