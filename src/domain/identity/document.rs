//! Documents that were seen, and what of their numbers may be kept (R10.2, R10.4).

use serde::{Deserialize, Serialize};

use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::fold_code;

/// A kind of document (R10.2, R10.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 運転免許証.
    DrivingLicence,
    /// 旅券.
    Passport,
    /// 在留カード.
    ResidenceCard,
    /// 社員証.
    CompanyCard,
    /// マイナンバーカード: its number is never kept.
    MyNumberCard,
    /// 健康保険証・資格確認書: its number is never kept.
    HealthInsurance,
    /// 年金手帳: its number is never kept.
    PensionBook,
}

impl DocumentKind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::DrivingLicence,
        Self::Passport,
        Self::ResidenceCard,
        Self::CompanyCard,
        Self::MyNumberCard,
        Self::HealthInsurance,
        Self::PensionBook,
    ];

    /// Whether a number of this kind must not be kept (R10.4).
    pub fn number_forbidden(self) -> bool {
        matches!(self, Self::MyNumberCard | Self::HealthInsurance | Self::PensionBook)
    }
}

/// A document that was seen: its kind and, where it may be kept, the end of its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its kind.
    pub kind: DocumentKind,
    /// The last characters of its number (R10.4), empty if none was given.
    pub tail: String,
}

impl Document {
    /// Takes a number as it was typed and keeps the last characters that the policy allows; any number of a
    /// forbidden kind is refused (R10.4).
    pub fn seen(kind: DocumentKind, number: &str, policy: &Policy) -> Decision<Self> {
        let number = fold_code(number);
        if kind.number_forbidden() && !number.is_empty() {
            return Err(Refusal::NumberForbidden);
        }
        if number.len() > 40 || !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(Refusal::TextForm { max: 40 });
        }
        let from = number.len().saturating_sub(policy.document_tail as usize);
        Ok(Self {
            kind,
            tail: number[from..].to_owned(),
        })
    }
}
