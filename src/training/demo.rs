//! The demo: the training bank in a store made on the spot, with a morning's work behind it.
//!
//! Contracts and tokens come in through the same intake as real ones, and what happened before [`START`] is done by
//! the same commands, so the trail of a demo verifies like any other.

use chrono::DateTime;
use secrecy::SecretString;

use super::fobs::Fobs;
use super::{CONTRACTS, START, TOKENS, books, confirmation_password, login_password};
use crate::clock::Clock;
use crate::desk::{Act, Command, Desk, Error, FirstPasswords, Outcome, Register, Revoke, Session};
use crate::domain::arrival::NewToken;
use crate::domain::calendar::Instant;
use crate::domain::contract::Branch;
use crate::domain::identity::{Channel, Method, Person, Why, WhyNot};
use crate::domain::refusal::Refusal;
use crate::domain::revocation::Reason;
use crate::domain::staff::{Role, Staff};
use crate::domain::values::{BranchCode, CheckId, ContractNumber, LoginId, Name, PersonNumber, Serial, StaffId};
use crate::entropy::Repeatable;
use crate::intake::{contracts, pskc};

/// The staff of the training bank: ID, name, role, and the password that the login screen shows.
pub const STAFF: [(&str, &str, Role, &str); 9] = [
    ("K001", "見本 管理", Role::Administrator, "kanri-no-mihon"),
    ("T001", "港 花子", Role::Teller, "tantou-no-mihon"),
    ("T002", "例示 太郎", Role::Teller, "tantou-no-reiji"),
    ("S001", "見本 役子", Role::Supervisor, "yakuseki-no-mihon"),
    ("S002", "例示 席一", Role::Supervisor, "yakuseki-no-reiji"),
    ("D001", "模擬 支援", Role::SupportDesk, "desk-no-mogi"),
    ("A001", "架空 監査", Role::Auditor, "kansa-no-kakuu"),
    ("R001", "訓練 講師", Role::Trainer, "koushi-no-kunren"),
    ("K002", "例示 理子", Role::Administrator, "kanri-no-reiji"),
];

/// The moment a demo begins.
pub fn start() -> Instant {
    DateTime::parse_from_rfc3339(START).map_or_else(|_| Instant::default(), |at| at.to_utc())
}

/// Fills a new training store and does the morning's work: DEN501's only token is suspended by five wrong codes,
/// DEN509 and DEN509J1 were revoked at 10:05, and a registration of DEN510 waits for a supervisor. `clock` is the
/// desk's own and is left at [`START`].
///
/// # Errors
/// Those of the commands; on a new training store there are none.
pub fn furnish(desk: &mut Desk, clock: &Clock) -> Result<(), Error> {
    let at = |hour: i64, minute: i64| start() + chrono::TimeDelta::minutes(hour * 60 + minute - (10 * 60 + 15));
    let set = |moment: Instant| clock.move_by(moment - clock.now());
    set(at(8, 30));
    hire(desk)?;
    let policy = desk.policy().clone();
    let administrator = session(desk, "K001")?;
    let supervisor = session(desk, "S001")?;
    deliver(desk, &administrator, &supervisor, pskc::read(TOKENS, &policy)?)?;
    let customers = contracts::read(CONTRACTS, &policy)?;
    desk.import_contracts(&administrator, Ok(customers.clone()))?;
    desk.open_accounts(&administrator, &books::of(&customers, start())?)?;
    let users = customers.iter().flat_map(|contract| &contract.users);
    let first: Vec<_> = users
        .map(|new| FirstPasswords {
            login_id: new.user.login_id.clone(),
            login: login_password(&new.user.login_id),
            confirmation: confirmation_password(&new.user.login_id),
        })
        .collect();
    desk.issue_passwords(&administrator, &first)?;

    set(at(9, 41));
    let teller = session(desk, "T002")?;
    let serial = Serial::parse("10000018")?;
    let fobs = Fobs::of_the_demo(&policy)?;
    let right = fobs
        .code(&serial, clock.now())
        .map(|face| face.code)
        .unwrap_or_default();
    let wrong = wrong(&right);
    for _ in 0..policy.wrong_codes {
        let command = Command::CheckCode {
            contract: ContractNumber::parse("1000001")?,
            serial: serial.clone(),
            code: SecretString::from(wrong.clone()),
            user: None,
        };
        match desk.execute(&teller, command) {
            Err(Error::Refused(Refusal::WrongCode { .. } | Refusal::SuspendedNow { .. })) => {}
            other => drop(other?),
        }
    }

    set(at(10, 4));
    let check = identified(desk, &teller, "1000009", "DEN509")?;
    set(at(10, 5));
    desk.execute(
        &teller,
        Act::Revoke(Revoke {
            contract: ContractNumber::parse("1000009")?,
            users: vec![LoginId::parse("DEN509")?, LoginId::parse("DEN509J1")?],
            reason: Reason::Loss,
            check: Some(check),
        }),
    )?;

    set(at(10, 10));
    let check = identified(desk, &teller, "1000010", "DEN510")?;
    let (contract, user) = (ContractNumber::parse("1000010")?, LoginId::parse("DEN510")?);
    let serial = Serial::parse("100000017")?;
    let code = fobs
        .code(&serial, clock.now())
        .map(|face| SecretString::from(face.code))
        .unwrap_or_default();
    let tried = Command::CheckCode {
        contract: contract.clone(),
        serial: serial.clone(),
        code,
        user: Some(user.clone()),
    };
    if let Outcome::CodeAccepted { proof } = desk.execute(&teller, tried)? {
        desk.execute(
            &teller,
            Act::Register(Register {
                contract,
                user,
                serial,
                proof: Some(proof),
                check: Some(check),
            }),
        )?;
    }
    set(start());
    Ok(())
}

/// The training bank in memory, furnished, whose randomness repeats: for rehearsals and pictures. `clock` is left at [`START`].
///
/// # Errors
/// Those of the commands; there are none.
pub fn bank_in_memory(clock: &Clock) -> Result<Desk, Error> {
    let mut desk = Desk::in_training(clock.clone(), Box::new(Repeatable(42)), "training")?;
    furnish(&mut desk, clock)?;
    Ok(desk)
}

fn hire(desk: &mut Desk) -> Result<(), Error> {
    let branch = Branch {
        code: BranchCode::parse("011")?,
        name: Name::parse("本店営業部")?,
    };
    let member = |id: &str, name: &str, role| -> Result<Staff, Error> {
        Ok(Staff {
            id: StaffId::parse(id)?,
            name: Name::parse(name)?,
            role,
            branch: branch.clone(),
            locked: false,
            must_change: false,
            person: Some(person(id)?),
        })
    };
    let [(id, name, role, password), others @ ..] = STAFF;
    desk.add_first_administrator(&member(id, name, role)?, &password.into())?;
    let administrator = session(desk, id)?;
    for (id, name, role, password) in others {
        desk.add_staff(&administrator, &member(id, name, role)?, &password.into())?;
    }
    Ok(())
}

/// The number of a person of the training bank: one each (R11.4).
fn person(id: &str) -> Result<PersonNumber, Error> {
    let place = STAFF.iter().position(|(known, ..)| *known == id);
    Ok(PersonNumber::parse(&format!("7{:05}", place.unwrap_or_default() + 1))?)
}

/// Logs a member of the training bank's staff in.
pub fn session(desk: &mut Desk, id: &str) -> Result<Session, Error> {
    let password = STAFF
        .iter()
        .find(|(known, ..)| *known == id)
        .map(|(.., password)| *password);
    desk.login(&StaffId::parse(id)?, &password.unwrap_or_default().into())
}

/// Takes tokens in, and has the supervisor release them against their note (R15.3).
///
/// # Errors
/// Those of both commands.
pub fn deliver(
    desk: &mut Desk,
    administrator: &Session,
    supervisor: &Session,
    tokens: Vec<NewToken>,
) -> Result<(), Error> {
    let noted: Vec<Serial> = tokens.iter().map(|token| token.serial.clone()).collect();
    if let Some(batch) = desk.import_tokens(administrator, Ok(tokens))?.batch {
        desk.release_batch(supervisor, batch, &noted, false)?;
    }
    Ok(())
}

/// A code that is another one in every digit.
pub(super) fn wrong(right: &str) -> String {
    let digits = right.bytes().filter(u8::is_ascii_digit);
    digits.map(|digit| char::from(b'0' + (digit - b'0' + 5) % 10)).collect()
}

/// What methods rest on beside the word of staff, as a customer of the training bank gives it who is who they say: the facts are
/// answered right (R10.6), and somebody answers the call back (R10.7).
pub fn earn(desk: &mut Desk, session: &Session, check: CheckId, methods: &[Method]) -> Result<(), Error> {
    for method in methods {
        match method {
            Method::Facts(facts) if desk.policy().facts_typed => {
                let case = desk.ask(session, |look| look.case_of(check))?;
                for fact in facts {
                    // What the contract has no more can't be answered right.
                    let answer = fact.answer(&case).unwrap_or_else(|| "99999999".to_owned());
                    let answer = answer.split(", ").next().unwrap_or_default().into();
                    let fact = *fact;
                    desk.execute(session, Command::AnswerFact { check, fact, answer })?;
                }
            }
            Method::CallBack => {
                let who = Name::parse("例示 応子")?;
                desk.execute(session, Command::RecordCall { check, who })?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Why somebody who is not who they say could not be identified (R10.5).
pub fn unknown() -> Option<Why> {
    Some(Why {
        reason: WhyNot::WrongFacts,
        note: None,
    })
}

/// A check at the counter by seal and drawn facts.
pub(super) fn identified(desk: &mut Desk, session: &Session, contract: &str, login_id: &str) -> Result<CheckId, Error> {
    let (contract, user) = (ContractNumber::parse(contract)?, LoginId::parse(login_id)?);
    let begun = desk.execute(
        session,
        Command::BeginCheck {
            contract,
            channel: Channel::Counter,
            person: Person::User(user),
        },
    )?;
    let Outcome::CheckBegun { check, questions } = begun else {
        return Err(Refusal::NoCheck.into());
    };
    let facts = questions.into_iter().map(|question| question.fact).collect();
    let methods = vec![Method::Seal, Method::Facts(facts)];
    earn(desk, session, check, &methods)?;
    desk.execute(
        session,
        Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        },
    )?;
    Ok(check)
}
