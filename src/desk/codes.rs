//! Checking a live code of a token (R6). Here, and at intake, is the only place that has the key of the seeds.

use secrecy::{ExposeSecret, SecretString};

use super::attempt::{About, Ground, Settled};
use super::command::{Command, Outcome};
use super::plan::load;
use super::{Desk, Error, Session};
use crate::domain::otp::{self, Verdict};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::domain::token::Token;
use crate::domain::values::{ContractNumber, LoginId, Otp, ProofId, Serial};
use crate::domain::{lockout, registration};
use crate::store::Tx;

impl Desk {
    /// Checks a code. The charge for a wrong one and the use of a right one are committed, with their entry, before
    /// the answer is given (R6.6).
    pub(super) fn check_code(&mut self, session: &Session, command: Command) -> Result<Outcome, Error> {
        let Command::CheckCode {
            contract,
            serial,
            code,
            user,
        } = command
        else {
            return Err(Refusal::NoProof.into());
        };
        let about = About {
            action: "check_code",
            contract: Some(contract.clone()),
            subject: Serial::parse_by(serial.as_str(), self.policy()).map_or_else(|_| String::new(), |s| s.to_string()),
            detail: user.as_ref().map(ToString::to_string).unwrap_or_default(),
            ..About::default()
        };
        self.attempt(session, Duty::Identify, about, |tx, ground| {
            judge(tx, ground, &contract, &serial, &code, user.as_ref())
        })
    }
}

fn judge(
    tx: &Tx<'_>,
    ground: &mut Ground<'_>,
    contract: &ContractNumber,
    serial: &Serial,
    code: &SecretString,
    user: Option<&LoginId>,
) -> Result<Settled<Outcome>, Error> {
    let serial = &Serial::parse_by(serial.as_str(), ground.policy)?;
    let code = Otp::parse(code.expose_secret(), ground.policy)?;
    let case = load(tx, contract)?;
    if let Some(login_id) = user {
        registration::open_to(case.user(login_id)?, &case, ground.now)?;
    }
    let token = case.token_by_serial(serial)?;
    registration::fit(token, ground.now)?;
    let seed = tx.seed(token, ground.seal)?.ok_or_else(|| Refusal::NoSeed {
        serial: serial.to_string(),
    })?;
    match otp::check(seed.expose_secret(), token, ground.policy.otp_window, &code, ground.now) {
        Verdict::Used => Err(Refusal::CodeUsed.into()),
        Verdict::Wrong => wrong(tx, ground, token),
        Verdict::Accepted { step, drift } => {
            if !tx.use_step(token.id, step, drift)? {
                return Err(Refusal::CodeUsed.into());
            }
            let proof = ProofId(ground.id()?);
            tx.add_proof(proof, contract, token.id, user, &ground.staff.id, ground.now)?;
            Ok(Settled::new(Ok(Outcome::CodeAccepted { proof })))
        }
    }
}

/// Counts a wrong code, and suspends the token by the last one (R9.1).
fn wrong(tx: &Tx<'_>, ground: &Ground<'_>, token: &Token) -> Result<Settled<Outcome>, Error> {
    let (count, suspend) = lockout::charge(token, ground.policy);
    tx.charge_code(token, count, suspend, ground.now)?;
    let refusal = if suspend {
        Refusal::SuspendedNow { times: count }
    } else {
        Refusal::WrongCode {
            left: ground.policy.wrong_codes.saturating_sub(count),
        }
    };
    Ok(Settled::new(Err(refusal)))
}
