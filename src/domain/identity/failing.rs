//! Why a check failed (R10.5).

use serde::{Deserialize, Serialize};

use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::Reason;

/// Why somebody could not be identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// 契約情報の不一致.
    WrongFacts,
    /// 書類・印鑑の不備.
    Papers,
    /// 登録電話の不通.
    NotReached,
    /// 権限のない方.
    NotEntitled,
    /// お客さまの中断.
    HungUp,
    /// なりすましの疑い.
    Suspect,
    /// その他: what it is stands in the note.
    Other,
}

impl WhyNot {
    /// All reasons, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::WrongFacts,
        Self::Papers,
        Self::NotReached,
        Self::NotEntitled,
        Self::HungUp,
        Self::Suspect,
        Self::Other,
    ];

    /// Its name, as JSON has it and the trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongFacts => "wrong_facts",
            Self::Papers => "papers",
            Self::NotReached => "not_reached",
            Self::NotEntitled => "not_entitled",
            Self::HungUp => "hung_up",
            Self::Suspect => "suspect",
            Self::Other => "other",
        }
    }
}

/// Why a check failed, with a note where the reason says too little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// The reason.
    pub reason: WhyNot,
    /// What there is to say besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Reason>,
}

impl Why {
    /// Refuses その他 without a note (E1045).
    pub fn told(self) -> Decision<Self> {
        if self.reason == WhyNot::Other && self.note.is_none() {
            return Err(Refusal::WhyNoteNeeded);
        }
        Ok(self)
    }
}
