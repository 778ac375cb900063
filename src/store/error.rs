//! What can go wrong with the store or the system: numbers E2001 on, exit status 3.

use super::Flaw;
use crate::outbox;

/// The result of a call to the store.
pub type Result<T> = std::result::Result<T, Error>;

/// The store or the system failed. Rules say no with a [`Refusal`](crate::domain::Refusal) instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no store at that path.
    #[error("there is no store at {0}")]
    Missing(String),
    /// There is something at that path already.
    #[error("{0} is there already")]
    Exists(String),
    /// The file is no store of this program.
    #[error("{0} is no madoguchi store")]
    NotAStore(String),
    /// The store was made by a newer version of this program.
    #[error("the store is of version {found}, this program knows {known}")]
    Newer {
        /// The store's version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// Owner, bits or kind of a file or folder leave a secret open to others.
    #[error("{path}: {what}")]
    Exposed {
        /// The file or folder.
        path: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The key file is missing or can't be read.
    #[error("the key file {0} can't be read")]
    NoKey(String),
    /// The key file is of another store, or damaged.
    #[error("the key file {0} is not the key of this store")]
    WrongKey(String),
    /// A sealed seed did not open: it was changed or moved.
    #[error("a sealed seed does not open")]
    Unsealed,
    /// Another process kept the store busy too long.
    #[error("another process keeps the store busy")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Something in the store is not as the program wrote it (R12.6).
    #[error("{part} {key} was changed past the program")]
    Forged {
        /// Which kind of thing: a table, or the case of a contract.
        part: String,
        /// Which one.
        key: String,
    },
    /// Something of the schema in the file is not what the program makes.
    #[error("the schema is not the program's own: {0}")]
    Strange(String),
    /// The store's file is damaged.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The machine failed while committing: whether the action was done must be looked up.
    #[error("the outcome is unknown: {0}")]
    OutcomeUnknown(String),
    /// The rotation of the store's key was broken off; until it is taken up again nothing else is done.
    #[error("the rotation of the key was broken off")]
    HalfRotated,
    /// The key file is sealed by a passphrase, and none was given.
    #[error("the key file {0} is sealed by a passphrase")]
    NoPassphrase(String),
    /// The passphrase does not open the key file.
    #[error("the passphrase does not open the key file {0}")]
    WrongPassphrase(String),
    /// The machine failed while committing, and it was looked up: nothing was done.
    #[error("nothing was done: {0}")]
    NotDone(String),
    /// There was no room to write at the login, so the session may only look.
    #[error("the session may only look")]
    LooksOnly,
    /// A store of an older version is not as the program left it, so it is not sealed anew (R12.6).
    #[error("the store is not upgraded: {0:?}")]
    NotUpgraded(Flaw),
    /// A file or the system failed otherwise.
    #[error("{0}")]
    System(String),
    /// A file that was to leave was not written.
    #[error(transparent)]
    NotWritten(#[from] outbox::Error),
    /// The built-in `SQLite` is older than allowed.
    #[error("the SQLite inside is too old: {0}")]
    OldSqlite(&'static str),
}

impl Error {
    /// Every number, in the order of the enum.
    pub const ALL: [&'static str; 26] = [
        "E2001", "E2002", "E2003", "E2004", "E2005", "E2006", "E2007", "E2008", "E2009", "E2010", "E2011", "E2012",
        "E2013", "E2014", "E2020", "E2021", "E2052", "E2053", "E2054", "E2060", "E2061", "E2062", "E2063", "E2064",
        "E2065", "E2066",
    ];

    /// The number of its message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "E2001",
            Self::Exists(_) | Self::NotWritten(outbox::Error::Taken(_)) => "E2002",
            Self::NotAStore(_) => "E2003",
            Self::Newer { .. } => "E2004",
            Self::Exposed { .. } => "E2005",
            Self::NoKey(_) => "E2006",
            Self::WrongKey(_) => "E2007",
            Self::Unsealed => "E2008",
            Self::Busy => "E2009",
            Self::Full => "E2010",
            Self::Damaged(_) => "E2011",
            Self::OutcomeUnknown(_) => "E2012",
            Self::System(_) => "E2013",
            Self::OldSqlite(_) => "E2014",
            Self::Forged { .. } => "E2020",
            Self::Strange(_) => "E2021",
            Self::HalfRotated => "E2052",
            Self::NoPassphrase(_) => "E2053",
            Self::WrongPassphrase(_) => "E2054",
            Self::NotWritten(outbox::Error::NoRoom(_)) => "E2060",
            Self::NotWritten(outbox::Error::Beside(_)) => "E2061",
            Self::NotWritten(outbox::Error::Name(_)) => "E2062",
            Self::NotWritten(outbox::Error::System { .. }) => "E2063",
            Self::NotDone(_) => "E2064",
            Self::LooksOnly => "E2065",
            Self::NotUpgraded(_) => "E2066",
        }
    }

    /// What fills the places of its message.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Missing(path)
            | Self::Exists(path)
            | Self::NotAStore(path)
            | Self::NoKey(path)
            | Self::NoPassphrase(path)
            | Self::WrongPassphrase(path)
            | Self::WrongKey(path)
            | Self::NotWritten(
                outbox::Error::Taken(path)
                | outbox::Error::Beside(path)
                | outbox::Error::Name(path)
                | outbox::Error::NoRoom(path),
            ) => {
                vec![("path", path.clone())]
            }
            Self::NotWritten(outbox::Error::System { path, what }) => {
                vec![("path", path.clone()), ("what", what.clone())]
            }
            Self::Newer { found, known } => vec![("found", found.to_string()), ("known", known.to_string())],
            Self::Exposed { path, what } => vec![("path", path.clone()), ("what", (*what).to_owned())],
            Self::Damaged(what)
            | Self::Strange(what)
            | Self::OutcomeUnknown(what)
            | Self::NotDone(what)
            | Self::System(what) => {
                vec![("what", what.clone())]
            }
            Self::Forged { part, key } => vec![("what", format!("row_{part}")), ("key", key.clone())],
            Self::NotUpgraded(flaw) => {
                let facts = flaw.facts().into_iter().map(|(_, fact)| fact).collect::<Vec<_>>();
                vec![("number", flaw.code().to_owned()), ("at", facts.join(" "))]
            }
            Self::OldSqlite(version) => vec![("what", (*version).to_owned())],
            Self::Unsealed | Self::Busy | Self::Full | Self::LooksOnly | Self::HalfRotated => vec![],
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<crate::entropy::Failed> for Error {
    fn from(error: crate::entropy::Failed) -> Self {
        Self::System(error.to_string())
    }
}
