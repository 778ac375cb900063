use super::*;
use crate::domain::case::samples::at;

/// An address of a stranger, of a number.
fn stranger(n: usize) -> String {
    place_of(&format!("198.51.100.{n}"))
}

const OWN: &str = "192.0.2.7";

#[test]
fn an_address_is_a_line_of_ipv6_and_one_of_ipv4_r17_2() {
    for (terminal, place) in [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("tty1", "tty1"),
        ("", ""),
    ] {
        assert_eq!(place_of(terminal), place, "{terminal}");
    }
}

#[test]
fn three_wrong_passwords_pause_an_address_and_six_stop_it_and_no_other_r17_2() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let until = now + policy.login_pause;
    let mut service = Service::default();
    for (wrong, door) in [
        (1, Door::Open),
        (2, Door::Open),
        (3, Door::Paused(until)),
        (4, Door::Paused(until)),
        (5, Door::Paused(until)),
        (6, Door::Stopped),
    ] {
        service = service.wrong_login("198.51.100.1", now, &policy);
        assert_eq!(service.wrong_logins, wrong);
        assert_eq!(service.door("198.51.100.1", now), door, "{wrong}");
        assert_eq!(service.door(OWN, now), Door::Open, "{wrong}: nobody else waits");
        assert!(!service.login_stopped && service.can_act() && service.lets_in(now));
    }
    assert_eq!(service.logged_in(OWN, now, &policy).wrong_logins, 0);
}

#[test]
fn a_pause_ends_at_its_very_second_r2_3() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let paused = (0..3).fold(Service::default(), |service, _| service.wrong_login(OWN, now, &policy));
    let until = at("2026-06-01T12:30:00");
    let state = ServiceState::LoginPaused {
        addresses: 1,
        until: Some(until),
    };
    assert_eq!(paused.state(at("2026-06-01T12:29:59")), state);
    assert_eq!(paused.pause_ends(at("2026-06-01T12:29:59")), Some(until));
    assert_eq!(paused.state(until), ServiceState::Available);
    assert_eq!(paused.door(OWN, until), Door::Open);
    assert!(paused.can_act());
}

#[test]
fn thirty_of_a_day_or_a_hundred_in_all_stop_strangers_and_an_address_that_is_known_gets_in_r17_2() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let mut service = Service::default().logged_in(OWN, at("2026-05-31T09:00:00"), &policy);
    for n in 0..30 {
        assert_eq!(service.door(&stranger(200), now), Door::Open, "{n}");
        service = service.wrong_login(&stranger(n), now, &policy);
    }
    assert!(service.login_stopped);
    assert_eq!(service.door(&stranger(200), now), Door::Stopped);
    assert_eq!(service.door(OWN, now), Door::Open);
    assert!(service.can_act() && service.lets_in(now));
    let later = at("2026-05-31T09:00:00") + policy.login_known;
    assert_eq!(service.door(OWN, later - chrono::TimeDelta::seconds(1)), Door::Open);
    assert_eq!(service.door(OWN, later), Door::Stopped, "ninety days to the second");
    assert!(!service.lets_in(later));
    // The right one from there stops the counting anew, not the stop.
    let back = service.logged_in(OWN, now, &policy);
    assert!(back.login_stopped && back.wrong_logins == 0);
    // Whoever is known has counts of their own all the same.
    let clumsy = (0..3).fold(back, |service, _| service.wrong_login(OWN, now, &policy));
    assert!(matches!(clumsy.door(OWN, now), Door::Paused(_)));
    // Slowly: a hundred over days, with midnight of Japan between.
    let mut slow = Service::default();
    for n in 0_u32..100 {
        assert!(!slow.login_stopped, "{n}");
        let day = chrono::TimeDelta::days(i64::from(n / 29));
        slow = slow.wrong_login(&stranger(1 + n as usize % 50), now + day, &policy);
    }
    assert!(slow.login_stopped, "a hundred since the last right one");
}

#[test]
fn the_day_is_japans_r2_1_and_r17_2() {
    let policy = Policy::default();
    let (late, early) = (at("2026-06-01T23:59:59"), at("2026-06-02T00:00:00"));
    let many = |from: usize, service: Service, at| {
        (from..from + 29).fold(service, |service, n| service.wrong_login(&stranger(n), at, &policy))
    };
    let service = many(0, many(100, Service::default(), late), early);
    assert_eq!((service.wrong_today, service.wrong_logins), (29, 58));
    assert!(!service.login_stopped);
    assert!(service.wrong_login(&stranger(99), early, &policy).login_stopped);
}

#[test]
fn how_many_addresses_are_out_is_shown_r17_2() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let wrong = |service: Service, n, times| {
        (0..times).fold(service, |service: Service, _| {
            service.wrong_login(&stranger(n), now, &policy)
        })
    };
    let service = wrong(wrong(wrong(Service::default(), 1, 3), 2, 3), 3, 2);
    let until = Some(at("2026-06-01T12:30:00"));
    assert_eq!(service.state(now), ServiceState::LoginPaused { addresses: 2, until });
    let service = wrong(service, 2, 3);
    let state = ServiceState::LoginPaused {
        addresses: 2,
        until: None,
    };
    assert_eq!(service.state(now), state, "one of them until it is lifted");
    assert!(service.has_stopped_password());
    assert_eq!(service.lifted().state(now), ServiceState::Available);
}

#[test]
fn the_state_that_matters_most_is_shown() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let mut service = (0..3).fold(Service::default(), |service, _| service.wrong_login(OWN, now, &policy));
    assert!(matches!(service.state(now), ServiceState::LoginPaused { .. }));
    service.confirmation_stopped = true;
    assert_eq!(service.state(now), ServiceState::ConfirmationStopped);
    service.login_stopped = true;
    assert_eq!(service.state(now), ServiceState::LoginStopped);
    service.stopped = true;
    assert_eq!(service.state(now), ServiceState::Stopped);
    assert_eq!(service.lifted(), Service::default());
    let by_the_bank = service.passwords_lifted();
    assert_eq!(
        by_the_bank.state(now),
        ServiceState::Stopped,
        "R17.1: what the company stopped stays"
    );
    assert!(!by_the_bank.has_stopped_password());
}

#[test]
fn a_lift_keeps_which_addresses_are_known_r17_2() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let known = Service::default().logged_in(OWN, now, &policy);
    let service = (0..6).fold(known.clone(), |service, _| service.wrong_login(OWN, now, &policy));
    assert_eq!(service.door(OWN, now), Door::Stopped);
    assert_eq!(service.lifted(), known);
}

#[test]
fn addresses_are_kept_for_so_long_and_so_many_of_them_r17_2() {
    let (policy, now) = (Policy::default(), at("2026-06-01T12:00:00"));
    let many = (0..300_u16).fold(Service::default(), |service, n| {
        let from = place_of(&format!("10.0.{}.{}", n / 250, n % 250));
        service.logged_in(&from, now + chrono::TimeDelta::seconds(i64::from(n)), &policy)
    });
    assert_eq!(many.places.len(), MOST);
    assert!(!many.places.contains_key("10.0.0.0") && many.places.contains_key("10.0.1.49"));
    let later = many.logged_in(OWN, now + policy.login_known * 2, &policy);
    assert_eq!(later.places.len(), 1);
}

/// Fewer of a day than would stop strangers, from other addresses each time, while the owner is at another one.
#[test]
fn strangers_from_many_addresses_have_no_known_one_forgotten_r17_2() {
    let policy = Policy::default();
    let begin = at("2026-06-01T12:00:00");
    let home = Service::default().logged_in(OWN, begin, &policy);
    let day = |service: Service, day: u32| {
        let now = begin + chrono::TimeDelta::days(i64::from(day));
        let tried = (1..policy.login_stop_day).fold(service, |service, n| {
            service.wrong_login(&place_of(&format!("10.0.{day}.{n}")), now, &policy)
        });
        tried.logged_in("192.0.2.200", now, &policy)
    };
    let besieged = (1..20).fold(home, day);
    assert_eq!(besieged.places.len(), MOST);
    let now = begin + chrono::TimeDelta::days(20);
    assert!(besieged.places[OWN].is_known(now) && besieged.places["192.0.2.200"].is_known(now));
}

#[test]
fn five_wrong_confirmations_stop_it() {
    let policy = Policy::default();
    let four = (0..4).fold(Service::default(), |service, _| service.wrong_confirmation(&policy));
    assert!(!four.confirmation_stopped);
    assert!(four.wrong_confirmation(&policy).confirmation_stopped);
    assert!(!four.confirmed().wrong_confirmation(&policy).confirmation_stopped);
}
