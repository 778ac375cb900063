//! "Which fob is this?": asked of the own branch's stock by two codes in a row (R15.8).

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::countersign::FobName;
use super::{Desk, Error, Session};
use crate::domain::otp;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::staff::Duty;
use crate::domain::token::Stock;
use crate::domain::values::Otp;
use crate::office::Showing;
use crate::store::Tx;

/// The name of a question in the trail, by which they are counted.
const ACTION: &str = "which_fob";

impl Desk {
    /// Says which fobs in the own branch's stock show these two codes, one right after the other. Both codes of each that is named are
    /// used up: what was asked about serves for nothing else (R6.3). The search itself writes nothing and holds nobody up; what it found
    /// is told with its entry alone.
    pub(super) fn which_fob(
        &mut self,
        session: &Session,
        first: &SecretString,
        next: &SecretString,
    ) -> Result<Outcome, Error> {
        let about = About {
            action: ACTION,
            ..About::default()
        };
        let policy = self.current_policy()?;
        let read = |code: &SecretString| Otp::parse(code.expose_secret(), policy);
        let codes = read(first).and_then(|first| read(next).map(|next| (first, next)));
        let codes = codes.and_then(|codes| {
            let is_one = otp::is_one_code((&codes.0, &codes.1));
            if is_one { Err(Refusal::SameCode) } else { Ok(codes) }
        });
        let showing = codes.map(|codes| self.search(session, &codes));
        self.attempt(session, Duty::Issue, about, |tx, ground| {
            let showing = showing??;
            may_ask(tx, ground)?;
            let mut fobs = Vec::new();
            for (shown, step) in showing.found {
                let now = tx.fobs(&shown.serial)?.into_iter().find(|token| token.id == shown.id);
                let lies_here = |token: &crate::domain::token::Token| {
                    token.stock == Stock::InStock && token.branch.as_ref() == Some(&ground.who.branch.code)
                };
                if let Some(token) = now.filter(lies_here) {
                    tx.spend_step(token.id, step.saturating_sub(1))?;
                    tx.spend_step(token.id, step)?;
                    fobs.push(FobName {
                        serial: token.serial,
                        maker: Some(token.maker),
                    });
                }
            }
            let serials: Vec<_> = fobs.iter().map(|fob| fob.serial.to_string()).collect();
            Ok(Settled {
                subject: Some(serials.join(" ")),
                detail: Some(format!("{} / {}", fobs.len(), showing.looked_at)),
                ..Settled::new(Ok(Outcome::FobsFound {
                    fobs,
                    looked_at: showing.looked_at,
                }))
            })
        })
    }

    /// What shows these codes, for one who may ask; the attempt says who may not.
    fn search(&self, session: &Session, codes: &(Otp, Otp)) -> Result<Showing, Error> {
        let who = self.office.read(|tx| tx.staff(&session.staff().id))?;
        match who.filter(|who| who.must(Duty::Issue).is_ok()) {
            Some(who) => self.office.showing(&who.branch.code, (&codes.0, &codes.1)),
            None => Ok(Showing::default()),
        }
    }
}

/// Whether that person may ask once more, under whatever ID they asked before (R11.4).
fn may_ask(tx: &Tx<'_>, ground: &Ground<'_>) -> Result<(), Error> {
    let (hour, most) = (TimeDelta::hours(1), ground.policy.finds_per_hour);
    let (mut times, mut first) = (0, None);
    for member in tx
        .all_staff()?
        .iter()
        .filter(|member| member.person() == ground.who.person())
    {
        let (own, since) = tx.times_since(ACTION, &member.id, ground.now - hour)?;
        times += own;
        first = first.into_iter().chain(since).min();
    }
    let left = first.map_or(TimeDelta::zero(), |first| first + hour - ground.now);
    Ok(fits(times, most, left)?)
}

fn fits(times: u32, most: u32, left: TimeDelta) -> Decision<()> {
    if times < most {
        return Ok(());
    }
    let minutes = (left.num_seconds() + 59) / 60;
    Err(Refusal::AskedTooOften { times: most, minutes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::domain::arrival::NewToken;
    use crate::domain::token::{Algorithm, CodeParams};
    use crate::domain::values::{Maker, Serial};
    use crate::training::demo;
    use crate::training::fobs::Fobs;

    fn token(serial: &str) -> NewToken {
        NewToken {
            maker: Maker::parse("見本").unwrap(),
            serial: Serial::parse(serial).unwrap(),
            params: CodeParams {
                algorithm: Algorithm::Sha1,
                digits: 6,
                period: 60,
                start: 0,
            },
            starts: None,
            expires: None,
            drift: 0,
            last_step: None,
            seed: b"one seed and the same".to_vec().into(),
        }
    }

    /// Of tokens from before version 4 two can have one seed.
    #[test]
    fn several_fobs_that_show_the_same_are_named_as_that_r15_8() {
        let clock = Clock::fixed(demo::start());
        let mut desk = demo::bank_in_memory(&clock).unwrap();
        let [administrator, supervisor, teller] =
            ["K001", "S001", "T001"].map(|id| demo::session(&mut desk, id).unwrap());
        for serial in ["70000001", "70000002"] {
            demo::deliver(&mut desk, &administrator, &supervisor, vec![token(serial)]).unwrap();
            let serial = Serial::parse(serial).unwrap();
            let forget = |tx: &Tx<'_>| tx.forget_print(&serial);
            desk.office.store_mut().write(forget).unwrap();
        }
        let fobs = Fobs::of([token("70000001")]);
        let code = || {
            fobs.code(&Serial::parse("70000001").unwrap(), clock.now())
                .unwrap()
                .code
        };
        let first: SecretString = code().into();
        clock.move_by(TimeDelta::minutes(1));
        let second: SecretString = code().into();
        let told = desk.execute(&teller, crate::desk::Command::WhichFob { first, second });
        let Ok(Outcome::FobsFound { fobs, looked_at: 12 }) = told else {
            panic!("{told:?}")
        };
        let mut found: Vec<_> = fobs.iter().map(|fob| fob.serial.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, ["70000001", "70000002"]);
    }
}
