//! Files that a person names: small ones read whole, up to a limit, others bit by bit.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::failure::{Failure, Own};
use crate::domain::Refusal;
use crate::inbox;
pub(super) use crate::outbox::what;

/// Bytes of a command or a policy that are taken.
pub(super) const SMALL: usize = 64 << 10;

/// The bytes of a file: at most one more than `limit`, so that a reader sees that it is too large. They wipe
/// themselves, as seeds may be among them.
pub(super) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let opened = inbox::open(path);
    opened
        .and_then(|file| {
            let known = usize::try_from(file.metadata()?.len()).unwrap_or(limit);
            all(file, known, limit)
        })
        .map_err(|error| unreadable(path, &error))
}

/// Opens a plain file that its owner alone may reach, or says what stands against it.
pub(super) fn private(path: &Path) -> Result<File, String> {
    let file = inbox::open_itself(path).map_err(|error| what(&error))?;
    // What is looked at is the file that was opened, whatever its name means by now.
    let meta = file.metadata().map_err(|error| what(&error))?;
    let against = if meta.uid() != rustix::process::geteuid().as_raw() {
        "it belongs to another user"
    } else if meta.mode() & 0o077 != 0 {
        "others may reach it (chmod go= it)"
    } else {
        return Ok(file);
    };
    Err(against.to_owned())
}

/// The bytes of a file that may hold seeds, which its owner alone may reach: at most one more than `limit`.
///
/// # Errors
/// As of [`seeds`].
pub(super) fn secret(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let stream = seeds(path)?;
    let known = stream
        .whole
        .and_then(|whole| usize::try_from(whole).ok())
        .unwrap_or(limit);
    all(stream.from, known, limit).map_err(|error| unreadable(path, &error))
}

/// A file of any size that is read bit by bit.
pub(super) struct Stream {
    /// Its bytes.
    pub(super) from: Box<dyn Read + Send>,
    /// How many they are, if that is known.
    pub(super) whole: Option<u64>,
}

/// A file with seeds, which its owner alone may reach, or standard input for `-`: of that nothing is written down, so it is read
/// once.
///
/// # Errors
/// E1443 when others can reach it, and says how to close it; E3006 when there is none.
pub(super) fn seeds(path: &Path) -> Result<Stream, Failure> {
    if path == Path::new("-") {
        let from = Box::new(io::stdin());
        return Ok(Stream { from, whole: None });
    }
    let file = private(path).map_err(|what| {
        let path = path.display().to_string();
        // What is not there is no matter of who may reach it.
        Failure::from(match what.as_str() {
            "not found" => Own::Unreadable { path, what },
            _ => Own::SeedFile { path, what },
        })
    })?;
    let whole = file.metadata().ok().map(|meta| meta.len());
    let from = Box::new(file);
    Ok(Stream { from, whole })
}

/// A file that can be read more than once. Standard input, for `-`, is copied into a nameless one before.
///
/// # Errors
/// E3006.
pub(super) fn again(path: &Path) -> Result<File, Failure> {
    let opened = if path == Path::new("-") {
        tempfile::tempfile().and_then(|mut file| {
            io::copy(&mut io::stdin().lock(), &mut file)?;
            Ok(file)
        })
    } else {
        inbox::open(path)
    };
    opened.map_err(|error| unreadable(path, &error))
}

/// The same file from its beginning.
///
/// # Errors
/// Those of the system.
pub(super) fn from_beginning(mut file: &File) -> io::Result<&File> {
    file.rewind()?;
    Ok(file)
}

/// The bytes of a file, or of standard input for `-`; otherwise as [`read`].
pub(super) fn given(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if path == Path::new("-") {
        return all(io::stdin().lock(), limit, limit).map_err(|error| unreadable(path, &error));
    }
    read(path, limit)
}

/// The text of a small file, or of standard input for none and for `-`.
///
/// # Errors
/// E3006 unreadable, E1405 too large, E1403 no UTF-8.
pub(super) fn small_text(path: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
    let bytes = match path.filter(|path| *path != Path::new("-")) {
        Some(path) => read(path, SMALL)?,
        None => all(io::stdin().lock(), SMALL, SMALL).map_err(|error| unreadable(Path::new("-"), &error))?,
    };
    if bytes.len() > SMALL {
        let limit = format!("{} KiB", SMALL >> 10);
        return Err(Refusal::FileTooLarge { limit }.into());
    }
    match std::str::from_utf8(&bytes).map(without_mark) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.iter().fold(1, |line, byte| line + u64::from(*byte == b'\n'));
            let reason = "not UTF-8".to_owned();
            Err(Refusal::FileDamaged { line, reason }.into())
        }
    }
}

/// The whole path of a file that need not be there.
pub(super) fn full(path: &Path) -> Result<PathBuf, Failure> {
    Ok(std::path::absolute(path).map_err(|e| crate::store::Error::System(e.to_string()))?)
}

/// A text without the byte-order mark that editors of Windows write before it.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

fn all(from: impl Read, known: usize, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    // Room for all of it from the beginning: growing would leave copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(known.min(limit) + 2));
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let path = path.display().to_string();
    let what = what(error);
    Own::Unreadable { path, what }.into()
}
