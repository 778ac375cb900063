//! Seed files in PSKC (RFC 6030) with plain secrets: one fob a key package, time-based keys only.
//!
//! Encrypted, authenticated and signed files are refused with E1407 until their keys can be given.

mod fault;
mod judge;
mod key;

use std::collections::HashSet;
use std::io::Read;

use zeroize::Zeroizing;

pub(crate) use self::fault::Fault;
use self::key::Key;
use super::Progress;
use super::source::Source;
use super::xml::{MAX_PIECE, Piece, Tag, Xml};
use crate::desk::Coming;
use crate::domain::Policy;
use crate::domain::arrival::NewToken;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::Maker;

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

/// Reads a seed file that is in memory: every token or, with the first thing that can't be taken, none.
///
/// # Errors
/// Those of [`Reader::next_token`], and E1404 for a token that stands in it twice (R15.2).
pub fn read(bytes: &[u8], policy: &Policy) -> Decision<Vec<NewToken>> {
    let mut reader = Reader::new(bytes, policy, Progress::default());
    let (mut tokens, mut known) = (Vec::new(), HashSet::new());
    while let Some(token) = reader.next_token() {
        let token = token?;
        if !known.insert((token.maker.clone(), token.serial.clone())) {
            return Err(Refusal::KeyRefused {
                serial: token.serial.to_string(),
                reason: Fault::Twice.name().into(),
            });
        }
        tokens.push(token);
    }
    Ok(tokens)
}

/// A seed file of any size while it is read, token by token: in memory is one key package of it and nothing else, and what held a
/// seed is wiped.
pub struct Reader<R: Read> {
    xml: Xml<R>,
    /// What is read now. It never grows past its first size, so no copy of a seed is left behind.
    piece: Zeroizing<Vec<u8>>,
    file: File,
    is_over: bool,
}

impl<R: Read> std::fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl<R: Read> Reader<R> {
    /// Reads `from` by that policy (R3.2, R6.1), and tells how far it is.
    pub fn new(from: R, policy: &Policy, progress: Progress) -> Self {
        let text = Source::new(from, progress, MAX_PIECE, |marked, _| marked);
        Self {
            xml: Xml::new(text, NAMESPACE),
            piece: Zeroizing::new(Vec::with_capacity(MAX_PIECE + 64)),
            file: File {
                policy: policy.clone(),
                open: Vec::new(),
                value: Zeroizing::new(Vec::with_capacity(MAX_VALUE)),
                key: Key::default(),
                maker: None,
                has_any: false,
            },
            is_over: false,
        }
    }

    /// The next token; nothing at the end, and after a refusal.
    ///
    /// # Errors
    /// E1403 damaged or no PSKC, with its line; E1404 and E1430 to E1436 a key, with its serial; E1407 encrypted, authenticated or
    /// signed; E1441 and E1442 too deep or too long, with the line. None of them quotes a seed (R12.3).
    pub fn next_token(&mut self) -> Option<Decision<NewToken>> {
        if self.is_over {
            return None;
        }
        let given = self.read_on().transpose();
        self.is_over = !matches!(given, Some(Ok(_)));
        given
    }

    /// SHA-256 over all bytes that were read.
    pub fn digest(&self) -> [u8; 32] {
        self.xml.digest()
    }

    fn read_on(&mut self) -> Decision<Option<NewToken>> {
        loop {
            self.piece.clear();
            // Between elements blanks tell nothing; within a value one may stand between two words.
            self.xml.passes_blanks(!self.file.is_in_value());
            let piece = self.xml.next(&mut self.piece)?;
            let (xml, file) = (&self.xml, &mut self.file);
            match piece {
                Piece::Open(tag) => file.open(xml, &tag)?,
                Piece::Text(text) => file.text(xml, &text)?,
                Piece::Char(c) => file.text(xml, c.encode_utf8(&mut [0; 4]).as_bytes())?,
                Piece::Close => {
                    if let Some(token) = file.close(xml)? {
                        return Ok(Some(token));
                    }
                }
                Piece::Nothing => {}
                Piece::End if !file.has_any => return Err(xml.damaged("no key")),
                Piece::End => return Ok(None),
            }
        }
    }
}

impl<R: Read + Send> Coming for Reader<R> {
    type Item = NewToken;

    fn next(&mut self) -> Option<Decision<NewToken>> {
        self.next_token()
    }

    fn digest(&self) -> Option<[u8; 32]> {
        Some(Self::digest(self))
    }
}

/// What is known of a file so far.
struct File {
    policy: Policy,
    open: Vec<Element>,
    value: Zeroizing<Vec<u8>>,
    key: Key,
    /// The maker of the token before, as it is written and as it is read: mostly it is that of the next.
    maker: Option<(String, Maker)>,
    has_any: bool,
}

impl File {
    fn open<R: Read>(&mut self, xml: &Xml<R>, tag: &Tag<'_>) -> Decision<()> {
        if let Some(what) = unsupported(tag) {
            return Err(xml.unsupported(what));
        }
        let parent = self.open.last().copied();
        let element = if tag.ours {
            Element::inside(parent, tag.name())
        } else {
            Element::Other
        };
        if parent.is_none() {
            Self::container(xml, element, tag)?;
        }
        if parent.is_some_and(Element::is_value) {
            return Err(xml.damaged("an element inside a value"));
        }
        match element {
            Element::Package => self.key = Key::beginning(xml.line()),
            Element::Other if parent == Some(Element::Usages) => return Err(self.key.refused(Fault::Policy)),
            Element::Other => {}
            _ => self.key.meet(parent, element, tag)?,
        }
        match element {
            Element::Key => self.key.profile(tag)?,
            Element::ResponseFormat => self.key.format(tag, &self.policy)?,
            _ => {}
        }
        self.value.clear();
        self.open.push(element);
        Ok(())
    }

    fn container<R: Read>(xml: &Xml<R>, element: Element, tag: &Tag<'_>) -> Decision<()> {
        if element != Element::Container {
            return Err(xml.damaged("not a PSKC file"));
        }
        if tag.attribute("Version").is_some_and(|version| version == "1.0") {
            Ok(())
        } else {
            Err(xml.unsupported("Version"))
        }
    }

    fn is_in_value(&self) -> bool {
        self.open.last().copied().is_some_and(Element::is_value)
    }

    fn text<R: Read>(&mut self, xml: &Xml<R>, text: &[u8]) -> Decision<()> {
        if !self.is_in_value() {
            return Ok(());
        }
        // It never grows past its first size, so no copy of a seed is left behind.
        if self.value.len() + text.len() > MAX_VALUE {
            return Err(xml.too_long(MAX_VALUE));
        }
        self.value.extend_from_slice(text);
        Ok(())
    }

    fn close<R: Read>(&mut self, xml: &Xml<R>) -> Decision<Option<NewToken>> {
        match self.open.pop() {
            Some(Element::Package) => self.take(xml).map(Some),
            Some(element) if element.is_value() => {
                let taken = self.key.value(element, &self.value, &self.policy);
                // What stands behind was wiped as long as it was.
                zeroize::Zeroize::zeroize(self.value.as_mut_slice());
                self.value.clear();
                taken.map(|()| None)
            }
            _ => Ok(None),
        }
    }

    /// The key package ends: a token.
    fn take<R: Read>(&mut self, xml: &Xml<R>) -> Decision<NewToken> {
        let key = std::mem::take(&mut self.key);
        if key.has_no_name() {
            return Err(xml.damaged("a key without Manufacturer or SerialNo"));
        }
        let token = key.token(&self.policy, &mut self.maker)?;
        self.has_any = true;
        Ok(token)
    }
}

/// What of a file can't be taken yet, whatever it stands in.
fn unsupported(tag: &Tag<'_>) -> Option<&'static str> {
    match tag.name() {
        b"EncryptionKey" => Some("EncryptionKey"),
        b"MACMethod" => Some("MACMethod"),
        b"EncryptedValue" => Some("EncryptedValue"),
        b"ValueMAC" => Some("ValueMAC"),
        b"Signature" => Some("Signature"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
