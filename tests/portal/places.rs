//! A stranger at the login page can't stop a company (R17.2): what wrong login passwords come to, by the address they come from.

use chrono::TimeDelta;
use madoguchi::desk::Desk;
use madoguchi::domain::access::ServiceState;
use madoguchi::entropy::Machine;
use madoguchi::portal::{Command, Portal};
use madoguchi::store::Store;

use crate::rules_support::{Bank, ONE, confirmation, login_id, login_password, said, two_companies};

/// A login from an address, by a program of its own.
fn from(bank: &Bank, address: &str, id: &str, password: &str) -> &'static str {
    let opened = Store::open(bank.place()).unwrap();
    let mut desk = Desk::new(opened, bank.clock.clone(), Box::new(Machine), address).unwrap();
    said(Portal::over(desk.office()).login(&login_id(id), &password.into()))
}

fn right(bank: &Bank, address: &str, id: &str) -> &'static str {
    from(bank, address, id, &login_password(id))
}

const OFFICE: &str = "192.0.2.7";

#[test]
fn whoever_tries_from_elsewhere_pauses_their_own_address_alone_r17_2() {
    let mut bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    let wrong: Vec<_> = (0..7).map(|_| from(&bank, "198.51.100.1", "M", "nonsense")).collect();
    assert_eq!(wrong, ["E1601", "E1601", "E1602", "E1602", "E1602", "E1602", "E1602"]);
    assert_eq!(right(&bank, "198.51.100.1", "M"), "E1602", "no answer depends on it");
    assert_eq!(
        right(&bank, OFFICE, "M"),
        "ok",
        "before R17.2 the whole login ID was paused"
    );
    assert_eq!(
        right(&bank, "198.51.100.1", "A"),
        "ok",
        "another login ID is another matter"
    );
    // The row that an administrator sees counts addresses, and lifting lets them in again.
    let key = bank.key("A");
    let service = |bank: &mut Bank| {
        let rows = bank.portal().ask(&key, |look| Ok(look.members()?)).unwrap();
        rows.into_iter()
            .find(|row| row.user.login_id == login_id("M"))
            .unwrap()
            .service
    };
    let until = Some(bank.now() + TimeDelta::minutes(30));
    assert_eq!(service(&mut bank), ServiceState::LoginPaused { addresses: 1, until });
    let code = bank.code("70000002");
    let lift = Command::Lift {
        users: vec![login_id("M")],
    };
    assert_eq!(said(bank.ask(&key, lift, &confirmation("A"), &code)), "ok");
    assert_eq!(service(&mut bank), ServiceState::Available);
    assert_eq!(right(&bank, "198.51.100.1", "M"), "ok");
}

#[test]
fn an_ipv6_line_is_one_address_whatever_comes_of_it_r17_2() {
    let bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    for host in 1..=3 {
        from(&bank, &format!("2001:db8:1:2::{host}"), "M", "nonsense");
    }
    assert_eq!(right(&bank, "2001:db8:1:2:ffff::9", "M"), "E1602");
    assert_eq!(right(&bank, "2001:db8:1:3::1", "M"), "ok");
    let trail = bank.trail();
    from(&bank, "2001:db8:1:2::77", "M", "nonsense");
    assert_eq!(bank.trail(), trail + 1, "R12.1");
    let entry = bank.entries(1).remove(0);
    assert_eq!(
        entry.draft.terminal, "2001:db8:1:2::77",
        "R12.1: the trail has the address itself"
    );
}

/// Five addresses, six tries each: all of a company's login IDs on one day.
#[test]
fn thirty_of_a_day_stop_strangers_and_the_company_works_on_r17_2() {
    let bank = Bank::on_disk("2026-06-01T10:00:00", &two_companies());
    let company = ["M", "A", "G", "H"];
    for id in company {
        assert_eq!(right(&bank, OFFICE, id), "ok");
    }
    for _ in 0..6 {
        for stranger in 1..=5 {
            for id in company {
                from(&bank, &format!("198.51.100.{stranger}"), id, "nonsense");
            }
        }
        bank.wait(TimeDelta::minutes(31));
    }
    for id in company {
        assert!(bank.user(ONE, id).service.login_stopped, "{id}");
        assert_eq!(
            right(&bank, "203.0.113.5", id),
            "E1603",
            "{id}: a stranger, though by the right password"
        );
        assert_eq!(right(&bank, OFFICE, id), "ok", "{id}: where they came from before");
    }
    // What the branch says of who could do it themselves is not turned by it (R7.3).
    let able = |bank: &Bank| {
        let case = bank.sheet(ONE).case;
        madoguchi::domain::authority::able(&case, bank.now()).count()
    };
    assert_eq!(able(&bank), 2);
    // Ninety days after their last login from there nobody is known any more.
    bank.wait(TimeDelta::days(90));
    assert_eq!(right(&bank, OFFICE, "M"), "E1603");
    assert_eq!(able(&bank), 0);
}
