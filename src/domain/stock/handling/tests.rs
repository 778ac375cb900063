use super::*;
use crate::domain::case::samples::{at, token};

fn branch(code: &str) -> BranchCode {
    BranchCode::parse(code).unwrap()
}

fn fob(stock: Stock) -> Token {
    let contract = token(1).contract.filter(|_| stock == Stock::Issued);
    Token {
        stock,
        contract,
        branch: Some(branch("011")),
        ..token(1)
    }
}

fn said() -> Said {
    Said {
        cause: Some(Cause::NoNeed),
        reason: Some(Reason::parse("故障").unwrap()),
        to: Some(branch("012")),
    }
}

fn tried(deed: Deed, token: &Token, around: &Around) -> Result<Token, &'static str> {
    let now = at("2026-06-01T12:00:00");
    handled(deed, token, around, &said(), &branch("011"), now).map_err(|refusal| refusal.code())
}

#[test]
fn nobody_is_registered_with_a_fob_that_comes_back_r15_6() {
    let some = Around {
        users: 2,
        ..Around::default()
    };
    assert_eq!(tried(Deed::Return, &fob(Stock::Issued), &some), Err("E1470"));
    let back = tried(Deed::Return, &fob(Stock::Issued), &Around::default()).unwrap();
    assert_eq!((back.stock, back.contract), (Stock::Returned, None));
    assert_eq!(back.came_back, Some(Cause::NoNeed));
}

#[test]
fn a_found_fob_stays_lost_is_handed_in_and_then_scrapped_r15_1() {
    let (lost, none) = (fob(Stock::Lost), Around::default());
    for deed in [Deed::Return, Deed::Restock, Deed::Undelivered] {
        assert_eq!(tried(deed, &lost, &none), Err("E1472"), "{deed:?}");
    }
    assert_eq!(tried(Deed::Scrap, &lost, &none), Err("E1473"));
    let handed = tried(Deed::HandIn, &lost, &none).unwrap();
    assert_eq!(handed.stock, Stock::Lost);
    assert_eq!(tried(Deed::HandIn, &handed, &none), Err("E1474"));
    assert_eq!(tried(Deed::Scrap, &handed, &none).unwrap().stock, Stock::Scrapped);
}

#[test]
fn what_came_back_goes_into_stock_again_but_for_loss_theft_and_defect_r15_1() {
    let back = |cause| Token {
        came_back: cause,
        ..fob(Stock::Returned)
    };
    for cause in Cause::ALL {
        let again = tried(Deed::Restock, &back(Some(cause)), &Around::default());
        match cause {
            Cause::Loss | Cause::Theft | Cause::Defect | Cause::Battery | Cause::Expiry => {
                assert_eq!(again, Err("E1475"), "{cause:?}");
            }
            _ => assert_eq!(again.unwrap().stock, Stock::InStock, "{cause:?}"),
        }
    }
    assert_eq!(tried(Deed::Restock, &back(None), &Around::default()), Err("E1475"));
    let expired = Token {
        expires: Some(at("2026-06-01T12:00:00")),
        ..back(Some(Cause::NoNeed))
    };
    assert_eq!(tried(Deed::Restock, &expired, &Around::default()), Err("E0302"));
}

#[test]
fn only_what_was_sent_comes_back_undelivered_r15_5() {
    let on = |delivery| Around {
        delivery,
        ..Around::default()
    };
    for delivery in Delivery::ALL {
        let back = tried(Deed::Undelivered, &fob(Stock::Issued), &on(Some(delivery)));
        match delivery {
            Delivery::Sent => assert_eq!(back.unwrap().stock, Stock::InStock),
            _ => assert_eq!(back, Err("E1476"), "{delivery:?}"),
        }
    }
}

#[test]
fn a_fob_is_moved_from_where_it_lies_to_another_branch_which_receives_it_r15_9() {
    let none = Around::default();
    let sent = tried(Deed::Move, &fob(Stock::InStock), &none).unwrap();
    assert_eq!((sent.stock, sent.branch.clone()), (Stock::Moving, Some(branch("012"))));
    assert_eq!(tried(Deed::Receive, &sent, &none), Err("E1477"));
    let now = at("2026-06-01T12:00:00");
    let there = handled(Deed::Receive, &sent, &none, &said(), &branch("012"), now).unwrap();
    assert_eq!(there.stock, Stock::InStock);
    // What lies at the other branch is not ours to move, scrap or write off.
    for deed in [Deed::Move, Deed::Scrap, Deed::WriteOff] {
        assert_eq!(tried(deed, &there, &none), Err("E1952"), "{deed:?}");
    }
    let to_own = Said {
        to: Some(branch("011")),
        ..said()
    };
    let same = handled(Deed::Move, &fob(Stock::InStock), &none, &to_own, &branch("011"), now);
    assert_eq!(same.map_err(|refusal| refusal.code()), Err("E1478"));
    // Lost on the way: the branch that sent it gives it up, or the one that waits for it.
    assert_eq!(tried(Deed::WriteOff, &sent, &none), Err("E1952"));
    let from_here = Around {
        sent_from: Some(branch("011")),
        ..Around::default()
    };
    assert_eq!(tried(Deed::WriteOff, &sent, &from_here).unwrap().stock, Stock::Lost);
}

#[test]
fn a_fob_in_use_is_not_scrapped_and_nothing_is_without_a_reason_r15_6() {
    assert_eq!(
        tried(Deed::Scrap, &fob(Stock::Issued), &Around::default()),
        Err("E1471")
    );
    let now = at("2026-06-01T12:00:00");
    for (deed, stock) in [
        (Deed::Scrap, Stock::Returned),
        (Deed::WriteOff, Stock::InStock),
        (Deed::Return, Stock::Issued),
    ] {
        let silent = handled(
            deed,
            &fob(stock),
            &Around::default(),
            &Said::default(),
            &branch("011"),
            now,
        );
        assert_eq!(silent.map_err(|refusal| refusal.code()), Err("E1485"), "{deed:?}");
    }
}

#[test]
fn one_that_was_to_come_back_may_be_lost_and_no_other_r15_5_r16_1() {
    let around = |owed, users| Around {
        users,
        owed,
        ..Around::default()
    };
    let issued = fob(Stock::Issued);
    let lost = tried(Deed::LoseOwed, &issued, &around(true, 0)).unwrap();
    assert_eq!((lost.stock, &lost.contract), (Stock::Lost, &issued.contract));
    assert_eq!(tried(Deed::LoseOwed, &issued, &around(true, 1)), Err("E1470"));
    assert_eq!(tried(Deed::LoseOwed, &issued, &around(false, 0)), Err("E1491"));
    // It belongs to no branch: whichever hears of it notes it.
    let elsewhere = Token {
        branch: Some(branch("012")),
        ..issued.clone()
    };
    assert!(tried(Deed::LoseOwed, &elsewhere, &around(true, 0)).is_ok());
    let now = at("2026-06-01T12:00:00");
    let silent = handled(
        Deed::LoseOwed,
        &issued,
        &around(true, 0),
        &Said::default(),
        &branch("011"),
        now,
    );
    assert_eq!(silent.map_err(|refusal| refusal.code()), Err("E1485"));
}

#[test]
fn what_the_table_of_deeds_does_not_know_is_refused_r15_1() {
    let around = Around {
        delivery: Some(Delivery::Sent),
        owed: true,
        ..Around::default()
    };
    for deed in [
        Deed::Return,
        Deed::LoseOwed,
        Deed::HandIn,
        Deed::Restock,
        Deed::Undelivered,
        Deed::Scrap,
        Deed::Move,
        Deed::Receive,
        Deed::WriteOff,
    ] {
        for stock in Stock::ALL {
            let token = Token {
                came_back: Some(Cause::NoNeed),
                ..fob(stock)
            };
            let after = tried(deed, &token, &around).ok().map(|token| token.stock);
            let known = deed.next(stock);
            // A lost fob is handed in before it is scrapped.
            let known = known.filter(|_| (deed, stock) != (Deed::Scrap, Stock::Lost));
            assert_eq!(after, known, "{deed:?} {stock:?}");
        }
    }
}
