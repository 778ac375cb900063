//! A contract that is opened by hand, by two (R16.1).

use madoguchi::desk::{Carried, Command, Outcome};
use madoguchi::domain::opening::Opening;
use madoguchi::domain::values::RequestId;
use madoguchi::training::demo;

use crate::support::{Branch, code_of, contract};

const NEW: &str = "9990001";

fn opening(more: &[(&str, &str)]) -> Opening {
    let text = r#"{"number":"9990001","company":"神福塚例示株式会社","kana":"ジンフクヅカ","branch":{"code":"011","name":"本店営業部"},
        "account":"普通1234567","phone":"03-0000-0001","start":"2026-06-01",
        "users":[{"login_id":"NEW01","name":"仮名 一郎","kana":"カメイ イチロウ","kind":"master"}],
        "applicant":"representative","document":{"kind":"driving_licence","tail":"123456789012"}}"#;
    let mut text = text.to_owned();
    for (from, to) in more {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    serde_json::from_str(&text).unwrap()
}

fn ask(branch: &mut Branch, opening: Opening) -> Result<RequestId, &'static str> {
    match branch.by_teller(Command::OpenContract(Box::new(opening))) {
        Ok(Outcome::Handled {
            carried: Carried::Waiting { request, .. },
        }) => Ok(request),
        Ok(other) => panic!("{other:?}"),
        Err(error) => Err(error.code()),
    }
}

#[test]
fn a_contract_is_opened_when_a_supervisor_has_looked_at_all_of_it_r16_1_r11_1() {
    let mut branch = Branch::open();
    let request = ask(&mut branch, opening(&[])).unwrap();
    let is_there = |branch: &Branch| branch.desk.look(&branch.teller).sheet(&contract(NEW)).is_ok();
    assert!(!is_there(&branch), "nothing before the approval");
    let stored = branch.desk.look(&branch.supervisor).matter(request).unwrap();
    let lines = format!("{:?}", stored.shown.lines);
    for told in ["神福塚例示株式会社", "03-0000-0001", "NEW01 仮名 一郎", "9012"] {
        assert!(lines.contains(told), "{told}: {lines}");
    }
    assert!(
        !lines.contains("12345678"),
        "R10.4: the end of the number alone: {lines}"
    );
    let own = code_of(branch.by_teller(Command::Approve { request }));
    assert_ne!(own, "", "R11.2");
    branch.by_supervisor(Command::Approve { request }).unwrap();
    let sheet = branch.desk.look(&branch.teller).sheet(&contract(NEW)).unwrap();
    assert_eq!(
        sheet.case.contract.company.as_str(),
        "神福塚例示株式会社",
        "R16.4: as it is written"
    );
    assert_eq!(sheet.case.users.len(), 1);
    assert_eq!(
        sheet.case.contract.phone_since, None,
        "its first number counts at once (R10.7)"
    );
    // Searched for, the variants of the compatibility block are the usual signs.
    let found = branch.desk.look(&branch.teller).find("神福塚", 0, 10).unwrap();
    assert!(found.hits.iter().any(|hit| hit.contract.number == contract(NEW)));
}

#[test]
fn hand_and_file_have_one_judgement_of_what_is_taken_r16_1() {
    let mut branch = Branch::open();
    for (more, expected) in [
        (("9990001", "1000001"), "E0205"),
        (("NEW01", "den501"), "E1701"),
        (("03-0000-0001", "300000001"), "E1901"),
        (("\"kind\":\"master\"", "\"kind\":\"general\""), "E1908"),
        (("driving_licence", "my_number_card"), "E1007"),
    ] {
        let before = branch.trail_length();
        assert_eq!(ask(&mut branch, opening(&[more])), Err(expected), "{more:?}");
        assert_eq!(branch.trail_length(), before + 1, "each attempt is an entry (R12.1)");
    }
}

/// Between asking and deciding a file takes the number: what was shown would not be what happens.
#[test]
fn what_a_file_took_meanwhile_sends_the_request_back_r11_3() {
    let mut branch = Branch::open();
    let request = ask(&mut branch, opening(&[])).unwrap();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let new = opening(&[("NEW01", "NEW02")]).brought().unwrap();
    branch.desk.import_contracts(&administrator, Ok(vec![new])).unwrap();
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
}
