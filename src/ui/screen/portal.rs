//! What a screen of the web banking asks of the portal, as the user who is signed in.

use secrecy::SecretString;

use super::{Cx, Seat, Who};
use crate::desk::Desk;
use crate::domain::Refusal;
use crate::domain::values::LoginId;
use crate::portal::{Command, Error, Look, Me, Outcome, Portal, Secrets, SessionKey, Welcome};

impl<M: Send + 'static> Cx<'_, M, Desk> {
    /// Logs a user in.
    pub fn customer_login(
        &mut self,
        login_id: LoginId,
        password: SecretString,
        answer: impl FnOnce(Result<(Welcome, Me), Error>) -> M + Send + 'static,
    ) {
        self.execute(
            move |desk| {
                let mut portal = Portal::over(desk.office());
                let welcome = portal.login(&login_id, &password)?;
                let me = portal.greet(&welcome.key)?;
                Ok((welcome, me))
            },
            answer,
        );
    }

    /// Runs a query of the portal on the worker; the newest question of a `slot` wins. No key is in its scope. What a screen
    /// [reads](super::Screen::reads) because something changed does not keep the session from lapsing.
    pub fn customer_look<T: 'static>(
        &mut self,
        slot: &'static str,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> M + Send + 'static,
    ) {
        let (key, by_itself) = (self.at().customer().cloned(), self.is_by_itself());
        let asked = move |desk: &mut Desk| {
            let Some(key) = key else { return nobody() };
            let mut portal = Portal::over(desk.office());
            if by_itself {
                portal.glance(&key, query)
            } else {
                portal.ask(&key, query)
            }
        };
        self.ask_latest(slot, asked, answer);
    }

    /// Has the portal carry a command out; keys wait until it is done.
    pub fn customer_does(
        &mut self,
        command: Command,
        secrets: Secrets,
        answer: impl FnOnce(Result<Outcome, Error>) -> M + Send + 'static,
    ) {
        let key = self.at().customer().cloned();
        self.execute(
            move |desk| {
                key.map_or_else(nobody, |key| {
                    Portal::over(desk.office()).execute(&key, command, &secrets)
                })
            },
            answer,
        );
    }

    /// Ends the session of the user who is signed in; the caller goes back to the login.
    pub fn customer_leaves(&mut self, answer: impl FnOnce(Result<(), Error>) -> M + Send + 'static) {
        let key: Option<SessionKey> = self.at().customer().cloned();
        self.execute(
            move |desk| key.map_or(Ok(()), |key| Portal::over(desk.office()).logout(&key)),
            answer,
        );
    }

    /// Has the order of the software keyboard drawn; keys wait until it is there.
    pub fn customer_draws_keys(&mut self, answer: impl FnOnce(Result<[Vec<char>; 4], Error>) -> M + Send + 'static) {
        self.execute(|desk| Portal::over(desk.office()).draw_keys(), answer);
    }

    /// Tells the frame who has logged in and comes to the registration first (R3.1).
    pub fn sign_in_newcomer(&mut self, key: SessionKey, me: &Me) {
        self.sign_in(Who::customer(Seat::Newcomer(key), me));
    }

    /// Tells the frame who has logged in.
    pub fn sign_in_customer(&mut self, key: SessionKey, me: &Me) {
        self.sign_in(Who::customer(Seat::Customer(key), me));
    }
}

/// Nobody is signed in: nothing is done for them.
fn nobody<T>() -> Result<T, Error> {
    Err(Refusal::SessionEnded.into())
}
