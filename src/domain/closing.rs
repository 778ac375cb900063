//! 解約: a contract ends. Its registrations end with it, and its fobs come back (R16.1, R15.6).

use chrono::NaiveDate;

use super::calendar::{self, Instant};
use super::case::{Case, Change};
use super::cause::Cause;
use super::contract::Pending;
use super::refusal::{Decision, Refusal};
use super::token::Stock;
use super::values::{BranchCode, Serial};

/// Refuses a contract that is closed (E1904).
pub fn open(case: &Case) -> Decision<()> {
    match case.contract.closed {
        Some(day) => Err(Refusal::ContractClosed {
            number: case.contract.number.to_string(),
            day: day.to_string(),
        }),
        None => Ok(()),
    }
}

/// Ends a contract on that day: nobody is registered any more, what waits for an approver is void, and these fobs are handed in
/// at that branch. The others are owed.
///
/// # Errors
/// E1904 closed already, E1905 a day to come; E0301 a serial that is none of the contract's, E1480 one that is named twice, E1965
/// one that nobody could hand in.
pub fn close(
    case: &Case,
    on: NaiveDate,
    pending: Pending,
    (handed_in, branch): (&[Serial], &BranchCode),
    now: Instant,
) -> Decision<Vec<Change>> {
    open(case)?;
    if on > calendar::day_of(now) {
        return Err(Refusal::ClosedLater);
    }
    let mut changes = vec![Change::Close { on, pending, at: now }];
    for (place, serial) in handed_in.iter().enumerate() {
        let token = case.token_by_serial(serial)?;
        let serial = serial.to_string();
        if handed_in[..place].contains(&token.serial) {
            return Err(Refusal::FobTwice { serial });
        }
        if token.stock != Stock::Issued {
            let state = token.stock.as_str().to_owned();
            return Err(Refusal::NotThere { serial, state });
        }
        changes.push(Change::TakeBack {
            token: token.id,
            cause: Cause::NoNeed,
            branch: branch.clone(),
            at: now,
        });
    }
    Ok(changes)
}

/// The fobs that are still to be handed in of a contract that is closed.
pub fn owed(case: &Case) -> Vec<Serial> {
    let issued = case.tokens.iter().filter(|token| token.stock == Stock::Issued);
    let issued = issued.filter(|_| case.contract.closed.is_some());
    issued.map(|token| token.serial.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, token, user};
    use crate::domain::state::{self, OtpState};
    use crate::domain::user::UserKind;

    fn serial(n: u32) -> Serial {
        Serial::parse(&(10_000_000 + n).to_string()).unwrap()
    }

    fn here() -> BranchCode {
        BranchCode::parse("011").unwrap()
    }

    #[test]
    fn a_closed_contract_has_no_registrations_and_its_fobs_come_back_or_are_owed_r16_1() {
        let now = at("2026-06-01T12:00:00");
        let users = vec![user("A", UserKind::Master, 1), user("B", UserKind::General, 2)];
        let case = case(users, vec![token(1), token(2)]);
        let day = calendar::day_of(now);
        let pending = Pending { count: 2, yen: 3_000 };
        let changes = close(&case, day, pending, (&[serial(1)], &here()), now).unwrap();
        let after = case.apply(&changes);
        assert_eq!(after.contract.closed, Some(day));
        for user in &after.users {
            assert_eq!((user.token, user.registered_at), (None, None));
            assert_eq!(state::of(user, &after, now), OtpState::NotNeeded);
        }
        assert_eq!(owed(&after), [serial(2)]);
        assert!(owed(&case).is_empty(), "nothing is owed of one that is not closed");
        let again = close(&after, day, Pending::default(), (&[], &here()), now);
        assert_eq!(again.unwrap_err().code(), "E1904");
    }

    #[test]
    fn what_can_not_be_closed_so_is_refused_r16_1() {
        let now = at("2026-06-01T12:00:00");
        let mut lost = token(2);
        lost.stock = Stock::Lost;
        let case = case(vec![user("A", UserKind::Master, 1)], vec![token(1), lost]);
        let code = |day: &str, serials: &[Serial]| {
            let day = day.parse().unwrap();
            let closed = close(&case, day, Pending::default(), (serials, &here()), now);
            closed.map(drop).map_err(|refusal| refusal.code())
        };
        for (day, serials, expected) in [
            ("2026-06-01", vec![], Ok(())),
            ("2026-05-01", vec![serial(1)], Ok(())),
            ("2026-06-02", vec![], Err("E1905")),
            ("2026-06-01", vec![serial(9)], Err("E0301")),
            ("2026-06-01", vec![serial(1), serial(1)], Err("E1480")),
            ("2026-06-01", vec![serial(2)], Err("E1965")),
        ] {
            assert_eq!(code(day, &serials), expected, "{day} {serials:?}");
        }
    }
}
