//! A hard token (ハードトークン): a fob known by maker and serial (R15.2).

use serde::{Deserialize, Serialize};

use super::calendar::Instant;
use super::cause::Cause;
use super::values::{BranchCode, ContractNumber, Maker, Serial, TokenId};

/// The hash of a fob's codes (RFC 6238 §1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    /// HMAC-SHA-1, the default.
    #[default]
    Sha1,
    /// HMAC-SHA-256.
    Sha256,
    /// HMAC-SHA-512.
    Sha512,
}

/// How a fob makes its codes (R6.1, RFC 6238 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeParams {
    /// The hash.
    pub algorithm: Algorithm,
    /// Digits of a code.
    pub digits: u32,
    /// Seconds a step lasts; never 0.
    pub period: u32,
    /// T0: seconds since 1970 at which step 0 begins.
    pub start: u64,
}

/// Where a token stands apart from registrations (R15.1). Lost (R7.7 aside) and scrapped are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stock {
    /// 未検品: it came with a batch that nobody has released (R15.3).
    Arrived,
    /// 在庫.
    InStock,
    /// 移送中: on its way to another branch.
    Moving,
    /// 発行済.
    Issued,
    /// 返却.
    Returned,
    /// 紛失.
    Lost,
    /// 廃棄.
    Scrapped,
}

impl Stock {
    /// All of them, in the order of a fob's way.
    pub const ALL: [Self; 7] = [
        Self::Arrived,
        Self::InStock,
        Self::Moving,
        Self::Issued,
        Self::Returned,
        Self::Lost,
        Self::Scrapped,
    ];

    /// The name in the store, in commands and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::InStock => "in_stock",
            Self::Moving => "moving",
            Self::Issued => "issued",
            Self::Returned => "returned",
            Self::Lost => "lost",
            Self::Scrapped => "scrapped",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stock| stock.as_str() == name)
    }
}

/// Why a suspended token is lifted by the bank alone (R9.6, R7.7). Of wrong codes, which the customer may lift, there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// 申出: on a caller's word.
    Caller,
    /// 差戻し: a revocation by mistake was sent back.
    Returned,
    /// Too many wrong codes since the last right one, whatever was unlocked meanwhile (R9.5).
    Codes,
}

impl Held {
    /// The name in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Returned => "returned",
            Self::Codes => "codes",
        }
    }

    /// The reason of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Caller, Self::Returned, Self::Codes]
            .into_iter()
            .find(|held| held.as_str() == name)
    }
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Ours, whatever the serial.
    pub id: TokenId,
    /// Who made it.
    pub maker: Maker,
    /// Serial number (シリアル番号).
    pub serial: Serial,
    /// How it makes its codes.
    pub params: CodeParams,
    /// The instant before which none of its codes is taken, if its seed record names one (RFC 6030 §4.1, §5).
    pub starts: Option<Instant>,
    /// The instant from which it is expired (トークン有効期限), if it ever is.
    pub expires: Option<Instant>,
    /// Where it stands.
    pub stock: Stock,
    /// The contract it is (or was) issued to.
    pub contract: Option<ContractNumber>,
    /// The branch at which it lies, or lay before it was issued, or to which it is on its way (R15.1).
    pub branch: Option<BranchCode>,
    /// Why it came back: by that it can be issued again or not (R15.1).
    pub came_back: Option<Cause>,
    /// When it was handed in after it was lost, or replaced (R15.1, R15.5).
    pub handed_in: Option<Instant>,
    /// Wrong codes in a row (R9.1).
    pub wrong_codes: u32,
    /// Since when it is suspended (利用停止), if it is.
    pub suspended_at: Option<Instant>,
    /// Why the bank alone lifts that, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// The last accepted time step (R6.3).
    pub last_step: Option<u64>,
    /// Steps the fob's clock is known to be ahead of ours (R6.2).
    pub drift: i64,
}

impl Token {
    /// Whether it is past its expiry (to the instant, half open: R2.3).
    pub fn is_expired(&self, now: Instant) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// Whether its time has not come (to the instant, half open: R2.3).
    pub fn is_early(&self, now: Instant) -> bool {
        self.starts.is_some_and(|starts| now < starts)
    }

    /// Whether it is suspended (R9.1).
    pub fn is_suspended(&self) -> bool {
        self.suspended_at.is_some()
    }

    /// Whether a registration with it can be used: issued, begun, not expired, not suspended.
    pub fn is_good(&self, now: Instant) -> bool {
        self.stock == Stock::Issued && !self.is_early(now) && !self.is_expired(now) && !self.is_suspended()
    }
}
