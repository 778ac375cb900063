//! A small bank of its own: companies as data, both counters over one store, and a clock that stands until it is set.

pub(crate) mod counters;

use chrono::{DateTime, TimeDelta};
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error, FirstPasswords, Session};
use madoguchi::domain::access::{Access, Service};
use madoguchi::domain::arrival::{NewContract, NewToken, NewUser};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::contract::{Branch, Contract};
use madoguchi::domain::otp;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::token::{Algorithm, CodeParams};
use madoguchi::domain::user::{Operations, User, UserKind};
use madoguchi::domain::values::{
    Account, BranchCode, ContractNumber, Kana, LoginId, Maker, Name, Phone, Serial, StaffId,
};
use madoguchi::entropy::Repeatable;
use madoguchi::store::{KeyFile, Kind, Location, Store};

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

/// The bank: one branch, its staff and the companies.
pub(crate) struct Bank {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) teller: Session,
    pub(crate) supervisor: Session,
    pub(crate) auditor: Session,
    administrator: Session,
    folder: Option<(tempfile::TempDir, Location)>,
}

pub(crate) const STAFF: [(&str, Role); 4] = [
    ("K001", Role::Administrator),
    ("T001", Role::Teller),
    ("S001", Role::Supervisor),
    ("A001", Role::Auditor),
];

/// The password of a member of the staff.
pub(crate) fn staff_password(id: &str) -> String {
    format!("sample-of-{id}")
}

pub(crate) fn login_password(id: &str) -> String {
    format!("login-of-{id}")
}

pub(crate) fn confirmation(id: &str) -> String {
    format!("confirm-of-{id}")
}

impl Bank {
    /// A bank in memory at that time in Japan.
    pub(crate) fn open(at: &str, companies: &[Company]) -> Self {
        let opened = Store::in_memory(Kind::Training, policy::DEFAULT, &mut Repeatable(42)).unwrap();
        Self::furnish(opened, at, companies, None)
    }

    /// The same under other figures.
    pub(crate) fn open_under(policy: &str, at: &str, companies: &[Company]) -> Self {
        let opened = Store::in_memory(Kind::Training, policy, &mut Repeatable(42)).unwrap();
        Self::furnish(opened, at, companies, None)
    }

    /// The same on disk, so that other programs can open it too.
    pub(crate) fn on_disk(at: &str, companies: &[Company]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        let opened = Store::create(&place, Kind::Training, policy::DEFAULT, &mut Repeatable(42)).unwrap();
        Self::furnish(opened, at, companies, Some((folder, place)))
    }

    fn furnish(
        opened: (Store, KeyFile),
        at: &str,
        companies: &[Company],
        folder: Option<(tempfile::TempDir, Location)>,
    ) -> Self {
        let clock = Clock::fixed(instant(at));
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(7)), "test").unwrap();
        let [(first, role), others @ ..] = STAFF;
        let password = |id: &str| staff_password(id).into();
        desk.add_first_administrator(&member(first, role), &password(first))
            .unwrap();
        let session = |desk: &mut Desk, id: &str| desk.login(&StaffId::parse(id).unwrap(), &password(id)).unwrap();
        let administrator = session(&mut desk, first);
        for (id, role) in others {
            desk.add_staff(&administrator, &member(id, role), &password(id))
                .unwrap();
        }
        let mut bank = Self {
            teller: session(&mut desk, "T001"),
            supervisor: session(&mut desk, "S001"),
            auditor: session(&mut desk, "A001"),
            administrator,
            desk,
            clock,
            folder,
        };
        for company in companies {
            bank.take_in(company);
        }
        bank
    }

    fn take_in(&mut self, company: &Company) {
        let tokens = company.fobs.iter().map(new_token).collect();
        self.desk.import_tokens(&self.administrator, Ok(tokens)).unwrap();
        self.desk
            .import_contracts(&self.administrator, Ok(vec![new_contract(company)]))
            .unwrap();
        let first = company.users.iter().map(|person| FirstPasswords {
            login_id: login_id(person.id),
            login: login_password(person.id).into(),
            confirmation: confirmation(person.id).into(),
        });
        let first: Vec<_> = first.collect();
        self.desk.issue_passwords(&self.administrator, &first).unwrap();
    }

    /// Takes fobs into stock that are issued to nobody.
    pub(crate) fn stock(&mut self, fobs: &[Fob]) {
        let tokens = fobs.iter().map(new_token).collect();
        self.desk.import_tokens(&self.administrator, Ok(tokens)).unwrap();
    }

    /// Where a bank on disk stands.
    pub(crate) fn place(&self) -> &Location {
        &self.folder.as_ref().unwrap().1
    }

    /// Writes a user's counts and stops past both counters, as another program would. On disk only.
    pub(crate) fn set_service(&self, id: &str, service: &Service) {
        let (mut store, _) = Store::open(self.place()).unwrap();
        store
            .write(|tx| tx.set_service(&login_id(id), service))
            .map_err(|error: madoguchi::store::Error| error)
            .unwrap();
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Sets the clock to that time in Japan.
    pub(crate) fn set(&self, at: &str) {
        self.clock.move_by(instant(at) - self.now());
    }

    pub(crate) fn wait(&self, time: TimeDelta) {
        self.clock.move_by(time);
    }
}

/// An instant in Japan: `2026-06-01T12:00:00`.
pub(crate) fn instant(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(&format!("{text}+09:00")).unwrap().to_utc()
}

pub(crate) fn number(text: &str) -> ContractNumber {
    ContractNumber::parse(text).unwrap()
}

pub(crate) fn login_id(text: &str) -> LoginId {
    LoginId::parse(text).unwrap()
}

pub(crate) fn serial(text: &str) -> Serial {
    Serial::parse(text).unwrap()
}

/// `ok`, or the number of the refusal: what a table compares.
pub(crate) fn said<T>(given: Result<T, Error>) -> &'static str {
    given.map_or_else(|error| error.code(), |_| "ok")
}

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

fn office() -> Branch {
    Branch {
        code: BranchCode::parse("011").unwrap(),
        name: Name::parse("本店営業部").unwrap(),
    }
}

fn member(id: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).unwrap(),
        name: Name::parse("見本 行員").unwrap(),
        role,
        branch: office(),
        locked: false,
    }
}

fn new_token(fob: &Fob) -> NewToken {
    NewToken {
        maker: Maker::parse("Sample").unwrap(),
        serial: serial(fob.serial),
        params: PARAMS,
        expires: fob.expires.map(instant),
        seed: seed(fob.serial).into(),
    }
}

fn new_contract(company: &Company) -> NewContract {
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
            start: company.start.parse().unwrap(),
            version: 0,
        },
        issued: company.fobs.iter().map(|fob| serial(fob.serial)).collect(),
        users: company.users.iter().map(user).collect(),
    }
}
