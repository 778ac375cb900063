//! What happened before a scenario begins, done at the desk by the same commands as everything else.

use secrecy::SecretString;
use serde::Deserialize;

use super::Scenario;
use crate::desk::{Act, Command, Desk, Error, FobName, Issue, NewFob, Outcome, Register, Revoke, Session, Unlock};
use crate::domain::calendar::{self, Instant};
use crate::domain::refusal::Refusal;
use crate::domain::revocation::Reason;
use crate::domain::stock::{Step, Way};
use crate::domain::values::{ContractNumber, LoginId, MailItem, Serial};
use crate::training::demo;
use crate::training::fobs::Fobs;

/// Who did it, and who approved.
const BY: (&str, &str) = ("T002", "S002");
/// How long before the scenario it was.
const EARLIER: chrono::TimeDelta = chrono::TimeDelta::minutes(40);

/// Something that happened before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Before {
    /// Wrong codes suspended a token (R9.1).
    Suspend {
        /// The contract.
        contract: ContractNumber,
        /// Its serial.
        serial: Serial,
    },
    /// A supervisor at the branch let a token be unlocked (R9.3).
    Unlock {
        /// The contract.
        contract: ContractNumber,
        /// Its users.
        users: Vec<LoginId>,
    },
    /// A user was registered with a token (R3.2).
    Register {
        /// The contract.
        contract: ContractNumber,
        /// The user.
        login_id: LoginId,
        /// The serial.
        serial: Serial,
    },
    /// A fob was issued and sent by registered mail (R15.5).
    Send {
        /// The contract.
        contract: ContractNumber,
        /// Who asked for it.
        login_id: LoginId,
        /// The fob.
        serial: Serial,
        /// The number of the item.
        item: MailItem,
    },
    /// Users were revoked (R7.3).
    Revoke {
        /// The contract.
        contract: ContractNumber,
        /// Who.
        users: Vec<LoginId>,
        /// Why.
        reason: Reason,
    },
}

/// Brings a desk of the training bank, furnished, to where a scenario begins; its clock too.
///
/// # Errors
/// Those of the commands.
pub fn prepare(desk: &mut Desk, scenario: &Scenario) -> Result<(), Error> {
    let set = |desk: &Desk, at: Instant| {
        let clock = desk.clock();
        if clock.move_by(at - clock.now()) {
            Ok(())
        } else {
            Err(Refusal::TrainingOnly)
        }
    };
    set(desk, scenario.start - EARLIER)?;
    if scenario.start - EARLIER < demo::start() {
        set(desk, demo::start())?;
    }
    for before in &scenario.before {
        happen(desk, before)?;
    }
    set(desk, scenario.start)?;
    Ok(())
}

fn happen(desk: &mut Desk, before: &Before) -> Result<(), Error> {
    let teller = demo::session(desk, BY.0)?;
    let fobs = Fobs::of_the_demo(desk.policy())?;
    match before {
        Before::Suspend { contract, serial } => suspend(desk, &teller, contract, serial, &fobs),
        Before::Unlock { contract, users } => {
            let who = users.first().ok_or(Refusal::NoCheck)?;
            let check = Some(demo::identified(desk, &teller, contract.as_str(), who.as_str())?);
            let act = Act::Unlock(Unlock {
                contract: contract.clone(),
                users: users.clone(),
                check,
                override_reason: None,
            });
            approved(desk, &teller, act)
        }
        Before::Register {
            contract,
            login_id,
            serial,
        } => {
            let check = Some(demo::identified(desk, &teller, contract.as_str(), login_id.as_str())?);
            let shown = fobs.code(serial, desk.clock().now()).map(|face| face.code);
            let tried = Command::CheckCode {
                contract: contract.clone(),
                serial: serial.clone(),
                code: SecretString::from(shown.unwrap_or_default()),
                user: Some(login_id.clone()),
            };
            let proof = match desk.execute(&teller, tried)? {
                Outcome::CodeAccepted { proof } => Some(proof),
                _ => None,
            };
            let act = Act::Register(Register {
                contract: contract.clone(),
                user: login_id.clone(),
                serial: serial.clone(),
                proof,
                check,
            });
            approved(desk, &teller, act)
        }
        Before::Send {
            contract,
            login_id,
            serial,
            item,
        } => {
            let check = Some(demo::identified(desk, &teller, contract.as_str(), login_id.as_str())?);
            let fob = shown(desk, &teller, contract, serial, &fobs)?;
            let act = Act::Issue(Issue {
                contract: contract.clone(),
                fob,
                check,
            });
            approved(desk, &teller, act)?;
            let (fob, item) = (named(serial), item.clone());
            let step = Step::Sent { item };
            desk.execute(&teller, Command::Deliver { fob, step }).map(drop)
        }
        Before::Revoke {
            contract,
            users,
            reason,
        } => {
            let who = users.first().ok_or(Refusal::NoCheck)?;
            let check = Some(demo::identified(desk, &teller, contract.as_str(), who.as_str())?);
            let act = Act::Revoke(Revoke {
                contract: contract.clone(),
                users: users.clone(),
                reason: *reason,
                check,
            });
            desk.execute(&teller, act).map(drop)
        }
    }
}

fn named(serial: &Serial) -> FobName {
    FobName {
        serial: serial.clone(),
        maker: None,
    }
}

/// A fob of the stock that has shown its code, for the mail.
fn shown(
    desk: &mut Desk,
    teller: &Session,
    contract: &ContractNumber,
    serial: &Serial,
    fobs: &Fobs,
) -> Result<NewFob, Error> {
    let now = desk.clock().now();
    let code = fobs.code(serial, now).map(|face| face.code).unwrap_or_default();
    let inspect = Command::Inspect {
        contract: contract.clone(),
        serial: serial.clone(),
        maker: None,
        code: code.into(),
        next: None,
    };
    let proof = match desk.execute(teller, inspect)? {
        Outcome::CodeAccepted { proof } => Some(proof),
        _ => None,
    };
    Ok(NewFob {
        serial: serial.clone(),
        maker: None,
        way: Way::Mail,
        applied: Some(calendar::day_of(now)),
        waived: None,
        proof,
    })
}

fn suspend(
    desk: &mut Desk,
    teller: &Session,
    contract: &ContractNumber,
    serial: &Serial,
    fobs: &Fobs,
) -> Result<(), Error> {
    let shown = fobs.code(serial, desk.clock().now()).map(|face| face.code);
    let wrong = demo::wrong(&shown.unwrap_or_default());
    for _ in 0..desk.policy().wrong_codes {
        let command = Command::CheckCode {
            contract: contract.clone(),
            serial: serial.clone(),
            code: SecretString::from(wrong.clone()),
            user: None,
        };
        match desk.execute(teller, command) {
            Err(Error::Refused(Refusal::WrongCode { .. } | Refusal::SuspendedNow { .. })) => {}
            other => drop(other?),
        }
    }
    Ok(())
}

fn approved(desk: &mut Desk, teller: &Session, act: Act) -> Result<(), Error> {
    let supervisor = demo::session(desk, BY.1)?;
    if let Outcome::Waiting { request, .. } = desk.execute(teller, act)? {
        desk.execute(&supervisor, Command::Approve { request })?;
    }
    Ok(())
}
