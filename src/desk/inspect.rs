//! 検品: a fob in stock shows its codes before it is issued (R15.4). It proves seed, step and clock.

use secrecy::{ExposeSecret, SecretString};

use super::act::{branches, the_fob};
use super::attempt::{About, Settled};
use super::command::Outcome;
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::stock;
use crate::domain::values::{ContractNumber, Maker, Otp, ProofId, Serial};
use crate::office::{self, Paired, Taken, Typed};

impl Desk {
    /// Judges the code of a fob in stock, or two in a row, which set its drift (R15.4). As for every code, what a wrong one
    /// costs and that a right one is used are committed before the answer is given (R6.6).
    pub(super) fn inspect(
        &mut self,
        session: &Session,
        contract: &ContractNumber,
        (serial, maker): (&Serial, Option<&Maker>),
        codes: (&SecretString, Option<&SecretString>),
    ) -> Result<Outcome, Error> {
        let typed = Typed::read(serial, self.current_policy()?);
        let about = About {
            action: "inspect",
            contract: Some(contract.clone()),
            subject: typed.told(),
            ..About::default()
        };
        self.attempt(session, Duty::Issue, about, |tx, ground| {
            let serial = typed.serial()?;
            load(tx, contract)?;
            let token = the_fob(tx, &serial, maker)?;
            stock::issuable(&token, &branches(ground.who, ground.policy), ground.now)?;
            let first = Otp::parse(codes.0.expose_secret(), ground.policy)?;
            let next = codes.1.map(|code| Otp::parse(code.expose_secret(), ground.policy));
            let drift = match next.transpose()? {
                None => match office::take_code(tx, ground, &token, &first)? {
                    Taken::Accepted => None,
                    Taken::Wrong(refusal) => return Ok(Settled::new(Err(in_stock(refusal, &serial)))),
                },
                Some(next) => match office::take_pair(tx, ground, &token, (&first, &next))? {
                    Paired::Found(drift) => Some(drift),
                    Paired::Refused(refusal) => return Ok(Settled::new(Err(in_stock(refusal, &serial)))),
                },
            };
            let proof = ProofId(ground.id()?);
            tx.add_inspection(proof, (contract, token.id), drift, &ground.who.id, ground.now)?;
            Ok(Settled {
                detail: drift.map(|drift| format!("drift: {:+} > {drift:+}", token.drift)),
                ..Settled::new(Ok(Outcome::CodeAccepted { proof }))
            })
        })
    }
}

/// A refusal as it is said of a fob that nobody has yet.
pub(super) fn in_stock(refusal: Refusal, serial: &Serial) -> Refusal {
    match refusal {
        Refusal::WrongCode { left } => Refusal::InspectionWrong { left },
        Refusal::SuspendedNow { .. } => Refusal::InspectionFailed {
            serial: serial.to_string(),
        },
        refusal => refusal,
    }
}
