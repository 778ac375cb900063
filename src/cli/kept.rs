//! Results that are too long to be held in memory: their parts wait in a nameless file until the whole is written.

use std::io::{self, BufWriter, Seek, Write};

use serde::Serialize;
use tempfile::SpooledTempFile;

use super::failure::{Failure, Own};
use super::voice::{Voice, beside_japan, beside_names, escaped, joined};
use crate::domain::Refusal;
use crate::words::Words;

/// Bytes that are held in memory, before a file is made.
const HELD: usize = 1 << 20;

/// A list of a result, part by part.
#[derive(Debug)]
pub(super) struct Kept {
    parts: SpooledTempFile,
    count: usize,
}

impl Kept {
    pub(super) fn new() -> Self {
        Self {
            parts: tempfile::spooled_tempfile(HELD),
            count: 0,
        }
    }

    /// How many parts it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Puts a part behind the others: for programs its JSON, for people its lines.
    pub(super) fn push<T: Serialize>(
        &mut self,
        voice: &Voice,
        part: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<(), Failure> {
        let text = voice.part(part, lines)?;
        let between = if voice.is_json() && self.count > 0 { "," } else { "" };
        self.count += 1;
        self.write(&[between, &text])
    }

    /// Puts lines for people behind the others.
    pub(super) fn say(&mut self, voice: &Voice, lines: &[String]) -> Result<(), Failure> {
        if voice.is_json() {
            return Ok(());
        }
        self.write(&[&joined(lines)])
    }

    fn write(&mut self, texts: &[&str]) -> Result<(), Failure> {
        let written = texts.iter().try_for_each(|text| self.parts.write_all(text.as_bytes()));
        Ok(written.map_err(|error| crate::store::Error::System(error.to_string()))?)
    }

    /// Writes all of it.
    pub(super) fn pour(&mut self, to: &mut impl Write) -> io::Result<()> {
        self.parts.rewind()?;
        io::copy(&mut self.parts, to).map(|_| ())
    }
}

/// A list of a long result, with what people read before it.
pub(super) struct List<'a> {
    pub(super) name: &'a str,
    pub(super) heading: Vec<String>,
    pub(super) parts: Kept,
}

impl Voice {
    /// A part of a long result, in the form that was asked for.
    pub(super) fn part<T: Serialize>(
        &self,
        part: &T,
        lines: impl FnOnce(&Words) -> Vec<String>,
    ) -> Result<String, Failure> {
        if self.is_json() {
            let mut part = serde_json::to_value(part).map_err(crate::store::Error::from)?;
            beside_japan(&mut part);
            beside_names(&mut part, self.words());
            return Ok(escaped(&part.to_string()));
        }
        Ok(joined(&lines(self.words())))
    }

    /// Gives a result that is too long to be held, or, with a refusal, says that and gives it beside: in JSON the lists are part of
    /// the object under `key`, for people they follow one after another.
    pub(super) fn give_long<T: Serialize>(
        &self,
        refusal: Option<&Refusal>,
        key: &str,
        head: &T,
        (lists, after): (&mut [List<'_>], &[String]),
    ) -> Result<(), Failure> {
        let Some(refusal) = refusal.filter(|_| !self.is_json()) else {
            let mut to = BufWriter::new(io::stdout().lock());
            return match self.long(&mut to, (refusal, key), head, (lists, after))? {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
                written => written.map_err(|error| {
                    let what = error.to_string();
                    Own::Unwritten { what }.into()
                }),
            };
        };
        self.fail(&refusal.clone().into());
        // A message that can't be written is lost.
        let mut to = BufWriter::new(io::stderr().lock());
        let _ = self.long(&mut to, (None, key), head, (lists, after))?;
        Ok(())
    }

    fn long<T: Serialize>(
        &self,
        to: &mut impl Write,
        (refusal, key): (Option<&Refusal>, &str),
        head: &T,
        (lists, after): (&mut [List<'_>], &[String]),
    ) -> Result<io::Result<()>, Failure> {
        let head = serde_json::to_value(head).map_err(crate::store::Error::from)?;
        let refused = refusal.map(|refusal| format!("\"refused\":{},", escaped(&self.refusal(refusal).to_string())));
        let mut write = || {
            if self.is_json() {
                write!(to, "{{{}\"{key}\":{{", refused.as_deref().unwrap_or_default())?;
                for (name, value) in head.as_object().into_iter().flatten() {
                    write!(to, "\"{name}\":{},", escaped(&value.to_string()))?;
                }
            }
            for (at, list) in lists.iter_mut().enumerate() {
                if self.is_json() {
                    write!(to, "{}\"{}\":[", if at > 0 { "," } else { "" }, list.name)?;
                } else {
                    to.write_all(joined(&list.heading).as_bytes())?;
                }
                list.parts.pour(to)?;
                if self.is_json() {
                    to.write_all(b"]")?;
                }
            }
            to.write_all(
                if self.is_json() {
                    b"}}\n".to_vec()
                } else {
                    joined(after).into_bytes()
                }
                .as_slice(),
            )?;
            to.flush()
        };
        Ok(write())
    }
}
