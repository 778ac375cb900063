//! Pages that wait to be printed (R12.8), each under the branch whose printer it is for, and how long that printer has taken none.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Spool, open};
use crate::domain::calendar::Instant;
use crate::store::{Error, Result, files};

/// How the names of pages begin.
const PRINT: &str = "print-";
/// Pages of one name that can wait at once, and bytes of one.
const PAGES: u32 = 1_000;
const PAGE: u64 = 32 << 20;
/// Digits of a branch's code (R3).
const CODE: usize = 3;

/// What waits to be printed for a branch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// Pages.
    pub pages: u64,
    /// Whole minutes since the oldest of them was put in, until the newest was.
    pub minutes: u64,
    /// When the oldest of them was put in, by the clock of the host.
    pub since: Option<Instant>,
}

/// A page that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Where it waits.
    pub item: PathBuf,
    /// What waits for the same branch now, with it.
    pub queue: Queue,
}

impl Spool {
    /// Puts a page to be printed into it, for the printer of a branch: a PDF of that name.
    ///
    /// # Errors
    /// E2005 a folder that others can reach, E2010, E2013 the system.
    pub fn print(&self, branch: &str, name: &str, page: &[u8]) -> Result<Queued> {
        let mode = files::spool_folder(&self.0)?;
        for number in 1..PAGES {
            let name = format!("{PRINT}{branch}-{name}-{number:03}.pdf");
            if files::place_new(&self.0, &name, page, mode)? {
                return Ok(Queued {
                    item: self.0.join(name),
                    queue: self.queue(branch)?,
                });
            }
        }
        Err(Error::System(format!("{name}: too many pages of one name")))
    }

    /// What waits for a branch. Times are those of the files, so no clock is asked.
    ///
    /// # Errors
    /// Those of the system.
    pub fn queue(&self, branch: &str) -> Result<Queue> {
        let mut put = Vec::new();
        for item in self.pages()? {
            // What is gone by now was printed.
            if branch_of(&item) == Some(branch)
                && let Ok(moment) = item.symlink_metadata().and_then(|meta| meta.modified())
            {
                put.push(moment);
            }
        }
        let oldest = put.iter().min();
        let spread = put.iter().max().zip(oldest);
        let spread = spread.and_then(|(newest, oldest)| newest.duration_since(*oldest).ok());
        Ok(Queue {
            pages: u64::try_from(put.len()).unwrap_or(u64::MAX),
            minutes: spread.map_or(0, |spread| spread.as_secs() / 60),
            since: oldest.map(|oldest| Instant::from(*oldest)),
        })
    }

    /// The pages that wait to be printed, by their names.
    ///
    /// # Errors
    /// Those of the system.
    pub fn pages(&self) -> Result<Vec<PathBuf>> {
        self.items(PRINT, "pdf")
    }

    /// A page that waits.
    ///
    /// # Errors
    /// E2001 it is gone, E2005 it is no plain file.
    pub fn page(&self, item: &Path) -> Result<Vec<u8>> {
        let mut page = Vec::new();
        open(item)?
            .take(PAGE)
            .read_to_end(&mut page)
            .map_err(|error| files::system(item, &error))?;
        Ok(page)
    }
}

/// The code of the branch that a page is for, as its name has it; a page of an older version has none.
pub fn branch_of(item: &Path) -> Option<&str> {
    let name = item.file_name()?.to_str()?.strip_prefix(PRINT)?;
    let (branch, _) = name.split_once('-')?;
    (branch.len() == CODE && branch.bytes().all(|sign| sign.is_ascii_digit())).then_some(branch)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_waits_is_told_by_branch_with_how_long_its_printer_has_taken_none_r12_8() {
        let folder = tempfile::tempdir().unwrap();
        let spool = Spool::new(folder.path().join("spool"));
        let first = spool.print("011", "20260601-0001", b"1").unwrap();
        assert_eq!((first.queue.pages, first.queue.minutes), (1, 0));
        assert_eq!(branch_of(&first.item), Some("011"));
        let file = std::fs::File::options().write(true).open(&first.item).unwrap();
        let put = file.metadata().unwrap().modified().unwrap();
        file.set_modified(put - Duration::from_secs(17 * 60 + 59)).unwrap();
        // The printer of another branch works.
        let other = spool.print("012", "20260601-0002", b"2").unwrap().queue;
        assert_eq!((other.pages, other.minutes), (1, 0));
        let again = spool.print("011", "20260601-0001", b"1").unwrap();
        assert!(again.item.ends_with("print-011-20260601-0001-002.pdf"), "{again:?}");
        assert_eq!((again.queue.pages, again.queue.minutes / 17), (2, 1));
        assert_eq!(
            again.queue.since,
            Some(Instant::from(put - Duration::from_secs(17 * 60 + 59)))
        );
        spool.taken(&first.item, &[]).unwrap();
        let left = spool.queue("011").unwrap();
        assert_eq!((left.pages, left.minutes), (1, 0));
        assert_eq!(spool.queue("099").unwrap(), Queue::default());
        assert_eq!(spool.page(&again.item).unwrap(), b"1");
        for other in [
            "print-20260601-0001-001.pdf",
            "print-01x-1.pdf",
            "checkpoint-011-1.pdf",
            "print-011",
        ] {
            assert_eq!(branch_of(Path::new(other)), None, "{other}");
        }
    }
}
