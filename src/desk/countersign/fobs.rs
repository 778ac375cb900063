//! 返却, 廃棄, 移送 and what else is done to fobs at a branch, one or a list of them (R15.6, R15.9).

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::act::the_fob;
use crate::desk::attempt::Ground;
use crate::domain::calendar::Instant;
use crate::domain::countersign::{self, Decider, Line};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{self, Cause, Deed, MOST, Said, Second};
use crate::domain::token::Token;
use crate::domain::values::{BranchCode, ContractNumber, Maker, Reason, Serial};
use crate::store::Tx;

/// A fob by its serial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FobName {
    /// Its serial.
    pub serial: Serial,
    /// Its maker, where two have this serial (R15.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<Maker>,
}

/// What is done to fobs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "what is done, and to which fobs")]
pub(in crate::desk) struct Fobs {
    pub(in crate::desk) deed: Deed,
    pub(in crate::desk) fobs: Vec<FobName>,
    /// What an entry says of them: what has not the form of a serial may be a code in the wrong place (R12.3).
    pub(in crate::desk) subject: String,
    pub(in crate::desk) cause: Option<Cause>,
    pub(in crate::desk) reason: Option<Reason>,
    pub(in crate::desk) to: Option<BranchCode>,
    /// The branch at which it is done: that of who asks.
    pub(in crate::desk) branch: BranchCode,
    /// The one contract that they were issued to, when it was asked for.
    pub(in crate::desk) contract: Option<ContractNumber>,
}

impl Fobs {
    fn said(&self) -> Said {
        Said {
            cause: self.cause,
            reason: self.reason.clone(),
            to: self.to.clone(),
        }
    }

    /// Each fob as it stands and as it will.
    fn handled(&self, tx: &Tx<'_>, now: Instant) -> Result<Vec<(Token, Token)>, Error> {
        if self.fobs.is_empty() || self.fobs.len() > MOST {
            return Err(Refusal::FobsAtOnce { most: MOST }.into());
        }
        let mut pairs: Vec<(Token, Token)> = Vec::new();
        for name in &self.fobs {
            let token = the_fob(tx, &name.serial, name.maker.as_ref())?;
            let serial = token.serial.to_string();
            if pairs.iter().any(|(known, _)| known.id == token.id) {
                return Err(Refusal::FobTwice { serial }.into());
            }
            if let Some(contract) = &token.contract {
                // A case is met as a whole (R12.6).
                tx.case(contract)?;
            }
            let around = tx.around(token.id)?;
            let after = stock::handled(self.deed, &token, &around, &self.said(), &self.branch, now)?;
            pairs.push((token, after));
        }
        Ok(pairs)
    }
}

impl Weighing for Fobs {
    fn action(&self) -> &'static str {
        self.deed.as_str()
    }

    fn duty(&self) -> Duty {
        self.deed.duty()
    }

    fn subject(&self) -> String {
        self.subject.clone()
    }

    fn contract(&self) -> Option<ContractNumber> {
        self.contract.clone()
    }

    fn wipes(&self) -> bool {
        self.deed == Deed::Scrap
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        let Moment { tx, by, now, .. } = moment;
        // Who asked works elsewhere since.
        if by.branch.code != self.branch {
            return Err(Refusal::Changed.into());
        }
        if let (Deed::Move, Some(to)) = (self.deed, &self.to)
            && !tx
                .all_staff()?
                .iter()
                .any(|member| member.branch.code == *to && !member.locked)
        {
            return Err(Refusal::NoBranch { branch: to.to_string() }.into());
        }
        let pairs = self.handled(tx, *now)?;
        if self.deed == Deed::Receive {
            for (token, _) in &pairs {
                let sender = tx.sender(token.id)?.map(|id| tx.staff(&id)).transpose()?.flatten();
                if let Some(sender) = sender {
                    countersign::another_person(by, &sender)?;
                }
            }
        }
        let mut lines: Vec<_> = pairs
            .iter()
            .map(|(before, after)| Line::new(before.serial.as_str(), before.stock.as_str(), after.stock.as_str()))
            .collect();
        let mut more = |what: &str, text: Option<&str>| {
            lines.extend(text.map(|text| Line::new(what, "", text)));
        };
        more("contract", self.contract.as_ref().map(ContractNumber::as_str));
        more("cause", self.cause.map(Cause::as_str));
        more("to", self.to.as_ref().map(BranchCode::as_str));
        more("reason", self.reason.as_ref().map(Reason::as_str));
        if self.deed == Deed::Restock {
            more("live_code", Some("accepted"));
        }
        let (decider, at_once) = match self.deed.second() {
            Second::Nobody | Second::Receiver => (None, false),
            Second::Before if self.deed == Deed::WriteOff => (Some(Decider::Either), false),
            Second::Before => (Some(Decider::Supervisor), false),
            Second::After => (Some(Decider::Supervisor), true),
        };
        Ok(Weighed {
            decider,
            at_once,
            ..Weighed::of_power(false, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        for (before, after) in self.handled(tx, ground.now)? {
            tx.handle(self.deed, &before, &after, &ground.who.id, ground.now)?;
        }
        Ok(())
    }
}
