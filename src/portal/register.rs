//! 利用開始登録 and its 省略 (BLGI011; R3, R4).

use super::command::{Outcome, Secrets};
use super::{Error, Portal, SessionKey};
use crate::domain::refusal::Refusal;
use crate::domain::registration;
use crate::domain::values::Serial;
use crate::office::{self, Settled, Taken};

impl Portal<'_> {
    /// Registers the user with a token of their contract (R3.2). A serial of another contract is as unknown, and its codes
    /// are not looked at (R3.3); a wrong code of one of their own counts towards its suspension (R3.4).
    pub(super) fn register(&mut self, key: &SessionKey, serial: &Serial, secrets: &Secrets) -> Result<Outcome, Error> {
        // What has not the form of a serial may be a code that was typed in the wrong place (R12.3).
        let subject =
            Serial::parse_by(serial.as_str(), self.office.policy()).map_or_else(|_| String::new(), |s| s.to_string());
        self.attempt(key, "web_register", subject, |tx, ground| {
            let serial = Serial::parse_by(serial.as_str(), ground.policy)?;
            let member = ground.who;
            let changes = registration::decide(&member.case, &member.user.login_id, &serial, ground.now)?;
            let token = member.case.token_by_serial(&serial)?;
            let code = secrets.code.as_ref().ok_or(Refusal::CodeNeeded)?;
            if let Taken::Wrong(refusal) = office::take_code(tx, ground, token, code)? {
                return Ok(Settled::new(Err(refusal)));
            }
            tx.apply(&member.case.contract.number, &changes)?;
            tx.use_session(&key.hash(), ground.now, None)?;
            Ok(Settled::new(Ok(Outcome::Registered { serial })))
        })
    }

    /// Puts the registration off (R4.1): the screen comes again at the next login.
    pub(super) fn skip(&mut self, key: &SessionKey) -> Result<Outcome, Error> {
        self.attempt(key, "web_skip", String::new(), |tx, ground| {
            tx.use_session(&key.hash(), ground.now, None)?;
            Ok(Settled::new(Ok(Outcome::Skipped)))
        })
    }
}
