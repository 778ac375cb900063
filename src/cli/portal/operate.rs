//! The subcommands that carry out a [`Command`] of the customer's side.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::super::access::Access;
use super::super::failure::{Failure, Own};
use super::super::voice::Voice;
use super::super::{file, written};
use super::counter::Customer;
use super::input::{self, Takes};
use crate::domain::gate::Operation;
use crate::domain::values::{LoginId, Serial};
use crate::portal::{Command, Outcome};
use crate::words::{Words, fill};

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

fn login_ids(users: &[String]) -> Result<Vec<LoginId>, Failure> {
    Ok(users.iter().map(|id| LoginId::parse(id)).collect::<Result<_, _>>()?)
}

fn carry_out(
    access: &Access,
    customer: Customer,
    command: Command,
    takes: Takes,
    voice: &Voice,
) -> Result<(), Failure> {
    let outcome = customer.at_the_counter(access, takes, voice, |portal, key, errand| {
        Ok(portal.execute(key, command, &errand.secrets)?)
    })?;
    voice.give("outcome", &outcome, |words| lines(&outcome, words))
}

/// `do`: any command as data, so that every one can be reached; what comes of it is JSON for people too.
pub(super) fn written(access: &Access, args: Do, voice: &Voice) -> Result<(), Failure> {
    let filed: Option<Command> = match args.file.as_deref() {
        Some(path) => Some(written::read(&file::small_text(Some(path))?)?),
        None => None,
    };
    let takes = if filed.is_none() { input::ALL } else { input::SECRETS };
    let outcome = args
        .customer
        .at_the_counter(access, takes, voice, |portal, key, errand| {
            let command = filed.or(errand.command).ok_or(Own::Lacking { key: "command" })?;
            Ok(portal.execute(key, command, &errand.secrets)?)
        })?;
    voice.give("outcome", &outcome, |_| vec![json!({ "outcome": outcome }).to_string()])
}

/// What came of a command, for people; what has nothing more to tell is done.
fn lines(outcome: &Outcome, words: &Words) -> Vec<String> {
    let line = &words.portal_line;
    let named = |template: &str, users: &[LoginId]| {
        let users: Vec<_> = users.iter().map(LoginId::as_str).collect();
        fill(template, &[("users", &users.join(" "))])
    };
    match outcome {
        Outcome::Registered { serial } => vec![fill(&line.registered, &[("serial", serial.as_str())])],
        Outcome::Authorised { code_taken: true } => vec![line.authorised_by_code.clone()],
        Outcome::Authorised { code_taken: false } => vec![line.authorised.clone()],
        Outcome::Unlocked { users } => vec![named(&line.unlocked, users)],
        Outcome::Revoked { users, reopens_at, own } => {
            let opens = words.label.moment(*reopens_at);
            let mut lines = vec![
                named(&line.revoked, users),
                fill(&words.cli.reopens, &[("opens", &opens)]),
            ];
            lines.extend(own.then(|| line.revoked_own.clone()));
            lines
        }
        _ => vec![line.done.clone()],
    }
}
