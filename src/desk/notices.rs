//! Notices to the customer (R14.1): each is left in the transaction of what it tells of. How they leave the bank stands in
//! `sending`.

use std::collections::BTreeSet;

use super::Error;
use super::plan::load;
use super::shown::Shown;
use crate::domain::amendment::{Difference, Part, Worth};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::{Case, Change};
use crate::domain::closing;
use crate::domain::identity::{Action, Check};
use crate::domain::notice::{Item, Notice, OldAddress, told};
use crate::domain::user::UserKind;
use crate::domain::values::{ContractNumber, LoginId, MailAddress, RequestId};
use crate::store::Tx;

/// Of what was carried out.
pub(super) fn done(tx: &Tx<'_>, now: Instant, shown: &Shown, request: RequestId, receipt: &str) -> Result<(), Error> {
    let of_users = shown.users.iter().filter_map(|user| user.serial.clone());
    let of_tokens = shown.tokens.iter().map(|token| token.serial.clone());
    let mut serials: Vec<_> = of_users.chain(of_tokens).collect();
    serials.sort();
    serials.dedup();
    let notice = Notice::Done {
        action: shown.action,
        users: shown.users.iter().map(|user| user.login_id.clone()).collect(),
        serials,
        reason: shown.reason,
        reopens_at: shown.reopens_at,
        receipt: receipt.to_owned(),
    };
    leave(tx, now, &shown.contract, &notice, Some(request))
}

/// Of a failed check.
pub(super) fn failed(tx: &Tx<'_>, now: Instant, check: &Check) -> Result<(), Error> {
    leave(tx, now, &check.contract, &Notice::of_check(check), None)
}

/// Of a refused attempt, if a check of the contract has failed on this day.
pub(super) fn refused(tx: &Tx<'_>, now: Instant, contract: &ContractNumber, action: Action) -> Result<(), Error> {
    let today = calendar::start_of(calendar::day_of(now));
    if tx.has_failed_check(contract, today)? {
        leave(tx, now, contract, &Notice::Refused { action }, None)?;
    }
    Ok(())
}

/// Of what was changed of a contract (R14.3): to those who are told now, and to where the company and its users were reached
/// before. False where nothing of it is told.
pub(super) fn changed(
    tx: &Tx<'_>,
    now: Instant,
    before: &Case,
    differences: &[Difference],
    by: Option<(RequestId, &str)>,
) -> Result<bool, Error> {
    let items: BTreeSet<Item> = differences
        .iter()
        .filter_map(|difference| difference.part.item())
        .collect();
    if items.is_empty() {
        return Ok(false);
    }
    let number = &before.contract.number;
    let case = load(tx, number)?;
    for item in items {
        let of_item: Vec<_> = differences
            .iter()
            .filter(|difference| difference.part.item() == Some(item))
            .collect();
        let mut users: Vec<LoginId> = of_item
            .iter()
            .filter_map(|difference| difference.whose.clone())
            .collect();
        users.sort();
        users.dedup();
        let notice = |old| Notice::Changed {
            item,
            users: users.clone(),
            receipt: by.map(|(_, receipt)| receipt.to_owned()),
            old,
        };
        let request = by.map(|(request, _)| request);
        for user in told(&case) {
            tx.add_notice(number, &user.login_id, &notice(None), now, request)?;
        }
        for (login_id, old) in old_addresses(before, differences, item) {
            tx.add_notice(number, &login_id, &notice(Some(old)), now, request)?;
        }
    }
    Ok(true)
}

/// That a contract was closed, if these changes close it, with the fobs that are owed (R16.1). False if they don't.
pub(super) fn closed(
    tx: &Tx<'_>,
    now: Instant,
    number: &ContractNumber,
    changes: &[Change],
    by: Option<(RequestId, &str)>,
) -> Result<bool, Error> {
    let on = changes.iter().find_map(|change| match change {
        Change::Close { on, .. } => Some(*on),
        _ => None,
    });
    let Some(on) = on else { return Ok(false) };
    let notice = Notice::Closed {
        on,
        owed: closing::owed(&load(tx, number)?),
        receipt: by.map(|(_, receipt)| receipt.to_owned()),
    };
    leave(tx, now, number, &notice, by.map(|(request, _)| request))?;
    Ok(true)
}

/// Where the company and those who are told, or whose mail it is, were reached before.
fn old_addresses(before: &Case, differences: &[Difference], item: Item) -> Vec<(LoginId, OldAddress)> {
    let mut old = vec![];
    for difference in differences {
        let Some(Worth::Text(was)) = &difference.before else {
            continue;
        };
        match (difference.part, &difference.whose) {
            (Part::Address, _) => {
                let master = before.users.iter().find(|user| user.kind == UserKind::Master);
                let address = OldAddress {
                    address: Some(was.clone()),
                    mail: None,
                };
                old.extend(master.map(|user| (user.login_id.clone(), address)));
            }
            (Part::Mail, Some(login_id)) => {
                let is_told = told(before).any(|user| user.login_id == *login_id);
                let mail = MailAddress::parse(was).ok().filter(|_| is_told || item == Item::Mail);
                let address = |mail| OldAddress {
                    address: None,
                    mail: Some(mail),
                };
                old.extend(mail.map(|mail| (login_id.clone(), address(mail))));
            }
            _ => {}
        }
    }
    old
}

pub(super) fn leave(
    tx: &Tx<'_>,
    now: Instant,
    contract: &ContractNumber,
    notice: &Notice,
    request: Option<RequestId>,
) -> Result<(), Error> {
    for user in told(&load(tx, contract)?) {
        tx.add_notice(contract, &user.login_id, notice, now, request)?;
    }
    Ok(())
}
