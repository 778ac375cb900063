//! The places in the keys of a scenario, for what is not known before: codes of fobs, and the passwords of the training bank.
//!
//! `{code:10000018}` what a fob shows now, `{again:10000018}` what was last taken from it, `{wrong:10000018}` a code that is wrong
//! now, `{password:T001}` of the staff, `{login:DEN501}` and `{confirm:DEN501}` of a customer, `{fact:1000001}` what that contract has
//! for the fact that is asked where the keys are typed (R10.6).

use std::collections::BTreeMap;

use chrono::TimeDelta;
use secrecy::ExposeSecret;

use super::fobs::Fobs;
use super::{CONTRACTS, confirmation_password, demo, login_password};
use crate::domain::calendar::Instant;
use crate::domain::identity::Fact;
use crate::domain::values::{LoginId, Serial};

/// How many minutes around now a wrong code is wrong for; farther than any window.
const AROUND: i64 = 12;

/// What stands in for the places.
#[derive(Debug)]
pub struct Places {
    fobs: Fobs,
    taken: BTreeMap<Serial, String>,
    /// The fact that is asked where the keys are typed.
    asked: Option<Fact>,
}

/// A piece of keys: text as it stands, or a place with its kind and its argument.
enum Piece<'a> {
    Text(&'a str),
    Place(&'a str, &'a str),
}

fn pieces(keys: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = keys;
    while let Some((text, after)) = rest.split_once('{') {
        found.push(Piece::Text(text));
        let place = after.split_once('}').ok_or_else(|| format!("{{{after}"))?;
        let (kind, of) = place.0.split_once(':').ok_or_else(|| format!("{{{}}}", place.0))?;
        found.push(Piece::Place(kind, of));
        rest = place.1;
    }
    found.push(Piece::Text(rest));
    Ok(found)
}

/// Refuses a place of an unknown kind, or of nobody's.
///
/// # Errors
/// The place.
pub fn check(keys: &str) -> Result<(), String> {
    for piece in pieces(keys)? {
        if let Piece::Place(kind, of) = piece {
            let fits = match kind {
                "code" | "again" | "wrong" => Serial::parse(of).is_ok(),
                "password" => demo::STAFF.iter().any(|(id, ..)| *id == of),
                "login" | "confirm" => LoginId::parse(of).is_ok(),
                "fact" => Fact::ALL.into_iter().all(|fact| !answer(of, fact).is_empty()),
                _ => false,
            };
            if !fits {
                return Err(format!("{{{kind}:{of}}}"));
            }
        }
    }
    Ok(())
}

/// What a contract of the training bank has for a fact; nothing where there is no such contract.
fn answer(number: &str, fact: Fact) -> String {
    const MASTER: &str = "マスターユーザ";
    let table = String::from_utf8_lossy(CONTRACTS);
    let rows = table.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let rows: Vec<_> = rows.filter(|row| row.first() == Some(&number)).collect();
    let first = |column: usize| {
        rows.first()
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or_default()
    };
    match fact {
        Fact::Branch => first(4).to_owned(),
        Fact::Account => first(5).to_owned(),
        Fact::StartDate => first(7).to_owned(),
        Fact::TokenSerial => first(8).split(';').next().unwrap_or_default().to_owned(),
        Fact::MasterName => {
            let master = rows.iter().find(|row| row.contains(&MASTER));
            master
                .and_then(|row| row.get(10))
                .copied()
                .unwrap_or_default()
                .to_owned()
        }
        Fact::UserCount if rows.is_empty() => String::new(),
        Fact::UserCount => rows.len().to_string(),
    }
}

impl Places {
    /// The places of a training bank with these fobs.
    pub fn new(fobs: Fobs) -> Self {
        Self {
            fobs,
            taken: BTreeMap::new(),
            asked: None,
        }
    }

    /// Which fact is asked where the next keys are typed, if one is.
    pub fn asked(&mut self, fact: Option<Fact>) {
        self.asked = fact;
    }

    /// The keys with what stands for the places at an instant. A fob that there is not leaves its place empty.
    pub fn fill(&mut self, keys: &str, now: Instant) -> String {
        let Ok(pieces) = pieces(keys) else {
            return String::new();
        };
        pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Place(kind, of) => self.place(kind, of, now),
            })
            .collect()
    }

    fn place(&mut self, kind: &str, of: &str, now: Instant) -> String {
        let user = |password: fn(&LoginId) -> secrecy::SecretString| {
            LoginId::parse(of).map_or_else(|_| String::new(), |id| password(&id).expose_secret().to_owned())
        };
        match kind {
            "password" => {
                let known = demo::STAFF.iter().find(|(id, ..)| *id == of);
                known.map_or("", |(.., password)| *password).to_owned()
            }
            "login" => user(login_password),
            "confirm" => user(confirmation_password),
            "fact" => self.asked.map(|fact| answer(of, fact)).unwrap_or_default(),
            _ => Serial::parse(of).map_or_else(|_| String::new(), |serial| self.digits(kind, serial, now)),
        }
    }

    fn digits(&mut self, kind: &str, serial: Serial, now: Instant) -> String {
        let shows = |at| self.fobs.code(&serial, at).map(|face| face.code);
        match kind {
            "wrong" => {
                let near: Vec<_> = (-AROUND..=AROUND)
                    .filter_map(|minutes| shows(now + TimeDelta::minutes(minutes)))
                    .collect();
                let mut codes = (0..1_000_000).map(|number| format!("{number:06}"));
                codes.find(|code| !near.contains(code)).unwrap_or_default()
            }
            "again" => self.taken.get(&serial).cloned().unwrap_or_default(),
            _ => {
                let code = shows(now).unwrap_or_default();
                self.taken.insert(serial, code.clone());
                code
            }
        }
    }
}
