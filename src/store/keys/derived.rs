//! The keys that are derived from that of a file, one a purpose and store: what seals seeds, chains the trail and binds the state.

use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretSlice};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{KeyFile, copied, opened, sealed};
use crate::domain::token::Token;
use crate::entropy::Entropy;
use crate::store::Kind;
use crate::store::error::Result;

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
pub(in crate::store) struct StateKey(Hmac<Sha256>);

impl std::fmt::Debug for StateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StateKey")
    }
}

impl StateKey {
    /// The same key, for a copy of its store.
    pub(in crate::store) fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// HMAC-SHA-256 over what was put together so that each part can be told.
    pub(in crate::store) fn mac(&self, message: &[u8]) -> [u8; 32] {
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

impl KeyFile {
    /// What a store keeps to know its key again; its kind is in it, so that none is turned into the other (R2.4).
    pub(in crate::store) fn check(&self, store: [u8; 16], kind: Kind) -> [u8; 32] {
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
    pub(in crate::store) fn state_key(&self, store: [u8; 16]) -> StateKey {
        let key = Zeroizing::new(self.derive(b"madoguchi state 1", store));
        StateKey(keyed(&key))
    }

    fn derive(&self, purpose: &[u8], store: [u8; 16]) -> [u8; 32] {
        mac(self.bind().expose_secret(), &[purpose, &store])
    }
}

impl SealKey {
    /// Seals a seed of that token: a fresh nonce and the sealed seed.
    pub(in crate::store) fn seal(
        &self,
        store: [u8; 16],
        token: &Token,
        seed: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Result<Vec<u8>> {
        sealed(&self.key, &self.associated(store, token), seed, entropy)
    }

    /// Opens the sealed seed of that token, or [`Error::Unsealed`].
    pub(in crate::store) fn open(&self, store: [u8; 16], token: &Token, sealed: &[u8]) -> Result<SecretSlice<u8>> {
        opened(&self.key, &self.associated(store, token), sealed).map(Into::into)
    }

    /// What a seed is known again by, and can't be found from: a keyed hash with a purpose of its own, cut to 16 bytes.
    pub(in crate::store) fn fingerprint(&self, store: [u8; 16], seed: &[u8]) -> [u8; 16] {
        let whole = mac(
            self.key.expose_secret(),
            &[b"madoguchi seed fingerprint 1", &store, seed],
        );
        *whole.first_chunk().unwrap_or(&[0; 16])
    }

    /// The version of the key that it is of.
    pub(in crate::store) fn version(&self) -> i64 {
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
    pub(in crate::store) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        over(self.0.clone(), parts)
    }

    /// The same over parts that were put one behind the other, each with its length before it.
    pub(in crate::store) fn mac_of(&self, message: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(message);
        mac.finalize().into_bytes().into()
    }
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    // A key of 32 bytes is always taken; `new` asks for exactly one block, which the padded key is.
    let mut block = Zeroizing::new([0u8; 64]);
    block[..32].copy_from_slice(key);
    <Hmac<Sha256> as hmac::digest::KeyInit>::new((&*block).into())
}

pub(super) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    over(keyed(key), parts)
}

fn over(mut mac: Hmac<Sha256>, parts: &[&[u8]]) -> [u8; 32] {
    for part in parts {
        mac.update(&(part.len() as u64).to_le_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
