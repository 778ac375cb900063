//! `SQLite`'s alone: how a connection is opened and set, what stands in the file's header, and what its errors mean. Beside
//! this file stand the statements that no other engine understands.

mod asker;
mod copies;
mod indices;
mod pieces;
mod watch;
mod whole;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{ErrorCode, OpenFlags};
use rustix::process::{Resource, getrlimit};

use super::Store;
use super::db::Db;
use super::error::{Error, Result};
use super::files;

pub use asker::Asker;
pub(super) use indices::BY_WORD;
pub(super) use pieces::BY_PIECES;
pub(super) use rusqlite::Connection;
pub(super) use watch::{columns, see};

/// `madg` in ASCII: what `file` and other programs see.
pub(super) const APPLICATION: i64 = 0x6D61_6467;
/// The order in which the rows of a table were written, where no column of ours tells: every row of `SQLite` has it.
pub(super) const AS_WRITTEN: &str = "rowid";
/// Below this `SQLite`, two processes that write and checkpoint at once can lose commits.
const OLDEST: i32 = 3_051_003;
/// How often a busy store is asked again, and for how long: `SQLite`'s own handler sleeps up to 100 ms and starves.
const POLL: Duration = Duration::from_micros(50);
const POLLS: i32 = 100_000;
/// The same where nobody may wait long for who asks.
const SOON: i32 = 20;
/// Statements that a connection keeps prepared: room for all that a console uses.
const KEPT: usize = 160;
/// KiB of the file that a connection has at hand, and as many while it writes a load.
const AT_HAND: i64 = 2_000;
const POURED: i64 = 12_000;
/// KiB that one has at hand while it reads all names, away from whoever waits.
const READ: i64 = 64_000;
/// Pages of the log from which on they are brought into the file, by whoever commits then. A load does it itself, much sooner, so
/// that it is no person who waits.
const LOGGED: i64 = 8_000;

/// The version of `SQLite` that is part of the program.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// The condition that a column is a value whatever its capitals, in the words that its index has.
pub(super) fn in_any_case(column: &str, value: &str) -> String {
    format!("{column} = {value} COLLATE NOCASE")
}

/// Refuses a file that is no store of ours, or one newer than `known`, by its first bytes: nothing of it is changed.
/// (The database header: the magic at 0, the user version at 60, the application ID at 68, both big-endian.)
pub(super) fn is_ours(path: &Path, known: i64) -> Result<()> {
    let not_ours = || Error::NotAStore(path.display().to_string());
    let mut header = [0; 100];
    let mut file = crate::inbox::open_itself(path).map_err(|e| files::system(path, &e))?;
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
        found if (1..=known).contains(&found) => Ok(()),
        found => Err(Error::Newer { found, known }),
    }
}

/// A connection to the file at `path`, which is there.
pub(super) fn connect(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let full = path.canonicalize().map_err(|e| files::system(path, &e))?;
    let mut connection = Connection::open_with_flags(full, flags)?;
    configure(&mut connection)?;
    Ok(connection)
}

/// A connection to the file at `path` that writes nothing, neither to it nor beside it.
pub(super) fn connect_to_look(path: &Path) -> Result<Connection> {
    let full = path.canonicalize().map_err(|e| files::system(path, &e))?;
    let mut beside = full.clone().into_os_string();
    beside.push("-wal");
    let wal = std::fs::metadata(beside).map_or(0, |meta| meta.len());
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = if wal == 0 {
        // Without anything beside it, the file alone is the store; a folder that can't be written has no place for more.
        let escaped = full
            .display()
            .to_string()
            .replace('%', "%25")
            .replace('?', "%3f")
            .replace('#', "%23");
        let uri = format!("file:{escaped}?immutable=1");
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(full, flags)?
    };
    guard(&mut connection)?;
    Ok(connection)
}

/// A connection to nothing but memory.
pub(super) fn connect_in_memory() -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    configure(&mut connection)?;
    Ok(connection)
}

/// Everything a connection of ours is set to: one place, asserted by a test.
fn configure(connection: &mut Connection) -> Result<()> {
    guard(connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    pour(connection, false)
}

/// What is written for a load is on the disk when the load ends, as is what everybody else commits: so nobody waits for the disk
/// at each of its parts. It has more of the file at hand meanwhile, since its rows belong everywhere, and says itself when the log is
/// brought in ([`Store::bring_in`]).
fn pour(connection: &Connection, begins: bool) -> Result<()> {
    let (synchronous, pages, logged) = if begins {
        ("NORMAL", -POURED, 0)
    } else {
        ("FULL", -AT_HAND, LOGGED)
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "cache_size", pages)?;
    connection.pragma_update(None, "wal_autocheckpoint", logged)?;
    Ok(())
}

/// For who reads all of a store once: its rows stand elsewhere than in the order in which they are asked for.
pub(super) fn read_at_length(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "cache_size", -READ)?;
    Ok(())
}

/// What holds for reading too.
fn guard(connection: &mut Connection) -> Result<()> {
    if rusqlite::version_number() < OLDEST {
        return Err(Error::OldSqlite(rusqlite::version()));
    }
    connection.busy_handler(Some(|tries| asked_again(tries, POLLS)))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
    // Statements are planned once, whatever is asked for: bulk work prepares none of them again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // So that INSERT OR REPLACE meets the triggers that guard against deleting.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.set_prepared_statement_cache_capacity(KEPT);
    Ok(())
}

/// Whether a busy store is asked again after so many times, and the wait before it is.
fn asked_again(tries: i32, most: i32) -> bool {
    std::thread::sleep(POLL);
    tries < most
}

/// Brings everything into the file itself, where the next one who opens it looks first.
pub(super) fn checkpoint(connection: &Connection) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// A number that differs after a commit of another connection. It reads no table.
pub(super) fn commits_of_others(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

impl Store {
    /// Before the parts of a load are written, and after them: then everything is on the disk again that is committed.
    pub fn pour(&self, begins: bool) -> Result<()> {
        pour(&self.connection, begins)?;
        // Nothing but how long somebody waits hangs on it, and where nothing can be written it is the load that says so.
        let _ = pieces::merge(&self.connection, begins);
        Ok(())
    }

    /// Brings the log into the file itself. Most of it is brought in nobody's way. What others wrote meanwhile comes with a second,
    /// short round, in which nobody writes, so that the log begins anew however often they do; where somebody reads an older part of
    /// it, it goes on growing until the next time.
    pub fn bring_in(&mut self) -> Result<()> {
        let bring = |connection: &Connection, sql: &str| connection.query_row(sql, [], |_| Ok(()));
        bring(&self.connection, "PRAGMA wal_checkpoint(PASSIVE)")?;
        self.connection.busy_handler(Some(|tries| asked_again(tries, SOON)))?;
        let begun_anew = bring(&self.connection, "PRAGMA wal_checkpoint(RESTART)");
        self.connection.busy_handler(Some(|tries| asked_again(tries, POLLS)))?;
        Ok(begun_anew?)
    }

    /// The log beside a store that is open. It is there as long as anybody has the store open, and the engine locks nothing in
    /// it, so a lock on it is whoever's wants one.
    pub(super) fn log(&self, store: &Path) -> Result<File> {
        commits_of_others(&self.connection)?;
        let mut path = store.as_os_str().to_owned();
        path.push("-wal");
        let path = PathBuf::from(path);
        crate::inbox::open_itself(&path).map_err(|e| files::system(&path, &e))
    }
}

impl Db<'_> {
    /// The version of the schema that the file says it has.
    pub(super) fn version(&self) -> Result<i64> {
        self.one("PRAGMA user_version", &[], |row| row.get(0))
    }

    /// Makes the file say that it is a store of ours of that version.
    pub(super) fn set_version(&self, version: i64) -> Result<()> {
        self.batch(&format!(
            "PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {version}"
        ))
    }
}

impl Error {
    /// An error of COMMIT: after a failed write or sync nobody knows whether it was done.
    pub(super) fn at_commit(error: rusqlite::Error) -> Self {
        if is_full(&error) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt) => Self::OutcomeUnknown(error.to_string()),
            _ => error.into(),
        }
    }
}

/// Whether there is no room for what was to be written, which the engine tells as a failure of the machine: for its index
/// of the log, or for a file that has come to the largest size that this process may write. Nothing is committed then.
fn is_full(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    let is_limited = || getrlimit(Resource::Fsize).current.is_some();
    match code {
        Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) => true,
        Some(rusqlite::ffi::SQLITE_IOERR_WRITE | rusqlite::ffi::SQLITE_IOERR_TRUNCATE) => is_limited(),
        _ => false,
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        if is_full(&error) {
            return Self::Full;
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) | None => Self::Damaged(error.to_string()),
            Some(_) => Self::System(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
