//! Seed files in PSKC (RFC 6030) with plain secrets: one fob a key package, time-based keys only.
//!
//! Encrypted, authenticated and signed files are refused with E1407 until their keys can be given.

mod element;
mod fault;
mod judge;
mod key;

use std::collections::HashSet;
use std::io::Read;

use zeroize::Zeroizing;

use self::element::Element;
pub(crate) use self::fault::Fault;
use self::key::Key;
use super::Progress;
use super::keyed::{Keyed, Keys};
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
    /// Why it can't be read on, where a key that can't be taken is told before.
    ended: Option<Refusal>,
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
            ended: None,
        }
    }

    /// The next token; nothing at the end, and after a refusal.
    ///
    /// # Errors
    /// E1403 damaged or no PSKC, with its line; E1404 and E1430 to E1436 a key, with its serial; E1407 encrypted, authenticated or
    /// signed; E1441 and E1442 too deep or too long, with the line. None of them quotes a seed (R12.3).
    pub fn next_token(&mut self) -> Option<Decision<NewToken>> {
        let given = self.next_key()?.and_then(|keyed| keyed.token);
        if given.is_err() {
            (self.is_over, self.ended) = (true, None);
        }
        Some(given)
    }

    /// The next key, whether it can be taken or not: the reading goes on behind one that can't be. Nothing at the end, and after a
    /// refusal of the file itself.
    ///
    /// # Errors
    /// Those of [`Reader::next_token`] that are no key's: what stands behind them can't be told.
    pub fn next_key(&mut self) -> Option<Decision<Keyed>> {
        if self.is_over {
            return self.ended.take().map(Err);
        }
        let given = self.read_on();
        self.is_over = !matches!(given, Ok(Some(_)));
        match given {
            Err(refusal) => match self.file.broken() {
                Some(keyed) => {
                    self.ended = Some(refusal);
                    Some(Ok(keyed))
                }
                None => Some(Err(refusal)),
            },
            given => given.transpose(),
        }
    }

    /// SHA-256 over all bytes that were read.
    pub fn digest(&self) -> [u8; 32] {
        self.xml.digest()
    }

    fn read_on(&mut self) -> Decision<Option<Keyed>> {
        loop {
            self.piece.clear();
            // Between elements blanks tell nothing; within a value one may stand between two words.
            self.xml.passes_blanks(!self.file.is_in_value());
            let piece = self.xml.next(&mut self.piece)?;
            let (xml, file) = (&self.xml, &mut self.file);
            match piece {
                Piece::Open(tag) => file.open(xml, &tag)?,
                Piece::Text(text) => file.text(xml, &text),
                Piece::Char(c) => file.text(xml, c.encode_utf8(&mut [0; 4]).as_bytes()),
                Piece::Close => {
                    if let Some(keyed) = file.close(xml) {
                        return Ok(Some(keyed));
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

impl<R: Read> Keys for Reader<R> {
    fn next_key(&mut self) -> Option<Decision<Keyed>> {
        Self::next_key(self)
    }
}

/// What is known of a file so far. What is wrong with a key is kept with it until it ends.
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
            self.key.note(Err(xml.damaged("an element inside a value")));
        }
        let met = match element {
            Element::Package => {
                self.key = Key::beginning(xml.line());
                Ok(())
            }
            Element::Other if parent == Some(Element::Usages) => Err(self.key.refused(Fault::Policy)),
            Element::Other => Ok(()),
            _ => self.key.meet(parent, element, tag),
        };
        self.key.note(met);
        let fits = match element {
            Element::Key => self.key.profile(tag),
            Element::ResponseFormat => self.key.format(tag, &self.policy),
            _ => Ok(()),
        };
        self.key.note(fits);
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

    fn text<R: Read>(&mut self, xml: &Xml<R>, text: &[u8]) {
        if !self.is_in_value() {
            return;
        }
        // It never grows past its first size, so no copy of a seed is left behind.
        if self.value.len() + text.len() > MAX_VALUE {
            self.key.note(Err(xml.too_long(MAX_VALUE)));
        } else {
            self.value.extend_from_slice(text);
        }
    }

    fn close<R: Read>(&mut self, xml: &Xml<R>) -> Option<Keyed> {
        match self.open.pop() {
            Some(Element::Package) => Some(self.take(xml)),
            Some(element) if element.is_value() => {
                let taken = self.key.value(element, &self.value, &self.policy);
                // What stands behind was wiped as long as it was.
                zeroize::Zeroize::zeroize(self.value.as_mut_slice());
                self.value.clear();
                self.key.note(taken);
                None
            }
            _ => None,
        }
    }

    /// The key package ends.
    fn take<R: Read>(&mut self, xml: &Xml<R>) -> Keyed {
        let mut key = std::mem::take(&mut self.key);
        self.has_any = true;
        if key.has_no_name() {
            key.note(Err(xml.damaged("a key without Manufacturer or SerialNo")));
        }
        key.read(&self.policy, &mut self.maker)
    }

    /// The key in which the file ends, where it could not be taken anyway.
    fn broken(&mut self) -> Option<Keyed> {
        let key = std::mem::take(&mut self.key);
        key.is_refused().then(|| key.read(&self.policy, &mut self.maker))
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
