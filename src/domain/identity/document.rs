//! Documents that were seen, and what of their numbers may be kept (R10.2, R10.4).

use serde::{Deserialize, Serialize};

use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::fold_code;

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
