//! The key of a store: a file of its own outside the data folder, and the two keys that are derived from it.
//!
//! Seeds are sealed one by one with XChaCha20-Poly1305; the associated data names the store, the token, its serial
//! and its parameters, so a seed that was moved to another row does not open.

mod passphrase;

use std::io::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretSlice, SecretString};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::{Kind, files};
use crate::domain::token::Token;
use crate::entropy::Entropy;

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

/// Opens and seals seeds. Only what checks a code, or takes tokens in, has it.
#[derive(Debug)]
pub struct SealKey {
    key: SecretBox<[u8; 32]>,
    version: i64,
}

/// Chains the trail.
pub struct TrailKey(Hmac<Sha256>);

impl std::fmt::Debug for TrailKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TrailKey")
    }
}

/// Seals the rows of the state (R12.6). The store itself has it: whoever checks a seal could make it, so a query is kept
/// from making any by having no way to write.
pub(super) struct StateKey(Hmac<Sha256>);

impl std::fmt::Debug for StateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StateKey")
    }
}

impl StateKey {
    /// The same key, for a copy of its store.
    pub(super) fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// HMAC-SHA-256 over what was put together so that each part can be told.
    pub(super) fn mac(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

impl SealKey {
    /// The same key, for a copy of its store.
    pub(crate) fn copy(&self) -> Self {
        Self {
            key: copied(&self.key),
            version: self.version,
        }
    }
}

impl TrailKey {
    /// The same key, for a copy of its store.
    pub(crate) fn copy(&self) -> Self {
        Self(self.0.clone())
    }
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

    /// What a store keeps to know its key again; its kind is in it, so that none is turned into the other (R2.4).
    pub(super) fn check(&self, store: [u8; 16], kind: Kind) -> [u8; 32] {
        mac(
            self.root.expose_secret(),
            &[b"madoguchi key check 1", &store, kind.as_str().as_bytes()],
        )
    }

    /// The key that seals seeds of that store.
    pub fn seal_key(&self, store: [u8; 16]) -> SealKey {
        let key = mac(self.root.expose_secret(), &[b"madoguchi seeds 1", &store]);
        SealKey {
            key: SecretBox::new(Box::new(key)),
            version: self.version,
        }
    }

    /// The key that chains the trail of that store.
    pub fn trail_key(&self, store: [u8; 16]) -> TrailKey {
        let key = Zeroizing::new(self.derive(b"madoguchi trail 1", store));
        TrailKey(keyed(&key))
    }

    /// The key that seals the rows of that store.
    pub(super) fn state_key(&self, store: [u8; 16]) -> StateKey {
        let key = Zeroizing::new(self.derive(b"madoguchi state 1", store));
        StateKey(keyed(&key))
    }

    fn derive(&self, purpose: &[u8], store: [u8; 16]) -> [u8; 32] {
        mac(self.bind().expose_secret(), &[purpose, &store])
    }
}

impl SealKey {
    /// Seals a seed of that token: a fresh nonce and the sealed seed.
    pub(super) fn seal(
        &self,
        store: [u8; 16],
        token: &Token,
        seed: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>> {
        sealed(&self.key, &self.associated(store, token), seed, entropy)
    }

    /// Opens the sealed seed of that token, or [`Error::Unsealed`].
    pub(super) fn open(&self, store: [u8; 16], token: &Token, sealed: &[u8]) -> Result<SecretSlice<u8>> {
        opened(&self.key, &self.associated(store, token), sealed).map(Into::into)
    }

    /// What a seed is known again by, and can't be found from: a keyed hash with a purpose of its own, cut to 16 bytes.
    pub(super) fn fingerprint(&self, store: [u8; 16], seed: &[u8]) -> [u8; 16] {
        let whole = mac(
            self.key.expose_secret(),
            &[b"madoguchi seed fingerprint 1", &store, seed],
        );
        *whole.first_chunk().unwrap_or(&[0; 16])
    }

    /// The version of the key that it is of.
    pub(super) fn version(&self) -> i64 {
        self.version
    }

    fn associated(&self, store: [u8; 16], token: &Token) -> Vec<u8> {
        let params = token.params;
        format!(
            "{}|{}|{}|{}|{:?}|{}|{}|{}|{}",
            data_encoding::HEXLOWER.encode(&store),
            token.id,
            token.maker,
            token.serial,
            params.algorithm,
            params.digits,
            params.period,
            params.start,
            self.version
        )
        .into_bytes()
    }
}

impl TrailKey {
    /// HMAC-SHA-256 over parts, each with its length before it.
    pub(super) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        over(self.0.clone(), parts)
    }

    /// The same over parts that were put one behind the other, each with its length before it.
    pub(super) fn mac_of(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(message);
        mac.finalize().into_bytes().into()
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

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // A key of 32 bytes is always taken; `new` asks for exactly one block, which the padded key is.
    let mut block = Zeroizing::new([0u8; 64]);
    block[..32].copy_from_slice(key);
    <Hmac<Sha256> as hmac::digest::KeyInit>::new((&*block).into())
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    over(keyed(key), parts)
}

fn over(mut mac: Hmac<Sha256>, parts: &[&[u8]]) -> [u8; 32] {
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(data_encoding::HEXLOWER.encode(bytes))
}

#[cfg(test)]
mod tests;
