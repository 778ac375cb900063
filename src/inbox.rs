//! What is read from outside is a plain file and nothing else: a pipe would wait for ever, a device do something.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::OFlags;

/// What is said of a path that is no plain file.
pub const NOT_PLAIN: &str = "not a plain file";

/// Opens a plain file for reading.
///
/// # Errors
/// Those of the system, and [`NOT_PLAIN`].
pub fn open(path: &Path) -> io::Result<File> {
    // Before it is opened, as opening some devices does something; and after, as names may change meanwhile.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other(NOT_PLAIN));
    }
    opened(path, OFlags::empty())
}

/// The same of a file that stands under that very name: a link is no plain file.
///
/// # Errors
/// As of [`open`].
pub fn open_itself(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(io::Error::other(NOT_PLAIN));
    }
    opened(path, OFlags::NOFOLLOW)
}

fn opened(path: &Path, flags: OFlags) -> io::Result<File> {
    let flags = (flags | OFlags::NONBLOCK).bits();
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(flags.cast_signed())
        .open(path)
        // A link that came in between.
        .map_err(|error| match error.raw_os_error() {
            Some(code) if code == rustix::io::Errno::LOOP.raw_os_error() => io::Error::other(NOT_PLAIN),
            _ => error,
        })?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other(NOT_PLAIN))
    }
}

/// Files that a folder offers, at most.
const MOST: usize = 1_000;

/// The folder whose files a console offers: it is chosen by who starts the program, and the person chooses one by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    folder: PathBuf,
}

/// A file that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Its bare name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was written last, if the system tells.
    pub written: Option<SystemTime>,
}

impl Inbox {
    /// That folder.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The plain files with one of these endings that lie in it, the newest first. What hides, a link, and what has no name that a
    /// person could read is not offered.
    ///
    /// # Errors
    /// Those of the system.
    pub fn offers(&self, endings: &[&str]) -> io::Result<Vec<Offered>> {
        let mut offered = Vec::new();
        for entry in fs::read_dir(&self.folder)?.take(MOST) {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let known = Path::new(&name).extension().and_then(|end| end.to_str());
            let fits = known.is_some_and(|end| endings.iter().any(|ending| end.eq_ignore_ascii_case(ending)));
            // What is gone meanwhile is not offered.
            let Ok(meta) = fs::symlink_metadata(entry.path()) else {
                continue;
            };
            if fits && is_bare(&name) && meta.is_file() {
                offered.push(Offered {
                    name,
                    bytes: meta.len(),
                    written: meta.modified().ok(),
                });
            }
        }
        offered.sort_by(|one, other| other.written.cmp(&one.written).then_with(|| one.name.cmp(&other.name)));
        Ok(offered)
    }

    /// Opens the file of that bare name.
    ///
    /// # Errors
    /// As of [`open_itself`]; a name that leads elsewhere, or hides, is no plain file.
    pub fn open(&self, name: &str) -> io::Result<File> {
        if !is_bare(name) {
            return Err(io::Error::other(NOT_PLAIN));
        }
        open_itself(&self.folder.join(name))
    }
}

fn is_bare(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let alone = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
    alone && !name.starts_with('.') && !name.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[test]
    fn a_pipe_a_folder_and_a_device_are_told_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let [pipe, link, plain] = ["pipe", "link", "plain"].map(|name| folder.path().join(name));
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        fs::write(&plain, "x").unwrap();
        symlink(&plain, &link).unwrap();
        for path in [&pipe, folder.path(), Path::new("/dev/zero")] {
            for opened in [open(path), open_itself(path)] {
                assert_eq!(opened.unwrap_err().to_string(), NOT_PLAIN, "{}", path.display());
            }
        }
        assert!(open(&link).is_ok() && open(&plain).is_ok() && open_itself(&plain).is_ok());
        assert_eq!(open_itself(&link).unwrap_err().to_string(), NOT_PLAIN);
        assert!(open(&folder.path().join("none")).unwrap_err().kind() == io::ErrorKind::NotFound);
    }
    #[test]
    fn a_folder_offers_its_plain_files_alone_by_bare_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.csv", "b.TXT", "c.exe", ".hidden.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        symlink(folder.path().join("a.csv"), folder.path().join("link.csv")).unwrap();
        fs::create_dir(folder.path().join("folder.csv")).unwrap();
        let inbox = Inbox::new(folder.path().to_owned());
        let mut names: Vec<_> = inbox
            .offers(&["csv", "txt"])
            .unwrap()
            .into_iter()
            .map(|file| file.name)
            .collect();
        names.sort();
        assert_eq!(names, ["a.csv", "b.TXT"]);
        assert!(inbox.open("a.csv").is_ok());
        for name in [
            "link.csv",
            "../a.csv",
            ".hidden.csv",
            "folder.csv",
            "",
            "/etc/hosts",
            "a.csv/",
        ] {
            assert!(inbox.open(name).is_err(), "{name}");
        }
    }
}
