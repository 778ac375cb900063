//! `staff`: who works here, as what, and who may again.

mod list;

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::secret;
use super::voice::Voice;
use crate::desk::Carried;
use crate::domain::contract::Branch;
use crate::domain::staff::{Role, Staff, StaffChange};
use crate::domain::values::{BranchCode, HostAccount, Name, PersonNumber, StaffId};
use crate::words::{CliWords, place};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List the staff
    List,
    /// Add someone to the staff
    Add(Add),
    /// Change someone's name, role or branch
    Set(Set),
    /// Lock someone
    Lock {
        /// Their staff ID
        id: String,
    },
    /// Lift the lock of someone, and the waits after wrong passwords
    Unlock {
        /// Their staff ID
        id: String,
    },
    /// Give someone a new first password, which they change at the next login
    Reset(Reset),
    /// On the host, with the key file in hand: give an administrator a first password when nobody else can
    Rescue(Reset),
    /// Say which person someone is, whatever staff IDs they have (R11.4)
    Person(Person),
    /// Bind someone to an account of the host, so that they log in from there alone
    Account(Binding),
    /// Change one's own password
    Password {
        #[command(flatten)]
        new: NewPassword,
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
    /// The number of the person (職員番号)
    #[arg(long, value_name = "NUMBER")]
    person: Option<String>,
    #[command(flatten)]
    new: NewPassword,
}

#[derive(Debug, clap::Args)]
pub(super) struct NewPassword {
    /// A file with the new password, in one line, that its owner alone may read [default: it is asked for]
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Set {
    /// Their staff ID
    id: String,
    /// Name
    #[arg(long)]
    name: Option<String>,
    /// Role
    #[arg(long, value_parser = role())]
    role: Option<Role>,
    /// Branch: three digits
    #[arg(long, value_name = "CODE")]
    branch_code: Option<String>,
    /// The name of that branch
    #[arg(long, value_name = "NAME")]
    branch_name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Reset {
    /// Their staff ID
    id: String,
    #[command(flatten)]
    new: NewPassword,
}

#[derive(Debug, clap::Args)]
pub(super) struct Binding {
    /// Their staff ID
    id: String,
    /// The account
    #[arg(required_unless_present = "none")]
    name: Option<String>,
    /// To none: they log in from any account
    #[arg(long, conflicts_with = "name")]
    none: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Person {
    /// Their staff ID
    id: String,
    /// The number of the person, as personnel gave it
    #[arg(required_unless_present = "none")]
    number: Option<String>,
    /// None: the person of that staff ID
    #[arg(long, conflicts_with = "number")]
    none: bool,
}

fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).map(|name| Role::from_name(&name).unwrap_or(Role::Teller))
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::List => list::run(access, voice),
        Args::Add(args) => add(access, args, voice),
        Args::Set(args) => set(access, args, voice),
        Args::Lock { id } => {
            let id = StaffId::parse(&id)?;
            let (mut desk, session) = access.desk(voice)?;
            let carried = desk.lock_staff(&session, &id)?;
            tell(&carried, "locked", &id, CliWords::staff_locked, voice)
        }
        Args::Unlock { id } => {
            let id = StaffId::parse(&id)?;
            let (mut desk, session) = access.desk(voice)?;
            let carried = desk.unlock_staff(&session, &id)?;
            tell(&carried, "unlocked", &id, CliWords::staff_unlocked, voice)
        }
        Args::Reset(args) => reset(access, &args, voice),
        Args::Rescue(args) => rescue(access, &args, voice),
        Args::Person(args) => person(access, &args, voice),
        Args::Account(args) => account(access, &args, voice),
        Args::Password { new } => password(access, &new, voice),
    }
}

/// Says what was done to a member: `{key: id}`, or one line.
fn tell(
    carried: &Carried,
    key: &str,
    id: &StaffId,
    line: impl FnOnce(&CliWords, place::Staff<'_>) -> String,
    voice: &Voice,
) -> Result<(), Failure> {
    voice.carried(carried, key, id, |words| {
        vec![line(&words.cli, place::Staff(&words.member(id)))]
    })
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
        must_change: true,
        person: args.person.as_deref().map(PersonNumber::parse).transpose()?,
    };
    let (mut desk, session) = access.desk(voice)?;
    let password = secret::new(args.new.new_password_file.as_deref(), staff.id.as_str(), voice)?;
    let carried = desk.add_staff(&session, &staff, &password)?;
    voice.carried(&carried, "added", &staff, |words| {
        vec![words.cli.staff_added(
            place::Name(staff.name.as_str()),
            place::Role(words.label.role(staff.role)),
            place::Staff(staff.id.as_str()),
        )]
    })
}

fn set(access: &Access, args: Set, voice: &Voice) -> Result<(), Failure> {
    let id = StaffId::parse(&args.id)?;
    let change = StaffChange {
        name: args.name.as_deref().map(Name::parse).transpose()?,
        role: args.role,
        branch_code: args.branch_code.as_deref().map(BranchCode::parse).transpose()?,
        branch_name: args.branch_name.as_deref().map(Name::parse).transpose()?,
    };
    let (mut desk, session) = access.desk(voice)?;
    let carried = desk.amend_staff(&session, &id, &change)?;
    tell(&carried, "changed", &id, CliWords::staff_changed, voice)
}

fn reset(access: &Access, args: &Reset, voice: &Voice) -> Result<(), Failure> {
    let id = StaffId::parse(&args.id)?;
    let (mut desk, session) = access.desk(voice)?;
    let password = secret::new(args.new.new_password_file.as_deref(), id.as_str(), voice)?;
    let carried = desk.reset_password(&session, &id, &password)?;
    tell(&carried, "reset", &id, CliWords::staff_reset, voice)
}

/// Nobody logs in: who has the key file in hand on the host could read the store anyhow.
fn rescue(access: &Access, args: &Reset, voice: &Voice) -> Result<(), Failure> {
    let id = StaffId::parse(&args.id)?;
    let mut desk = access.desk_at(access.open()?, access.clock(), voice)?;
    let password = secret::new(args.new.new_password_file.as_deref(), id.as_str(), voice)?;
    desk.rescue(&id, &password)?;
    voice.done("rescued", &id, |words| {
        vec![words.cli.staff_rescued(place::Staff(&words.member(&id)))]
    })
}

fn person(access: &Access, args: &Person, voice: &Voice) -> Result<(), Failure> {
    let id = StaffId::parse(&args.id)?;
    let number = args.number.as_deref().map(PersonNumber::parse).transpose()?;
    let (mut desk, session) = access.desk(voice)?;
    let carried = desk.set_person(&session, &id, number.as_ref())?;
    tell(&carried, "changed", &id, CliWords::staff_changed, voice)
}

fn account(access: &Access, args: &Binding, voice: &Voice) -> Result<(), Failure> {
    let id = StaffId::parse(&args.id)?;
    let account = args.name.as_deref().map(HostAccount::parse).transpose()?;
    let (mut desk, session) = access.desk(voice)?;
    let carried = desk.bind_account(&session, &id, account.as_ref())?;
    voice.carried(
        &carried,
        "bound",
        &json!({ "staff": id, "account": account }),
        |words| {
            let (cli, staff) = (&words.cli, &words.member(&id));
            vec![match &account {
                Some(account) => cli.staff_bound(place::Account(account.as_str()), place::Staff(staff)),
                None => cli.staff_unbound(place::Staff(staff)),
            }]
        },
    )
}

fn password(access: &Access, new: &NewPassword, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session, old) = access.desk_with_password(access.open()?, voice)?;
    let new = secret::new(new.new_password_file.as_deref(), session.staff().id.as_str(), voice)?;
    desk.change_password(&session, &old, &new)?;
    voice.done("password", &json!({ "changed": true }), |words| {
        vec![words.cli.own_password_changed.to_owned()]
    })
}
