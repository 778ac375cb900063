//! The command line: one subcommand a file, each a call on the desk and its printing.
//!
//! Without a subcommand the console opens. What changes or shows anything of a store asks for staff ID and password
//! first; `init` makes the first administrator, `demo` needs nobody. No secret is ever an argument.
//!
//! # Exit status
//! 0 done; 1 refused by a rule, or a trail that does not verify; 2 wrong usage; 3 the store or the system failed;
//! 4 taken in, and waiting for another person (R11).
//!
//! # `--json`
//! One object on one line of standard output, whose only key says what it is. Instants are RFC 3339 in UTC, each with Japan's beside it (`at_japan`), and IDs of the staff have the name (`by_name`). What people read
//! has its dates in the years that the store's policy names (`console.era`); nothing in the object changes with that.
//!
//! | command | object |
//! |---|---|
//! | `init` | `{"created": {"store", "key", "kind", "administrator"}}` |
//! | `staff add` | `{"added": {"id", "name", "role", "branch": {"code", "name"}, "locked", "must_change"}}` |
//! | `staff list` | `{"staff": […]}`: [`Member`](crate::domain::staff::Member) |
//! | `staff set`, `lock`, `unlock`, `reset` | `{"changed": id}`, `{"locked": id}`, `{"unlocked": id}`, `{"reset": id}` |
//! | `staff account` | `{"bound": {"staff", "account"}}` |
//! | `staff password` | `{"password": {"changed": true}}` |
//! | `contracts import` | `{"judged": {"encoding", "new", "changed", "unchanged", "refused", "contracts", "mistakes"}}`, beside `refused` where something can't be taken |
//! | `contracts import --apply` | `{"imported": {"contracts", "users", "tokens", "expired", "expiring", "changed", "unchanged", "refused"}}` |
//! | `contracts note list` | `{"notes": [{"number", "at", "by", "text", "struck_at"}]}`, the newest first |
//! | `contracts note add`, `contracts note strike` | `{"outcome": {"noted": {"contract", "note"}}}`, `{"outcome": {"note_struck": …}}` |
//! | `contracts template` | `{"written": PATH}` |
//! | `tokens import` | `{"imported": {"contracts", "users", "tokens", "batch", "expired", "expiring"}}` |
//! | `tokens batches` | `{"batches": […]}`: [`BatchRow`](crate::store::BatchRow), the newest first |
//! | `tokens release` | `{"released": …}`: [`Delivery`](crate::desk::Delivery) |
//! | `tokens list` | `{"tokens": {"total", "offset", "tokens": […]}}`: [`StockRow`](crate::store::StockRow) |
//! | `contracts search` | `{"found": {"total", "offset", "hits": [{"contract", "matched"}]}}` |
//! | `contracts show` | `{"sheet": …}`: [`Sheet`](crate::desk::Sheet) |
//! | `tokens show` | `{"tokens": […]}`: [`StockRow`](crate::store::StockRow), one a maker |
//! | `do` | `{"outcome": …}`: [`Outcome`](crate::desk::Outcome) |
//! | `portal login` | `{"login": {"session", "shows_registration", "last_login_at"}}` |
//! | `portal logout` | `{"logged_out": true}` |
//! | `portal status` | `{"status": …}`: [`Me`](crate::portal::Me), with `shows_registration`, `operations`, and `members` |
//! | `portal members` | `{"members": […]}`: [`MemberRow`](crate::portal::MemberRow) |
//! | `portal issue` | `{"issued": {"login_id"}}` |
//! | `portal`, all others | `{"outcome": …}`: [`Outcome`](crate::portal::Outcome) |
//! | `notices list` | `{"notices": […]}`: [`NoticeRow`](crate::store::NoticeRow), the oldest first |
//! | `notices export` | `{"exported": count}` |
//! | `notices send` | `{"sent": {"sent", "failed", "letters"}}`; with a failed one the exit status is 1 |
//! | `slip` | `{"slip": …}`: [`ReceiptView`](crate::desk::ReceiptView), or `{"written": path}` |
//! | `audit list` | `{"entries": […]}`: [`Entry`](crate::store::Entry), the newest first |
//! | `audit export` | `{"exported": {"path", "format", "count"}}` |
//! | `audit accept-rollback` | `{"accepted": …}`: [`AnchorStatus`](crate::desk::AnchorStatus) |
//! | `verify` | `{"verified": {"count", "head", "flaw", "anchors", "expected"}}`: [`Anchored`](crate::store::Anchored); with a flaw the exit status is 1 |
//! | `backup` | `{"backup": …}`: [`BackedUp`](crate::desk::BackedUp) |
//! | `restore` | `{"restored": {"path", "from", "head", "replaced", "older", "kept"}}` |
//! | `key rotate` | `{"rotated": {"version", "went_on", "seeds", "old"}}`: [`Rotated`](crate::desk::Rotated) |
//! | `key seal`, `key open` | `{"key": {"sealed"}}` |
//! | `clock show` | `{"clock": …}`: [`ClockStanding`](crate::desk::ClockStanding) |
//! | `clock confirm` | `{"confirmed": …}`: [`ClockConfirmed`](crate::desk::ClockConfirmed) |
//! | `day-end` | `{"day_end": …}`: [`DayEnd`](crate::desk::DayEnd), with `backup` |
//! | `spool run` | `{"spool": {"taken", "waiting", "failed"}}`; with a failed one the exit status is 3 |
//! | `rehearse` | `{"rehearsed": [{"file", "steps", "minutes"}]}` |
//! | `screens` | `{"written": {"screens", "pages"}}` |
//! | `policy show` | `{"policy": {"text"}}` |
//! | `policy set` | `{"policy": {"changed": true}}` |
//! | `keymap show` | `{"keymap": [{"function", "keys", "screens"}]}`: no screens, everywhere |
//! | `keymap check` | `{"keymap": {"good": path}}` |
//! | `doctor` | `{"doctor": {…}}`: what is known of the terminal, by name |
//! | any, refused | `{"refused": {"code", "rule", "message", "facts"}}` |
//! | any, failed or wrongly called | `{"failed": {"code", "message", "facts"}}` |

mod access;
mod audit;
mod backup;
mod carried;
mod charges;
mod clock;
mod console;
mod contracts;
mod counting;
mod day_end;
mod demo;
mod doctor;
mod execute;
mod failure;
mod file;
mod handling;
mod help;
mod init;
mod keeping;
mod kept;
mod key;
mod keymap;
mod migrating;
mod notices;
mod pace;
mod policy;
mod portal;
mod rehearse;
mod report;
mod requests;
mod screens;
mod secret;
mod shown;
mod slip;
mod spool;
mod ssh;
mod staff;
mod system;
mod tokens;
mod usage;
mod users;
mod verify;
mod voice;
mod written;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::words::Words;
use access::Access;
use voice::Voice;

pub use system::{keep_memory_private, outlive_full_files};

#[cfg(test)]
pub(crate) use failure::PLACES;

/// 窓口: the console with which branch staff register, revoke and unlock one-time-password fobs.
#[derive(Debug, Parser)]
#[command(name = "madoguchi", version)]
struct Line {
    #[command(flatten)]
    access: Access,
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Make a store, its key and its first administrator (--staff)
    Init(init::Args),
    /// The staff of the branch
    #[command(subcommand)]
    Staff(staff::Args),
    /// Contracts and their users
    #[command(subcommand)]
    Contracts(contracts::Args),
    /// Tokens
    #[command(subcommand)]
    Tokens(tokens::Args),
    /// What tokens cost: list, export for the bank's own system, waive
    #[command(subcommand)]
    Charges(charges::Args),
    /// What waits for a supervisor, and what became of one's own requests
    #[command(subcommand)]
    Requests(requests::Args),
    /// Carry out one command, written as JSON
    Do(execute::Args),
    /// The customer's side: web banking's token functions
    Portal(portal::Args),
    /// What customers are told: list, export for letters, send by mail
    #[command(subcommand)]
    Notices(notices::Args),
    /// Write the slip of a receipt
    Slip(slip::Args),
    /// The audit trail
    #[command(subcommand)]
    Audit(audit::Args),
    /// Verify the chain of the audit trail, and compare it with what is kept outside
    Verify(verify::Args),
    /// Make a verified backup of the store in use
    Backup(backup::Args),
    /// Put a backup in the place of the store
    Restore(backup::RestoreArgs),
    /// The key of the store
    #[command(subcommand)]
    Key(key::Args),
    /// Whether the host's clock is doubted, and two people who confirm it
    #[command(subcommand)]
    Clock(clock::Args),
    /// What belongs to the end of the day of one's branch; it can be repeated
    DayEnd(day_end::Args),
    /// The day's report of a branch, and the figures of a month
    #[command(subcommand)]
    Report(report::Args),
    /// What leaves through the spool
    #[command(subcommand)]
    Spool(spool::Args),
    /// The figures of the rules
    #[command(subcommand)]
    Policy(policy::Args),
    /// Which keys stand for which function
    #[command(subcommand)]
    Keymap(keymap::Args),
    /// What is known of the terminal and of where the program works
    Doctor(doctor::Args),
    /// Open the console on an invented bank that is gone afterwards
    Demo(demo::Args),
    /// Play scenarios for training, and say in which line something is wrong
    Rehearse(rehearse::Args),
    /// Write every screen as a picture and every scenario as a page, for manuals
    Screens(screens::Args),
}

/// Runs the program with these arguments, its name first, and gives its exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<_> = args.into_iter().collect();
    let status = match Line::try_parse_from(&args) {
        Ok(line) => dispatch(line),
        Err(error) => usage::answer(&error, &args),
    };
    ExitCode::from(status)
}

fn dispatch(line: Line) -> u8 {
    let Line { access, command } = line;
    let voice = Voice::new(Words::of(access.lang()), access.json);
    let done = match command {
        None => console::run(&access, &voice),
        Some(Sub::Init(args)) => init::run(&access, args, &voice),
        Some(Sub::Staff(args)) => staff::run(&access, args, &voice),
        Some(Sub::Contracts(args)) => contracts::run(&access, args, &voice),
        Some(Sub::Tokens(args)) => tokens::run(&access, args, &voice),
        Some(Sub::Requests(args)) => requests::run(&access, &args, &voice),
        Some(Sub::Do(args)) => execute::run(&access, args, &voice),
        Some(Sub::Portal(args)) => portal::run(&access, args, &voice),
        Some(Sub::Notices(args)) => notices::run(&access, args, &voice),
        Some(Sub::Charges(args)) => charges::run(&access, args, &voice),
        Some(Sub::Slip(args)) => slip::run(&access, args, &voice),
        Some(Sub::Audit(args)) => audit::run(&access, args, &voice),
        Some(Sub::Verify(args)) => verify::run(&access, &args, &voice),
        Some(Sub::Backup(args)) => backup::run(&access, &args, &voice),
        Some(Sub::Restore(args)) => backup::restore(&access, &args, &voice),
        Some(Sub::Key(args)) => key::run(&access, &args, &voice),
        Some(Sub::Clock(args)) => clock::run(&access, args, &voice),
        Some(Sub::DayEnd(args)) => day_end::run(&access, &args, &voice),
        Some(Sub::Report(args)) => report::run(&access, args, &voice),
        Some(Sub::Spool(args)) => spool::run(&access, &args, &voice),
        Some(Sub::Policy(args)) => policy::run(&access, args, &voice),
        Some(Sub::Keymap(args)) => keymap::run(&access, &args, &voice),
        Some(Sub::Doctor(args)) => doctor::run(&access, &args, &voice),
        Some(Sub::Demo(args)) => demo::run(&access, args, &voice),
        Some(Sub::Rehearse(args)) => rehearse::run(&access, args, &voice),
        Some(Sub::Screens(args)) => screens::run(&access, &args, &voice),
    };
    match done {
        Ok(()) => voice.status(),
        Err(failure) => voice.fail(&failure),
    }
}
