//! One key package of a seed file, from its first value to a token.

use chrono::{DateTime, NaiveDateTime};
use secrecy::SecretSlice;

use super::element::Element;
use super::fault::Fault;
use super::judge::{self, Flawed};
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::{Algorithm, CodeParams};
use crate::domain::values::{Maker, Serial};
use crate::intake::keyed::Keyed;
use crate::intake::xml::Tag;

/// The profile that is taken (RFC 6030 §12.4 registers such names).
const TOTP: &str = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
/// Seconds of a step that are taken.
const PERIODS: std::ops::RangeInclusive<u32> = 10..=300;

/// What is known of a key package so far.
#[derive(Default)]
pub(super) struct Key {
    line: u64,
    /// Which elements it has, one bit each: those of its policy apart, where two names of the device's stand again.
    met: u64,
    maker: Option<String>,
    serial: Option<String>,
    starts: Option<Instant>,
    expires: Option<Instant>,
    algorithm: Algorithm,
    has_format: bool,
    period: Option<u32>,
    start: u64,
    drift: i64,
    usages: Vec<bool>,
    seed: Option<SecretSlice<u8>>,
    /// The first thing for which it can't be taken.
    refusal: Option<Refusal>,
}

impl Key {
    /// A key package that begins in that line.
    pub(super) fn beginning(line: u64) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }

    /// What it is called in a refusal: its serial, only the signs of it that can be shown, or `L` and the line in which it
    /// begins.
    fn name(&self) -> String {
        let serial = self.serial.as_deref().unwrap_or_default();
        let name: String = serial.chars().filter(char::is_ascii_graphic).take(32).collect();
        if name.is_empty() {
            format!("L{}", self.line)
        } else {
            name
        }
    }

    /// E1404 with what it is called.
    pub(super) fn refused(&self, fault: Fault) -> Refusal {
        Refusal::KeyRefused {
            serial: self.name(),
            reason: fault.name().into(),
        }
    }

    /// Keeps why it can't be taken, unless something else was wrong before.
    pub(super) fn note(&mut self, given: Decision<()>) {
        if let Err(refusal) = given {
            self.refusal.get_or_insert(refusal);
        }
    }

    /// Whether it can't be taken, by what is known so far.
    pub(super) fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// Whether it could not even be named.
    pub(super) fn has_no_name(&self) -> bool {
        self.maker.is_none() || self.serial.is_none()
    }

    /// Notes an element; only uses may stand in a key package more than once.
    pub(super) fn meet(&mut self, parent: Option<Element>, element: Element, tag: &Tag<'_>) -> Decision<()> {
        let place = element as u32 + if parent == Some(Element::Usages) { 32 } else { 0 };
        let bit = 1 << place;
        if element != Element::Usage && self.met & bit != 0 {
            return Err(Refusal::ElementTwice {
                serial: self.name(),
                element: String::from_utf8_lossy(tag.name()).into_owned(),
            });
        }
        self.met |= bit;
        Ok(())
    }

    /// The element `Key`: only the time-based profile is taken.
    pub(super) fn profile(&self, tag: &Tag<'_>) -> Decision<()> {
        if tag.attribute("Algorithm").is_some_and(|urn| urn == TOTP) {
            Ok(())
        } else {
            Err(self.refused(Fault::Algorithm))
        }
    }

    /// The element `ResponseFormat`: as many decimal digits as the policy says (R6.1), none of them a check digit.
    pub(super) fn format(&mut self, tag: &Tag<'_>, policy: &Policy) -> Decision<()> {
        if tag.attribute("Encoding").is_none_or(|encoding| encoding != "DECIMAL") {
            return Err(self.refused(Fault::Encoding));
        }
        let length = tag.attribute("Length").unwrap_or_default();
        if number(&length) != Some(policy.otp_digits) {
            let shown: String = length.chars().filter(char::is_ascii_graphic).take(8).collect();
            return Err(Refusal::KeyDigits {
                serial: self.name(),
                digits: if shown.is_empty() { "-".into() } else { shown },
                expected: policy.otp_digits,
            });
        }
        if tag
            .attribute("CheckDigits")
            .is_some_and(|check| check != "false" && check != "0")
        {
            return Err(self.refused(Fault::CheckDigits));
        }
        self.has_format = true;
        Ok(())
    }

    /// A value ends.
    pub(super) fn value(&mut self, element: Element, bytes: &[u8], policy: &Policy) -> Decision<()> {
        if element == Element::PlainSecret {
            self.seed = Some(judge::seed(bytes).map_err(|flawed| self.flawed(flawed))?);
            return Ok(());
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default().trim();
        match element {
            // Of one that stands twice the first is its name.
            Element::Maker if self.maker.is_none() => self.maker = Some(text.into()),
            Element::Serial if self.serial.is_none() => self.serial = Some(text.into()),
            Element::Starts => {
                let starts = instant(text).ok_or_else(|| self.refused(Fault::Starts))?;
                self.starts = self.starts.max(Some(starts));
            }
            Element::Expires => {
                let expires = instant(text).ok_or_else(|| self.refused(Fault::Expires))?;
                self.expires = Some(self.expires.map_or(expires, |earlier| earlier.min(expires)));
            }
            Element::Suite => self.algorithm = suite(text).ok_or_else(|| self.refused(Fault::Suite))?,
            Element::PlainTime => self.start = number(text).ok_or_else(|| self.refused(Fault::Time))?.into(),
            Element::PlainInterval => {
                let period = number(text).filter(|seconds| PERIODS.contains(seconds));
                self.period = Some(period.ok_or_else(|| self.refused(Fault::Interval))?);
            }
            Element::PlainDrift => self.drift = self.drift_of(text, policy)?,
            Element::Usage => self.usages.push(text == "OTP"),
            _ => {}
        }
        Ok(())
    }

    /// What was read, when the key package ends. What is known of the maker of the one before it spares reading it again.
    pub(super) fn read(self, policy: &Policy, known: &mut Option<(String, Maker)>) -> Keyed {
        Keyed {
            line: self.line,
            serial: self.name(),
            token: self.token(policy, known),
        }
    }

    fn token(mut self, policy: &Policy, known: &mut Option<(String, Maker)>) -> Decision<NewToken> {
        if let Some(refusal) = self.refusal.take() {
            return Err(refusal);
        }
        let written = self.serial.as_deref().unwrap_or_default();
        let serial = Serial::parse_by(written, policy).map_err(|_| Refusal::KeySerialForm {
            serial: self.name(),
            signs: written.chars().count(),
            min: policy.serial_min,
            max: policy.serial_max,
        })?;
        let written = self.maker.take().unwrap_or_default();
        let maker = match known.as_ref() {
            Some((same, maker)) if *same == written => maker.clone(),
            _ => {
                let maker = Maker::parse(&written).map_err(|_| self.refused(Fault::Maker))?;
                known.insert((written, maker)).1.clone()
            }
        };
        if !self.has_format {
            return Err(self.refused(Fault::NoFormat));
        }
        if !self.usages.is_empty() && !self.usages.contains(&true) {
            return Err(self.refused(Fault::Usage));
        }
        if self
            .expires
            .is_some_and(|expires| self.starts.is_some_and(|starts| expires <= starts))
        {
            return Err(self.refused(Fault::NeverGood));
        }
        let Some(seed) = self.seed.take() else {
            return Err(self.refused(Fault::NoSecret));
        };
        Ok(NewToken {
            maker,
            serial,
            params: CodeParams {
                algorithm: self.algorithm,
                digits: policy.otp_digits,
                period: self.period.unwrap_or(policy.default_period),
                start: self.start,
            },
            starts: self.starts,
            expires: self.expires,
            drift: self.drift,
            last_step: None,
            seed,
        })
    }

    fn flawed(&self, flawed: Flawed) -> Refusal {
        let serial = self.name();
        match flawed {
            Flawed::Form(fault) => self.refused(fault),
            Flawed::Text(signs, alphabet) => Refusal::SeedIsText {
                serial,
                signs,
                what: alphabet.into(),
            },
            Flawed::Plain => Refusal::SeedIsPlain { serial },
        }
    }

    /// The steps that the fob's clock is ahead of ours (RFC 6030 §4.2: a fob that stands at 8 where the server stands at 9 has
    /// drifted by -1), no further than a resynchronisation would set it (R6.5).
    fn drift_of(&self, text: &str, policy: &Policy) -> Decision<i64> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let steps = number(digits).ok_or_else(|| self.refused(Fault::Drift))?;
        if steps > policy.resync_window {
            return Err(Refusal::DriftTooFar {
                serial: self.name(),
                steps: text.into(),
                max: policy.resync_window,
            });
        }
        Ok(sign * i64::from(steps))
    }
}

/// An instant as XML writes it (`xs:dateTime`). Without a zone it is Japan's (R2.1).
fn instant(text: &str) -> Option<Instant> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Some(instant.to_utc());
    }
    // The form has fixed places: chrono alone would take signs and spaces besides.
    let fixed = text.as_bytes().get(10) == Some(&b'T') && text.len() >= 19 && text.is_ascii();
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok();
    let local = local.filter(|_| fixed && !text.contains([' ', '+']))?;
    Some(calendar::instant_of(local.date(), local.time()))
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
