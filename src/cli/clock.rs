//! `clock`: whether the host's clock is doubted, and two people who say that it is right (R2.5).

use std::path::PathBuf;

use super::access::Access;
use super::failure::Failure;
use super::secret;
use super::voice::Voice;
use crate::domain::calendar::Instant;
use crate::domain::values::StaffId;
use crate::words::place;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Whether the clock is doubted, and the time of the trail
    Show,
    /// Confirm that it is that time: an administrator (--staff) and another member of staff
    Confirm(Confirm),
}

#[derive(Debug, clap::Args)]
pub(super) struct Confirm {
    /// The time, by a clock of one's own (RFC 3339)
    #[arg(long, value_name = "TIME", value_parser = super::access::instant)]
    is: Instant,
    /// The staff ID of the other one
    #[arg(long, value_name = "ID")]
    second: Option<String>,
    /// A file with their password, in one line, that its owner alone may read [default: it is asked for]
    #[arg(long, value_name = "FILE", requires = "second")]
    second_password_file: Option<PathBuf>,
}

pub(super) fn run(access: &Access, args: Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    match args {
        Args::Show => {
            #[expect(
                clippy::redundant_closure_for_method_calls,
                reason = "the method alone is not general enough"
            )]
            let standing = desk.ask(&session, |look| look.clock_standing())?;
            voice.give("clock", &standing, |words| {
                let clock = &words.keeping.clock;
                let now = words.moment(standing.now);
                let mark = standing
                    .mark
                    .map_or(clock.no_mark.to_owned(), |mark| words.moment(mark));
                let (mark, now) = (place::Mark(&mark), place::Now(&now));
                vec![match standing.doubted {
                    Some(_) => clock.cli_doubted(mark, now),
                    None => clock.cli_trusted(mark, now),
                }]
            })
        }
        Args::Confirm(args) => {
            let second = match &args.second {
                Some(second) => {
                    let id = StaffId::parse(second)?;
                    let password = secret::known(args.second_password_file.as_deref(), id.as_str(), voice)?;
                    Some(desk.vouch(&id, &password)?)
                }
                None => None,
            };
            let confirmed = desk.confirm_clock(&session, second.as_ref(), args.is)?;
            voice.done("confirmed", &confirmed, |words| {
                let count = confirmed.reckoned.to_string();
                vec![words.keeping.clock.done(place::Count(&count))]
            })
        }
    }
}
