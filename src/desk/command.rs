//! Commands as data, and what comes of them.

mod outcome;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::act::{Act, Amend, Close, Issue, LiftPasswords, Register, Replace, Resync, Revoke, Stop, Unlock};
use super::countersign::FobName;
use super::handling::Handle;
use crate::domain::calendar::Instant;
use crate::domain::identity::{Channel, Fact, Method, Person, Why};
use crate::domain::opening::Opening;
use crate::domain::stock::Step;
use crate::domain::values::{
    CheckId, ContractNumber, LoginId, Maker, Name, NoteText, Reason, RequestId, Serial, StaffId,
};

pub use outcome::{Outcome, Question, Receipt};

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
