//! What comes of commands, as every door gives it.

use serde::Serialize;

use crate::desk::countersign::{Carried, FobName, MatterShown};
use crate::desk::shown::Shown;
use crate::domain::calendar::Instant;
use crate::domain::identity::Fact;
use crate::domain::note::Note;
use crate::domain::stock::Delivery;
use crate::domain::values::{CheckId, ContractNumber, ProofId, RequestId, StaffId};
use crate::domain::{otp, synchronisation};

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// An identity check was begun.
    CheckBegun {
        /// Its id.
        check: CheckId,
        /// What to ask; with the right answers, for the eyes of staff, where the policy has them shown.
        questions: Vec<Question>,
    },
    /// It ended.
    CheckFinished {
        /// Its id.
        check: CheckId,
        /// 確認済.
        confirmed: bool,
        /// How many methods of different kinds count.
        strength: u32,
        /// Whether it put a caution on the contract (R10.5).
        cautioned: bool,
    },
    /// An answer was judged (R10.6).
    FactJudged {
        /// The check.
        check: CheckId,
        /// The fact.
        fact: Fact,
        /// Whether it was right.
        right: bool,
        /// How often it may be answered yet.
        left: u32,
    },
    /// The call back was recorded (R10.7).
    CallRecorded {
        /// The check.
        check: CheckId,
    },
    /// The contract is no more one that goes to a supervisor.
    CautionLifted {
        /// The contract.
        contract: ContractNumber,
    },
    /// The note is written.
    Noted {
        /// On this contract.
        contract: ContractNumber,
        /// The note.
        note: Note,
    },
    /// The note is struck out.
    NoteStruck {
        /// On this contract.
        contract: ContractNumber,
        /// The note.
        note: Note,
    },
    /// The code was right, and is used up.
    CodeAccepted {
        /// What later commands name it by.
        proof: ProofId,
    },
    /// The two codes were right, and are used up; they say another drift than the known one (R6.5).
    ClockFound {
        /// What later commands name it by.
        proof: ProofId,
        /// The drift as it is known and as it was found.
        drift: synchronisation::Drift,
    },
    /// What the code that was asked about is (R6.7); it can't be used any more.
    Explained {
        /// The answer.
        why: otp::Why,
    },
    /// What shows the two codes (R15.8): none, one, or several, which is told as that.
    FobsFound {
        /// Which.
        fobs: Vec<FobName>,
        /// How many were looked at.
        looked_at: u64,
    },
    /// The request waits for a supervisor.
    Waiting {
        /// Its id.
        request: RequestId,
        /// What was shown.
        shown: Box<Shown>,
    },
    /// It is done.
    Done(Box<Receipt>),
    /// It was done to fobs, or waits for a second person (R15.9).
    Handled {
        /// What came of it.
        carried: Carried,
    },
    /// A fob is one step on.
    Delivered {
        /// How far it is.
        delivery: Delivery,
    },
    /// A second person has decided, and it is done (R11.5).
    Countersigned {
        /// Its id.
        request: RequestId,
        /// What happened.
        shown: Box<MatterShown>,
        /// Who asked for it.
        made_by: StaffId,
    },
    /// It was sent back.
    Returned {
        /// The request.
        request: RequestId,
    },
    /// It was taken back.
    Withdrawn {
        /// The request.
        request: RequestId,
    },
    /// What became of one's own requests was looked at.
    ResultsSeen {
        /// How many it had yet to be looked at of.
        count: usize,
    },
    /// A colleague's requests were taken over.
    TakenOver {
        /// Whose.
        staff: StaffId,
        /// The requests, the oldest first.
        requests: Vec<RequestId>,
    },
    /// It was looked over.
    LookedOver {
        /// The request.
        request: RequestId,
    },
}

impl Outcome {
    /// The number by which what was done is known: of the receipt, the request, the check or the proof.
    pub fn number(&self) -> Option<String> {
        match self {
            Self::Done(receipt) => Some(receipt.number.clone()),
            Self::Waiting { request, .. }
            | Self::Countersigned { request, .. }
            | Self::Returned { request }
            | Self::Withdrawn { request }
            | Self::LookedOver { request } => Some(request.to_string()),
            Self::CheckBegun { check, .. }
            | Self::CheckFinished { check, .. }
            | Self::FactJudged { check, .. }
            | Self::CallRecorded { check } => Some(check.to_string()),
            Self::CodeAccepted { proof } | Self::ClockFound { proof, .. } => Some(proof.to_string()),
            Self::CautionLifted { contract } => Some(contract.to_string()),
            Self::Handled { carried } => carried.waits().map(|request| request.to_string()),
            Self::Noted { note, .. } | Self::NoteStruck { note, .. } => Some(note.number.to_string()),
            Self::Explained { .. }
            | Self::FobsFound { .. }
            | Self::ResultsSeen { .. }
            | Self::TakenOver { .. }
            | Self::Delivered { .. } => None,
        }
    }
}

/// A fact to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// The fact.
    pub fact: Fact,
    /// The right answer, where staff judge it themselves (R10.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

/// The receipt of a finished request (受付).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Receipt {
    /// Receipt number (受付番号).
    pub number: String,
    /// When it was carried out.
    pub at: Instant,
    /// The request.
    pub request: RequestId,
    /// What happened.
    pub shown: Shown,
    /// Who asked for it.
    pub made_by: StaffId,
    /// Who approved it before.
    pub approved_by: Option<StaffId>,
}
