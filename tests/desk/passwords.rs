//! パスワード停止解除 (R17.1): stopped passwords of a company with nobody to lift them.

use chrono::TimeDelta;
use madoguchi::desk::{Act, Command, LiftPasswords, PasswordsShown};
use madoguchi::domain::authority::{Verdict, Why};
use madoguchi::domain::identity::{Action, Channel};
use madoguchi::domain::notice::Notice;
use madoguchi::domain::values::CheckId;
use madoguchi::portal::{Command as Ask, Portal, Secrets};
use madoguchi::report::telling;
use madoguchi::words::{Lang, Words};
use secrecy::ExposeSecret;

use crate::support::{Branch, code_of, contract, done, login, waiting};

const NUMBER: &str = "1000008";
const WHO: &str = "DEN508";

fn lift(user: &str, check: Option<CheckId>) -> Act {
    Act::LiftPasswords(LiftPasswords {
        contract: contract(NUMBER),
        user: login(user),
        check,
    })
}

impl Branch {
    /// Six wrong login passwords, as fast as they are looked at: the address that they come from stays out (R17.2).
    fn forgets(&mut self, user: &str) {
        for _ in 0..6 {
            let given = Portal::over(self.desk.office()).login(&login(user), &"forgotten".into());
            assert!(given.is_err());
            self.wait(31);
        }
    }

    fn comes_by(&mut self, user: &str, password: &str) -> Result<bool, madoguchi::desk::Error> {
        let given = Portal::over(self.desk.office()).login(&login(user), &password.into());
        given.map(|welcome| welcome.must_change)
    }

    fn verdict(&self) -> Verdict {
        let sheet = self.desk.look(&self.teller).sheet(&contract(NUMBER)).unwrap();
        let found = sheet
            .verdicts
            .into_iter()
            .find(|(action, _)| *action == Action::LiftPasswords);
        found.unwrap().1
    }
}

#[test]
fn two_kinds_and_an_approval_lift_them_and_a_letter_has_what_nobody_at_the_bank_sees_r17_1() {
    let mut branch = Branch::open();
    assert_eq!(branch.verdict(), Verdict::Nothing);
    let check = branch.seal_check(NUMBER);
    assert_eq!(branch.refused(lift(WHO, Some(check))), "E1065");
    branch.forgets(WHO);
    assert_eq!(
        code_of(branch.comes_by(WHO, "login-DEN508")),
        "E1603",
        "not even by the right one"
    );
    assert_eq!(branch.verdict(), Verdict::BankOnly(Why::NobodyLifts));
    assert_eq!(branch.refused(lift(WHO, None)), "E1001");
    let one_kind = branch.check(NUMBER, Channel::Counter, vec![]);
    assert_eq!(branch.refused(lift(WHO, Some(one_kind))), "E1005");

    let check = branch.seal_check(NUMBER);
    let request = waiting(branch.by_teller(lift(WHO, Some(check))));
    assert!(
        branch.desk.shown_letters().is_empty(),
        "nothing is drawn before it is approved"
    );
    assert_eq!(code_of(branch.by_teller(Command::Approve { request })), "E1203");
    // What strangers try meanwhile sends nothing back.
    branch.forgets(WHO);
    let receipt = done(branch.by_supervisor(Command::Approve { request }));
    let sheet = branch.desk.look(&branch.teller).sheet(&contract(NUMBER)).unwrap();
    let shown = PasswordsShown {
        login_id: login(WHO),
        login_stopped: true,
        confirmation_stopped: false,
        address: sheet.case.contract.address,
    };
    assert_eq!(receipt.shown.passwords, Some(shown));

    let letter = branch.desk.shown_letters()[0].clone();
    assert_eq!(
        (letter.login_id.as_str(), letter.receipt.as_str()),
        (WHO, receipt.number.as_str())
    );
    let (first, confirmation) = (letter.login.expose_secret(), letter.confirmation.expose_secret());
    assert!(first.len() == 12 && confirmation.len() == 12 && first != confirmation);
    assert_eq!(
        code_of(branch.comes_by(WHO, "login-DEN508")),
        "E1601",
        "the old one is void"
    );
    assert!(branch.comes_by(WHO, first).unwrap(), "to be changed first");
    let key = Portal::over(branch.desk.office())
        .login(&login(WHO), &letter.login)
        .unwrap()
        .key;
    let secrets = Secrets {
        login: Some(letter.login.clone()),
        new_login: Some("a login of their own".into()),
        confirmation: Some(letter.confirmation.clone()),
        new_confirmation: Some("and a confirmation".into()),
        ..Secrets::default()
    };
    let changed = Portal::over(branch.desk.office()).execute(&key, Ask::ChangePasswords, &secrets);
    assert!(changed.is_ok(), "{changed:?}");
    assert!(!branch.comes_by(WHO, "a login of their own").unwrap());

    // R12.3: neither stands in an entry, a notice, or what is shown and kept of the request.
    let entries = branch.desk.look(&branch.supervisor).trail(&madoguchi::store::Filter {
        contract: None,
        limit: 200,
    });
    let mut told = format!("{:?}", entries.unwrap());
    told.push_str(&serde_json::to_string(&receipt).unwrap());
    let notices = branch.desk.look(&branch.supervisor).notices(100).unwrap();
    told += &[format!("{notices:?}"), format!("{:?}", branch.desk)].concat();
    for secret in [first, confirmation, "a login of their own"] {
        assert!(!told.contains(secret), "R12.3");
    }
    let last = notices.iter().filter(|row| row.login_id.as_str() == WHO);
    assert!(last.into_iter().any(|row| matches!(
        &row.notice,
        Notice::Done { action: Action::LiftPasswords, serials, .. } if serials.is_empty()
    )));
    let words = Words::of(Lang::Ja);
    let said: Vec<_> = telling::done(&receipt.shown, &words)
        .into_iter()
        .map(|line| line.1)
        .collect();
    assert!(said[0].contains(WHO) && said[1].contains("封書"), "{said:?}");
}

#[test]
fn where_somebody_of_the_company_can_lift_it_the_bank_does_not_r17_1() {
    let mut branch = Branch::open();
    branch.forgets("DEN503");
    let check = branch.seal_check("1000003");
    let act = Act::LiftPasswords(LiftPasswords {
        contract: contract("1000003"),
        user: login("DEN503"),
        check: Some(check),
    });
    assert_eq!(branch.refused(act), "E1066");
}

#[test]
fn what_the_company_lifted_meanwhile_sends_it_back_and_a_lost_letter_is_sent_anew_r11_3_r17_1() {
    let mut branch = Branch::open();
    branch.forgets(WHO);
    let check = branch.seal_check(NUMBER);
    let request = waiting(branch.by_teller(lift(WHO, Some(check))));
    let first = done(branch.by_supervisor(Command::Approve { request }));
    let before = branch.desk.shown_letters()[0].login.clone();
    branch.clock.move_by(TimeDelta::minutes(10));
    // The letter never came: the passwords are first ones still, so another goes out.
    let check = branch.seal_check(NUMBER);
    let request = waiting(branch.by_teller(lift(WHO, Some(check))));
    let second = done(branch.by_supervisor(Command::Approve { request }));
    assert_ne!(first.number, second.number);
    assert_eq!(branch.desk.shown_letters().len(), 1);
    assert_eq!(code_of(branch.comes_by(WHO, before.expose_secret())), "E1601");
}
