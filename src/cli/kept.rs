//! Parts of a result that are too many to be held in memory: they wait in a nameless file until the result is written.

use std::io::{self, Seek, Write};

use serde::Serialize;
use tempfile::SpooledTempFile;

use super::failure::Failure;
use super::voice::Voice;
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
        self.write(&[&super::voice::joined(lines)])
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
