//! Payments as they are entered (BFKF, BSGK, BPEZ), and what their screens show. Approving stands in [`approve`](super::approve).

use serde::Serialize;

use super::command::{Outcome, Paid, Secrets};
use super::guard::StepUp;
use super::{Error, Look, Member, Portal, SessionKey};
use crate::domain::access::Right;
use crate::domain::calendar::{self, Instant};
use crate::domain::payment::{self, Books, Entered, Kind, Modes, Movement, Order, Payment, Status};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::User;
use crate::domain::values::{Account, PaymentId, Yen};
use crate::office::Settled;
use crate::store::{self, AccountRow, Part, Tx, Written};

/// What the next step of a payment is, and what it asks for besides the confirmation password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Where the payment stands after it.
    pub to: Status,
    /// Whether it asks for the one-time password (R5.3, R5.4).
    pub asks_code: bool,
}

/// What entering a payment would come to, for the screen before the last (実行確認).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PaymentPreview {
    /// What it moves.
    pub amount: Yen,
    /// The balance of the account now.
    pub balance: u64,
    /// Whether it would wait although the balance is not enough now.
    pub short: bool,
    /// The step of entering it.
    pub step: Step,
}

/// How the trail names a payment: account, kind and amount; what is paid to whom stands in the payment.
pub(super) fn subject(order: &Order) -> String {
    let (kind, amount) = (order.content.kind().as_str(), order.content.amount());
    format!("{} {kind} {amount}", order.account)
}

/// How the trail writes a step of a payment down: what waits for somebody is not done.
pub(super) fn written(to: Status) -> Written {
    if to.is_open() { Written::Waiting } else { Written::Done }
}

/// What the books say about the account of an order.
fn books(tx: &Tx<'_>, member: &Member, account: &Account) -> store::Result<Books> {
    let contract = &member.case.contract.number;
    Ok(Books {
        modes: tx.modes(contract)?,
        balance: tx.balance(contract, account)?,
    })
}

/// Decides about entering an order, on books read in this transaction.
fn decided<'m>(
    tx: &Tx<'_>,
    member: &'m Member,
    order: &Order,
    (now, policy): (Instant, &Policy),
) -> Result<(Books, Entered<'m>), Error> {
    let books = books(tx, member, &order.account)?;
    let entered = payment::enter(order, &member.user, &member.case, books, now, policy)?;
    Ok((books, entered))
}

/// What entering asks for: the code where it executes (R5.3).
fn asked<'m>(member: &Member, kind: Kind, entered: &Entered<'m>) -> StepUp<'m> {
    match entered.status {
        Status::Executed => StepUp::code(member, entered.token, kind.run()),
        // Who only enters stands in that menu, but gives no code that a run could go on from.
        _ => StepUp::within(member, kind.run()),
    }
}

/// Takes the money of a payment off its account; its status says that it is executed, and by that it is so once.
pub(super) fn take_money(tx: &Tx<'_>, payment: &Payment, at: Instant) -> Result<u64, Error> {
    let order = &payment.order;
    let amount = order.content.amount();
    let out = -i64::try_from(amount.get()).unwrap_or(i64::MAX);
    let (contract, account) = (&payment.contract, &order.account);
    let text = order.content.other_side();
    let left = tx.move_money(contract, account, out, at, text, Some(payment.id))?;
    // The decision saw the balance in this very transaction, so it is enough.
    left.ok_or_else(|| store::Error::Damaged("a balance changed inside a transaction".into()).into())
}

impl Portal<'_> {
    /// Enters a payment, and executes it where nobody approves (R5.3).
    /// `id` is the front end's own, if it gave one: one that is there already is refused before anything is asked for (E0528).
    pub(super) fn pay(
        &mut self,
        key: &SessionKey,
        id: Option<PaymentId>,
        order: Order,
        secrets: &Secrets,
    ) -> Result<Outcome, Error> {
        self.guarded(
            key,
            ("web_pay", subject(&order)),
            secrets,
            |tx, member, ground| {
                if let Some(id) = id
                    && tx.is_payment(id)?
                {
                    return Err(Refusal::PaymentKnown { id: id.to_string() }.into());
                }
                let (_, entered) = decided(tx, member, &order, (ground.now, ground.policy))?;
                let asked = asked(member, order.content.kind(), &entered);
                Ok((asked, (entered.status, entered.short)))
            },
            |tx, ground, (status, short), code_taken| {
                let id = id.map_or_else(|| ground.id().map(PaymentId), Ok)?;
                let (now, executed) = (ground.now, status == Status::Executed);
                let receipt = executed.then(|| tx.next_receipt(calendar::day_of(now))).transpose()?;
                let payment = Payment {
                    id,
                    contract: ground.who.case.contract.number.clone(),
                    order: order.clone(),
                    made_by: ground.who.user.login_id.clone(),
                    made_at: now,
                    status,
                    approved_at: None,
                    decided_at: executed.then_some(now),
                    reason: None,
                    receipt: receipt.clone(),
                };
                tx.add_payment(&payment)?;
                let balance = executed.then(|| take_money(tx, &payment, now)).transpose()?;
                Ok(Settled {
                    receipt: receipt.clone(),
                    written: written(status),
                    detail: Some(id.to_string()),
                    ..Settled::new(Ok(Outcome::Payment(Paid {
                        payment: id,
                        status,
                        amount: order.content.amount(),
                        at: now,
                        receipt,
                        balance,
                        short,
                        code_taken,
                    })))
                })
            },
        )
    }
}

impl Look<'_> {
    /// How the company's payments are approved.
    pub fn modes(&self) -> Result<Modes, Error> {
        Ok(self.store.read(|tx| tx.modes(&self.member.case.contract.number))?)
    }

    /// The accounts that the user may use and that are kept here, with their balances, the representative one first (残高照会);
    /// no token is needed (R5.1).
    pub fn accounts(&self) -> Result<Vec<AccountRow>, Error> {
        let Member { case, user, .. } = &self.member;
        let mut rows = self.store.read(|tx| tx.accounts(&case.contract.number))?;
        rows.retain(|row| user.access.accounts.contains(&row.account));
        rows.sort_by_key(|row| row.account != case.contract.account);
        Ok(rows)
    }

    /// The statement of one of these accounts, newest first (入出金明細照会); no token is needed (R5.1).
    ///
    /// # Errors
    /// E0514 for any other account.
    pub fn statement(&self, account: &Account, part: Part) -> Result<Vec<Movement>, Error> {
        let Member { case, user, .. } = &self.member;
        let contract = &case.contract.number;
        self.store.read(|tx| {
            if !user.access.accounts.contains(account) || tx.balance(contract, account)?.is_none() {
                let account = account.to_string();
                return Err(Refusal::AccountNotUsable { account }.into());
            }
            Ok(tx.statement(contract, account, part)?)
        })
    }

    /// Whom the user can choose to approve that kind of payment.
    pub fn approvers(&self, kind: Kind) -> Vec<&User> {
        let Member { case, user, .. } = &self.member;
        payment::approvers(case, &user.login_id, kind).collect()
    }

    /// What entering that order would come to now.
    ///
    /// # Errors
    /// Those of entering it, passwords aside.
    pub fn preview(&self, order: &Order) -> Result<PaymentPreview, Error> {
        self.store.read(|tx| {
            let (books, entered) = decided(tx, &self.member, order, (self.now, self.policy))?;
            Ok(PaymentPreview {
                amount: order.content.amount(),
                balance: books.balance.unwrap_or_default(),
                short: entered.short,
                step: Step {
                    to: entered.status,
                    asks_code: asked(&self.member, order.content.kind(), &entered).code_of.is_some(),
                },
            })
        })
    }

    /// The payments that wait for the user's approval, oldest first.
    pub fn payments_for_me(&self, part: Part) -> Result<Vec<Payment>, Error> {
        let Member { case, user, .. } = &self.member;
        let find = |tx: &Tx<'_>| tx.payments_waiting_for(&case.contract.number, &user.login_id, part);
        Ok(self.store.read(find)?)
    }

    /// The payments that the user entered, newest first; with 全取引照会 those of the whole company.
    pub fn payments(&self, part: Part) -> Result<Vec<Payment>, Error> {
        let Member { case, user, .. } = &self.member;
        let own = (!self.sees_all()).then_some(&user.login_id);
        Ok(self.store.read(|tx| tx.payments(&case.contract.number, own, part))?)
    }

    /// One payment: one's own, one that names the user as approver, or with 全取引照会 any of the company.
    ///
    /// # Errors
    /// E0522 for every other.
    pub fn payment(&self, id: PaymentId) -> Result<Payment, Error> {
        let Member { case, user, .. } = &self.member;
        let found = self.store.read(|tx| tx.payment(&case.contract.number, id))?;
        let seen = found.filter(|payment| self.sees_all() || payment.concerns(&user.login_id));
        Ok(seen.ok_or(Refusal::NoPayment)?)
    }

    /// What approving that payment would come to now, and whether it asks for the one-time password.
    ///
    /// # Errors
    /// Those of approving it, passwords aside.
    pub fn approving(&self, id: PaymentId) -> Result<Step, Error> {
        self.store.read(|tx| {
            let (payment, approved) = super::approve::decided(tx, &self.member, id, (self.now, self.policy))?;
            Ok(Step {
                to: approved.status,
                asks_code: super::approve::asked(&self.member, &payment, &approved)
                    .code_of
                    .is_some(),
            })
        })
    }

    /// Why the user can't take that payment back, or nothing.
    pub fn may_withdraw(&self, payment: &Payment) -> Decision<()> {
        payment::withdraw(payment, &self.member.user)
    }

    fn sees_all(&self) -> bool {
        self.member.user.access.rights.contains(&Right::AllTransactions)
    }
}
