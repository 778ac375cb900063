//! What stands outside the store, and what opens its key.

use secrecy::SecretString;

use super::Access;
use crate::cli::failure::{Failure, Own};
use crate::cli::{file, secret};
use crate::desk::LetterBox;
use crate::report::first_letter;
use crate::store::{self, Anchors, KeyFile, Letters, Spool};
use crate::words::Words;

impl Access {
    /// The spool of the store: as named, or beside it.
    pub(in crate::cli) fn spool(&self) -> Result<Spool, Failure> {
        if let Some(folder) = &self.spool {
            return Ok(Spool::new(file::full(folder)?));
        }
        let store = self.location()?.store;
        Ok(Spool::new(store.with_file_name("spool")))
    }

    /// Where sealed letters go, if that was said (R17.1).
    pub(in crate::cli) fn letter_box(&self) -> Result<Option<LetterBox>, Failure> {
        let Some(folder) = &self.letters else { return Ok(None) };
        Ok(Some(LetterBox {
            folder: Letters::new(file::full(folder)?),
            compose: first_letter::page,
        }))
    }

    /// The checkpoints of the file that was named; none where none was.
    ///
    /// # Errors
    /// E3006 when it can't be read.
    pub(in crate::cli) fn kept_anchors(&self) -> Result<Anchors, Failure> {
        let Some(path) = &self.anchors else {
            return Ok(Anchors::default());
        };
        Anchors::of_file(path).map_err(|error| {
            let what = match error {
                store::Error::Missing(_) => "not found".to_owned(),
                other => other.to_string(),
            };
            let path = path.display().to_string();
            Own::Unreadable { path, what }.into()
        })
    }

    /// The passphrase of the key file, where it is sealed by one: from the file that was named, or asked for.
    pub(in crate::cli) fn passphrase(&self) -> Result<Option<SecretString>, Failure> {
        if !KeyFile::is_sealed(&self.location()?.key) {
            return Ok(None);
        }
        let question = Words::of(self.lang()).keeping.passphrase;
        secret::in_file_or_asked(self.passphrase_file.as_deref(), question).map(Some)
    }
}
