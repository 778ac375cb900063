//! A random machine of commands: whoever sends whatever in whatever order, no unlock and no registration is ever found that
//! does not rest on a fresh, confirmed check of sufficient strength and on a second person (R10, R11).
//!
//! A model keeps what each member has done by its own books. What the desk lets happen is held against it, and what the
//! contracts look like after each sequence against what the desk said.

mod model;
mod more;

use std::collections::{BTreeMap, BTreeSet};
use std::{env, thread};

use madoguchi::desk::{
    Act, Amend, Carried, Command, Desk, Error, Outcome, Register, Resync, Revoke, Session, Stop, Unlock,
};
use madoguchi::domain::approval::Status;
use madoguchi::domain::identity::{Action, Channel, Method, Person};
use madoguchi::domain::revocation;
use madoguchi::domain::staff::{Role, StaffChange};
use madoguchi::domain::values::{LoginId, ProofId, Reason, Serial, StaffId, TokenId};
use madoguchi::training::demo;

use self::model::{Known, Model, RequestModel, Rng};
use crate::support::{Branch, contract, login};

/// How many sequences; many more are asked for by the environment.
const SEQUENCES: u64 = 1_000;
const MORE: &str = "MADOGUCHI_SEQUENCES";
/// Which bank is the first, so that many of them can be walked through in parts.
const FIRST: &str = "MADOGUCHI_FIRST_BANK";
/// A new bank after so many sequences, so that the old one's trail does not fill the memory.
const A_BANK: u64 = 250;
/// How many banks are walked through at the same time.
const HANDS: usize = 2;
const LONGEST: u64 = 12;
const STAFF: [&str; 6] = ["T001", "T002", "S001", "S002", "D001", "R001"];
/// Who only looks.
const AUDITOR: &str = "A001";
/// Contract, its users and its fobs.
const CONTRACTS: [(&str, &[&str], &[&str]); 3] = [
    ("1000001", &["DEN501", "DEN501M1", "DEN501J1"], &["10000018"]),
    ("1000003", &["DEN503", "DEN503M1"], &["0030000137", "0030000145"]),
    ("1000004", &["DEN504"], &["40000111"]),
];

/// The states that only an unlock or a registration may change that way.
type Seen = (BTreeSet<TokenId>, BTreeSet<LoginId>);

struct Walk {
    branch: Branch,
    sessions: BTreeMap<&'static str, Session>,
    model: Model,
    rng: Rng,
    /// The contract and the member that most of a sequence is about.
    focus: usize,
    maker: &'static str,
    /// What receipts of this sequence account for.
    unlocked: BTreeSet<String>,
    registered: BTreeSet<LoginId>,
    told: BTreeMap<&'static str, u64>,
}

/// Has the other administrator approve what waits for one (R11.5): whether it was done.
fn by_two(desk: &mut Desk, other: &Session, asked: Result<Carried, Error>) -> bool {
    match asked {
        Ok(Carried::Waiting { request, .. }) => desk.execute(other, Command::Approve { request }).is_ok(),
        asked => asked.is_ok(),
    }
}

impl Walk {
    fn begin(seed: u64) -> Self {
        let mut branch = Branch::open();
        let ids = STAFF.into_iter().chain(["K001", "K002", AUDITOR]);
        let sessions = ids
            .map(|id| (id, demo::session(&mut branch.desk, id).unwrap()))
            .collect();
        Self {
            branch,
            sessions,
            model: Model::default(),
            rng: Rng(seed),
            focus: 0,
            maker: "T001",
            unlocked: BTreeSet::new(),
            registered: BTreeSet::new(),
            told: BTreeMap::new(),
        }
    }

    fn seen(&self) -> Seen {
        let look = self.branch.desk.look(&self.sessions[AUDITOR]);
        let (mut suspended, mut tied) = (BTreeSet::new(), BTreeSet::new());
        for (number, ..) in CONTRACTS {
            // By a check, all that is read is the contract as it stands.
            let case = match self.model.check_of(number) {
                Some(check) => look.case_of(check).unwrap(),
                None => look.sheet(&contract(number)).unwrap().case,
            };
            suspended.extend(
                case.tokens
                    .iter()
                    .filter(|token| token.is_suspended())
                    .map(|token| token.id),
            );
            tied.extend(
                case.users
                    .iter()
                    .filter(|user| user.token.is_some())
                    .map(|user| user.login_id.clone()),
            );
        }
        (suspended, tied)
    }

    fn run(&mut self, who: &'static str, command: impl Into<Command>) -> Option<Outcome> {
        match self.branch.desk.execute(&self.sessions[who], command) {
            Ok(outcome) => Some(outcome),
            Err(Error::Refused(refusal)) => {
                *self.told.entry(refusal.code()).or_default() += 1;
                None
            }
            Err(other) => panic!("R12: the system failed: {other:?}"),
        }
    }

    fn step(&mut self) {
        let who = match self.rng.below(10) {
            0..7 => self.maker,
            _ => STAFF[self.rng.pick(STAFF.len())],
        };
        let decides = match self.rng.below(10) {
            0..7 => ["S001", "S002"][self.rng.pick(2)],
            _ => STAFF[self.rng.pick(STAFF.len())],
        };
        match self.rng.below(1000) {
            0..40 => self.branch.wait(self.rng.below(12).cast_signed()),
            40..60 => self.branch.wait(self.rng.below(45).cast_signed()),
            60..61 => self.branch.wait(self.rng.below(1440).cast_signed()),
            // Days on which nobody works here (R11.3).
            61..62 => self.branch.wait((1 + self.rng.below(6).cast_signed()) * 1440),
            62..75 => self.lose(who),
            75..85 => self.replace(who),
            85..94 => self.close(who),
            94..102 => self.take_over(who),
            102..320 => self.check(who),
            320..450 => self.code(who),
            450..700 => {
                let kind = self.rng.below(6);
                self.act(who, kind);
            }
            700..945 => self.decide(decides),
            945..970 => self.lift(decides),
            970..978 => self.administer(),
            978..982 => self.ask_of_another(),
            982..986 => self.countersign(),
            _ => self.restore(),
        }
    }

    /// The contract that most of a sequence is about, or another.
    fn some_contract(&mut self) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
        match self.rng.below(10) {
            0..8 => CONTRACTS[self.focus],
            _ => CONTRACTS[self.rng.pick(3)],
        }
    }

    /// Begins a check, and perhaps ends it, or an older one.
    fn check(&mut self, who: &'static str) {
        let (number, users, _) = self.some_contract();
        self.check_of(who, number, users);
    }

    fn check_of(&mut self, who: &'static str, number: &'static str, users: &[&str]) {
        let channel = [Channel::Counter, Channel::Telephone, Channel::Visit][self.rng.pick(3)];
        let person = match self.rng.below(4) {
            0 => Person::User(login(users[self.rng.pick(users.len())])),
            _ => Person::Representative,
        };
        let begin = Command::BeginCheck {
            contract: contract(number),
            channel,
            person,
        };
        let now = self.branch.now();
        match self.run(who, begin) {
            Some(Outcome::CheckBegun { check, questions }) => {
                assert!(self.model.may_check(who), "R10.1: {who} began a check of {number}");
                let drawn = questions.into_iter().map(|question| question.fact).collect();
                self.model.begun(check, Known::new(number, who, channel, now, drawn));
            }
            _ => self.model.not_begun(number, who, now),
        }
        if self.rng.below(20) > 0 {
            self.finish(who);
        }
    }

    fn finish(&mut self, who: &'static str) {
        let Some((check, channel, drawn)) = self.model.some_check(&mut self.rng, who) else {
            return;
        };
        let mut methods = vec![];
        let all = [Method::Seal, Method::CallBack, Method::Facts(drawn)];
        methods.extend(all.into_iter().filter(|_| self.rng.below(10) < 8));
        if channel == Channel::Telephone && self.rng.below(10) > 0 {
            methods.retain(|method| *method != Method::Seal);
        }
        if let Some(proof) = self.model.some_proof(&mut self.rng).filter(|_| self.rng.below(6) == 0) {
            methods.push(Method::Fob(proof));
        }
        // What was answered or called already is refused; so is all of it where the check can't be finished.
        for method in &methods {
            let (desk, session) = (&mut self.branch.desk, &self.sessions[who]);
            let _ = demo::earn(desk, session, check, std::slice::from_ref(method));
        }
        let confirmed = self.rng.below(20) > 0;
        let finish = Command::FinishCheck {
            check,
            methods: methods.clone(),
            confirmed,
            why: (!confirmed).then(madoguchi::training::demo::unknown).flatten(),
        };
        if let Some(Outcome::CheckFinished { cautioned, .. }) = self.run(who, finish) {
            let raised = self.model.finished(check, who, &methods, confirmed, self.branch.now());
            assert_eq!(cautioned, raised, "R10.5: cautions are raised as counted");
        }
    }

    fn code(&mut self, who: &'static str) {
        let (number, users, fobs) = self.some_contract();
        let serial = fobs[self.rng.pick(fobs.len())];
        let user = users[self.rng.pick(users.len())];
        let user = (self.rng.below(3) > 0).then(|| login(user));
        let code = match self.rng.below(5) {
            0..3 => self.branch.wrong_code(serial),
            _ => self.branch.code(serial),
        };
        let serial = Serial::parse(serial).unwrap();
        let command = Command::CheckCode {
            contract: contract(number),
            serial: serial.clone(),
            code: code.into(),
            user: user.clone(),
        };
        if let Some(Outcome::CodeAccepted { proof }) = self.run(who, command) {
            self.model.proofs.push((proof, number, serial, user, who));
        }
    }

    fn act(&mut self, who: &'static str, kind: u64) {
        let (mut number, users, fobs) = self.some_contract();
        let check = self.model.check_for(&mut self.rng, number, who);
        let mut user = login(users[self.rng.pick(users.len())]);
        let command = match kind {
            0..2 => Act::Revoke(Revoke {
                contract: contract(number),
                users: vec![user],
                reason: revocation::Reason::Defect,
                check,
            }),
            2..4 => {
                let (mut proof, mut serial): (Option<ProofId>, _) = (None, Serial::parse(fobs[0]).unwrap());
                if let Some(known) = self.model.proof_for(&mut self.rng, who) {
                    (number, serial, proof) = (known.1, known.2, Some(known.0));
                    user = known.3.unwrap_or(user);
                }
                let check = self.model.check_for(&mut self.rng, number, who);
                Act::Register(Register {
                    contract: contract(number),
                    user,
                    serial,
                    proof,
                    check,
                })
            }
            _ => Act::Unlock(Unlock {
                contract: contract(number),
                users: vec![user],
                check,
                serial: None,
                override_reason: (self.rng.below(2) == 0).then(|| Reason::parse("試験").unwrap()),
            }),
        };
        let action = command.action();
        let check = match &command {
            Act::Revoke(Revoke { check, .. })
            | Act::Register(Register { check, .. })
            | Act::Unlock(Unlock { check, .. })
            | Act::Resync(Resync { check, .. })
            | Act::Issue(madoguchi::desk::Issue { check, .. })
            | Act::Replace(madoguchi::desk::Replace { check, .. })
            | Act::Close(madoguchi::desk::Close { check, .. })
            | Act::Stop(Stop { check, .. })
            | Act::LiftPasswords(madoguchi::desk::LiftPasswords { check, .. })
            | Act::Amend(Amend { check, .. }) => *check,
        };
        let now = self.branch.now();
        let request = match self.run(who, command) {
            Some(Outcome::Waiting { request, .. }) => request,
            Some(Outcome::Done(receipt)) => {
                assert_eq!(action, Action::Revoke, "R11.1: only what lowers risk goes at once");
                receipt.request
            }
            _ => return,
        };
        self.model
            .serves(check, (action, false), number, who, now, self.branch.desk.policy());
        self.model.requests.push(RequestModel {
            id: request,
            number,
            action,
            fob: None,
            by: who,
            role: self.model.role(who),
            at: now,
            status: if action == Action::Revoke {
                Status::ToLookOver
            } else {
                Status::Waiting
            },
        });
    }

    fn decide(&mut self, who: &'static str) {
        let Some(request) = self.model.some_request(&mut self.rng) else {
            return;
        };
        let (command, to) = match self.rng.below(8) {
            0 => (Command::Withdraw { request }, Status::Withdrawn),
            1 => {
                let reason = Reason::parse("見直し").unwrap();
                (Command::Return { request, reason }, Status::Returned)
            }
            2 => (Command::LookOver { request }, Status::Done),
            _ => (Command::Approve { request }, Status::Done),
        };
        let now = self.branch.now();
        let takes_back = self
            .model
            .may_take_back(request, who, now)
            .filter(|_| to == Status::Returned);
        let outcome = self.run(who, command);
        if let Some(may) = takes_back {
            assert_eq!(outcome.is_some(), may, "R7.7: {who} sends {request} back");
        }
        match outcome {
            Some(Outcome::Done(receipt)) => {
                self.model.approved(request, who, now);
                assert_eq!(receipt.approved_by.as_ref().map(StaffId::as_str), Some(who));
                let lifted = receipt
                    .shown
                    .tokens
                    .iter()
                    .filter(|token| token.was_suspended && !token.is_suspended);
                self.unlocked.extend(lifted.map(|token| token.serial.to_string()));
                if receipt.shown.action == Action::Register {
                    self.registered
                        .extend(receipt.shown.users.into_iter().map(|user| user.login_id));
                }
                *self.told.entry(receipt_kind(receipt.shown.action)).or_default() += 1;
            }
            Some(_) => {
                if takes_back == Some(true) {
                    self.tell("taken back");
                }
                self.model.ended(request, who, to);
            }
            None => {
                // The console itself may have sent it back.
                let view = self.branch.desk.look(&self.sessions[AUDITOR]).request(request).unwrap();
                self.model.became(request, view.status);
            }
        }
    }

    fn lift(&mut self, who: &'static str) {
        let (number, ..) = self.some_contract();
        self.lift_of(number, who);
    }

    fn lift_of(&mut self, number: &'static str, who: &'static str) {
        let reason = Reason::parse("確認済").unwrap();
        let lift = Command::LiftCaution {
            contract: contract(number),
            reason,
        };
        if self.run(who, lift).is_some() {
            self.model.lifted(number, who, self.branch.now());
        }
    }

    /// Somebody gets another role, is locked, or is let in again.
    fn administer(&mut self) {
        let who = STAFF[self.rng.pick(STAFF.len())];
        let id = StaffId::parse(who).unwrap();
        let (administrator, other) = (&self.sessions["K001"], &self.sessions["K002"]);
        let desk = &mut self.branch.desk;
        match self.rng.below(4) {
            0 => {
                let asked = desk.lock_staff(administrator, &id);
                if by_two(desk, other, asked) {
                    self.model.locked.insert(who);
                }
            }
            1 => {
                let roles = [Role::Teller, Role::Supervisor, Role::Auditor, Role::SupportDesk];
                let role = roles[self.rng.pick(4)];
                let change = StaffChange {
                    role: Some(role),
                    ..StaffChange::default()
                };
                let asked = desk.amend_staff(administrator, &id, &change);
                if by_two(desk, other, asked) {
                    self.model.roles.insert(who, role);
                }
            }
            _ => self.restore(),
        }
    }

    /// All are let in again, and have again the role that they came with.
    fn restore(&mut self) {
        for (number, ..) in CONTRACTS {
            for by in ["S001", "S002"] {
                self.lift_of(number, by);
            }
        }
        for who in STAFF {
            let id = StaffId::parse(who).unwrap();
            let change = StaffChange {
                role: Some(Model::first_role(who)),
                ..StaffChange::default()
            };
            let (administrator, other) = (&self.sessions["K001"], &self.sessions["K002"]);
            let desk = &mut self.branch.desk;
            if self.model.roles.remove(who).is_some() {
                // It may be the one that they have.
                let asked = desk.amend_staff(administrator, &id, &change);
                by_two(desk, other, asked);
            }
            if self.model.locked.remove(who) {
                let asked = desk.unlock_staff(administrator, &id);
                assert!(by_two(desk, other, asked));
            }
        }
    }

    /// One sequence: what it changed is what its receipts say.
    fn sequence(&mut self, before: &Seen) -> Seen {
        self.unlocked.clear();
        self.registered.clear();
        (self.focus, self.maker) = (self.rng.pick(3), STAFF[self.rng.skewed(STAFF.len())]);
        for _ in 0..=self.rng.below(LONGEST) {
            self.step();
        }
        // An honest teller now and then, so that there is something to be found.
        if self.rng.below(4) == 0 {
            self.check(self.maker);
            let kind = 2 + self.rng.below(4);
            for _ in 0..4 {
                self.act(self.maker, kind);
            }
            self.decide("S001");
        }
        let after = self.seen();
        for token in before.0.difference(&after.0) {
            let serial = self.serial_of(*token);
            assert!(
                self.unlocked.contains(&serial),
                "R11.1: {serial} is unlocked and no receipt says so"
            );
        }
        for user in after.1.difference(&before.1) {
            assert!(
                self.registered.contains(user),
                "R11.1: {user} is registered and no receipt says so"
            );
        }
        after
    }

    fn serial_of(&self, id: TokenId) -> String {
        let look = self.branch.desk.look(&self.sessions[AUDITOR]);
        let tokens = CONTRACTS
            .iter()
            .flat_map(|(number, ..)| look.sheet(&contract(number)).unwrap().case.tokens);
        let token = tokens.into_iter().find(|token| token.id == id).unwrap();
        token.serial.to_string()
    }
}

fn receipt_kind(action: Action) -> &'static str {
    match action {
        Action::Unlock => "unlocked",
        Action::Register => "registered",
        Action::Close => "closed",
        Action::Replace => "replaced",
        Action::Revoke | Action::Resync | Action::Stop | Action::Amend | Action::Issue | Action::LiftPasswords => {
            "other"
        }
    }
}

/// Walks through every bank of this hand's and tells how often what happened.
fn banks(first: u64, sequences: u64, hand: usize) -> BTreeMap<&'static str, u64> {
    let mut told = BTreeMap::new();
    for bank in (0..sequences.div_ceil(A_BANK)).skip(hand).step_by(HANDS) {
        let mut walk = Walk::begin(first + bank);
        let mut seen = walk.seen();
        for _ in 0..A_BANK.min(sequences - bank * A_BANK) {
            seen = walk.sequence(&seen);
        }
        assert_eq!(
            walk.branch.desk.verify(&walk.sessions[AUDITOR]).unwrap().flaw,
            None,
            "R12.2: bank {}",
            first + bank
        );
        for (what, times) in walk.told {
            *told.entry(what).or_default() += times;
        }
    }
    told
}

#[test]
fn no_sequence_finds_an_unlock_or_a_registration_without_a_check_and_a_second_person_r10_1_r10_3_r10_5_r11_1_r11_2() {
    let said = |name, otherwise: u64| env::var(name).map_or(otherwise, |said| said.parse().unwrap());
    let (sequences, first) = (said(MORE, SEQUENCES), said(FIRST, 0));
    // Each bank stands for itself.
    let told: BTreeMap<&'static str, u64> = thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS)
            .map(|hand| scope.spawn(move || banks(first, sequences, hand)))
            .collect();
        let told = hands.into_iter().flat_map(|hand| hand.join().unwrap());
        told.fold(BTreeMap::new(), |mut all, (what, times)| {
            *all.entry(what).or_default() += times;
            all
        })
    });
    println!("{sequences} sequences from bank {first}: {told:?}");
    for what in [
        "unlocked",
        "registered",
        "lost",
        "replaced",
        "closed",
        "taken over",
        "taken back",
        "countersigned",
        "E1103",
        "E1002",
        "E1003",
        "E1016",
        "E1018",
        "E1101",
        "E1104",
    ] {
        assert!(told.contains_key(what), "the machine never came to {what}: {told:?}");
    }
}
