//! Users and fobs as another product exports them: what stands where in its files is said by a mapping, a TOML file a source. The
//! program has one for each product that `docs/migration.md` names; another one may be given as a file.

mod fob;
mod records;
mod ties;

use std::collections::BTreeMap;

use serde::Deserialize;
use zeroize::Zeroizing;

use self::fob::{Listed, TakeDrift, TakeFob, keyed};
use self::records::{Shape, records};
use super::keyed::Keyed;
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{LoginId, Serial};

pub use self::ties::{Filled, fill};

/// The mappings of the program, by name.
pub const SOURCES: [(&str, &str); 4] = [
    ("privacyidea", include_str!("../../assets/migration/privacyidea.toml")),
    ("linotp", include_str!("../../assets/migration/linotp.toml")),
    ("multiotp", include_str!("../../assets/migration/multiotp.toml")),
    ("freeipa", include_str!("../../assets/migration/freeipa.toml")),
];

/// Bytes of the files of one migration that are taken.
pub const MOST_BYTES: usize = 256 << 20;

/// What stands where in the files of a source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The product and its version.
    pub source: String,
    #[serde(default)]
    fobs: Option<Part<TakeFob>>,
    #[serde(default)]
    drifts: Option<Part<TakeDrift>>,
    #[serde(default)]
    users: Option<Part<TakeUser>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part<T> {
    format: records::Format,
    #[serde(default)]
    separator: Option<char>,
    #[serde(default)]
    quote: Option<char>,
    /// The columns of a file without headings.
    #[serde(default)]
    columns: Vec<String>,
    /// Values that a record must have to count.
    #[serde(default)]
    keep: BTreeMap<String, String>,
    take: T,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeUser {
    login_id: String,
    /// It is the first value of a distinguished name.
    #[serde(default)]
    is_dn: bool,
    serial: String,
}

/// A file of an export, with its name.
#[derive(Debug)]
pub struct Exported {
    /// Its name without the ending.
    pub stem: String,
    /// What stands in it.
    pub bytes: Zeroizing<Vec<u8>>,
}

/// Who has which fob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The user.
    pub login_id: LoginId,
    /// The fob.
    pub serial: Serial,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// E1911 with what does not read.
    pub fn read(text: &str) -> Decision<Self> {
        toml::from_str(text).map_err(|error| Refusal::MappingForm {
            what: error.message().lines().collect::<Vec<_>>().join(" "),
        })
    }

    /// The mapping of that name that is part of the program.
    ///
    /// # Errors
    /// E1911; a test reads each of them.
    pub fn known(name: &str) -> Option<Decision<Self>> {
        let (_, text) = SOURCES.iter().find(|(known, _)| *known == name)?;
        Some(Self::read(text))
    }

    /// The fobs of these files, with how far their clocks are known to be off, and which of their codes were used already.
    ///
    /// # Errors
    /// E1911 for a source that gives none; E1912 with file, line and field for what can't be taken.
    pub fn fobs(&self, files: &[Exported], drifts: &[Exported], by: (&Policy, Instant)) -> Decision<Vec<NewToken>> {
        let keys = self.keys(files, drifts, by)?;
        keys.into_iter().map(|key| key.and_then(|keyed| keyed.token)).collect()
    }

    /// The same one by one, also behind one that can't be taken; the last one is why a file can't be read on, where it can't.
    ///
    /// # Errors
    /// E1911 for a source that gives none, and E1912 for a list of drifts that can't be taken.
    pub fn keys(
        &self,
        files: &[Exported],
        drifts: &[Exported],
        by: (&Policy, Instant),
    ) -> Decision<Vec<Decision<Keyed>>> {
        let part = self.part(self.fobs.as_ref(), "fobs")?;
        let listed = self.listed(drifts)?;
        let mut keys = Vec::new();
        for file in files {
            match records(file, &part.shape()) {
                Ok(records) => keys.extend(records.iter().map(|record| Ok(keyed(record, &part.take, &listed, by)))),
                Err(refusal) => {
                    keys.push(Err(refusal));
                    break;
                }
            }
        }
        Ok(keys)
    }

    fn listed(&self, files: &[Exported]) -> Decision<BTreeMap<String, Listed>> {
        let mut listed = BTreeMap::new();
        if files.is_empty() {
            return Ok(listed);
        }
        let part = self.part(self.drifts.as_ref(), "drifts")?;
        for file in files {
            for record in records(file, &part.shape())? {
                listed.extend(part.take.of(&record)?);
            }
        }
        Ok(listed)
    }

    /// Who has which fob, by these files. Who has none is left out.
    ///
    /// # Errors
    /// As of [`Mapping::fobs`].
    pub fn ties(&self, files: &[Exported], policy: &Policy) -> Decision<Vec<Tie>> {
        let part = self.part(self.users.as_ref(), "users")?;
        let take = &part.take;
        let mut ties = Vec::new();
        for file in files {
            for record in records(file, &part.shape())? {
                let (Some(name), Some(serial)) = (record.text(&take.login_id)?, record.text(&take.serial)?) else {
                    continue;
                };
                let name = if take.is_dn { first_of(&name) } else { &name };
                let refused = |field: &str, reason: &str| record.refused(field, reason);
                ties.push(Tie {
                    login_id: LoginId::parse(name).map_err(|refusal| refused(&take.login_id, refusal.code()))?,
                    serial: Serial::parse_by(&serial, policy)
                        .map_err(|refusal| refused(&take.serial, refusal.code()))?,
                });
            }
        }
        Ok(ties)
    }

    fn part<'a, T>(&self, part: Option<&'a Part<T>>, name: &str) -> Decision<&'a Part<T>> {
        part.ok_or_else(|| Refusal::MappingForm {
            what: format!("{}: [{name}]", self.source),
        })
    }
}

impl<T> Part<T> {
    fn shape(&self) -> Shape<'_> {
        Shape {
            format: self.format,
            separator: self.separator.unwrap_or(','),
            quote: self.quote.unwrap_or('"'),
            columns: &self.columns,
            keep: &self.keep,
        }
    }
}

/// The first value of a distinguished name: `den501` of `uid=den501,cn=users,dc=…`.
fn first_of(name: &str) -> &str {
    let first = name.split(',').next().unwrap_or(name);
    first.split_once('=').map_or(first, |(_, value)| value).trim()
}

#[cfg(test)]
mod tests;
