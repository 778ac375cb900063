//! Which check serves which action, and how strong it must be (R10.1, R10.3).

use super::*;

/// A check serves its contract, its maker, once, while it is fresh; on the telephone with the call back.
#[test]
fn each_action_refuses_every_check_that_is_not_its_own_r10_1_r10_3() {
    for action in Action::ALL {
        let mut branch = Branch::open();
        let (teller, colleague) = (branch.teller.clone(), branch.session_of("T002"));
        let good = branch.prepared_by(&teller, action).unwrap();
        let with = |id: Option<CheckId>| {
            let mut act = good.clone();
            let (Act::Unlock(Unlock { check, .. })
            | Act::Revoke(Revoke { check, .. })
            | Act::Register(Register { check, .. })
            | Act::Resync(Resync { check, .. })
            | Act::Issue(Issue { check, .. })
            | Act::Replace(Replace { check, .. })
            | Act::Stop(Stop { check, .. })
            | Act::LiftPasswords(LiftPasswords { check, .. })
            | Act::Close(Close { check, .. })
            | Act::Amend(Amend { check, .. })) = &mut act;
            *check = id;
            act
        };
        let number = match action {
            Action::Unlock => "1000001",
            Action::Revoke | Action::Stop => "1000002",
            Action::Register => "1000004",
            Action::Resync => "1000003",
            Action::Amend | Action::Close => "1000005",
            Action::LiftPasswords => "1000006",
            Action::Issue | Action::Replace => "1000007",
        };
        let other = branch.checked_by(&teller, "1000008").unwrap();
        let theirs = branch.checked_by(&colleague, number).unwrap();
        let (open, failed) = (begun(&mut branch, number), begun(&mut branch, number));
        let fail = Command::FinishCheck {
            check: failed,
            methods: vec![],
            confirmed: false,
            why: madoguchi::training::demo::unknown(),
        };
        branch.by_teller(fail).unwrap();
        for (check, expected) in [
            (None, "E1001"),
            (Some(CheckId([9; 16])), "E1001"),
            (Some(other), "E1003"),
            (Some(theirs), "E1016"),
            (Some(open), "E1014"),
            (Some(failed), "E1009"),
        ] {
            assert_eq!(branch.refused(with(check)), expected, "{action:?}");
        }
        assert!(branch.by_teller(good.clone()).is_ok(), "{action:?}");
        let used = branch.by_teller(good.clone());
        assert!(used.is_err(), "{action:?}: a check and a change serve once");
        if !matches!(action, Action::Revoke | Action::Stop) {
            assert_eq!(code_of(used), "E1004", "{action:?}");
        }
    }
}

fn begun(branch: &mut Branch, number: &str) -> CheckId {
    let begin = Command::BeginCheck {
        contract: contract(number),
        channel: Channel::Counter,
        person: Person::Representative,
    };
    match branch.by_teller(begin) {
        Ok(Outcome::CheckBegun { check, .. }) => check,
        other => panic!("{other:?}"),
    }
}

/// The figures of a bank that wants more on the telephone, and the call back for a revocation too.
#[test]
fn the_strength_follows_action_and_channel_by_the_policy_r1_3_r10_3() {
    use madoguchi::domain::identity::Action::{Register, Resync, Revoke, Unlock};
    use madoguchi::domain::policy::{DEFAULT, Policy};
    let figures = |policy: &Policy| {
        [Revoke, Unlock, Register, Resync].map(|action| {
            let by = |channel| action.methods_needed_by(channel, policy);
            let needed = [Channel::Counter, Channel::Telephone, Channel::Visit].map(by);
            (needed, action.needs_call_back(policy))
        })
    };
    let two = ([2, 2, 2], true);
    assert_eq!(figures(&Policy::default()), [([1, 1, 1], false), two, two, two]);
    let strict = DEFAULT
        .replace("telephone_more = \"0 methods\"", "telephone_more = \"1 methods\"")
        .replace("call_back_from = \"2 methods\"", "call_back_from = \"1 methods\"");
    let more = ([2, 3, 2], true);
    assert_eq!(
        figures(&Policy::parse(&strict).unwrap()),
        [([1, 2, 1], true), more, more, more]
    );
}
