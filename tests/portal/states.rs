//! The states that are shown (R13): the same on the customer's and on the branch's screens.

use chrono::TimeDelta;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::state::OtpState::{self, Expired, InUse, Lost, NotNeeded, Revoked, Suspended, Unregistered};

use crate::rules_support::counters::register;
use crate::rules_support::{Bank, ONE, instant, said, two_companies};

/// What the branch, an administrator's list and, if they can log in, the user's own top page show.
fn shown(bank: &mut Bank, id: &str) -> OtpState {
    let by_branch = bank.state(ONE, id);
    let key = bank.key("A");
    let list = bank.portal().ask(&key, |look| Ok(look.members()?)).unwrap();
    let in_list = list.iter().find(|row| row.user.login_id.as_str() == id).unwrap().state;
    assert_eq!(by_branch, in_list, "R13: {id}");
    if let Ok(welcome) = bank.login(id) {
        let own = bank.portal().ask(&welcome.key, |look| Ok(look.me().state)).unwrap();
        assert_eq!(by_branch, own, "R13: {id}");
    } else {
        assert!(
            matches!(by_branch, Revoked(_)),
            "R8.1: only who is closed out can't log in"
        );
    }
    by_branch
}

#[test]
fn every_row_of_the_table_r13() {
    let mut bank = Bank::open("2026-06-01T10:00:00", &two_companies());
    for (id, state) in [
        ("M", InUse),
        ("A", InUse),
        ("G", InUse),
        ("U", Unregistered),
        ("N", NotNeeded),
    ] {
        assert_eq!(shown(&mut bank, id), state, "R13: {id}");
    }
    bank.suspend(ONE, "70000001");
    for (id, state) in [("M", Suspended), ("G", Suspended), ("A", InUse), ("U", Unregistered)] {
        assert_eq!(shown(&mut bank, id), state, "R13: {id}");
    }
    bank.desk_revoke(ONE, &["M"], Reason::ChangeOfUser).unwrap();
    let opens = instant("2026-06-01T10:30:00");
    for (id, state) in [("M", Revoked(opens)), ("G", Suspended)] {
        assert_eq!(shown(&mut bank, id), state, "R13: {id}");
    }
    bank.set("2026-06-01T10:29:59");
    assert_eq!(shown(&mut bank, "M"), Revoked(opens), "R13, R2.3: the last second");
    bank.set("2026-06-01T10:30:00");
    assert_eq!(shown(&mut bank, "M"), Unregistered, "R13: the closed period is over");
    bank.desk_revoke(ONE, &["H"], Reason::Loss).unwrap();
    assert_eq!(bank.state(ONE, "A"), Lost, "R7.4: left out of it");
}

#[test]
fn a_token_is_shown_as_expired_from_the_very_second_also_when_it_is_suspended_r13() {
    for suspended in [false, true] {
        let mut bank = Bank::open("2026-07-31T10:00:00", &two_companies());
        let code = bank.code("70000003");
        assert_eq!(said(bank.as_user("U", register("70000003"), &code)), "ok");
        if suspended {
            bank.suspend(ONE, "70000003");
        }
        for (at, state) in [
            ("2026-07-31T10:00:00", if suspended { Suspended } else { InUse }),
            ("2026-08-01T05:59:59", if suspended { Suspended } else { InUse }),
            ("2026-08-01T06:00:00", Expired),
            ("2026-08-01T06:00:01", Expired),
            ("2036-08-01T06:00:00", Expired),
        ] {
            bank.set(at);
            assert_eq!(shown(&mut bank, "U"), state, "R13: {at}");
        }
    }
}

#[test]
fn revoked_by_night_is_shown_with_the_morning_r13() {
    let mut bank = Bank::open("2026-12-31T20:50:00", &two_companies());
    bank.desk_revoke(ONE, &["M"], Reason::Loss).unwrap();
    for _ in 0..11 {
        assert_eq!(shown(&mut bank, "M"), Revoked(instant("2027-01-01T08:10:00")), "R13");
        bank.wait(TimeDelta::hours(1));
    }
    bank.set("2027-01-01T08:10:00");
    assert_eq!(shown(&mut bank, "M"), Unregistered);
}
