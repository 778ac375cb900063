use super::*;
use crate::domain::access::{Access, Place};
use crate::domain::case::samples::{ALL, at, case, login, token, user};
use crate::domain::registration;
use crate::domain::state::{self, OtpState};
use crate::domain::user::Operations;
use crate::domain::user::UserKind::{Admin, General, Master};
use crate::domain::values::{Kana, Name};

type Entry = fn(&mut Profile);
type Stop = fn(&mut Service);

fn sample() -> Case {
    let mut general = user("G", General, 2);
    general.operations.administration = false;
    let mut powerless = user("P", Admin, 2);
    powerless.operations.administration = false;
    let users = vec![
        user("A", Admin, 1),
        user("B", Admin, 2),
        general,
        user("M", Master, 1),
        powerless,
    ];
    case(users, vec![token(1), token(2)])
}

fn own() -> BTreeSet<Account> {
    BTreeSet::from([account("普通1234567"), account("当座7654321")])
}

fn account(text: &str) -> Account {
    Account::parse(text).unwrap()
}

fn profile(login_id: &str) -> Profile {
    Profile::of(sample().user(&login(login_id)).unwrap())
}

fn code<T>(decision: Decision<T>) -> &'static str {
    decision.err().map_or("ok", |refusal| refusal.code())
}

/// What amending `of` by `by` gives when `change` is entered.
fn amended(by: &str, of: &str, change: impl FnOnce(&mut Profile)) -> &'static str {
    let mut entered = profile(of);
    change(&mut entered);
    let given = Given::default();
    code(amend(&sample(), &login(by), &login(of), &entered, given, &own()))
}

#[test]
fn who_may_do_what_with_whom() {
    let now = at("2026-06-01T12:00:00");
    let mut case = sample();
    for user in &mut case.users {
        user.service.confirmation_stopped = true;
    }
    for (by, of, [name, kind, removed, stopped, lifted]) in [
        ("M", "M", ["ok", "E1702", "E1704", "E1704", "ok"]),
        ("M", "A", ["ok", "ok", "ok", "ok", "ok"]),
        ("M", "G", ["ok", "ok", "ok", "ok", "ok"]),
        ("A", "M", ["E1703", "E1703", "E1703", "E1703", "ok"]),
        ("A", "A", ["ok", "E1704", "E1704", "E1704", "ok"]),
        ("A", "B", ["ok", "ok", "ok", "ok", "ok"]),
        ("A", "G", ["ok", "ok", "ok", "ok", "ok"]),
        ("G", "G", ["E0501"; 5]),
        ("P", "G", ["E0501"; 5]),
        ("A", "X", ["E0202"; 5]),
        ("X", "G", ["E0501"; 5]),
    ] {
        let (by_id, chosen) = (login(by), [login(of)]);
        let mut entered = case.user(&chosen[0]).map_or_else(|_| profile("G"), Profile::of);
        let mut amended = |change: &dyn Fn(&mut Profile)| {
            change(&mut entered);
            code(amend(&case, &by_id, &chosen[0], &entered, Given::default(), &own()))
        };
        let given = [
            amended(&|p| p.name = Name::parse("架空 名").unwrap()),
            amended(&|p| {
                p.kind = if p.kind == General { Admin } else { General };
                p.operations.administration = false;
            }),
            code(remove(&case, &by_id, &chosen[0], now)),
            code(stop(&case, &by_id, &chosen)),
            code(lift(&case, &by_id, &chosen, now)),
        ];
        assert_eq!(given, [name, kind, removed, stopped, lifted], "{by} {of}");
    }
}

#[test]
fn one_master_who_stays_and_who_acts_remains() {
    assert_eq!(amended("M", "A", |p| p.kind = Master), "E1702");
    assert_eq!(amended("M", "M", |p| p.kind = Admin), "E1702");
    for who in ["M", "A"] {
        assert_eq!(amended(who, who, |p| p.operations.administration = false), "E1704");
        assert_eq!(amended(who, who, |p| p.operations.transfer = false), "ok");
        assert_eq!(amended(who, who, |p| p.access.limits = Limits::all(1)), "ok");
    }
    assert_eq!(amended("A", "B", |p| p.operations.administration = false), "ok");
    let mut master = profile("G");
    master.kind = Master;
    assert_eq!(
        admit(&sample(), &login("M"), &login("N"), &master, &own()),
        Err(Refusal::MasterKindStays)
    );
}

#[test]
fn what_is_entered_must_fit() {
    let mistakes: [(&str, Entry); 9] = [
        ("ok", |p| p.kind = Admin),
        ("E1705", |p| p.operations.administration = true),
        ("ok", |p| (p.kind, p.operations) = (Admin, ALL)),
        ("E1706", |p| p.access.rights = BTreeSet::from([Right::SameDay])),
        ("ok", |p| {
            p.access.rights = BTreeSet::from([Right::SameDay, Right::RegisteredTransfer]);
        }),
        ("ok", |p| p.access.limits.pay_easy = 9_999_999_999),
        ("E1707", |p| p.access.limits.pay_easy = 10_000_000_000),
        ("ok", |p| p.access.accounts = own()),
        ("E1708", |p| {
            p.access.accounts.insert(account("普通0000001"));
        }),
    ];
    for (expected, mistake) in mistakes {
        assert_eq!(amended("A", "G", mistake), expected);
        let mut entered = profile("G");
        mistake(&mut entered);
        let admitted = admit(&sample(), &login("A"), &login("N"), &entered, &own());
        assert_eq!(code(admitted), expected);
    }
    let limits: [fn(&mut Limits); 5] = [
        |l| l.transfer = u64::MAX,
        |l| l.preset = u64::MAX,
        |l| l.bulk = u64::MAX,
        |l| l.payroll = u64::MAX,
        |l| l.pay_easy = u64::MAX,
    ];
    for limit in limits {
        assert_eq!(amended("A", "G", |p| limit(&mut p.access.limits)), "E1707");
    }
    assert_eq!(
        admit(&sample(), &login("A"), &login("G"), &profile("G"), &own()),
        Err(Refusal::LoginIdTaken { login_id: "G".into() })
    );
}

#[test]
fn what_changed_is_said_and_nothing_changed_is_refused() {
    let changes: [(Field, Entry); 7] = [
        (Field::Name, |p| p.name = Name::parse("架空 名").unwrap()),
        (Field::Kana, |p| p.kana = Kana::parse("カクウ").unwrap()),
        (Field::Kind, |p| p.kind = Admin),
        (Field::Operations, |p| p.operations = Operations::default()),
        (Field::Rights, |p| p.access.rights.clear()),
        (Field::Limits, |p| p.access.limits.bulk = 7),
        (Field::Accounts, |p| p.access.accounts.clear()),
    ];
    let mut all = profile("G");
    for (field, change) in changes {
        let mut entered = profile("G");
        change(&mut entered);
        change(&mut all);
        assert_eq!(profile("G").differences(&entered), [field]);
        assert_eq!(profile("G").differences(&profile("G")), []);
    }
    let both = Given {
        login: true,
        confirmation: true,
    };
    let by_a = |entered, given| amend(&sample(), &login("A"), &login("G"), &entered, given, &own());
    let amendment = by_a(all.clone(), both).unwrap();
    assert_eq!(amendment.changed, Field::ALL);
    let after = sample().apply(amendment.change.as_slice());
    assert_eq!(Profile::of(after.user(&login("G")).unwrap()), all);
    assert_eq!(by_a(profile("G"), Given::default()), Err(Refusal::NothingAmended));
    let amendment = by_a(profile("G"), both).unwrap();
    assert_eq!((amendment.change, amendment.changed.len()), (None, 2));
}

#[test]
fn a_registration_is_shown_when_nothing_is_permitted_any_more_r13() {
    let now = at("2026-06-01T12:00:00");
    let mut entered = profile("G");
    entered.operations = Operations::default();
    let amendment = amend(&sample(), &login("A"), &login("G"), &entered, Given::default(), &own()).unwrap();
    let after = sample().apply(amendment.change.as_slice());
    let general = after.user(&login("G")).unwrap();
    assert_eq!(state::of(general, &after, now), OtpState::InUse);
    assert_eq!(general.token, sample().user(&login("G")).unwrap().token);
}

#[test]
fn a_new_user_stands_in_their_place_and_is_not_registered() {
    let now = at("2026-06-01T12:00:00");
    let changes = admit(&sample(), &login("A"), &login("H"), &profile("G"), &own()).unwrap();
    let after = sample().apply(&changes);
    let names: Vec<_> = after.users.iter().map(|user| user.login_id.as_str()).collect();
    assert_eq!(names, ["A", "B", "G", "H", "M", "P"]);
    let new = after.user(&login("H")).unwrap();
    assert_eq!(state::of(new, &after, now), OtpState::Unregistered);
    assert!(registration::open_to(new, &after, now).is_ok());
    assert_eq!((&new.service, new.reopens_at), (&Service::default(), None));
}

#[test]
fn a_removed_user_goes_and_the_token_stays_suspended_for_those_who_share_it() {
    let now = at("2026-06-01T12:00:00");
    let mut before = sample();
    before.tokens[1].suspended_at = Some(now);
    let changes = remove(&before, &login("A"), &login("B"), now).unwrap();
    let after = before.apply(&changes);
    assert!(after.user(&login("B")).is_err());
    assert_eq!(after.tokens, before.tokens);
    assert_eq!(after.sharers(token(2).id).count(), 2);
}

#[test]
fn all_of_the_chosen_are_stopped_or_lifted_or_none() {
    let now = at("2026-06-01T12:00:00");
    let (a, b, g, m) = (login("A"), login("B"), login("G"), login("M"));
    let stopped = stop(&sample(), &a, &[b.clone(), g.clone()]).unwrap();
    let after = sample().apply(&stopped);
    assert!([&b, &g].iter().all(|id| after.user(id).unwrap().service.stopped));
    assert_eq!(code(stop(&after, &a, &[login("P"), g.clone()])), "E1710");
    assert_eq!(code(stop(&after, &a, &[login("P"), m.clone()])), "E1703");
    assert_eq!(code(stop(&after, &a, &[])), "E0203");
    assert_eq!(code(stop(&after, &a, &[login("P"), login("P")])), "E0206");
    assert_eq!(code(lift(&after, &a, &[g.clone(), m], now)), "E1711");
    let lifted = after.apply(&lift(&after, &a, &[g, b], now).unwrap());
    assert_eq!(lifted, sample());
}

/// An address is paused until then (R17.2).
fn paused(service: &mut Service, until: &str) {
    let place = Place {
        wrong: 3,
        paused_until: Some(at(until)),
        ..Place::default()
    };
    service.places.insert("198.51.100.1".into(), place);
}

#[test]
fn whatever_keeps_a_user_out_is_lifted_and_a_pause_until_its_very_second() {
    let now = at("2026-06-01T12:00:00");
    let last_login_at = Some(at("2026-05-31T12:00:00"));
    let stops: [(&str, Stop); 6] = [
        ("ok", |s| s.stopped = true),
        ("ok", |s| (s.login_stopped, s.wrong_logins) = (true, 6)),
        ("ok", |s| (s.confirmation_stopped, s.wrong_confirmations) = (true, 5)),
        ("ok", |s| paused(s, "2026-06-01T12:00:01")),
        ("E1711", |s| paused(s, "2026-06-01T12:00:00")),
        ("E1711", |s| s.wrong_logins = 2),
    ];
    for (expected, stop) in stops {
        let mut case = sample();
        let service = &mut case.users[2].service;
        service.last_login_at = last_login_at;
        stop(service);
        let given = lift(&case, &login("A"), &[login("G")], now);
        assert_eq!(given.as_ref().map_or_else(Refusal::code, |_| "ok"), expected);
        if let Ok(changes) = given {
            let expected = Service {
                last_login_at,
                ..Service::default()
            };
            assert_eq!(case.apply(&changes).users[2].service, expected);
        }
    }
}

#[test]
fn whatever_administrators_do_one_after_another_one_remains() {
    let now = at("2026-06-01T12:00:00");
    let mut seen = vec![sample()];
    let mut next = 0;
    while let Some(case) = seen.get(next).cloned() {
        next += 1;
        assert!(
            case.users
                .iter()
                .any(|user| user.administers() && user.service.can_act())
        );
        assert_eq!(case.users.iter().filter(|user| user.kind == Master).count(), 1);
        for by in case.users.iter().filter(|user| user.service.can_act()) {
            for of in &case.users {
                let (by, of_id) = (&by.login_id, &of.login_id);
                let mut demoted = Profile::of(of);
                (demoted.kind, demoted.operations) = (General, Operations::default());
                demoted.access = Access::usual(General, demoted.operations, &account("普通1234567"));
                let outcomes = [
                    remove(&case, by, of_id, now),
                    stop(&case, by, std::slice::from_ref(of_id)),
                    amend(&case, by, of_id, &demoted, Given::default(), &own())
                        .map(|done| done.change.into_iter().collect()),
                ];
                for changes in outcomes.into_iter().flatten() {
                    let after = case.apply(&changes);
                    if !seen.contains(&after) {
                        seen.push(after);
                    }
                }
            }
        }
    }
    assert!(seen.len() > 50, "{}", seen.len());
}
