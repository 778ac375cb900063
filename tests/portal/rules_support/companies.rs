//! Companies, their users and their fobs as data.

use madoguchi::domain::access::{Access, Service};
use madoguchi::domain::arrival::{NewContract, NewToken, NewUser};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::contract::Contract;
use madoguchi::domain::otp;
use madoguchi::domain::token::{Algorithm, CodeParams};
use madoguchi::domain::user::{Operations, User, UserKind};
use madoguchi::domain::values::{Account, Kana, Maker, Name, Phone};

use super::{instant, login_id, number, office, serial};

/// Every operation that needs a token (R5.1).
pub(crate) const ALL: Operations = Operations {
    transfer: true,
    bulk: true,
    pay_easy: true,
    administration: true,
};

/// What a general user may do.
pub(crate) const GENERAL: Operations = Operations {
    administration: false,
    ..ALL
};

/// A company: its number, the start date of its tokens, its fobs and its users.
pub(crate) struct Company {
    pub(crate) number: &'static str,
    pub(crate) start: &'static str,
    pub(crate) fobs: Vec<Fob>,
    pub(crate) users: Vec<Person>,
}

/// A fob: 60 seconds a step, known to nobody else.
#[derive(Clone)]
pub(crate) struct Fob {
    pub(crate) serial: &'static str,
    pub(crate) expires: Option<&'static str>,
}

/// A user, registered with the fob of that serial unless it is empty.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: &'static str,
    pub(crate) kind: UserKind,
    pub(crate) operations: Operations,
    pub(crate) fob: &'static str,
}

pub(crate) fn fob(serial: &'static str) -> Fob {
    Fob { serial, expires: None }
}

pub(crate) fn person(id: &'static str, kind: UserKind, fob: &'static str) -> Person {
    let operations = if kind.administers() { ALL } else { GENERAL };
    Person {
        id,
        kind,
        operations,
        fob,
    }
}

/// A company with two fobs in use, one that expires on 1 August 2026 at 06:00, and everyone in one of the situations that
/// matter; and one whose tokens start on 10 June 2026 with nobody registered.
pub(crate) fn two_companies() -> [Company; 2] {
    let powerless = Person {
        operations: Operations::default(),
        ..person("N", UserKind::General, "")
    };
    [
        Company {
            number: "7000001",
            start: "2026-05-01",
            fobs: vec![
                fob("70000001"),
                fob("70000002"),
                Fob {
                    expires: Some("2026-08-01T06:00:00"),
                    ..fob("70000003")
                },
            ],
            users: vec![
                person("M", UserKind::Master, "70000001"),
                person("A", UserKind::Admin, "70000002"),
                person("G", UserKind::General, "70000001"),
                person("H", UserKind::General, "70000002"),
                person("U", UserKind::General, ""),
                powerless,
            ],
        },
        Company {
            number: "7000002",
            start: "2026-06-10",
            fobs: vec![fob("80000001")],
            users: vec![person("P", UserKind::Master, ""), person("Q", UserKind::General, "")],
        },
    ]
}

/// The first of [`two_companies`].
pub(crate) const ONE: &str = "7000001";
/// The second.
pub(crate) const TWO: &str = "7000002";

const PARAMS: CodeParams = CodeParams {
    algorithm: Algorithm::Sha1,
    digits: 6,
    period: 60,
    start: 0,
};

fn seed(serial: &str) -> Vec<u8> {
    format!("seed of the fob {serial:>12}").into_bytes()
}

/// What a fob shows whose clock is that many steps ahead of ours.
pub(crate) fn face(serial: &str, at: Instant, ahead: i64) -> String {
    let step = otp::step_at(&PARAMS, at).saturating_add_signed(ahead);
    otp::code_at(&seed(serial), &PARAMS, step)
}

/// The code of one time step of a fob.
pub(crate) fn step_face(serial: &str, step: i64) -> String {
    otp::code_at(&seed(serial), &PARAMS, u64::try_from(step).unwrap())
}

/// A code that is right in none of the steps around.
pub(crate) fn wrong_face(serial: &str, at: Instant) -> String {
    let near: Vec<_> = (-12..=12).map(|ahead| face(serial, at, ahead)).collect();
    let mut all = (0..1_000_000).map(|n| format!("{n:06}"));
    all.find(|code| !near.contains(code)).unwrap()
}

pub(super) fn new_token(fob: &Fob) -> NewToken {
    NewToken {
        maker: Maker::parse("Sample").unwrap(),
        serial: serial(fob.serial),
        params: PARAMS,
        starts: None,
        expires: fob.expires.map(instant),
        drift: 0,
        last_step: None,
        seed: seed(fob.serial).into(),
    }
}

pub(super) fn new_contract(company: &Company) -> NewContract {
    let account = Account::parse("普通9000011").unwrap();
    let user = |person: &Person| NewUser {
        line: 2,
        user: User {
            login_id: login_id(person.id),
            name: Name::parse("見本 利用者").unwrap(),
            kana: Kana::parse("ミホン リヨウシャ").unwrap(),
            kind: person.kind,
            operations: person.operations,
            access: Access::usual(person.kind, person.operations, &account),
            service: Service::default(),
            token: None,
            registered_at: None,
            reopens_at: None,
        },
        registered: (!person.fob.is_empty()).then(|| (serial(person.fob), instant("2026-01-05T09:00:00"))),
        mail: None,
    };
    NewContract {
        line: 2,
        contract: Contract {
            number: number(company.number),
            company: Name::parse("株式会社見本商会").unwrap(),
            kana: Kana::parse("ミホンショウカイ").unwrap(),
            branch: office(),
            account: account.clone(),
            phone: Phone::parse("03-0000-1001").unwrap(),
            phone_since: None,
            address: None,
            address_since: None,
            representative: None,
            closed: None,
            start: company.start.parse().unwrap(),
            version: 0,
        },
        issued: company.fobs.iter().map(|fob| serial(fob.serial)).collect(),
        makers: std::collections::BTreeMap::new(),
        users: company.users.iter().map(user).collect(),
    }
}
