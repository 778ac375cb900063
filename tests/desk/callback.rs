//! The call back goes to a number that has stood for a while (R10.7).

use madoguchi::desk::{Amend, Command, Outcome};
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::training::demo;

use crate::support::{Branch, contract, done, waiting};

const NUMBER: &str = "1000001";
const DAY: i64 = 24 * 60;

impl Branch {
    /// A check by telephone that rests on the call back, as it ends: the refusal, or nothing.
    fn called_back(&mut self, confirmed: bool) -> Option<&'static str> {
        let begin = Command::BeginCheck {
            contract: contract(NUMBER),
            channel: Channel::Telephone,
            person: Person::Representative,
        };
        let Ok(Outcome::CheckBegun { check, .. }) = self.by_teller(begin) else {
            panic!("not begun")
        };
        let methods = vec![Method::CallBack];
        if confirmed && let Err(error) = demo::earn(&mut self.desk, &self.teller, check, &methods) {
            return Some(error.code());
        }
        let finish = Command::FinishCheck {
            check,
            methods,
            confirmed,
            why: (!confirmed).then(madoguchi::training::demo::unknown).flatten(),
        };
        self.by_teller(finish).err().map(|error| error.code())
    }
}

#[test]
fn a_call_back_counts_from_the_seventh_day_after_a_change_and_at_once_to_the_first_number_r10_7() {
    let mut branch = Branch::open();
    assert_eq!(branch.called_back(true), None, "the number of the contract's opening");
    let check = branch.seal_check(NUMBER);
    let amend = Command::Amend(Amend {
        contract: contract(NUMBER),
        wish: Box::new(serde_json::from_str(r#"{"phone":"03-0000-7777"}"#).unwrap()),
        check: Some(check),
    });
    let request = waiting(branch.by_teller(amend));
    assert_eq!(branch.called_back(true), None, "until it is approved it is the old one");
    done(branch.by_supervisor(Command::Approve { request }));
    assert_eq!(branch.called_back(true), Some("E1024"));
    // That somebody was called and could not be identified is kept all the same.
    assert_eq!(branch.called_back(false), None);
    branch.wait(7 * DAY - 1);
    assert_eq!(branch.called_back(true), Some("E1024"), "a minute before");
    branch.wait(1);
    assert_eq!(branch.called_back(true), None, "half open (R2.3)");
}
