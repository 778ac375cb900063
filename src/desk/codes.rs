//! Checking a live code of a token for the staff (R6): what remains of it is a proof.

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::registration;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, LoginId, Otp, ProofId, Serial};
use crate::office::{self, Taken, Typed};
use crate::store::Tx;

impl Desk {
    /// Checks a code. The charge for a wrong one and the use of a right one are committed, with their entry, before
    /// the answer is given (R6.6).
    pub(super) fn check_code(
        &mut self,
        session: &Session,
        contract: &ContractNumber,
        serial: &Serial,
        code: &SecretString,
        user: Option<&LoginId>,
    ) -> Result<Outcome, Error> {
        let typed = Typed::read(serial, self.current_policy()?);
        let about = About {
            action: "check_code",
            contract: Some(contract.clone()),
            subject: typed.told(),
            detail: user.map(ToString::to_string).unwrap_or_default(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let serial = typed.serial()?;
            let code = Otp::parse(code.expose_secret(), ground.policy)?;
            judge(tx, ground, contract, &serial, &code, user)
        })
    }
}

fn judge(
    tx: &Tx<'_>,
    ground: &mut Ground<'_>,
    contract: &ContractNumber,
    serial: &Serial,
    code: &Otp,
    user: Option<&LoginId>,
) -> Result<Settled<Outcome>, Error> {
    let case = load(tx, contract)?;
    if let Some(login_id) = user {
        registration::open_to(case.user(login_id)?, &case, ground.now)?;
    }
    let token = case.token_by_serial(serial)?;
    registration::fit(token, ground.now)?;
    Ok(Settled::new(match office::take_code(tx, ground, token, code)? {
        Taken::Wrong(refusal) => Err(refusal),
        Taken::Accepted => {
            let proof = ProofId(ground.id()?);
            tx.add_proof(proof, contract, token.id, user, &ground.who.id, ground.now)?;
            Ok(Outcome::CodeAccepted { proof })
        }
    }))
}
