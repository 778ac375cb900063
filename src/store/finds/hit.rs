//! One contract that was found, and whether it is as the program wrote it.

use serde::ser::SerializeMap as _;

use crate::domain::calendar::Instant;
use crate::domain::contract::Contract;
use crate::domain::search::{Place, Question};
use crate::domain::values::ContractNumber;
use crate::store::contracts::{CONTRACT, contract_of};
use crate::store::loads::UNSEEN;
use crate::store::row::{instant_at, millis};
use crate::store::{Error, Result, Tx};

/// One contract that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The contract.
    pub contract: Contract,
    /// What of it holds the question, where that is not shown anyway: a user's login ID or name, a serial, a number.
    pub matched: Option<String>,
    /// Whether a caution stands on it (R10.5).
    pub cautioned: bool,
    /// Whether a token of it is suspended.
    pub suspended: bool,
    /// When the closed period of a user of it ends, the first if there are several.
    pub reopens_at: Option<Instant>,
    /// Whether something of it was changed past the program: then nothing but its number is told of it (R12.6).
    pub altered: bool,
    pub(super) slot: u32,
}

impl serde::Serialize for Hit {
    fn serialize<S: serde::Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("altered", &self.altered)?;
        if self.altered {
            map.serialize_entry("contract", &serde_json::json!({ "number": self.contract.number }))?;
            return map.end();
        }
        map.serialize_entry("contract", &self.contract)?;
        map.serialize_entry("matched", &self.matched)?;
        map.serialize_entry("cautioned", &self.cautioned)?;
        map.serialize_entry("suspended", &self.suspended)?;
        map.serialize_entry("reopens_at", &self.reopens_at)?;
        map.end()
    }
}

impl Hit {
    /// Whether a user of it was revoked and may not register yet (R8.1).
    pub fn revoked(&self) -> bool {
        self.reopens_at.is_some()
    }
}

impl Tx<'_> {
    /// What stands on the contract in that slot now.
    pub(super) fn hit_in(&self, slot: u32, now: Instant) -> Result<Option<Hit>> {
        let sql = format!(
            r#"SELECT {CONTRACT},
            (SELECT count(*) FROM token WHERE contract = contract.number AND suspended_at IS NOT NULL AND stock = 'issued'),
            (SELECT min(reopens_at) FROM "user" WHERE contract = contract.number AND reopens_at > ?2),
            (SELECT count(*) FROM caution WHERE contract = contract.number AND lifted_at IS NULL)
            FROM contract WHERE slot = ?1 AND load NOT IN {UNSEEN}"#
        );
        let behind = CONTRACT.split(',').count();
        let found = self.db.optional(&sql, &[&slot, &millis(now)], |row| {
            let is = |column| row.get::<u64>(column).map(|count| count > 0);
            Ok(Hit {
                contract: contract_of(row)?,
                matched: None,
                suspended: is(behind)?,
                reopens_at: instant_at(row, behind + 1, "\"user\".reopens_at")?,
                cautioned: is(behind + 2)?,
                altered: false,
                slot,
            })
        })?;
        let Some(hit) = found else { return Ok(None) };
        let altered = self.is_altered(&hit.contract.number)?;
        Ok(Some(Hit { altered, ..hit }))
    }

    /// The same with what of it answers the question.
    pub(super) fn hit(&self, place: Place, question: &Question, now: Instant) -> Result<Option<Hit>> {
        let Some(hit) = self.hit_in(place.slot, now)? else {
            return Ok(None);
        };
        if question.is_empty() || hit.altered || place.by_company {
            return Ok(Some(hit));
        }
        let names = self.names_in(place.slot)?;
        let matched = names.and_then(|entry| entry.matched(question).map(str::to_owned));
        Ok(Some(Hit { matched, ..hit }))
    }

    /// Whether something of a contract was changed past the program (R12.6). A hit that nobody may rely on hides no other one.
    fn is_altered(&self, number: &ContractNumber) -> Result<bool> {
        match self.met_case(number.as_str()) {
            Err(Error::Forged { .. } | Error::Damaged(_)) => Ok(true),
            met => met.map(|()| false),
        }
    }
}
