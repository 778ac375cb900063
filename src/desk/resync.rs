//! Resynchronisation (TTRK002, R6.5): the two codes are judged in an attempt of their own; what remains of them is a proof
//! that holds the drift they say.

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::identity::Action;
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::synchronisation::{self, Drift};
use crate::domain::values::{CheckId, ContractNumber, Otp, ProofId, Serial};
use crate::office::{self, Paired, Typed};
use crate::store::Tx;

impl Desk {
    /// Judges two codes in a row. The charge for wrong ones and the use of right ones are committed, with their entry, before
    /// the answer is given (R6.6). Nothing is set yet: that waits for a supervisor (R11.1).
    pub(super) fn check_clock(
        &mut self,
        session: &Session,
        contract: &ContractNumber,
        serial: &Serial,
        codes: (&SecretString, &SecretString),
        check: Option<CheckId>,
    ) -> Result<Outcome, Error> {
        let typed = Typed::read(serial, self.current_policy()?);
        let about = About {
            action: "check_clock",
            contract: Some(contract.clone()),
            subject: typed.told(),
            check,
            ..About::default()
        };
        self.attempt(session, Duty::Resynchronise, about, |tx, ground| {
            judge(tx, ground, session, (contract, check), &typed.serial()?, codes)
        })
    }
}

fn judge(
    tx: &Tx<'_>,
    ground: &mut Ground<'_>,
    session: &Session,
    (contract, check): (&ContractNumber, Option<CheckId>),
    serial: &Serial,
    codes: (&SecretString, &SecretString),
) -> Result<Settled<Outcome>, Error> {
    let case = load(tx, contract)?;
    let token = synchronisation::fit(&case, serial, ground.now)?;
    // The identity check comes first (R6.5): nobody learns from a code what a clock is like without it.
    let check = tx.check(check.ok_or(Refusal::NoCheck)?)?.ok_or(Refusal::NoCheck)?;
    check.serves(Action::Resync, contract, ground.now, ground.policy)?;
    if check.by != ground.who.id {
        return Err(Refusal::CheckOfColleague.into());
    }
    if check.session != session.key() {
        return Err(Refusal::CheckOfSession.into());
    }
    let first = Otp::parse(codes.0.expose_secret(), ground.policy)?;
    let second = Otp::parse(codes.1.expose_secret(), ground.policy)?;
    let found = match office::take_pair(tx, ground, token, (&first, &second))? {
        Paired::Found(found) => found,
        Paired::Refused(refusal) => return Ok(Settled::new(Err(refusal))),
    };
    let detail = Some(format!("drift: {:+} > {:+}", token.drift, found));
    if found == token.drift {
        let serial = serial.to_string();
        return Ok(Settled {
            detail,
            ..Settled::new(Err(Refusal::ClockRight { serial }))
        });
    }
    let proof = ProofId(ground.id()?);
    tx.add_clock(proof, contract, token.id, found, &ground.who.id, ground.now)?;
    let drift = Drift {
        before: token.drift,
        after: found,
        period: token.params.period,
    };
    Ok(Settled {
        detail,
        ..Settled::new(Ok(Outcome::ClockFound { proof, drift }))
    })
}
