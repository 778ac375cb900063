//! The records of an export, whatever it is written in: names with their values. What is read wipes itself, as seeds are among it.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::Exported;
use crate::domain::refusal::{Decision, Refusal};

/// In what a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// A record a line.
    Csv,
    /// RFC 2849: a record between blank lines.
    Ldif,
    /// A record a file, `name=value` a line; `name:=value` is encrypted.
    Ini,
}

/// How a file stands.
#[derive(Debug)]
pub(super) struct Shape<'a> {
    pub(super) format: Format,
    pub(super) separator: char,
    pub(super) quote: char,
    pub(super) columns: &'a [String],
    pub(super) keep: &'a BTreeMap<String, String>,
}

/// One value, and whether it is encrypted.
struct Value {
    bytes: Zeroizing<Vec<u8>>,
    is_encrypted: bool,
}

/// A record: its values by name, in small letters.
pub(super) struct Record {
    file: String,
    line: u64,
    values: BTreeMap<String, Vec<Value>>,
}

impl Record {
    fn new(file: &Exported, line: u64) -> Self {
        Self {
            file: file.stem.clone(),
            line,
            values: BTreeMap::new(),
        }
    }

    fn put(&mut self, name: &str, bytes: Vec<u8>, is_encrypted: bool) {
        let value = Value {
            bytes: Zeroizing::new(bytes),
            is_encrypted,
        };
        self.values.entry(name.trim().to_lowercase()).or_default().push(value);
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(&name.to_lowercase())?.first()
    }

    /// The line on which it begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The bytes of a value.
    pub(super) fn bytes(&self, name: &str) -> Option<&[u8]> {
        Some(&self.value(name)?.bytes)
    }

    /// Whether a value is encrypted.
    pub(super) fn is_encrypted(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| value.is_encrypted)
    }

    /// A value as text; nothing where there is none or it is empty. `@file` is the name of the file, and `column/name` a value of
    /// the JSON that stands in a column.
    pub(super) fn text(&self, name: &str) -> Decision<Option<Zeroizing<String>>> {
        if name == "@file" {
            return Ok(Some(Zeroizing::new(self.file.clone())));
        }
        let (column, inside) = name
            .split_once('/')
            .map_or((name, None), |(column, inside)| (column, Some(inside)));
        let Some(bytes) = self.bytes(column) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes)
            .map_err(|_| self.refused(column, "not UTF-8"))?
            .trim();
        let text = match inside {
            None => text.to_owned(),
            Some(_) if text.is_empty() => String::new(),
            Some(inside) => {
                let json: serde_json::Value =
                    serde_json::from_str(text).map_err(|_| self.refused(column, "not JSON"))?;
                match json.get(inside) {
                    Some(serde_json::Value::String(text)) => text.clone(),
                    Some(serde_json::Value::Null) | None => String::new(),
                    Some(other) => other.to_string(),
                }
            }
        };
        Ok((!text.is_empty()).then(|| Zeroizing::new(text)))
    }

    /// A whole number; what stands behind a point counts for nothing where it is 0.
    pub(super) fn number(&self, name: &str, text: &str) -> Decision<i64> {
        let whole = text
            .split_once('.')
            .filter(|(_, rest)| rest.bytes().all(|byte| byte == b'0'));
        let whole = whole.map_or(text, |(whole, _)| whole);
        whole.trim().parse().map_err(|_| self.refused(name, "no number"))
    }

    /// Seconds; what stands behind a point is no whole one.
    pub(super) fn seconds(&self, name: &str, text: &str) -> Decision<i64> {
        let whole = text
            .split_once('.')
            .filter(|(_, rest)| rest.bytes().all(|byte| byte.is_ascii_digit()));
        self.number(name, whole.map_or(text, |(whole, _)| whole))
    }

    /// E1912 with file, line and field.
    pub(super) fn refused(&self, field: &str, reason: &str) -> Refusal {
        Refusal::RecordRefused {
            file: self.file.clone(),
            line: self.line,
            field: field.to_owned(),
            reason: reason.to_owned(),
        }
    }

    /// Whether it has these values, in whatever case.
    fn counts(&self, keep: &BTreeMap<String, String>) -> bool {
        keep.iter().all(|(name, wanted)| {
            let values = self.values.get(&name.to_lowercase());
            let is = |value: &Value| value.bytes.trim_ascii().eq_ignore_ascii_case(wanted.as_bytes());
            values.is_some_and(|values| values.iter().any(is))
        })
    }
}

/// The records of a file that count.
pub(super) fn records(file: &Exported, shape: &Shape<'_>) -> Decision<Vec<Record>> {
    let bytes = file.bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&file.bytes);
    let all = match shape.format {
        Format::Csv => csv(file, bytes, shape),
        Format::Ldif => ldif(file, bytes)?,
        Format::Ini => vec![ini(file, bytes)],
    };
    Ok(all.into_iter().filter(|record| record.counts(shape.keep)).collect())
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    (1..).zip(lines)
}

fn csv(file: &Exported, bytes: &[u8], shape: &Shape<'_>) -> Vec<Record> {
    let mut rows = lines(bytes).filter(|(_, line)| !line.trim_ascii().is_empty());
    let headings: Vec<String> = if shape.columns.is_empty() {
        let first = rows.next().map(|(_, line)| cells(line, shape)).unwrap_or_default();
        first
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    } else {
        shape.columns.to_vec()
    };
    let record = |(line, text): (u64, &[u8])| {
        let mut record = Record::new(file, line);
        for (name, cell) in headings.iter().zip(cells(text, shape)) {
            if !name.trim().is_empty() {
                record.put(name, cell, false);
            }
        }
        record
    };
    rows.map(record).collect()
}

/// The values of a line. Products that put values in quotes do not double those that stand in one: a quote ends a value where a
/// separator or the end follows it.
fn cells(line: &[u8], shape: &Shape<'_>) -> Vec<Vec<u8>> {
    let (separator, quote) = (
        u8::try_from(shape.separator).unwrap_or(b','),
        u8::try_from(shape.quote).unwrap_or(b'"'),
    );
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_ascii_start();
        let ends = |from: &[u8]| {
            let from = from.trim_ascii_start();
            from.is_empty() || from[0] == separator
        };
        let (cell, after) = if let Some(inside) = rest.strip_prefix(&[quote]) {
            let end = (0..inside.len()).find(|at| inside[*at] == quote && ends(&inside[at + 1..]));
            let end = end.unwrap_or(inside.len());
            (&inside[..end], inside.get(end + 1..).unwrap_or_default())
        } else {
            let end = rest.iter().position(|byte| *byte == separator).unwrap_or(rest.len());
            (rest[..end].trim_ascii_end(), &rest[end..])
        };
        cells.push(cell.to_vec());
        match after.trim_ascii_start().split_first() {
            Some((_, more)) => rest = more,
            None => return cells,
        }
    }
}

fn ldif(file: &Exported, bytes: &[u8]) -> Decision<Vec<Record>> {
    // What a line folds is put together first (RFC 2849 §2).
    let mut unfolded: Vec<(u64, Zeroizing<Vec<u8>>)> = Vec::new();
    for (number, line) in lines(bytes) {
        match (line.strip_prefix(b" "), unfolded.last_mut()) {
            (Some(more), Some((_, last))) if !last.is_empty() => last.extend_from_slice(more),
            _ => unfolded.push((number, Zeroizing::new(line.to_vec()))),
        }
    }
    let mut all = Vec::new();
    let mut record: Option<Record> = None;
    for (number, line) in &unfolded {
        if line.is_empty() {
            all.extend(record.take());
            continue;
        }
        if line.starts_with(b"#") || line.to_ascii_lowercase().starts_with(b"version:") {
            continue;
        }
        let record = record.get_or_insert_with(|| Record::new(file, *number));
        let colon = line.iter().position(|byte| *byte == b':');
        let Some(colon) = colon else {
            return Err(record.refused("", "not LDIF"));
        };
        let name = String::from_utf8_lossy(&line[..colon]).into_owned();
        let value = match &line[colon + 1..] {
            [b':', encoded @ ..] => BASE64
                .decode(encoded.trim_ascii())
                .map_err(|_| record.refused(&name, "not decoded"))?,
            [b'<', ..] => return Err(record.refused(&name, "not LDIF")),
            plain => plain.trim_ascii().to_vec(),
        };
        record.put(&name, value, false);
    }
    all.extend(record);
    Ok(all)
}

fn ini(file: &Exported, bytes: &[u8]) -> Record {
    let mut record = Record::new(file, 1);
    for (_, line) in lines(bytes) {
        let Some(at) = line
            .iter()
            .position(|byte| *byte == b'=')
            .filter(|_| !line.starts_with(b";"))
        else {
            continue;
        };
        let name = String::from_utf8_lossy(&line[..at]);
        let (name, is_encrypted) = match name.strip_suffix(':') {
            Some(name) => (name, true),
            None => (name.as_ref(), false),
        };
        record.put(name, line[at + 1..].trim_ascii().to_vec(), is_encrypted);
    }
    record
}
