//! Which fob is this? Two codes say it, of the own stock alone, and not for ever (R15.8).

use super::*;

#[test]
fn two_codes_in_a_row_say_which_fob_of_the_own_stock_it_is_r15_8() {
    let mut branch = Branch::open();
    let next = branch.next_fob().to_string();
    let codes = branch.two_codes(&next);
    assert_eq!(branch.asked(&codes), std::slice::from_ref(&next));
    // The entry says what was found among how many, and no code.
    let look = branch.desk.look(&branch.supervisor);
    let entry = look
        .trail(&Filter {
            limit: 1,
            ..Filter::default()
        })
        .unwrap()
        .remove(0)
        .draft;
    assert_eq!(
        (entry.action.as_str(), entry.subject.as_str(), entry.detail.as_str()),
        ("which_fob", next.as_str(), "1 / 10")
    );
    // What was asked about is used up: it shows nothing for an issue any more, and the next ones do.
    let fob = serial(&next);
    assert_eq!(
        code_of(branch.try_inspection("1000002", &fob, &codes[1], None)),
        "E0602"
    );
    branch.wait(1);
    branch.inspect("1000002", &fob);
    // A fob that a customer has is not in stock, nor is one whose codes are turned round or far apart.
    let issued = branch.two_codes("10000018");
    assert!(branch.asked(&issued).is_empty());
    let [first, second] = branch.two_codes("11000012");
    assert!(branch.asked(&[second, first]).is_empty());
    let far = [branch.code("11000012"), {
        branch.wait(2);
        branch.code("11000012")
    }];
    assert!(branch.asked(&far).is_empty());
    let mut same = branch.two_codes("11000012");
    same[1] = same[0].clone();
    assert_eq!(code_of(branch.ask(&same)), "E0608");
    same[0] = "12345".into();
    assert_eq!(code_of(branch.ask(&same)), "E0102");
    assert!(branch.desk.verify(&branch.supervisor).unwrap().flaw.is_none());
}

#[test]
fn the_stock_of_another_branch_is_not_looked_at_r15_8() {
    let mut branch = Branch::open();
    branch.other_branch();
    handled(branch.by_teller(to_branch("012", &["11000012"])));
    let codes = branch.two_codes("11000012");
    assert!(branch.asked(&codes).is_empty(), "it is on its way");
    let other = demo::session(&mut branch.desk, "T002").unwrap();
    handled(
        branch
            .desk
            .execute(&other, plainly(madoguchi::domain::stock::Deed::Receive, &["11000012"])),
    );
    let codes = branch.two_codes("11000012");
    assert!(branch.asked(&codes).is_empty(), "it lies there");
    branch.teller = other;
    let codes = branch.two_codes("11000012");
    assert_eq!(branch.asked(&codes), ["11000012"]);
}

#[test]
fn a_serial_that_two_makers_have_is_told_with_whose_it_is_r15_2_and_r15_8() {
    let mut branch = Branch::open();
    let administrator = demo::session(&mut branch.desk, "K001").unwrap();
    let supervisor = branch.supervisor.clone();
    for (maker, seed) in [("見本", "the seed of one maker"), ("例示", "the seed of another")] {
        let tokens = vec![token(maker, "70000001", seed)];
        demo::deliver(&mut branch.desk, &administrator, &supervisor, tokens).unwrap();
    }
    let fobs = Fobs::of([token("見本", "70000001", "the seed of one maker")]);
    let code = |branch: &Branch| fobs.code(&serial("70000001"), branch.now()).unwrap().code;
    let first = code(&branch);
    branch.wait(1);
    let codes = [first, code(&branch)];
    let found = branch.ask(&codes).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].maker.as_ref().unwrap().as_str(), "見本");
}

#[test]
fn a_person_asks_twenty_times_an_hour_and_the_support_desk_never_r15_8() {
    let mut branch = Branch::open();
    for _ in 0..20 {
        let codes = branch.two_codes("11000012");
        assert_eq!(branch.asked(&codes), ["11000012"]);
    }
    let codes = branch.two_codes("11000012");
    assert_eq!(code_of(branch.ask(&codes)), "E1452");
    // A colleague has their own twenty; an hour after the first one asks again.
    let teller = std::mem::replace(&mut branch.teller, demo::session(&mut branch.desk, "T002").unwrap());
    assert_eq!(branch.asked(&codes), ["11000012"]);
    branch.teller = teller;
    branch.wait(40);
    let codes = branch.two_codes("11000012");
    assert_eq!(branch.asked(&codes), ["11000012"]);
    for id in ["D001", "A001", "K001"] {
        branch.teller = demo::session(&mut branch.desk, id).unwrap();
        assert_eq!(code_of(branch.ask(&codes)), "E1203", "{id}");
    }
}
