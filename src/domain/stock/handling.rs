//! What becomes of a fob that is handled at a branch: returned, handed in, put back, scrapped, moved, written off (R15.1, R15.6).

use super::{Cause, Deed, Delivery};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::{Stock, Token};
use crate::domain::values::{BranchCode, Reason};

/// Fobs that are handled at once, at most.
pub const MOST: usize = 200;

/// What is known of a fob besides its own row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// How many users are registered with it.
    pub users: u32,
    /// How far it is on its way to a customer, if it is.
    pub delivery: Option<Delivery>,
    /// The branch that sent it, while it is on its way to another.
    pub sent_from: Option<BranchCode>,
    /// Whether it is still to be handed in: another one came in its place (R15.5), or its contract is closed (R16.1).
    pub owed: bool,
}

/// What was said about a deed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Why a fob came back.
    pub cause: Option<Cause>,
    /// Why it is scrapped or written off, or what is said of one that is owed and lost.
    pub reason: Option<Reason>,
    /// To which branch it goes.
    pub to: Option<BranchCode>,
}

/// The fob as it stands after that deed, done by somebody of the branch `own` (R15.1).
///
/// # Errors
/// E1470 while somebody is registered with it, E1471 for one in use, E1472 for a found one, E1473 for a lost one that nobody has
/// handed in, E1474 for one that was, E1475 for one that is never issued again, E1476 for one that was not sent, E1477 for one that is
/// not on its way here, E1478 to one's own branch, E1485 without a reason, E1491 for one that nobody waits for, E1952 at another branch, E1953 not released, E1965 for
/// any other that stands where it can't be done, E0302 expired, E1967 suspended.
pub fn handled(
    deed: Deed,
    token: &Token,
    around: &Around,
    said: &Said,
    own: &BranchCode,
    now: Instant,
) -> Decision<Token> {
    let serial = || token.serial.to_string();
    standing(deed, token, around, own)?;
    let stock = deed.on(token)?;
    let after = Token { stock, ..token.clone() };
    let here = Some(own.clone());
    match deed {
        Deed::Return => {
            let cause = said.cause.filter(|cause| Cause::RETURNING.contains(cause));
            Ok(Token {
                contract: None,
                branch: here,
                came_back: Some(cause.ok_or(Refusal::HandlingReason)?),
                handed_in: Some(now),
                ..after
            })
        }
        Deed::HandIn if token.handed_in.is_some() => Err(Refusal::HandedInAlready { serial: serial() }),
        Deed::HandIn => Ok(Token {
            branch: here,
            handed_in: Some(now),
            ..after
        }),
        Deed::Restock => {
            if !token.came_back.is_some_and(Cause::may_return_to_stock) {
                let cause = token.came_back.map_or("", Cause::as_str).to_owned();
                return Err(Refusal::NeverAgain {
                    serial: serial(),
                    cause,
                });
            }
            if let Some(expired) = token.expires.filter(|_| token.is_expired(now)) {
                let expired = calendar::show(expired);
                return Err(Refusal::TokenExpired {
                    serial: serial(),
                    expired,
                });
            }
            if token.is_suspended() {
                return Err(Refusal::InspectionFailed { serial: serial() });
            }
            Ok(Token {
                came_back: None,
                handed_in: None,
                ..after
            })
        }
        Deed::Undelivered => Ok(Token {
            contract: None,
            branch: here,
            ..after
        }),
        Deed::Scrap | Deed::WriteOff | Deed::LoseOwed if said.reason.is_none() => Err(Refusal::HandlingReason),
        Deed::Move => {
            let to = said.to.clone().ok_or(Refusal::BranchForm)?;
            if to == *own {
                return Err(Refusal::SameBranch { branch: to.to_string() });
            }
            Ok(Token {
                branch: Some(to),
                ..after
            })
        }
        _ => Ok(after),
    }
}

/// Whether it stands where that can be done to it: the refusals that say the way out.
fn standing(deed: Deed, token: &Token, around: &Around, own: &BranchCode) -> Decision<()> {
    let serial = token.serial.to_string();
    let lies_at = token.branch.as_ref();
    match (deed, token.stock) {
        (Deed::Return | Deed::Restock | Deed::Undelivered, Stock::Lost) => Err(Refusal::FoundFob { serial }),
        (Deed::Return | Deed::Undelivered | Deed::LoseOwed, Stock::Issued) if around.users > 0 => {
            Err(Refusal::StillRegistered {
                serial,
                users: around.users,
            })
        }
        (Deed::Undelivered, Stock::Issued) if around.delivery != Some(Delivery::Sent) => {
            Err(Refusal::NotSent { serial })
        }
        (Deed::LoseOwed, Stock::Issued) if !around.owed => Err(Refusal::NotOwed { serial }),
        (Deed::Scrap, Stock::Issued) => {
            let contract = token.contract.as_ref().map(ToString::to_string).unwrap_or_default();
            Err(Refusal::FobInUse { serial, contract })
        }
        (Deed::Scrap, Stock::Lost) if token.handed_in.is_none() => Err(Refusal::NotHandedIn { serial }),
        (Deed::Receive, Stock::Moving) if lies_at != Some(own) => Err(Refusal::NotOnItsWayHere {
            serial,
            branch: lies_at.map(ToString::to_string).unwrap_or_default(),
        }),
        // What is lost on the way either of the two branches gives up.
        (Deed::WriteOff, Stock::Moving) if around.sent_from.as_ref() == Some(own) => Ok(()),
        (Deed::Return | Deed::LoseOwed | Deed::HandIn | Deed::Receive, _) | (Deed::Undelivered, Stock::Issued) => {
            Ok(())
        }
        _ => match lies_at.filter(|branch| *branch != own) {
            Some(branch) if deed.next(token.stock).is_some() => Err(Refusal::OtherBranch {
                serial,
                branch: branch.to_string(),
            }),
            _ => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests;
