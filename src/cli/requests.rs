//! `requests`: what waits for a supervisor, and what became of one's own.

use super::access::Access;
use super::failure::Failure;
use super::shown;
use super::voice::{Voice, aligned};
use crate::desk::{Colleague, Command, Error, Look, MatterView, RequestView};
use crate::domain::values::StaffId;
use crate::words::Words;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List the requests that wait or are to be looked over, the oldest first, at most 500
    List {
        /// One's own instead, the newest first: those of today, and those whose result one has not looked at
        #[arg(long)]
        own: bool,
    },
    /// List the acts without a customer that wait for a second person, such as a new supervisor (R11.5), the oldest first
    Matters {
        /// One's own of late instead
        #[arg(long)]
        own: bool,
    },
    /// List the colleagues of one's branch whose requests wait, or who have yet to see what became of them (R11.7)
    Colleagues,
    /// Take a colleague's requests over at a shift's change: what becomes of them reaches both (R11.7)
    TakeOver {
        /// The colleague's staff ID
        // Not `staff`: clap would take it for the option of every command that says who logs in.
        colleague: String,
    },
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let own = match args {
        Args::List { own } => *own,
        Args::Matters { own } => {
            let own = *own;
            let matters = desk.ask(&session, |look| if own { look.own_matters() } else { look.matters() })?;
            return voice.give("matters", &matters, |words| matter_lines(&matters, words));
        }
        Args::Colleagues => {
            let colleagues = desk.ask(&session, colleagues)?;
            return voice.give("colleagues", &colleagues, |words| colleague_lines(&colleagues, words));
        }
        Args::TakeOver { colleague } => {
            let staff = StaffId::parse(colleague)?;
            let outcome = desk.execute(&session, Command::TakeOver { staff })?;
            return voice.done_as(outcome.number(), "outcome", &outcome, |words| {
                shown::outcome(&outcome, words)
            });
        }
    };
    let requests = if own {
        desk.ask(&session, own_requests)?
    } else {
        desk.ask(&session, requests)?
    };
    voice.give("requests", &requests, |words| lines(&requests, words))
}

fn requests(look: &Look<'_>) -> Result<Vec<RequestView>, Error> {
    look.requests()
}

fn own_requests(look: &Look<'_>) -> Result<Vec<RequestView>, Error> {
    let own = look.own_requests()?;
    Ok(own.into_iter().map(|own| own.view).collect())
}

fn colleagues(look: &Look<'_>) -> Result<Vec<Colleague>, Error> {
    look.colleagues()
}

fn colleague_lines(colleagues: &[Colleague], words: &Words) -> Vec<String> {
    let (cli, own) = (&words.cli, &words.deciding.own);
    let heading = [own.staff, own.name, cli.list_waiting, cli.list_unseen];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(colleagues.iter().map(|row| {
        vec![
            row.staff.to_string(),
            row.name.to_string(),
            row.waiting.to_string(),
            row.unseen.to_string(),
        ]
    }));
    aligned(&rows)
}

fn lines(requests: &[RequestView], words: &Words) -> Vec<String> {
    let (cli, queue, label) = (&words.cli, &words.deciding.queue, &words.label);
    let heading = [
        cli.at,
        queue.made_by,
        cli.contract,
        queue.company,
        cli.action,
        queue.status,
        "",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(requests.iter().map(|view| {
        let status = if view.lapsed {
            words.deciding.own.lapsed
        } else {
            label.status(view.status)
        };
        vec![
            words.moment(view.made_at),
            format!("{} {}", view.made_by, view.made_by_name),
            view.shown.contract.to_string(),
            view.shown.company.to_string(),
            label.action(view.shown.action).to_owned(),
            status.to_owned(),
            view.id.to_string(),
        ]
    }));
    aligned(&rows)
}

fn matter_lines(matters: &[MatterView], words: &Words) -> Vec<String> {
    let (cli, queue) = (&words.cli, &words.deciding.queue);
    let subject = words.deciding.matter.subject;
    let mut rows = vec![
        [cli.at, queue.made_by, cli.action, subject, queue.status, ""]
            .map(str::to_owned)
            .to_vec(),
    ];
    rows.extend(matters.iter().map(|view| {
        let status = if view.lapsed {
            words.deciding.own.lapsed
        } else {
            words.label.countersign_status(view.status)
        };
        vec![
            words.moment(view.made_at),
            format!("{} {}", view.made_by, view.made_by_name),
            words.value(&view.shown.action).to_owned(),
            words.subject(&view.shown.action, &view.shown.subject),
            status.to_owned(),
            view.id.to_string(),
        ]
    }));
    aligned(&rows)
}
