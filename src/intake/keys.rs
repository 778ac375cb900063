//! What a file of keys would bring (a dry run, R15.3): a verdict for each of them. The file is read once, also where it comes by a
//! pipe: what is known of each key but its seed is set aside, and asked about in parts when the file has ended, since only then it is
//! known what stands in it more than once. So a file of any size is looked at, and no seed is kept anywhere.

mod noted;

use serde::{Serialize, Serializer};

use self::noted::{Keeping, Noted, Said};
use super::aside::{gone, no_room};
pub use super::keyed::{Keyed, Keys};
use super::pskc::Fault;
use crate::desk::{Desk, Error, KeyAsked, Session};
use crate::domain::Policy;
use crate::domain::arrival::Remark;
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::Maker;

/// Keys that are looked at between two of others.
const AT_ONCE: usize = 200;

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyFate {
    /// It will be a token that was not there.
    New(Newcomer),
    /// It can't be taken.
    Refused(#[serde(serialize_with = "code")] Refusal),
}

/// What is known of a token that comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Newcomer {
    /// What is to be said of it.
    pub remarks: Vec<Remark>,
    /// The instant before which none of its codes is taken.
    pub starts: Option<Instant>,
    /// The instant from which it is expired.
    pub expires: Option<Instant>,
    /// Steps that its clock is ahead of ours.
    pub drift: i64,
}

/// A key of a file, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyJudged {
    /// The line in which it begins.
    pub line: u64,
    /// Its serial, as far as it can be shown.
    pub serial: String,
    /// Who made it, where it can be read whole.
    pub maker: Option<Maker>,
    /// What becomes of it.
    pub fate: KeyFate,
}

/// How many keys what becomes of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KeyCounts {
    /// New ones.
    pub new: usize,
    /// Those whose maker and serial are in the store (E1406).
    pub there: usize,
    /// Those that stand in the file already (E1404).
    pub twice: usize,
    /// Those with the seed of another token, of the file or of the store (E1434).
    pub same_seed: usize,
    /// Those that are not as they must be.
    pub unfit: usize,
    /// Of the new ones, those that have expired.
    pub expired: usize,
    /// Those that will within the policy's days of notice.
    pub expiring: usize,
    /// Those of which no code is taken yet.
    pub not_yet: usize,
    /// Those whose clocks are off.
    pub drifting: usize,
}

impl KeyCounts {
    /// All of them.
    pub fn all(&self) -> usize {
        self.new + self.there + self.twice + self.same_seed + self.unfit
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct KeysFound {
    /// How many what becomes of.
    pub counts: KeyCounts,
    /// The first key that can't be taken.
    pub first: Option<Refusal>,
    /// Why the file can't be read to its end: of what stands behind nothing is told.
    pub ended: Option<Refusal>,
}

/// A file that is being looked at.
#[derive(Debug)]
pub struct KeySurvey<K> {
    at: Stage<K>,
    rows: usize,
    /// What was found so far; of the whole when it is over.
    pub found: KeysFound,
}

#[derive(Debug)]
enum Stage<K> {
    Reading(K, Keeping),
    Judging(Noted),
    Over,
}

impl<K: Keys> KeySurvey<K> {
    /// Begins with these keys.
    pub fn begin(keys: K) -> Self {
        Self {
            at: Stage::Reading(keys, Keeping::default()),
            rows: 0,
            found: KeysFound::default(),
        }
    }

    /// Reads on, or judges some more in one reading of the store: then it gives them, in the order of the file.
    ///
    /// # Errors
    /// E1403 where nothing can be set aside, and those of the desk. That the file can't be read on is told in what was found.
    pub fn part(&mut self, desk: &mut Desk, session: &Session) -> Result<Vec<KeyJudged>, Error> {
        match std::mem::replace(&mut self.at, Stage::Over) {
            Stage::Reading(mut keys, mut kept) => {
                let is_over = self.read(&mut keys, &mut kept, desk, session)?;
                self.at = if is_over {
                    Stage::Judging(kept.over().map_err(|_| no_room())?)
                } else {
                    Stage::Reading(keys, kept)
                };
                Ok(vec![])
            }
            Stage::Judging(mut noted) => {
                let some = noted.next(AT_ONCE).map_err(|_| gone())?;
                if some.is_empty() {
                    return Ok(vec![]);
                }
                let judged = self.judge(some, &mut noted, desk, session)?;
                self.at = Stage::Judging(noted);
                Ok(judged)
            }
            Stage::Over => Ok(vec![]),
        }
    }

    /// Reads some more, and says whether that was all.
    fn read(&mut self, keys: &mut K, kept: &mut Keeping, desk: &mut Desk, session: &Session) -> Result<bool, Error> {
        let (mut some, mut is_over) = (Vec::new(), false);
        while some.len() < AT_ONCE && !is_over {
            match keys.next_key() {
                Some(Ok(keyed)) => some.push(keyed),
                Some(Err(refusal)) => (self.found.ended, is_over) = (Some(refusal), true),
                None => is_over = true,
            }
        }
        self.rows += some.len();
        let tokens = some.iter().filter_map(|keyed| keyed.token.as_ref().ok());
        let mut asked = desk.without_seeds(session, tokens)?.into_iter();
        for keyed in &some {
            let asked = if keyed.token.is_ok() { asked.next() } else { None };
            kept.keep(keyed, asked.as_ref()).map_err(|_| no_room())?;
        }
        Ok(is_over)
    }

    fn judge(
        &mut self,
        some: Vec<noted::Key>,
        noted: &mut Noted,
        desk: &mut Desk,
        session: &Session,
    ) -> Result<Vec<KeyJudged>, Error> {
        let asked: Vec<KeyAsked> = some.iter().filter_map(|key| key.asked().cloned()).collect();
        let given = desk.ask(session, |look| {
            Ok((look.judge_keys(&asked)?, look.now(), look.policy().clone()))
        });
        let (by_store, now, policy) = given?;
        let mut by_store = by_store.into_iter();
        let judged = some.into_iter().map(|key| {
            let (maker, fate) = match key.said {
                Said::Refused(refusal) => (None, KeyFate::Refused(refusal)),
                Said::Token(asked, dates, drift) => {
                    // What is in the file already can be told of every key, whatever became of the one before.
                    let by_file = noted.meet(&asked);
                    let refusal = first_of(by_store.next().flatten(), by_file);
                    let fate = refusal.map_or_else(|| newcomer(dates, drift, now, &policy), KeyFate::Refused);
                    (Some(asked.maker), fate)
                }
            };
            self.found.take(&fate);
            KeyJudged {
                line: key.line,
                serial: key.serial,
                maker,
                fate,
            }
        });
        Ok(judged.collect())
    }

    /// How many keys were read.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it is still read, and nothing judged yet.
    pub fn is_reading(&self) -> bool {
        matches!(self.at, Stage::Reading(..))
    }

    /// Whether all of it was looked at.
    pub fn is_over(&self) -> bool {
        matches!(self.at, Stage::Over)
    }
}

/// Of what the store and the file say against a key, that which a load would: the seed first, then maker and serial.
fn first_of(by_store: Option<Refusal>, by_file: Option<Refusal>) -> Option<Refusal> {
    match (by_store, by_file) {
        (Some(Refusal::TokenExists { .. }), Some(seed @ Refusal::SeedOfAnother { .. })) => Some(seed),
        (by_store, by_file) => by_store.or(by_file),
    }
}

fn newcomer(
    (starts, expires): (Option<Instant>, Option<Instant>),
    drift: i64,
    now: Instant,
    policy: &Policy,
) -> KeyFate {
    KeyFate::New(Newcomer {
        remarks: Remark::of((starts, expires), drift, now, policy),
        starts,
        expires,
        drift,
    })
}

impl KeysFound {
    fn take(&mut self, fate: &KeyFate) {
        let counts = &mut self.counts;
        match fate {
            KeyFate::New(newcomer) => {
                counts.new += 1;
                for remark in &newcomer.remarks {
                    *match remark {
                        Remark::Expired => &mut counts.expired,
                        Remark::Expiring => &mut counts.expiring,
                        Remark::NotYet => &mut counts.not_yet,
                        Remark::Drift => &mut counts.drifting,
                    } += 1;
                }
            }
            KeyFate::Refused(refusal) => {
                *match refusal {
                    Refusal::TokenExists { .. } => &mut counts.there,
                    Refusal::SeedOfAnother { .. } => &mut counts.same_seed,
                    Refusal::KeyRefused { reason, .. } if reason == Fault::Twice.name() => &mut counts.twice,
                    _ => &mut counts.unfit,
                } += 1;
                self.first.get_or_insert_with(|| refusal.clone());
            }
        }
    }
}

fn code<S: Serializer>(refusal: &Refusal, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(refusal.code())
}

#[cfg(test)]
mod tests;
