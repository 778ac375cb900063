//! What leaves for the customer, what it costs, and what is owed of it (R15.5).

use super::*;

#[test]
fn nothing_is_sent_before_its_application_and_what_comes_back_goes_into_stock_by_two_r15_5() {
    let mut branch = Branch::open();
    branch.move_in();
    let called = branch.check("1000002", Channel::Telephone, vec![Method::CallBack]);
    let new = branch.replace_flat(Way::Mail, false, called, Cause::Defect);
    let item = MailItem::parse("123-45-67890-1").unwrap();
    let sent = || deliver(&new, Step::Sent { item: item.clone() });
    assert_eq!(branch.refused(sent()), "E1482");
    assert_eq!(branch.refused(deliver(&new, Step::Handed)), "E1482");
    let today = madoguchi::domain::calendar::day_of(branch.now());
    let applied = |date| deliver(&new, Step::Applied { date });
    assert_eq!(branch.refused(applied(today.succ_opt().unwrap())), "E1971");
    assert_eq!(step(branch.by_teller(applied(today))), Delivery::ToSend);
    assert_eq!(branch.refused(plainly(Deed::Undelivered, &[&new])), "E1476");
    assert_eq!(step(branch.by_teller(sent())), Delivery::Sent);
    let pending = branch.desk.look(&branch.teller).pending_fobs().unwrap();
    assert!(
        pending
            .iter()
            .any(|fob| fob.token.serial.as_str() == new && fob.delivery == Some(Delivery::Sent))
    );
    let request = waits(branch.by_teller(plainly(Deed::Undelivered, &[&new])));
    branch.countersign(request);
    assert_eq!(branch.stands(&new), Stock::InStock);
    // It goes out once more, and arrives.
    let called = branch.check("1000002", Channel::Telephone, vec![Method::CallBack]);
    branch.wait(1);
    let again = branch.replace_flat(Way::Mail, true, called, Cause::Defect);
    assert_eq!(again, new);
    let item = MailItem::parse("12345678902").unwrap();
    branch.by_teller(deliver(&again, Step::Sent { item })).unwrap();
    assert_eq!(
        step(branch.by_teller(deliver(&again, Step::Arrived))),
        Delivery::Arrived
    );
}

#[test]
fn fees_leave_once_or_are_waived_by_two_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let new = branch.replace_flat(Way::Counter, true, check, Cause::Loss);
    let due = |branch: &mut Branch| branch.desk.look(&branch.supervisor).charges_due().unwrap();
    let charges = due(&mut branch);
    assert_eq!((charges.len(), charges[0].yen), (1, 1100));
    let waive = || Command::WaiveFee {
        fob: named(&new),
        reason: reason("当行の誤り"),
    };
    let request = waits(branch.by_teller(waive()));
    assert_eq!(due(&mut branch).len(), 1, "it waits");
    // Exported meanwhile: what was asked for is another thing now.
    let supervisor = branch.supervisor.clone();
    assert_eq!(branch.desk.charges_exported(&supervisor, &charges).unwrap(), 1);
    assert_eq!(code_of(branch.by_supervisor(Command::Approve { request })), "E1102");
    assert!(due(&mut branch).is_empty());
    assert_eq!(code_of(branch.desk.charges_exported(&supervisor, &charges)), "E1102");
    assert_eq!(branch.desk.charges_again(&supervisor, 1).unwrap().len(), 1);
    assert_eq!(code_of(branch.desk.charges_again(&supervisor, 2)), "E1488");
    assert_eq!(branch.refused(waive()), "E1487");
}

#[test]
fn a_fee_that_is_waived_is_not_due_r15_5() {
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.lose(check);
    let new = branch.replace_flat(Way::Counter, false, check, Cause::Loss);
    let waive = Command::WaiveFee {
        fob: named(&new),
        reason: reason("当行の誤り"),
    };
    let request = waits(branch.by_teller(waive));
    branch.countersign(request);
    let today = madoguchi::domain::calendar::day_of(branch.now());
    assert_eq!(
        step(branch.by_teller(deliver(&new, Step::Applied { date: today }))),
        Delivery::ToHand
    );
    assert!(branch.desk.look(&branch.supervisor).charges_due().unwrap().is_empty());
    assert_eq!(step(branch.by_teller(deliver(&new, Step::Handed))), Delivery::Handed);
}

#[test]
fn what_is_owed_after_a_replacement_is_on_the_list_until_it_comes_back_or_is_lost_r15_5() {
    const OLD: &str = "200000251";
    let listed = |branch: &mut Branch| {
        let pending = branch.desk.look(&branch.teller).pending_fobs().unwrap();
        let old = pending.into_iter().find(|fob| fob.token.serial.as_str() == OLD);
        old.map(|fob| (fob.is_owed, fob.is_replaced))
    };
    let lost = || {
        Command::Handle(Handle {
            reason: Some(reason("見当たらないとのお申し出")),
            ..handle(Deed::LoseOwed, &[OLD])
        })
    };
    let mut branch = Branch::open();
    // Nobody waits for it yet: in use, its loss is a revocation.
    assert_eq!(code_of(branch.by_teller(lost())), "E1470");
    let check = branch.seal_check("1000002");
    let new = branch.replace_flat(Way::Counter, true, check, Cause::Battery);
    assert_eq!(
        (branch.stands(OLD), listed(&mut branch)),
        (Stock::Issued, Some((false, true)))
    );
    // The new one is in use: only the old one was to come back.
    let other = Command::Handle(Handle {
        reason: Some(reason("例")),
        ..handle(Deed::LoseOwed, &[&new])
    });
    assert_eq!(code_of(branch.by_teller(other)), "E1491");
    handled(branch.by_teller(lost()));
    assert_eq!((branch.stands(OLD), listed(&mut branch)), (Stock::Lost, None));
    let queue = branch.desk.look(&branch.supervisor).matters().unwrap();
    assert!(
        queue.iter().any(|matter| matter.shown.subject == OLD),
        "looked over: {queue:?}"
    );
    let issues = branch.desk.look(&branch.teller).issues(&contract("1000002")).unwrap();
    assert!(issues.iter().all(|issue| !issue.owed), "nobody waits for it any more");
    // Found after all, it stays lost, and is scrapped next (R15.1).
    handled(branch.by_teller(plainly(Deed::HandIn, &[OLD])));
    let request = waits(branch.by_teller(scrap(&[OLD])));
    branch.countersign(request);
    assert_eq!(branch.stands(OLD), Stock::Scrapped);
    assert!(branch.desk.verify(&branch.supervisor).unwrap().flaw.is_none());

    // One that comes back is owed no more, either.
    let mut branch = Branch::open();
    let check = branch.seal_check("1000002");
    branch.replace_flat(Way::Counter, true, check, Cause::Battery);
    handled(branch.by_teller(back(&[OLD], Cause::Battery)));
    assert_eq!(
        (branch.stands(OLD), listed(&mut branch)),
        (Stock::Returned, Some((false, false)))
    );
}
