//! The kinds of documents, as a policy lists them (R10.4).

use super::DEFAULT;
use super::figures::Figures;
use crate::domain::identity::KnownDocument;
use crate::domain::refusal::{Decision, Refusal};

/// The table of a policy that lists them.
pub(super) const AREA: &str = "documents";
/// As many as the form has room for beside なし, each with a digit of its own.
const MOST: usize = 8;

/// The built-in list.
pub(super) fn built_in() -> Vec<KnownDocument> {
    let table = DEFAULT.parse().unwrap_or_default();
    Figures::new(&table).documents(DEFAULT).unwrap_or_default()
}

impl Figures<'_> {
    /// The kinds of documents, in the order in which they are written.
    pub(super) fn documents(&self, text: &str) -> Decision<Vec<KnownDocument>> {
        let table = self
            .area(AREA)
            .ok_or_else(|| Refusal::PolicyMissing { key: AREA.into() })?;
        let place = |kind: &str| {
            let mut lines = text
                .lines()
                .skip_while(|line| !line.trim_start().starts_with("[documents]"));
            lines.position(|line| line.split('=').next().is_some_and(|name| name.trim() == kind))
        };
        let mut known = Vec::new();
        for (kind, value) in table {
            let read = value.as_str().and_then(|text| KnownDocument::read(kind, text));
            known.push(read.ok_or_else(|| Refusal::PolicyWord {
                key: format!("{AREA}.{kind}"),
                allowed: "和名 | English name | number, no number".into(),
            })?);
        }
        if known.is_empty() || known.len() > MOST {
            return Err(Refusal::PolicyRange {
                key: AREA.into(),
                min: "1".into(),
                max: MOST.to_string(),
            });
        }
        known.sort_by_key(|known| place(&known.kind.0));
        Ok(known)
    }
}
