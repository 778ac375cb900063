//! `backup` and `restore` (R12.7).

use std::path::{Path, PathBuf};

use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::file;
use super::voice::Voice;
use crate::desk::{BackedUp, Replaced};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::store::{self, Restoring};
use crate::words::{Words, place};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder: for its owner alone, and neither the store's nor the key's
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// The day's backup, of which so many are kept; without it one under the time
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3660))]
    keep: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The backup
    from: PathBuf,
    /// The path of the store, where one stands already; it is kept beside under another name
    #[arg(long, value_name = "PATH")]
    replace: Option<PathBuf>,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    let (mut desk, session) = access.desk(voice)?;
    let folder = file::full(&args.to)?;
    let made = desk.back_up(&session, &access.location()?, &folder, args.keep)?;
    voice.give("backup", &made, |words| lines(&made, words))
}

/// What people read of a backup.
pub(super) fn lines(made: &BackedUp, words: &Words) -> Vec<String> {
    let (count, path) = (made.head.count.to_string(), made.path.display().to_string());
    let keeping = &words.keeping;
    let (count, head, path) = (place::Count(&count), place::Head(&made.head.digits), place::Path(&path));
    let mut lines = vec![if made.already {
        keeping.backup_there(count, head, path)
    } else {
        keeping.backed_up(count, head, path)
    }];
    lines.extend(made.removed.iter().map(|removed| {
        let removed = removed.display().to_string();
        keeping.backup_removed(place::Path(&removed))
    }));
    lines
}

pub(super) fn restore(access: &Access, args: &RestoreArgs, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    let (from, path) = (file::full(&args.from)?, at.store.display().to_string());
    if at.store.symlink_metadata().is_ok()
        && args.replace.as_deref().map(file::full).transpose()? != Some(at.store.clone())
    {
        return Err(Refusal::RestoreOver { path }.into());
    }
    let passphrase = access.passphrase()?;
    let restoring = Restoring::begin(&from, &at).map_err(|error| unsound(&from, error))?;
    let (store, key, head) = restoring
        .open(passphrase.as_ref())
        .map_err(|error| unsound(&from, error))?;
    let (staff, password) = (access.staff()?, access.password(voice)?);
    let known = match restoring.stands(passphrase.as_ref()) {
        Some(stands) => access
            .desk_at(stands, access.clock(), voice)?
            .may_be_replaced(&staff, &password)?,
        None => Replaced::default(),
    };
    let replaced = restoring.replaced(passphrase.as_ref()).map_err(|error| match error {
        store::Error::Busy => Refusal::StoreInUse { path: path.clone() }.into(),
        other => Failure::from(other),
    })?;
    // Who restores is known by the passwords of the backup.
    let mut desk = access.desk_at((store, key), access.clock(), voice)?.only_recorded();
    let session = desk.vouch(&staff, &password)?;
    let is_single = desk.note_restore(&session, &from, &head, replaced.as_ref(), known)?;
    let mark = calendar::in_japan(desk.clock().now())
        .format("%Y%m%dT%H%M%S")
        .to_string();
    desk.close()?;
    let kept = restoring.place(&mark)?;
    let older = replaced.as_ref().is_some_and(|replaced| replaced.count > head.count);
    let restored = json!({
        "path": at.store, "from": from, "head": head, "replaced": replaced, "older": older, "kept": kept,
    });
    voice.give("restored", &restored, |words| {
        let keeping = &words.keeping;
        let count = head.count.to_string();
        let mut lines = vec![keeping.restored(place::Count(&count), place::Head(&head.digits), place::Path(&path))];
        if let Some(replaced) = replaced.as_ref().filter(|_| older) {
            let gone = (replaced.count - head.count).to_string();
            lines.push(keeping.restored_older(place::Count(&gone)));
        }
        lines.extend(kept.as_ref().map(|kept| {
            let kept = kept.display().to_string();
            keeping.restored_kept(place::Path(&kept))
        }));
        lines.push(keeping.restored_accept.to_owned());
        if is_single {
            lines.push(keeping.restored_single.to_owned());
        }
        lines
    })
}

fn unsound(path: &Path, error: store::Error) -> Failure {
    match error {
        store::Error::Damaged(what) => Refusal::BackupUnsound {
            path: path.display().to_string(),
            what,
        }
        .into(),
        other => other.into(),
    }
}
