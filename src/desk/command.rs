//! Commands as data, and what comes of them.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::act::{Act, Amend, Close, Issue, LiftPasswords, Register, Replace, Resync, Revoke, Stop, Unlock};
use super::countersign::{Carried, FobName, MatterShown};
use super::handling::Handle;
use super::shown::Shown;
use crate::domain::calendar::Instant;
use crate::domain::identity::{Channel, Fact, Method, Person, Why};
use crate::domain::note::Note;
use crate::domain::opening::Opening;
use crate::domain::stock::{Delivery, Step};
use crate::domain::values::{
    CheckId, ContractNumber, LoginId, Maker, Name, NoteText, ProofId, Reason, RequestId, Serial, StaffId,
};
use crate::domain::{otp, synchronisation};

/// Something a member of the staff does, as every door gives it. It reads from JSON. What each is, and whose part of the desk it
/// goes to, [`Desk::execute`](super::Desk::execute) says, once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Begins an identity check (R10.1); the console draws facts.
    BeginCheck {
        /// Of this contract.
        contract: ContractNumber,
        /// How the customer came.
        channel: Channel,
        /// Who it is.
        person: Person,
    },
    /// Ends it (R10.2).
    FinishCheck {
        /// The check.
        check: CheckId,
        /// What was checked.
        methods: Vec<Method>,
        /// 確認済, or 確認不可.
        confirmed: bool,
        /// Why not, where it failed (R10.5).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<Why>,
    },
    /// Judges what the caller said of a drawn fact (R10.6).
    AnswerFact {
        /// The check.
        check: CheckId,
        /// The fact.
        fact: Fact,
        /// What the caller said; it is never written.
        #[serde(skip_serializing)]
        answer: SecretString,
    },
    /// Keeps that the registered number was called back, and who answered (R10.7).
    RecordCall {
        /// The check.
        check: CheckId,
        /// Who answered.
        who: Name,
    },
    /// 注意解除: lifts the caution that failed checks have put on a contract (R10.5).
    LiftCaution {
        /// The contract.
        contract: ContractNumber,
        /// Why a supervisor thinks it safe.
        reason: Reason,
    },
    /// 覚書: writes a note on a contract (R16.5).
    Note {
        /// The contract.
        contract: ContractNumber,
        /// What it says.
        text: NoteText,
    },
    /// Its author strikes a note out (R16.5).
    StrikeNote {
        /// The contract.
        contract: ContractNumber,
        /// The number of the note within it.
        note: u64,
    },
    /// Checks a live code of a token of the contract (R6): for a user's registration, or as a method of an identity
    /// check. The attempt is charged in its own commit (R6.6).
    CheckCode {
        /// The contract.
        contract: ContractNumber,
        /// The token's serial.
        serial: Serial,
        /// The code; it is never written.
        #[serde(skip_serializing)]
        code: SecretString,
        /// For whose registration; none for an identity check.
        #[serde(default)]
        user: Option<LoginId>,
    },
    /// Asks why a code of a token was refused (R6.7). A code that could still serve is used up by asking.
    ExplainCode {
        /// The contract.
        contract: ContractNumber,
        /// The serial of the token that it was refused for.
        serial: Serial,
        /// The code; it is never written.
        #[serde(skip_serializing)]
        code: SecretString,
    },
    /// Asks which fob in the own branch's stock shows two codes, one right after the other (R15.8). Both are used up by asking.
    WhichFob {
        /// The first code; it is never written.
        #[serde(skip_serializing)]
        first: SecretString,
        /// The one that came next; it is never written.
        #[serde(skip_serializing)]
        second: SecretString,
    },
    /// Judges two codes that a token showed one right after the other (R6.5). They are charged like one code, in their own
    /// commit (R6.6); the identity check comes first.
    CheckClock {
        /// The contract.
        contract: ContractNumber,
        /// The token's serial.
        serial: Serial,
        /// The first code; it is never written.
        #[serde(skip_serializing)]
        first: SecretString,
        /// The one that came next; it is never written.
        #[serde(skip_serializing)]
        second: SecretString,
        /// The identity check.
        check: Option<CheckId>,
    },
    /// Lifts the suspension of tokens (R9.3).
    Unlock(Unlock),
    /// Revokes registrations (R7.3).
    Revoke(Revoke),
    /// Registers a user with a token (R3.2).
    Register(Register),
    /// Sets the drift of a token (R6.5).
    Resync(Resync),
    /// Changes what is kept of a contract (R16.2).
    Amend(Amend),
    /// 契約の登録: opens a contract by hand, by two (R16.1).
    OpenContract(Box<Opening>),
    /// 解約: closes a contract (R16.1).
    Close(Close),
    /// 申出停止: stops a token at once on a caller's word (R9.6).
    Stop(Stop),
    /// 検品: a fob in stock shows the code of now, or two in a row, before it is issued to that contract (R15.4). Charged in its
    /// own commit (R6.6).
    Inspect {
        /// For this contract.
        contract: ContractNumber,
        /// The fob's serial.
        serial: Serial,
        /// Its maker, where two have this serial (R15.2).
        #[serde(default)]
        maker: Option<Maker>,
        /// The code; it is never written.
        #[serde(skip_serializing)]
        code: SecretString,
        /// The one that came next, when the fob's clock is far off; it is never written.
        #[serde(default, skip_serializing)]
        next: Option<SecretString>,
    },
    /// Issues a fob (R15.4).
    Issue(Issue),
    /// Replaces a fob (R15.5).
    Replace(Replace),
    /// Lifts a user's stopped passwords; first ones go by sealed letter (R17.1).
    LiftPasswords(LiftPasswords),
    /// 返却, 廃棄, 移送 …: something is done to fobs at the branch (R15.6, R15.9).
    Handle(Handle),
    /// The next step of a fob on its way to the customer (R15.5).
    Deliver {
        /// The fob.
        fob: FobName,
        /// The step.
        step: Step,
    },
    /// The fee of a fob is waived, by two (R15.5).
    WaiveFee {
        /// The fob.
        fob: FobName,
        /// Why.
        reason: Reason,
    },
    /// 棚卸: the drawer of one's own branch was counted; it is signed by two (R15.7).
    Count {
        /// What was read.
        serials: Vec<Serial>,
        /// Since when: what came or went after that is no difference.
        #[serde(default)]
        began: Option<Instant>,
    },
    /// What a counting found otherwise is explained, by two (R15.7).
    ExplainCount {
        /// The serial.
        serial: Serial,
        /// Why.
        why: Reason,
    },
    /// 承認: a supervisor lets a waiting request happen (R11.1).
    Approve {
        /// The request.
        request: RequestId,
    },
    /// 差戻し: a supervisor sends it back.
    Return {
        /// The request.
        request: RequestId,
        /// Why.
        reason: Reason,
    },
    /// 取下げ: the requester takes it back.
    Withdraw {
        /// The request.
        request: RequestId,
    },
    /// ご自身の依頼: what became of these requests of one's own was looked at (R11.7).
    SeeResults {
        /// The requests.
        requests: Vec<RequestId>,
    },
    /// 引継: at a shift's change a colleague's requests are taken over, so that what becomes of them reaches both (R11.7).
    TakeOver {
        /// Whose.
        staff: StaffId,
    },
    /// 事後確認: a supervisor has looked over what was done at once.
    LookOver {
        /// The request.
        request: RequestId,
    },
}

impl From<Act> for Command {
    fn from(act: Act) -> Self {
        match act {
            Act::Unlock(unlock) => Self::Unlock(unlock),
            Act::Revoke(revoke) => Self::Revoke(revoke),
            Act::Register(register) => Self::Register(register),
            Act::Resync(resync) => Self::Resync(resync),
            Act::Amend(amend) => Self::Amend(amend),
            Act::Close(close) => Self::Close(close),
            Act::Stop(stop) => Self::Stop(stop),
            Act::Issue(issue) => Self::Issue(issue),
            Act::Replace(replace) => Self::Replace(replace),
            Act::LiftPasswords(lift) => Self::LiftPasswords(lift),
        }
    }
}

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
