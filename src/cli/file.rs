//! Files that a person names: read whole, up to a limit.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::failure::{Failure, Own};
use crate::domain::Refusal;
pub(super) use crate::report::file::what;

/// Bytes of a command or a policy that are taken.
pub(super) const SMALL: usize = 64 << 10;

/// The bytes of a file: at most one more than `limit`, so that a reader sees that it is too large. They wipe
/// themselves, as seeds may be among them.
pub(super) fn read(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let opened = File::open(path);
    opened
        .and_then(|file| {
            let known = usize::try_from(file.metadata()?.len()).unwrap_or(limit);
            all(file, known, limit)
        })
        .map_err(|error| unreadable(path, &error))
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
