//! `notices`: what customers are told (R14): listing, exporting for letters, sending by mail, and deciding what a send left open.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::json;

use super::access::Access;
use super::failure::{Failure, REFUSED};
use super::secret;
use super::voice::{Voice, aligned};
use crate::desk::{self, Desk, Pile, Session};
use crate::domain::Refusal;
use crate::domain::notice::{Decided, Stage};
use crate::report::letters::{self, Exported};
use crate::report::mail::{Account, Post};
use crate::report::notice;
use crate::store::{Came, NoticeRow};
use crate::words::{Words, place};

/// Notices that a list shows at most.
const MOST: u64 = 5000;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// List notices: those that have not left, the failed ones of them, or the newest that left
    List {
        /// Which
        #[arg(long, value_enum, default_value = "open")]
        which: Listed,
    },
    /// Ask that notices leave as letters, which a second person approves; or write those of an approved export as CSV
    Export {
        /// Ask for those too that could go by mail
        #[arg(long, conflicts_with = "number")]
        all: bool,
        /// Write the letters of the export of this number, as often as it is needed
        #[arg(long, value_name = "NUMBER", requires = "out")]
        number: Option<u64>,
        /// A new file for them
        #[arg(long, value_name = "FILE", requires = "number")]
        out: Option<PathBuf>,
    },
    /// Send notices by mail, through the server of the policy; who has no address gets a letter
    Send {
        /// The name under which the server knows the bank, where it asks
        #[arg(long, value_name = "NAME", requires = "server_password_file")]
        server_user: Option<String>,
        /// Its password, in a file of its owner alone
        #[arg(long, value_name = "FILE", requires = "server_user")]
        server_password_file: Option<PathBuf>,
    },
    /// Decide what becomes of a notice of which nobody knows whether it left
    Decide {
        /// The number of the notice
        number: u64,
        /// Send it again, though it may arrive twice, or let it go as a letter
        #[arg(value_enum)]
        how: How,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Listed {
    Open,
    Failed,
    Sent,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum How {
    Again,
    Letter,
}

/// What came of sending.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Tally {
    /// Taken by the server.
    sent: usize,
    /// Not taken: they wait on, or go as letters.
    failed: usize,
    /// Nobody knows whether they were taken: for a person to decide.
    unsure: usize,
    /// Without an address: they wait to be exported.
    letters: usize,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    match args {
        Args::List { which } => {
            let pile = match which {
                Listed::Open => Pile::Open,
                Listed::Failed => Pile::Failed,
                Listed::Sent => Pile::Sent,
            };
            let rows = desk.ask(&session, |look| look.pile(pile, MOST))?;
            voice.give("notices", &rows, |words| lines(pile, &rows, words))
        }
        Args::Export { all, number, out } => {
            if let Some((number, out)) = number.zip(out) {
                let (outbox, words) = (access.outbox()?, voice.words().clone());
                let done = letters::write(&mut desk, &session, number, || outbox.begin(&out), &words)?;
                return exported(voice, &done, &out);
            }
            let Some(asked) = letters::ask(&mut desk, &session, all)? else {
                return voice.give("exported", &0, |words| vec![words.telling.notice.none.to_owned()]);
            };
            voice.carried(&asked.carried, "exported", &asked.count, |_| Vec::new())
        }
        Args::Send {
            server_user,
            server_password_file,
        } => {
            let account = server_user.map(|user| account(user, server_password_file.as_deref(), voice));
            send(&mut desk, &session, account.transpose()?, voice)
        }
        Args::Decide { number, how } => {
            let decided = match how {
                How::Again => Decided::Again,
                How::Letter => Decided::Letter,
            };
            desk.decide_notice(&session, number, decided)?;
            voice.done("decided", &json!({ "notice": number, "how": decided }), |words| {
                let number = number.to_string();
                vec![match decided {
                    Decided::Again => words.telling.notice.decided_again(place::Number(&number)),
                    Decided::Letter => words.telling.notice.decided_letter(place::Number(&number)),
                }]
            })
        }
    }
}

fn account(user: String, password: Option<&Path>, voice: &Voice) -> Result<Account, Failure> {
    let password = secret::known(password, &user, voice)?;
    Ok(Account { user, password })
}

fn exported(voice: &Voice, done: &Exported, out: &Path) -> Result<(), Failure> {
    let (count, path, export) = (
        done.count.to_string(),
        out.display().to_string(),
        done.number.to_string(),
    );
    voice.done_as(Some(export.clone()), "exported", &done.count, |words| {
        let notice = &words.telling.notice;
        vec![notice.exported(place::Count(&count), place::Number(&export), place::Path(&path))]
    })
}

fn send(desk: &mut Desk, session: &Session, account: Option<Account>, voice: &Voice) -> Result<(), Failure> {
    let server = desk.policy().mail.clone().ok_or(Refusal::NoMailServer)?;
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough"
    )]
    let waiting = desk.ask(session, |look| look.to_be_sent())?;
    let mut post = Post::new(&server, account).map_err(|why| Refusal::MailRefused {
        reason: why.to_string(),
    })?;
    let (mut sent, mut last) = (Tally::default(), None);
    for row in waiting {
        let Some(address) = row.mail.as_ref().filter(|_| row.stage == Stage::Waiting) else {
            sent.letters += 1;
            continue;
        };
        match desk.claim_notice(session, &row) {
            Ok(true) => {}
            // Another send has it.
            Ok(false) | Err(desk::Error::Refused(Refusal::NoticesGone)) => continue,
            Err(error) => return Err(error.into()),
        }
        let now = desk.clock().now();
        let came = post.send(address, &notice::letter(&row, voice.words()), now);
        let stops = came.is_err();
        let came = came.unwrap_or_else(|why| Came::Later(why.to_string()));
        match desk.notice_came(session, &row, &came) {
            Ok(()) => sent.sent += 1,
            Err(desk::Error::Refused(
                refusal @ (Refusal::MailRefused { .. } | Refusal::MailForLetter { .. } | Refusal::MailUnsure { .. }),
            )) => {
                match refusal {
                    Refusal::MailUnsure { .. } => sent.unsure += 1,
                    _ => sent.failed += 1,
                }
                last = Some(refusal);
            }
            Err(error) => return Err(error.into()),
        }
        if stops {
            break;
        }
    }
    voice.done("sent", &sent, |words| {
        let [taken, failed, unsure, letters] =
            [sent.sent, sent.failed, sent.unsure, sent.letters].map(|n| n.to_string());
        let notice = &words.telling.notice;
        vec![notice.sent(
            place::Failed(&failed),
            place::Letters(&letters),
            place::Sent(&taken),
            place::Unsure(&unsure),
        )]
    })?;
    match last {
        // The object has said it.
        Some(_) if voice.is_json() => Err(Failure::Said(REFUSED)),
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

fn lines(pile: Pile, rows: &[NoticeRow], words: &Words) -> Vec<String> {
    let notice = &words.telling.notice;
    if rows.is_empty() {
        return vec![match pile {
            Pile::Open => notice.none.to_owned(),
            Pile::Failed => notice.none_failed.to_owned(),
            Pile::Sent => notice.none_sent.to_owned(),
        }];
    }
    let count = rows.len().to_string();
    let headings = [
        notice.number,
        notice.at,
        notice.contract,
        notice.login_id,
        notice.stage,
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
            notice::stage(row, words),
            row.mail.as_ref().map(ToString::to_string).unwrap_or_default(),
            notice::letter(row, words).subject,
            row.failed.clone().unwrap_or_default(),
        ]
    }));
    let mut lines = vec![match pile {
        Pile::Open => notice.waiting(place::Count(&count)),
        Pile::Failed => notice.those_failed(place::Count(&count)),
        Pile::Sent => notice.those_sent(place::Count(&count)),
    }];
    lines.extend(aligned(&table));
    lines
}
