//! `notices`: what customers are told (R14.1): listing, exporting for letters, sending by mail.

use std::path::PathBuf;

use serde::Serialize;

use super::access::Access;
use super::failure::{Failure, REFUSED};
use super::voice::{Voice, aligned};
use crate::desk::{self, Desk, Session};
use crate::domain::Refusal;
use crate::outbox;
use crate::report::{mail::Post, notice};
use crate::store::NoticeRow;
use crate::words::{Words, place};

/// Notices that one call takes at most.
const MOST: u64 = 5000;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List the notices that wait
    List,
    /// Write notices as CSV for letters, and keep that they have left
    Export {
        /// A new file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Those too that could go by mail
        #[arg(long)]
        all: bool,
    },
    /// Send notices by mail, through the server of the policy; who has no address gets a letter
    Send,
}

/// What came of sending.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Tally {
    /// Taken by the server.
    sent: usize,
    /// Not taken; they wait on.
    failed: usize,
    /// Without an address; they wait to be exported.
    letters: usize,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let waiting = desk.ask(&session, |look| look.notices(MOST))?;
    match args {
        Args::List => voice.give("notices", &waiting, |words| lines(&waiting, words)),
        Args::Export { out, all } => {
            let by_mail = desk.policy().mail.is_some() && !all;
            let letters: Vec<_> = waiting
                .into_iter()
                .filter(|row| !by_mail || row.mail.is_none())
                .collect();
            if letters.is_empty() {
                return voice.give("exported", &0, |words| vec![words.telling.notice.none.to_owned()]);
            }
            let table = notice::table(&letters, voice.words()).map_err(|error| outbox::failed(&out, &error))?;
            let left = access.outbox()?.write(&out, &table)?;
            if let Err(error) = desk.notices_exported(&session, &letters) {
                // Someone else sent some of them: these letters must not go out.
                left.withdraw();
                return Err(error.into());
            }
            let (count, path) = (letters.len().to_string(), out.display().to_string());
            voice.done("exported", &letters.len(), |words| {
                vec![words.telling.notice.exported(place::Count(&count), place::Path(&path))]
            })
        }
        Args::Send => send(&mut desk, &session, waiting, voice),
    }
}

fn send(desk: &mut Desk, session: &Session, waiting: Vec<NoticeRow>, voice: &Voice) -> Result<(), Failure> {
    let server = desk.policy().mail.clone().ok_or(Refusal::NoMailServer)?;
    let post = Post::new(&server).map_err(|why| Refusal::MailRefused {
        reason: why.to_string(),
    })?;
    let (mut sent, mut last) = (Tally::default(), None);
    for row in waiting {
        let Some(address) = &row.mail else {
            sent.letters += 1;
            continue;
        };
        // Kept one by one, as soon as the server has taken it.
        let Err(why) = post.send(address, &notice::letter(&row, voice.words())) else {
            desk.notice_sent(session, &row)?;
            sent.sent += 1;
            continue;
        };
        match desk.notice_not_sent(session, &row, &why.to_string()) {
            Err(desk::Error::Refused(refusal @ Refusal::MailRefused { .. })) => last = Some(refusal),
            other => other?,
        }
        sent.failed += 1;
        if why.unreached {
            break;
        }
    }
    voice.done("sent", &sent, |words| {
        let [taken, failed, letters] = [sent.sent, sent.failed, sent.letters].map(|n| n.to_string());
        vec![
            words
                .telling
                .notice
                .sent(place::Failed(&failed), place::Letters(&letters), place::Sent(&taken)),
        ]
    })?;
    match last {
        // The object has said it.
        Some(_) if voice.is_json() => Err(Failure::Said(REFUSED)),
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn lines(rows: &[NoticeRow], words: &Words) -> Vec<String> {
    let notice = &words.telling.notice;
    if rows.is_empty() {
        return vec![notice.none.to_owned()];
    }
    let count = rows.len().to_string();
    let headings = [
        notice.number,
        notice.at,
        notice.contract,
        notice.login_id,
        notice.mail,
        notice.subject,
        notice.failed_why,
    ];
    let mut table = vec![headings.map(str::to_owned).to_vec()];
    table.extend(rows.iter().map(|row| {
        vec![
            row.id.to_string(),
            words.moment(row.at),
            row.contract.to_string(),
            row.login_id.to_string(),
            row.mail.as_ref().map(ToString::to_string).unwrap_or_default(),
            notice::letter(row, words).subject,
            row.failed.clone().unwrap_or_default(),
        ]
    }));
    let mut lines = vec![notice.waiting(place::Count(&count))];
    lines.extend(aligned(&table));
    lines
}
