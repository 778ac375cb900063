//! Who may enter, approve, send back and take back a payment, and whose code it takes (R5.1–R5.3).

use super::{Kind, Modes, Order, Payment, Status};
use crate::domain::access::Right;
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::gate;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::Token;
use crate::domain::user::User;
use crate::domain::values::{LoginId, Yen, in_threes};

/// What the books say when a payment is decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Books {
    /// How the contract's payments are approved.
    pub modes: Modes,
    /// The balance of the account that pays, in yen; none when no such account of the contract is kept.
    pub balance: Option<u64>,
}

/// What entering a payment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered<'a> {
    /// Executed when nobody approves, otherwise waiting.
    pub status: Status,
    /// The token whose code it takes (R5.3); none where an approver will be asked, nor in the grace period.
    pub token: Option<&'a Token>,
    /// Whether the balance is not enough at this moment, which only the execution will judge.
    pub short: bool,
}

/// What approving a payment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approved<'a> {
    /// Executed, or waiting for the final approver.
    pub status: Status,
    /// The token whose code it takes (R5.3): only the approval that executes takes one.
    pub token: Option<&'a Token>,
}

/// Enters a payment for `by`.
///
/// Who enters passes the same gate as who executes, also where an approver will be asked for the code: after the grace
/// period nobody who is not registered enters a payment, nor anybody with a suspended token (R5.2). The account must be kept
/// here and be one of the user's, and the amount within the user's limit for that kind, of a batch the total. The
/// balance must be enough where entering executes; otherwise it is only told that it is short, since money may come in before
/// the approval.
///
/// # Errors
/// Those of [`gate::pass`]; E0514 account, E0515 limit, E0517 to E0521, E1121 and E0202 approvers, E0516 balance.
pub fn enter<'a>(
    order: &Order,
    by: &User,
    case: &'a Case,
    books: Books,
    now: Instant,
    policy: &Policy,
) -> Decision<Entered<'a>> {
    let kind = order.content.kind();
    let token = gate::pass(by, case, kind.operation(), now, policy)?;
    within(order, by)?;
    let balance = books.balance.ok_or_else(|| not_usable(order))?;
    let needed = books.modes.of(kind).approvers();
    chosen(order, by, case, needed)?;
    let last = order.final_approver.as_ref().or(order.approver.as_ref());
    if let Some(last) = last {
        another_fob(case.user(last)?, by, case, policy)?;
    }
    let covered = covers(balance, order.content.amount());
    if needed == 0 {
        covered?;
        return Ok(Entered {
            status: Status::Executed,
            token,
            short: false,
        });
    }
    Ok(Entered {
        status: Status::Waiting,
        token: None,
        short: covered.is_err(),
    })
}

/// Approves a payment as `by`: the only or first approver while it waits, the final one afterwards.
///
/// Both approvers pass the gate of the operation; only the one whose approval executes is asked for the code (R5.3). The
/// one who entered it is looked at again at each approval: removed, stopped by an administrator, without the permission, the
/// account or the limit for it, they could not enter it now, so it is not approved either. A login or confirmation password
/// that was stopped by wrong ones changes nothing there: a stranger may have typed them. Limit and accounts of the approvers
/// are not looked at: they answer for the decision, who entered it for the amount.
///
/// # Errors
/// E0523 when it waits for somebody else, E0524 when it has ended, E0519 without the right to approve; those of
/// [`gate::pass`]; E0526 the one who entered it; E1121 the fob of that one; E0516 balance.
pub fn approve<'a>(
    payment: &Payment,
    by: &User,
    case: &'a Case,
    balance: Option<u64>,
    now: Instant,
    policy: &Policy,
) -> Decision<Approved<'a>> {
    waits_for(payment, by)?;
    let order = &payment.order;
    let kind = order.content.kind();
    let token = gate::pass(by, case, kind.operation(), now, policy)?;
    if !by.access.rights.contains(&Right::Approve) {
        return Err(may_not(&by.login_id));
    }
    still_may(payment, case, now, policy).map_err(|refusal| Refusal::MakerMayNot {
        login_id: payment.made_by.to_string(),
        reason: refusal.code().into(),
    })?;
    if !payment.is_at_last_step() {
        return Ok(Approved {
            status: Status::WaitingFinal,
            token: None,
        });
    }
    another_fob(by, case.user(&payment.made_by)?, case, policy)?;
    covers(balance.ok_or_else(|| not_usable(order))?, order.content.amount())?;
    Ok(Approved {
        status: Status::Executed,
        token,
    })
}

/// 差戻し: the one for whom it waits sends it back. It moves no money, so it asks for no password, and who has meanwhile lost
/// the right to approve, or whose token is suspended, may still do it. What was sent back is entered anew.
///
/// # Errors
/// E0523 when it waits for somebody else, E0524 when it has ended.
pub fn send_back(payment: &Payment, by: &User) -> Decision<()> {
    waits_for(payment, by)
}

/// 取下げ: the one who entered it takes it back, also between the two approvals. It asks for no password either.
///
/// # Errors
/// E0525 for anybody else, E0524 when it has ended.
pub fn withdraw(payment: &Payment, by: &User) -> Decision<()> {
    if payment.made_by != by.login_id {
        return Err(Refusal::NotYourPayment);
    }
    is_open(payment)
}

/// Whom `maker` can choose to approve that kind of payment: those with the right to approve and the permission for the
/// operation, who are not stopped, and are not the one who enters it. Registered they need not be yet.
pub fn approvers<'a>(case: &'a Case, maker: &'a LoginId, kind: Kind) -> impl Iterator<Item = &'a User> {
    case.users
        .iter()
        .filter(move |user| user.login_id != *maker && can_approve(user, kind))
}

fn can_approve(user: &User, kind: Kind) -> bool {
    user.access.rights.contains(&Right::Approve) && user.operations.may(kind.operation()) && user.service.can_act()
}

/// The approvers are as many as the mode asks for, able, and different people.
fn chosen(order: &Order, by: &User, case: &Case, needed: usize) -> Decision<()> {
    let named = [&order.approver, &order.final_approver];
    let (asked, beyond) = named.split_at(needed.min(named.len()));
    if asked.iter().any(|name| name.is_none()) {
        return Err(Refusal::ApproverNeeded { needed });
    }
    if beyond.iter().any(|name| name.is_some()) {
        return Err(Refusal::ApproverNotNeeded { needed });
    }
    for login_id in asked.iter().copied().flatten() {
        if *login_id == by.login_id {
            return Err(Refusal::OwnPayment);
        }
        if !can_approve(case.user(login_id)?, order.content.kind()) {
            return Err(may_not(login_id));
        }
    }
    match (&order.approver, &order.final_approver) {
        (Some(first), Some(last)) if first == last => Err(Refusal::SameApprover {
            login_id: first.to_string(),
        }),
        _ => Ok(()),
    }
}

/// The account is one of the user's, and the amount within their limit.
fn within(order: &Order, user: &User) -> Decision<()> {
    if !user.access.accounts.contains(&order.account) {
        return Err(not_usable(order));
    }
    let limit = order.content.kind().limit(&user.access.limits);
    if order.content.amount().get() > limit {
        return Err(Refusal::OverLimit {
            limit: in_threes(limit),
        });
    }
    Ok(())
}

/// Where the policy asks for it, the approval that executes is not made with the maker's own fob (R5.6).
fn another_fob(approver: &User, maker: &User, case: &Case, policy: &Policy) -> Decision<()> {
    match case.token_of(approver) {
        Some(token) if !policy.approver_may_share && maker.token == Some(token.id) => Err(Refusal::SharedFob {
            login_id: approver.login_id.to_string(),
            serial: token.serial.to_string(),
        }),
        _ => Ok(()),
    }
}

/// Whether the one who entered it could still do so.
fn still_may(payment: &Payment, case: &Case, now: Instant, policy: &Policy) -> Decision<()> {
    let maker = case.user(&payment.made_by)?;
    if maker.service.stopped {
        return Err(Refusal::UserStopped);
    }
    // What waits may be a thief's: a maker who was revoked, or whose fob is lost or suspended, enters nothing now.
    gate::pass(maker, case, payment.order.content.kind().operation(), now, policy)?;
    within(&payment.order, maker)
}

fn waits_for(payment: &Payment, by: &User) -> Decision<()> {
    is_open(payment)?;
    if payment.waits_for() == Some(&by.login_id) {
        Ok(())
    } else {
        Err(Refusal::NotYourApproval)
    }
}

fn is_open(payment: &Payment) -> Decision<()> {
    if payment.status.is_open() {
        Ok(())
    } else {
        Err(Refusal::PaymentEnded {
            what: payment.status.as_str().into(),
        })
    }
}

fn covers(balance: u64, amount: Yen) -> Decision<()> {
    if amount.get() > balance {
        return Err(Refusal::BalanceShort {
            balance: in_threes(balance),
        });
    }
    Ok(())
}

fn not_usable(order: &Order) -> Refusal {
    Refusal::AccountNotUsable {
        account: order.account.to_string(),
    }
}

fn may_not(login_id: &LoginId) -> Refusal {
    Refusal::MayNotApprove {
        login_id: login_id.to_string(),
    }
}
