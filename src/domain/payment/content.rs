//! What a payment pays.

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::values::{Account, BankCode, BillCheckNumber, BillerNumber, BranchCode, Kana, PaymentNumber, Yen};

/// Whom a transfer goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payee {
    /// 金融機関コード.
    pub bank: BankCode,
    /// 支店コード.
    pub branch: BranchCode,
    /// 口座.
    pub account: Account,
    /// 受取人名, in kana.
    pub name: Kana,
}

/// One line of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkRow {
    /// To whom.
    pub to: Payee,
    /// How much.
    pub amount: Yen,
}

/// Which batch it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchKind {
    /// 総合振込.
    General,
    /// 給与振込.
    Payroll,
}

/// The rows of a batch: 1 to 99 of them, whose total is an amount too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<BulkRow>", into = "Vec<BulkRow>")]
pub struct BulkRows {
    rows: Vec<BulkRow>,
    total: Yen,
}

impl BulkRows {
    /// The most rows of one batch.
    pub const MAX: usize = 99;

    /// These rows, or E0513.
    pub fn new(rows: Vec<BulkRow>) -> Decision<Self> {
        let refused = || Refusal::BatchForm {
            rows: Self::MAX,
            max: Yen::MAX.to_string(),
        };
        if !(1..=Self::MAX).contains(&rows.len()) {
            return Err(refused());
        }
        let total = Yen::new(rows.iter().map(|row| row.amount.get()).sum()).map_err(|_| refused())?;
        Ok(Self { rows, total })
    }

    /// The rows in their order.
    pub fn as_slice(&self) -> &[BulkRow] {
        &self.rows
    }

    /// What they come to.
    pub fn total(&self) -> Yen {
        self.total
    }
}

impl TryFrom<Vec<BulkRow>> for BulkRows {
    type Error = Refusal;

    fn try_from(rows: Vec<BulkRow>) -> Decision<Self> {
        Self::new(rows)
    }
}

impl From<BulkRows> for Vec<BulkRow> {
    fn from(rows: BulkRows) -> Self {
        rows.rows
    }
}

/// What a payment pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Content {
    /// 都度振込.
    Transfer {
        /// To whom.
        to: Payee,
        /// How much.
        amount: Yen,
    },
    /// 総合振込 or 給与振込: a batch that goes out as one payment.
    Bulk {
        /// Which of the two.
        kind: BatchKind,
        /// Its rows.
        rows: BulkRows,
    },
    /// ペイジー: a bill. The amount is the one that stands on it; nothing is asked of the biller.
    PayEasy {
        /// 収納機関番号.
        biller: BillerNumber,
        /// 納付番号.
        number: PaymentNumber,
        /// 確認番号, printed on the bill.
        check_number: BillCheckNumber,
        /// How much.
        amount: Yen,
    },
}

impl Content {
    /// Which kind of payment it makes.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Transfer { .. } => Kind::Transfer,
            Self::Bulk {
                kind: BatchKind::General,
                ..
            } => Kind::Bulk,
            Self::Bulk {
                kind: BatchKind::Payroll,
                ..
            } => Kind::Payroll,
            Self::PayEasy { .. } => Kind::PayEasy,
        }
    }

    /// What it moves; of a batch the total.
    pub fn amount(&self) -> Yen {
        match self {
            Self::Transfer { amount, .. } | Self::PayEasy { amount, .. } => *amount,
            Self::Bulk { rows, .. } => rows.total(),
        }
    }

    /// The other side as a statement names it: the payee, the biller, or nobody for a batch.
    pub fn other_side(&self) -> &str {
        match self {
            Self::Transfer { to, .. } => to.name.as_str(),
            Self::Bulk { .. } => "",
            Self::PayEasy { biller, .. } => biller.as_str(),
        }
    }
}
