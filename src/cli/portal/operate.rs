//! The subcommands that carry out a [`Command`] of the customer's side.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::super::access::Access;
use super::super::failure::{Failure, Own};
use super::super::voice::Voice;
use super::super::{file, written};
use super::counter::Customer;
use super::input::{self, Content, Takes};
use super::outcome;
use crate::domain::gate::Operation;
use crate::domain::values::{LoginId, Serial};
use crate::portal::{Command, Outcome};

#[derive(Debug, clap::Args)]
pub(super) struct Register {
    /// The serial of the token
    #[arg(long, value_name = "SERIAL")]
    serial: String,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Authorise {
    /// Which operation
    #[arg(long, value_parser = operation())]
    operation: Operation,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Chosen {
    /// The login ID of a user; once for each
    #[arg(long = "user", value_name = "ID", required = true)]
    users: Vec<String>,
    #[command(flatten)]
    customer: Customer,
}

#[derive(Debug, clap::Args)]
pub(super) struct Do {
    /// A file with the command, such as {"authorise": {"operation": "transfer"}}, without secrets [default: "command"
    /// on standard input]
    file: Option<PathBuf>,
    #[command(flatten)]
    customer: Customer,
}

/// The operations by their names, with a hyphen as arguments have it.
fn operation() -> impl TypedValueParser<Value = Operation> {
    let values = Operation::ALL.map(|operation| {
        let name = operation.as_str();
        PossibleValue::new(if name == "pay_easy" { "pay-easy" } else { name }).alias(name)
    });
    PossibleValuesParser::new(values)
        .try_map(|name| Operation::from_name(&name.replace('-', "_")).ok_or("no such operation"))
}

pub(super) fn register(access: &Access, args: Register, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Register {
        serial: Serial::parse(&args.serial)?,
    };
    carry_out(access, args.customer, command, input::CODE, voice)
}

/// What asks for no secret besides the way in.
pub(super) fn plain(access: &Access, customer: Customer, command: Command, voice: &Voice) -> Result<(), Failure> {
    carry_out(access, customer, command, input::NOTHING, voice)
}

pub(super) fn authorise(access: &Access, args: Authorise, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Authorise {
        operation: args.operation,
    };
    carry_out(access, args.customer, command, input::BOTH, voice)
}

pub(super) fn unlock(access: &Access, args: Chosen, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Unlock {
        users: login_ids(&args.users)?,
    };
    carry_out(access, args.customer, command, input::CONFIRMATION, voice)
}

pub(super) fn revoke(access: &Access, args: Chosen, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Revoke {
        users: login_ids(&args.users)?,
    };
    carry_out(access, args.customer, command, input::BOTH, voice)
}

/// Changes one's own passwords (BLGI002).
pub(super) fn passwords(access: &Access, customer: Customer, voice: &Voice) -> Result<(), Failure> {
    carry_out(access, customer, Command::ChangePasswords, input::OWN_PASSWORDS, voice)
}

/// Stops users (BRSK011).
pub(super) fn stop(access: &Access, args: Chosen, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Stop {
        users: login_ids(&args.users)?,
    };
    carry_out(access, args.customer, command, input::BOTH, voice)
}

/// Lifts what keeps users out (BRSK011).
pub(super) fn lift(access: &Access, args: Chosen, voice: &Voice) -> Result<(), Failure> {
    let command = Command::Lift {
        users: login_ids(&args.users)?,
    };
    carry_out(access, args.customer, command, input::BOTH, voice)
}

fn login_ids(users: &[String]) -> Result<Vec<LoginId>, Failure> {
    Ok(users.iter().map(|id| LoginId::parse(id)).collect::<Result<_, _>>()?)
}

/// Carries a command out that stands in the arguments.
pub(super) fn carry_out(
    access: &Access,
    customer: Customer,
    command: Command,
    takes: Takes,
    voice: &Voice,
) -> Result<(), Failure> {
    carry_out_given(access, customer, takes, voice, |_| Ok(command))
}

/// Carries a command out that is made of what was given.
pub(super) fn carry_out_given(
    access: &Access,
    customer: Customer,
    takes: Takes,
    voice: &Voice,
    command: impl FnOnce(Content) -> Result<Command, Own>,
) -> Result<(), Failure> {
    let outcome = outcome_of(access, customer, takes, voice, command)?;
    voice.done_as(number(&outcome), "outcome", &outcome, |words| {
        outcome::lines(&outcome, words)
    })
}

fn outcome_of(
    access: &Access,
    customer: Customer,
    takes: Takes,
    voice: &Voice,
    command: impl FnOnce(Content) -> Result<Command, Own>,
) -> Result<Outcome, Failure> {
    customer.at_the_counter(access, takes, voice, |portal, key, errand| {
        Ok(portal.execute(key, command(errand.content)?, &errand.secrets)?)
    })
}

/// What stands in a file, if one is named; it has no secrets.
pub(super) fn filed<T: DeserializeOwned>(file: Option<&Path>) -> Result<Option<T>, Failure> {
    file.map(|path| Ok(written::object(&file::small_text(Some(path))?)?))
        .transpose()
}

/// `do`: any command as data, so that every one can be reached; what comes of it is JSON for people too.
pub(super) fn written(access: &Access, args: Do, voice: &Voice) -> Result<(), Failure> {
    let filed: Option<Command> = filed(args.file.as_deref())?;
    let takes = match &filed {
        None => input::COMMAND,
        Some(Command::Admit { .. } | Command::Amend { .. }) => input::SECRETS,
        Some(Command::ChangePasswords) => input::OWN_PASSWORDS,
        Some(_) => input::BOTH,
    };
    let outcome = outcome_of(access, args.customer, takes, voice, |content| {
        filed.or(content.command).ok_or(Own::Lacking { key: "command" })
    })?;
    voice.done_as(number(&outcome), "outcome", &outcome, |_| {
        vec![json!({ "outcome": outcome }).to_string()]
    })
}

/// The number of the receipt, where there is one.
fn number(outcome: &Outcome) -> Option<String> {
    match outcome {
        Outcome::Payment(paid) => paid.receipt.clone(),
        _ => None,
    }
}
