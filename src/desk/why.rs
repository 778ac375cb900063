//! Why a code was refused, for the staff who are asked (R6.7).

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::command::Outcome;
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::registration;
use crate::domain::staff::Duty;
use crate::domain::values::{ContractNumber, Otp, Serial};
use crate::office::{self, Typed};
use crate::store::Tx;

impl Desk {
    /// Says what a code is. If it could still serve it is used up in the transaction of the answer and its entry, which
    /// has the kind of the answer and never the code; nothing is counted (R6.7).
    pub(super) fn explain_code(
        &mut self,
        session: &Session,
        contract: &ContractNumber,
        serial: &Serial,
        code: &SecretString,
    ) -> Result<Outcome, Error> {
        let typed = Typed::read(serial, self.current_policy()?);
        let about = About {
            action: "explain_code",
            contract: Some(contract.clone()),
            subject: typed.told(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            let serial = typed.serial()?;
            let code = Otp::parse(code.expose_secret(), ground.policy)?;
            explain(tx, ground, contract, &serial, &code)
        })
    }
}

fn explain(
    tx: &Tx<'_>,
    ground: &Ground<'_>,
    contract: &ContractNumber,
    serial: &Serial,
    code: &Otp,
) -> Result<Settled<Outcome>, Error> {
    let case = load(tx, contract)?;
    let token = case.token_by_serial(serial)?;
    // A token that is lost, scrapped or expired is the reason itself. What suspended one may well be asked.
    match registration::fit(token, ground.now) {
        Ok(()) | Err(Refusal::TokenSuspended { .. }) => {}
        Err(refusal) => return Err(refusal.into()),
    }
    let why = office::explain_code(tx, ground, &case, token, code)?;
    let detail = Some(why.kind().to_owned());
    Ok(Settled {
        detail,
        ..Settled::new(Ok(Outcome::Explained { why }))
    })
}
