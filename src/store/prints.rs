//! What a seed is known again by, and what the store says of a token that may come in.

use secrecy::ExposeSecret;

use super::arrivals::TokenCame;
use super::db::ToValue;
use super::keys::SealKey;
use super::loads::UNSEEN;
use super::row::parsed;
use super::{Result, Tx};
use crate::domain::arrival::NewToken;
use crate::domain::values::{Maker, Serial};

/// What a seed is known again by (R15.2), under the store's own key: the seed can't be found from it. It is shown nowhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SeedPrint([u8; 16]);

impl std::fmt::Debug for SeedPrint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("SeedPrint").finish_non_exhaustive()
    }
}

impl SeedPrint {
    /// That of the seed of a token, for the store of that identity.
    pub(crate) fn of(new: &NewToken, store: [u8; 16], key: &SealKey) -> Self {
        Self(key.fingerprint(store, new.seed.expose_secret()))
    }

    /// To be set aside.
    pub(crate) fn bytes(self) -> [u8; 16] {
        self.0
    }

    /// The one that was set aside.
    pub(crate) fn again(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl Tx<'_> {
    /// What would become of a token that comes in, by what everybody sees (a dry run, R15.3): nothing is written.
    pub fn would_come(&self, maker: &Maker, serial: &Serial, print: SeedPrint) -> Result<TokenCame> {
        let sql = format!(
            "SELECT serial FROM token WHERE fingerprint = ?1 AND NOT (maker = ?2 AND serial = ?3) AND load NOT IN {UNSEEN}"
        );
        let values: [&dyn ToValue; 3] = [&print.0, &maker.as_str(), &serial.as_str()];
        if let Some(serial) = self.db.optional(&sql, &values, |row| parsed(row, 0, Serial::parse))? {
            return Ok(TokenCame::SeedOf(serial));
        }
        let sql = format!("SELECT 1 FROM token WHERE serial = ?1 AND maker = ?2 AND load NOT IN {UNSEEN}");
        let is_there = self.db.any(&sql, &[&serial.as_str(), &maker.as_str()])?;
        Ok(if is_there { TokenCame::Taken } else { TokenCame::New })
    }
}
