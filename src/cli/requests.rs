//! `requests`: what waits for a supervisor, and what became of one's own.

use super::access::Access;
use super::failure::Failure;
use super::voice::{Voice, aligned};
use crate::desk::RequestView;
use crate::words::Words;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List the requests that wait or are to be looked over, the oldest first, at most 500
    List {
        /// One's own instead, the newest first: those of today, and those whose result one has not looked at
        #[arg(long)]
        own: bool,
    },
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let Args::List { own } = args;
    let requests: Vec<RequestView> = if *own {
        let own = desk.ask(&session, |look| look.own_requests())?;
        own.into_iter().map(|own| own.view).collect()
    } else {
        desk.ask(&session, |look| look.requests())?
    };
    voice.give("requests", &requests, |words| lines(&requests, words))
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
