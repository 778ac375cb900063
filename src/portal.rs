//! The customer's counter: the token functions of the web banking as use-cases, on the same store and rules as the
//! branch's desk (R3–R9). Trainers show its screens; a bank's web front end calls it through the command line.
//!
//! A user logs in and gets a [`SessionKey`]; with it, and the secrets that the step asks for, they run [`Command`]s and
//! queries. Who acts is read again in the transaction of every attempt, so a user who was stopped, revoked, removed or given
//! another kind meanwhile acts as what they are now.

mod approve;
mod choosing;
mod command;
mod guard;
mod keyboard;
mod look;
mod member;
mod members;
mod own;
mod payments;
mod register;
mod service;
mod session;
mod telling;
mod tokens;

use crate::office::Office;

pub use crate::office::Error;
pub use choosing::Candidate;
pub use command::{Command, Outcome, Paid, Secrets};
pub use look::{Look, Me, MemberRow};
pub use member::Member;
pub use members::{MemberSheet, Preview};
pub use payments::{PaymentPreview, Step};
pub use session::{SessionKey, Welcome};

/// The customer's counter of an office.
#[derive(Debug)]
pub struct Portal<'a> {
    office: &'a mut Office,
    seen: Option<u64>,
}

impl<'a> Portal<'a> {
    /// The counter of that office.
    pub fn over(office: &'a mut Office) -> Self {
        Self { office, seen: None }
    }

    /// The same counter for someone who decided on what they saw: what it carries out is refused with E1102 once the contract
    /// has another version than that.
    #[must_use]
    pub fn as_seen(self, version: u64) -> Self {
        Self {
            seen: Some(version),
            ..self
        }
    }

    /// Carries a command out, or refuses it; either way it is in the trail (R12.1).
    ///
    /// # Errors
    /// The refusal, or the store's error. E1606 when the session has ended.
    pub fn execute(&mut self, key: &SessionKey, command: Command, secrets: &Secrets) -> Result<Outcome, Error> {
        match command {
            Command::Register { serial } => self.register(key, &serial, secrets),
            Command::Skip => self.skip(key),
            Command::Leave => self.leave(key),
            Command::Authorise { operation } => self.authorise(key, operation, secrets),
            Command::Unlock { users } => self.unlock(key, users, secrets),
            Command::Revoke { users } => self.revoke(key, users, secrets),
            Command::Admit { login_id, profile } => self.admit(key, login_id, &profile, secrets),
            Command::Amend { login_id, profile } => self.amend(key, login_id, &profile, secrets),
            Command::Remove { login_id } => self.remove(key, login_id, secrets),
            Command::Stop { users } => self.stop(key, users, secrets),
            Command::Lift { users } => self.lift(key, users, secrets),
            Command::ChangePasswords => self.change_passwords(key, secrets),
            Command::Pay(order) => self.pay(key, None, order, secrets),
            Command::PayOnce { id, order } => self.pay(key, Some(id), order, secrets),
            Command::Approve { payment } => self.approve(key, payment, secrets),
            Command::Return { payment, reason } => self.send_back(key, payment, &reason),
            Command::Withdraw { payment } => self.withdraw(key, payment),
        }
    }
}
