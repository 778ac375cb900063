//! What is done to a fob, from which state to which, by whom and with whom (R15.1, R15.9). One table for the desk, for the
//! tests and for the documentation.

use serde::{Deserialize, Serialize};

use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Duty;
use crate::domain::token::{Stock, Token};

/// Something that is done to a fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// 検収: its batch is released (R15.3).
    Release,
    /// 移送.
    Move,
    /// 受領.
    Receive,
    /// 発行, 代替発行.
    Issue,
    /// 失効 for loss or theft (R7.4).
    Lose,
    /// 在庫紛失.
    WriteOff,
    /// 返却.
    Return,
    /// 未返却紛失: one that was to come back, with which nobody is registered any more, is lost (R15.5, R16.1).
    LoseOwed,
    /// 受取: a lost fob that was found is handed in, and stays lost.
    HandIn,
    /// 再在庫: what came back goes into stock again.
    Restock,
    /// 返送: what came back undelivered goes into stock again.
    Undelivered,
    /// 廃棄.
    Scrap,
    /// 差戻し of a revocation by mistake (R7.7): the fob is suspended.
    Reinstate,
}

/// Who else has to do with it (R15.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Second {
    /// Nobody.
    Nobody,
    /// A supervisor, before.
    Before,
    /// A supervisor looks it over afterwards.
    After,
    /// Somebody of the branch that receives it.
    Receiver,
}

impl Deed {
    /// All of them, in the order of a fob's way.
    pub const ALL: [Self; 13] = [
        Self::Release,
        Self::Move,
        Self::Receive,
        Self::Issue,
        Self::Lose,
        Self::WriteOff,
        Self::Return,
        Self::LoseOwed,
        Self::HandIn,
        Self::Restock,
        Self::Undelivered,
        Self::Scrap,
        Self::Reinstate,
    ];

    /// What a fob that stands there becomes by it; nothing where it can't be done (R15.1).
    pub fn next(self, stock: Stock) -> Option<Stock> {
        use Stock::{Arrived, InStock, Issued, Lost, Moving, Returned, Scrapped};
        match (self, stock) {
            (Self::Release, Arrived)
            | (Self::Receive, Moving)
            | (Self::Restock, Returned)
            | (Self::Undelivered, Issued) => Some(InStock),
            (Self::Move, InStock) => Some(Moving),
            (Self::Issue, InStock) | (Self::Reinstate, Lost) => Some(Issued),
            (Self::Lose | Self::LoseOwed, Issued)
            | (Self::WriteOff, Arrived | InStock | Moving | Returned)
            | (Self::HandIn, Lost) => Some(Lost),
            (Self::Return, Issued) => Some(Returned),
            (Self::Scrap, InStock | Returned | Lost) => Some(Scrapped),
            _ => None,
        }
    }

    /// The duty of who does it.
    pub fn duty(self) -> Duty {
        match self {
            Self::Release | Self::Reinstate => Duty::Approve,
            Self::Lose => Duty::Revoke,
            Self::WriteOff => Duty::WriteOff,
            _ => Duty::Issue,
        }
    }

    /// Who else has to do with it.
    pub fn second(self) -> Second {
        match self {
            Self::Release | Self::Receive | Self::Reinstate => Second::Nobody,
            Self::Move => Second::Receiver,
            Self::Issue | Self::WriteOff | Self::Restock | Self::Undelivered | Self::Scrap => Second::Before,
            Self::Lose | Self::Return | Self::LoseOwed | Self::HandIn => Second::After,
        }
    }

    /// The name of it in the trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release_batch",
            Self::Move => "move_token",
            Self::Receive => "receive_token",
            Self::Issue => "issue",
            Self::Lose => "revoke",
            Self::WriteOff => "write_off",
            Self::Return => "return_token",
            Self::LoseOwed => "lose_owed",
            Self::HandIn => "hand_in",
            Self::Restock => "restock",
            Self::Undelivered => "undelivered",
            Self::Scrap => "scrap",
            Self::Reinstate => "return",
        }
    }

    /// Whether the customer is told (R14.1).
    pub fn is_told(self) -> bool {
        matches!(self, Self::Issue | Self::Lose | Self::Reinstate)
    }

    /// What the token becomes.
    ///
    /// # Errors
    /// E1953 for one whose batch is not released, E1965 for any other that stands where it can't be done.
    pub fn on(self, token: &Token) -> Decision<Stock> {
        let serial = token.serial.to_string();
        match self.next(token.stock) {
            Some(next) => Ok(next),
            None if token.stock == Stock::Arrived => Err(Refusal::NotReleased { serial }),
            None => Err(Refusal::NotThere {
                serial,
                state: token.stock.as_str().to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_and_scrapped_are_for_ever_r15_1() {
        for deed in Deed::ALL {
            assert_eq!(deed.next(Stock::Scrapped), None, "{deed:?}");
            let of_lost = deed.next(Stock::Lost);
            let allowed = match deed {
                Deed::HandIn => Some(Stock::Lost),
                Deed::Scrap => Some(Stock::Scrapped),
                // R7.7 alone, by the decision about its request.
                Deed::Reinstate => Some(Stock::Issued),
                _ => None,
            };
            assert_eq!(of_lost, allowed, "{deed:?}");
        }
    }

    #[test]
    fn only_what_is_in_stock_is_issued_or_moved_r15_4() {
        for stock in Stock::ALL {
            for deed in [Deed::Issue, Deed::Move] {
                assert_eq!(
                    deed.next(stock).is_some(),
                    stock == Stock::InStock,
                    "{deed:?} {stock:?}"
                );
            }
        }
    }
}
