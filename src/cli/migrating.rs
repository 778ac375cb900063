//! What another product exports, by a mapping: its fobs for `tokens import --from`, and who has which for `contracts migrate`.

use std::path::{Path, PathBuf};

use serde::Serialize;
use zeroize::Zeroizing;

use super::access::Access;
use super::failure::Failure;
use super::file;
use super::voice::Voice;
use crate::domain::Refusal;
use crate::domain::era;
use crate::intake::migration::{Exported, MOST_BYTES, Mapping, fill};
use crate::report::contracts::table;
use crate::words::place;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product: privacyidea, linotp, multiotp, freeipa, or a file with a mapping
    #[arg(long, value_name = "SOURCE")]
    from: String,
    /// Since when the registrations are taken to be, in Japan's time: YYYY-MM-DD HH:MM
    #[arg(long, value_name = "MOMENT")]
    registered: String,
    /// The new file of contracts
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// The file of contracts with their users, whose registrations are to be filled in
    contracts: PathBuf,
    /// The files of the export, which their owner alone may read
    #[arg(required = true)]
    exported: Vec<PathBuf>,
}

/// What was filled in.
#[derive(Serialize)]
struct Migrated {
    path: String,
    tied: usize,
    without: usize,
    unknown: Vec<String>,
}

/// The mapping of that name, or in that file.
pub(super) fn mapping(from: &str) -> Result<Mapping, Failure> {
    if let Some(known) = Mapping::known(from) {
        return Ok(known?);
    }
    let text = file::small_text(Some(Path::new(from)))?;
    Ok(Mapping::read(&text)?)
}

/// These files of an export; seeds may stand in each, so its owner alone may read it.
pub(super) fn exported<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<Vec<Exported>, Failure> {
    let mut left = MOST_BYTES;
    let mut files = Vec::new();
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes: Zeroizing<Vec<u8>> = file::secret(path, left)?;
        if bytes.len() > left {
            let limit = format!("{} MiB", MOST_BYTES >> 20);
            return Err(Refusal::FileTooLarge { limit }.into());
        }
        left -= bytes.len();
        files.push(Exported { stem, bytes });
    }
    Ok(files)
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let since = args.registered.trim();
    let is_moment = since.split_once(' ').is_some_and(|(day, time)| {
        era::read(day).is_some() && chrono::NaiveTime::parse_from_str(time.trim(), "%H:%M").is_ok()
    });
    if !is_moment {
        return Err(Refusal::DateForm.into());
    }
    let (desk, _) = access.desk(voice)?;
    let mapping = mapping(&args.from)?;
    let files = exported(&args.exported)?;
    let ties = mapping.ties(&files, desk.policy())?;
    let contracts = file::given(&args.contracts, MOST_BYTES)?;
    let filled = fill(&contracts, &ties, since)?;
    let unwritten = |error: std::io::Error| crate::store::Error::System(error.to_string());
    let rows = filled.rows.iter().map(|row| row.iter().map(String::as_str).collect());
    let bytes = table(rows).map_err(unwritten)?;
    let left = access.outbox()?.write(&args.into, &bytes)?;
    let migrated = Migrated {
        path: left.path().display().to_string(),
        tied: filled.tied,
        without: filled.without,
        unknown: filled.unknown,
    };
    voice.done("migrated", &migrated, |words| {
        let import = &words.contracts.import;
        let counts = [migrated.tied, migrated.without, migrated.unknown.len()].map(|count| count.to_string());
        let mut lines = vec![
            import.written(place::Path(&migrated.path)),
            import.tied(
                place::Tied(&counts[0]),
                place::Unknown(&counts[2]),
                place::Without(&counts[1]),
            ),
        ];
        lines.extend(migrated.unknown.iter().map(|login_id| format!("    {login_id}")));
        lines
    })
}
