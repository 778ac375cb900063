//! Documents that were seen, and what of their numbers may be kept (R10.2, R10.4).

use serde::{Deserialize, Serialize};

use crate::domain::policy::{DocumentKind, KnownDocument, Policy};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::fold_code;

/// A document that was seen: its kind and, where it may be kept, the end of its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its kind.
    pub kind: DocumentKind,
    /// The last characters of its number (R10.4), empty if none was given.
    #[serde(default)]
    pub tail: String,
    /// What it was called in Japanese when it was seen; the desk says that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ja: Option<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Document {
    /// Takes a number as it was typed and keeps the last characters that the policy allows; any number of a
    /// kind whose number must not be kept is refused (R10.4).
    pub fn seen(kind: &DocumentKind, number: &str, policy: &Policy) -> Decision<Self> {
        let known = policy.documents.iter().find(|known| known.kind == *kind);
        let known = known.ok_or_else(|| Refusal::NoSuchDocument {
            allowed: kinds(&policy.documents),
        })?;
        let number = fold_code(number);
        if !known.keeps_number && !number.is_empty() {
            return Err(Refusal::NumberForbidden);
        }
        if number.len() > 40 || !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(Refusal::TextForm { max: 40 });
        }
        let from = number.len().saturating_sub(policy.document_tail as usize);
        Ok(Self {
            kind: kind.clone(),
            tail: number[from..].to_owned(),
            ja: Some(known.ja.clone()),
            en: Some(known.en.clone()),
        })
    }
}

fn kinds(known: &[KnownDocument]) -> String {
    let kinds: Vec<_> = known.iter().map(|known| known.kind.0.as_str()).collect();
    kinds.join(", ")
}
