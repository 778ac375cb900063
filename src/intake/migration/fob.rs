//! A fob as a record of an export says it: its seed, how far its clock is off, and which of its codes was used last.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER_PERMISSIVE};
use secrecy::SecretSlice;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::records::Record;
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::otp;
use crate::domain::refusal::Decision;
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::values::{Maker, Serial};
use crate::intake::keyed::Keyed;

/// Bytes of a seed (RFC 4226 §4 R6; a block of SHA-512 at most).
const SEED: std::ops::RangeInclusive<usize> = 16..=64;
/// Seconds of a step that are taken.
const PERIODS: std::ops::RangeInclusive<u32> = 10..=300;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeFob {
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
    /// The step of the last code that was used.
    last_step: Option<String>,
    /// The step that comes behind it.
    next_step: Option<String>,
    /// When that step began, in seconds since 1970.
    last_seconds: Option<String>,
    expires: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeDrift {
    serial: String,
    seconds: String,
    /// The step of the last code that was used.
    last_step: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Encoding {
    Hex,
    Base32,
    Base64,
    Bytes,
}

/// What a list of its own knows of a fob.
#[derive(Debug)]
pub(super) struct Listed {
    seconds: Option<i64>,
    last_step: Option<(String, i64)>,
}

impl TakeDrift {
    /// What a record of the list says, by serial.
    pub(super) fn of(&self, record: &Record) -> Decision<Option<(String, Listed)>> {
        let Some(serial) = record.text(&self.serial)? else {
            return Ok(None);
        };
        let seconds = record.text(&self.seconds)?;
        let seconds = seconds.map(|text| record.seconds(&self.seconds, &text)).transpose()?;
        let last_step = match &self.last_step {
            Some(field) => record.text(field)?.map(|text| (field, text)),
            None => None,
        };
        let last_step = last_step.map(|(field, text)| Ok((field.clone(), record.number(field, &text)?)));
        let last_step = last_step.transpose()?;
        Ok(Some((serial.to_string(), Listed { seconds, last_step })))
    }
}

/// What a record gives. What can't be taken is told by its file, line and field: a name of it could be a seed in the wrong place.
pub(super) fn keyed(
    record: &Record,
    take: &TakeFob,
    listed: &BTreeMap<String, Listed>,
    by: (&Policy, Instant),
) -> Keyed {
    let token = fob(record, take, listed, by);
    Keyed {
        line: record.line(),
        serial: token.as_ref().map(|new| new.serial.to_string()).unwrap_or_default(),
        token,
    }
}

/// The fob of a record, with what `listed` knows of it.
fn fob(
    record: &Record,
    take: &TakeFob,
    listed: &BTreeMap<String, Listed>,
    (policy, now): (&Policy, Instant),
) -> Decision<NewToken> {
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
    let known = listed.get(written.as_str());
    let drift = match (given(&take.drift_steps)?, given(&take.drift_seconds)?) {
        (Some((field, text)), _) => record.number(&field, &text)?,
        (None, Some((field, text))) => steps(record.seconds(&field, &text)?),
        (None, None) => known.and_then(|known| known.seconds).map_or(0, steps),
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
    let params = CodeParams {
        algorithm,
        digits,
        period,
        start: 0,
    };
    let last = match (
        given(&take.last_step)?,
        given(&take.next_step)?,
        given(&take.last_seconds)?,
    ) {
        (Some((field, text)), ..) => Some((field.clone(), record.number(&field, &text)?)),
        (None, Some((field, text)), _) => Some((field.clone(), record.number(&field, &text)?.saturating_sub(1))),
        (None, None, Some((field, text))) => {
            let seconds = record.seconds(&field, &text)?;
            Some((field, seconds.div_euclid(i64::from(period))))
        }
        (None, None, None) => known.and_then(|known| known.last_step.clone()),
    };
    // 0 is of one that was never used. One that lies ahead of every code that could be taken today was not read as it was meant: with
    // it the fob would not work before that day.
    let most = otp::step_at(&params, now).saturating_add_signed(drift) + u64::from(policy.resync_window);
    let last_step = match last.map(|(field, step)| (field, u64::try_from(step).unwrap_or(0))) {
        None | Some((_, 0)) => None,
        Some((field, step)) if step > most => return Err(record.refused(&field, "ahead of the clock")),
        Some((_, step)) => Some(step),
    };
    Ok(NewToken {
        maker,
        serial,
        params,
        starts: None,
        expires,
        drift,
        last_step,
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
