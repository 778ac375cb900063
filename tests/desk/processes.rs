//! Eight programs decide about one request at the same moment: 承認, 取下げ, a change of the contract, and the end of the day.
//! The test starts itself eight times and tells each what to do by a line on its standard input, all at once.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command as Program, Stdio};

use chrono::{DateTime, NaiveTime, TimeDelta};
use madoguchi::clock::Clock;
use madoguchi::desk::{Act, Command, Desk, Error, Outcome, Register, Revoke, Session, Unlock};
use madoguchi::domain::approval::Status;
use madoguchi::domain::calendar::{self, Instant};
use madoguchi::domain::identity::{Channel, Method, Person};
use madoguchi::domain::policy;
use madoguchi::domain::revocation::Reason;
use madoguchi::domain::values::{CheckId, RequestId, Serial};
use madoguchi::entropy::{Machine, Repeatable};
use madoguchi::store::{Filter, Kind, Location, Store};
use madoguchi::training::demo;
use madoguchi::training::fobs::Fobs;

use crate::support::{contract, login, waiting};

const NUMBER: &str = "1000001";
const FOB: &str = "10000018";
const STORE: &str = "MADOGUCHI_DESK_STORE";
const KEY: &str = "MADOGUCHI_DESK_KEY";
/// More rounds than those of a usual run.
const MORE: &str = "MADOGUCHI_ROUNDS";
const ROUNDS: usize = 8;
const SELF: &str = "processes::what_each_of_the_others_does";
/// Who does what. The last two come after midnight.
const ORDERS: [(&str, &str); 8] = [
    ("S001", "approve"),
    ("T001", "withdraw"),
    ("T002", "revoke"),
    ("S002", "approve"),
    ("T001", "withdraw"),
    ("S002", "return"),
    ("S001", "approve"),
    ("S002", "approve"),
];
const LATE: usize = 6;

fn open(place: &Location, at: Instant) -> (Desk, Clock) {
    let clock = Clock::fixed(at);
    let opened = Store::open(place).unwrap();
    (
        Desk::new(opened, clock.clone(), Box::new(Machine), "test").unwrap(),
        clock,
    )
}

fn revoke(check: CheckId) -> Act {
    Act::Revoke(Revoke {
        contract: contract(NUMBER),
        users: vec![login("DEN501J1")],
        reason: Reason::ChangeOfUser,
        check: Some(check),
    })
}

/// Not a test of its own: what the test program does when it was started by the test below.
#[test]
fn what_each_of_the_others_does() {
    let (Some(store), Some(key)) = (env::var_os(STORE), env::var_os(KEY)) else {
        return;
    };
    let place = Location {
        store: store.into(),
        key: key.into(),
    };
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    let mut desk: Option<(Desk, Clock)> = None;
    for line in io::stdin().lock().lines() {
        let line = line.unwrap();
        let words: Vec<_> = line.split(' ').collect();
        let [at, who, what, request, check] = words.as_slice() else {
            return;
        };
        let now = DateTime::from_timestamp_millis(at.parse().unwrap()).unwrap();
        let (desk, clock) = desk.get_or_insert_with(|| open(&place, now));
        clock.move_by(now - clock.now());
        if !sessions.contains_key(*who) {
            sessions.insert((*who).to_owned(), demo::session(desk, who).unwrap());
        }
        let request = RequestId::parse(request).unwrap();
        let command = match *what {
            "join" => {
                println!("\ntold ok");
                continue;
            }
            "approve" => Command::Approve { request },
            "withdraw" => Command::Withdraw { request },
            "return" => Command::Return {
                request,
                reason: madoguchi::domain::values::Reason::parse("見直し").unwrap(),
            },
            _ => revoke(CheckId::parse(check).unwrap()).into(),
        };
        let told = desk.execute(&sessions[*who], command);
        println!("\ntold {}", told.as_ref().map_or_else(Error::code, |_| "ok"));
    }
}

struct Crowd {
    desk: Desk,
    clock: Clock,
    fobs: Fobs,
    others: Vec<(Child, BufReader<ChildStdout>)>,
    _folder: tempfile::TempDir,
}

impl Crowd {
    fn gather() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Location {
            store: folder.path().join("data/m.db"),
            key: folder.path().join("keys/m.key"),
        };
        let opened = Store::create(&place, Kind::Training, policy::DEFAULT, &mut Machine).unwrap();
        let clock = Clock::fixed(demo::start());
        let mut desk = Desk::new(opened, clock.clone(), Box::new(Repeatable(1)), "test").unwrap();
        demo::furnish(&mut desk, &clock).unwrap();
        let start = |_| {
            let mut child = Program::new(env::current_exe().unwrap())
                .args(["--exact", SELF, "--nocapture", "--test-threads", "1"])
                .env(STORE, &place.store)
                .env(KEY, &place.key)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let answers = BufReader::new(child.stdout.take().unwrap());
            (child, answers)
        };
        let fobs = Fobs::of_the_demo(desk.policy()).unwrap();
        let others = ORDERS.iter().map(start).collect();
        let mut crowd = Self {
            desk,
            clock,
            fobs,
            others,
            _folder: folder,
        };
        // Everybody is logged in at every program before the first round.
        for round in 0..ORDERS.len() {
            crowd.all_at_once(round, true, RequestId([0; 16]), CheckId([0; 16]));
        }
        crowd
    }

    /// What came of each order, in their order. In every round another one goes to the program that is told first.
    fn all_at_once(&mut self, round: usize, join: bool, request: RequestId, check: CheckId) -> Vec<String> {
        let late = calendar::start_of(calendar::day_of(self.clock.now())) + TimeDelta::days(1);
        let early = late - TimeDelta::milliseconds(1);
        let of = |program: usize| (program + round) % ORDERS.len();
        for (program, (child, _)) in self.others.iter_mut().enumerate() {
            let (who, what) = ORDERS[of(program)];
            let what = if join { "join" } else { what };
            let at = if of(program) < LATE { early } else { late }.timestamp_millis();
            writeln!(child.stdin.as_mut().unwrap(), "{at} {who} {what} {request} {check}").unwrap();
        }
        let mut told = vec![String::new(); ORDERS.len()];
        for (program, (_, answers)) in self.others.iter_mut().enumerate() {
            let mut lines = answers.lines().map(Result::unwrap);
            told[of(program)] = lines
                .find_map(|line| line.strip_prefix("told ").map(str::to_owned))
                .unwrap();
        }
        told
    }

    fn by(&mut self, who: &str, command: impl Into<Command>) -> Result<Outcome, Error> {
        let session = demo::session(&mut self.desk, who).unwrap();
        self.desk.execute(&session, command)
    }

    fn check(&mut self, who: &str) -> CheckId {
        let begin = Command::BeginCheck {
            contract: contract(NUMBER),
            channel: Channel::Counter,
            person: Person::Representative,
        };
        let Ok(Outcome::CheckBegun { check, questions }) = self.by(who, begin) else {
            panic!("not begun")
        };
        let facts = Method::Facts(questions.into_iter().map(|question| question.fact).collect());
        let methods = vec![Method::Seal, facts];
        let session = demo::session(&mut self.desk, who).unwrap();
        demo::earn(&mut self.desk, &session, check, &methods).unwrap();
        let finish = Command::FinishCheck {
            check,
            methods,
            confirmed: true,
            why: None,
        };
        self.by(who, finish).unwrap();
        check
    }

    /// The next day at that hour.
    fn tomorrow(&mut self, hour: u32, minute: u32) {
        let day = calendar::day_of(self.clock.now()).succ_opt().unwrap();
        let at = calendar::instant_of(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        self.clock.move_by(at - self.clock.now());
    }

    fn code(&self, user: Option<&str>, wrong: bool) -> Command {
        let serial = Serial::parse(FOB).unwrap();
        let near = |minutes| {
            self.fobs
                .code(&serial, self.clock.now() + TimeDelta::minutes(minutes))
                .unwrap()
                .code
        };
        let near: Vec<_> = (-3..=3).map(near).collect();
        let code = if wrong {
            (0..10)
                .map(|n| format!("{n:06}"))
                .find(|code| !near.contains(code))
                .unwrap()
        } else {
            near[3].clone()
        };
        Command::CheckCode {
            contract: contract(NUMBER),
            serial,
            code: code.into(),
            user: user.map(login),
        }
    }

    fn is_suspended(&mut self) -> bool {
        let session = demo::session(&mut self.desk, "T001").unwrap();
        let sheet = self.desk.look(&session).sheet(&contract(NUMBER)).unwrap();
        sheet
            .case
            .tokens
            .iter()
            .any(|token| token.serial.as_str() == FOB && token.is_suspended())
    }

    fn unlock(&mut self) -> RequestId {
        let check = Some(self.check("T001"));
        let unlock = Act::Unlock(Unlock {
            contract: contract(NUMBER),
            users: vec![login("DEN501")],
            check,
            serial: None,
            override_reason: None,
        });
        waiting(self.by("T001", unlock))
    }

    /// As before the round: DEN501J1 registered with the fob again, and the fob suspended by five wrong codes.
    fn restore(&mut self) {
        if self.is_suspended() {
            let request = self.unlock();
            self.by("S001", Command::Approve { request }).unwrap();
        }
        let code = self.code(Some("DEN501J1"), false);
        let Ok(Outcome::CodeAccepted { proof }) = self.by("T001", code) else {
            panic!("not accepted")
        };
        let check = Some(self.check("T001"));
        let register = Act::Register(Register {
            contract: contract(NUMBER),
            user: login("DEN501J1"),
            serial: Serial::parse(FOB).unwrap(),
            proof: Some(proof),
            check,
        });
        let request = waiting(self.by("T001", register));
        self.by("S001", Command::Approve { request }).unwrap();
        for _ in 0..5 {
            let wrong = self.code(None, true);
            assert!(self.by("T001", wrong).is_err());
        }
        assert!(self.is_suspended());
    }

    /// In which order the round's attempts were judged, and how each ended, as the trail has it.
    fn order(&mut self) -> String {
        let session = demo::session(&mut self.desk, "S001").unwrap();
        let filter = Filter {
            contract: Some(contract(NUMBER)),
            limit: ORDERS.len() as u64,
        };
        let entries = self.desk.look(&session).trail(&filter).unwrap();
        let named =
            |draft: &madoguchi::store::Draft| format!("{}:{}", draft.action, draft.code.as_deref().unwrap_or("ok"));
        let order: Vec<_> = entries.iter().rev().map(|entry| named(&entry.draft)).collect();
        order.join(" ")
    }
}

#[test]
fn of_approval_withdrawal_change_and_lapse_at_once_one_comes_first_and_the_rest_follow_r11_2_r11_3() {
    let rounds = env::var(MORE).map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let mut crowd = Crowd::gather();
    let (mut orders, mut firsts) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, usize>::new());
    for round in 0..rounds {
        crowd.tomorrow(23, 50);
        let request = crowd.unlock();
        // The last of the days for which it waits, as nobody acts on those between (R11.3).
        for _ in 0..4 {
            crowd.tomorrow(23, 50);
        }
        let check = crowd.check("T002");
        let told = crowd.all_at_once(round, false, request, check);
        let order = crowd.order();
        let context = format!("round {round}: {told:?}: {order}");
        let view = {
            let session = demo::session(&mut crowd.desk, "S001").unwrap();
            crowd.desk.look(&session).request(request).unwrap()
        };
        let ended: Vec<_> = ORDERS
            .iter()
            .zip(&told)
            .filter_map(|((_, what), told)| match (*what, told.as_str()) {
                ("approve", "ok") => Some((Status::Done, "approved")),
                ("approve", "E1102") => Some((Status::Returned, "changed")),
                ("withdraw", "ok") => Some((Status::Withdrawn, "withdrawn")),
                ("return", "ok") => Some((Status::Returned, "returned")),
                _ => None,
            })
            .collect();
        let [(status, first)] = ended.as_slice() else {
            panic!("not ended once: {context}")
        };
        assert_eq!(view.status, *status, "{context}");
        assert_eq!(crowd.is_suspended(), *status != Status::Done, "{context}");
        assert_eq!(told[2], "ok", "a revocation goes at once (R11.1): {context}");
        for (i, told) in told.iter().enumerate() {
            let allowed: &[&str] = match ORDERS[i].1 {
                "approve" if i < LATE => &["ok", "E1102", "E1104"],
                "approve" => &["E1103", "E1104"],
                "revoke" => &["ok"],
                _ => &["ok", "E1104"],
            };
            assert!(allowed.contains(&told.as_str()), "{i}: {context}");
        }
        *orders.entry(order).or_default() += 1;
        *firsts.entry((*first).to_owned()).or_default() += 1;
        crowd.clock.move_by(TimeDelta::minutes(10));
        crowd.tomorrow(9, 0);
        crowd.restore();
    }
    let session = demo::session(&mut crowd.desk, "S001").unwrap();
    assert_eq!(crowd.desk.verify(&session).unwrap().flaw, None);
    println!(
        "{rounds} rounds of {} programs, {} interleavings, ended by {firsts:?}",
        ORDERS.len(),
        orders.len()
    );
    for (mut child, _) in crowd.others {
        drop(child.stdin.take());
        assert!(child.wait().unwrap().success());
    }
}
