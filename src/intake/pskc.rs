//! Seed files in PSKC (RFC 6030) with plain secrets: one fob a key package, time-based keys only.
//!
//! Encrypted, authenticated and signed files are refused with E1407 until their keys can be given.

mod fault;
mod judge;
mod key;

use std::collections::HashSet;

use zeroize::Zeroizing;

pub(crate) use self::fault::Fault;
use self::key::Key;
use super::text_of;
use super::xml::{Piece, Tag, Xml};
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{Maker, Serial};

/// Bytes of a file that are taken.
pub const MAX_FILE: usize = 64 << 20;
/// Bytes of one value that are taken; the longest, a seed of 64 bytes, needs 88.
const MAX_VALUE: usize = 512;

const NAMESPACE: &str = "urn:ietf:params:xml:ns:keyprov:pskc";

/// An element, by what stands in it. What is not listed is of no account to a fob: `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Element {
    Container,
    Package,
    Device,
    Maker,
    Serial,
    Starts,
    Expires,
    Key,
    Parameters,
    Suite,
    ResponseFormat,
    Data,
    Secret,
    Time,
    Interval,
    PlainSecret,
    PlainTime,
    PlainInterval,
    Drift,
    PlainDrift,
    Usages,
    Usage,
    Other,
}

impl Element {
    /// What an element of this name is inside another.
    fn inside(parent: Option<Self>, name: &[u8]) -> Self {
        use Element as E;
        match (parent, name) {
            (None, b"KeyContainer") => E::Container,
            (Some(E::Container), b"KeyPackage") => E::Package,
            (Some(E::Package), b"DeviceInfo") => E::Device,
            (Some(E::Device), b"Manufacturer") => E::Maker,
            (Some(E::Device), b"SerialNo") => E::Serial,
            (Some(E::Device | E::Usages), b"StartDate") => E::Starts,
            (Some(E::Device | E::Usages), b"ExpiryDate") => E::Expires,
            (Some(E::Package), b"Key") => E::Key,
            (Some(E::Key), b"AlgorithmParameters") => E::Parameters,
            (Some(E::Parameters), b"Suite") => E::Suite,
            (Some(E::Parameters), b"ResponseFormat") => E::ResponseFormat,
            (Some(E::Key), b"Data") => E::Data,
            (Some(E::Data), b"Secret") => E::Secret,
            (Some(E::Data), b"Time") => E::Time,
            (Some(E::Data), b"TimeInterval") => E::Interval,
            (Some(E::Secret), b"PlainValue") => E::PlainSecret,
            (Some(E::Time), b"PlainValue") => E::PlainTime,
            (Some(E::Interval), b"PlainValue") => E::PlainInterval,
            (Some(E::Data), b"TimeDrift") => E::Drift,
            (Some(E::Drift), b"PlainValue") => E::PlainDrift,
            (Some(E::Key), b"Policy") => E::Usages,
            (Some(E::Usages), b"KeyUsage") => E::Usage,
            _ => E::Other,
        }
    }

    /// Whether it holds a value and no element.
    fn is_value(self) -> bool {
        use Element as E;
        matches!(
            self,
            E::Maker
                | E::Serial
                | E::Starts
                | E::Expires
                | E::Suite
                | E::PlainSecret
                | E::PlainTime
                | E::PlainInterval
                | E::PlainDrift
                | E::Usage
        )
    }
}

/// Reads a seed file of at most [`MAX_FILE`] bytes: every token or, with the first thing that can't be taken, none.
///
/// Refusals: E1403 damaged or no PSKC, with its line; E1404 and E1430 to E1436 a key, with its serial; E1405 too large; E1407
/// encrypted, authenticated or signed; E1441 and E1442 too deep or too long, with the line. None of them quotes a seed (R12.3). A
/// token twice in one file is refused (R15.2), and the form of a serial is the policy's (R3.2). The bytes hold seeds: the caller
/// wipes them.
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<NewToken>> {
    let text = text_of(bytes, MAX_FILE)?;
    let mut file = File {
        xml: Xml::new(&text, text.encoding(), NAMESPACE),
        policy,
        open: Vec::new(),
        value: Zeroizing::new(Vec::with_capacity(MAX_VALUE)),
        key: Key::default(),
        tokens: Vec::new(),
        known: HashSet::new(),
    };
    file.read()?;
    Ok(file.tokens)
}

/// A file while it is read.
struct File<'a> {
    xml: Xml<'a>,
    policy: &'a Policy,
    open: Vec<Element>,
    value: Zeroizing<Vec<u8>>,
    key: Key,
    tokens: Vec<NewToken>,
    known: HashSet<(Maker, Serial)>,
}

impl File<'_> {
    fn read(&mut self) -> Decision<()> {
        loop {
            match self.xml.next()? {
                Piece::Open(tag) => self.open(&tag)?,
                Piece::Text(text) => self.text(&text)?,
                Piece::Char(c) => self.text(c.encode_utf8(&mut [0; 4]).as_bytes())?,
                Piece::Close => self.close()?,
                Piece::End if self.tokens.is_empty() => return Err(self.xml.damaged("no key")),
                Piece::End => return Ok(()),
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) -> Decision<()> {
        if let Some(what) = unsupported(tag) {
            return Err(self.xml.unsupported(what));
        }
        let parent = self.open.last().copied();
        let element = if tag.ours {
            Element::inside(parent, tag.name())
        } else {
            Element::Other
        };
        if parent.is_none() {
            self.container(element, tag)?;
        }
        if parent.is_some_and(Element::is_value) {
            return Err(self.xml.damaged("an element inside a value"));
        }
        match element {
            Element::Package => self.key = Key::beginning(self.xml.line()),
            Element::Other if parent == Some(Element::Usages) => return Err(self.key.refused(Fault::Policy)),
            Element::Other => {}
            _ => self.key.meet(parent, element, tag)?,
        }
        match element {
            Element::Key => self.key.profile(tag)?,
            Element::ResponseFormat => self.key.format(tag, self.policy)?,
            _ => {}
        }
        self.value.clear();
        self.open.push(element);
        Ok(())
    }

    fn container(&self, element: Element, tag: &Tag<'_>) -> Decision<()> {
        if element != Element::Container {
            return Err(self.xml.damaged("not a PSKC file"));
        }
        if tag.attribute("Version").is_some_and(|version| version == "1.0") {
            Ok(())
        } else {
            Err(self.xml.unsupported("Version"))
        }
    }

    fn text(&mut self, text: &[u8]) -> Decision<()> {
        if !self.open.last().copied().is_some_and(Element::is_value) {
            return Ok(());
        }
        // It never grows past its first size, so no copy of a seed is left behind.
        if self.value.len() + text.len() > MAX_VALUE {
            return Err(self.xml.too_long(MAX_VALUE));
        }
        self.value.extend_from_slice(text);
        Ok(())
    }

    fn close(&mut self) -> Decision<()> {
        match self.open.pop() {
            Some(Element::Package) => self.take(),
            Some(element) if element.is_value() => {
                let taken = self.key.value(element, &self.value, self.policy);
                zeroize::Zeroize::zeroize(&mut *self.value);
                taken
            }
            _ => Ok(()),
        }
    }

    /// The key package ends: a token, unless it is there already.
    fn take(&mut self) -> Decision<()> {
        let key = std::mem::take(&mut self.key);
        if key.has_no_name() {
            return Err(self.xml.damaged("a key without Manufacturer or SerialNo"));
        }
        let token = key.token(self.policy)?;
        if !self.known.insert((token.maker.clone(), token.serial.clone())) {
            return Err(Refusal::KeyRefused {
                serial: token.serial.to_string(),
                reason: Fault::Twice.name().into(),
            });
        }
        self.tokens.push(token);
        Ok(())
    }
}

/// What of a file can't be taken yet, whatever it stands in.
fn unsupported(tag: &Tag<'_>) -> Option<&'static str> {
    ["EncryptionKey", "MACMethod", "EncryptedValue", "ValueMAC", "Signature"]
        .into_iter()
        .find(|name| tag.name() == name.as_bytes())
}

#[cfg(test)]
mod tests;
