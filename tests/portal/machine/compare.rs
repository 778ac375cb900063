//! After each step: what stands in the store, and what both counters show of it, against the model.

use std::collections::BTreeMap;

use madoguchi::domain::state::OtpState;
use madoguchi::domain::token::Stock;
use madoguchi::domain::user::Operations;
use madoguchi::domain::values::Serial;
use proptest::prelude::*;

use super::branch::NUMBERS;
use super::model::{Fob, Model, User, day};
use super::walk::{Walked, Walker};
use crate::rules_support::{Company, instant};

/// The model of these companies.
pub(super) fn model_of(companies: &[Company]) -> Model {
    let mut model = Model {
        now: 0,
        starts: vec![],
        versions: vec![],
        fobs: vec![],
        users: vec![],
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
        model.users.extend(of.users.iter().map(|person| User {
            id: person.id,
            company,
            administers: person.kind.administers(),
            powerless: person.operations == Operations::default(),
            fob: places.get(person.fob).copied(),
            opens: None,
            wrong_logins: 0,
            paused: 0,
            login_stopped: false,
            wrong_confirmations: 0,
            confirmation_stopped: false,
            session: None,
        }));
        // Registrations that came with the contract are its first change.
        model
            .versions
            .push(1 + u64::from(of.users.iter().any(|person| !person.fob.is_empty())));
    }
    model
}

fn word(state: OtpState) -> String {
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
    pub(super) fn compare(&self) -> Walked {
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
            for row in &sheet.rows {
                let id = row.user.login_id.as_str();
                let place = self.model.users.iter().position(|user| user.id == id).unwrap();
                let user = &self.model.users[place];
                prop_assert_eq!(word(row.state), self.model.state(place), "R13: {}", id);
                let fob = user.fob.map(|fob| self.model.fobs[fob].serial);
                prop_assert_eq!(row.serial.as_ref().map(Serial::as_str), fob, "R3, R7: {}", id);
                let opens = row.user.reopens_at.map(|opens| opens.timestamp());
                prop_assert_eq!(opens, user.opens, "R8.2, R8.3: {}", id);
                let service = &row.user.service;
                let is = (service.wrong_logins, service.login_stopped);
                prop_assert_eq!(is, (user.wrong_logins, user.login_stopped), "{}", id);
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
