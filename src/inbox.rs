//! What is read from outside is a plain file and nothing else: a pipe would wait for ever, a device do something.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

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
}
