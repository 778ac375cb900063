//! `portal`: the customer's side, one subcommand a use-case, for the bank's web front end and for tests.
//!
//! No secret is ever an argument or a variable: they stand in one JSON object on standard input ([`input`]), or are
//! asked for where that is a terminal. A call acts in the session whose key it is given; with `--login-id` and the
//! login password instead, it logs in, does its one thing and logs out ([`counter`]).

mod counter;
mod input;
mod issue;
mod login;
mod operate;
mod status;

use super::access::Access;
use super::console;
use super::failure::Failure;
use super::voice::Voice;
use crate::portal::Command;

const PORTAL: &str =
    "Secrets stand in one JSON object on standard input, never in an argument; at a terminal they are asked for.
With --login-id and \"password\" a call logs in, does its one thing and logs out.";
const WAY_IN: &str = r#"Standard input: {"session": "…"}; with --login-id {"password": "…"}"#;
const BOTH: &str = r#"Standard input: {"session": "…", "confirmation_password": "…", "code": "…"}, the code where it is asked for;
with --login-id "password" for "session""#;
const DO: &str = r#"Standard input: {"session": "…", "command": {…}, "confirmation_password": "…", "code": "…"}; with --login-id
"password" for "session""#;

#[derive(Debug, clap::Args)]
#[command(after_help = PORTAL)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Use>,
}

#[derive(Debug, clap::Subcommand)]
enum Use {
    /// Log a user in and give the key of the session
    #[command(after_help = r#"Standard input: {"password": "…"}"#)]
    Login(login::In),
    /// End a session
    #[command(after_help = r#"Standard input: {"session": "…"}"#)]
    Logout(counter::Place),
    /// Show who the user is, and what would be asked for now
    #[command(after_help = WAY_IN)]
    Status(counter::Customer),
    /// List the users of the company
    #[command(after_help = WAY_IN)]
    Members(counter::Customer),
    /// Register the user with a token, by its code (利用開始登録)
    #[command(
        after_help = r#"Standard input: {"session": "…", "code": "…"}; with --login-id "password" for "session""#
    )]
    Register(operate::Register),
    /// Put the registration off (省略)
    #[command(after_help = WAY_IN)]
    Skip(counter::Customer),
    /// Leave a menu: the run that one code serves ends
    #[command(after_help = WAY_IN)]
    Leave(counter::Customer),
    /// Pass the gate of an operation that is carried out elsewhere
    #[command(after_help = BOTH)]
    Authorise(operate::Authorise),
    /// Unlock suspended tokens of users, and everyone who shares them (利用停止解除)
    #[command(
        after_help = r#"Standard input: {"session": "…", "confirmation_password": "…"}; with --login-id "password" for "session""#
    )]
    Unlock(operate::Chosen),
    /// Revoke registrations of users, by the user's own code (失効)
    #[command(after_help = BOTH)]
    Revoke(operate::Chosen),
    /// Carry out one command of the customer's side, written as JSON
    #[command(after_help = DO)]
    Do(operate::Do),
    /// Issue the first passwords of a user (--staff)
    #[command(after_help = r#"Standard input: {"login_password": "…", "confirmation_password": "…"}"#)]
    Issue(issue::Args),
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let Some(command) = args.command else {
        return console::open_customer(access, voice);
    };
    if !matches!(command, Use::Issue(_)) {
        access.of_customer()?;
    }
    match command {
        Use::Issue(args) => issue::run(access, &args, voice),
        Use::Login(args) => login::login(access, args, voice),
        Use::Logout(place) => login::logout(access, place, voice),
        Use::Status(customer) => status::status(access, customer, voice),
        Use::Members(customer) => status::members(access, customer, voice),
        Use::Register(args) => operate::register(access, args, voice),
        Use::Skip(customer) => operate::plain(access, customer, Command::Skip, voice),
        Use::Leave(customer) => operate::plain(access, customer, Command::Leave, voice),
        Use::Authorise(args) => operate::authorise(access, args, voice),
        Use::Unlock(args) => operate::unlock(access, args, voice),
        Use::Revoke(args) => operate::revoke(access, args, voice),
        Use::Do(args) => operate::written(access, args, voice),
    }
}
