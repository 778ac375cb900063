//! パスワード停止解除 (R17.1): the bank lifts a user's stopped passwords, and gives first ones by sealed letter, where nobody of the
//! company can.

use super::authority;
use super::calendar::Instant;
use super::case::{Case, Change};
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::stock;
use super::values::LoginId;

/// Lifts a user's stopped passwords, whose new ones go by letter to the registered address. `given`: theirs were given by somebody
/// else and never changed, so that a letter that got lost can be sent anew. What the company itself stopped stays.
///
/// # Errors
/// E0202 for no such user, E1904 for a closed contract, E1065 when nothing is stopped, E1066 when somebody of the company can lift it,
/// E1961 when the address was changed too lately for a letter.
pub fn decide(case: &Case, login_id: &LoginId, given: bool, now: Instant, policy: &Policy) -> Decision<Vec<Change>> {
    let user = case.user(login_id)?;
    if let Some(day) = case.contract.closed {
        return Err(Refusal::ContractClosed {
            number: case.contract.number.to_string(),
            day: day.to_string(),
        });
    }
    if !given && !user.service.has_stopped_password() {
        return Err(Refusal::NoPasswordStopped {
            login_id: login_id.to_string(),
        });
    }
    let able: Vec<_> = authority::lifters(case, login_id, now)
        .map(|user| user.login_id.as_str())
        .collect();
    if !able.is_empty() {
        return Err(Refusal::CompanyLifts { who: able.join(", ") });
    }
    // Where the bank keeps the address elsewhere, the letter finds its way by the contract; one that was changed lately gets none.
    match stock::mailable(&case.contract, now, policy) {
        Ok(()) | Err(Refusal::NoAddress) => {}
        Err(refusal) => return Err(refusal),
    }
    Ok(vec![Change::SetService {
        login_id: login_id.clone(),
        service: user.service.passwords_lifted(),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::samples::{at, case, login, token, user};
    use crate::domain::user::User;
    use crate::domain::user::UserKind::{Admin, General, Master};
    use crate::domain::values::PostalAddress;

    /// A master, an administrator and a general user, each with a good fob; the address has stood for ever.
    fn company() -> Case {
        let users = vec![user("A", Admin, 2), user("G", General, 3), user("M", Master, 1)];
        let mut case = case(users, vec![token(1), token(2), token(3)]);
        case.contract.address = Some(PostalAddress::parse("100-0000 架空県見本市例示町1-2-3").unwrap());
        case
    }

    type Done = fn(&mut Case);

    fn of(case: &mut Case, login_id: &str) -> usize {
        case.users
            .iter()
            .position(|user| user.login_id == login(login_id))
            .unwrap()
    }

    fn each(case: &mut Case, who: &[&str], done: impl Fn(&mut User)) {
        for login_id in who {
            let place = of(case, login_id);
            done(&mut case.users[place]);
        }
    }

    fn stop(case: &mut Case, who: &[&str]) {
        each(case, who, |user| user.service.confirmation_stopped = true);
    }

    #[test]
    fn the_bank_lifts_where_nobody_of_the_company_can_r17_1() {
        let now = at("2026-06-01T12:00:00");
        let tables: [(Done, &str); 11] = [
            (|_| {}, "E1065"),
            (|case| stop(case, &["M"]), "E1066"),
            (|case| stop(case, &["M", "A"]), "ok"),
            // Somebody else of the company has a stop on them that the bank does not lift, or can't log in just now.
            (
                |case| {
                    stop(case, &["M"]);
                    each(case, &["A"], |user| user.service.stopped = true);
                },
                "ok",
            ),
            (
                |case| {
                    stop(case, &["M"]);
                    each(case, &["A"], |user| {
                        (user.token, user.registered_at) = (None, None);
                        user.reopens_at = Some(at("2026-06-01T12:30:00"));
                    });
                },
                "ok",
            ),
            // Their fob is good for nothing.
            (
                |case| {
                    stop(case, &["M"]);
                    case.tokens[1].suspended_at = Some(at("2026-06-01T09:00:00"));
                },
                "ok",
            ),
            // Six wrong login passwords at an address are a stop for whoever sits there.
            (
                |case| {
                    each(case, &["M", "A"], |user| {
                        user.service = (0..6).fold(user.service.clone(), |service, _| {
                            service.wrong_login("192.0.2.7", at("2026-06-01T09:00:00"), &Policy::default())
                        });
                    });
                },
                "ok",
            ),
            (
                |case| {
                    each(case, &["M"], |user| user.service.login_stopped = true);
                    stop(case, &["A"]);
                },
                "ok",
            ),
            (
                |case| {
                    stop(case, &["M", "A"]);
                    case.contract.address = None;
                },
                "ok",
            ),
            (
                |case| {
                    stop(case, &["M", "A"]);
                    case.contract.address_since = Some(at("2026-05-25T12:00:01"));
                },
                "E1961",
            ),
            (
                |case| {
                    stop(case, &["M", "A"]);
                    case.contract.closed = chrono::NaiveDate::from_ymd_opt(2026, 5, 31);
                },
                "E1904",
            ),
        ];
        for (n, (done, expected)) in tables.into_iter().enumerate() {
            let mut case = company();
            done(&mut case);
            let given = decide(&case, &login("M"), false, now, &Policy::default());
            assert_eq!(given.as_ref().map_or_else(Refusal::code, |_| "ok"), expected, "{n}");
            let Ok(changes) = given else { continue };
            let after = case.apply(&changes);
            let place = of(&mut case, "M");
            assert!(!after.users[place].service.has_stopped_password(), "{n}");
            assert_eq!(after.users[0], case.users[0], "{n}: nobody else is lifted");
        }
    }

    #[test]
    fn a_letter_that_got_lost_is_sent_anew_and_what_the_company_stopped_stays_r17_1() {
        let now = at("2026-06-01T12:00:00");
        let mut case = company();
        stop(&mut case, &["A"]);
        let decided = |case: &Case, who: &str, given| {
            decide(case, &login(who), given, now, &Policy::default())
                .map(drop)
                .map_err(|refusal| refusal.code())
        };
        assert_eq!(decided(&case, "M", true), Ok(()));
        assert_eq!(decided(&case, "M", false), Err("E1065"));
        assert_eq!(decided(&case, "X", true), Err("E0202"));
        // Whose administrator can lift it, that one gives passwords too.
        assert_eq!(decided(&case, "G", true), Err("E1066"));
        each(&mut case, &["A"], |user| user.service.stopped = true);
        each(&mut case, &["M"], |user| user.service.login_stopped = true);
        let changes = decide(&case, &login("A"), false, now, &Policy::default()).unwrap();
        assert!(case.apply(&changes).users[0].service.stopped);
    }
}
