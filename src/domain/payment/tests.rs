//! Who may do what with a payment, and whose code it takes.

mod approvers;
mod approving;

use super::*;
use crate::domain::access::{Right, USUAL_LIMIT};
use crate::domain::case::Case;
use crate::domain::case::samples::{at, case, login, token, user};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::UserKind::{Admin, General, Master};
use crate::domain::user::{Operations, User};
use crate::domain::values::{BankCode, BillCheckNumber, BillerNumber, BranchCode, Kana, PaymentNumber, Yen};

/// Something that happens to a user in between.
type Change = fn(&mut User);

const NOON: &str = "2026-06-01T12:00:00";

fn yen(amount: u64) -> Yen {
    Yen::new(amount).unwrap()
}

fn payee() -> Payee {
    Payee {
        bank: BankCode::parse("0001").unwrap(),
        branch: BranchCode::parse("001").unwrap(),
        account: Account::parse("普通7654321").unwrap(),
        name: Kana::parse("カ）レイジ").unwrap(),
    }
}

fn content(kind: Kind, amount: u64) -> Content {
    let rows = |kind| Content::Bulk {
        kind,
        rows: BulkRows::new(vec![BulkRow {
            to: payee(),
            amount: yen(amount),
        }])
        .unwrap(),
    };
    match kind {
        Kind::Transfer => Content::Transfer {
            to: payee(),
            amount: yen(amount),
        },
        Kind::Bulk => rows(BatchKind::General),
        Kind::Payroll => rows(BatchKind::Payroll),
        Kind::PayEasy => Content::PayEasy {
            biller: BillerNumber::parse("00100").unwrap(),
            number: PaymentNumber::parse("123456").unwrap(),
            check_number: BillCheckNumber::parse("123").unwrap(),
            amount: yen(amount),
        },
    }
}

fn order(kind: Kind, amount: u64, approvers: &[&str]) -> Order {
    Order {
        account: Account::parse("普通1234567").unwrap(),
        content: content(kind, amount),
        approver: approvers.first().map(|id| login(id)),
        final_approver: approvers.get(1).map(|id| login(id)),
    }
}

/// Master M, administrators A and B, and general G, each with a token of their own.
fn company() -> Case {
    case(
        vec![
            user("A", Admin, 1),
            user("B", Admin, 2),
            user("G", General, 3),
            user("M", Master, 4),
        ],
        vec![token(1), token(2), token(3), token(4)],
    )
}

fn changed(name: &str, change: impl FnOnce(&mut User)) -> Case {
    let mut case = company();
    change(case.users.iter_mut().find(|user| user.login_id == login(name)).unwrap());
    case
}

fn without_approval(user: &mut User) {
    user.access.rights.remove(&Right::Approve);
}

fn books(mode: Mode) -> Books {
    let modes = Modes {
        transfer: mode,
        bulk: mode,
    };
    Books {
        modes,
        balance: Some(50_000_000),
    }
}

fn entering<'a>(order: &Order, case: &'a Case, books: Books) -> Decision<Entered<'a>> {
    let by = case.user(&login("G"))?;
    enter(order, by, case, books, at(NOON), &Policy::default())
}

fn refused<T: std::fmt::Debug>(given: Decision<T>) -> &'static str {
    given.unwrap_err().code()
}

fn payment(status: Status, approvers: &[&str]) -> Payment {
    Payment {
        id: PaymentId([1; 16]),
        contract: ContractNumber::parse("1000001").unwrap(),
        order: order(Kind::Transfer, 1_000, approvers),
        made_by: login("G"),
        made_at: at(NOON),
        status,
        approved_at: None,
        decided_at: None,
        reason: None,
        receipt: None,
    }
}

fn approving<'a>(payment: &Payment, by: &str, case: &'a Case) -> Decision<Approved<'a>> {
    let by = case.user(&login(by))?;
    approve(payment, by, case, Some(1_000), at(NOON), &Policy::default())
}

#[test]
fn the_code_is_asked_at_the_step_that_executes_r5_3() {
    let case = company();
    for (kind, mode, named, status, code) in [
        (Kind::Transfer, Mode::None, &[][..], Status::Executed, true),
        (Kind::Transfer, Mode::Single, &["A"], Status::Waiting, false),
        (Kind::Transfer, Mode::Double, &["A", "M"], Status::Waiting, false),
        (Kind::Bulk, Mode::None, &["A"], Status::Waiting, false),
        (Kind::Bulk, Mode::Single, &["A"], Status::Waiting, false),
        (Kind::Payroll, Mode::Double, &["A", "M"], Status::Waiting, false),
        (Kind::PayEasy, Mode::None, &[], Status::Executed, true),
        (Kind::PayEasy, Mode::Double, &[], Status::Executed, true),
    ] {
        let entered = entering(&order(kind, 1_000, named), &case, books(mode)).unwrap();
        assert_eq!(
            (entered.status, entered.token.is_some()),
            (status, code),
            "{kind:?} {mode:?}"
        );
    }
    for (status, named, by, to, code) in [
        (Status::Waiting, &["A"][..], "A", Status::Executed, Some(1)),
        (Status::Waiting, &["A", "M"], "A", Status::WaitingFinal, None),
        (Status::WaitingFinal, &["A", "M"], "M", Status::Executed, Some(4)),
    ] {
        let approved = approving(&payment(status, named), by, &case).unwrap();
        let id = approved.token.map(|token| token.id.0[0]);
        assert_eq!((approved.status, id), (to, code), "{status:?} {named:?}");
    }
}

#[test]
fn limits_to_the_yen_for_each_kind_r5_1() {
    let case = changed("G", |user| {
        user.access.limits = Limits {
            transfer: 1_000,
            preset: 1,
            bulk: 2_000,
            payroll: 3_000,
            pay_easy: 4_000,
        };
    });
    for (kind, limit) in [
        (Kind::Transfer, 1_000),
        (Kind::Bulk, 2_000),
        (Kind::Payroll, 3_000),
        (Kind::PayEasy, 4_000),
    ] {
        let named: &[&str] = if matches!(kind, Kind::Bulk | Kind::Payroll) {
            &["A"]
        } else {
            &[]
        };
        let entering = |amount| entering(&order(kind, amount, named), &case, books(Mode::None));
        assert!(entering(limit).is_ok(), "{kind:?}");
        let limit = Yen::new(limit).unwrap();
        assert_eq!(
            entering(limit.get() + 1),
            Err(Refusal::OverLimit {
                limit: limit.to_string()
            })
        );
    }
}

#[test]
fn the_balance_counts_where_entering_executes_and_is_told_where_it_waits() {
    let case = company();
    let with = |mode, named: &[&str], balance| {
        let books = Books {
            balance: Some(balance),
            ..books(mode)
        };
        entering(&order(Kind::Transfer, 1_000, named), &case, books).map(|entered| entered.short)
    };
    assert_eq!(with(Mode::None, &[], 1_000), Ok(false));
    assert_eq!(
        with(Mode::None, &[], 999),
        Err(Refusal::BalanceShort { balance: "999".into() })
    );
    assert_eq!(with(Mode::Single, &["A"], 1_000), Ok(false));
    assert_eq!(with(Mode::Single, &["A"], 999), Ok(true));
    let approver = case.user(&login("A")).unwrap();
    let approve = |balance| {
        let payment = payment(Status::Waiting, &["A"]);
        approve(&payment, approver, &case, balance, at(NOON), &Policy::default())
    };
    assert!(approve(Some(1_000)).is_ok());
    assert_eq!(refused(approve(Some(999))), "E0516");
    assert_eq!(refused(approve(None)), "E0514");
    // The first of two approvals moves nothing yet.
    let first = payment(Status::Waiting, &["A", "M"]);
    let given = super::approve(&first, approver, &case, Some(0), at(NOON), &Policy::default());
    assert_eq!(given.unwrap().status, Status::WaitingFinal);
}

#[test]
fn only_accounts_of_the_user_that_are_kept_here() {
    let case = company();
    let mut other = order(Kind::Transfer, 1, &[]);
    other.account = Account::parse("普通0000001").unwrap();
    assert_eq!(refused(entering(&other, &case, books(Mode::None))), "E0514");
    let unknown = Books {
        balance: None,
        ..books(Mode::None)
    };
    let order = order(Kind::Transfer, 1, &[]);
    assert_eq!(refused(entering(&order, &case, unknown)), "E0514");
}

#[test]
fn who_enters_passes_the_gate_also_where_another_gives_the_code_r5_2() {
    let order = order(Kind::Transfer, 1, &["A"]);
    let entering = |case: &Case, time: &str| {
        let by = case.user(&login("G")).unwrap();
        enter(&order, by, case, books(Mode::Single), at(time), &Policy::default())
            .map(|_| ())
            .map_err(|refusal| refusal.code())
    };
    let unregistered = changed("G", |user| (user.token, user.registered_at) = (None, None));
    assert_eq!(entering(&unregistered, "2026-05-07T23:59:59"), Ok(()));
    assert_eq!(entering(&unregistered, "2026-05-08T00:00:00"), Err("E0502"));
    let mut suspended = company();
    suspended.tokens[2].suspended_at = Some(at(NOON));
    assert_eq!(entering(&suspended, NOON), Err("E0305"));
    let powerless = changed("G", |user| user.operations.transfer = false);
    assert_eq!(entering(&powerless, NOON), Err("E0501"));
}

#[test]
fn a_batch_has_one_to_ninety_nine_rows_and_a_total_that_is_an_amount() {
    let rows = |count: usize, amount| {
        let row = BulkRow {
            to: payee(),
            amount: yen(amount),
        };
        BulkRows::new(vec![row; count])
            .map(|rows| rows.total().get())
            .map_err(|refusal| refusal.code())
    };
    assert_eq!(rows(0, 1), Err("E0513"));
    assert_eq!(rows(1, 1), Ok(1));
    assert_eq!(rows(99, 100), Ok(9_900));
    assert_eq!(rows(100, 1), Err("E0513"));
    assert_eq!(rows(3, 3_333_333_333), Ok(9_999_999_999));
    assert_eq!(rows(2, 5_000_000_000), Err("E0513"));
    assert_eq!(rows(99, 9_999_999_999), Err("E0513"));
}

#[test]
fn an_order_reads_back_from_json_and_what_is_no_order_does_not() {
    for kind in Kind::ALL {
        let order = order(kind, USUAL_LIMIT, &["A", "M"]);
        assert_eq!(
            (order.content.kind(), order.content.amount().get()),
            (kind, USUAL_LIMIT)
        );
        let json = serde_json::to_string(&order).unwrap();
        assert_eq!(serde_json::from_str::<Order>(&json).unwrap(), order, "{json}");
        assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
    }
    for bad in [
        r#"{"account":"普通1234567","content":{"bulk":{"kind":"general","rows":[]}}}"#,
        r#"{"account":"普通1234567","content":{"pay_easy":{"biller":"00100","number":"1","check_number":"1","amount":0}}}"#,
        r#"{"account":"1234567","content":{"pay_easy":{"biller":"00100","number":"1","check_number":"1","amount":1}}}"#,
        r#"{"account":"普通1234567","content":{"pay_easy":{"biller":"00100","number":"1","check_number":"1","amount":1}},"code":"1"}"#,
    ] {
        assert!(serde_json::from_str::<Order>(bad).is_err(), "{bad}");
    }
}
