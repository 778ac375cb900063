//! `init`: a store, its key and its first administrator.

use std::path::PathBuf;

use serde_json::json;

use super::access::{self, Access};
use super::failure::Failure;
use super::voice::Voice;
use super::{file, secret};
use crate::clock::Clock;
use crate::domain::Refusal;
use crate::domain::contract::Branch;
use crate::domain::policy::{self, Policy};
use crate::domain::staff::{Role, Staff};
use crate::domain::values::{BranchCode, Name};
use crate::entropy::Machine;
use crate::store::{self, Kind, Store};
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Make a training store: light passwords, a clock that can be moved, no real customers
    #[arg(long)]
    training: bool,
    /// The figures of the rules [default: the manual's]
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The administrator's name
    #[arg(long)]
    name: String,
    /// The administrator's branch: three digits
    #[arg(long, value_name = "CODE")]
    branch_code: String,
    /// The name of that branch
    #[arg(long, value_name = "NAME")]
    branch_name: String,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let kind = if args.training { Kind::Training } else { Kind::Live };
    if kind == Kind::Live && access.at().is_some() {
        return Err(Refusal::TrainingOnly.into());
    }
    let administrator = Staff {
        id: access.staff()?,
        name: Name::parse(&args.name)?,
        role: Role::Administrator,
        branch: Branch {
            code: BranchCode::parse(&args.branch_code)?,
            name: Name::parse(&args.branch_name)?,
        },
        locked: false,
        must_change: false,
        person: None,
    };
    let text = match &args.policy {
        Some(path) => file::small_text(Some(path))?.to_string(),
        None => policy::DEFAULT.to_owned(),
    };
    Policy::entered(&text)?;
    let at = access.location()?;
    Store::clear_unfinished(&at)?;
    for path in [&at.store, &at.key] {
        if path.symlink_metadata().is_ok() {
            return Err(store::Error::Exists(path.display().to_string()).into());
        }
    }
    let password = secret::new(access.password_file.as_deref(), administrator.id.as_str(), voice)?;
    // First in memory: what a rule has against it is said before there is a file.
    let trial = Store::in_memory(Kind::Training, &text, &mut Machine)?;
    access::desk(trial, Clock::Host)?.add_first_administrator(&administrator, &password)?;

    Store::create_with(&at, kind, &text, &mut Machine, |opened| -> Result<(), Failure> {
        access::desk(opened, access.clock())?.add_first_administrator(&administrator, &password)?;
        Ok(())
    })?;
    let created = json!({
        "store": at.store.to_string_lossy(),
        "key": at.key.to_string_lossy(),
        "kind": kind,
        "administrator": administrator.id,
    });
    voice.done("created", &created, |words| {
        let (store, key) = (at.store.to_string_lossy(), at.key.to_string_lossy());
        let kind = words.value(if kind == Kind::Live { "live" } else { "training" });
        vec![
            words.cli.created(place::Kind(kind), place::Path(&store)),
            words.cli.created_key(place::Path(&key)),
        ]
    })
}
