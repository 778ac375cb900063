//! 利用開始登録 and its 省略 (BLGI011; R3, R4).

use secrecy::ExposeSecret;

use super::command::{Outcome, Secrets};
use super::{Error, Portal, SessionKey};
use crate::domain::refusal::Refusal;
use crate::domain::registration;
use crate::domain::values::{Otp, Serial};
use crate::office::{self, Settled, Taken, Typed};

impl Portal<'_> {
    /// Registers the user with a token of their contract (R3.2). A serial of another contract is as unknown, and its codes
    /// are not looked at (R3.3); a wrong code of one of their own counts towards its suspension (R3.4).
    pub(super) fn register(&mut self, key: &SessionKey, serial: &Serial, secrets: &Secrets) -> Result<Outcome, Error> {
        let typed = Typed::read(serial, self.office.current_policy()?);
        self.attempt(key, "web_register", typed.told(), |tx, ground| {
            let serial = typed.serial()?;
            let member = ground.who;
            let changes = registration::decide(&member.case, &member.user.login_id, &serial, ground.now)?;
            let token = member.case.token_by_serial(&serial)?;
            let code = secrets.code.as_ref().ok_or(Refusal::CodeNeeded)?;
            let code = Otp::parse(code.expose_secret(), ground.policy)?;
            if let Taken::Wrong(refusal) = office::take_code(tx, ground, token, &code)? {
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
