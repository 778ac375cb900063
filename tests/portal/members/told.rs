//! What a company changes of its users is told to whoever administers it, and to who did so until then (R14.3).

use madoguchi::domain::members::Profile;
use madoguchi::domain::notice::{Item, Notice};
use madoguchi::domain::user::{Operations, UserKind};
use madoguchi::portal::{Command, Secrets};

use super::house::{House, admit, login, remove, with_passwords};

/// Who is told what, of whom, and at which mail address if that is one of before.
type Told = (String, Item, Vec<String>, Option<Option<String>>);

fn all(house: &mut House) -> Vec<Told> {
    let staff = house.staff();
    let rows = house.desk.look(&staff).notices(1000).unwrap();
    let told = rows.into_iter().map(|row| {
        let Notice::Changed { item, users, old, .. } = row.notice else {
            panic!("{:?}", row.notice)
        };
        let users = users.iter().map(ToString::to_string).collect();
        let old = old.map(|old| old.mail.map(|mail| mail.to_string()));
        (row.login_id.to_string(), item, users, old)
    });
    told.collect()
}

/// What `change`, done by that administrator, leaves.
fn told(house: &mut House, by: &str, change: Command, passwords: Option<(&str, &str)>) -> Vec<Told> {
    let before = all(house).len();
    house.wait(60);
    let key = house.login(by);
    let secrets = match passwords {
        Some((login, confirmation)) => with_passwords(house.secrets(by), login, confirmation),
        None => house.secrets(by),
    };
    house.portal().execute(&key, change, &secrets).unwrap();
    let mut told = all(house).split_off(before);
    told.sort_by(|one, other| one.0.cmp(&other.0));
    house.is_whole();
    told
}

fn of(item: Item, to: &[&str], user: &str) -> Vec<Told> {
    let each = to
        .iter()
        .map(|to| ((*to).to_owned(), item, vec![user.to_owned()], None));
    each.collect()
}

#[test]
fn a_user_who_comes_is_changed_or_goes_is_told_r14_3() {
    let mut house = House::open();
    let all = ["A1", "A2", "M1", "P1"];
    let came = told(&mut house, "A1", admit("N1"), Some(("login-of-N1", "confirm-of-N1")));
    assert_eq!(came, of(Item::Users, &all, "N1"));
    let renamed = house.amend("G1", |profile: &mut Profile| profile.name = name("改名 梅"));
    assert_eq!(told(&mut house, "A1", renamed, None), of(Item::Users, &all, "G1"));
    let went = told(&mut house, "A1", remove("G2"), None);
    assert_eq!(went, of(Item::Users, &all, "G2"));
    // Passwords alone are told as that.
    let same = house.amend("A2", |_| ());
    let given = told(&mut house, "A1", same, Some(("second-login", "second-confirm")));
    assert_eq!(given, of(Item::Passwords, &all, "A2"));
}

/// Somebody at an administrator's terminal takes the others away: they hear of it where they were reached.
#[test]
fn who_administers_no_more_is_told_where_they_were_reached_r14_3() {
    let mut house = House::open();
    let demoted = house.amend("A2", |profile: &mut Profile| {
        (profile.kind, profile.operations) = (UserKind::General, Operations::default());
    });
    let mut expected = of(Item::Users, &["A1", "M1", "P1"], "A2");
    expected.push((
        "A2".to_owned(),
        Item::Users,
        vec!["A2".to_owned()],
        Some(Some("a2@example.jp".to_owned())),
    ));
    expected.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(told(&mut house, "A1", demoted, None), expected);

    // Without a mail address the letter goes to the company.
    let mut expected = of(Item::Users, &["A1", "M1"], "P1");
    expected.push(("P1".to_owned(), Item::Users, vec!["P1".to_owned()], Some(None)));
    assert_eq!(told(&mut house, "A1", remove("P1"), None), expected);
}

#[test]
fn what_is_refused_is_told_to_nobody_r14_3() {
    let mut house = House::open();
    let key = house.login("A1");
    let wrong = Secrets {
        confirmation: Some("nonsense".into()),
        ..house.secrets("A1")
    };
    assert!(house.portal().execute(&key, remove("G2"), &wrong).is_err());
    assert!(house.portal().execute(&key, remove("M1"), &wrong).is_err());
    assert_eq!(all(&mut house), []);
    assert!(house.case("A1").user(&login("G2")).is_ok());
}

fn name(text: &str) -> madoguchi::domain::values::Name {
    madoguchi::domain::values::Name::parse(text).unwrap()
}
