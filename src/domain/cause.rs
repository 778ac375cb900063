//! Why a fob is issued or comes back, how it reaches the customer, and how far it is (R15.4 to R15.6): words alone.

use serde::{Deserialize, Serialize};

/// Why a fob is issued (R15.4, R15.5), or came back (R15.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 新規: the contract has none yet.
    First,
    /// 追加: another one.
    Another,
    /// 紛失.
    Loss,
    /// 盗難.
    Theft,
    /// 故障.
    Defect,
    /// 電池切れ.
    Battery,
    /// 有効期限.
    Expiry,
    /// 利用者変更.
    ChangeOfHolder,
    /// 不要: it is needed no more.
    NoNeed,
    /// 申込書未着: it was asked for and never collected.
    NotCollected,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::First,
        Self::Another,
        Self::Loss,
        Self::Theft,
        Self::Defect,
        Self::Battery,
        Self::Expiry,
        Self::ChangeOfHolder,
        Self::NoNeed,
        Self::NotCollected,
    ];

    /// Those for which a fob is replaced (R15.5), in the order of the form.
    pub const REPLACING: [Self; 6] = [
        Self::Loss,
        Self::Theft,
        Self::Defect,
        Self::Battery,
        Self::Expiry,
        Self::ChangeOfHolder,
    ];

    /// Those for which one comes back (R15.6), in the order of the form.
    pub const RETURNING: [Self; 6] = [
        Self::NoNeed,
        Self::ChangeOfHolder,
        Self::Expiry,
        Self::Defect,
        Self::Battery,
        Self::NotCollected,
    ];

    /// The name in the store, in commands and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Another => "another",
            Self::Loss => "loss",
            Self::Theft => "theft",
            Self::Defect => "defect",
            Self::Battery => "battery",
            Self::Expiry => "expiry",
            Self::ChangeOfHolder => "change_of_holder",
            Self::NoNeed => "no_need",
            Self::NotCollected => "not_collected",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == name)
    }

    /// Whether the fob itself is gone (R7.4).
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Loss | Self::Theft)
    }

    /// Whether what came back for it may be issued again, by two and with a live code (R15.1).
    pub fn may_return_to_stock(self) -> bool {
        !self.is_gone() && !matches!(self, Self::Defect | Self::Battery | Self::Expiry)
    }
}

/// How a fob reaches the customer (R15.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 窓口: handed over at the counter.
    Counter,
    /// 簡易書留: by registered mail to the registered address.
    Mail,
}

impl Way {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Counter, Self::Mail];

    /// The name in the store, in commands and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Mail => "mail",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == name)
    }
}

/// How far a fob is on its way to the customer (R15.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// 申込書待ち: nothing is handed over or sent before the application is noted.
    Application,
    /// お渡し待ち.
    ToHand,
    /// 発送待ち.
    ToSend,
    /// お渡し済.
    Handed,
    /// 発送済.
    Sent,
    /// 到着.
    Arrived,
    /// 終了: it came back, or was replaced itself.
    Over,
}

impl Delivery {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Application,
        Self::ToHand,
        Self::ToSend,
        Self::Handed,
        Self::Sent,
        Self::Arrived,
        Self::Over,
    ];

    /// The name in the store and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::ToHand => "to_hand",
            Self::ToSend => "to_send",
            Self::Handed => "handed",
            Self::Sent => "sent",
            Self::Arrived => "arrived",
            Self::Over => "over",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.as_str() == name)
    }

    /// Whether the branch has the fob still.
    pub fn is_here(self) -> bool {
        matches!(self, Self::Application | Self::ToHand | Self::ToSend)
    }

    /// Where it begins: with the application at hand it is handed over at once, or goes to the mail.
    pub fn first(has_application: bool, way: Way) -> Self {
        match (has_application, way) {
            (false, _) => Self::Application,
            (true, Way::Counter) => Self::Handed,
            (true, Way::Mail) => Self::ToSend,
        }
    }
}
