//! The recall list (R15.8): fobs that should be fetched back before they fail, one by one and by batch.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Serialize;

use super::Look;
use crate::desk::Error;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock::{FAILING_OVER, RECALL_DAYS, Recall, drifts_from, fails_from};
use crate::domain::values::{BranchCode, Maker};
use crate::store::{RecallFrom, RecallRow};

/// Fobs that the list has at most.
const MOST: u64 = 5000;

/// A fob of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecallFob {
    /// The fob.
    #[serde(flatten)]
    pub row: RecallRow,
    /// What speaks for fetching it back.
    #[serde(flatten)]
    pub why: Recall,
}

/// How many fobs of a batch are on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecallBatch {
    /// Its number; none for fobs of no batch.
    pub batch: Option<u32>,
    /// Whose fobs they are.
    pub maker: Maker,
    /// How many came in it.
    pub count: Option<u64>,
    /// How many of it are on the list.
    pub listed: usize,
    /// Of them: those that have expired,
    pub expired: usize,
    /// that expire within the shortest of [`RECALL_DAYS`], the next and the longest, each without those before,
    pub expiring: [usize; 3],
    /// whose clock is on its way to the window's edge,
    pub drifting: usize,
    /// that fail often.
    pub failing: usize,
}

/// The recall list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecallList {
    /// Of that branch; of all without one.
    pub branch: Option<BranchCode>,
    /// The fobs, the soonest to expire first.
    pub fobs: Vec<RecallFob>,
    /// The same by batch.
    pub batches: Vec<RecallBatch>,
    /// There are more than are listed.
    pub more: bool,
}

/// Of whose fobs a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of one's own branch.
    Own,
    /// Those of that one.
    Of(BranchCode),
    /// Those of all.
    All,
}

impl Look<'_> {
    /// The fobs that should be fetched back: those of a branch's contracts and those that lie there (R15.8).
    pub fn recall(&self, whose: &Whose) -> Result<RecallList, Error> {
        self.must(Duty::SeeStock)?;
        let [.., longest] = RECALL_DAYS;
        let from = RecallFrom {
            expires_by: self.now + TimeDelta::days(i64::from(longest)),
            drift: drifts_from(self.policy),
            failed: fails_from(self.policy),
            failed_since: self.now - FAILING_OVER,
        };
        self.store.read(|tx| -> Result<_, Error> {
            let branch = match whose {
                Whose::Own => Some(tx.staff(&self.who.staff().id)?.ok_or(Refusal::StaffLocked)?.branch.code),
                Whose::Of(branch) => Some(branch.clone()),
                Whose::All => None,
            };
            let mut rows = tx.to_recall(branch.as_ref(), from, MOST + 1)?;
            let most = usize::try_from(MOST).unwrap_or(usize::MAX);
            let more = rows.len() > most;
            rows.truncate(most);
            let fobs: Vec<_> = rows
                .into_iter()
                .map(|row| RecallFob {
                    why: Recall::of(&row.token, row.failed, self.now, self.policy),
                    row,
                })
                .collect();
            let mut batches = by_batch(&fobs);
            for of in &mut batches {
                let came = of.batch.map(|batch| tx.batch(batch)).transpose()?.flatten();
                of.count = came.map(|batch| batch.count);
            }
            Ok(RecallList {
                branch,
                fobs,
                batches,
                more,
            })
        })
    }
}

fn by_batch(fobs: &[RecallFob]) -> Vec<RecallBatch> {
    let mut found: BTreeMap<(Option<u32>, &str), RecallBatch> = BTreeMap::new();
    for RecallFob { row, why } in fobs {
        let of = found
            .entry((row.batch, row.token.maker.as_str()))
            .or_insert_with(|| RecallBatch {
                batch: row.batch,
                maker: row.token.maker.clone(),
                count: None,
                listed: 0,
                expired: 0,
                expiring: [0; 3],
                drifting: 0,
                failing: 0,
            });
        of.listed += 1;
        of.expired += usize::from(why.expired);
        for (days, count) in RECALL_DAYS.iter().zip(&mut of.expiring) {
            *count += usize::from(why.expires_within == Some(*days));
        }
        of.drifting += usize::from(why.drifts);
        of.failing += usize::from(why.fails);
    }
    found.into_values().collect()
}
