//! Payments: 都度振込, 総合振込・給与振込 and ペイジー, as they are entered, approved and executed (R5).
//!
//! A payment is executed at once when its last step is done: there is no day ahead, no fee, and no way back. It moves the
//! payer's side only, also when the payee's account is kept in the same store: what other banks and branches do with it is
//! theirs.

mod content;
mod decide;

use serde::{Deserialize, Serialize};

use super::access::Limits;
use super::calendar::Instant;
use super::gate::{Operation, Run};
use super::values::{Account, ContractNumber, LoginId, PaymentId, Reason};

pub use content::{BatchKind, BulkRow, BulkRows, Content, Payee};
pub use decide::{Approved, Books, Entered, approve, approvers, enter, send_back, withdraw};

/// What kind of payment it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 都度振込.
    Transfer,
    /// 総合振込.
    Bulk,
    /// 給与振込.
    Payroll,
    /// ペイジー.
    PayEasy,
}

impl Kind {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Transfer, Self::Bulk, Self::Payroll, Self::PayEasy];

    /// Its name in store and trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Bulk => "bulk",
            Self::Payroll => "payroll",
            Self::PayEasy => "pay_easy",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The operation that it is (R5.1).
    pub fn operation(self) -> Operation {
        match self {
            Self::Transfer => Operation::Transfer,
            Self::Bulk | Self::Payroll => Operation::Bulk,
            Self::PayEasy => Operation::PayEasy,
        }
    }

    /// The run of those who execute their own (R5.4); a Pay-easy payment has none.
    pub fn run(self) -> Option<Run> {
        match self {
            Self::Transfer => Some(Run::Transfer),
            Self::Bulk | Self::Payroll => Some(Run::Bulk),
            Self::PayEasy => None,
        }
    }

    /// The run of those who approve (R5.4).
    pub fn approving_run(self) -> Option<Run> {
        match self {
            Self::Transfer => Some(Run::ApproveTransfer),
            Self::Bulk | Self::Payroll => Some(Run::ApproveBulk),
            Self::PayEasy => None,
        }
    }

    /// How much of it a user may move in one go, in yen; of a batch the whole.
    pub fn limit(self, limits: &Limits) -> u64 {
        match self {
            Self::Transfer => limits.transfer,
            Self::Bulk => limits.bulk,
            Self::Payroll => limits.payroll,
            Self::PayEasy => limits.pay_easy,
        }
    }
}

/// How many people approve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Nobody: the one who enters executes.
    None,
    /// One person, who executes by approving.
    Single,
    /// Two people (ダブル承認); the second, final one executes.
    Double,
}

impl Mode {
    /// All three.
    pub const ALL: [Self; 3] = [Self::None, Self::Single, Self::Double];

    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Single => "single",
            Self::Double => "double",
        }
    }

    /// How many people approve.
    pub fn approvers(self) -> usize {
        match self {
            Self::None => 0,
            Self::Single => 1,
            Self::Double => 2,
        }
    }
}

/// How the payments of a contract are approved. A batch is always approved by somebody, a Pay-easy payment by nobody, as the
/// manual has it; a contract for which nothing was said has no approver for transfers and one for batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modes {
    /// 都度振込.
    pub transfer: Mode,
    /// 総合振込・給与振込; none counts as one person.
    pub bulk: Mode,
}

impl Default for Modes {
    fn default() -> Self {
        Self {
            transfer: Mode::None,
            bulk: Mode::Single,
        }
    }
}

impl Modes {
    /// The mode for that kind.
    pub fn of(self, kind: Kind) -> Mode {
        match kind {
            Kind::Transfer => self.transfer,
            Kind::Bulk | Kind::Payroll if self.bulk == Mode::Double => Mode::Double,
            Kind::Bulk | Kind::Payroll => Mode::Single,
            Kind::PayEasy => Mode::None,
        }
    }
}

/// Where a payment stands. The last four are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 承認待ち: for its approver.
    Waiting,
    /// 最終承認待ち: for its final approver.
    WaitingFinal,
    /// 差戻し済: an approver sent it back; it is entered anew.
    Returned,
    /// 取下げ済: the one who entered it took it back.
    Withdrawn,
    /// 無効: somebody whom it needs was removed.
    Void,
    /// 実行済.
    Executed,
}

impl Status {
    /// All six.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::WaitingFinal,
        Self::Returned,
        Self::Withdrawn,
        Self::Void,
        Self::Executed,
    ];

    /// Its name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::WaitingFinal => "waiting_final",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Void => "void",
            Self::Executed => "executed",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }

    /// Whether it still waits for somebody.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::WaitingFinal)
    }
}

/// What a user asks for: a payment from one of the company's accounts, and who approves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// 支払口座.
    pub account: Account,
    /// What is paid.
    pub content: Content,
    /// 承認者; exactly where the contract's mode asks for one.
    #[serde(default)]
    pub approver: Option<LoginId>,
    /// 最終承認者; exactly where the mode asks for two.
    #[serde(default)]
    pub final_approver: Option<LoginId>,
}

/// A payment as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// Ours.
    pub id: PaymentId,
    /// Of which contract.
    pub contract: ContractNumber,
    /// What was asked for.
    #[serde(flatten)]
    pub order: Order,
    /// Who entered it.
    pub made_by: LoginId,
    /// When.
    pub made_at: Instant,
    /// Where it stands.
    pub status: Status,
    /// When the first of two approvers approved it.
    pub approved_at: Option<Instant>,
    /// When it ended.
    pub decided_at: Option<Instant>,
    /// Why it was sent back.
    pub reason: Option<Reason>,
    /// The receipt number (受付番号), once it is executed.
    pub receipt: Option<String>,
}

impl Payment {
    /// For whom it waits now.
    pub fn waits_for(&self) -> Option<&LoginId> {
        match self.status {
            Status::Waiting => self.order.approver.as_ref(),
            Status::WaitingFinal => self.order.final_approver.as_ref(),
            _ => None,
        }
    }

    /// Whether the next approval executes it (R5.3): the only one, or the final of two.
    pub fn is_at_last_step(&self) -> bool {
        self.status == Status::WaitingFinal || self.order.final_approver.is_none()
    }

    /// Whether that user entered it or is named in it.
    pub fn concerns(&self, login_id: &LoginId) -> bool {
        [
            Some(&self.made_by),
            self.order.approver.as_ref(),
            self.order.final_approver.as_ref(),
        ]
        .contains(&Some(login_id))
    }
}

/// A line of an account's statement (入出金明細).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// Counts up from 1 on each account.
    pub line: u64,
    /// When.
    pub at: Instant,
    /// Yen; what went out is negative.
    pub amount: i64,
    /// The balance afterwards.
    pub balance: u64,
    /// The other side: the payee of a transfer, the biller of a Pay-easy payment, nobody for a batch, which has many.
    pub text: String,
    /// Which payment it was, and of what kind, if it was one of this counter.
    pub payment: Option<(PaymentId, Kind)>,
}

#[cfg(test)]
mod tests;
