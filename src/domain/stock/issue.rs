//! Issuing a fob (発行, R15.4) and replacing one (代替発行, R15.5).

use super::{Cause, Deed, Way};
use crate::domain::calendar::{self, Instant};
use crate::domain::case::{Case, Change};
use crate::domain::contract::Contract;
use crate::domain::policy::Policy;
use crate::domain::refusal::{Decision, Refusal};
use crate::domain::supply::{Issued, Terms};
use crate::domain::token::{Stock, Token};
use crate::domain::values::{BranchCode, TokenId};

/// Whether a fob can be issued out of the stock of one of these branches (R15.4).
///
/// # Errors
/// E1953 not released, E1965 not in stock, E1952 at another branch, E1967 suspended by wrong codes while it was
/// inspected, E0302 expired.
pub fn issuable(token: &Token, branches: &[BranchCode], now: Instant) -> Decision<BranchCode> {
    let serial = || token.serial.to_string();
    Deed::Issue.on(token)?;
    let branch = token.branch.clone().ok_or_else(|| Refusal::NotThere {
        serial: serial(),
        state: token.stock.as_str().to_owned(),
    })?;
    if !branches.contains(&branch) {
        return Err(Refusal::OtherBranch {
            serial: serial(),
            branch: branch.to_string(),
        });
    }
    if let Some(expired) = token.expires.filter(|_| token.is_expired(now)) {
        return Err(Refusal::TokenExpired {
            serial: serial(),
            expired: calendar::show(expired),
        });
    }
    if token.is_suspended() {
        return Err(Refusal::InspectionFailed { serial: serial() });
    }
    Ok(branch)
}

/// Issues a fob out of stock to the contract (R15.4).
///
/// # Errors
/// Those of [`issuable`]; E1962 and E1961 for the mail without an address or to one that is too young; E1971 for an application of a day to come; E1973 when nothing is to be paid that could be waived.
pub fn issue(
    case: &Case,
    token: &Token,
    branches: &[BranchCode],
    terms: Terms,
    now: Instant,
    policy: &Policy,
) -> Decision<Vec<Change>> {
    let from = issuable(token, branches, now)?;
    on_terms(case, &terms, now, policy)?;
    Ok(vec![given(case, token, from, terms, None, now)])
}

/// Replaces a fob of the contract (R15.5): the old one ends as the reason says, and another is issued. Who is registered with
/// the old one is revoked, but for a fob that runs until its expiry: with that they go on until the new one is there. One that
/// is gone and that nobody is registered with is lost by this: there is nothing to revoke first.
///
/// # Errors
/// Those of [`issue`]; E0301 for a fob that is none of the contract's; E1957 for a lost one that somebody is registered with;
/// E1958 for one that has ended otherwise.
#[expect(clippy::too_many_arguments, reason = "what is known of both fobs")]
pub fn replace(
    case: &Case,
    old: &Token,
    handed_in_at: Option<BranchCode>,
    token: &Token,
    branches: &[BranchCode],
    terms: Terms,
    now: Instant,
    policy: &Policy,
) -> Decision<Vec<Change>> {
    let (why, serial) = (terms.cause, old.serial.to_string());
    let has_users = case.sharers(old.id).next().is_some();
    match (why.is_gone(), old.stock) {
        (true, Stock::Lost) | (false, Stock::Issued) => {}
        (true, Stock::Issued) if !has_users => {}
        (true, Stock::Issued) => return Err(Refusal::RevokeFirst { serial }),
        (_, stock) => {
            return Err(Refusal::NotReplaceable {
                serial,
                state: stock.as_str().to_owned(),
            });
        }
    }
    let from = issuable(token, branches, now)?;
    on_terms(case, &terms, now, policy)?;
    let goes_on = why == Cause::Expiry && old.is_good(now) && handed_in_at.is_none();
    let mut changes = Vec::new();
    if !goes_on {
        let reopens_at = calendar::reopens(now, policy);
        changes.extend(case.sharers(old.id).map(|user| Change::Untie {
            login_id: user.login_id.clone(),
            reopens_at,
        }));
    }
    if why.is_gone() && old.stock == Stock::Issued {
        changes.push(Change::MarkLost { token: old.id });
    }
    let owed = !why.is_gone() && handed_in_at.is_none();
    if let Some(branch) = handed_in_at.filter(|_| !why.is_gone()) {
        changes.push(Change::TakeBack {
            token: old.id,
            cause: why,
            branch,
            at: now,
        });
    }
    changes.push(given(case, token, from, terms, Some((old.id, owed)), now));
    Ok(changes)
}

/// Whether a fob can be sent to the registered address (R15.5).
///
/// # Errors
/// E1962 when the bank has none; E1961 as long as it is younger than the policy asks.
pub fn mailable(contract: &Contract, now: Instant, policy: &Policy) -> Decision<()> {
    if contract.address.is_none() {
        return Err(Refusal::NoAddress);
    }
    match contract.address_since.map(|since| since + policy.address_settles) {
        Some(until) if now < until => Err(Refusal::AddressYoung {
            until: calendar::show(until),
        }),
        _ => Ok(()),
    }
}

fn on_terms(case: &Case, terms: &Terms, now: Instant, policy: &Policy) -> Decision<()> {
    if terms.way == Way::Mail {
        mailable(&case.contract, now, policy)?;
    }
    if terms.applied.is_some_and(|applied| applied > calendar::day_of(now)) {
        return Err(Refusal::AppliedLater);
    }
    if terms.waived.is_some() && terms.fee == 0 {
        return Err(Refusal::NothingToWaive);
    }
    Ok(())
}

fn given(
    case: &Case,
    token: &Token,
    from: BranchCode,
    terms: Terms,
    old: Option<(TokenId, bool)>,
    now: Instant,
) -> Change {
    Change::Issue(Box::new(Issued {
        token: Token {
            stock: Stock::Issued,
            contract: Some(case.contract.number.clone()),
            came_back: None,
            handed_in: None,
            ..token.clone()
        },
        from,
        terms,
        old: old.map(|(id, _)| id),
        owed: old.is_some_and(|(_, owed)| owed),
        at: now,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};
    use crate::domain::user::UserKind::{General, Master};
    use crate::domain::values::{PostalAddress, Reason};

    fn branch(code: &str) -> BranchCode {
        BranchCode::parse(code).unwrap()
    }

    fn in_stock(n: u8) -> Token {
        Token {
            stock: Stock::InStock,
            contract: None,
            branch: Some(branch("011")),
            ..token(n)
        }
    }

    fn terms(cause: Cause) -> Terms {
        Terms {
            cause,
            way: Way::Counter,
            applied: None,
            fee: super::super::fee(cause, &Policy::default()),
            waived: None,
        }
    }

    fn now() -> Instant {
        at("2026-06-01T12:00:00")
    }

    #[test]
    fn only_a_fob_of_ones_own_stock_is_issued_r15_4() {
        let case = case(vec![user("M", Master, 1)], vec![token(1)]);
        let tried = |change: &dyn Fn(&mut Token)| {
            let mut fob = in_stock(9);
            change(&mut fob);
            let own = [branch("011")];
            issue(&case, &fob, &own, terms(Cause::Another), now(), &Policy::default()).map_err(|refusal| refusal.code())
        };
        assert!(tried(&|_| ()).is_ok());
        assert_eq!(tried(&|fob| fob.branch = Some(branch("012"))), Err("E1952"));
        assert_eq!(tried(&|fob| fob.stock = Stock::Arrived), Err("E1953"));
        for stock in [
            Stock::Moving,
            Stock::Issued,
            Stock::Returned,
            Stock::Lost,
            Stock::Scrapped,
        ] {
            assert_eq!(tried(&|fob| fob.stock = stock), Err("E1965"), "{stock:?}");
        }
        assert_eq!(tried(&|fob| fob.expires = Some(now())), Err("E0302"));
        assert_eq!(tried(&|fob| fob.suspended_at = Some(now())), Err("E1967"));
    }

    #[test]
    fn the_old_fob_ends_as_the_reason_says_r15_5() {
        let policy = Policy::default();
        let users = || vec![user("M", Master, 1), user("G", General, 1)];
        let replaced = |old: &Token, cause, handed_in: Option<&str>| {
            let case = case(users(), vec![old.clone()]);
            let own = [branch("011")];
            let handed_in = handed_in.map(branch);
            let changes = replace(&case, old, handed_in, &in_stock(9), &own, terms(cause), now(), &policy)
                .map_err(|refusal| refusal.code())?;
            Ok::<_, &str>(case.apply(&changes))
        };
        // A lost one is revoked first; then it stays lost.
        assert_eq!(replaced(&token(1), Cause::Loss, None), Err("E1957"));
        let lost = Token {
            stock: Stock::Lost,
            ..token(1)
        };
        let after = replaced(&lost, Cause::Loss, None).unwrap();
        assert_eq!(after.tokens.len(), 2);
        assert_eq!(replaced(&lost, Cause::Defect, None), Err("E1958"));
        // With one that came and was never registered there is nothing to revoke: it is lost by this.
        let after = replaced(&token(2), Cause::Loss, None).unwrap();
        assert_eq!(after.token(token(2).id).unwrap().stock, Stock::Lost);
        // A broken one: its users are revoked; handed in it is the contract's no more.
        let after = replaced(&token(1), Cause::Battery, Some("011")).unwrap();
        assert!(
            after
                .users
                .iter()
                .all(|user| user.reopens_at == Some(at("2026-06-01T12:30:00")))
        );
        assert_eq!(
            after.tokens.iter().map(|token| token.id).collect::<Vec<_>>(),
            [token(9).id]
        );
        let after = replaced(&token(1), Cause::Battery, None).unwrap();
        assert_eq!(after.tokens.len(), 2, "it is owed");
        // One that still runs goes on until the new one is there.
        let mut running = token(1);
        running.expires = Some(at("2026-08-01T00:00:00"));
        let after = replaced(&running, Cause::Expiry, None).unwrap();
        assert_eq!(after.user(&login("M")).unwrap().token, Some(token(1).id));
        running.expires = Some(now());
        let after = replaced(&running, Cause::Expiry, None).unwrap();
        assert_eq!(after.user(&login("M")).unwrap().token, None);
    }

    #[test]
    fn nothing_is_sent_without_an_address_or_to_one_that_was_changed_lately_r15_5() {
        let mut case = case(vec![user("M", Master, 1)], vec![token(1)]);
        let code = |case: &Case| mailable(&case.contract, now(), &Policy::default()).map_err(|refusal| refusal.code());
        assert_eq!(code(&case), Err("E1962"));
        case.contract.address = Some(PostalAddress::parse("100-0000 架空県見本市例示町1-2-3").unwrap());
        assert_eq!(code(&case), Ok(()));
        case.contract.address_since = Some(at("2026-05-25T12:00:01"));
        assert_eq!(code(&case), Err("E1961"));
        case.contract.address_since = Some(at("2026-05-25T12:00:00"));
        assert_eq!(code(&case), Ok(()));
    }

    #[test]
    fn an_application_is_not_of_a_day_to_come_and_nothing_is_waived_of_nothing_r15_5() {
        let case = case(vec![user("M", Master, 1)], vec![token(1)]);
        let own = [branch("011")];
        let tried = |terms: Terms| {
            issue(&case, &in_stock(9), &own, terms, now(), &Policy::default())
                .map(drop)
                .map_err(|refusal| refusal.code())
        };
        let with = |days: i64| Terms {
            applied: Some(calendar::day_of(now() + chrono::TimeDelta::days(days))),
            ..terms(Cause::Another)
        };
        assert_eq!(tried(with(0)), Ok(()));
        assert_eq!(tried(with(1)), Err("E1971"));
        let waived = |cause| Terms {
            waived: Some(Reason::parse("当行の都合").unwrap()),
            ..terms(cause)
        };
        assert_eq!(tried(waived(Cause::Another)), Ok(()));
        assert_eq!(tried(waived(Cause::Battery)), Err("E1973"));
    }
}
