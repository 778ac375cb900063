//! What a second person is shown of an act, and what came of asking for it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::desk::shown::Digest;
use crate::domain::countersign::{Decider, Line};
use crate::domain::values::RequestId;

/// What a second person is shown, before → after (TSNN004).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterShown {
    /// What it is called in the trail.
    pub action: String,
    /// What it is about.
    pub subject: String,
    /// Before and after.
    pub lines: Vec<Line>,
    /// Who decides.
    pub decider: Decider,
}

impl MatterShown {
    /// The digest of what was shown (R11.3). Who decides is apart from it: an administrator may have gone or come meanwhile.
    pub fn digest(&self) -> Digest {
        // Writing plain values as JSON can't fail; an empty text would only make two plans differ from all others.
        let text = serde_json::to_vec(&(&self.action, &self.subject, &self.lines)).unwrap_or_default();
        Digest(Sha256::digest(&text).into())
    }
}

/// What came of asking for such an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carried {
    /// It is done: one person is enough for it.
    Done,
    /// It is done by one administrator alone, and marked 単独.
    Alone {
        /// Its id.
        request: RequestId,
    },
    /// It waits for a second person.
    Waiting {
        /// Its id.
        request: RequestId,
        /// Who decides.
        decider: Decider,
    },
}

impl Carried {
    /// What came of two of them that belong together: what waits is said first.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Waiting { .. }, _) => self,
            (_, Self::Waiting { .. }) => other,
            (Self::Alone { .. }, _) => self,
            _ => other,
        }
    }

    /// The id under which it waits, if it does.
    pub fn waits(&self) -> Option<RequestId> {
        match self {
            Self::Waiting { request, .. } => Some(*request),
            Self::Done | Self::Alone { .. } => None,
        }
    }
}
