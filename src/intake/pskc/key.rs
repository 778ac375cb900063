//! One key package of a seed file, from its first value to a token.

use chrono::DateTime;
use data_encoding::BASE64;
use secrecy::{SecretBox, SecretSlice};
use zeroize::Zeroizing;

use super::Element;
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::values::{Maker, Serial};
use crate::intake::xml::Tag;

/// The profile that is taken (RFC 6030 §12.4 registers such names).
const TOTP: &str = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
/// Seconds of a step that are taken.
const PERIODS: std::ops::RangeInclusive<u32> = 10..=300;
/// Bytes of a seed that are taken.
const SEEDS: std::ops::RangeInclusive<usize> = 16..=64;

/// What is known of a key package so far.
#[derive(Default)]
pub(super) struct Key {
    met: Vec<(Option<Element>, Element)>,
    maker: Option<String>,
    serial: Option<String>,
    starts: Option<Instant>,
    expires: Option<Instant>,
    algorithm: Algorithm,
    has_format: bool,
    period: Option<u32>,
    start: u64,
    usages: Vec<bool>,
    seed: Option<SecretSlice<u8>>,
}

impl Key {
    /// E1404 with the serial as far as it is known, and only the signs of it that can be shown.
    pub(super) fn refused(&self, reason: &str) -> Refusal {
        let serial = self.serial.as_deref().unwrap_or("?");
        Refusal::KeyRefused {
            serial: serial.chars().filter(char::is_ascii_graphic).take(32).collect(),
            reason: reason.into(),
        }
    }

    /// Whether it could not even be named.
    pub(super) fn has_no_name(&self) -> bool {
        self.maker.is_none() || self.serial.is_none()
    }

    /// Notes an element; only uses may stand in a key package more than once.
    pub(super) fn meet(&mut self, parent: Option<Element>, element: Element) -> Decision<()> {
        if element != Element::Usage && self.met.contains(&(parent, element)) {
            return Err(self.refused(&format!("{element:?} twice")));
        }
        self.met.push((parent, element));
        Ok(())
    }

    /// The element `Key`: only the time-based profile is taken.
    pub(super) fn profile(&self, tag: &Tag<'_>) -> Decision<()> {
        if tag.attribute("Algorithm").is_some_and(|urn| urn == TOTP) {
            Ok(())
        } else {
            Err(self.refused("Algorithm is not TOTP"))
        }
    }

    /// The element `ResponseFormat`: as many decimal digits as the policy says (R6.1), none of them a check digit.
    pub(super) fn format(&mut self, tag: &Tag<'_>, policy: &Policy) -> Decision<()> {
        if tag.attribute("Encoding").is_none_or(|encoding| encoding != "DECIMAL") {
            return Err(self.refused("Encoding is not DECIMAL"));
        }
        if tag.attribute("Length").and_then(|n| number(&n)) != Some(policy.otp_digits) {
            return Err(self.refused(&format!("Length is not {}", policy.otp_digits)));
        }
        if tag
            .attribute("CheckDigits")
            .is_some_and(|check| check != "false" && check != "0")
        {
            return Err(self.refused("CheckDigits"));
        }
        self.has_format = true;
        Ok(())
    }

    /// A value ends.
    pub(super) fn value(&mut self, element: Element, bytes: &[u8]) -> Decision<()> {
        if element == Element::PlainSecret {
            self.seed = Some(self.seed_of(bytes)?);
            return Ok(());
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
        match element {
            Element::Maker => self.maker = Some(text.into()),
            Element::Serial => self.serial = Some(text.into()),
            Element::Starts => self.starts = self.starts.max(Some(self.instant(text, "StartDate")?)),
            Element::Expires => {
                let expires = self.instant(text, "ExpiryDate")?;
                self.expires = Some(self.expires.map_or(expires, |earlier| earlier.min(expires)));
            }
            Element::Suite => self.algorithm = suite(text).ok_or_else(|| self.refused("Suite"))?,
            Element::PlainTime => self.start = number(text).ok_or_else(|| self.refused("Time"))?.into(),
            Element::PlainInterval => {
                let period = number(text).filter(|seconds| PERIODS.contains(seconds));
                self.period = Some(period.ok_or_else(|| self.refused("TimeInterval is not 10 to 300"))?);
            }
            Element::Usage => self.usages.push(text == "OTP"),
            _ => {}
        }
        Ok(())
    }

    /// The token, when the key package ends.
    pub(super) fn token(self, policy: &Policy) -> Decision<NewToken> {
        let coded = |refusal: Refusal| self.refused(refusal.code());
        let serial = Serial::parse_by(self.serial.as_deref().unwrap_or_default(), policy).map_err(coded)?;
        let maker = Maker::parse(self.maker.as_deref().unwrap_or_default()).map_err(coded)?;
        if !self.has_format {
            return Err(self.refused("ResponseFormat missing"));
        }
        if !self.usages.is_empty() && !self.usages.contains(&true) {
            return Err(self.refused("KeyUsage is not OTP"));
        }
        if self
            .expires
            .is_some_and(|expires| self.starts.is_some_and(|starts| expires <= starts))
        {
            return Err(self.refused("ExpiryDate is not after StartDate"));
        }
        let missing = self.refused("Secret missing");
        Ok(NewToken {
            maker,
            serial,
            params: CodeParams {
                algorithm: self.algorithm,
                digits: policy.otp_digits,
                period: self.period.unwrap_or(policy.default_period),
                start: self.start,
            },
            expires: self.expires,
            seed: self.seed.ok_or(missing)?,
        })
    }

    /// The seed, decoded where it is wiped; every copy on the way is wiped too.
    fn seed_of(&self, base64: &[u8]) -> Decision<SecretSlice<u8>> {
        let damaged = || self.refused("Secret is no base64");
        let mut packed = Zeroizing::new(Vec::with_capacity(base64.len()));
        packed.extend(base64.iter().filter(|byte| !byte.is_ascii_whitespace()));
        let mut seed = Zeroizing::new(vec![0; BASE64.decode_len(packed.len()).map_err(|_| damaged())?]);
        let length = BASE64.decode_mut(&packed, &mut seed).map_err(|_| damaged())?;
        let seed = seed.get(..length).filter(|seed| SEEDS.contains(&seed.len()));
        let seed = seed.ok_or_else(|| self.refused("Secret is not 16 to 64 bytes"))?;
        Ok(SecretBox::new(seed.into()))
    }

    fn instant(&self, text: &str, what: &str) -> Decision<Instant> {
        let instant = DateTime::parse_from_rfc3339(text).map(|instant| instant.to_utc());
        instant.map_err(|_| self.refused(&format!("{what} is no instant")))
    }
}

/// A whole number as it is written in a file: ASCII digits only.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// The hash of `HMAC-SHA256` and its like, with or without the hyphens.
fn suite(text: &str) -> Option<Algorithm> {
    match text.replace('-', "").to_ascii_uppercase().as_str() {
        "HMACSHA1" => Some(Algorithm::Sha1),
        "HMACSHA256" => Some(Algorithm::Sha256),
        "HMACSHA512" => Some(Algorithm::Sha512),
        _ => None,
    }
}
