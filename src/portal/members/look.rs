//! What BRSK005, BRSK006 and BRSK009 show: one user with what may be done with them, and what an entry would change.

use std::collections::BTreeSet;

use serde::Serialize;

use super::passwords;
use crate::domain::gate::Operation;
use crate::domain::members::{self, Field, Profile};
use crate::domain::refusal::Refusal;
use crate::domain::values::{Account, LoginId};
use crate::portal::command::Secrets;
use crate::portal::look::{Look, MemberRow};
use crate::portal::{Error, Member};

/// One user, as an administrator of the company looks at them. Where something may not be done it has the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberSheet {
    /// The user.
    #[serde(flatten)]
    pub row: MemberRow,
    /// Who shares the token.
    pub shares_with: Vec<LoginId>,
    /// The accounts of the company, to choose from.
    pub accounts: BTreeSet<Account>,
    /// Why the user can't be changed.
    pub amend: Option<Refusal>,
    /// Why the user can't be removed.
    pub remove: Option<Refusal>,
    /// Why the user can't be stopped.
    pub stop: Option<Refusal>,
    /// Why there is nothing to lift.
    pub lift: Option<Refusal>,
}

/// What an entry would change, for BRSK009. Nothing is written for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// What the user has now; none for a new one.
    pub before: Option<Profile>,
    /// What was entered.
    pub after: Profile,
    /// What is another than before, in the order of the screen; for a new user all of it.
    pub changed: Vec<Field>,
    /// Whether the user logs in again.
    pub logs_in_again: bool,
    /// Whether the code of who acts is asked for (R5.3).
    pub asks_code: bool,
}

impl Look<'_> {
    /// One user of the company.
    ///
    /// # Errors
    /// E0501 unless who asks administers, E0202 no such user.
    pub fn member_sheet(&self, login_id: &LoginId) -> Result<MemberSheet, Error> {
        self.must_administer()?;
        let Member { case, user: by, .. } = &self.member;
        let (by, user) = (&by.login_id, case.user(login_id)?);
        let chosen = std::slice::from_ref(login_id);
        let sharers = user.token.into_iter().flat_map(|token| case.sharers(token));
        Ok(MemberSheet {
            row: self.row(user),
            shares_with: sharers
                .map(|sharer| sharer.login_id.clone())
                .filter(|sharer| sharer != login_id)
                .collect(),
            accounts: self.store.read(|tx| tx.own_accounts(&case.contract))?,
            amend: members::may_amend(case, by, login_id).err(),
            remove: members::remove(case, by, login_id, self.now).err(),
            stop: members::stop(case, by, chosen).err(),
            lift: members::lift(case, by, chosen, self.now).err(),
        })
    }

    /// What adding that user would do. Whether another company has the login ID is said only when it is done, with an entry.
    ///
    /// # Errors
    /// Those of the command, its secrets for the last step aside.
    pub fn preview_admit(&self, login_id: &LoginId, profile: &Profile, secrets: &Secrets) -> Result<Preview, Error> {
        let asks_code = self.asks_code(Operation::Administration, None)?;
        let Member { case, user: by, .. } = &self.member;
        let own = self.store.read(|tx| tx.own_accounts(&case.contract))?;
        members::admit(case, &by.login_id, login_id, profile, &own)?;
        passwords::form(secrets, self.policy.customer_password_min)?;
        let given = passwords::given(secrets);
        if !given.login || !given.confirmation {
            return Err(Refusal::PasswordsNeeded.into());
        }
        Ok(Preview {
            before: None,
            after: profile.clone(),
            changed: Field::ALL.to_vec(),
            logs_in_again: false,
            asks_code,
        })
    }

    /// What changing that user would do. Whether a password given alone is the other one is said only when it is done.
    ///
    /// # Errors
    /// Those of the command, its secrets for the last step aside.
    pub fn preview_amend(&self, login_id: &LoginId, profile: &Profile, secrets: &Secrets) -> Result<Preview, Error> {
        let asks_code = self.asks_code(Operation::Administration, None)?;
        let Member { case, user: by, .. } = &self.member;
        let own = self.store.read(|tx| tx.own_accounts(&case.contract))?;
        let given = passwords::given(secrets);
        let changed = members::amend(case, &by.login_id, login_id, profile, given, &own)?.changed;
        passwords::form(secrets, self.policy.customer_password_min)?;
        Ok(Preview {
            before: Some(Profile::of(case.user(login_id)?)),
            after: profile.clone(),
            logs_in_again: changed.iter().any(|field| field.ends_session()),
            changed,
            asks_code,
        })
    }
}
