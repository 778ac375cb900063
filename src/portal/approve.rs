//! 承認 of payments (BSNN001), 差戻し and 取下げ.

use super::command::{Outcome, Paid, Secrets};
use super::guard::StepUp;
use super::payments::{subject, take_money, written};
use super::{Error, Member, Portal, SessionKey};
use crate::domain::calendar::{self, Instant};
use crate::domain::payment::{self, Approved, Payment, Status};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::user::User;
use crate::domain::values::{PaymentId, Reason};
use crate::office::Settled;
use crate::store::{PaymentStep, Tx};

/// The payment of that id in the user's company.
fn found(tx: &Tx<'_>, member: &Member, id: PaymentId) -> Result<Payment, Error> {
    let found = tx.payment(&member.case.contract.number, id)?;
    Ok(found.ok_or(Refusal::NoPayment)?)
}

/// Decides about approving a payment, as it is in this transaction.
pub(super) fn decided<'m>(
    tx: &Tx<'_>,
    member: &'m Member,
    id: PaymentId,
    (now, policy): (Instant, &Policy),
) -> Result<(Payment, Approved<'m>), Error> {
    let payment = found(tx, member, id)?;
    let balance = tx.balance(&payment.contract, &payment.order.account)?;
    let approved = payment::approve(&payment, &member.user, &member.case, balance, now, policy)?;
    Ok((payment, approved))
}

/// What approving asks for: the code where it executes; the first of two approvals neither begins nor breaks a run (R5.3, R5.4).
pub(super) fn asked<'m>(member: &Member, payment: &Payment, approved: &Approved<'m>) -> StepUp<'m> {
    let run = payment.order.content.kind().approving_run();
    match approved.status {
        Status::Executed => StepUp::code(member, approved.token, run),
        _ => StepUp::within(member, run),
    }
}

/// Takes a payment one step on; who was not the first to decide is told how it ended.
fn step(tx: &Tx<'_>, payment: &Payment, step: &PaymentStep<'_>) -> Result<(), Error> {
    if tx.step_payment(payment.id, step)? {
        return Ok(());
    }
    let now = tx.payment(&payment.contract, payment.id)?;
    let what = now.map_or(payment.status, |payment| payment.status).as_str().into();
    Err(Refusal::PaymentEnded { what }.into())
}

impl Portal<'_> {
    /// Approves a payment that waits for the user; the last approval executes it, with the approver's own code (R5.3).
    pub(super) fn approve(&mut self, key: &SessionKey, id: PaymentId, secrets: &Secrets) -> Result<Outcome, Error> {
        let subject = self.subject_of(key, id)?;
        self.guarded(
            key,
            ("web_approve", subject),
            secrets,
            |tx, member, ground| {
                let (payment, approved) = decided(tx, member, id, (ground.now, ground.policy))?;
                Ok((asked(member, &payment, &approved), (payment, approved.status)))
            },
            |tx, ground, (payment, to), code_taken| {
                let (now, executes) = (ground.now, to == Status::Executed);
                let receipt = executes.then(|| tx.next_receipt(calendar::day_of(now))).transpose()?;
                step(
                    tx,
                    &payment,
                    &PaymentStep {
                        from: payment.status,
                        to,
                        at: now,
                        reason: None,
                        receipt: receipt.as_deref(),
                    },
                )?;
                let balance = executes.then(|| take_money(tx, &payment, now)).transpose()?;
                Ok(Settled {
                    receipt: receipt.clone(),
                    written: written(to),
                    detail: Some(id.to_string()),
                    ..Settled::new(Ok(Outcome::Payment(Paid {
                        payment: id,
                        status: to,
                        amount: payment.order.content.amount(),
                        at: now,
                        receipt,
                        balance,
                        short: false,
                        code_taken,
                    })))
                })
            },
        )
    }

    /// 差戻し. It stays within the menu of approvals, so a run of them goes on (R5.4).
    pub(super) fn send_back(&mut self, key: &SessionKey, id: PaymentId, reason: &Reason) -> Result<Outcome, Error> {
        self.end(
            key,
            "web_return",
            id,
            Status::Returned,
            Some(reason),
            payment::send_back,
        )
    }

    /// 取下げ. It is done from the list of one's payments, which is another menu: a run ends by it (R5.4).
    pub(super) fn withdraw(&mut self, key: &SessionKey, id: PaymentId) -> Result<Outcome, Error> {
        self.end(key, "web_withdraw", id, Status::Withdrawn, None, payment::withdraw)
    }

    /// Ends a payment that moves no money by it, so that no password is asked for.
    fn end(
        &mut self,
        key: &SessionKey,
        action: &'static str,
        id: PaymentId,
        to: Status,
        reason: Option<&Reason>,
        may: fn(&Payment, &User) -> Decision<()>,
    ) -> Result<Outcome, Error> {
        let subject = self.subject_of(key, id)?;
        self.attempt(key, action, subject, |tx, ground| {
            let (member, now) = (ground.who, ground.now);
            let payment = found(tx, member, id)?;
            may(&payment, &member.user)?;
            step(
                tx,
                &payment,
                &PaymentStep {
                    from: payment.status,
                    to,
                    at: now,
                    reason,
                    receipt: None,
                },
            )?;
            let run = payment.order.content.kind().approving_run();
            let stays = to == Status::Returned && member.is_in(run);
            tx.use_session(&key.hash(), now, run.filter(|_| stays))?;
            Ok(Settled {
                detail: Some(id.to_string()),
                ..Settled::new(Ok(Outcome::Payment(Paid {
                    payment: id,
                    status: to,
                    amount: payment.order.content.amount(),
                    at: now,
                    receipt: None,
                    balance: None,
                    short: false,
                    code_taken: false,
                })))
            })
        })
    }

    /// How the trail names a payment of the user's company; what is none is named by the id that was given.
    fn subject_of(&self, key: &SessionKey, id: PaymentId) -> Result<String, Error> {
        let found = self.office.read(|tx| match tx.session(&key.hash())? {
            Some(session) => tx.payment(&session.contract, id),
            None => Ok(None),
        })?;
        Ok(found.map_or_else(|| id.to_string(), |payment| subject(&payment.order)))
    }
}
