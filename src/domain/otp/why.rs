//! Why a code was refused (R6.7).

use serde::Serialize;
use subtle::{Choice, ConditionallySelectable};

use super::{Otp, same_at, step_at};
use crate::domain::calendar::Instant;
use crate::domain::policy::Policy;
use crate::domain::token::{CodeParams, Token};
use crate::domain::values::{Serial, TokenId};

/// The lengths of a step that fobs usually have, in seconds (R6.1).
const USUAL_PERIODS: [u32; 2] = [30, 60];

/// What a code turned out to be when the staff asked (R6.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Of a step at or before the last accepted one (R6.3), or of one that was asked about before (R6.7).
    Used,
    /// It was right until it was asked about.
    RightNow,
    /// So many steps ahead of the known drift: the fob's clock is fast.
    Early(u64),
    /// So many steps behind it: the fob's clock is slow, or the code was entered late.
    Late(u64),
    /// Of another token of the contract.
    OtherToken(Serial),
    /// Right if a step of the token lasted so many seconds.
    OtherPeriod(u32),
    /// None of these.
    Nothing,
}

impl Why {
    /// The kind of the answer by name, for the trail.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::RightNow => "right_now",
            Self::Early(_) => "early",
            Self::Late(_) => "late",
            Self::OtherToken(_) => "other_token",
            Self::OtherPeriod(_) => "other_period",
            Self::Nothing => "nothing",
        }
    }
}

/// A token with its seed, opened for one question.
#[derive(Clone, Copy)]
pub struct Opened<'a> {
    /// The token.
    pub token: &'a Token,
    /// Its seed.
    pub seed: &'a [u8],
    /// Its steps that were asked about before: they are used up like accepted ones.
    pub spent: &'a [u64],
}

/// The answer, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What the code is.
    pub why: Why,
    /// The steps that the code could still have been used for. They are to be used up with the answer, without a change of
    /// the drift, so that asking never helps to find a right code (R6.7).
    pub spent: Vec<(TokenId, u64)>,
}

/// Says what a code is: a step of the named token within the distance of a resynchronisation around its known drift, else one
/// that a check of another token of the contract would look at, else a step of the named one if its steps had another
/// usual length. Every code of every one of them is computed and compared in constant time (R6.4).
///
/// A suspended token is explained like any other: its code may be right again soon, and is used up as well.
pub fn explain(named: Opened<'_>, others: &[Opened<'_>], policy: &Policy, code: &Otp, now: Instant) -> Explained {
    let (window, reach) = (policy.otp_window, policy.resync_window.max(policy.otp_window));
    let of_named = Search { window, reach }.of(named, code, now);
    let of_others: Vec<_> = others
        .iter()
        .map(|other| (other.token, Search { window, reach: window }.of(*other, code, now)))
        .collect();
    let of_periods = USUAL_PERIODS.map(|period| (period, fits_period(named, period, reach, code, now)));

    let found = of_others.iter().map(|(token, found)| (token.id, found));
    let found = [(named.token.id, &of_named)].into_iter().chain(found);
    let spent = found.flat_map(|(id, found)| found.usable().map(move |step| (id, step)));
    let other_token = || of_others.iter().find(|(_, found)| found.any()).map(|(token, _)| token);
    let other_period = || of_periods.iter().find(|(_, fits)| *fits).map(|(period, _)| *period);
    let why = of_named
        .why()
        .or_else(|| other_token().map(|token| Why::OtherToken(token.serial.clone())))
        .or_else(|| other_period().map(Why::OtherPeriod))
        .unwrap_or(Why::Nothing);
    Explained {
        why,
        spent: spent.collect(),
    }
}

/// How far a search goes: `window` is what a check would look at, `reach` how far it looks at all.
struct Search {
    window: u32,
    reach: u32,
}

/// The latest matching step of each sort, one up so that 0 means "none".
#[derive(Default)]
struct Found {
    centre: u64,
    used: u64,
    late: u64,
    right: u64,
    early: u64,
    /// The steps that were not used, and whether each matches.
    fresh: Vec<(u64, Choice)>,
}

impl Search {
    fn of(&self, Opened { token, seed, spent }: Opened<'_>, code: &Otp, now: Instant) -> Found {
        let centre = step_at(&token.params, now).saturating_add_signed(token.drift);
        let mut found = Found {
            centre,
            ..Found::default()
        };
        let (window, reach) = (u64::from(self.window), u64::from(self.reach));
        let (first, last) = (centre.saturating_sub(reach), centre.saturating_add(reach));
        for step in first..=last {
            let same = same_at(seed, &token.params, step, code);
            let is_used = token.last_step.is_some_and(|newest| step <= newest) || spent.contains(&step);
            found.fresh.extend((!is_used).then_some((step, same)));
            let sort = found.sort(step, is_used, window);
            *sort = u64::conditional_select(sort, &step.saturating_add(1), same);
        }
        found
    }
}

impl Found {
    /// Of which sort a step is. That depends on the step alone, never on the code.
    fn sort(&mut self, step: u64, is_used: bool, window: u64) -> &mut u64 {
        if is_used {
            &mut self.used
        } else if step < self.centre.saturating_sub(window) {
            &mut self.late
        } else if step <= self.centre.saturating_add(window) {
            &mut self.right
        } else {
            &mut self.early
        }
    }

    fn any(&self) -> bool {
        self.used | self.late | self.right | self.early != 0
    }

    /// The steps of that code that a check or a resynchronisation could still accept, late ones included: with those that are named
    /// somebody could otherwise set a forged drift.
    fn usable(&self) -> impl Iterator<Item = u64> {
        let matching = self.fresh.iter().filter(|(_, same)| bool::from(*same));
        matching.map(|(step, _)| *step)
    }

    fn why(&self) -> Option<Why> {
        let away = |step: u64| (step - 1).abs_diff(self.centre);
        match (self.right, self.used, self.early, self.late) {
            (0, 0, 0, 0) => None,
            (0, 0, 0, late) => Some(Why::Late(away(late))),
            (0, 0, early, _) => Some(Why::Early(away(early))),
            (0, ..) => Some(Why::Used),
            _ => Some(Why::RightNow),
        }
    }
}

/// Whether the code is one of that fob if its steps lasted `period` seconds; its drift, which counts other steps, is left out.
fn fits_period(Opened { token, seed, .. }: Opened<'_>, period: u32, reach: u32, code: &Otp, now: Instant) -> bool {
    if period == token.params.period {
        return false;
    }
    let params = CodeParams { period, ..token.params };
    let (centre, reach) = (step_at(&params, now), u64::from(reach));
    let (first, last) = (centre.saturating_sub(reach), centre.saturating_add(reach));
    let mut fits = Choice::from(0);
    for step in first..=last {
        fits |= same_at(seed, &params, step, code);
    }
    fits.into()
}

#[cfg(test)]
mod tests;
