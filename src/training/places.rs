//! The places in the keys of a scenario, for what is not known before: codes of fobs, and the passwords of the training bank.
//!
//! `{code:10000018}` what a fob shows now, `{again:10000018}` what was last taken from it, `{wrong:10000018}` a code that is wrong
//! now, `{password:T001}` of the staff, `{login:DEN501}` and `{confirm:DEN501}` of a customer.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use secrecy::ExposeSecret;

use super::fobs::Fobs;
use super::{confirmation_password, demo, login_password};
use crate::domain::calendar::Instant;
use crate::domain::values::{LoginId, Serial};

/// How many minutes around now a wrong code is wrong for; farther than any window.
const AROUND: i64 = 12;

/// What stands in for the places.
#[derive(Debug)]
pub struct Places {
    fobs: Fobs,
    taken: BTreeMap<Serial, String>,
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
                _ => false,
            };
            if !fits {
                return Err(format!("{{{kind}:{of}}}"));
            }
        }
    }
    Ok(())
}

impl Places {
    /// The places of a training bank with these fobs.
    pub fn new(fobs: Fobs) -> Self {
        Self {
            fobs,
            taken: BTreeMap::new(),
        }
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
