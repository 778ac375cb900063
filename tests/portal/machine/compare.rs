//! After each step: what stands in the store, and what both counters show of it, against the model.

use std::collections::BTreeMap;

use madoguchi::desk::{BookEntry, NewAccount, NewBooks};
use madoguchi::domain::access::{Access, Limits, Right};
use madoguchi::domain::calendar::Instant;
use madoguchi::domain::members::Profile;
use madoguchi::domain::payment::{Mode, Modes};
use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Stock;
use madoguchi::domain::user::{Operations, UserKind};
use madoguchi::domain::values::{Kana, Name, Serial};
use proptest::prelude::*;

use super::branch::NUMBERS;
use super::model::people::{Being, Entered};
use super::model::{Fob, Model, User, day};
use super::walk::{Walked, Walker};
use crate::rules_support::{Company, confirmation, instant, login_password, number};
use crate::support::account;

/// Login IDs that may be given to new users. Two of them are one but for capitals, the last is the master's but for them.
pub(super) const NEWCOMERS: [&str; 5] = ["X", "x", "Y", "Z", "m"];
/// What lies on the accounts in the beginning.
const OPENINGS: [[u64; 2]; 2] = [[60_000, 20_000], [30_000, 20_000]];
/// The accounts that the model numbers.
pub(super) const ACCOUNTS: [&str; 3] = ["普通9000011", "当座9000012", "普通9000099"];
const NAMES: [&str; 2] = ["見本 利用者", "例示 利用者"];

/// What is entered for a user, in the product's words.
pub(super) fn profile(is: &Entered) -> Profile {
    let chosen = |of: &[bool]| -> Vec<usize> { (0..of.len()).filter(|place| of[*place]).collect() };
    let [transfer, bulk, pay_easy, administration] = is.operations;
    Profile {
        name: Name::parse(NAMES[is.name]).unwrap(),
        kana: Kana::parse("ミホン リヨウシャ").unwrap(),
        kind: [UserKind::Master, UserKind::Admin, UserKind::General][is.kind],
        operations: Operations {
            transfer,
            bulk,
            pay_easy,
            administration,
        },
        access: Access {
            rights: chosen(&is.rights).into_iter().map(|place| Right::ALL[place]).collect(),
            limits: Limits {
                transfer: is.limits[0],
                preset: is.limits[1],
                bulk: is.limits[2],
                payroll: is.limits[3],
                pay_easy: is.limits[4],
            },
            accounts: chosen(&is.accounts)
                .into_iter()
                .map(|place| account(ACCOUNTS[place]))
                .collect(),
        },
    }
}

/// The books that the model has in mind.
pub(super) fn books_of(model: &Model, now: Instant) -> Vec<NewBooks> {
    let mode = |needed: usize| Mode::ALL[needed];
    let of = |company: usize| NewBooks {
        contract: number(NUMBERS[company]),
        modes: Some(Modes {
            transfer: mode(model.modes[company][0]),
            bulk: mode(model.modes[company][1]),
        }),
        accounts: (0..2)
            .map(|place| opened(place, model.openings[company][place], now))
            .collect(),
    };
    (0..2).map(of).collect()
}

fn opened(place: usize, yen: u64, at: Instant) -> NewAccount {
    NewAccount {
        account: account(ACCOUNTS[place]),
        entries: vec![BookEntry {
            at,
            amount: yen.cast_signed(),
            text: Name::parse("見本商会").unwrap(),
        }],
    }
}

/// The model of these companies, of which the first has its payments approved by so many.
pub(super) fn model_of(companies: &[Company], approved_by: [usize; 2]) -> Model {
    let mut model = Model {
        now: 0,
        starts: vec![],
        versions: vec![],
        fobs: vec![],
        users: vec![],
        modes: vec![approved_by, [0, 1]],
        openings: OPENINGS.to_vec(),
        payments: vec![],
        executed: vec![],
    };
    for (company, of) in companies.iter().enumerate() {
        model
            .starts
            .push(day(instant(&format!("{}T00:00:00", of.start)).timestamp()));
        let places: BTreeMap<_, _> = of.fobs.iter().map(|fob| fob.serial).zip(model.fobs.len()..).collect();
        model.fobs.extend(of.fobs.iter().map(|fob| Fob {
            serial: fob.serial,
            company,
            expires: fob.expires.map(|at| instant(at).timestamp()),
            lost: false,
            wrong: 0,
            suspended: false,
            last: None,
            drift: 0,
        }));
        model.users.extend(of.users.iter().map(|person| {
            let kinds = [UserKind::Master, UserKind::Admin, UserKind::General];
            let kind = kinds.iter().position(|kind| *kind == person.kind).unwrap();
            let may = person.operations;
            let operations = [may.transfer, may.bulk, may.pay_easy, may.administration];
            User {
                company,
                being: Being::Here,
                is: Entered::usual(kind, operations),
                words: [login_password(person.id), confirmation(person.id)],
                fob: places.get(person.fob).copied(),
                ..nobody(person.id)
            }
        }));
        // Registrations that came with the contract are of its first version.
        model.versions.push(1);
    }
    model.users.extend(NEWCOMERS.map(nobody));
    model
}

/// A user who may come.
fn nobody(id: &'static str) -> User {
    User {
        id,
        being: Being::NotYet,
        company: 0,
        is: Entered::usual(2, [false; 4]),
        words: Default::default(),
        stopped: false,
        fob: None,
        opens: None,
        wrong_logins: 0,
        paused: 0,
        login_stopped: false,
        wrong_today: (0, 0),
        strangers: false,
        known: 0,
        wrong_confirmations: 0,
        confirmation_stopped: false,
        session: None,
    }
}

pub(super) fn word(state: OtpState) -> String {
    match state {
        OtpState::Unregistered => "unregistered".into(),
        OtpState::NotNeeded => String::new(),
        OtpState::InUse => "in use".into(),
        OtpState::Suspended => "suspended".into(),
        OtpState::Revoked(opens) => format!("revoked until {}", opens.timestamp()),
        OtpState::Expired => "expired".into(),
        OtpState::Lost => "lost".into(),
    }
}

impl Walker<'_> {
    /// Everything that the rules keep, of both companies.
    pub(super) fn compare(&mut self) -> Walked {
        self.compare_books()?;
        for (company, number) in NUMBERS.into_iter().enumerate() {
            let sheet = self.bank.sheet(number);
            prop_assert_eq!(
                sheet.case.contract.version,
                self.model.versions[company],
                "R11.3: every change counts"
            );
            for token in &sheet.case.tokens {
                let fob = self
                    .model
                    .fobs
                    .iter()
                    .find(|fob| fob.serial == token.serial.as_str())
                    .unwrap();
                let is = (token.stock == Stock::Lost, token.wrong_codes, token.is_suspended());
                prop_assert_eq!(is, (fob.lost, fob.wrong, fob.suspended), "R7.4, R9.1: {}", fob.serial);
                let is = (token.last_step.map(u64::cast_signed), token.drift);
                prop_assert_eq!(is, (fob.last, fob.drift), "R6.2, R6.3: {}", fob.serial);
            }
            let here = (0..self.model.users.len()).filter(|user| self.model.is_of(*user, company));
            prop_assert_eq!(sheet.rows.len(), here.count(), "R8.3: nobody comes back");
            let masters = sheet.rows.iter().map(|row| &row.user);
            let masters: Vec<_> = masters.filter(|user| user.kind == UserKind::Master).collect();
            prop_assert!(
                masters.len() == 1 && masters[0].administers() && !masters[0].service.stopped,
                "who administers remains"
            );
            for row in &sheet.rows {
                let id = row.user.login_id.as_str();
                let place = self.model.users.iter().position(|user| user.id == id).unwrap();
                let user = &self.model.users[place];
                prop_assert_eq!(word(row.state), self.model.state(place), "R13: {}", id);
                let fob = user.fob.map(|fob| self.model.fobs[fob].serial);
                prop_assert_eq!(row.serial.as_ref().map(Serial::as_str), fob, "R3, R7: {}", id);
                let opens = row.user.reopens_at.map(|opens| opens.timestamp());
                prop_assert_eq!(opens, user.opens, "R8.2, R8.3: {}", id);
                prop_assert_eq!(Profile::of(&row.user), profile(&user.is), "BRSK006: {}", id);
                let service = &row.user.service;
                // R17.2: one address is all that the walk comes from, so what it is kept out by is that address's.
                let place = service.places.get("test").cloned().unwrap_or_default();
                let is = (place.wrong, place.stopped, service.stopped);
                prop_assert_eq!(
                    is,
                    (user.wrong_logins, user.login_stopped, user.stopped),
                    "R17.2: {}",
                    id
                );
                prop_assert_eq!(service.login_stopped, user.strangers, "R17.2: {}", id);
                let paused = place.paused_until.map_or(0, |until| until.timestamp());
                prop_assert_eq!(paused, user.paused, "{}", id);
                let is = (service.wrong_confirmations, service.confirmation_stopped);
                prop_assert_eq!(
                    is,
                    (user.wrong_confirmations, user.confirmation_stopped),
                    "R5.5: {}",
                    id
                );
            }
        }
        Ok(())
    }
}
