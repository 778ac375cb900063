//! What a company changes of its users is told (R14.3), in the transaction of the change: to those who administer, and to who did so
//! until then, where they were reached.

use std::collections::BTreeMap;

use super::Error;
use crate::domain::calendar::Instant;
use crate::domain::case::Case;
use crate::domain::notice::{Item, Notice, OldAddress, told};
use crate::domain::refusal::Refusal;
use crate::domain::values::{ContractNumber, LoginId, MailAddress};
use crate::store::Tx;

fn changed(item: Item, login_id: &LoginId, old: Option<OldAddress>) -> Notice {
    Notice::Changed {
        item,
        users: vec![login_id.clone()],
        receipt: None,
        old,
    }
}

/// That passwords of a user were changed: to whose they are, too.
pub(super) fn passwords(tx: &Tx<'_>, case: &Case, login_id: &LoginId, now: Instant) -> Result<(), Error> {
    let user = case.user(login_id)?;
    let notice = changed(Item::Passwords, login_id, None);
    let administers = told(case).any(|told| told.login_id == user.login_id);
    let own = (!administers).then_some(user);
    for to in told(case).chain(own) {
        tx.add_notice(&case.contract.number, &to.login_id, &notice, now, None)?;
    }
    Ok(())
}

/// A company as it was before its users were changed.
pub(super) struct Before<'a> {
    case: &'a Case,
    /// Where mail reached whom: it goes with them.
    mails: BTreeMap<LoginId, MailAddress>,
}

impl<'a> Before<'a> {
    /// As it is now.
    pub(super) fn of(tx: &Tx<'_>, case: &'a Case) -> Result<Self, Error> {
        Ok(Self {
            case,
            mails: tx.mails_of(&case.contract.number)?,
        })
    }

    /// That this user came, was changed or went.
    pub(super) fn user_changed(mut self, tx: &Tx<'_>, login_id: &LoginId, now: Instant) -> Result<(), Error> {
        let number: &ContractNumber = &self.case.contract.number;
        let none = || Refusal::NoContract {
            number: number.to_string(),
        };
        let after = tx.case(number)?.ok_or_else(none)?;
        for to in told(&after) {
            let notice = changed(Item::Users, login_id, None);
            tx.add_notice(number, &to.login_id, &notice, now, None)?;
        }
        let still = |id: &LoginId| told(&after).any(|told| told.login_id == *id);
        for was in told(self.case).filter(|was| !still(&was.login_id)) {
            let old = OldAddress {
                mail: self.mails.remove(&was.login_id),
                address: None,
            };
            let notice = changed(Item::Users, login_id, Some(old));
            tx.add_notice(number, &was.login_id, &notice, now, None)?;
        }
        Ok(())
    }
}
