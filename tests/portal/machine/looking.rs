//! Queries in a walk: nothing comes of one but that the session begins to lapse anew.

use madoguchi::domain::gate::Run;
use madoguchi::portal::Look;
use proptest::prelude::*;

use super::model::Answer;
use super::walk::{Walked, Walker};
use crate::rules_support::counters::operation;

/// What is asked, each as a plain word.
type Told = (String, Result<bool, Answer>, bool, [Answer; 2], Result<usize, Answer>);

fn said<T>(given: Result<T, madoguchi::domain::refusal::Refusal>) -> Result<T, Answer> {
    given.map_err(|refusal| refusal.code())
}

fn asked(look: &Look<'_>, which: u8) -> Told {
    let of = operation(which);
    (
        super::compare::word(look.me().state),
        said(look.asks_code(of, Run::of(of))),
        look.shows_registration(),
        [look.may_unlock(), look.may_revoke()].map(|may| said(may).err().unwrap_or("ok")),
        said(look.members()).map(|members| members.len()),
    )
}

impl Walker<'_> {
    fn expected(&self, user: usize, which: u8) -> Result<Told, Answer> {
        self.model.admit(user)?;
        let run = (which < 2).then_some(which);
        let asks = self.model.gate(user, which);
        let may = |otherwise| match () {
            () if self.model.users[user].confirmation_stopped => "E0506",
            () if self.model.able(user) => "ok",
            () => otherwise,
        };
        let is = &self.model.users[user];
        let company = (0..self.model.users.len()).filter(|who| self.model.is_of(*who, is.company));
        let administers = is.is.kind < 2 && is.is.operations[3];
        Ok((
            self.model.state(user),
            asks.map(|fob| fob.is_some() && !self.is_in(user, run)),
            self.model.shows_registration(user),
            [may("E0904"), may("E0702")],
            if administers { Ok(company.count()) } else { Err("E0501") },
        ))
    }

    pub(super) fn looks(&mut self, user: usize, which: u8, by_itself: bool) -> Walked {
        let expected = self.expected(user, which);
        let key = &self.keys[user];
        let given = if by_itself {
            self.bank.portal().glance(key, |look| Ok(asked(look, which)))
        } else {
            self.bank.portal().ask(key, |look| Ok(asked(look, which)))
        };
        let given = given.map_err(|error| error.code());
        prop_assert_eq!(&given, &expected, "{}", self.model.users[user].id);
        // The run goes on, and what was used within a minute is used still.
        let now = self.model.now;
        if let Some(session) = &mut self.model.users[user].session
            && expected.is_ok()
            && !by_itself
            && now >= session.used + 60
        {
            session.used = now;
        }
        let newest = self.bank.entries(1).remove(0).seq;
        prop_assert_eq!(newest, self.entries, "a query leaves no entry");
        let (what, answer) = ("look", given.map_or_else(|no| no, |_| "ok"));
        self.seen(what, answer);
        Ok(())
    }
}
