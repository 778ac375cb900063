//! `SQLite`'s alone: whether the file is whole, its rows refer to rows that are there, and its schema is the program's own.

use std::ops::ControlFlow;

use sha2::{Digest, Sha256};

use super::{Connection, connect_in_memory};
use crate::store::db::Db;
use crate::store::error::{Error, Result};

/// What the schema of a file consists of: kind and name, and how it is said. Left out are the engine's own tables, and those
/// in which the index of pieces keeps what it has, which each release of the engine makes in its own way.
type Schema = Vec<(String, String)>;

const SCHEMA: &str = "SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema
                      WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT (type = 'table' AND name LIKE 'search\\_%' ESCAPE '\\')
                      ORDER BY type, name";

impl Db<'_> {
    /// The first thing that is wrong with the pages, indices and values of the file.
    pub(in crate::store) fn broken(&self) -> Result<Option<String>> {
        let said = self.one("PRAGMA integrity_check(1)", &[], |row| row.get::<String>(0));
        match said {
            Ok(said) => Ok((said != "ok").then_some(said)),
            Err(Error::Damaged(what)) => Ok(Some(what)),
            Err(other) => Err(other),
        }
    }

    /// The first table with a row that refers to one that is not there.
    pub(in crate::store) fn dangling(&self) -> Result<Option<String>> {
        self.optional("PRAGMA foreign_key_check", &[], |row| row.get(0))
    }

    fn schema(&self) -> Result<Schema> {
        self.all(SCHEMA, &[], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The digest of the schema, which is one for each version.
    pub(in crate::store) fn digest_of_schema(&self) -> Result<String> {
        let mut digest = Sha256::new();
        self.walk(SCHEMA, &[], &mut |row| {
            for column in 0..2 {
                let text: String = row.get(column)?;
                digest.update((text.len() as u64).to_le_bytes());
                digest.update(text);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(data_encoding::HEXLOWER.encode(&digest.finalize()))
    }

    /// The first thing of the schema that is not what these statements make: put in, left out, or said otherwise.
    pub(in crate::store) fn differs_from(&self, statements: &[&str]) -> Result<Option<String>> {
        let (own, found) = (made_by(statements)?, self.schema()?);
        let other = |all: &Schema, one: &(String, String)| !all.contains(one);
        let strange = found.iter().find(|one| other(&own, one));
        Ok(strange
            .or_else(|| own.iter().find(|one| other(&found, one)))
            .map(|(name, _)| name.clone()))
    }
}

fn made_by(statements: &[&str]) -> Result<Schema> {
    let connection: Connection = connect_in_memory()?;
    let db = Db::reading(&connection)?;
    for statement in statements {
        db.batch(statement)?;
    }
    db.schema()
}
