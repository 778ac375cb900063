//! The kinds of documents, as a policy lists them (R10.4).

use serde::{Deserialize, Serialize};

use super::DEFAULT;
use super::figures::{DOCUMENTS as AREA, Figures};
use crate::domain::refusal::{Decision, Refusal};

/// As many as the form has room for beside なし, each with a digit of its own.
const MOST: usize = 8;

/// Documents whose numbers are never kept, by what they are called, whatever a policy says (R10.4).
const NEVER_KEPT: [&str; 6] = [
    "マイナンバー",
    "個人番号",
    "健康保険",
    "資格確認書",
    "年金手帳",
    "基礎年金",
];
/// The same by their names in a policy.
const NEVER_KEPT_KEYS: [&str; 3] = ["my_number_card", "health_insurance", "pension_book"];

/// A kind of document by its name in the policy, such as `passport` (R10.4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentKind(pub String);

/// A kind of document as the policy has it (R10.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownDocument {
    /// Its name in the policy.
    pub kind: DocumentKind,
    /// What it is called in Japanese.
    pub ja: String,
    /// What it is called in English.
    pub en: String,
    /// Whether the end of its number may be kept.
    pub keeps_number: bool,
}

impl KnownDocument {
    /// A kind of document as a policy writes it: `運転免許証 | Driving licence | number`.
    pub fn read(kind: &str, text: &str) -> Option<Self> {
        let mut parts = text.split('|').map(str::trim);
        let (ja, en, number) = (parts.next()?, parts.next()?, parts.next()?);
        let named = |name: &str| (1..=30).contains(&name.chars().count()) && !name.contains(char::is_control);
        let is_kind = (1..=30).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        let keeps_number = match number {
            "number" => true,
            "no number" => false,
            _ => return None,
        };
        let never = NEVER_KEPT_KEYS.contains(&kind) || NEVER_KEPT.iter().any(|name| ja.contains(name));
        let fits = is_kind && named(ja) && named(en) && parts.next().is_none() && !(keeps_number && never);
        fits.then(|| Self {
            kind: DocumentKind(kind.to_owned()),
            ja: ja.to_owned(),
            en: en.to_owned(),
            keeps_number,
        })
    }
}

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
