//! Contracts that are kept up: by hand with two pairs of eyes (R16.2), and by files (R16.1).

use madoguchi::desk::{Amend, Command, Fate, Meant, Outcome};
use madoguchi::domain::amendment::{Part, Wish};
use madoguchi::domain::arrival::NewContract;
use madoguchi::domain::identity::{Channel, Method};
use madoguchi::domain::notice::{Item, Notice};
use madoguchi::domain::policy::Policy;
use madoguchi::domain::values::{CheckId, Name};
use madoguchi::intake::contracts;
use madoguchi::report::slip;
use madoguchi::training::{CONTRACTS, demo};
use madoguchi::words::{Lang, Words};

use crate::support::{Branch, code_of, contract, done, waiting};

const ONE: &str = "1000001";

fn amend(wish: &str, check: Option<CheckId>) -> Amend {
    let wish: Wish = serde_json::from_str(wish).unwrap();
    Amend {
        contract: contract(ONE),
        wish: Box::new(wish),
        check,
    }
}

/// What the customer is told and has not been yet: of which item, to whom, and whether where they were reached before.
fn told(branch: &Branch) -> Vec<(Item, String, bool)> {
    let rows = branch.desk.look(&branch.supervisor).notices(1_000).unwrap();
    let changes = rows.into_iter().filter_map(|row| match &row.notice {
        Notice::Changed { item, old, .. } => Some((*item, row.login_id.to_string(), old.is_some())),
        _ => None,
    });
    changes.collect()
}

#[test]
fn a_change_by_hand_takes_two_kinds_and_an_approval_and_is_shown_before_and_after_r16_2() {
    let mut branch = Branch::open();
    let wish = r#"{"phone":"03-0000-7777","representative":"仮名 一郎","address":"東京都架空区1-2-3"}"#;
    let one_kind = branch.check(ONE, Channel::Counter, vec![]);
    assert_eq!(branch.refused(Command::Amend(amend(wish, Some(one_kind)))), "E1005");
    let code = branch.code("40000111");
    let Ok(Outcome::CodeAccepted { proof }) = branch.try_code("1000004", "40000111", &code, None) else {
        panic!("not accepted")
    };
    let by_phone = branch.check("1000004", Channel::Telephone, vec![Method::Fob(proof)]);
    assert_eq!(
        branch.refused(Command::Amend(Amend {
            contract: contract("1000004"),
            ..amend(wish, Some(by_phone))
        })),
        "E1006",
        "the old number is called back"
    );

    let check = branch.seal_check(ONE);
    let asked = branch.by_teller(Command::Amend(amend(wish, Some(check))));
    let Ok(Outcome::Waiting { request, shown }) = asked else {
        panic!("{asked:?}")
    };
    let parts: Vec<_> = shown.differences.iter().map(|difference| difference.part).collect();
    assert_eq!(parts, [Part::Telephone, Part::Address, Part::Representative]);
    let before = branch
        .desk
        .look(&branch.teller)
        .sheet(&contract(ONE))
        .unwrap()
        .case
        .contract;
    assert_eq!(before.phone.as_str(), "03-0000-1001", "nothing before the approval");

    branch.wait(5);
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(receipt.shown.differences, shown.differences);
    let after = branch
        .desk
        .look(&branch.teller)
        .sheet(&contract(ONE))
        .unwrap()
        .case
        .contract;
    assert_eq!(
        (after.phone.as_str(), after.phone_since, after.address_since),
        ("03-0000-7777", Some(branch.now()), Some(branch.now())),
        "R10.7 counts from the change"
    );
    assert_eq!(after.representative.unwrap().as_str(), "仮名 一郎");
    let items: Vec<_> = told(&branch).into_iter().map(|(item, ..)| item).collect();
    for item in [Item::Telephone, Item::Address, Item::Representative] {
        assert!(items.contains(&item), "{item:?}: {items:?}");
    }
}

#[test]
fn who_is_reached_elsewhere_is_told_where_they_were_reached_before_r14_3() {
    let mut branch = Branch::open();
    for (wish, olds) in [
        (
            r#"{"address":"東京都架空区1","users":[{"login_id":"DEN501","mail":{"at":"old@example.jp"}}]}"#,
            vec![],
        ),
        (
            r#"{"phone":"03-0000-7777","address":"東京都架空区2","users":[{"login_id":"DEN501","mail":{"at":"new@example.jp"}}]}"#,
            vec![(Item::Telephone, 2), (Item::Address, 2), (Item::Mail, 2)],
        ),
    ] {
        let check = branch.seal_check(ONE);
        let already = told(&branch).len();
        let request = waiting(branch.by_teller(Command::Amend(amend(wish, Some(check)))));
        done(branch.by_supervisor(Command::Approve { request }));
        let new = told(&branch).split_off(already);
        for item in [Item::Telephone, Item::Address, Item::Mail] {
            let copies = new.iter().filter(|(of, _, is_old)| *of == item && *is_old).count();
            let expected = olds.iter().find(|(of, _)| *of == item).map_or(0, |(_, count)| *count);
            assert_eq!(copies, expected, "{item:?} {new:?}");
        }
        branch.wait(5);
    }
}

#[test]
fn an_amendment_is_for_what_was_shown_r11_3() {
    let mut branch = Branch::open();
    let check = branch.seal_check(ONE);
    let request = waiting(branch.by_teller(Command::Amend(amend(r#"{"phone":"03-0000-7777"}"#, Some(check)))));
    let mut file = ours(ONE);
    file.contract.company = madoguchi::domain::values::Name::parse("改称見本株式会社").unwrap();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let fate = branch.desk.keep_up(&administrator, &file, Meant::default()).unwrap();
    assert!(matches!(fate, Fate::Changed { .. }));
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
}

/// A contract as the file of the training bank has it.
fn ours(number: &str) -> NewContract {
    let all = contracts::read(CONTRACTS, &Policy::default()).unwrap();
    all.into_iter()
        .find(|new| new.contract.number == contract(number))
        .unwrap()
}

#[test]
fn a_user_who_was_removed_by_hand_does_not_come_back_by_a_file_r16_1() {
    let mut branch = Branch::open();
    let file = ours(ONE);
    let gone = file.users.last().unwrap().user.login_id.clone();
    let check = branch.seal_check(ONE);
    let wish = format!(r#"{{"users":[{{"login_id":"{gone}","remove":true}}]}}"#);
    let request = waiting(branch.by_teller(Command::Amend(amend(&wish, Some(check)))));
    done(branch.by_supervisor(Command::Approve { request }));
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let judged = branch
        .desk
        .look(&administrator)
        .judge(std::slice::from_ref(&file), Meant::default())
        .unwrap();
    let Fate::Refused(mistakes) = &judged[0].fate else {
        panic!("{judged:?}")
    };
    assert_eq!(
        (mistakes[0].column.as_str(), mistakes[0].value.as_str()),
        ("ログインID", gone.as_str())
    );
    let before = branch.trail_length();
    assert_eq!(
        code_of(branch.desk.keep_up(&administrator, &file, Meant::default())),
        "E1401"
    );
    assert_eq!(
        branch.trail_length(),
        before + 1,
        "a refused attempt is an entry (R12.1)"
    );
}

#[test]
fn what_says_nothing_new_leaves_no_entry_and_a_change_leaves_one_of_its_contract_r12_1() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let mut file = ours(ONE);
    let before = branch.trail_length();
    assert_eq!(
        branch.desk.keep_up(&administrator, &file, Meant::default()).unwrap(),
        Fate::Unchanged
    );
    assert_eq!(branch.trail_length(), before);
    file.contract.phone = madoguchi::domain::values::Phone::parse("03-0000-7777").unwrap();
    assert!(matches!(
        branch.desk.keep_up(&administrator, &file, Meant::default()).unwrap(),
        Fate::Changed { .. }
    ));
    let history = branch.desk.look(&branch.teller).sheet(&contract(ONE)).unwrap().history;
    let entry = &history[0].draft;
    assert_eq!(entry.action, "amend_by_file");
    assert!(
        entry.detail.contains("telephone: 03-0000-1001 > 03-0000-7777"),
        "{}",
        entry.detail
    );
    let teller = branch.teller.clone();
    assert_eq!(
        code_of(branch.desk.keep_up(&teller, &ours(ONE), Meant::default())),
        "E1203"
    );
}

#[test]
fn slips_have_the_names_of_the_register_r16_4() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    // 神, 福 and 塚 of the compatibility block.
    let name = "\u{FA19}\u{FA1B}\u{FA10}商会";
    let mut file = ours(ONE);
    file.contract.company = Name::parse(name).unwrap();
    branch.desk.keep_up(&administrator, &file, Meant::default()).unwrap();
    let check = branch.seal_check(ONE);
    let request = waiting(branch.by_teller(Command::Amend(amend(r#"{"phone":"03-0000-7777"}"#, Some(check)))));
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    let view = branch.desk.look(&branch.teller).receipt(&receipt.number).unwrap();
    let text = slip::text(&view, &Words::of(Lang::Ja), slip::COLUMNS);
    assert!(text.contains(name), "{text}");
}
