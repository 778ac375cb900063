//! Making and opening a store.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Error, Result};
use super::files;
use super::keys::{KeyFile, TrailKey};
use super::upgrades::VERSION;
use super::{Kind, Store};
use crate::entropy::Entropy;

const SCHEMA: &str = include_str!("../../schema.sql");
/// `madg` in ASCII: what `file` and other programs see.
const APPLICATION: i64 = 0x6D61_6467;
/// Below this `SQLite`, two processes that write and checkpoint at once can lose commits.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How often a busy store is asked again, and for how long: `SQLite`'s own handler sleeps up to 100 ms and starves.
const POLL: Duration = Duration::from_micros(200);
const POLLS: i32 = 50_000;

/// Where a store and its key stand. The key is outside the data folder, so a copy of that folder gives no seed away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The store's file; its folder is for its owner alone.
    pub store: PathBuf,
    /// The key file.
    pub key: PathBuf,
}

impl Location {
    /// Refuses a key inside the folder of the store.
    fn checked(&self) -> Result<()> {
        let folder = |path: &Path| path.parent().map(|p| p.canonicalize().unwrap_or_else(|_| p.to_owned()));
        if let (Some(data), Some(key)) = (folder(&self.store), folder(&self.key))
            && key.starts_with(&data)
        {
            let path = self.key.display().to_string();
            return Err(Error::Exposed {
                path,
                what: "the key must stand outside the data folder",
            });
        }
        Ok(())
    }
}

impl Store {
    /// Makes a new store with a new key at `at`, under that policy text.
    ///
    /// # Errors
    /// [`Error::Exists`] when either file is there already; [`Error::Exposed`] when others could reach them.
    pub fn create(at: &Location, kind: Kind, policy: &str, entropy: &mut dyn Entropy) -> Result<(Self, KeyFile)> {
        let key = KeyFile::generate(entropy)?;
        if let Some(folder) = at.store.parent() {
            files::private_folder(folder)?;
        }
        if let Some(folder) = at.key.parent() {
            files::private_folder(folder)?;
        }
        at.checked()?;
        // SQLite would make the file 0644; its companions take the bits of the file.
        drop(files::new_file(&at.store, 0o600)?);
        key.save(&at.key)?;
        let store = Self::found(connect(&at.store)?, kind, policy, &key, entropy)?;
        store.checkpoint()?;
        Ok((store, key))
    }

    /// A store in memory, for tests.
    pub fn in_memory(kind: Kind, policy: &str, entropy: &mut dyn Entropy) -> Result<(Self, KeyFile)> {
        let key = KeyFile::generate(entropy)?;
        let mut connection = Connection::open_in_memory()?;
        configure(&mut connection)?;
        let store = Self::found(connection, kind, policy, &key, entropy)?;
        Ok((store, key))
    }

    /// Brings everything into the file itself, where the next one who opens it looks first.
    pub(super) fn checkpoint(&self) -> Result<()> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// Opens the store at `at` with its key. One of an older version reads only after [`Store::upgrade`].
    pub fn open(at: &Location) -> Result<(Self, KeyFile)> {
        if let Some(folder) = at.store.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            files::checked_folder(folder)?;
        }
        files::checked_file(&at.store)?;
        at.checked()?;
        let key = KeyFile::load(&at.key)?;
        is_ours(&at.store)?;
        let connection = connect(&at.store)?;
        let (id, kind, check) = connection.query_row("SELECT store_id, kind, key_check FROM meta", [], |row| {
            Ok((
                row.get::<_, [u8; 16]>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, [u8; 32]>(2)?,
            ))
        })?;
        let kind = Kind::from_name(&kind).ok_or_else(|| Error::Damaged("meta.kind".into()))?;
        if key.check(id, kind) != check {
            return Err(Error::WrongKey(at.key.display().to_string()));
        }
        let store = Self {
            connection,
            id,
            kind,
            commits: 0,
        };
        Ok((store, key))
    }

    fn found(
        connection: Connection,
        kind: Kind,
        policy: &str,
        key: &KeyFile,
        entropy: &mut dyn Entropy,
    ) -> Result<Self> {
        let mut id = [0; 16];
        entropy.fill(&mut id)?;
        let mut store = Self {
            connection,
            id,
            kind,
            commits: 0,
        };
        let trail: TrailKey = key.trail_key(id);
        store.write(|tx| -> Result<()> {
            tx.tx.execute_batch(SCHEMA)?;
            tx.tx.execute(
                "INSERT INTO meta (one, store_id, kind, key_check, policy, policy_version) VALUES (1, ?1, ?2, ?3, ?4, 1)",
                (&id[..], kind.as_str(), &key.check(id, kind)[..], policy),
            )?;
            tx.begin_trail(&trail)?;
            tx.tx.pragma_update(None, "application_id", APPLICATION)?;
            tx.tx.pragma_update(None, "user_version", VERSION)?;
            Ok(())
        })?;
        Ok(store)
    }
}

/// Refuses a file that is no store of ours, or a newer one, by its first bytes: nothing of it is changed.
/// (The database header: the magic at 0, the user version at 60, the application ID at 68, both big-endian.)
fn is_ours(path: &Path) -> Result<()> {
    let not_ours = || Error::NotAStore(path.display().to_string());
    let mut header = [0; 100];
    let mut file = std::fs::File::open(path).map_err(|e| files::system(path, &e))?;
    file.read_exact(&mut header).map_err(|_| not_ours())?;
    let number = |at: usize| {
        header[at..]
            .first_chunk()
            .map_or(0, |bytes| i64::from(u32::from_be_bytes(*bytes)))
    };
    if !header.starts_with(b"SQLite format 3\0") || number(68) != APPLICATION {
        return Err(not_ours());
    }
    match number(60) {
        1..=VERSION => Ok(()),
        found => Err(Error::Newer { found, known: VERSION }),
    }
}

fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let full = path.canonicalize().map_err(|e| files::system(path, &e))?;
    let mut connection = Connection::open_with_flags(full, flags)?;
    configure(&mut connection)?;
    Ok(connection)
}

/// Everything a connection of ours is set to: one place, asserted by a test.
pub(super) fn configure(connection: &mut Connection) -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::OldSqlite(rusqlite::version()));
    }
    connection.busy_handler(Some(|tries| {
        std::thread::sleep(POLL);
        tries < POLLS
    }))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that INSERT OR REPLACE meets the triggers that guard against deleting.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(test)]
mod tests;
