//! XML from outside as a stream of plain pieces: namespaces resolved, and nothing of XML that could expand, nest
//! without end or point elsewhere.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, NamespaceResolver, ResolveResult};
use quick_xml::{Reader, XmlVersion};

use super::source::Source;
use crate::domain::refusal::{Decision, Refusal};

/// Elements within elements that are taken.
pub(super) const MAX_DEPTH: usize = 16;
/// Bytes of one tag that are taken.
pub(super) const MAX_TAG: usize = 4096;
/// Bytes of one piece that are taken, comments and blanks too.
pub(super) const MAX_PIECE: usize = 64 << 10;
/// Namespaces that one tag may declare.
const MAX_NAMESPACES: usize = 16;
/// What can't be read as XML.
const NOT_XML: &str = "not well-formed XML";

/// One piece of a file. Comments and processing instructions are left out.
pub(super) enum Piece<'i> {
    /// An element begins.
    Open(Tag<'i>),
    /// Characters inside an element; one value may come in several of them.
    Text(Cow<'i, [u8]>),
    /// A character that was written as a reference.
    Char(char),
    /// The innermost open element ends.
    Close,
    /// Nothing that tells anything.
    Nothing,
    /// The file ends, all elements closed.
    End,
}

/// The beginning of an element.
pub(super) struct Tag<'i> {
    /// Whether it is of the namespace that the reader was made for.
    pub(super) ours: bool,
    /// Where the name without its prefix begins in the whole one.
    local: usize,
    start: BytesStart<'i>,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &[u8] {
        &self.start.name().into_inner()[self.local..]
    }

    /// An attribute without a prefix, its references resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let attribute = self.start.try_get_attribute(name).ok().flatten()?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// Whether there is anything behind its name.
    fn has_attributes(&self) -> bool {
        !self.start.attributes_raw().is_empty()
    }

    /// Whether every attribute can be read and none stands twice.
    fn is_whole(&self) -> bool {
        self.start
            .attributes()
            .all(|a| a.is_ok_and(|a| !a.value.contains(&b'&') || a.normalized_value(XmlVersion::Implicit1_0).is_ok()))
    }
}

/// A reader of one namespace.
pub(super) struct Xml<R: Read> {
    namespace: &'static str,
    reader: Reader<Source<R>>,
    /// The prefixes of what is open.
    names: NamespaceResolver,
    /// From which depth on a name without a prefix is known to be ours, or not to be.
    plain: Option<(usize, bool)>,
    depth: usize,
    rooted: bool,
}

impl<R: Read> Xml<R> {
    /// Reads a text whose pieces have [`MAX_PIECE`] bytes at most; elements of `namespace` are ours.
    pub(super) fn new(text: Source<R>, namespace: &'static str) -> Self {
        let mut reader = Reader::from_reader(text);
        reader.config_mut().expand_empty_elements = true;
        let mut names = NamespaceResolver::default();
        names.set_max_declarations_per_element(MAX_NAMESPACES);
        Self {
            namespace,
            reader,
            names,
            plain: None,
            depth: 0,
            rooted: false,
        }
    }

    /// The line that was read last.
    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line()
    }

    /// SHA-256 over all bytes that were read.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.reader.get_ref().digest()
    }

    /// E1403 with the line that was read last.
    pub(super) fn damaged(&self, reason: &str) -> Refusal {
        Refusal::FileDamaged {
            line: self.line(),
            reason: reason.into(),
        }
    }

    /// E1407 with the line that was read last.
    pub(super) fn unsupported(&self, what: &str) -> Refusal {
        Refusal::FileUnsupported {
            line: self.line(),
            what: what.into(),
        }
    }

    /// E1442 with the line that was read last.
    pub(super) fn too_long(&self, bytes: usize) -> Refusal {
        let line = self.line();
        Refusal::PieceTooLong { line, bytes }
    }

    /// Whether blanks before the next piece tell nothing, and are passed over.
    pub(super) fn passes_blanks(&mut self, passes: bool) {
        self.reader.config_mut().trim_text_start = passes;
    }

    /// The next piece, which is put into `into`, or why the file can't be read on.
    pub(super) fn next<'b>(&mut self, into: &'b mut Vec<u8>) -> Decision<Piece<'b>> {
        self.reader.get_mut().piece();
        let Ok(event) = self.reader.read_event_into(into) else {
            // The reader's own words could quote the file, and with it a seed (R12.3).
            let stopped = self.reader.get_ref().refusal(self.line());
            return Err(stopped.unwrap_or_else(|| self.damaged(NOT_XML)));
        };
        match event {
            Event::Start(start) => {
                let tag = self.resolved(start)?;
                self.open(tag)
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Piece::Close)
            }
            Event::Text(text) => self.text(text.into_inner()),
            Event::CData(text) => self.text(text.into_inner()),
            Event::GeneralRef(name) => self.reference(&name).map(Piece::Char),
            Event::DocType(_) => Err(self.unsupported("DTD")),
            Event::Decl(declaration) => {
                let encoding = declaration.encoding();
                let known = self.reader.get_ref().encoding().name();
                let is_so = |name: &[u8]| name.eq_ignore_ascii_case(known.as_bytes());
                if encoding.is_some_and(|name| !name.is_ok_and(|name| is_so(&name))) {
                    return Err(self.damaged("declared in another encoding than it is written in"));
                }
                Ok(Piece::Nothing)
            }
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => Ok(Piece::Nothing),
            Event::Eof if self.depth > 0 || !self.rooted => Err(self.damaged("cut off")),
            Event::Eof => Ok(Piece::End),
        }
    }

    /// A tag with its prefix resolved. What was declared in elements that are closed is forgotten here. Most names have no prefix,
    /// and nothing is declared between them: these are as the one before.
    fn resolved<'b>(&mut self, start: BytesStart<'b>) -> Decision<Tag<'b>> {
        let attributes = start.attributes_raw();
        let declares = !attributes.is_empty() && memchr::memmem::find(attributes, b"xmlns").is_some();
        let is_plain = !declares && start.name().prefix().is_none();
        let known = self.plain.filter(|(since, _)| is_plain && self.depth >= *since);
        if let Some((_, ours)) = known {
            return Ok(Tag { ours, local: 0, start });
        }
        self.names.set_level(u16::try_from(self.depth).unwrap_or(u16::MAX));
        if declares && self.names.push(&start).is_err() {
            return Err(self.damaged(NOT_XML));
        }
        let (found, local) = self.names.resolve_element(start.name());
        let ours = match found {
            ResolveResult::Bound(Namespace(uri)) => uri == self.namespace.as_bytes(),
            ResolveResult::Unbound => false,
            ResolveResult::Unknown(_) => return Err(self.damaged("unknown prefix")),
        };
        self.plain = is_plain.then_some((self.depth, ours));
        let local = start.name().into_inner().len() - local.into_inner().len();
        Ok(Tag { ours, local, start })
    }

    fn open<'b>(&mut self, tag: Tag<'b>) -> Decision<Piece<'b>> {
        if tag.start.len() > MAX_TAG {
            return Err(self.too_long(MAX_TAG));
        }
        if self.depth >= MAX_DEPTH {
            let line = self.line();
            return Err(Refusal::FileTooDeep { line, depth: MAX_DEPTH });
        }
        if self.depth == 0 && self.rooted {
            return Err(self.damaged("a second root"));
        }
        if tag.has_attributes() && !tag.is_whole() {
            return Err(self.damaged("attribute"));
        }
        self.depth += 1;
        self.rooted = true;
        Ok(Piece::Open(tag))
    }

    /// Text outside the root may only be spaces, which are left out.
    fn text<'b>(&self, text: Cow<'b, [u8]>) -> Decision<Piece<'b>> {
        if self.depth > 0 {
            Ok(Piece::Text(text))
        } else if text.iter().all(u8::is_ascii_whitespace) {
            Ok(Piece::Nothing)
        } else {
            Err(self.damaged("text outside the root"))
        }
    }

    /// The five entities of XML and characters by number; any other would need a DTD.
    fn reference(&self, name: &BytesRef<'_>) -> Decision<char> {
        let by_number = name.resolve_char_ref().ok().flatten();
        by_number
            .or(match &**name {
                b"lt" => Some('<'),
                b"gt" => Some('>'),
                b"amp" => Some('&'),
                b"apos" => Some('\''),
                b"quot" => Some('"'),
                _ => None,
            })
            .filter(|_| self.depth > 0)
            .ok_or_else(|| self.damaged("entity"))
    }
}
