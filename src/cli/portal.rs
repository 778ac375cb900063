//! `portal`: the customer's side, one subcommand a use-case, for the bank's web front end and for tests.
//!
//! No secret is ever an argument or a variable: they stand in one JSON object on standard input ([`input`]), or are
//! asked for where that is a terminal. A call acts in the session whose key it is given; with `--login-id` and the
//! login password instead, it logs in, does its one thing and logs out ([`counter`]).

mod administer;
mod books;
mod counter;
mod input;
mod issue;
mod login;
mod operate;
mod outcome;
mod pay;
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
const PAY: &str = r#"Standard input: {"session": "…", "order": {…}, "id": "…", "confirmation_password": "…", "code": "…"}; with --login-id
"password" for "session". A payment of the same "id", 32 hexadecimal digits of your own drawing, is entered once.
A payment is written as
  {"account": "普通9000033", "approver": "…", "final_approver": "…", "content": {"transfer": {"amount": 1000,
   "to": {"bank": "0001", "branch": "011", "account": "普通1234567", "name": "ミホン"}}}}
with as many approvers as `approvers` says. Other contents are {"bulk": {"kind": "general", "rows": [{"to": {…}, "amount": …}]}},
also of kind "payroll", and {"pay_easy": {"biller": "…", "number": "…", "check_number": "…", "amount": …}}"#;
const PROFILE: &str = r#"Standard input: {"session": "…", "profile": {…}, "new_login_password": "…", "new_confirmation_password": "…",
"confirmation_password": "…", "code": "…"}, the code where it is asked for; with --login-id "password" for "session".
A profile is the whole of what is entered for a user, also what stays:
  {"name": "…", "kana": "…", "kind": "general", "operations": {"transfer": true}, "access": {"rights": ["preset_transfer"],
   "limits": {"transfer": 1000000, "preset": 0, "bulk": 0, "payroll": 0, "pay_easy": 0}, "accounts": ["普通9000033"]}}
`member --json` gives what a user has now"#;
const OWN: &str = r#"Standard input: {"session": "…", "login_password": "…", "new_login_password": "…", "confirmation_password": "…",
"new_confirmation_password": "…"}; what is to stay is left out with the one of now. With --login-id "password" for "session".
Passwords that somebody else gave are changed both, before anything else (login tells so by "must_change")"#;
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
    /// Change one's own passwords (パスワード変更); the session ends by it
    #[command(after_help = OWN)]
    Passwords(counter::Customer),
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
    /// List the accounts that the user may use, with their balances (残高照会)
    #[command(after_help = WAY_IN)]
    Accounts(counter::Customer),
    /// Show what moved on an account, the newest first (入出金明細照会)
    #[command(after_help = WAY_IN)]
    Statement(books::Statement),
    /// List the payments that the user entered or may see, the newest first
    #[command(after_help = WAY_IN)]
    Payments(books::Payments),
    /// Show a payment in full, with what its next step asks for
    #[command(after_help = WAY_IN)]
    Payment(books::One),
    /// List whom the user can choose to approve a payment
    #[command(after_help = WAY_IN)]
    Approvers(books::Approvers),
    /// Enter a payment, and execute it where nobody approves
    #[command(after_help = PAY)]
    Pay(pay::Pay),
    /// Approve a payment that waits for the user (承認)
    #[command(after_help = BOTH)]
    Approve(pay::One),
    /// Send a payment back that waits for the user (差戻し)
    #[command(after_help = WAY_IN)]
    Return(pay::Return),
    /// Take a payment back that the user entered (取下げ)
    #[command(after_help = WAY_IN)]
    Withdraw(pay::One),
    /// Show a user of the company, with what may be done (利用者照会)
    #[command(after_help = WAY_IN)]
    Member(administer::One),
    /// Add a user (利用者登録)
    #[command(after_help = PROFILE)]
    Admit(administer::Entered),
    /// Change a user (利用者登録)
    #[command(after_help = PROFILE)]
    Amend(administer::Entered),
    /// Remove a user for good
    #[command(after_help = BOTH)]
    Remove(administer::One),
    /// Stop users: they are out at once (利用者停止)
    #[command(after_help = BOTH)]
    Stop(operate::Chosen),
    /// Lift what keeps users out: a stop, or wrong passwords (利用者停止・解除)
    #[command(after_help = BOTH)]
    Lift(operate::Chosen),
    /// Carry out one command of the customer's side, written as JSON
    #[command(after_help = DO)]
    Do(operate::Do),
    /// Issue the first passwords of a user (--staff): drawn, in a sealed letter (--letters)
    #[command(
        after_help = r#"Standard input: {"login_password": "…", "confirmation_password": "…"}, on a training store; with --letters nothing is
read, and they are drawn"#
    )]
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
        Use::Passwords(customer) => operate::passwords(access, customer, voice),
        Use::Status(customer) => status::status(access, customer, voice),
        Use::Members(customer) => status::members(access, customer, voice),
        Use::Register(args) => operate::register(access, args, voice),
        Use::Skip(customer) => operate::plain(access, customer, Command::Skip, voice),
        Use::Leave(customer) => operate::plain(access, customer, Command::Leave, voice),
        Use::Authorise(args) => operate::authorise(access, args, voice),
        Use::Unlock(args) => operate::unlock(access, args, voice),
        Use::Revoke(args) => operate::revoke(access, args, voice),
        Use::Accounts(customer) => books::accounts(access, customer, voice),
        Use::Statement(args) => books::statement(access, args, voice),
        Use::Payments(args) => books::payments(access, args, voice),
        Use::Payment(args) => books::payment(access, args, voice),
        Use::Approvers(args) => books::approvers(access, args, voice),
        Use::Pay(args) => pay::pay(access, args, voice),
        Use::Approve(args) => pay::approve(access, args, voice),
        Use::Return(args) => pay::send_back(access, args, voice),
        Use::Withdraw(args) => pay::withdraw(access, args, voice),
        Use::Member(args) => administer::member(access, args, voice),
        Use::Admit(args) => administer::admit(access, args, voice),
        Use::Amend(args) => administer::amend(access, args, voice),
        Use::Remove(args) => administer::remove(access, args, voice),
        Use::Stop(args) => operate::stop(access, args, voice),
        Use::Lift(args) => operate::lift(access, args, voice),
        Use::Do(args) => operate::written(access, args, voice),
    }
}
