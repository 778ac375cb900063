//! The key of a store: a file of its own outside the data folder, and the two keys that are derived from it.
//!
//! Seeds are sealed one by one with XChaCha20-Poly1305; the associated data names the store, the token, its serial
//! and its parameters, so a seed that was moved to another row does not open.

mod derived;
mod passphrase;

use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::files;
use crate::entropy::Entropy;

pub(super) use derived::StateKey;
use derived::mac;
pub use derived::{SealKey, TrailKey};

/// The version of the key of a store whose key was never rotated; rotation counts it up.
const FIRST_VERSION: i64 = 1;
const NONCE: usize = 24;

/// The content of a key file: 32 random bytes. It prints as nothing and wipes itself.
#[derive(Debug)]
pub struct KeyFile {
    root: SecretBox<[u8; 32]>,
    /// What chains the trail and binds the state, where a rotation has parted the two: it stays what it was, so that what was
    /// written before still verifies.
    bind: Option<SecretBox<[u8; 32]>>,
    /// How often it was rotated, counted from 1.
    version: i64,
}

/// The same secret once more.
pub(super) fn copied(secret: &SecretBox<[u8; 32]>) -> SecretBox<[u8; 32]> {
    SecretBox::new(Box::new(*secret.expose_secret()))
}

impl KeyFile {
    /// A new key.
    pub fn generate(entropy: &mut dyn Entropy) -> Result<Self> {
        let mut key = Box::new([0; 32]);
        entropy.fill(&mut key[..])?;
        Ok(Self::of(key))
    }

    /// Writes it to a new file that its owner alone may read (0400), in a folder of its owner alone (0700).
    pub fn save(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            files::private_folder(folder)?;
        }
        save_as(&self.text(), path)
    }

    /// The same, sealed by a passphrase where one is given.
    pub(super) fn save_with(
        &self,
        path: &Path,
        passphrase: Option<&SecretString>,
        entropy: &mut dyn Entropy,
    ) -> Result<()> {
        match passphrase {
            Some(passphrase) => save_as(&self.text_sealed(passphrase, entropy)?, path),
            None => self.save(path),
        }
    }

    fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("madoguchi key 1\n{}\n", &*hex(self.root.expose_secret())))
    }

    /// Reads a key file. One that others can reach is refused.
    pub fn load(path: &Path) -> Result<Self> {
        Self::load_with(path, None)
    }

    /// The same of one that may be sealed by a passphrase.
    pub fn load_with(path: &Path, passphrase: Option<&SecretString>) -> Result<Self> {
        let name = || path.display().to_string();
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            match files::checked_folder(folder) {
                Err(Error::Missing(_)) => return Err(Error::NoKey(name())),
                other => other?,
            }
        }
        let text = match files::read_private(path) {
            Err(Error::Missing(_)) => return Err(Error::NoKey(name())),
            other => other?,
        };
        if let Some(key) = Self::in_sealed(&text, path, passphrase)? {
            return Ok(key);
        }
        let digits = text
            .strip_prefix("madoguchi key 1\n")
            .map(str::trim_end)
            .ok_or_else(|| Error::WrongKey(name()))?;
        let mut key = Box::new([0; 32]);
        let fits = data_encoding::HEXLOWER
            .decode_len(digits.len())
            .is_ok_and(|length| length == key.len());
        if !fits
            || data_encoding::HEXLOWER
                .decode_mut(digits.as_bytes(), &mut key[..])
                .is_err()
        {
            return Err(Error::WrongKey(name()));
        }
        Ok(Self::of(key))
    }

    fn of(root: Box<[u8; 32]>) -> Self {
        Self {
            root: SecretBox::new(root),
            bind: None,
            version: FIRST_VERSION,
        }
    }

    /// The same as it stands after rotations of the store's key.
    pub(super) fn rotated(self, bind: SecretBox<[u8; 32]>, version: i64) -> Self {
        let bind = Some(bind);
        Self { bind, version, ..self }
    }

    /// The same once more.
    pub(super) fn copy(&self) -> Self {
        Self {
            root: copied(&self.root),
            bind: self.bind.as_ref().map(copied),
            version: self.version,
        }
    }

    /// How often it was rotated, counted from 1.
    pub(super) fn version(&self) -> i64 {
        self.version
    }

    /// What the file holds.
    pub(super) fn root(&self) -> &SecretBox<[u8; 32]> {
        &self.root
    }

    /// What chains the trail and binds the state.
    pub(super) fn bind(&self) -> &SecretBox<[u8; 32]> {
        self.bind.as_ref().unwrap_or(&self.root)
    }

    /// Seals another key with this one, under a name.
    pub(super) fn wrap(
        &self,
        store: [u8; 16],
        name: &str,
        key: &SecretBox<[u8; 32]>,
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>> {
        sealed(&self.wrapping(store), name.as_bytes(), key.expose_secret(), entropy)
    }

    /// Opens what [`KeyFile::wrap`] has sealed.
    pub(super) fn unwrap(&self, store: [u8; 16], name: &str, wrapped: &[u8]) -> Result<SecretBox<[u8; 32]>> {
        let opened = Zeroizing::new(opened(&self.wrapping(store), name.as_bytes(), wrapped)?);
        let key: Box<[u8; 32]> = Box::new(opened.as_slice().try_into().map_err(|_| Error::Unsealed)?);
        Ok(SecretBox::new(key))
    }

    /// A key file of that content.
    pub(super) fn of_root(root: &SecretBox<[u8; 32]>) -> Self {
        Self::of(Box::new(*root.expose_secret()))
    }

    fn wrapping(&self, store: [u8; 16]) -> SecretBox<[u8; 32]> {
        let key = mac(self.root.expose_secret(), &[b"madoguchi wrap 1", &store]);
        SecretBox::new(Box::new(key))
    }
}

/// Seals a secret: a fresh nonce and the sealed secret.
fn sealed(key: &SecretBox<[u8; 32]>, aad: &[u8], secret: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>> {
    let mut sealed = vec![0; NONCE];
    entropy.fill(&mut sealed)?;
    let cipher = XChaCha20Poly1305::new(key.expose_secret().into());
    let body = cipher
        .encrypt(XNonce::from_slice(&sealed), Payload { msg: secret, aad })
        .map_err(|_| Error::Unsealed)?;
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

/// Opens what [`sealed`] has sealed, or [`Error::Unsealed`].
fn opened(key: &SecretBox<[u8; 32]>, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, body) = sealed.split_at_checked(NONCE).ok_or(Error::Unsealed)?;
    let cipher = XChaCha20Poly1305::new(key.expose_secret().into());
    let secret = cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad });
    secret.map_err(|_| Error::Unsealed)
}

/// Writes a key file that is not there yet, for its owner alone (0400).
fn save_as(text: &str, path: &Path) -> Result<()> {
    let mut file = files::new_file(path, 0o400)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|e| files::system(path, &e))
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(data_encoding::HEXLOWER.encode(bytes))
}

#[cfg(test)]
mod tests;
