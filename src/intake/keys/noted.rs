//! What is known of each key of a file but its seed, set aside in the order of the file; and what of it stands there more than once.

use std::collections::{HashMap, HashSet};
use std::io::{self, ErrorKind, Read};

use serde::{Deserialize, Serialize};

use crate::desk::{KeyAsked, SeedPrint};
use crate::domain::calendar::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::values::{Maker, Serial};
use crate::intake::aside::Aside;
use crate::intake::keyed::Keyed;
use crate::intake::pskc::Fault;
use crate::intake::repeats::{Meeting, Repeated};

/// A key that was set aside.
pub(super) struct Key {
    pub(super) line: u64,
    pub(super) serial: String,
    pub(super) said: Said,
}

/// What was read of a key.
pub(super) enum Said {
    /// A token: what it is asked about by, from when and until when it is good, and how far its clock is off.
    Token(KeyAsked, Dates, i64),
    /// It can't be taken.
    Refused(Refusal),
}

type Dates = (Option<Instant>, Option<Instant>);

/// The same as it is set aside.
#[derive(Serialize, Deserialize)]
struct Record(u64, String, Form);

#[derive(Serialize, Deserialize)]
enum Form {
    #[serde(rename = "t")]
    Token([u8; 16], String, Dates, i64),
    #[serde(rename = "r")]
    Refused(String, Vec<String>),
}

/// The keys of a file while it is read.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    aside: Aside,
    names: Meeting,
    seeds: Meeting,
}

/// The keys of a file that was read.
#[derive(Debug)]
pub(super) struct Noted {
    aside: Aside,
    at: u64,
    names: Repeated,
    seeds: Repeated,
    /// Of what stands there more than once, what was met so far.
    met: HashSet<(Maker, Serial)>,
    owners: HashMap<SeedPrint, (Maker, Serial)>,
}

impl Keeping {
    /// Keeps one, with what it is asked about by where it can be read.
    pub(super) fn keep(&mut self, keyed: &Keyed, asked: Option<&KeyAsked>) -> io::Result<()> {
        let form = match (&keyed.token, asked) {
            (Ok(new), Some(asked)) => {
                self.names.meet((&asked.maker, &asked.serial))?;
                self.seeds.meet(asked.print)?;
                let dates = (new.starts, new.expires);
                Form::Token(asked.print.bytes(), asked.maker.to_string(), dates, new.drift)
            }
            (Err(refusal), _) => {
                let facts = refusal.facts().into_iter().map(|(_, fact)| fact);
                Form::Refused(refusal.code().to_owned(), facts.collect())
            }
            (Ok(_), None) => return Err(ErrorKind::InvalidInput.into()),
        };
        let record = serde_json::to_vec(&Record(keyed.line, keyed.serial.clone(), form))?;
        let length = u32::try_from(record.len()).map_err(|_| ErrorKind::InvalidData)?;
        self.aside.put(&length.to_le_bytes())?;
        self.aside.put(&record)
    }

    /// There are no more of them.
    pub(super) fn over(self) -> io::Result<Noted> {
        Ok(Noted {
            aside: self.aside,
            at: 0,
            names: self.names.over()?,
            seeds: self.seeds.over()?,
            met: HashSet::new(),
            owners: HashMap::new(),
        })
    }
}

impl Noted {
    /// The next ones, at most so many.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<Key>> {
        let (mut some, end) = (Vec::new(), self.aside.len());
        let mut from = io::BufReader::new(self.aside.part(self.at..end));
        while some.len() < most && self.at < end {
            let mut length = [0; 4];
            from.read_exact(&mut length)?;
            let length = u32::from_le_bytes(length);
            let mut record = vec![0; usize::try_from(length).unwrap_or_default()];
            from.read_exact(&mut record)?;
            self.at += 4 + u64::from(length);
            some.push(key(serde_json::from_slice(&record)?).ok_or(ErrorKind::InvalidData)?);
        }
        Ok(some)
    }

    /// All that was set aside.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut all = self.aside.part(0..self.aside.len());
        all.read_to_end(&mut bytes).unwrap_or_default();
        bytes
    }

    /// Why one can't be taken, by what was met before it in the file: its seed was another's, or it was there itself.
    pub(super) fn meet(&mut self, key: &KeyAsked) -> Option<Refusal> {
        let name = || (key.maker.clone(), key.serial.clone());
        let serial = key.serial.to_string();
        let owner = self
            .seeds
            .print(key.print)
            .map(|_| &*self.owners.entry(key.print).or_insert_with(name));
        let other = owner.filter(|owner| (&owner.0, &owner.1) != (&key.maker, &key.serial));
        let other = other.map(|(_, serial)| serial.to_string());
        let suspect = self.names.print((&key.maker, &key.serial)).is_some();
        let is_twice = suspect && !self.met.insert(name());
        match other {
            Some(other) => Some(Refusal::SeedOfAnother { serial, other }),
            None => is_twice.then(|| Refusal::KeyRefused {
                serial,
                reason: Fault::Twice.name().into(),
            }),
        }
    }
}

fn key(Record(line, serial, form): Record) -> Option<Key> {
    let said = match form {
        Form::Token(print, maker, dates, drift) => {
            let asked = KeyAsked {
                maker: Maker::stored(&maker).ok()?,
                serial: Serial::parse(&serial).ok()?,
                print: SeedPrint::again(print),
            };
            Said::Token(asked, dates, drift)
        }
        Form::Refused(code, facts) => Said::Refused(Refusal::again(&code, &facts)?),
    };
    Some(Key { line, serial, said })
}

impl Key {
    /// What it is asked about by.
    pub(super) fn asked(&self) -> Option<&KeyAsked> {
        match &self.said {
            Said::Token(asked, ..) => Some(asked),
            Said::Refused(_) => None,
        }
    }
}
