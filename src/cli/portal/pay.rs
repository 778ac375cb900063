//! `portal pay`, `approve`, `return` and `withdraw`: payments (R5).

use std::path::PathBuf;

use super::super::access::Access;
use super::super::failure::{Failure, Own};
use super::super::voice::Voice;
use super::counter::Customer;
use super::input;
use super::operate::{carry_out, carry_out_given, filed};
use crate::domain::payment::Order;
use crate::domain::values::{PaymentId, Reason};
use crate::portal::Command;

#[derive(Debug, clap::Args)]
pub(super) struct Pay {
    /// A file with the payment, without secrets [default: "order" on standard input]
    file: Option<PathBuf>,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct One {
    /// The payment
    #[arg(long = "payment", value_name = "ID")]
    id: String,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Return {
    /// Why, for the one who entered it
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    one: One,
}

/// Enters a payment; under an id of the front end's own it is entered once (E0528).
pub(super) fn pay(access: &Access, args: Pay, voice: &Voice) -> Result<(), Failure> {
    let filed: Option<Order> = filed(args.file.as_deref())?;
    let takes = if filed.is_some() { input::PAYMENT } else { input::ORDER };
    carry_out_given(access, args.customer, takes, voice, |content| {
        let order = filed.or(content.order).ok_or(Own::Lacking { key: "order" })?;
        Ok(match content.id {
            Some(id) => Command::PayOnce { id, order },
            None => Command::Pay(order),
        })
    })
}

pub(super) fn approve(access: &Access, args: One, voice: &Voice) -> Result<(), Failure> {
    let payment = PaymentId::parse(&args.id)?;
    carry_out(access, args.customer, Command::Approve { payment }, input::BOTH, voice)
}

/// 差戻し: no password is asked for, as no money moves by it.
pub(super) fn send_back(access: &Access, args: Return, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Return {
        payment: PaymentId::parse(&args.one.id)?,
        reason: Reason::parse(&args.reason)?,
    };
    carry_out(access, args.one.customer, command, input::NOTHING, voice)
}

/// 取下げ, like 差戻し.
pub(super) fn withdraw(access: &Access, args: One, voice: &Voice) -> Result<(), Failure> {
    let payment = PaymentId::parse(&args.id)?;
    carry_out(
        access,
        args.customer,
        Command::Withdraw { payment },
        input::NOTHING,
        voice,
    )
}
