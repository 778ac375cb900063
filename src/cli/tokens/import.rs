//! `tokens import`: what a file of seeds would bring, key by key, and taking it in (R15.3). A load judges each key while it writes where
//! nobody sees it, and takes all or none. So a file is looked at apart by `--dry-run`, and after a load that was refused, to tell of
//! every key that can't be taken: a load that goes through costs no second reading.

mod judging;

use std::path::{Path, PathBuf};

use self::judging::{judge, look_at};
use crate::cli::access::Access;
use crate::cli::failure::Failure;
use crate::cli::pace::Paced;
use crate::cli::voice::Voice;
use crate::cli::{file, migrating};
use crate::desk::{AtOnce, Desk, Error, Imported, Listed, Session};
use crate::domain::Refusal;
use crate::domain::arrival::{Ending, NewToken};
use crate::domain::refusal::Decision;
use crate::domain::values::BranchCode;
use crate::intake::keys::Keyed;
use crate::intake::{Progress, pskc};
use crate::words::{Words, place};

/// What a person has to know of standard input.
pub(super) const ONCE: &str =
    "Look at a file with --dry-run first. A file that can't be taken is told with every key that is in the way.
Standard input is read once and no seed is written down: when it can't be taken, the first key alone is told;
run what gives it again into --dry-run - to be told of all.";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// The file, which its owner alone may read; - reads standard input
    file: PathBuf,
    /// Tell what becomes of each key, and take nothing in
    #[arg(long)]
    dry_run: bool,
    /// The branch that receives them, in place of one's own
    #[arg(long)]
    branch: Option<String>,
    /// It is an export of another product: privacyidea, linotp, multiotp, freeipa, or a file with a mapping
    #[arg(long, value_name = "SOURCE")]
    from: Option<String>,
    /// More files of that export
    #[arg(requires = "from")]
    more: Vec<PathBuf>,
    /// Its list of how far the clocks are off, where that is another file
    #[arg(long, requires = "from", value_name = "FILE")]
    drifts: Vec<PathBuf>,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let branch = args.branch.as_deref().map(BranchCode::parse).transpose()?;
    let (mut desk, session) = access.desk(voice)?;
    let by = (&mut desk, &session);
    match &args.from {
        None => of_seeds(args, branch.as_ref(), by, voice),
        Some(from) => migrated(args, from, branch.as_ref(), by, voice),
    }
}

/// Looks at a seed file, or takes it in.
fn of_seeds(
    args: &Args,
    branch: Option<&BranchCode>,
    (desk, session): (&mut Desk, &Session),
    voice: &Voice,
) -> Result<(), Failure> {
    let stream = file::seeds(&args.file)?;
    let progress = Progress::default();
    let mut pace = Paced::of(progress.clone(), stream.whole, voice);
    let reader = pskc::Reader::new(stream.from, desk.policy(), progress);
    if args.dry_run {
        return look_at(reader, branch, (desk, session), pace, voice);
    }
    let loaded = desk.load_tokens_for(session, branch, reader, &mut pace);
    let refusal = match loaded {
        Err(Error::Refused(refusal)) if is_of_a_key(&refusal) => refusal,
        loaded => {
            drop(pace);
            return taken(&loaded?, desk, voice);
        }
    };
    if args.file == Path::new("-") {
        drop(pace);
        let more = voice.words().stock.dry_run.way_once.to_owned();
        return Err(Failure::Said(voice.fail_with(&refusal.into(), &[more])));
    }
    // What it says anew is told beside the refusal, which stands whatever comes of the look.
    let Ok(stream) = file::seeds(&args.file) else {
        return Err(refusal.into());
    };
    let progress = Progress::default();
    pace.anew(progress.clone(), true);
    let reader = pskc::Reader::new(stream.from, desk.policy(), progress);
    after(refusal, judge(reader, false, (desk, session), pace, voice), voice)
}

/// Looks at an export of another product, or takes it in.
fn migrated(
    args: &Args,
    from: &str,
    branch: Option<&BranchCode>,
    (desk, session): (&mut Desk, &Session),
    voice: &Voice,
) -> Result<(), Failure> {
    let now = desk.ask(session, |look| Ok::<_, Error>(look.now()))?;
    let policy = desk.policy().clone();
    let read = migrating::mapping(from).and_then(|mapping| {
        let files = migrating::exported(std::iter::once(&args.file).chain(&args.more))?;
        let drifts = migrating::exported(&args.drifts)?;
        Ok(move || mapping.keys(&files, &drifts, (&policy, now)))
    });
    let again = match read {
        Ok(again) => again,
        // What can't be read is an attempt too (R12.1).
        Err(Failure::Desk(Error::Refused(refusal))) if !args.dry_run => {
            return taken(&desk.import_tokens(session, Err(refusal))?, desk, voice);
        }
        Err(failure) => return Err(failure),
    };
    let pace = |voice: &Voice| Paced::of(Progress::default(), None, voice);
    if args.dry_run {
        return look_at(again()?.into_iter(), branch, (desk, session), pace(voice), voice);
    }
    let loaded = desk.load_tokens_for(session, branch, Listed::of(again().and_then(all)), &mut AtOnce);
    match loaded {
        Err(Error::Refused(refusal)) if is_of_a_key(&refusal) => match again() {
            Ok(keys) => {
                let told = judge(keys.into_iter(), false, (desk, session), pace(voice), voice);
                after(refusal, told, voice)
            }
            Err(_) => Err(refusal.into()),
        },
        loaded => taken(&loaded?, desk, voice),
    }
}

/// All of these, or why the first can't be taken.
fn all(keys: Vec<Decision<Keyed>>) -> Decision<Vec<NewToken>> {
    keys.into_iter().map(|key| key.and_then(|keyed| keyed.token)).collect()
}

/// Tells of a load that was refused, and of every key that is in the way where that can be told.
fn after(refusal: Refusal, told: Result<judging::Told, Failure>, voice: &Voice) -> Result<(), Failure> {
    match told {
        Ok(told) => told.give(Some(refusal), voice),
        Err(_) => Err(refusal.into()),
    }
}

/// Whether others of the file may be refused like that.
fn is_of_a_key(refusal: &Refusal) -> bool {
    use Refusal as R;
    matches!(
        refusal,
        R::FileDamaged { .. }
            | R::KeyRefused { .. }
            | R::TokenExists { .. }
            | R::KeyDigits { .. }
            | R::KeySerialForm { .. }
            | R::SeedIsText { .. }
            | R::SeedIsPlain { .. }
            | R::SeedOfAnother { .. }
            | R::ElementTwice { .. }
            | R::DriftTooFar { .. }
            | R::PieceTooLong { .. }
            | R::RecordRefused { .. }
    )
}

/// Tells what was taken in.
fn taken(imported: &Imported, desk: &Desk, voice: &Voice) -> Result<(), Failure> {
    let days = desk.policy().expiry_notice_days.to_string();
    voice.done("imported", imported, |words| told(imported, &days, words))
}

/// How many were taken in, and what of them is over or soon will be.
fn told(imported: &Imported, days: &str, words: &Words) -> Vec<String> {
    let (cli, Ending { expired, expiring }) = (&words.cli, imported.ending);
    let [tokens, expired, expiring] = [imported.tokens, expired, expiring].map(|n| n.to_string());
    let batch = imported.batch.map(|batch| batch.to_string()).unwrap_or_default();
    let mut lines = vec![cli.imported_tokens(place::Batch(&batch), place::Tokens(&tokens))];
    if imported.ending.expired > 0 {
        lines.push(cli.imported_expired(place::Tokens(&expired)));
    }
    if imported.ending.expiring > 0 {
        lines.push(cli.imported_expiring(place::Days(days), place::Tokens(&expiring)));
    }
    lines
}
