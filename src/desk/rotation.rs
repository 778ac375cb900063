//! Rotating the store's key (R12.7).

use serde::Serialize;

use super::attempt::{About, Settled};
use super::{Desk, Error, Session};
use crate::domain::refusal::Refusal;
use crate::domain::staff::Duty;
use crate::store::{self, Rotation};

/// What came of a rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Rotated {
    /// The version of the key of now.
    pub version: i64,
    /// It had been broken off, and went on.
    pub went_on: bool,
    /// How many seeds were sealed anew.
    pub seeds: u64,
}

impl Desk {
    /// Writes down that the key file is sealed by a passphrase from now on, or no more.
    ///
    /// # Errors
    /// E1203 a role that may not.
    pub fn note_key(&mut self, session: &Session, is_sealed: bool) -> Result<(), Error> {
        let about = About {
            action: "hold_key",
            subject: if is_sealed { "passphrase" } else { "file" }.to_owned(),
            ..About::default()
        };
        self.attempt(session, Duty::KeepStore, about, |_, _| Ok(Settled::new(Ok(()))))
    }

    /// Seals every seed with a new key: in batches, each with its entry, while nobody else has the store open. Broken off at any
    /// moment, it goes on when it is called again. The desk is closed afterwards, and the key has its name then.
    ///
    /// # Errors
    /// E1203 a role that may not, E2044 another program has the store open, E2008 a seed that does not open.
    pub fn rotate_key(&mut self, session: &Session, rotation: &mut Rotation) -> Result<Rotated, Error> {
        #[expect(
            clippy::redundant_closure_for_method_calls,
            reason = "the method alone is not general enough"
        )]
        self.ask(session, |look| look.may_keep_store())?;
        self.office.alone().map_err(|error| match error {
            Error::Store(store::Error::Busy) => {
                let path = rotation.store().display().to_string();
                Refusal::StoreInUse { path }.into()
            }
            other => other,
        })?;
        let subject = format!("v{}", rotation.version());
        let about = |action, detail: String| About {
            action,
            subject: subject.clone(),
            detail,
            ..About::default()
        };
        let begin = about("begin_rotation", String::new());
        let went_on = self.attempt(session, Duty::KeepStore, begin, |tx, ground| {
            Ok(Settled::new(Ok(rotation.begin(tx, ground.entropy)?)))
        })?;
        rotation.save(self.office.entropy())?;
        let mut seeds = 0;
        loop {
            let batch = about("rotate_key", seeds.to_string());
            let turned = self.attempt(session, Duty::KeepStore, batch, |tx, ground| {
                let turned = rotation.turn(tx, ground.entropy)?;
                if turned == 0 {
                    rotation.finish(tx, ground.entropy)?;
                }
                Ok(Settled::new(Ok(turned)))
            })?;
            if turned == 0 {
                break;
            }
            seeds += turned;
        }
        Ok(Rotated {
            version: rotation.version(),
            went_on,
            seeds,
        })
    }
}
