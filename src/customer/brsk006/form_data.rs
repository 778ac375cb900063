//! What the form is made of: the user as they are, and what the company has to give.

use std::collections::BTreeSet;

use crate::domain::contract::Contract;
use crate::domain::members::Profile;
use crate::domain::user::User;
use crate::domain::values::{Account, LoginId};
use crate::portal::{Error, Look};

/// What was read for the form.
#[derive(Clone, Debug)]
pub struct FormData {
    /// Who acts.
    pub(super) me: LoginId,
    /// The user who is changed.
    pub(super) user: Option<User>,
    /// The company's accounts.
    pub(super) accounts: BTreeSet<Account>,
    /// The contract: its branch and first account.
    pub(super) contract: Contract,
    /// The characters that a password has at least.
    pub(super) password_min: u32,
}

impl FormData {
    /// Reads it, for a user or for a new one.
    ///
    /// # Errors
    /// E0501, E0202, and why the user can't be changed.
    pub(super) fn of(look: &Look<'_>, user: Option<&LoginId>) -> Result<Box<Self>, Error> {
        let member = look.member();
        let me = &member.user().login_id;
        let sheet = look.member_sheet(user.unwrap_or(me))?;
        if user.is_some()
            && let Some(refusal) = sheet.amend
        {
            return Err(refusal.into());
        }
        Ok(Box::new(Self {
            me: me.clone(),
            user: user.is_some().then_some(sheet.row.user),
            accounts: sheet.accounts,
            contract: member.case().contract.clone(),
            password_min: look.policy().customer_password_min,
        }))
    }

    /// What the user has now.
    pub(super) fn profile(&self) -> Option<Profile> {
        self.user.as_ref().map(Profile::of)
    }

    /// Whether it is who acts.
    pub(super) fn is_own(&self) -> bool {
        self.user.as_ref().is_some_and(|user| user.login_id == self.me)
    }
}
