use super::super::case::samples::{at, case, login, user};
use super::*;
use crate::domain::values::{Account, Phone, PostalAddress};

fn file(case: &Case) -> NewContract {
    let users = case.users.iter().zip(3..).map(|(user, line)| NewUser {
        line,
        user: user.clone(),
        mail: None,
        registered: None,
    });
    NewContract {
        line: 3,
        contract: case.contract.clone(),
        issued: vec![],
        makers: BTreeMap::new(),
        users: users.collect(),
    }
}

fn two() -> Case {
    case(
        vec![
            user("DEN501", UserKind::Master, 1),
            user("DEN502", UserKind::General, 0),
        ],
        vec![],
    )
}

#[test]
fn what_a_file_says_again_changes_nothing_and_what_it_leaves_out_stays_r16_1() {
    let mut case = two();
    case.contract.address = Some(PostalAddress::parse("東京都架空区1-2-3").unwrap());
    let mut file = file(&case);
    file.contract.address = None;
    file.users.truncate(1);
    let now = at("2026-06-01T12:00:00");
    assert_eq!(
        by_file(&case, &BTreeMap::new(), &file, Pending::default(), now),
        Ok(vec![])
    );
}

#[test]
fn another_number_counts_from_the_change_and_another_way_of_writing_it_does_not_r10_7() {
    let case = two();
    let now = at("2026-06-01T12:00:00");
    for (phone, since) in [("0300000000", None), ("03-0000-0009", Some(now))] {
        let mut file = file(&case);
        file.contract.phone = Phone::parse(phone).unwrap();
        let changes = by_file(&case, &BTreeMap::new(), &file, Pending::default(), now).unwrap();
        let after = case.apply(&changes);
        assert_eq!(
            (after.contract.phone.as_str(), after.contract.phone_since),
            (phone, since)
        );
        let [difference] = differences(&case, &changes).try_into().unwrap();
        assert_eq!(
            (difference.part, difference.before, difference.after),
            (
                Part::Telephone,
                Some(Worth::Text("03-0000-0000".to_owned())),
                Some(Worth::Text(phone.to_owned()))
            )
        );
    }
}

#[test]
fn another_account_goes_along_with_those_who_may_use_it_r16_2() {
    let case = two();
    let mut file = file(&case);
    file.contract.account = Account::parse("普通7654321").unwrap();
    let changes = by_file(
        &case,
        &BTreeMap::new(),
        &file,
        Pending::default(),
        at("2026-06-01T12:00:00"),
    )
    .unwrap();
    let after = case.apply(&changes);
    let accounts = after
        .users
        .iter()
        .map(|user| user.access.accounts.iter().collect::<Vec<_>>());
    assert!(accounts.clone().count() == 2 && accounts.into_iter().all(|own| own == [&file.contract.account]));
}

#[test]
fn users_come_and_change_by_a_file_and_the_master_stays_r16_1() {
    let case = two();
    let now = at("2026-06-01T12:00:00");
    let mut given = file(&case);
    given.users[1].user.kind = UserKind::Admin;
    given.users.push(NewUser {
        line: 9,
        user: user("DEN503", UserKind::General, 0),
        mail: Some(MailAddress::parse("rei@example.jp").unwrap()),
        registered: None,
    });
    let changes = by_file(&case, &BTreeMap::new(), &given, Pending::default(), now).unwrap();
    let told: Vec<_> = differences(&case, &changes)
        .into_iter()
        .map(|d| (d.whose, d.part))
        .collect();
    assert_eq!(
        told,
        [
            (Some(login("DEN502")), Part::UserKind),
            (Some(login("DEN503")), Part::User),
            (Some(login("DEN503")), Part::Mail)
        ]
    );
    given.users[0].user.kind = UserKind::General;
    given.users[2].user.kind = UserKind::Master;
    let mistakes = by_file(&case, &BTreeMap::new(), &given, Pending::default(), now).unwrap_err();
    let lines: Vec<_> = mistakes
        .iter()
        .map(|mistake| (mistake.line, mistake.column.as_str()))
        .collect();
    assert_eq!(lines, [(3, "利用者区分"), (9, "利用者区分")]);
}

#[test]
fn a_closed_contract_takes_nothing_r16_1() {
    let mut case = two();
    case.contract.closed = Some("2026-05-31".parse().unwrap());
    let mistakes = by_file(
        &case,
        &BTreeMap::new(),
        &file(&two()),
        Pending::default(),
        at("2026-06-01T12:00:00"),
    )
    .unwrap_err();
    assert_eq!(mistakes[0].refusal.code(), "E1904");
}

#[test]
fn by_hand_what_is_not_named_stays_and_each_no_has_its_number_r16_2() {
    let mut case = two();
    let now = at("2026-06-01T12:00:00");
    let mail = MailAddress::parse("den@example.jp").unwrap();
    let mails = BTreeMap::from([(login("DEN501"), mail.clone())]);
    let told = |case: &Case, wish: &str| {
        let wish: Wish = serde_json::from_str(wish).unwrap();
        by_hand(case, &mails, &wish, now)
            .map(|changes| amendment_told(case, &changes))
            .map_err(|refusal| refusal.code())
    };
    for (wish, expected) in [
        (
            r#"{"phone":"03-0000-0009"}"#,
            Ok("; telephone: 03-0000-0000 > 03-0000-0009"),
        ),
        (r#"{"address":"東京都架空区1"}"#, Ok("; address:  > 東京都架空区1")),
        (
            r#"{"representative":"仮名 一郎"}"#,
            Ok("; representative:  > 仮名 一郎"),
        ),
        (
            r#"{"users":[{"login_id":"DEN501","mail":"nowhere"}]}"#,
            Ok("; DEN501 mail: den@example.jp > "),
        ),
        (
            r#"{"users":[{"login_id":"DEN502","kind":"admin"}]}"#,
            Ok("; DEN502 user_kind: general > admin"),
        ),
        (
            r#"{"users":[{"login_id":"DEN502","remove":true}]}"#,
            Ok("; DEN502 user: 見本 太郎 > "),
        ),
        (
            r#"{"users":[{"login_id":"N1","name":"仮名","kana":"カメイ","kind":"general"}]}"#,
            Ok("; N1 user:  > 仮名"),
        ),
        ("{}", Err("E1709")),
        (
            r#"{"phone":"0300000000","company":"見本商事株式会社"}"#,
            Ok("; telephone: 03-0000-0000 > 0300000000"),
        ),
        (r#"{"phone":"300000000"}"#, Err("E1901")),
        (
            r#"{"users":[{"login_id":"DEN501","mail":{"at":"den@example.jp"}}]}"#,
            Err("E1709"),
        ),
        (r#"{"users":[{"login_id":"N1","name":"仮名"}]}"#, Err("E0202")),
        (r#"{"users":[{"login_id":"N1","remove":true}]}"#, Err("E0202")),
        (r#"{"users":[{"login_id":"DEN501","remove":true}]}"#, Err("E1703")),
        (r#"{"users":[{"login_id":"DEN501","kind":"admin"}]}"#, Err("E1702")),
        (r#"{"users":[{"login_id":"DEN502","kind":"master"}]}"#, Err("E1702")),
        (
            r#"{"users":[{"login_id":"DEN502","remove":true},{"login_id":"DEN502"}]}"#,
            Err("E0206"),
        ),
    ] {
        assert_eq!(told(&case, wish), expected.map(str::to_owned), "{wish}");
    }
    case.contract.closed = Some("2026-05-31".parse().unwrap());
    assert_eq!(told(&case, r#"{"phone":"03-0000-0009"}"#), Err("E1904"));
}

fn amendment_told(case: &Case, changes: &[Change]) -> String {
    super::told(&differences(case, changes))
}
