//! `key`: the key of the store (R12.7).

use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::access::Access;
use super::failure::Failure;
use super::secret;
use super::voice::Voice;
use crate::domain::refusal::Refusal;
use crate::entropy::Machine;
use crate::store::{KeyFile, Rotation, Store};
use crate::words::place;

/// Characters of a passphrase, at least: whoever has the file can try as often as they like.
const SHORTEST: usize = 12;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Args {
    /// Draw another key and seal every seed with it; broken off, it goes on when it is run again
    Rotate,
    /// Seal the key file by a passphrase, or by another one
    Seal {
        /// A file with the new passphrase [default: it is asked for]
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Take the passphrase off the key file
    Open,
}

pub(super) fn run(access: &Access, args: &Args, voice: &Voice) -> Result<(), Failure> {
    match args {
        Args::Rotate => rotate(access, voice),
        Args::Seal { new_passphrase_file } => {
            let passphrase = match new_passphrase_file {
                Some(path) => secret::in_file_or_asked(Some(path), "")?,
                None => secret::twice(voice.words().keeping.new_passphrase, voice)?,
            };
            if passphrase.expose_secret().chars().count() < SHORTEST {
                let min = u32::try_from(SHORTEST).unwrap_or_default();
                return Err(Refusal::PasswordForm { min }.into());
            }
            hold(access, Some(&passphrase), voice)
        }
        Args::Open => hold(access, None, voice),
    }
}

fn rotate(access: &Access, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    let passphrase = access.passphrase()?;
    let (store, key) = Store::open_to_rotate(&at, passphrase.as_ref())?;
    let mut rotation = Rotation::new(&at, &store, &key, passphrase);
    let (mut desk, session) = access.desk_over((store, key), voice)?;
    let rotated = desk.rotate_key(&session, &mut rotation)?;
    desk.close()?;
    let old = rotation.swap()?;
    let mut object = json!(rotated);
    object["old"] = json!(old);
    voice.give("rotated", &object, |words| {
        let (version, seeds) = (rotated.version.to_string(), rotated.seeds.to_string());
        let (count, version) = (place::Count(&seeds), place::Version(&version));
        let old = old.display().to_string();
        vec![
            if rotated.went_on {
                words.keeping.rotated_on(count, version)
            } else {
                words.keeping.rotated(count, version)
            },
            words.keeping.rotated_old(place::Path(&old)),
        ]
    })
}

/// Holds the key in its file, sealed or not. The entry comes first: what is written down and not done is done by the next call.
fn hold(access: &Access, passphrase: Option<&SecretString>, voice: &Voice) -> Result<(), Failure> {
    let at = access.location()?;
    let old = access.passphrase()?;
    let (store, key) = Store::open_with(&at, old.as_ref())?;
    let held = KeyFile::load_with(&at.key, old.as_ref())?;
    let (mut desk, session) = access.desk_over((store, key), voice)?;
    desk.note_key(&session, passphrase.is_some())?;
    held.hold(&at.key, passphrase, &mut Machine)?;
    voice.give("key", &json!({ "sealed": passphrase.is_some() }), |words| {
        let keeping = &words.keeping;
        vec![
            if passphrase.is_some() {
                keeping.key_sealed
            } else {
                keeping.key_opened
            }
            .to_owned(),
        ]
    })
}
