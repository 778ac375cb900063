//! 棚卸: a counting of the drawer is signed by two, and so is what explains its differences (R15.7, R15.9).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Moment, Weighed, Weighing};
use crate::desk::Error;
use crate::desk::attempt::Ground;
use crate::domain::calendar::Instant;
use crate::domain::countersign::{Decider, Line};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{self, Counted, MOST_COUNTED};
use crate::domain::values::{BranchCode, Reason, Serial, StaffId};
use crate::store::Tx;

/// What was read in a drawer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct Count {
    pub(in crate::desk) branch: BranchCode,
    pub(in crate::desk) serials: Vec<Serial>,
    pub(in crate::desk) counted_by: StaffId,
    pub(in crate::desk) counted_at: Instant,
}

/// What a drawer holds against what the store says now.
pub(in crate::desk) fn judged(
    tx: &Tx<'_>,
    branch: &BranchCode,
    serials: &[Serial],
    since: Instant,
) -> Result<Counted, Error> {
    let expected = tx.drawer(branch)?;
    // Of what is as it should be nothing is asked.
    let plain = stock::counted(&expected, serials, &BTreeSet::new());
    let doubtful: BTreeSet<_> = plain
        .missing
        .iter()
        .map(|fob| &fob.serial)
        .chain(&plain.extra)
        .collect();
    let moved = tx.handled_since(&doubtful, since)?;
    Ok(stock::counted(&expected, serials, &moved))
}

impl Weighing for Count {
    fn action(&self) -> &'static str {
        "count_stock"
    }

    fn duty(&self) -> Duty {
        Duty::Issue
    }

    fn subject(&self) -> String {
        self.branch.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        if self.serials.len() > MOST_COUNTED {
            return Err(Refusal::FobsAtOnce { most: MOST_COUNTED }.into());
        }
        if moment.by.branch.code != self.branch {
            return Err(Refusal::Changed.into());
        }
        let counted = judged(moment.tx, &self.branch, &self.serials, self.counted_at)?;
        // What came or went since was there when it was counted: present, by what is shown and signed.
        let mut lines = vec![
            Line::new("read", "", self.serials.len().to_string()),
            Line::new("missing", "", counted.missing.len().to_string()),
            Line::new("extra", "", counted.extra.len().to_string()),
        ];
        let missing = counted
            .missing
            .iter()
            .map(|fob| Line::new("missing_fob", "", fob.serial.as_str()));
        lines.extend(missing);
        lines.extend(
            counted
                .extra
                .iter()
                .map(|serial| Line::new("extra_fob", "", serial.as_str())),
        );
        Ok(Weighed {
            decider: Some(Decider::Supervisor),
            ..Weighed::of_power(false, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        let counted = judged(tx, &self.branch, &self.serials, self.counted_at)?;
        let signed = (&ground.who.id, ground.now);
        Ok(tx.add_count((&self.branch, &counted), (&self.counted_by, self.counted_at), signed)?)
    }
}

/// Why a counting found something otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::desk) struct ExplainCount {
    pub(in crate::desk) branch: BranchCode,
    pub(in crate::desk) serial: Serial,
    pub(in crate::desk) why: Reason,
}

impl Weighing for ExplainCount {
    fn action(&self) -> &'static str {
        "explain_count"
    }

    fn duty(&self) -> Duty {
        Duty::Issue
    }

    fn subject(&self) -> String {
        self.serial.to_string()
    }

    fn plan(&self, moment: &Moment<'_>) -> Result<Weighed, Error> {
        if moment.by.branch.code != self.branch {
            return Err(Refusal::Changed.into());
        }
        let open = moment.tx.open_differences(&self.branch, u64::MAX >> 1)?;
        let open: Vec<_> = open.iter().filter(|row| row.serial == self.serial).collect();
        if open.is_empty() {
            let serial = self.serial.to_string();
            return Err(Refusal::NoDifference { serial }.into());
        }
        let mut lines: Vec<_> = open
            .iter()
            .map(|row| Line::new("difference", "", row.kind.as_str()))
            .collect();
        lines.push(Line::new("reason", "", self.why.as_str()));
        Ok(Weighed {
            decider: Some(Decider::Supervisor),
            ..Weighed::of_power(false, lines)
        })
    }

    fn carry_out(&self, tx: &Tx<'_>, ground: &mut Ground<'_>, _: Option<&str>) -> Result<(), Error> {
        let at = (&self.branch, &self.serial);
        if tx.explain_difference(at, &self.why, &ground.who.id, ground.now)? > 0 {
            return Ok(());
        }
        let serial = self.serial.to_string();
        Err(Refusal::NoDifference { serial }.into())
    }
}
