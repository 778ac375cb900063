//! A branch of two, a teller and a supervisor: whatever a day there asks for is finished by the two of them (R11.1, R11.2, R15.9). What takes
//! two who decide is asked of the bank's other supervisors or of an administrator, and says so.

use madoguchi::desk::{Carried, Command, MatterView, Outcome};
use madoguchi::domain::countersign::{Decider, Status};
use madoguchi::domain::token::Stock;
use madoguchi::domain::values::{RequestId, Serial};
use madoguchi::portal::Portal;
use madoguchi::store::Wanted;
use madoguchi::training::demo;
use serde_json::{Value, json};

use crate::support::{Branch, code_of, contract, login};

const TODAY: &str = "2026-06-01";

/// The branch, with what a command says written as programs write it (docs/do.md).
struct Two(Branch);

impl Two {
    fn command(&mut self, by_supervisor: bool, command: Value) -> Outcome {
        let said = command.to_string();
        let command: Command = serde_json::from_value(command).unwrap();
        let branch = &mut self.0;
        let done = if by_supervisor {
            branch.by_supervisor(command)
        } else {
            branch.by_teller(command)
        };
        done.unwrap_or_else(|error| panic!("{said}: {error:?}"))
    }

    /// The teller does it.
    fn teller(&mut self, command: Value) -> Outcome {
        self.command(false, command)
    }

    /// The teller asks for it, and the supervisor approves.
    fn both(&mut self, command: Value) {
        let request = waits(self.teller(command));
        self.command(true, json!({ "approve": { "request": request } }));
    }

    /// The teller does it at once, and the supervisor looks it over (R11.1).
    fn looked_over(&mut self, command: Value) {
        let Outcome::Done(receipt) = self.teller(command) else {
            panic!("is not done at once")
        };
        self.command(true, json!({ "look_over": { "request": receipt.request } }));
    }

    /// A check at the counter of two kinds.
    fn check(&mut self, number: &str) -> Value {
        json!(self.0.seal_check(number))
    }

    /// A code that the customer, or the teller with a fob in hand, reads out.
    fn proof(&mut self, command: Value) -> Value {
        match self.teller(command) {
            Outcome::CodeAccepted { proof } | Outcome::ClockFound { proof, .. } => json!(proof),
            other => panic!("{other:?}"),
        }
    }

    fn inspected(&mut self, number: &str, serial: &str) -> Value {
        let code = self.0.code(serial);
        self.proof(
            json!({ "inspect": { "contract": number, "serial": serial, "maker": null, "code": code, "next": null } }),
        )
    }

    /// Serials in the branch's drawer.
    fn drawer(&self) -> Vec<Serial> {
        let wanted = Wanted {
            stock: Some(Stock::InStock),
            branch: Some(self.0.teller.staff().branch.code.clone()),
            ..Wanted::default()
        };
        let page = self.0.desk.look(&self.0.teller).stock_page(&wanted, 0, 100).unwrap();
        page.tokens.into_iter().map(|row| row.token.serial).collect()
    }

    /// What is to be decided or looked over by the supervisor, beside requests about customers.
    fn matters(&self) -> Vec<MatterView> {
        self.0.desk.look(&self.0.supervisor).matters().unwrap()
    }
}

fn waits(outcome: Outcome) -> RequestId {
    match outcome {
        Outcome::Waiting { request, .. }
        | Outcome::Handled {
            carried: Carried::Waiting { request, .. },
        } => request,
        other => panic!("does not wait: {other:?}"),
    }
}

fn fob(serial: &str) -> Value {
    json!({ "serial": serial, "maker": null })
}

fn deed(deed: &str, serial: &str, more: Value) -> Value {
    let mut handle = json!({ "deed": deed, "fobs": [fob(serial)] });
    handle
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    json!({ "handle": handle })
}

fn new_fob(serial: &str, way: &str, applied: Option<&str>, proof: &Value) -> Value {
    json!({ "serial": serial, "maker": null, "way": way, "applied": applied, "waived": null, "proof": proof })
}

#[test]
fn a_branch_of_two_finishes_its_day_r11_1_r11_2_and_r15_9() {
    let mut two = Two(Branch::open());
    for_customers(&mut two);
    with_fobs(&mut two);
    with_contracts(&mut two);

    // Nothing of the day is left but what others had asked for in the morning.
    for matter in two.matters() {
        assert_eq!(matter.status, Status::ToLookOver, "{matter:?}");
        two.command(true, json!({ "look_over": { "request": matter.id } }));
    }
    assert!(two.matters().is_empty());
    let left = two.0.desk.look(&two.0.supervisor).requests().unwrap();
    assert!(
        left.iter().all(|request| request.made_by.as_str() == "T002"),
        "{left:?}"
    );
    two.0.desk.end_day(&two.0.supervisor).unwrap();
}

/// Unlocks, registrations, clocks, losses, mistakes, stops, passwords.
fn for_customers(two: &mut Two) {
    let check = two.check("1000001");
    two.both(
        json!({ "unlock": { "contract": "1000001", "users": ["DEN501"], "check": check, "override_reason": null } }),
    );

    let (check, code) = (two.check("1000004"), two.0.code("40000111"));
    let proof = two.proof(
        json!({ "check_code": { "contract": "1000004", "serial": "40000111", "code": code, "user": "DEN504" } }),
    );
    two.both(json!({ "register": { "contract": "1000004", "user": "DEN504", "serial": "40000111", "proof": proof, "check": check } }));

    let check = two.check("1000003");
    let ahead = |minutes| {
        let moment = two.0.now() + chrono::TimeDelta::minutes(minutes);
        two.0
            .fobs
            .code(&Serial::parse("0030000137").unwrap(), moment)
            .unwrap()
            .code
    };
    let (first, second) = (ahead(4), ahead(5));
    let proof = two.proof(
        json!({ "check_clock": { "contract": "1000003", "serial": "0030000137", "first": first,
        "second": second, "check": check } }),
    );
    two.both(json!({ "resync": { "contract": "1000003", "serial": "0030000137", "proof": proof, "check": check } }));

    // A loss: revoked at once, replaced on the same check, handed over, the fee waived.
    let (check, next) = (two.check("1000011"), two.drawer().remove(0).to_string());
    two.looked_over(
        json!({ "revoke": { "contract": "1000011", "users": ["DEN511", "DEN511M1", "DEN511J1"], "reason": "loss",
        "check": check } }),
    );
    let proof = two.inspected("1000011", &next);
    two.both(
        json!({ "replace": { "contract": "1000011", "old": "0010000018", "cause": "loss", "handed_in": false,
        "fob": new_fob(&next, "counter", None, &proof), "check": check } }),
    );
    two.teller(json!({ "deliver": { "fob": fob(&next), "step": { "applied": { "date": TODAY } } } }));
    two.teller(json!({ "deliver": { "fob": fob(&next), "step": "handed" } }));
    two.both(json!({ "waive_fee": { "fob": fob(&next), "reason": "当行の都合" } }));

    // Another customer's fob by mistake: sent back, and lifted (R7.7).
    let check = two.check("1000013");
    let revoke = json!({ "revoke": { "contract": "1000013", "users": ["DEN513"], "reason": "loss", "check": check } });
    let Outcome::Done(receipt) = two.teller(revoke) else {
        panic!("R7.4")
    };
    two.command(
        true,
        json!({ "return": { "request": receipt.request, "reason": "別のお客さま" } }),
    );
    let check = two.check("1000013");
    two.both(
        json!({ "unlock": { "contract": "1000013", "users": [], "serial": "2024006863", "check": check,
        "override_reason": null } }),
    );

    let check = two.check("1000015");
    two.looked_over(json!({ "stop": { "contract": "1000015", "serial": "88184649", "check": check } }));
    let check = two.check("1000015");
    two.both(
        json!({ "unlock": { "contract": "1000015", "users": ["DEN515"], "check": check, "override_reason": null } }),
    );

    for _ in 0..6 {
        let tried = Portal::over(two.0.desk.office()).login(&login("DEN508"), &"forgotten".into());
        assert!(tried.is_err());
        two.0.wait(31);
    }
    let check = two.check("1000008");
    two.both(json!({ "lift_passwords": { "contract": "1000008", "user": "DEN508", "check": check } }));

    // Who can't be identified raises a caution, which the supervisor lifts (R10.5).
    for _ in 0..3 {
        let begin =
            json!({ "begin_check": { "contract": "1000016", "channel": "telephone", "person": "representative" } });
        let Outcome::CheckBegun { check, .. } = two.teller(begin) else {
            panic!("R10.1")
        };
        two.teller(
            json!({ "finish_check": { "check": check, "methods": [], "confirmed": false,
            "why": { "reason": "wrong_facts", "note": null } } }),
        );
    }
    two.command(
        true,
        json!({ "lift_caution": { "contract": "1000016", "reason": "確認済" } }),
    );
}

/// What comes, goes, is counted and is scrapped.
fn with_fobs(two: &mut Two) {
    let (check, next) = (two.check("1000004"), two.drawer().remove(0).to_string());
    let proof = two.inspected("1000004", &next);
    two.both(json!({ "issue": { "contract": "1000004", "fob": new_fob(&next, "mail", Some(TODAY), &proof), "check": check } }));
    two.teller(json!({ "deliver": { "fob": fob(&next), "step": { "sent": { "item": "123-45-67890-1" } } } }));
    two.both(deed("undelivered", &next, json!({})));
    // The one that was lost this morning is found.
    two.teller(deed("hand_in", "0010000018", json!({})));
    two.both(deed("scrap", "0010000018", json!({ "reason": "紛失後に届いたため" })));
    two.teller(deed("return", "2024006863", json!({ "cause": "no_need" })));
    let code = two.0.code("2024006863");
    two.both(deed("restock", "2024006863", json!({ "code": code })));
    // The drawer is counted, and one that lies elsewhere is explained.
    two.0.wait(1);
    let drawer = two.drawer();
    two.both(json!({ "count": { "serials": drawer[1..], "began": null } }));
    two.both(json!({ "explain_count": { "serial": drawer[0], "why": "金庫に別置き" } }));

    // Two who decide are asked for where what is in stock is written off: the teller is none, an administrator of the bank is.
    let written_off = deed("write_off", drawer[0].as_str(), json!({ "reason": "所在不明" }));
    let request = waits(two.command(true, written_off));
    assert_eq!(
        two.0
            .desk
            .look(&two.0.supervisor)
            .matter(request)
            .unwrap()
            .shown
            .decider,
        Decider::Either
    );
    assert_eq!(code_of(two.0.by_teller(Command::Approve { request })), "E1203");
    assert_eq!(code_of(two.0.by_supervisor(Command::Approve { request })), "E1101");
    let administrator = demo::session(&mut two.0.desk, "K001").unwrap();
    two.0
        .desk
        .execute(&administrator, Command::Approve { request })
        .unwrap();
}

/// Contracts that come, change and end.
fn with_contracts(two: &mut Two) {
    let check = two.check("1000001");
    two.both(json!({ "amend": { "contract": "1000001", "wish": { "phone": "03-0000-7777" }, "check": check } }));
    two.both(json!({ "open_contract": { "number": "9990001", "company": "神福塚例示株式会社", "kana": "ジンフクヅカ",
        "branch": { "code": "011", "name": "本店営業部" }, "account": "普通1234567", "phone": "03-0000-0001", "start": TODAY,
        "users": [{ "login_id": "NEW01", "name": "仮名 一郎", "kana": "カメイ イチロウ", "kind": "master" }],
        "applicant": "representative", "document": { "kind": "driving_licence", "tail": "123456789012" } } }));
    let check = two.check("1000014");
    two.both(
        json!({ "close": { "contract": "1000014", "on": TODAY, "handed_in": ["000636853343"], "branch": null,
        "check": check } }),
    );
    assert!(two.0.desk.look(&two.0.teller).sheet(&contract("9990001")).is_ok());
}
