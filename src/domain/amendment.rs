//! What is kept of a contract, and what of it is another than before: by a file (R16.1) and by hand (R16.2).

mod differences;
mod wish;

use std::collections::BTreeMap;

use super::access::Access;
use super::arrival::{Mistake, NewContract, NewUser};
use super::calendar::Instant;
use super::case::{Case, Change};
use super::closing;
use super::contract::{Particulars, Pending};
use super::members::Profile;
use super::refusal::Refusal;
use super::user::UserKind;
use super::values::{LoginId, MailAddress};
pub use differences::{Difference, Part, Worth, differences, told};
pub use wish::{Reached, UserWish, Wish, by_hand};

/// What a file makes another of a contract that is there; what the file leaves out stays (R16.1). Its tokens are the store's
/// matter, and so is whether a login ID is free. A day of its end (解約日) closes it; what is closed on that day already is not
/// looked at again.
///
/// # Errors
/// Every row that can't be taken, by its line.
pub fn by_file(
    case: &Case,
    mails: &BTreeMap<LoginId, MailAddress>,
    file: &NewContract,
    pending: Pending,
    now: Instant,
) -> Result<Vec<Change>, Vec<Mistake>> {
    let mut mistakes = vec![];
    let mut changes = vec![];
    let ends = file.contract.closed;
    if ends.is_some() && ends == case.contract.closed {
        return Ok(changes);
    }
    if let Err(refusal) = closing::open(case) {
        let number = case.contract.number.as_str();
        return Err(vec![Mistake::new(file.line, "契約番号", number, refusal)]);
    }
    let new = &file.contract;
    let particulars = Particulars {
        address: new.address.clone().or_else(|| case.contract.address.clone()),
        representative: new
            .representative
            .clone()
            .or_else(|| case.contract.representative.clone()),
        ..Particulars::of(new)
    };
    if particulars != Particulars::of(&case.contract) {
        changes.push(Change::Rewrite {
            particulars: Box::new(particulars),
            at: now,
        });
    }
    for new in &file.users {
        match one_user(case, file, new) {
            Ok(change) => changes.extend(change),
            Err(mistake) => mistakes.push(*mistake),
        }
        let before = mails.get(&new.user.login_id);
        if new.mail.is_some() && new.mail.as_ref() != before {
            changes.push(Change::SetMail {
                login_id: new.user.login_id.clone(),
                before: before.cloned(),
                after: new.mail.clone(),
            });
        }
    }
    if let Some(day) = ends {
        let whole = case.contract.branch.code.clone();
        let refused = |refusal| Mistake::new(file.line, "解約日", &day.to_string(), refusal);
        match closing::close(case, day, pending, (&[], &whole), now) {
            _ if pending.count > 0 => mistakes.push(refused(Refusal::ClosedWhilePending {
                line: file.line,
                count: pending.count,
            })),
            Ok(closes) => changes.extend(closes),
            Err(refusal) => mistakes.push(refused(refusal)),
        }
    }
    if mistakes.is_empty() {
        Ok(changes)
    } else {
        Err(mistakes)
    }
}

/// What a row makes of its user: a new one comes, one who is there is amended. Who is registered with what is no matter of a
/// file once the contract is there (R3.2).
fn one_user(case: &Case, file: &NewContract, new: &NewUser) -> Result<Option<Change>, Box<Mistake>> {
    let wrong = |column: &str, value: &str, reason: &str| {
        let refusal = Refusal::RowRefused {
            line: new.line,
            column: column.to_owned(),
            reason: reason.to_owned(),
        };
        Box::new(Mistake::new(new.line, column, value, refusal))
    };
    let (login_id, wished) = (&new.user.login_id, &new.user);
    let kind = "利用者区分";
    let Ok(user) = case.user(login_id) else {
        if wished.kind == UserKind::Master {
            return Err(wrong(kind, login_id.as_str(), "a second master"));
        }
        if let Some((serial, _)) = &new.registered {
            return Err(wrong("シリアル番号", serial.as_str(), "registered by the counter"));
        }
        return Ok(Some(Change::Admit {
            login_id: login_id.clone(),
            profile: Box::new(Profile::of(wished)),
        }));
    };
    if (user.kind == UserKind::Master) != (wished.kind == UserKind::Master) {
        return Err(wrong(kind, login_id.as_str(), Refusal::MasterKindStays.code()));
    }
    let mut profile = Profile::of(user);
    (profile.name, profile.kana) = (wished.name.clone(), wished.kana.clone());
    if (user.kind, user.operations) != (wished.kind, wished.operations) {
        (profile.kind, profile.operations) = (wished.kind, wished.operations);
        let usual = Access::usual(wished.kind, wished.operations, &file.contract.account);
        profile.access.rights = usual.rights;
    }
    let amended = Change::Amend {
        login_id: login_id.clone(),
        profile: Box::new(profile.clone()),
    };
    Ok((profile != Profile::of(user)).then_some(amended))
}

#[cfg(test)]
mod tests;
