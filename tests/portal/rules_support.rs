//! A small bank of its own: companies as data, both counters over one store, and a clock that stands until it is set.

mod companies;
pub(crate) mod counters;

use chrono::{DateTime, TimeDelta};
use madoguchi::clock::Clock;
use madoguchi::desk::{Desk, Error, FirstPasswords, NewBooks, Session};
use madoguchi::domain::access::Service;
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::contract::Branch;
use madoguchi::domain::policy;
use madoguchi::domain::staff::{Role, Staff};
use madoguchi::domain::values::{BranchCode, ContractNumber, LoginId, Name, Serial, StaffId};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{KeyFile, Kind, Location, Store};
use madoguchi::training::demo;
use secrecy::SecretString;

use companies::{new_contract, new_token};

pub(crate) use companies::{Company, Fob, ONE, TWO, face, fob, person, step_face, two_companies, wrong_face};

/// The bank: one branch, its staff and the companies.
pub(crate) struct Bank {
    pub(crate) desk: Desk,
    pub(crate) clock: Clock,
    pub(crate) teller: Session,
    pub(crate) supervisor: Session,
    pub(crate) auditor: Session,
    administrator: Session,
    folder: Option<(tempfile::TempDir, Location)>,
    /// The days of Japan on which the branch acted, counted from 1970 (R11.3).
    pub(crate) acted: std::collections::BTreeSet<i64>,
}

pub(crate) const STAFF: [(&str, Role); 4] = [
    ("K001", Role::Administrator),
    ("T001", Role::Teller),
    ("S001", Role::Supervisor),
    ("A001", Role::Auditor),
];

/// The password of a member of the staff.
fn staff_password(id: &str) -> SecretString {
    format!("sample-of-{id}").into()
}

fn session(desk: &mut Desk, id: &str) -> Session {
    desk.login(&StaffId::parse(id).unwrap(), &staff_password(id)).unwrap()
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
        desk.add_first_administrator(&member(first, role), &staff_password(first))
            .unwrap();
        let administrator = session(&mut desk, first);
        for (id, role) in others {
            desk.add_staff(&administrator, &member(id, role), &staff_password(id))
                .unwrap();
        }
        let mut bank = Self::staffed(desk, clock, folder);
        for company in companies {
            bank.take_in(company);
        }
        bank
    }

    /// A bank that stands there already, opened by another program.
    pub(crate) fn join(place: &Location, now: Instant) -> Self {
        let clock = Clock::fixed(now);
        let desk = Desk::new(Store::open(place).unwrap(), clock.clone(), Box::new(Machine), "other").unwrap();
        Self::staffed(desk, clock, None)
    }

    fn staffed(mut desk: Desk, clock: Clock, folder: Option<(tempfile::TempDir, Location)>) -> Self {
        let [administrator, teller, supervisor, auditor] = STAFF.map(|(id, _)| session(&mut desk, id));
        Self {
            desk,
            clock,
            teller,
            supervisor,
            auditor,
            administrator,
            folder,
            acted: std::collections::BTreeSet::new(),
        }
    }

    fn take_in(&mut self, company: &Company) {
        let tokens = company.fobs.iter().map(new_token).collect();
        demo::deliver(&mut self.desk, &self.administrator, &self.supervisor, tokens).unwrap();
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
        demo::deliver(&mut self.desk, &self.administrator, &self.supervisor, tokens).unwrap();
    }

    /// Opens accounts of companies.
    pub(crate) fn open_books(&mut self, books: &[NewBooks]) {
        self.desk.open_accounts(&self.administrator, books).unwrap();
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
        must_change: false,
        person: None,
    }
}
