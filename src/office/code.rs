//! Taking a one-time password (R6): here, and at intake, is the only place that opens a seed.

use chrono::TimeDelta;
use secrecy::ExposeSecret;

use super::Error;
use super::attempt::Ground;
use crate::domain::case::Case;
use crate::domain::lockout;
use crate::domain::otp::{self, Opened, Verdict, Why};
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::token::{Stock, Token};
use crate::domain::values::{Otp, Serial};
use crate::store::Tx;

/// A serial as somebody typed it, read once: for its use-case, which refuses what is none, and for the entry, which does not
/// keep it.
pub(crate) struct Typed(Decision<Serial>);

impl Typed {
    /// Reads it by the policy's number of digits (R3.2).
    pub(crate) fn read(serial: &Serial, policy: &Policy) -> Self {
        Self(Serial::parse_by(serial.as_str(), policy))
    }

    /// What an entry says of it. What has not the form of a serial may be a code that was typed in the wrong place (R12.3).
    pub(crate) fn told(&self) -> String {
        self.0.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// The serial.
    ///
    /// # Errors
    /// E0101 when it has not the form of one.
    pub(crate) fn serial(self) -> Decision<Serial> {
        self.0
    }
}

/// What became of a code whose step or charge is written now.
#[must_use]
pub(crate) enum Taken {
    /// It was right, and its step is used up.
    Accepted,
    /// It was wrong, and that was charged to the token: the transaction must be kept, with this refusal in it.
    Wrong(Refusal),
}

/// Takes a code of that token. A right one uses its step up by one conditional UPDATE (R6.3) and sets the count of wrong
/// ones back; a wrong one is counted, and the last one suspends the token for all who share it (R9.1).
///
/// # Errors
/// E0602 when it was used already, which does not count. E0310 without a seed.
pub(crate) fn take_code<W>(tx: &Tx<'_>, ground: &Ground<'_, W>, token: &Token, code: &Otp) -> Result<Taken, Error> {
    let seed = tx.seed(token, ground.seal)?.ok_or_else(|| Refusal::NoSeed {
        serial: token.serial.to_string(),
    })?;
    match otp::check(seed.expose_secret(), token, ground.policy.otp_window, code, ground.now) {
        Verdict::Accepted { step, drift } if tx.use_step(token.id, step, drift)? => Ok(Taken::Accepted),
        Verdict::Accepted { .. } | Verdict::Used => Err(Refusal::CodeUsed.into()),
        Verdict::Wrong => {
            let (count, suspend) = lockout::charge(token, ground.policy);
            tx.charge_code(token, (count, suspend), ground.now, ground.policy.wrong_in_all)?;
            Ok(Taken::Wrong(if suspend {
                Refusal::SuspendedNow { times: count }
            } else {
                Refusal::WrongCode {
                    left: ground.policy.wrong_codes.saturating_sub(count),
                }
            }))
        }
    }
}

/// What became of two codes in a row.
#[must_use]
pub(crate) enum Paired {
    /// They were right, and the second one's step is used up: the drift that they say.
    Found(i64),
    /// They were not; what that costs is written now, so the transaction must be kept, with this refusal in it.
    Refused(Refusal),
}

/// Takes two codes that a token showed one right after the other (R6.5). Right ones use the second one's step up by one
/// conditional UPDATE (R6.3) and set the count of wrong codes back; the drift stays as it is. Others count as one wrong
/// code (R9.1). A pair that was right but for a step that is used already does not count, and its second step is used up
/// too: otherwise a known old code would show whether a guess at the next one is right.
///
/// # Errors
/// E0608 when they are one code twice, which does not count. E0310 without a seed.
pub(crate) fn take_pair<W>(
    tx: &Tx<'_>,
    ground: &Ground<'_, W>,
    token: &Token,
    pair: (&Otp, &Otp),
) -> Result<Paired, Error> {
    if otp::is_one_code(pair) {
        return Err(Refusal::SameCode.into());
    }
    let seed = tx.seed(token, ground.seal)?.ok_or_else(|| Refusal::NoSeed {
        serial: token.serial.to_string(),
    })?;
    let window = ground.policy.resync_window;
    if let Some(found) = otp::resynchronise(seed.expose_secret(), token, window, pair, ground.now) {
        // A step that was asked about sets no drift, and no other one beside it: its code is known (R6.7).
        if tx.is_spent(token.id, found.step.saturating_sub(1))? {
            tx.spend_step(token.id, found.step)?;
            return Ok(Paired::Refused(Refusal::CodeUsed));
        }
        return Ok(if tx.use_step(token.id, found.step, token.drift)? {
            Paired::Found(found.drift)
        } else {
            Paired::Refused(Refusal::CodeUsed)
        });
    }
    let fresh = Token {
        last_step: None,
        ..token.clone()
    };
    if let Some(used) = otp::resynchronise(seed.expose_secret(), &fresh, window, pair, ground.now) {
        tx.spend_step(token.id, used.step)?;
        return Ok(Paired::Refused(Refusal::CodeUsed));
    }
    let (count, suspend) = lockout::charge(token, ground.policy);
    tx.charge_code(token, (count, suspend), ground.now, ground.policy.wrong_in_all)?;
    Ok(Paired::Refused(if suspend {
        Refusal::SuspendedNow { times: count }
    } else {
        Refusal::NotInRow {
            steps: window,
            left: ground.policy.wrong_codes.saturating_sub(count),
        }
    }))
}

/// Says what a code is that was refused for `named`, a token of the case, and uses up every step of it that could still
/// serve, so that the answer never helps to find a right code (R6.7). No wrong code is counted, no drift and no last accepted step is
/// moved; one may ask so often an hour.
///
/// # Errors
/// E1232 when that is used up. E0310 without a seed of the named token; another one without is passed over.
pub(crate) fn explain_code<W>(
    tx: &Tx<'_>,
    ground: &Ground<'_, W>,
    case: &Case,
    named: &Token,
    code: &Otp,
) -> Result<Why, Error> {
    let seed = tx.seed(named, ground.seal)?.ok_or_else(|| Refusal::NoSeed {
        serial: named.serial.to_string(),
    })?;
    let hour = TimeDelta::hours(1);
    let asked = tx.ask_about_code(named.id, ground.now - hour, ground.now, ground.policy.questions)?;
    asked.map_err(|first| Refusal::TooManyQuestions {
        serial: named.serial.to_string(),
        times: ground.policy.questions,
        minutes: ((first + hour - ground.now).num_seconds() + 59) / 60,
    })?;
    let is_live = |token: &&Token| token.stock == Stock::Issued && !token.is_expired(ground.now);
    let mut others = vec![];
    for token in case.tokens.iter().filter(|token| token.id != named.id).filter(is_live) {
        if let Some(seed) = tx.seed(token, ground.seal)? {
            others.push((token, seed, tx.spent_steps(token.id)?));
        }
    }
    let opened: Vec<_> = others
        .iter()
        .map(|(token, seed, spent)| Opened {
            token,
            seed: seed.expose_secret(),
            spent,
        })
        .collect();
    let spent = tx.spent_steps(named.id)?;
    let named = Opened {
        token: named,
        seed: seed.expose_secret(),
        spent: &spent,
    };
    let explained = otp::explain(named, &opened, ground.policy, code, ground.now);
    for (token, step) in explained.spent {
        tx.spend_step(token, step)?;
    }
    Ok(explained.why)
}
