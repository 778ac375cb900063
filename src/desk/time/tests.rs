use chrono::TimeDelta;
use secrecy::SecretString;

use super::*;
use crate::clock::Clock;
use crate::desk::{Act, Command, Desk, Outcome, Revoke, Stop};
use crate::domain::case::Change;
use crate::domain::contract::Branch;
use crate::domain::identity::{Channel, Method, Person};
use crate::domain::policy::{self, Policy};
use crate::domain::revocation::Reason;
use crate::domain::staff::{Role, Staff};
use crate::domain::values::{BranchCode, ContractNumber, LoginId, Name, Serial, StaffId};
use crate::entropy::Machine;
use crate::intake::{contracts, pskc};
use crate::store::{Draft, Filter, Store, TrailKey};
use crate::training::{CONTRACTS, TOKENS, demo};

struct Live {
    desk: Desk,
    trail: TrailKey,
    administrator: Session,
}

const PASSWORD: &str = "kanri-no-mihon";

fn member(id: &str, role: Role) -> Staff {
    let branch = Branch {
        code: BranchCode::parse("011").unwrap(),
        name: Name::parse("本店").unwrap(),
    };
    Staff {
        id: StaffId::parse(id).unwrap(),
        name: Name::parse("見本 一郎").unwrap(),
        role,
        branch,
        locked: false,
        must_change: false,
        person: None,
    }
}

impl Live {
    /// A live bank with its first administrator and a teller, by the host's clock.
    fn open() -> Self {
        let (store, key) = Store::in_memory(Kind::Live, policy::DEFAULT, &mut Machine).unwrap();
        let trail = key.trail_key(store.id());
        let mut desk = Desk::new((store, key), Clock::Host, Box::new(Machine), "test").unwrap();
        let first = member("K001", Role::Administrator);
        desk.add_first_administrator(&first, &PASSWORD.into()).unwrap();
        let administrator = desk.login(&first.id, &PASSWORD.into()).unwrap();
        let policy = desk.policy().clone();
        let mut live = Self {
            desk,
            trail,
            administrator,
        };
        let supervisor = live.hire("S009", Role::Supervisor);
        let (desk, administrator) = (&mut live.desk, &live.administrator);
        demo::deliver(desk, administrator, &supervisor, pskc::read(TOKENS, &policy).unwrap()).unwrap();
        desk.import_contracts(administrator, contracts::read(CONTRACTS, &policy))
            .unwrap();
        live
    }

    fn hire(&mut self, id: &str, role: Role) -> Session {
        self.hire_as(&member(id, role))
    }

    fn hire_as(&mut self, staff: &Staff) -> Session {
        let hash = self.desk.hashed(&PASSWORD.into()).unwrap();
        let added = self
            .desk
            .office()
            .store_mut()
            .write(|tx| tx.add_staff(staff, &hash).map(drop));
        added.unwrap();
        self.login(staff.id.as_str())
    }

    fn login(&mut self, id: &str) -> Session {
        let password = SecretString::from(PASSWORD);
        self.desk.login(&StaffId::parse(id).unwrap(), &password).unwrap()
    }

    /// An entry that says that something happened at that distance from now.
    fn was(&mut self, action: &str, ahead: TimeDelta) {
        let (at, trail) = (self.desk.clock().now() + ahead, &self.trail);
        let draft = Draft::new(at, "K001", "-", action);
        let store = self.desk.office.store_mut();
        store.write(|tx| tx.append(trail, draft).map(drop)).unwrap();
    }

    fn mark(&self) -> Instant {
        let mark = self.desk.office.read(|tx| Ok::<_, Error>(tx.clock_mark()?));
        mark.unwrap().unwrap()
    }

    fn last(&self) -> Draft {
        let newest = Filter {
            limit: 1,
            ..Filter::default()
        };
        let found = self.desk.office.read(|tx| tx.entries(&newest));
        found.unwrap().remove(0).draft
    }

    fn begin_check(&mut self, by: &Session) -> crate::domain::values::CheckId {
        let begun = self.desk.execute(
            by,
            Command::BeginCheck {
                contract: number(),
                channel: Channel::Counter,
                person: Person::Representative,
            },
        );
        let Ok(Outcome::CheckBegun { check, .. }) = begun else {
            panic!("{begun:?}")
        };
        let finished = self.desk.execute(
            by,
            Command::FinishCheck {
                check,
                methods: vec![Method::Seal],
                confirmed: true,
                why: None,
            },
        );
        finished.unwrap();
        check
    }
}

fn number() -> ContractNumber {
    ContractNumber::parse("1000001").unwrap()
}

fn code<T: std::fmt::Debug>(given: Result<T, Error>) -> &'static str {
    given.unwrap_err().code()
}

#[test]
fn a_clock_that_leapt_ahead_lets_a_fob_be_stopped_and_two_people_set_it_right_r2_5() {
    let mut bank = Live::open();
    let teller = bank.hire("T001", Role::Teller);
    bank.was(CONFIRM_CLOCK, -TimeDelta::days(30));
    let mark = bank.mark();

    let change = bank.desk.change_policy(&bank.administrator, policy::DEFAULT);
    assert_eq!(code(change), "E1220");
    assert!(bank.last().detail.starts_with("clock_unconfirmed"));
    let wrong = bank.desk.login(&StaffId::parse("T001").unwrap(), &"no".into());
    assert_eq!(code(wrong), "E1201");
    assert_eq!(bank.mark(), mark, "tries move no mark");

    let check = bank.begin_check(&teller);
    let revoke = Revoke {
        contract: number(),
        users: vec![LoginId::parse("DEN501").unwrap()],
        reason: Reason::Loss,
        check: Some(check),
    };
    assert_eq!(
        code(bank.desk.execute(&teller, Act::Revoke(revoke))),
        "E1220",
        "it computes a time"
    );
    let stop = Stop {
        contract: number(),
        serial: Serial::parse("10000018").unwrap(),
        also: Vec::new(),
        check: Some(check),
    };
    let stopped = bank.desk.execute(&teller, Act::Stop(stop)).unwrap();
    assert!(matches!(stopped, Outcome::Done(_)), "{stopped:?} (R9.6)");
    assert_eq!(bank.mark(), mark, "nor does what goes on");

    bank.hire("K002", Role::Administrator);
    let now = bank.desk.clock().now();
    let alone = bank.desk.confirm_clock(&bank.administrator.clone(), None, now);
    assert_eq!(code(alone), "E1222");
    let own = bank.administrator.clone();
    assert_eq!(code(bank.desk.confirm_clock(&own, Some(&own), now)), "E1224");
    assert_eq!(code(bank.desk.confirm_clock(&teller, Some(&own), now)), "E1203");
    let other = now - TimeDelta::minutes(10);
    assert_eq!(code(bank.desk.confirm_clock(&own, Some(&teller), other)), "E1223");
    assert_eq!(bank.mark(), mark, "tries at the confirmation move none either");
    let mut given = member("T009", Role::Teller);
    given.must_change = true;
    let given = bank.hire_as(&given);
    assert_eq!(
        code(bank.desk.confirm_clock(&own, Some(&given), now)),
        "E1210",
        "an administrator knows the password that was given"
    );
    let confirmed = bank.desk.confirm_clock(&own, Some(&teller), now).unwrap();
    assert_eq!((bank.mark(), confirmed.second.as_deref()), (confirmed.at, Some("T001")));
    assert_eq!(
        (bank.last().action.as_str(), bank.last().subject.as_str()),
        ("confirm_clock", "T001")
    );
    assert_eq!(code(bank.desk.confirm_clock(&own, Some(&teller), now)), "E1221");
    let supervisor = bank.hire("S001", Role::Supervisor);
    let waits = bank.desk.change_policy(&own, policy::DEFAULT);
    assert!(waits.is_ok(), "{waits:?}");
    drop(supervisor);
    let verified = bank.desk.office.verify().unwrap();
    assert_eq!(verified.flaw, None);
}

#[test]
fn what_began_while_the_clock_was_wrong_is_reckoned_anew_r2_5() {
    let mut bank = Live::open();
    let teller = bank.hire("T001", Role::Teller);
    let (now, ten) = (bank.desk.clock().now(), TimeDelta::days(10));
    let user = LoginId::parse("DEN501").unwrap();
    let far = now + ten;
    let trail = &bank.trail;
    let written = bank.desk.office.store_mut().write(|tx| -> crate::store::Result<()> {
        let login_id = user.clone();
        tx.apply(
            &number(),
            &[Change::Untie {
                login_id,
                reopens_at: far,
            }],
        )?;
        tx.append(trail, Draft::new(far, "T001", "-", "revoke")).map(drop)
    });
    written.unwrap();
    let own = bank.administrator.clone();
    assert_eq!(code(bank.desk.change_policy(&own, policy::DEFAULT)), "E1206");
    let check = Command::BeginCheck {
        contract: number(),
        channel: Channel::Counter,
        person: Person::Representative,
    };
    assert_eq!(
        code(bank.desk.execute(&teller, check)),
        "E1206",
        "R2.4 stops everything"
    );
    let verified = bank.desk.office.verify().unwrap();
    assert_eq!(verified.flaw, None, "what was refused is no flaw");

    let confirmed = bank.desk.confirm_clock(&own, None, bank.desk.clock().now()).unwrap();
    assert_eq!(confirmed.reckoned, 1);
    assert!(bank.last().detail.starts_with("alone; "), "{}", bank.last().detail);
    let case = bank.desk.office.read(|tx| tx.case(&number())).unwrap().unwrap();
    let reopens = calendar::reopens(confirmed.at, &Policy::default());
    assert_eq!(case.user(&user).unwrap().reopens_at, Some(reopens));
    assert!(
        bank.desk.change_policy(&own, policy::DEFAULT).is_ok(),
        "it is the mark now"
    );

    // Nobody shortens anything outside that one transaction (R8.3).
    let shortened = bank
        .desk
        .office
        .store_mut()
        .write(|tx| -> crate::store::Result<()> { tx.reckon_anew(now, now, now).map(drop) });
    assert!(shortened.unwrap_err().to_string().contains("R8.3"));
    assert_eq!(bank.desk.office.verify().unwrap().flaw, None);
}

#[test]
fn verify_tells_of_an_accepted_action_before_its_mark_r2_5() {
    let mut bank = Live::open();
    bank.was("unlock", -TimeDelta::minutes(10));
    let found = bank.desk.office.verify().unwrap().flaw.unwrap();
    assert_eq!((found.code(), found.rule()), ("E1229", "R2.5"));
}
