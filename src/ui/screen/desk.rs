//! What a screen asks of the desk, as who is signed in.

use super::Cx;
use crate::desk::{Act, Command, Desk, Digest, Error, Look, Outcome, Shown};
use crate::domain::Refusal;

impl<M: Send + 'static> Cx<'_, M, Desk> {
    /// Runs a query of the desk on the worker. No key is in its scope.
    pub fn look<T: 'static>(
        &mut self,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> M + Send + 'static,
    ) {
        let session = self.at().session().cloned();
        self.ask(
            move |desk| session.map_or_else(nobody, |session| desk.ask(&session, query)),
            answer,
        );
    }

    /// Like [`Cx::look`], but the newest question of a `slot` wins.
    pub fn look_latest<T: 'static>(
        &mut self,
        slot: &'static str,
        query: impl FnOnce(&Look<'_>) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) -> M + Send + 'static,
    ) {
        let session = self.at().session().cloned();
        self.ask_latest(
            slot,
            move |desk| session.map_or_else(nobody, |session| desk.ask(&session, query)),
            answer,
        );
    }

    /// Has the desk show what an action would do; a refusal is in the trail (R12.1).
    pub fn preview(&mut self, act: Act, answer: impl FnOnce(Result<Shown, Error>) -> M + Send + 'static) {
        let session = self.at().session().cloned();
        self.execute(
            move |desk| session.map_or_else(nobody, |session| desk.preview(&session, &act)),
            answer,
        );
    }

    /// Has the desk carry a command out; keys wait until it is done.
    pub fn command(&mut self, command: Command, answer: impl FnOnce(Result<Outcome, Error>) -> M + Send + 'static) {
        let session = self.at().session().cloned();
        self.execute(
            move |desk| session.map_or_else(nobody, |session| desk.execute(&session, command)),
            answer,
        );
    }

    /// Has the desk carry an action out; keys wait until it is done. `seen` is the digest of what was shown before (R11.3).
    pub fn submit(
        &mut self,
        act: Act,
        seen: Digest,
        answer: impl FnOnce(Result<Outcome, Error>) -> M + Send + 'static,
    ) {
        let session = self.at().session().cloned();
        self.execute(
            move |desk| session.map_or_else(nobody, |session| desk.execute_as_seen(&session, &act, seen)),
            answer,
        );
    }
}

/// Nobody is signed in: nothing is done for them.
fn nobody<T>() -> Result<T, Error> {
    Err(Refusal::WrongPassword.into())
}
