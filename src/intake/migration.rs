//! Users and fobs as another product exports them: what stands where in its files is said by a mapping, a TOML file a source. The
//! program has one for each product that `docs/migration.md` names; another one may be given as a file.

mod records;
mod ties;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER_PERMISSIVE};
use secrecy::SecretSlice;
use serde::Deserialize;
use zeroize::Zeroizing;

use self::records::{Record, Shape, records};
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::values::{LoginId, Maker, Serial};

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
/// Bytes of a seed (RFC 4226 §4 R6; a block of SHA-512 at most).
const SEED: std::ops::RangeInclusive<usize> = 16..=64;
/// Seconds of a step that are taken.
const PERIODS: std::ops::RangeInclusive<u32> = 10..=300;

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
struct TakeFob {
    serial: String,
    maker: Option<String>,
    maker_else: String,
    seed: String,
    encoding: Encoding,
    algorithm: Option<String>,
    digits: Option<String>,
    period: Option<String>,
    period_else: u32,
    drift_seconds: Option<String>,
    drift_steps: Option<String>,
    expires: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakeDrift {
    serial: String,
    seconds: String,
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

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Encoding {
    Hex,
    Base32,
    Base64,
    Bytes,
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

    /// The fobs of these files, with how far their clocks are known to be off.
    ///
    /// # Errors
    /// E1911 for a source that gives none; E1912 with file, line and field for what can't be taken.
    pub fn fobs(&self, files: &[Exported], drifts: &[Exported], policy: &Policy) -> Decision<Vec<NewToken>> {
        let part = self.part(self.fobs.as_ref(), "fobs")?;
        let offs = self.drifts(drifts)?;
        let mut fobs = Vec::new();
        for file in files {
            for record in records(file, &part.shape())? {
                fobs.push(fob(&record, &part.take, &offs, policy)?);
            }
        }
        Ok(fobs)
    }

    fn drifts(&self, files: &[Exported]) -> Decision<BTreeMap<String, i64>> {
        let mut offs = BTreeMap::new();
        if files.is_empty() {
            return Ok(offs);
        }
        let part = self.part(self.drifts.as_ref(), "drifts")?;
        for file in files {
            for record in records(file, &part.shape())? {
                let (serial, seconds) = (record.text(&part.take.serial)?, record.text(&part.take.seconds)?);
                if let (Some(serial), Some(seconds)) = (serial, seconds) {
                    let seconds = record.number(&part.take.seconds, &seconds)?;
                    offs.insert(serial.to_string(), seconds);
                }
            }
        }
        Ok(offs)
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

fn fob(record: &Record, take: &TakeFob, offs: &BTreeMap<String, i64>, policy: &Policy) -> Decision<NewToken> {
    let given = |field: &Option<String>| match field {
        Some(field) => Ok(record.text(field)?.map(|text| (field.clone(), text))),
        None => Ok(None),
    };
    let written = record
        .text(&take.serial)?
        .ok_or_else(|| record.refused(&take.serial, "missing"))?;
    let serial = Serial::parse_by(&written, policy).map_err(|refusal| record.refused(&take.serial, refusal.code()))?;
    let maker = given(&take.maker)?.map_or_else(|| take.maker_else.clone(), |(_, text)| text.to_string());
    let maker = Maker::parse(&maker).map_err(|refusal| record.refused(&take.maker_else, refusal.code()))?;
    let number = |field: &Option<String>, otherwise: u32| -> Decision<u32> {
        match given(field)? {
            Some((field, text)) => {
                let number = record.number(&field, &text)?;
                u32::try_from(number).map_err(|_| record.refused(&field, "no number"))
            }
            None => Ok(otherwise),
        }
    };
    let period = match number(&take.period, take.period_else)? {
        // multiOTP writes 0 for a fob whose step it does not know.
        0 => take.period_else,
        period => period,
    };
    if !PERIODS.contains(&period) {
        let field = take.period.as_deref().unwrap_or("period_else");
        return Err(record.refused(field, "no step"));
    }
    let digits = number(&take.digits, policy.otp_digits)?;
    let algorithm = match given(&take.algorithm)? {
        Some((field, text)) => algorithm(&text).ok_or_else(|| record.refused(&field, "no hash"))?,
        None => Algorithm::default(),
    };
    // Whole steps, to the nearest.
    let steps = |seconds: i64| {
        let (period, sign) = (i64::from(period), seconds.signum());
        sign * ((seconds.saturating_abs() + period / 2) / period)
    };
    let drift = match (given(&take.drift_steps)?, given(&take.drift_seconds)?) {
        (Some((field, text)), _) => record.number(&field, &text)?,
        (None, Some((field, text))) => steps(record.number(&field, &text)?),
        (None, None) => offs.get(written.as_str()).map_or(0, |seconds| steps(*seconds)),
    };
    // A fob that is further off could not be found around its drift (R6.5).
    if drift.unsigned_abs() > u64::from(policy.resync_window) {
        let field = take
            .drift_steps
            .as_deref()
            .or(take.drift_seconds.as_deref())
            .unwrap_or("drift");
        return Err(record.refused(field, "too far off"));
    }
    let expires = match given(&take.expires)? {
        Some((field, text)) => Some(moment(&text).ok_or_else(|| record.refused(&field, "no moment"))?),
        None => None,
    };
    Ok(NewToken {
        maker,
        serial,
        params: CodeParams {
            algorithm,
            digits,
            period,
            start: 0,
        },
        starts: None,
        expires,
        drift,
        seed: seed(record, take)?,
    })
}

fn seed(record: &Record, take: &TakeFob) -> Decision<SecretSlice<u8>> {
    let refused = |reason: &str| record.refused(&take.seed, reason);
    let bytes = record.bytes(&take.seed).ok_or_else(|| refused("missing"))?;
    if record.is_encrypted(&take.seed) {
        return Err(refused("encrypted"));
    }
    let text = || -> Zeroizing<Vec<u8>> {
        let signs = bytes
            .iter()
            .copied()
            .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-');
        Zeroizing::new(signs.collect())
    };
    let decoded = match take.encoding {
        Encoding::Bytes => Ok(bytes.to_vec()),
        Encoding::Hex => HEXLOWER_PERMISSIVE.decode(&text()),
        Encoding::Base64 => BASE64.decode(&text()),
        Encoding::Base32 => {
            let upper = Zeroizing::new(text().to_ascii_uppercase());
            let end = upper.iter().position(|byte| *byte == b'=').unwrap_or(upper.len());
            BASE32_NOPAD.decode(&upper[..end])
        }
    };
    let decoded = Zeroizing::new(decoded.map_err(|_| refused("not decoded"))?);
    if !SEED.contains(&decoded.len()) {
        return Err(refused("seed length"));
    }
    Ok(SecretSlice::from(decoded.to_vec()))
}

/// A hash by the names that products have for it: `sha1`, `SHA-256`, `HMAC-SHA512`.
fn algorithm(text: &str) -> Option<Algorithm> {
    let signs = text.chars().filter(char::is_ascii_alphanumeric);
    let name: String = signs.map(|c| c.to_ascii_lowercase()).collect();
    match name.strip_prefix("hmac").unwrap_or(&name) {
        "sha1" => Some(Algorithm::Sha1),
        "sha256" => Some(Algorithm::Sha256),
        "sha512" => Some(Algorithm::Sha512),
        _ => None,
    }
}

/// A moment as directories write it (`20290401000000Z`), or as RFC 3339 has it.
fn moment(text: &str) -> Option<Instant> {
    let general = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%SZ").ok();
    let general = general.map(|moment| moment.and_utc());
    general.or_else(|| {
        chrono::DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|moment| moment.to_utc())
    })
}

#[cfg(test)]
mod tests;
