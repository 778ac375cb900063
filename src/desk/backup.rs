//! Backups of the store in use, and what is written down when one is restored (R12.7).

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use secrecy::SecretString;
use serde::Serialize;

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::calendar;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::values::StaffId;
use crate::store::{self, Head, Location, Tx};

/// What came of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BackedUp {
    /// Where it stands.
    pub path: PathBuf,
    /// The day's backup was there already, and verifies.
    pub already: bool,
    /// What it holds.
    pub head: Head,
    /// Older ones that went, as only so many are kept.
    pub removed: Vec<PathBuf>,
}

/// What a store that is replaced by an older one of itself hands on to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    /// There were two administrators once (R11.5).
    pub ever_two: bool,
}

impl Desk {
    /// Makes a verified copy of the store in a folder. With `keep` it is the day's: one a day, and no more than so many of them.
    /// It stands under its name when its entry is in the trail, and not before.
    ///
    /// # Errors
    /// E1203 a role that may not, E2041 a folder beside the store or its key, E2042 a copy that does not verify, E20xx the store.
    pub fn back_up(
        &mut self,
        session: &Session,
        at: &Location,
        folder: &Path,
        keep: Option<u32>,
    ) -> Result<BackedUp, Error> {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        self.ask(session, |look| look.may_end_day())?;
        let about = |subject: String, detail: String| About {
            action: "backup",
            subject,
            detail,
            ..About::default()
        };
        let shown = folder.display().to_string();
        if at.is_beside(folder) {
            let refusal = Refusal::BackupTogether { path: shown };
            return self.attempt(session, Duty::EndDay, about(String::new(), String::new()), |_, _| {
                Err::<Settled<BackedUp>, _>(refusal.into())
            });
        }
        let now = calendar::in_japan(self.clock().now());
        let id = self.office.store_digits();
        let name = match keep {
            Some(_) => daily(&id, now.date_naive()),
            None => format!("madoguchi-{id}-{}.db", now.format("%Y-%m-%dT%H%M%S")),
        };
        let path = folder.join(&name);
        if keep.is_some() && path.symlink_metadata().is_ok() {
            let head = self.office.sound_copy(&path).map_err(|error| unsound(&path, error))?;
            let (already, removed) = (true, Vec::new());
            return Ok(BackedUp {
                path,
                already,
                head,
                removed,
            });
        }
        let made = self.office.back_up(folder).map_err(|error| unsound(&path, error))?;
        let head = made.head().clone();
        let detail = format!("{}:{}", head.count, head.digits);
        self.attempt(session, Duty::EndDay, about(name.clone(), detail), |_, _| {
            Ok(Settled::new(Ok(())))
        })?;
        let path = made.place(&name)?;
        let removed = match keep {
            Some(keep) => prune(folder, &id, keep),
            None => Vec::new(),
        };
        Ok(BackedUp {
            path,
            already: false,
            head,
            removed,
        })
    }

    /// Whether this store may be replaced by an older one of itself, and what of it the older one is not to forget. A backup knows neither
    /// who was locked or lowered since, nor how many wrong passwords there were, nor that there are two administrators by now.
    ///
    /// # Errors
    /// E1202 who is locked here, E1203 who is no administrator here, E1209 a try too soon, E1201 who is not known here at all. A password
    /// that is another one by now is counted as a wrong one, and no error: what counts is that of the backup.
    pub fn may_be_replaced(mut self, id: &StaffId, password: &SecretString) -> Result<Replaced, Error> {
        let read = |tx: &Tx<'_>| -> store::Result<_> { Ok((tx.staff(id)?, tx.ever_two()?)) };
        // One that can't be read is what a backup is for.
        let Ok((member, ever_two)) = self.office.read(read) else {
            return Ok(Replaced::default());
        };
        match (self.vouch(id, password), member) {
            (Ok(session), _) => {
                #[expect(
                    clippy::redundant_closure_for_method_calls,
                    reason = "the method alone is not general enough"
                )]
                self.ask(&session, |look| look.may_keep_store())?;
            }
            (Err(Error::Refused(Refusal::WrongPassword)), Some(member)) => member.must(Duty::KeepStore)?,
            (Err(Error::Store(_)), _) => {}
            (Err(error), _) => return Err(error),
        }
        Ok(Replaced { ever_two })
    }

    /// Writes down, in a store that is being restored, from what and instead of what (R12.7). From now on every start says so,
    /// until an administrator has written down why (R12.5). Whether nobody decides alone in it from now on, though it has one administrator.
    ///
    /// # Errors
    /// E1203 a role that may not.
    pub fn note_restore(
        &mut self,
        session: &Session,
        from: &Path,
        head: &Head,
        replaced: Option<&Head>,
        known: Replaced,
    ) -> Result<bool, Error> {
        let short = |head: &Head| format!("{}:{}", head.count, head.digits);
        let about = About {
            action: "restore",
            subject: from.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            detail: match replaced {
                Some(replaced) => format!("{} < {}", short(head), short(replaced)),
                None => short(head),
            },
            ..About::default()
        };
        self.attempt(session, Duty::KeepStore, about, |tx, _| {
            let is_single = known.ever_two && !tx.ever_two()?;
            if is_single {
                // Never single again, whatever is restored (R11.5).
                tx.never_single()?;
            }
            Ok(Settled::new(Ok(is_single)))
        })
    }

    /// Closes the store as one single file.
    ///
    /// # Errors
    /// E2009 when another program has it open.
    pub fn close(self) -> Result<(), Error> {
        self.office.close()
    }
}

/// A copy that can't be read or does not verify is no backup.
fn unsound(path: &Path, error: Error) -> Error {
    match error {
        Error::Store(store::Error::Damaged(what)) => Refusal::BackupUnsound {
            path: path.display().to_string(),
            what,
        }
        .into(),
        other => other,
    }
}

fn daily(id: &str, day: NaiveDate) -> String {
    format!("madoguchi-{id}-{day}.db")
}

/// The days' backups of a store in a folder beyond the newest `keep`: they go, and are named. What has another name stays.
fn prune(folder: &Path, id: &str, keep: u32) -> Vec<PathBuf> {
    let is_daily = |name: &str| {
        let day = name.strip_prefix(&format!("madoguchi-{id}-"));
        let day = day.and_then(|rest| rest.strip_suffix(".db"));
        day.is_some_and(|day| day.parse::<NaiveDate>().is_ok_and(|parsed| daily(id, parsed) == name))
    };
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = listed
        .map(|entry| entry.path())
        .filter(|path| is_daily(&path.file_name().unwrap_or_default().to_string_lossy()))
        .collect();
    found.sort();
    found.truncate(found.len().saturating_sub(usize::try_from(keep).unwrap_or(usize::MAX)));
    found.retain(|path| std::fs::remove_file(path).is_ok());
    found
}
