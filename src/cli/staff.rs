//! `staff`: who works here, and who may again.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::access::Access;
use super::failure::Failure;
use super::secret;
use super::voice::Voice;
use crate::domain::contract::Branch;
use crate::domain::staff::{Role, Staff};
use crate::domain::values::{BranchCode, Name, StaffId};
use crate::words::fill;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Add someone to the staff
    Add(Add),
    /// Lift the lock of someone after too many wrong passwords
    Unlock {
        /// Their staff ID
        id: String,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// The new staff ID
    id: String,
    /// Name
    #[arg(long)]
    name: String,
    /// Role
    #[arg(long, value_parser = role())]
    role: Role,
    /// Branch: three digits
    #[arg(long, value_name = "CODE")]
    branch_code: String,
    /// The name of that branch
    #[arg(long, value_name = "NAME")]
    branch_name: String,
    /// A file with the new password, in one line, that its owner alone may read [default: it is asked for]
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
}

fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).map(|name| Role::from_name(&name).unwrap_or(Role::Teller))
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Add(args) => add(access, args, voice),
        Args::Unlock { id } => {
            let id = StaffId::parse(&id)?;
            let (mut desk, session) = access.desk(voice)?;
            desk.unlock_staff(&session, &id)?;
            voice.give("unlocked", &id, |words| {
                vec![fill(&words.cli.staff_unlocked, &[("staff", id.as_str())])]
            })
        }
    }
}

fn add(access: &Access, args: Add, voice: &Voice) -> Result<(), Failure> {
    let staff = Staff {
        id: StaffId::parse(&args.id)?,
        name: Name::parse(&args.name)?,
        role: args.role,
        branch: Branch {
            code: BranchCode::parse(&args.branch_code)?,
            name: Name::parse(&args.branch_name)?,
        },
        locked: false,
    };
    let (mut desk, session) = access.desk(voice)?;
    let password = secret::new(args.new_password_file.as_deref(), staff.id.as_str(), voice)?;
    desk.add_staff(&session, &staff, &password)?;
    voice.give("added", &staff, |words| {
        vec![fill(
            &words.cli.staff_added,
            &[
                ("staff", staff.id.as_str()),
                ("name", staff.name.as_str()),
                ("role", words.label.role(staff.role)),
            ],
        )]
    })
}
